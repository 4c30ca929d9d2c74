//! Opens an input: takes compression off, and tells the format by content where the name says something else.
//!
//! *Takes* a byte stream and the format that its name says. *Gives* the stream of the records themselves and their
//! format. Memory is bounded: nothing but the first bytes is looked at.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::rc::Rc;

use crate::format::Format;
use crate::record::Unreadable;

/// An input ready to be cut into records.
pub(crate) struct Opened<'a> {
    /// The format that the content has.
    pub(crate) format: Format,
    /// The content without compression.
    pub(crate) reader: Box<dyn BufRead + 'a>,
}

/// Bytes looked at to tell a format.
const HEAD: usize = 4096;
/// Compressions taken off, one inside the other.
const LAYERS: usize = 3;
/// Text shrinks to a twentieth at most; what grows beyond this ratio ...
const RATIO: u64 = 200;
/// ... and beyond this size was made to fill memory.
const GENEROUS: u64 = 64 << 20;

/// Opens `reader`, whose name says `said`.
///
/// # Errors
/// If the content is in no format that can be read.
pub(crate) fn open<'a>(said: Format, reader: impl Read + 'a) -> Result<Opened<'a>, Unreadable> {
    let (mut head, mut reader) =
        peek(BufReader::with_capacity(1 << 18, reader)).map_err(|e| unreadable(&e))?;
    for _ in 0..LAYERS {
        let Some(compression) = Compression::of(&head) else { break };
        (head, reader) = peek(compression.undo(reader)?).map_err(|error| unreadable(&error))?;
    }
    if Compression::of(&head).is_some() {
        return Err(Unreadable {
            problem: "bomb",
            detail: format!("it is compressed more than {LAYERS} times over"),
        });
    }
    let format = format_of(said, &head)?;
    if format.has_records()
        && let Some(encoding) = utf16_of(&head)
    {
        reader = Box::new(BufReader::new(Transcoded::new(encoding, reader)));
    }
    Ok(Opened { format, reader })
}

/// What a failed read means to the user.
pub(crate) fn unreadable(error: &io::Error) -> Unreadable {
    if let Some(TooLarge(most)) = error.get_ref().and_then(|inner| inner.downcast_ref()) {
        return too_large(*most);
    }
    let problem = match error.kind() {
        io::ErrorKind::UnexpectedEof => "truncated",
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => "corrupt",
        _ if error.get_ref().is_some_and(|inner| inner.is::<Bomb>()) => "bomb",
        _ => "unreadable",
    };
    let detail = match problem {
        "truncated" => format!("the compressed data ends too early ({error}); fetch the file again"),
        "corrupt" => format!("the compressed data is damaged ({error}); fetch the file again"),
        _ => error.to_string(),
    };
    Unreadable { problem, detail }
}

/// A record has more than `most` bytes.
pub(crate) fn too_large(most: usize) -> Unreadable {
    let detail = format!("it is larger than {} MB, as no article is; split it into articles", most >> 20);
    Unreadable { problem: "too-large", detail }
}

/// The first bytes of a stream, and a stream that still has them.
fn peek<'a>(mut reader: impl BufRead + 'a) -> io::Result<(Vec<u8>, Box<dyn BufRead + 'a>)> {
    let mut head = Vec::with_capacity(HEAD);
    reader.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(reader))))
}

enum Compression {
    Gzip,
    Zstd,
}

impl Compression {
    fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, 8, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Self::Zstd),
            _ => None,
        }
    }

    fn undo<'a>(self, reader: Box<dyn BufRead + 'a>) -> Result<Box<dyn BufRead + 'a>, Unreadable> {
        let taken = Rc::new(Cell::new(0));
        let counted = BufReader::new(Counted { inner: reader, taken: taken.clone() });
        let inner: Box<dyn Read + 'a> = match self {
            Self::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(counted)),
            Self::Zstd => zstd(counted)?,
        };
        Ok(Box::new(BufReader::with_capacity(1 << 16, Bounded { inner, taken, given: 0 })))
    }
}

#[cfg(feature = "zstd")]
fn zstd<'a>(reader: impl BufRead + 'a) -> Result<Box<dyn Read + 'a>, Unreadable> {
    Ok(Box::new(Frames { reader: Some(reader), frame: None }))
}

#[cfg(not(feature = "zstd"))]
fn zstd<'a>(_: impl BufRead + 'a) -> Result<Box<dyn Read + 'a>, Unreadable> {
    Err(crate::format::left_out("zstd"))
}

/// Zstandard frames, one after the other.
#[cfg(feature = "zstd")]
struct Frames<R: Read> {
    reader: Option<R>,
    frame: Option<ruzstd::decoding::StreamingDecoder<R, ruzstd::decoding::FrameDecoder>>,
}

#[cfg(feature = "zstd")]
impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let count = frame.read(buffer).map_err(damaged)?;
                if count > 0 || buffer.is_empty() {
                    return Ok(count);
                }
                self.reader = self.frame.take().map(ruzstd::decoding::StreamingDecoder::into_inner);
            }
            let Some(mut reader) = self.reader.take() else { return Ok(0) };
            if reader.fill_buf()?.is_empty() {
                return Ok(0);
            }
            let frame = ruzstd::decoding::StreamingDecoder::new(reader);
            self.frame = Some(frame.map_err(|error| damaged(io::Error::other(error)))?);
        }
    }
}

/// The decoder wraps its reader's errors in its own.
#[cfg(feature = "zstd")]
fn damaged(error: io::Error) -> io::Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = error.get_ref().map(|inner| inner as _);
    while let Some(inner) = cause {
        if let Some(io) = inner.downcast_ref::<io::Error>() {
            return io::Error::new(io.kind(), error.to_string());
        }
        cause = inner.source();
    }
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}

/// Counts what is read through it.
struct Counted<R> {
    inner: R,
    taken: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.taken.set(self.taken.get() + count as u64);
        Ok(count)
    }
}

/// Stops a decoder that gives far more than it takes.
struct Bounded<R> {
    inner: R,
    taken: Rc<Cell<u64>>,
    given: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.given += count as u64;
        if self.given > GENEROUS && self.given / RATIO > self.taken.get() {
            return Err(io::Error::other(Bomb));
        }
        Ok(count)
    }
}

/// Stops a reader that takes more for one record than records have.
pub(crate) struct Metered<R> {
    inner: R,
    most: usize,
    /// What it may still take.
    left: Rc<Cell<usize>>,
}

/// Says that a new record begins.
pub(crate) struct Meter {
    most: usize,
    left: Rc<Cell<usize>>,
}

impl Meter {
    /// A reader that takes at most `most` bytes of `inner` between two calls of [`Meter::start`].
    pub(crate) fn new<R>(inner: R, most: usize) -> (Self, Metered<R>) {
        let left = Rc::new(Cell::new(most));
        (Self { most, left: left.clone() }, Metered { inner, most, left })
    }

    /// A new record begins.
    pub(crate) fn start(&self) {
        self.left.set(self.most);
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.get();
        if left == 0 && !buffer.is_empty() {
            return Err(io::Error::other(TooLarge(self.most)));
        }
        let most = buffer.len().min(left);
        let count = self.inner.read(&mut buffer[..most])?;
        self.left.set(left - count);
        Ok(count)
    }
}

/// A record that does not end within the bytes that records have at most.
#[derive(Debug)]
struct TooLarge(usize);

impl std::fmt::Display for TooLarge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&too_large(self.0).detail)
    }
}

impl std::error::Error for TooLarge {}

/// Compressed data that was made to fill memory.
#[derive(Debug)]
pub(crate) struct Bomb;

impl std::fmt::Display for Bomb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "it grows to more than {RATIO} times its size when decompressed; it is not an article")
    }
}

impl std::error::Error for Bomb {}

/// The format of content that begins with `head` and has a name that says `said`.
fn format_of(said: Format, head: &[u8]) -> Result<Format, Unreadable> {
    let start = head.trim_ascii_start();
    // A PDF may have something before it, if its name says so too.
    let window = &head[..head.len().min(1024)];
    if memchr::memmem::find(window, b"%PDF-").is_some_and(|at| at == 0 || said == Format::Pdf) {
        return Ok(Format::Pdf);
    }
    if head.starts_with(b"PK\x03\x04") {
        return Ok(Format::Docx);
    }
    if head.starts_with(b"WARC/1.") {
        return Ok(Format::Warc);
    }
    if let Some(name) = known_binary(head) {
        return Err(Unreadable { problem: "binary", detail: format!("it is {name}, not an article") });
    }
    match said {
        _ if head.is_empty() => Ok(said),
        Format::Pdf | Format::Docx | Format::Warc => Err(Unreadable {
            problem: "wrong-format",
            detail: format!("its name says {}, but it does not begin like one", said.name()),
        }),
        _ if utf16_of(head).is_none() && is_binary(head) => Err(Unreadable {
            problem: "binary",
            detail: "it is binary data, not text; name files that hold articles".to_owned(),
        }),
        Format::Text | Format::Markdown if is_html(start) => Ok(Format::Html),
        Format::Text | Format::Markdown if is_object(start) => Ok(Format::Jsonl),
        Format::Html if !has_tags(head) => Ok(Format::Text),
        _ => Ok(said),
    }
}

/// Whether text begins as a page does.
fn is_html(mut start: &[u8]) -> bool {
    start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    while let Some(comment) = start.strip_prefix(b"<!--") {
        let Some(end) = memchr::memmem::find(comment, b"-->") else { return false };
        start = comment[end + 3..].trim_ascii_start();
    }
    if start.starts_with(b"<?xml") {
        return memchr::memmem::find(start, b"<html").is_some();
    }
    let begins =
        |tag: &str| start.len() > tag.len() && start[..tag.len()].eq_ignore_ascii_case(tag.as_bytes());
    ["<!doctype html", "<html", "<head", "<body"].into_iter().any(begins)
}

/// Whether text begins as a JSON object does: a brace, a name in quotes, a colon.
fn is_object(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let Some(name) = line.strip_prefix(b"{").and_then(|rest| rest.trim_ascii_start().strip_prefix(b"\""))
    else {
        return false;
    };
    let end = name.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"_-. ".contains(byte));
    let Some((name, rest)) = end.map(|end| name.split_at(end)) else { return false };
    let rest = rest.strip_prefix(b"\"").map(<[u8]>::trim_ascii_start);
    !name.is_empty() && rest.is_some_and(|rest| rest.starts_with(b":"))
}

/// Whether there is anything like a tag, a declaration or a comment in text; UTF-16 is not looked into.
fn has_tags(head: &[u8]) -> bool {
    let begins = |next: &u8| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?' | 0);
    memchr::memchr_iter(b'<', head).any(|at| head.get(at + 1).is_none_or(begins))
}

/// The name of a binary format, by its first bytes.
fn known_binary(head: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"\xff\xfe\0\0", "UTF-32 text (save it as UTF-8)"),
        (b"\0\0\xfe\xff", "UTF-32 text (save it as UTF-8)"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"RIFF", "a RIFF file (WebP, WAV or AVI)"),
        (b"\xd0\xcf\x11\xe0", "an old or encrypted Office file (save it as .docx without a password)"),
        (b"7z\xbc\xaf", "a 7-Zip archive"),
        (b"Rar!", "a RAR archive"),
        (b"BZh", "bzip2-compressed (compress it with gzip or zstd)"),
        (b"\xfd7zXZ", "xz-compressed (compress it with gzip or zstd)"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3", "an SQLite database"),
        (b"PAR1", "a Parquet file"),
        (b"{\\rtf", "an RTF file (save it as .docx)"),
    ];
    MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, name)| *name)
}

/// Text has no NUL and hardly any other control characters.
fn is_binary(head: &[u8]) -> bool {
    let odd = head.iter().filter(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()).count();
    head.contains(&0) || odd * 20 > head.len()
}

/// UTF-16, by its mark or by the NULs that ASCII text has in it.
pub(crate) fn utf16_of(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    match head {
        [0xff, 0xfe, ..] => return Some(encoding_rs::UTF_16LE),
        [0xfe, 0xff, ..] => return Some(encoding_rs::UTF_16BE),
        _ => {}
    }
    let head = &head[..head.len().min(HEAD)];
    memchr::memchr(0, head)?;
    let nul = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nul(0), nul(1));
    let many = |count: usize| head.len() >= 8 && count * 2 > head.len() * 3 / 4;
    match (even, odd) {
        (0, odd) if many(odd) => Some(encoding_rs::UTF_16LE),
        (even, 0) if many(even) => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// A stream in another encoding, as UTF-8.
struct Transcoded<R> {
    decoder: encoding_rs::Decoder,
    reader: R,
    /// Decoded and not given yet: bytes and how many were given.
    ready: (Vec<u8>, usize),
    ended: bool,
}

impl<R: BufRead> Transcoded<R> {
    fn new(encoding: &'static encoding_rs::Encoding, reader: R) -> Self {
        Self { decoder: encoding.new_decoder(), reader, ready: (Vec::new(), 0), ended: false }
    }
}

impl<R: BufRead> Read for Transcoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.ready.1 == self.ready.0.len() && !self.ended {
            let input = self.reader.fill_buf()?;
            let (used, last) = (input.len(), input.is_empty());
            let mut text = String::with_capacity(used * 3 + 16);
            let _ = self.decoder.decode_to_string(input, &mut text, last);
            self.reader.consume(used);
            self.ended = last;
            self.ready = (text.into_bytes(), 0);
        }
        let rest = &self.ready.0[self.ready.1..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.ready.1 += count;
        Ok(count)
    }
}
