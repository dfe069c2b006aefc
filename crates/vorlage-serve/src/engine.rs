//! What the desk has done for it by the program around it: reading, tracing, comparing.

use vorlage_export::comparison::{Comparison, Differ};
use vorlage_model::{Analysis, Decision, Document, Note, ReviewItem, Trace};
use vorlage_store::RunAbout;

/// Something that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// Text that was pasted.
    Text(String),
    /// A file; its name is the client's word.
    File {
        /// Its name.
        name: String,
        /// What it holds.
        bytes: Vec<u8>,
    },
    /// An address to fetch.
    Url(String),
}

/// What was read of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Taken {
    /// The documents; their ids are unique.
    pub documents: Vec<Document>,
    /// What could not be read, and why.
    pub notes: Vec<Note>,
}

/// Called with a stage and how many of how many steps of it are done; from several threads.
pub type Progress<'a> = &'a (dyn Fn(&'static str, usize, usize) + Sync);

/// Reads, traces and compares; called from several threads, and may take its time.
pub trait Engine: Send + Sync {
    /// Reads what was handed in. One bad piece is a note and stops nothing.
    fn read(&self, given: Vec<Given>) -> Taken;

    /// Words that hardly any other story has, the rarest first: what to look for in a store to find copies of a document.
    fn telling_words(&self, document: &Document) -> Vec<String>;

    /// Traces documents as people decided.
    fn trace(&self, documents: Vec<Document>, decisions: &[Decision], progress: Progress<'_>) -> Trace;

    /// Finds what one document says.
    fn analyse(&self, document: &Document) -> Analysis;

    /// Compares two documents and shows the answer to `with`.
    fn compare(&self, documents: [&Document; 2], with: &mut dyn FnMut(&Comparison<'_>));

    /// Marks the words that differ between two spans.
    fn words(&self) -> Option<Differ>;

    /// What a person should look at, the most valuable first.
    fn review(&self, trace: &Trace) -> Vec<ReviewItem>;

    /// The program, its models and settings, and the time: how an answer of now comes about.
    fn about(&self) -> RunAbout;

    /// Says something to whoever runs the server.
    fn tell(&self, words: &str);
}
