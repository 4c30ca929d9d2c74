//! Compressed data as it is: gzip and zstd, damaged or not.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tearsheet_fuzz::check;
use tearsheet_ingest::Format;

fuzz_target!(|bytes: &[u8]| {
    const GZIP: &[u8] = &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
    check::input("a.txt", Format::Text, bytes);
    for magic in [GZIP, ZSTD] {
        check::input("a.txt", Format::Text, &[magic, bytes].concat());
    }
});
