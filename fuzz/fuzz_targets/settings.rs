//! The settings of a folder, and pages that say which firms are one.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tearsheet_fuzz::check;

fuzz_target!(|text: &str| {
    check::configuration(text);
});
