//! Streams that unpack to many times their size are found before the document is taken apart.

use std::io::{self, Read};

use crate::record::Unreadable;

/// Deflate shrinks to a thousandth at most; a stream shorter than this cannot do harm.
const HARMLESS: usize = 64 << 10;
/// A stream that unpacks to more than this ...
const LARGEST: u64 = 64 << 20;
/// ... and to more than this many times its size is no text and no picture.
const RATIO: u64 = 200;
/// All streams of a document together.
const LARGEST_SUM: u64 = 1 << 30;

pub(super) fn check(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut sum = 0;
    let mut streams =
        memchr::memmem::find_iter(bytes, b"stream").filter_map(|at| start_of_data(bytes, at)).peekable();
    while let Some(start) = streams.next() {
        let end = streams.peek().copied().unwrap_or(bytes.len());
        if end - start < HARMLESS {
            continue;
        }
        let limit = LARGEST.max((end - start) as u64 * RATIO);
        let mut data = flate2::bufread::ZlibDecoder::new(&bytes[start..end]).take(limit + 1);
        // A stream that is broken gives what stands before the break.
        let mut unpacked = 0;
        let mut buffer = [0; 1 << 14];
        while let Ok(count @ 1..) = data.read(&mut buffer).or_else(|error| match error.kind() {
            io::ErrorKind::Interrupted => Ok(1),
            _ => Err(error),
        }) {
            unpacked += count as u64;
        }
        sum += unpacked;
        if unpacked > limit || sum > LARGEST_SUM {
            let detail = "a stream in it unpacks to many times its size; it is not an article".to_owned();
            return Err(Unreadable { problem: "bomb", detail });
        }
    }
    Ok(())
}

/// Where the data of the stream begins whose keyword stands at `at`, if it looks like deflated data.
fn start_of_data(bytes: &[u8], at: usize) -> Option<usize> {
    if at >= 3 && &bytes[at - 3..at] == b"end" {
        return None;
    }
    let start = at + b"stream".len();
    let start = start
        + match bytes.get(start..)? {
            [b'\r', b'\n', ..] => 2,
            [b'\n' | b'\r', ..] => 1,
            _ => return None,
        };
    // The low half of the first byte names the method, which is 8 for deflate.
    bytes.get(start).filter(|first| **first & 0x0f == 8).map(|_| start)
}
