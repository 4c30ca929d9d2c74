//! A dataset read back as the rows that are compared: one article after the other, or in any order.
//!
//! Of articles that are not looked at, only a hash and the places of their rows are kept.

use std::path::Path;

use rustc_hash::FxHashMap;
use tearsheet_regress::rows::{self, Article, Cells, Layout};
use xxhash_rust::xxh3::xxh3_128;

use crate::Failure;
use crate::tables::TableReader;

/// A table of the dataset.
struct Table {
    layout: &'static Layout,
    /// Where it has each column of its schema.
    places: Vec<Option<usize>>,
    reader: TableReader,
}

/// A dataset.
pub struct Dataset {
    /// In the order of [`rows::TABLES`]; the first is that of articles.
    tables: Vec<Table>,
}

/// Bytes at which rows start, table by table.
type Places = [u64; rows::TABLES.len()];

/// Where the rows of each article start, by a hash of its id.
pub struct Index {
    start: Places,
    articles: FxHashMap<u128, Places>,
}

impl Index {
    /// Takes an article out; nothing if it is not there, or not there any more.
    fn take(&mut self, id: &str) -> Option<Places> {
        self.articles.remove(&xxh3_128(id.as_bytes()))
    }
}

impl Dataset {
    /// Opens the dataset in `folder`.
    ///
    /// # Errors
    /// If there is none, or a table cannot be read.
    pub fn open(folder: &Path) -> Result<Self, Failure> {
        if !folder.join("articles.csv").is_file() {
            return Err(Failure(format!(
                "{}: there is no dataset, which has articles.csv; tearsheet extract makes one",
                folder.display()
            )));
        }
        let open = |layout: &'static Layout| {
            let reader = TableReader::open(folder, layout.table)?;
            Ok(Table { layout, places: layout.places(reader.columns()), reader })
        };
        Ok(Self { tables: rows::layouts().iter().map(open).collect::<Result<_, _>>()? })
    }

    /// Leaves out of both what only one of them has, and gives the names of compared columns among that.
    pub fn align(&mut self, other: &mut Self) -> Vec<String> {
        let mut names = Vec::new();
        for (one, two) in self.tables.iter_mut().zip(&mut other.tables) {
            let both = one.places.iter_mut().zip(&mut two.places).zip(one.layout.names());
            for (place, ((one_at, two_at), name)) in both.enumerate() {
                if one_at.is_some() != two_at.is_some() {
                    (*one_at, *two_at) = (None, None);
                    names.extend(one.layout.compares(place).then(|| format!("{}.{name}", one.layout.table)));
                }
            }
        }
        names
    }

    /// The next article; nothing at the end.
    ///
    /// # Errors
    /// If a row cannot be read, or belongs to no article.
    pub fn next_article(&mut self) -> Result<Option<Article>, Failure> {
        match self.next_id()? {
            None => self.end().map(|()| None),
            Some(id) => self.rows_of(id).map(Some),
        }
    }

    /// Finds all articles, and goes back to the first.
    ///
    /// # Errors
    /// If a row cannot be read, or belongs to no article.
    pub fn index(&mut self) -> Result<Index, Failure> {
        let mut index = Index { start: self.places(), articles: FxHashMap::default() };
        while let Some(id) = self.next_id()? {
            index.articles.insert(xxh3_128(id.as_bytes()), self.places());
            self.tables.iter_mut().try_for_each(|table| table.reader.skip(&id))?;
        }
        self.end()?;
        self.go(index.start)?;
        Ok(index)
    }

    /// The article called `id`, which is taken out of the index; nothing if it is not there any more.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn take(&mut self, id: &str, index: &mut Index) -> Result<Option<Article>, Failure> {
        let Some(places) = index.take(id) else { return Ok(None) };
        self.go(places)?;
        self.rows_of(id.to_owned()).map(Some)
    }

    /// Gives the articles that are left in the index, in their order.
    ///
    /// # Errors
    /// If a row cannot be read, or `give` fails.
    pub fn rest(
        &mut self,
        mut index: Index,
        mut give: impl FnMut(Article) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.go(index.start)?;
        while let Some(id) = self.next_id()? {
            match index.take(&id) {
                Some(_) => give(self.rows_of(id)?)?,
                None => self.tables.iter_mut().try_for_each(|table| table.reader.skip(&id))?,
            }
        }
        Ok(())
    }

    fn next_id(&mut self) -> Result<Option<String>, Failure> {
        self.tables[0].reader.next_article().map(|id| id.map(str::to_owned))
    }

    fn rows_of(&mut self, id: String) -> Result<Article, Failure> {
        let read = |table: &mut Table| table.reader.rows_of(&id);
        let rows = self.tables.iter_mut().map(read).collect::<Result<Vec<_>, _>>()?;
        let cells = self.tables.iter().zip(rows);
        let cells = cells.map(|(table, rows)| Cells { layout: table.layout, places: &table.places, rows });
        Ok(Article::of_cells(id, cells))
    }

    fn places(&self) -> Places {
        std::array::from_fn(|at| self.tables[at].reader.place())
    }

    fn go(&mut self, places: Places) -> Result<(), Failure> {
        self.tables.iter_mut().zip(places).try_for_each(|(table, place)| table.reader.seek(place))
    }

    fn end(&mut self) -> Result<(), Failure> {
        self.tables.iter_mut().try_for_each(|table| table.reader.end())
    }
}
