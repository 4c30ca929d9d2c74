//! The user's own lexicons, read in the one way that every command shares.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use tearsheet_export::dataset::Lexicon;
use tearsheet_export::saved;
use tearsheet_extract::Lexicons;
use tearsheet_extract::figure::Tables;
use tearsheet_extract::lexicon::user;
use tearsheet_ingest::article::hex;

use crate::Failure;
use crate::extract::Options;

/// A lexicon of the user's own.
#[derive(Clone, Debug)]
pub struct Own {
    /// `units`, `firms` or `skills`.
    pub kind: &'static str,
    /// Its file.
    pub path: PathBuf,
    /// What it says, with commas between its cells, whichever way a spreadsheet saved it.
    pub text: String,
    sha256: String,
}

impl Own {
    fn read(kind: &'static str, path: &Path) -> Result<Self, Failure> {
        let bytes = fs::read(path).map_err(|error| Failure::at(path, "cannot read the lexicon", error))?;
        let sha256 = hex(&Sha256::digest(&bytes));
        let text = String::from_utf8(bytes).map_err(|_| {
            Failure::at(
                path,
                "cannot use the lexicon",
                "it is not UTF-8; save it as \"CSV UTF-8\" in the spreadsheet",
            )
        })?;
        let text = saved::with_commas(text.trim_start_matches('\u{feff}')).into_owned();
        Ok(Self { kind, path: path.to_owned(), text, sha256 })
    }

    /// What the column `rule` calls a line of it, as far as its number; units name no line.
    pub fn rule(&self) -> Option<String> {
        match self.kind {
            "firms" => Some(format!("lexicon/{}:", user::LIST)),
            "skills" => Some(format!("lexicon/{}:", self.list())),
            _ => None,
        }
    }

    /// The name of its list, which no built-in list has.
    fn list(&self) -> String {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        format!("{}/{name}", user::LIST)
    }
}

/// The user's own lexicons that `options` name.
///
/// # Errors
/// If one of them cannot be read.
pub fn read(options: &Options) -> Result<Vec<Own>, Failure> {
    let named = [("units", &options.units), ("firms", &options.firms), ("skills", &options.skills)];
    named.into_iter().filter_map(|(kind, path)| Some(Own::read(kind, path.as_deref()?))).collect()
}

/// The built-in lexicons with the user's own.
///
/// # Errors
/// If one of them holds what no lexicon holds: with file, line and remedy.
pub fn with(own: &[Own]) -> Result<Lexicons, Failure> {
    let mut lexicons = Lexicons::built_in();
    for it in own {
        let failed = |error: &dyn std::fmt::Display| {
            Failure::at(&it.path, &format!("cannot use the {}", it.kind), error)
        };
        match it.kind {
            "units" => {
                lexicons.figures = Tables::with_user_units(&it.text).map_err(|error| failed(&error))?
            }
            "firms" => lexicons.add_firms(&it.text).map_err(|error| failed(&error))?,
            _ => lexicons.skills.add_csv(&it.list(), &it.text).map_err(|error| failed(&error))?,
        }
    }
    Ok(lexicons)
}

/// Kind, file and hash of each, as the manifest of a dataset keeps them.
pub fn hashes(own: &[Own]) -> Vec<Lexicon> {
    let hash = |it: &Own| Lexicon {
        kind: it.kind.to_owned(),
        path: it.path.to_string_lossy().into_owned(),
        sha256: it.sha256.clone(),
    };
    own.iter().map(hash).collect()
}
