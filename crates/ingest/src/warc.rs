//! Web archives (.warc): each response that holds a page or text is an article.
//!
//! Read as a stream, one record in memory at a time. Other records (requests, pictures, failures) are passed over.

use std::io::{self, BufRead, Read};

use crate::format::Format;
use crate::open;
use crate::record::Unreadable;

/// A page out of an archive.
pub(crate) struct Page {
    /// Number of the record in the archive, from 1.
    pub(crate) number: u64,
    /// Where it was fetched.
    pub(crate) address: Option<String>,
    pub(crate) format: Format,
    pub(crate) bytes: Vec<u8>,
}

/// Payloads larger than this are passed over: they are no articles.
const LARGEST_PAYLOAD: u64 = 32 << 20;
/// Lines of headers longer than this, or more of them, are no headers.
const LONGEST_LINE: u64 = 64 << 10;
const MOST_HEADERS: usize = 1000;

/// Pages of an archive.
pub(crate) struct Archive<'a> {
    reader: Box<dyn BufRead + 'a>,
    number: u64,
}

impl<'a> Archive<'a> {
    pub(crate) fn new(reader: Box<dyn BufRead + 'a>) -> Self {
        Self { reader, number: 0 }
    }

    /// The next page, or what is wrong with the archive from here on; the record's number with it.
    pub(crate) fn next(&mut self) -> Option<Result<Page, (u64, Unreadable)>> {
        loop {
            match self.record() {
                Ok(None) => return None,
                Ok(Some(None)) => {}
                Ok(Some(Some(page))) => return Some(Ok(page)),
                Err(error) => return Some(Err((self.number, open::unreadable(&error)))),
            }
        }
    }

    /// Reads one record: nothing at the end of the archive, an inner nothing if the record holds no page.
    fn record(&mut self) -> io::Result<Option<Option<Page>>> {
        let version = loop {
            match line(&mut self.reader)? {
                None => return Ok(None),
                Some(text) if text.is_empty() => {}
                Some(text) => break text,
            }
        };
        self.number += 1;
        if !version.starts_with("WARC/") {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "a record does not begin with its version",
            ));
        }
        let headers = Headers::read(&mut self.reader)?;
        let length: u64 =
            headers.get("content-length").and_then(|length| length.parse().ok()).ok_or_else(|| {
                io::Error::new(io::ErrorKind::InvalidData, "a record does not state its length")
            })?;
        let wanted = matches!(headers.get("warc-type"), Some("response" | "resource" | "conversion"));
        let mut block = self.reader.by_ref().take(length);
        let page = if wanted && length <= LARGEST_PAYLOAD {
            let mut bytes = Vec::new();
            block.read_to_end(&mut bytes)?;
            if (bytes.len() as u64) < length {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let is_http =
                headers.get("content-type").is_some_and(|kind| kind.starts_with("application/http"));
            let payload = if is_http {
                http(&bytes)?
            } else {
                Some((headers.get("content-type").unwrap_or_default().to_owned(), bytes))
            };
            payload.and_then(|(kind, bytes)| {
                let address =
                    headers.get("warc-target-uri").map(|uri| uri.trim_matches(['<', '>']).to_owned());
                let format = if kind.contains("html") {
                    Format::Html
                } else if kind.starts_with("text/plain") {
                    Format::Text
                } else {
                    return None;
                };
                Some(Page { number: self.number, address, format, bytes: unpacked(format, bytes)? })
            })
        } else {
            let skipped = io::copy(&mut block, &mut io::sink())?;
            if skipped < length {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            None
        };
        Ok(Some(page))
    }
}

/// Media type and body of a successful HTTP response.
fn http(message: &[u8]) -> io::Result<Option<(String, Vec<u8>)>> {
    let mut reader = message;
    let status = line(&mut reader)?.unwrap_or_default();
    let headers = Headers::read(&mut reader)?;
    if status.split_whitespace().nth(1) != Some("200") {
        return Ok(None);
    }
    let mut body = reader.to_vec();
    if headers.get("transfer-encoding").is_some_and(|coding| coding.contains("chunked")) {
        body = without_chunks(&body).unwrap_or(body);
    }
    Ok(Some((headers.get("content-type").unwrap_or_default().to_lowercase(), body)))
}

/// A body without the marks of chunked transfer; nothing if it has none, as archives often keep it without.
fn without_chunks(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let end = memchr::memmem::find(&rest[..rest.len().min(100)], b"\r\n")?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size + 2..)?;
    }
}

/// A body without the compression it was sent with; nothing if that is broken or grows beyond measure.
fn unpacked(format: Format, body: Vec<u8>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let opened = open::open(format, &body[..]).ok()?;
    opened.reader.take(LARGEST_PAYLOAD).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Header lines, names in lower case.
struct Headers(Vec<(String, String)>);

impl Headers {
    fn read(reader: &mut dyn BufRead) -> io::Result<Self> {
        let mut headers: Vec<(String, String)> = Vec::new();
        while let Some(text) = line(reader)?.filter(|text| !text.is_empty()) {
            if headers.len() == MOST_HEADERS {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "a record has no end of headers"));
            }
            if let Some((name, value)) = text.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Ok(Self(headers))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// The next line without its end; nothing at the end of the stream.
fn line(reader: &mut dyn BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let count = (&mut *reader).take(LONGEST_LINE).read_until(b'\n', &mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    Ok((count > 0).then(|| text.trim_end_matches(['\r', '\n']).to_owned()))
}
