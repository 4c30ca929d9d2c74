//! A name as it is found, before it is known whose name it is.

use std::ops::Range;

use tearsheet_ingest::TextSpan;

use crate::findings::RuleId;
use crate::firm::scan::Scan;
use crate::firm::tail::tail;
use crate::lexicon::names::{Entry, Kind};
use crate::view::View;

/// What found a name. Of two that overlap, the one that stands higher here wins, then the longer, then the earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finder {
    /// A line of a list that is sure by itself.
    List(Entry),
    /// An exchange and a ticker in brackets.
    Ticker,
    /// It ends in a legal form.
    LegalForm,
    /// It ends or opens with a noun of organisations.
    HeadNoun,
    /// An acronym in brackets behind the name that it shortens, or the other way round.
    Acronym,
    /// A noun that says what a firm is stands before it: `tyre maker X`.
    TradeNoun,
    /// An apposition behind it says what it is: `X, a Swiss joint venture,`.
    Apposition,
    /// It stands in a list of firms: `firms such as X and Y`.
    Series,
    /// The tagger.
    Tagger,
    /// The same name, or a short form of it, is found elsewhere in the article.
    Carry,
}

impl Finder {
    /// The id in the `rule` column.
    pub fn rule(self) -> RuleId {
        match self {
            Self::List(entry) => format!("lexicon/{}:{}", entry.list, entry.line).into(),
            Self::Ticker => "firm.ticker".into(),
            Self::LegalForm => "firm.legal-form".into(),
            Self::HeadNoun => "firm.head-noun".into(),
            Self::Acronym => "firm.acronym".into(),
            Self::TradeNoun => "firm.trade-noun".into(),
            Self::Apposition => "firm.apposition".into(),
            Self::Series => "firm.series".into(),
            Self::Tagger => "firm.tagger".into(),
            Self::Carry => "firm.carry".into(),
        }
    }
}

/// One name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its cells.
    pub cells: Range<usize>,
    /// What found it.
    pub finder: Finder,
    /// The kind that the finder knows of.
    pub kind: Option<Kind>,
}

impl Found {
    /// A name that `finder` found.
    pub fn new(cells: Range<usize>, finder: Finder) -> Self {
        Self { cells, finder, kind: None }
    }

    /// The same with a kind.
    pub fn of_kind(self, kind: Option<Kind>) -> Self {
        Self { kind, ..self }
    }

    /// Its text: to the end of its last word without a possessive, with the full stop of a final abbreviation.
    pub fn span(&self, view: &View<'_>, scan: &Scan) -> TextSpan {
        let first = scan.cells[self.cells.start];
        let last = scan.cells[self.cells.end - 1];
        let start = first.start;
        let mut end = last.end;
        if scan.takes_full_stop(view, self.cells.end - 1) {
            end += 1;
        }
        TextSpan::new(start, end + self.tail(view, scan, end))
    }

    /// Bytes of a legal form behind the name at `end` that is not made of cells.
    fn tail(&self, view: &View<'_>, scan: &Scan, end: u32) -> u32 {
        let last = scan.cells[self.cells.end - 1];
        let possessive = view.tokens()[last.token as usize].end > end;
        if possessive {
            0
        } else {
            tail(view.text(), scan.cells[self.cells.start].start as usize, end as usize) as u32
        }
    }

    /// Whether a legal form ends it that is not made of cells.
    pub fn has_tail(&self, view: &View<'_>, scan: &Scan) -> bool {
        let end =
            scan.cells[self.cells.end - 1].end + u32::from(scan.takes_full_stop(view, self.cells.end - 1));
        self.tail(view, scan, end) > 0
    }
}

/// The names that stay where some overlap: those that come first in `names` win. Sorted by position.
pub fn without_overlaps(names: Vec<Found>, cells: usize) -> Vec<Found> {
    let mut taken = vec![false; cells];
    let mut kept: Vec<Found> = Vec::with_capacity(names.len());
    for name in names {
        if !taken[name.cells.clone()].iter().any(|&taken| taken) {
            taken[name.cells.clone()].fill(true);
            kept.push(name);
        }
    }
    kept.sort_by_key(|name| name.cells.start);
    kept
}
