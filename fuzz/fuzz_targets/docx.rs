//! Word documents: the parts of the archive, and archives as they are.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tearsheet_fuzz::{check, halves, word};
use tearsheet_ingest::Format;

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        check::input("a.docx", Format::Docx, bytes);
    } else {
        let (document, more) = halves(bytes);
        check::input("a.docx", Format::Docx, &word(document, more));
    }
});
