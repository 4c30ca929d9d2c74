//! Plain text in any encoding, and the repair of its layout.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tearsheet_fuzz::check;
use tearsheet_ingest::Format;

fuzz_target!(|bytes: &[u8]| {
    check::input("a.txt", Format::Text, bytes);
});
