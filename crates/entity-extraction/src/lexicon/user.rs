//! Firms and other organisations that a user lists: they take the same road as the built-in lists and outrank them,
//! the rules and the tagger.

use super::Lexicons;
use super::names::{Entry, Listed, kind_of_name};
use crate::skill::lexicon::{LexiconError, fields};

/// The list that entries of users name.
pub const LIST: &str = "user";

impl Lexicons {
    /// Adds a user's firms: CSV with a header; the columns are `name`, `aliases` (separated by semicolons) and `kind`
    /// (`company` where it is empty), others are left alone. The name is what `firms.csv` calls the firm, whichever
    /// form the article has.
    ///
    /// # Errors
    /// If there is no column `name`, or a kind is unknown.
    pub fn add_firms(&mut self, csv: &str) -> Result<(), LexiconError> {
        let mut lines = csv.trim_start_matches('\u{feff}').lines().zip(1_u32..);
        let Some((header, _)) = lines.next() else { return Ok(()) };
        let header = fields(header);
        let column = |wanted: &str| header.iter().position(|field| field.trim() == wanted);
        let Some(name) = column("name") else {
            return Err(LexiconError { line: 1, detail: "there is no column \"name\"".to_owned() });
        };
        let (aliases, kind) = (column("aliases"), column("kind"));
        for (line, number) in lines {
            let values = fields(line);
            let value =
                |column: Option<usize>| column.and_then(|column| values.get(column)).map_or("", |v| v.trim());
            let name = value(Some(name));
            if name.is_empty() {
                continue;
            }
            let kind = match value(kind) {
                "" => "company",
                other => kind_of_name(other).ok_or_else(|| LexiconError {
                    line: number as usize,
                    detail: format!("there is no kind \"{other}\""),
                })?,
            };
            for form in std::iter::once(name).chain(value(aliases).split(';')).map(str::trim) {
                let listed = Listed::Organisation { kind, sure: true, capitals: super::is_acronym(form) };
                self.names.replace(form.trim_end_matches('.'), Entry { listed, list: LIST, line: number });
            }
            self.user_firms.insert(number, name.to_owned());
        }
        Ok(())
    }
}
