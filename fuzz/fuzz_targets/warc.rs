//! Web archives, plain and compressed record by record.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tearsheet_fuzz::{check, gzip, halves};
use tearsheet_ingest::Format;

fuzz_target!(|bytes: &[u8]| {
    check::input("a.warc", Format::Warc, bytes);
    let (first, second) = halves(bytes);
    check::input("a.warc.gz", Format::Warc, &[gzip(first), gzip(second)].concat());
});
