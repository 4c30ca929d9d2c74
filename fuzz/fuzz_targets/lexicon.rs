//! Lexicons of a user's own: firms, skills, units.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tearsheet_fuzz::check;

fuzz_target!(|text: &str| {
    check::lexicon(text);
});
