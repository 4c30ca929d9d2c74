//! PDFs, whole files.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tearsheet_fuzz::check;
use tearsheet_ingest::Format;

fuzz_target!(|bytes: &[u8]| {
    check::input("a.pdf", Format::Pdf, bytes);
});
