//! Loads a dataset with its articles for a report.

use std::collections::BTreeMap;
use std::path::Path;

use tearsheet_ingest::Article;
use tearsheet_report::{ArticleData, BlockData, Dataset, Table};

use crate::firms::{Pages, firms};
use crate::tables::TableReader;
use crate::verify::sources_of;
use crate::{Failure, pipeline};

/// The dataset in `folder` with the texts of its articles; `root` replaces the folder that its manifest names, `pages`
/// are the user's own on which firms are one.
///
/// # Errors
/// If dataset, sources or pages cannot be read.
pub fn load(folder: &Path, root: Option<&Path>, pages: &Pages, jobs: usize) -> Result<Dataset, Failure> {
    let inputs = sources_of(folder, root)?;
    let mut tables = Vec::new();
    for name in ["articles", "firms", "organisations", "mentions", "figures", "skills", "relations"] {
        tables.push(TableReader::open(folder, name)?);
    }
    let mut articles = Vec::new();
    pipeline::run(
        &inputs,
        jobs,
        |article, _| shown(article),
        |done| {
            for mut article in done.results {
                let mut read = Vec::new();
                for table in &mut tables {
                    read.push(Table { columns: table.columns().to_vec(), rows: table.rows_of(&article.id)? });
                }
                let mut read = read.into_iter();
                let mut next = || read.next().unwrap_or_default();
                let own = next();
                if let Some(row) = own.rows.first() {
                    article.title = own.cell(row, "title").to_owned();
                    article.published = own.cell(row, "published").to_owned();
                    article.status = own.cell(row, "status").to_owned();
                }
                article.firms = next();
                article.organisations = next();
                article.mentions = next();
                article.figures = next();
                article.skills = next();
                article.relations = next();
                articles.push(article);
            }
            Ok(())
        },
    )?;
    Ok(Dataset { articles, merged: merged(folder, pages)? })
}

/// Which firm over all articles each row of firms and organisations belongs to.
fn merged(folder: &Path, pages: &Pages) -> Result<BTreeMap<String, String>, Failure> {
    let failed = |error: csv::Error| Failure(format!("firms of {}: {error}", folder.display()));
    let members = firms(folder, pages)?.members;
    let mut reader = csv::Reader::from_reader(&members[..]);
    let columns = reader.headers().map_err(failed)?;
    let place = |name| columns.iter().position(|column| column == name).unwrap_or_default();
    let (entity, firm) = (place("entity_id"), place("firm_id"));
    reader
        .records()
        .map(|row| {
            let row = row.map_err(failed)?;
            Ok((row[firm].to_owned(), row[entity].to_owned()))
        })
        .collect()
}

fn shown(article: &Article) -> ArticleData {
    let blocks = article.blocks().iter().map(|block| BlockData {
        kind: block.kind.name().to_owned(),
        pieces: article.pieces(block.span).iter().map(|span| (span.start_char, span.end_char)).collect(),
    });
    let sentences = article.sentences().iter().map(|sentence| {
        let span = article.locate(sentence.span);
        (span.start_char, span.end_char)
    });
    ArticleData {
        id: article.id().to_owned(),
        source_name: article.source_name().to_owned(),
        source: article.source().to_owned(),
        blocks: blocks.collect(),
        sentences: sentences.collect(),
        ..ArticleData::default()
    }
}
