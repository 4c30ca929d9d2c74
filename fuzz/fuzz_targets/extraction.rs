//! Everything that is found in any text: spans, values, owners, and the tables made of them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tearsheet_fuzz::{EXTRACTOR, check};
use tearsheet_ingest::Format;

fuzz_target!(|bytes: &[u8]| {
    for article in check::input("a.txt", Format::Text, bytes) {
        check::findings(&article, &EXTRACTOR.find(&article));
    }
});
