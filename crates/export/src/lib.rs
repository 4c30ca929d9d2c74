//! Rows and tables.
//!
//! *Takes* an article and its [`Findings`](tearsheet_extract::Findings). *Gives* rows, and writes them as a dataset.
//! *Never* knows how anything was found, tokens, or source formats.
//!
//! In reading order: [`table`] declares what a table is, [`tables`] the tables with their columns, [`rows`] makes
//! the rows of one article, [`csv`](mod@csv) encodes them, [`guard`] keeps spreadsheets from running them, [`saved`] reads
//! what they save,
//! [`dataset`] writes whole datasets with their metadata, [`form`] their tables in other forms than CSV; [`entities`]
//! merges firms across the articles of a dataset.

pub mod csv;
pub mod dataset;
pub mod entities;
pub mod form;
pub mod guard;
pub mod ids;
pub mod rows;
pub mod saved;
pub mod table;
pub mod tables;

pub use csv::{Encoded, Style};
pub use dataset::{DatasetWriter, Metadata};
pub use rows::Rows;
pub use table::{Cell, Column, ColumnType, Row, TableSchema};
