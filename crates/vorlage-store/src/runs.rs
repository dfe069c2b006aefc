//! Runs: the answer of a trace over the store, and answers to single submissions beside it.
//!
//! An answer is kept twice: whole, a compressed one-story trace a story without the texts of its documents, from which the program
//! reads; and as rows of tables, for others. Documents of a run stay as they were when it was made.

mod rows;

use crate::documents::{self, Key, Plain};
use crate::error::Fault;
use crate::pack::{self, Encoder, Packed};
use crate::{Store, StoreError, parallel};
use rusqlite::{Connection, OptionalExtension, Row, Transaction};
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;
use vorlage_model::{Agency, Analysis, Note, Story, Trace, Traced};

/// The sort of values that dictionaries of answers are trained on.
const SORT: &str = "answer";

/// Stories from which on a dictionary of answers is trained.
const ENOUGH: usize = 300;

/// The id of a run.
pub type RunId = String;

/// How a run came about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RunAbout {
    /// When, RFC 3339, given by the caller.
    pub at: Option<String>,
    /// Who asked for it.
    pub by: Option<String>,
    /// The program with its version.
    pub program: String,
    /// The models that decided, as JSON.
    pub models: String,
    /// The settings that decided, as JSON.
    pub settings: String,
}

/// A run in short.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RunRow {
    /// Its id.
    pub id: RunId,
    /// How it came about.
    pub about: RunAbout,
    /// It is the one that lists of stories show.
    pub current: bool,
    /// Documents.
    pub documents: usize,
    /// Stories.
    pub stories: usize,
    /// Independent origins.
    pub origins: usize,
    /// What a user should know about it.
    pub notes: Vec<Note>,
    /// What was not measured.
    pub not_measured: Vec<String>,
}

/// What is kept of a one-story trace beside its documents.
#[derive(Serialize, Deserialize)]
struct Answer {
    story: Story,
    documents: Vec<Part>,
    notes: Vec<Note>,
}

/// What is kept of a document in an answer.
#[derive(Serialize, Deserialize)]
struct Part {
    analysis: Analysis,
    origin: usize,
    agencies: Vec<Agency>,
}

/// A sort of run.
#[derive(Clone, Copy, PartialEq)]
enum Sort {
    Run,
    Submission,
}

impl Store {
    /// Keeps the answer of a run over the store in place of the one before, of which the summary stays.
    ///
    /// # Errors
    /// Where the file cannot be written; the run before stays then.
    pub fn put_run(&self, trace: &Trace, about: &RunAbout) -> Result<RunId, StoreError> {
        self.write(|step| {
            step.execute("DELETE FROM story WHERE run IN (SELECT key FROM run WHERE current = 1)", [])?;
            step.execute("UPDATE run SET current = 0 WHERE current = 1", [])?;
            let next: i64 = step.query_row("SELECT coalesce(max(key), 0) + 1 FROM run", [], |row| row.get(0))?;
            let id = format!("run-{next}");
            put(step, &id, Sort::Run, trace, about)?;
            documents::forget_unshown(step)?;
            Ok(id)
        })
    }

    /// Keeps the answer to a submission beside the current run; its id is always the same for the same answer.
    ///
    /// # Errors
    /// Where the file cannot be written; nothing is kept then.
    pub fn put_submission(&self, trace: &Trace, about: &RunAbout) -> Result<String, StoreError> {
        let plain = pack::plain(trace).map_err(|fault| fault.of(&self.path))?;
        let id: String = pack::hash(&plain).iter().map(|byte| format!("{byte:02x}")).collect();
        self.write(|step| {
            if run_key(step, &id)?.is_none() {
                put(step, &id, Sort::Submission, trace, about)?;
            }
            Ok(())
        })?;
        Ok(id)
    }

    /// The answer to a submission.
    ///
    /// # Errors
    /// Where the file cannot be read or is damaged there.
    pub fn submission(&self, id: &str) -> Result<Option<Trace>, StoreError> {
        self.read(|connection| {
            let key = run_key(connection, id)?;
            key.map(|key| self.whole(connection, key)).transpose()
        })
    }

    /// The whole answer of the current run.
    ///
    /// # Errors
    /// Where the file cannot be read or is damaged there.
    pub fn current_run(&self) -> Result<Option<Trace>, StoreError> {
        self.read(|connection| {
            let key = connection.query_row("SELECT key FROM run WHERE current = 1", [], |row| row.get(0)).optional()?;
            key.map(|key| self.whole(connection, key)).transpose()
        })
    }

    /// All runs over the store in short, the latest first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn runs(&self) -> Result<Vec<RunRow>, StoreError> {
        self.read(|connection| summaries(connection, Sort::Run))
    }

    /// All submissions in short, the latest first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn submissions(&self) -> Result<Vec<RunRow>, StoreError> {
        self.read(|connection| summaries(connection, Sort::Submission))
    }

    /// The one-story trace of a story of the current run.
    ///
    /// # Errors
    /// Where the file cannot be read or is damaged there.
    pub fn story(&self, id: &str) -> Result<Option<Trace>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT story.key, story.dictionary, story.answer, run.not_measured
                FROM run JOIN story ON story.run = run.key WHERE run.current = 1 AND story.id = ?";
            let row = connection.prepare_cached(sql)?.query_row([id], |row| Ok(stored(row, row.get(3)?))).optional()?;
            row.map(|stored| self.one(connection, stored?)).transpose()
        })
    }

    /// Hands over the one-story traces of the current run, one after the other, until `f` breaks.
    ///
    /// # Errors
    /// Where the file cannot be read or is damaged.
    pub fn each_story(&self, mut f: impl FnMut(Trace) -> ControlFlow<()>) -> Result<(), StoreError> {
        self.read(|connection| {
            let sql = "SELECT story.key, story.dictionary, story.answer, run.not_measured
                FROM run JOIN story ON story.run = run.key WHERE run.current = 1 ORDER BY story.key";
            let mut stories = connection.prepare_cached(sql)?;
            let mut rows = stories.query([])?;
            while let Some(row) = rows.next()? {
                let stored = stored(row, row.get(3)?)?;
                if f(self.one(connection, stored)?).is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Fails unless the answer in a row of key, dictionary and answer can be read.
    pub(crate) fn answer_is_whole(&self, connection: &Connection, row: &Row<'_>) -> Result<(), Fault> {
        let (_, packed, _) = stored(row, String::from("[]"))?;
        self.dictionaries.unpack::<Answer>(connection, &packed).map(drop)
    }

    /// A one-story trace with the texts of its documents.
    fn one(&self, connection: &Connection, (key, packed, not_measured): Stored) -> Result<Trace, Fault> {
        let Answer { story, documents, notes } = self.dictionaries.unpack(connection, &packed)?;
        let mut members = connection.prepare_cached("SELECT document FROM member WHERE story = ? ORDER BY position")?;
        let keys = members.query_map([key], |row| row.get(0))?.collect::<Result<Vec<Key>, _>>()?;
        let traced = |(key, part): (Key, Part)| {
            let Part { analysis, origin, agencies } = part;
            let document = self.by_key(connection, key)?.titled(&analysis);
            Ok(Traced { document, analysis, story: 0, origin, agencies })
        };
        let documents = keys.into_iter().zip(documents).map(traced).collect::<Result<_, Fault>>()?;
        Ok(Trace { documents, stories: vec![story], notes, not_measured })
    }

    /// All stories of a run as one trace.
    fn whole(&self, connection: &Connection, run: i64) -> Result<Trace, Fault> {
        let (notes, not_measured): (String, String) =
            connection.query_row("SELECT notes, not_measured FROM run WHERE key = ?", [run], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let sql = "SELECT key, dictionary, answer FROM story WHERE run = ? ORDER BY key";
        let mut stories = connection.prepare_cached(sql)?;
        let mut rows = stories.query([run])?;
        let mut ones = Vec::new();
        while let Some(row) = rows.next()? {
            ones.push(self.one(connection, stored(row, String::from("[]"))?)?);
        }
        Ok(Trace {
            notes: serde_json::from_str(&notes)?,
            not_measured: serde_json::from_str(&not_measured)?,
            ..joined(ones)
        })
    }
}

/// A story as kept: its key, its answer, and what its run has not measured.
type Stored = (i64, Packed, Vec<String>);

fn stored(row: &Row<'_>, not_measured: String) -> Result<Stored, Fault> {
    let packed = Packed { dictionary: row.get(1)?, bytes: row.get(2)? };
    Ok((row.get(0)?, packed, serde_json::from_str(&not_measured)?))
}

/// One trace of one-story traces, its documents by id.
fn joined(ones: Vec<Trace>) -> Trace {
    let mut places: Vec<(String, usize, usize)> = Vec::new();
    for (story, one) in ones.iter().enumerate() {
        places.extend(one.documents.iter().enumerate().map(|(n, traced)| (traced.document.id.clone(), story, n)));
    }
    places.sort_unstable();
    let mut new: Vec<Vec<usize>> = ones.iter().map(|one| vec![0; one.documents.len()]).collect();
    places.iter().enumerate().for_each(|(at, (_, story, n))| new[*story][*n] = at);
    let mut documents = vec![Traced::default(); places.len()];
    let mut stories = Vec::with_capacity(ones.len());
    for (at, one) in ones.into_iter().enumerate() {
        stories.extend(one.stories.into_iter().map(|story| story.renumbered(|d| new[at][d])));
        one.documents
            .into_iter()
            .enumerate()
            .for_each(|(n, traced)| documents[new[at][n]] = Traced { story: at, ..traced });
    }
    Trace { documents, stories, ..Trace::default() }
}

fn run_key(connection: &Connection, id: &str) -> Result<Option<i64>, Fault> {
    let sql = "SELECT key FROM run WHERE id = ? AND sort = 'submission'";
    Ok(connection.query_row(sql, [id], |row| row.get(0)).optional()?)
}

fn summaries(connection: &Connection, sort: Sort) -> Result<Vec<RunRow>, Fault> {
    let sql = "SELECT id, at, by, program, models, settings, current, documents, stories, origins, notes, not_measured
        FROM run WHERE sort = ? ORDER BY key DESC";
    let mut all = connection.prepare_cached(sql)?;
    let mut rows = all.query([sort.as_str()])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        out.push(summary(row)?);
    }
    Ok(out)
}

fn summary(row: &Row<'_>) -> Result<RunRow, Fault> {
    let count = |n: usize| row.get::<_, i64>(n).map(|count| count.max(0) as usize);
    Ok(RunRow {
        id: row.get(0)?,
        about: RunAbout {
            at: row.get(1)?,
            by: row.get(2)?,
            program: row.get(3)?,
            models: row.get(4)?,
            settings: row.get(5)?,
        },
        current: row.get(6)?,
        documents: count(7)?,
        stories: count(8)?,
        origins: count(9)?,
        notes: serde_json::from_str(&row.get::<_, String>(10)?)?,
        not_measured: serde_json::from_str(&row.get::<_, String>(11)?)?,
    })
}

impl Sort {
    fn as_str(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Submission => "submission",
        }
    }
}

/// Writes a run: its row, its documents as they are, its stories.
fn put(step: &Transaction<'_>, id: &str, sort: Sort, trace: &Trace, about: &RunAbout) -> Result<(), Fault> {
    let run = put_summary(step, id, sort, trace, about)?;
    let keys = document_keys(step, trace)?;
    let numbers: Vec<usize> = (0..trace.stories.len()).collect();
    let plain = parallel::map(&numbers, |run| run.iter().map(|&n| answer(trace, n)).collect())?;
    let encoder = Encoder::latest(step, SORT)?;
    let encoder = if encoder.is_plain() && plain.len() >= ENOUGH {
        let sample: Vec<Vec<u8>> = plain.iter().step_by(plain.len().div_ceil(pack::SAMPLE)).cloned().collect();
        encoder.trained(step, SORT, plain.len() as i64, &sample)?
    } else {
        encoder
    };
    let packed = parallel::map(&plain, |run| {
        let mut packer = encoder.packer()?;
        run.iter().map(|plain| packer.pack(plain)).collect()
    })?;
    packed.iter().enumerate().try_for_each(|(n, packed)| rows::put_story(step, run, trace, n, &keys, packed))
}

/// A one-story trace without the texts of its documents, as bytes.
fn answer(trace: &Trace, n: usize) -> Result<Vec<u8>, Fault> {
    let Trace { documents, mut stories, notes, .. } = trace.story(n);
    let part = |Traced { analysis, origin, agencies, .. }| Part { analysis, origin, agencies };
    let answer = Answer { story: stories.remove(0), documents: documents.into_iter().map(part).collect(), notes };
    pack::plain(&answer)
}

fn put_summary(step: &Connection, id: &str, sort: Sort, trace: &Trace, about: &RunAbout) -> Result<i64, Fault> {
    let origins: usize = trace.stories.iter().map(|story| story.counts.origins).sum();
    let mut insert = step.prepare_cached(
        "INSERT INTO run(id, sort, current, at, by, program, models, settings, documents, stories, origins, notes, not_measured)
         VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let RunAbout { at, by, program, models, settings } = about;
    let (notes, not_measured) = (serde_json::to_string(&trace.notes)?, serde_json::to_string(&trace.not_measured)?);
    let (documents, stories) = (trace.documents.len() as i64, trace.stories.len() as i64);
    let current = sort == Sort::Run;
    let row = (
        id,
        sort.as_str(),
        current,
        at,
        by,
        program,
        models,
        settings,
        documents,
        stories,
        origins as i64,
        notes,
        not_measured,
    );
    Ok(insert.insert(row)?)
}

/// Where the documents of a trace are kept; those that are not in hand are kept aside.
fn document_keys(step: &Transaction<'_>, trace: &Trace) -> Result<Vec<Key>, Fault> {
    let traced = &trace.documents;
    let documents: Vec<_> = traced.iter().map(|traced| &traced.document).collect();
    let plain: Vec<Plain<'_>> = documents::plain(&documents)?;
    let encoder = Encoder::latest(step, "document")?;
    let key = |(plain, traced): (&Plain<'_>, &Traced)| match documents::same(step, plain)? {
        Some(key) => Ok(key),
        None => match without_headline(step, traced)? {
            Some(key) => Ok(key),
            None => documents::keep_aside(step, plain, &encoder),
        },
    };
    plain.iter().zip(traced).map(key).collect()
}

/// Where a document is kept that has its title from its text alone.
fn without_headline(step: &Transaction<'_>, traced: &Traced) -> Result<Option<Key>, Fault> {
    let Some(document) = traced.document.untitled(&traced.analysis) else { return Ok(None) };
    let plain = documents::plain(&[&document])?;
    plain.first().map_or(Ok(None), |plain| documents::same(step, plain))
}
