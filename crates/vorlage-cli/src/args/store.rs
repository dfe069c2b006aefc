//! What can be typed of stores.

use clap::{Args as ClapArgs, ValueEnum, ValueHint};
use std::path::PathBuf;

/// `vorlage add`.
#[derive(Debug, ClapArgs)]
pub struct Add {
    /// The store; made where it is not there.
    #[arg(value_hint = ValueHint::FilePath)]
    pub store: PathBuf,
    /// Files, folders, globs, other stores, or `-` for standard input.
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<String>,
    /// Leave the words out: added faster, kept smaller, and not found by `vorlage search` until a later `vorlage add` without this flag.
    #[arg(long)]
    pub no_words: bool,
}

/// `vorlage search`.
#[derive(Debug, ClapArgs)]
pub struct Search {
    /// The store.
    #[arg(value_hint = ValueHint::FilePath)]
    pub store: PathBuf,
    /// Words that a document holds, all of them; "words in quotation marks" stand in this order.
    #[arg(required = true, value_name = "WORD")]
    pub words: Vec<String>,
    /// Most documents shown.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// How to print them.
    #[arg(long, short, value_enum, default_value_t = Form::Text)]
    pub format: Form,
}

/// `vorlage show`.
#[derive(Debug, ClapArgs)]
pub struct Show {
    /// The store.
    #[arg(value_hint = ValueHint::FilePath)]
    pub store: PathBuf,
    /// Id of a document, or of a story of the last run (`story:...`).
    pub id: String,
    /// How to print it.
    #[arg(long, short, value_enum, default_value_t = Form::Text)]
    pub format: Form,
}

/// How something of a store is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// To read.
    Text,
    /// One JSON object.
    Json,
}

/// `vorlage rm`.
#[derive(Debug, ClapArgs)]
pub struct Remove {
    /// The store.
    #[arg(value_hint = ValueHint::FilePath)]
    pub store: PathBuf,
    /// Ids of documents.
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
}

/// `vorlage export`.
#[derive(Debug, ClapArgs)]
pub struct Export {
    /// The store.
    #[arg(value_hint = ValueHint::FilePath)]
    pub store: PathBuf,
    /// The folder to write a file a table into; made where it is not there.
    #[arg(value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// How to write the tables.
    #[arg(long, short, value_enum, default_value_t = TableFormat::Parquet)]
    pub format: TableFormat,
}

/// How tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// Parquet, columns with their types.
    Parquet,
    /// CSV; a cell that a spreadsheet would take for a formula begins with an apostrophe.
    Csv,
    /// One JSON object a row.
    Jsonl,
}

/// `vorlage backup`.
#[derive(Debug, ClapArgs)]
pub struct Backup {
    /// The store; others may read and write it meanwhile.
    #[arg(value_hint = ValueHint::FilePath)]
    pub store: PathBuf,
    /// The new file.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub to: PathBuf,
}

/// `vorlage check`.
#[derive(Debug, ClapArgs)]
pub struct Check {
    /// The store.
    #[arg(value_hint = ValueHint::FilePath)]
    pub store: PathBuf,
    /// Save what can be read into a new store.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub repair: Option<PathBuf>,
}

/// How a store is filled.
pub const ADD_EXAMPLES: &str =
    "Documents that are there already, with the same id, are replaced; those that are there just so stay untouched.

Examples:
  vorlage add desk.vorlage articles/ crawl.warc.gz
  vorlage trace desk.vorlage                      trace all of it, and keep the answer in it
  vorlage add desk.vorlage - < more.jsonl";

/// How it is searched.
pub const SEARCH_EXAMPLES: &str = "Examples:
  vorlage search desk.vorlage ferry fire
  vorlage search desk.vorlage '\"ran aground\"' pier --limit 5
  vorlage search desk.vorlage ferry --format json";

/// How something of it is shown.
pub const SHOW_EXAMPLES: &str = "Examples:
  vorlage show desk.vorlage articles/ferry.txt
  vorlage show desk.vorlage story:articles/ferry.txt
  vorlage show desk.vorlage story:articles/ferry.txt --format json";

/// How its tables go elsewhere.
pub const EXPORT_EXAMPLES: &str = "Examples:
  vorlage export desk.vorlage tables/                    for pandas, DuckDB, Spark
  vorlage export desk.vorlage tables/ --format csv";

/// How it is looked after.
pub const CHECK_EXAMPLES: &str = "Ends with 1 where something is wrong.

Examples:
  vorlage check desk.vorlage
  vorlage check desk.vorlage --repair saved.vorlage      documents, decisions and tokens; trace makes the stories again";
