//! A dataset to look at.
//!
//! *Takes* a [`Dataset`]: the tables of a dataset and the articles they were made of, as plain strings.
//! *Gives* one self-contained HTML page, tear sheets of firms as Markdown, charts as SVG.
//! *Never* knows how anything was found, nor files or formats: the door reads them.
//!
//! In reading order: [`data`] is what is shown, [`firms`] groups firms over articles, [`facts`] says what is stated of
//! one and where, [`chart`] draws, [`overview`] and [`spread`] say what is drawn of a dataset, [`series`] what of one
//! firm, with [`period`] for its times; [`sheet`] is a firm's tear sheet as text, [`page`] puts the page together with
//! the data that [`pack`] makes small; [`changes`] is a page of its own, for what differs and is to be judged.

pub mod changes;
pub mod chart;
pub mod data;
pub mod facts;
pub mod firms;
pub mod overview;
pub mod pack;
pub mod page;
pub mod period;
pub mod series;
pub mod sheet;
pub mod spread;

#[cfg(test)]
mod contrast;

pub use data::{ArticleData, BlockData, Dataset, Table};
pub use pack::Packing;
