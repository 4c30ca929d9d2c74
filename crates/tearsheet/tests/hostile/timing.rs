//! What a text costs in processor time.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use tearsheet_export::{Encoded, Rows, Style};
use tearsheet_extract::{Extractor, Lexicons};
use tearsheet_ingest::{Format, Record, read};

/// Processor time of reading a text and of everything after.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cost {
    /// Bytes to article.
    pub(crate) read: Duration,
    /// Article to rows.
    pub(crate) find: Duration,
}

impl Cost {
    /// Both together.
    pub(crate) fn whole(self) -> Duration {
        self.read + self.find
    }
}

fn extractor() -> &'static Extractor {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    EXTRACTOR.get_or_init(|| Extractor::new(Lexicons::built_in()))
}

/// Time that this thread has had on a processor, where the system tells; others may crowd the machine.
fn on_processor() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

fn time<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let (before, started) = (on_processor(), Instant::now());
    let result = work();
    let waited = started.elapsed();
    (result, on_processor().zip(before).map_or(waited, |(after, before)| after - before))
}

/// Takes `text` through the whole line, from bytes to rows.
pub(crate) fn cost(format: Format, text: &str) -> Cost {
    let record = Record::new("hostile", format, text.as_bytes().to_vec());
    let (outcome, read) = time(|| read(&record));
    let Ok((article, _)) = outcome else { return Cost { read, ..Cost::default() } };
    let (bytes, find) = time(|| {
        let findings = extractor().find(&article);
        let mut encoded = Encoded::new(Style::Plain);
        encoded.push(&Rows::new(&article, &findings));
        encoded.bytes.len()
    });
    assert!(bytes > 0, "an article has a row");
    Cost { read, find }
}
