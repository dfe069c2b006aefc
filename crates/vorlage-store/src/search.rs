//! Documents that hold words.

use crate::documents::Key;
use crate::error::Fault;
use crate::words::Query;
use crate::{Store, StoreError};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;
use vorlage_model::{Hit, Lang};

/// From so many matches on, the times of all documents are gone through instead of looking up that of each match.
const MANY: usize = 2000;

/// Most documents whose text is looked into for a phrase, so that no query takes long.
const MOST_LOOKED_INTO: usize = 2000;

impl Store {
    /// Documents that hold all words of a query, those with the words in their headline first, and among these the latest.
    ///
    /// Case and accents do not count; `harb*` means words that begin so, words in quotation marks stand in a row. All else is just
    /// words, whatever signs it holds.
    ///
    /// # Errors
    /// Where the file cannot be read or is damaged.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, StoreError> {
        let query = Query::parse(query);
        if query.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        self.read(|connection| {
            let mut seen = BTreeSet::new();
            let mut hits = Vec::new();
            for headlines in [true, false] {
                for key in latest_first(connection, matching(connection, &query.of_index(headlines))?)? {
                    if hits.len() == limit || seen.len() == MOST_LOOKED_INTO {
                        return Ok(hits);
                    }
                    if seen.insert(key) {
                        hits.extend(self.hit(connection, key, &query)?);
                    }
                }
            }
            Ok(hits)
        })
    }

    /// A document that holds the words; none if it lacks a phrase.
    fn hit(&self, connection: &Connection, key: Key, query: &Query) -> Result<Option<Hit>, Fault> {
        let document = self.by_key(connection, key)?;
        if query.has_phrase() && !query.phrases_in(document.title.as_deref(), &document.text) {
            return Ok(None);
        }
        let sql = "SELECT story.id, member.lang FROM member JOIN story ON story.key = member.story
            JOIN run ON run.key = story.run WHERE member.document = ? AND run.current = 1";
        let traced =
            connection.prepare_cached(sql)?.query_row([key], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let (story, lang): (Option<String>, Option<String>) = traced.unwrap_or_default();
        Ok(Some(Hit {
            snippet: query.snippet(&document.text),
            lang: lang.and_then(|code| Lang::parse(&code)).or(document.lang),
            story,
            id: document.id,
            title: document.title,
            outlet: document.outlet,
            published: document.published.map(|published| published.at),
        }))
    }
}

/// Documents with all words of a query in the language of the index, ascending.
fn matching(connection: &Connection, query: &str) -> Result<Vec<Key>, Fault> {
    let mut find = connection.prepare_cached("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid")?;
    Ok(find.query_map([query], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Ascending keys in the order of time, the latest first, those of one time by id.
fn latest_first(connection: &Connection, keys: Vec<Key>) -> Result<Vec<Key>, Fault> {
    if keys.len() < MANY {
        let mut of = connection.prepare_cached("SELECT published, id FROM document WHERE key = ?")?;
        let mut timed = keys
            .into_iter()
            .map(|key| of.query_row([key], |row| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, String>(1)?, key))))
            .collect::<Result<Vec<_>, _>>()?;
        timed.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        return Ok(timed.into_iter().map(|(_, _, key)| key).collect());
    }
    let sql = "SELECT key FROM document WHERE current = 1 ORDER BY published DESC, id";
    let mut all = connection.prepare_cached(sql)?;
    let mut out = Vec::new();
    for key in all.query_map([], |row| row.get::<_, Key>(0))? {
        let key = key?;
        if keys.binary_search(&key).is_ok() {
            out.push(key);
        }
    }
    Ok(out)
}
