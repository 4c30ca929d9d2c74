//! Writes a whole dataset: tables, `datapackage.json`, `manifest.json`.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tearsheet_ingest::article::hex;

use crate::csv::{Encoded, Style, header};
use crate::form;
use crate::table::TableSchema;
use crate::tables::{self, SCHEMA_VERSION};

/// What a dataset says of how it was made: `manifest.json`.
#[derive(Clone, Debug, Serialize)]
pub struct Metadata {
    /// Name and version of the program.
    pub generator: String,
    /// What was asked for: the same again makes the same dataset.
    pub configuration: Configuration,
    /// The user's own lexicons.
    pub lexicons: Vec<Lexicon>,
    /// Inputs in the order in which they were read.
    pub inputs: Vec<Input>,
}

/// What decides a dataset beside its inputs and lexicons.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Configuration {
    /// Files and folders as they were named.
    pub inputs: Vec<String>,
    /// Whether CSV is for Excel.
    pub excel: bool,
    /// Forms of the tables beside CSV.
    pub format: Vec<String>,
    /// Whether the texts that offsets refer to were written.
    pub texts: bool,
    /// The field or column that held the articles, if the user named one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_field: Option<String>,
    /// The field or column that held their ids, if the user named one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_field: Option<String>,
}

/// A lexicon of the user's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lexicon {
    /// What it is of: firms, skills or units.
    pub kind: String,
    /// Where it lay.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// An input file or stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// The folder or file as it was given on the command line; `-` for standard input.
    pub root: String,
    /// Path relative to it, as it stands in the tables.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Records in it, read or not.
    pub records: u64,
    /// The field or column that held the articles, if the user named one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_field: Option<String>,
    /// The field or column that held their ids, if the user named one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_field: Option<String>,
}

struct Table {
    schema: TableSchema,
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
    rows: u64,
}

/// Writes the tables of a dataset into a folder, chunk by chunk.
pub struct DatasetWriter {
    folder: PathBuf,
    tables: Vec<Table>,
    style: Style,
    forms: Vec<String>,
}

impl DatasetWriter {
    /// Starts a dataset in `folder`, which must exist.
    ///
    /// # Errors
    /// If a file cannot be made.
    pub fn create(folder: &Path, style: Style) -> io::Result<Self> {
        let mut tables = Vec::new();
        for schema in tables::ALL {
            let file = BufWriter::with_capacity(1 << 18, File::create(folder.join(file_name(&schema)))?);
            let mut table = Table { schema, file, hash: Sha256::new(), bytes: 0, rows: 0 };
            table.write(header(&schema, style).as_bytes(), 0)?;
            tables.push(table);
        }
        Ok(Self { folder: folder.to_owned(), tables, style, forms: Vec::new() })
    }

    /// The same dataset, with the tables also in each of `forms`, as [`form::ALL`] names them.
    #[must_use]
    pub fn with_forms(self, forms: &[String]) -> Self {
        Self { forms: forms.to_vec(), ..self }
    }

    /// Appends encoded rows.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn write(&mut self, encoded: &Encoded) -> io::Result<()> {
        for (table, (bytes, rows)) in self.tables.iter_mut().zip(encoded.tables()) {
            table.write(bytes, rows)?;
        }
        Ok(())
    }

    /// Ends the dataset: flushes the tables and writes the metadata. Gives the number of rows of each table in the
    /// order of [`tables::ALL`].
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn finish(mut self, metadata: &Metadata) -> io::Result<Vec<u64>> {
        let mut resources = Vec::new();
        let mut outputs = Vec::new();
        let mut counts = Vec::new();
        for table in &mut self.tables {
            table.file.flush()?;
            let sha256 = hex(&table.hash.clone().finalize());
            resources.push(resource(&table.schema, table.rows, table.bytes, &sha256, self.style));
            outputs.push(json!({"name": file_name(&table.schema), "sha256": sha256}));
            counts.push(table.rows);
        }
        for form in &self.forms {
            for name in form::write(form, &self.folder, &tables::ALL)? {
                let mut hash = Sha256::new();
                io::copy(&mut File::open(self.folder.join(&name))?, &mut hash)?;
                outputs.push(json!({"name": name, "sha256": hex(&hash.finalize())}));
            }
        }
        let package = json!({
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": "tearsheet-dataset",
            "schema_version": SCHEMA_VERSION,
            "description": "Offsets count from 0, ends exclusive: *_char in Unicode code points, *_byte in UTF-8 bytes of the article's source text. Text cells that start with = + - @, a tab or a carriage return (after any apostrophes) carry one apostrophe more than the text, so that spreadsheets do not run them; readers take it off.",
            "resources": resources,
        });
        self.json("datapackage.json", &package)?;
        let mut manifest = json!(metadata);
        manifest["schema_version"] = SCHEMA_VERSION.into();
        manifest["outputs"] = outputs.into();
        self.json("manifest.json", &manifest)?;
        Ok(counts)
    }

    fn json(&self, name: &str, value: &Value) -> io::Result<()> {
        let mut file = BufWriter::new(File::create(self.folder.join(name))?);
        serde_json::to_writer_pretty(&mut file, value)?;
        file.write_all(b"\n")?;
        file.flush()
    }
}

impl Table {
    fn write(&mut self, bytes: &[u8], rows: u64) -> io::Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        self.file.write_all(bytes)?;
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        self.rows += rows;
        Ok(())
    }
}

/// The file of a table.
pub fn file_name(schema: &TableSchema) -> String {
    format!("{}.csv", schema.name)
}

/// The Table Schema of a table: fields with types and descriptions, and keys.
pub fn table_schema(schema: &TableSchema) -> Value {
    let fields: Vec<Value> = schema
        .columns
        .iter()
        .map(|c| json!({"name": c.name, "type": c.kind.name(), "description": c.description}))
        .collect();
    let keys: Vec<Value> = schema
        .foreign_keys
        .iter()
        .map(|(from, table, to)| json!({"fields": [from], "reference": {"resource": table, "fields": [to]}}))
        .collect();
    let mut table = json!({"fields": fields, "missingValues": [""], "foreignKeys": keys});
    if !schema.primary_key.is_empty() {
        table["primaryKey"] = json!(schema.primary_key);
    }
    table
}

fn resource(schema: &TableSchema, rows: u64, bytes: u64, sha256: &str, style: Style) -> Value {
    json!({
        "name": schema.name,
        "type": "table",
        "description": schema.description,
        "path": file_name(schema),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": style.line_end(), "quoteChar": "\"", "doubleQuote": true},
        "rows": rows,
        "bytes": bytes,
        "hash": format!("sha256:{sha256}"),
        "schema": table_schema(schema),
    })
}
