//! Reads articles as they arrive and gives clean text with an exact map back.
//!
//! *Takes* the bytes of one record and what is known of where they come from.
//! *Gives* an [`Article`] with [`Remark`]s about what was repaired or lost, or an [`Unreadable`].
//! *Never* knows firms, money or skills, other articles, threads, or the tables that are written later.
//!
//! In reading order: `open` takes compression off an input and tells its format, [`record`] cuts it into records, [`format`](mod@format) turns a record's bytes into a
//! [`draft::Draft`] (blocks of source spans), [`layout`] repairs plain text, [`article`] builds the finished
//! [`Article`] out of a draft, and [`offsets`] keeps the way back to the source.

pub mod article;
mod date;
pub mod draft;
pub mod format;
#[cfg(any(feature = "html", feature = "pdf"))]
mod guard;
mod language;
pub mod layout;
pub mod offsets;
mod open;
pub mod record;
pub mod sentence;
pub mod span;
pub mod token;
#[cfg(feature = "warc")]
mod warc;

pub use article::{Article, Block, BlockKind, Sentence};
pub use draft::{Draft, DraftBlock, Meta, Piece, Remark};
pub use format::Format;
pub use record::{Problem, Record, Unreadable, read};
pub use span::{SourceSpan, TextSpan};
pub use token::{Case, Token, TokenKind, fold_hash, fold_with, fold_without};
