//! A dataset to look at.
//!
//! *Takes* a [`Dataset`]: the tables of a dataset and the articles they were made of, as plain strings.
//! *Gives* one self-contained HTML page, tear sheets of firms as Markdown, charts as SVG.
//! *Never* knows how anything was found, nor files or formats: the door reads them.
//!
//! In reading order: [`data`] is what is shown, [`firms`] groups firms over articles, [`chart`] draws, [`overview`]
//! says what is drawn, [`sheet`] is a firm's tear sheet as text, [`page`] puts the page together;
//! [`changes`] is a page of its own, for what differs and is to be judged.

pub mod changes;
pub mod chart;
pub mod data;
pub mod firms;
pub mod overview;
pub mod page;
pub mod sheet;

pub use data::{ArticleData, BlockData, Dataset, Table};
