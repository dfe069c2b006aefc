//! Documents in, documents out.

use crate::error::Fault;
use crate::pack::{self, Dictionaries, Encoder, Packed};
use crate::{Store, StoreError, parallel, words};
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::PoisonError;
use vorlage_model::{Document, Lang};

/// The sort of values that dictionaries of documents are trained on.
const SORT: &str = "document";

/// A dictionary is trained anew when the store has grown so many times.
const GROWTH: i64 = 4;

/// Documents whose words are indexed in one step.
const STEP: usize = 2000;

/// The columns that a document is read from.
pub const COLUMNS: &str =
    "document.id, document.url, document.outlet, document.title, document.lang, document.dictionary, document.body";

/// What became of documents that were added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Added {
    /// Documents that were not there before.
    pub new: usize,
    /// Documents that were there with another text or other fields.
    pub replaced: usize,
    /// Documents that were there just so.
    pub unchanged: usize,
}

/// A document before it is compressed.
pub struct Plain<'d> {
    document: &'d Document,
    /// Tells documents apart.
    pub hash: [u8; 16],
    bytes: Vec<u8>,
}

/// Where a document is kept.
pub type Key = i64;

impl Store {
    /// Adds documents and their words, all or nothing; one that is there with the same id is replaced. Of several with one id the last stays.
    ///
    /// # Errors
    /// Where the file cannot be written; nothing is added then.
    pub fn add(&self, documents: &[Document]) -> Result<Added, StoreError> {
        self.add_documents(documents, true)
    }

    /// Adds documents without their words, by which they are not found until [`Store::index_words`].
    ///
    /// # Errors
    /// Where the file cannot be written; nothing is added then.
    pub fn add_unindexed(&self, documents: &[Document]) -> Result<Added, StoreError> {
        self.add_documents(documents, false)
    }

    fn add_documents(&self, documents: &[Document], indexed: bool) -> Result<Added, StoreError> {
        let of_path = |fault: Fault| fault.of(&self.path);
        let plain = plain(&last_of_each_id(documents)).map_err(of_path)?;
        let encoder = self.encoder_for(&plain)?;
        self.write(|step| {
            let before: Vec<Option<(Key, [u8; 16])>> =
                plain.iter().map(|plain| current(step, &plain.document.id)).collect::<Result<_, _>>()?;
            let changes = |(plain, before): &(&Plain<'_>, &Option<(Key, [u8; 16])>)| {
                before.is_none_or(|(_, hash)| hash != plain.hash)
            };
            let changed: Vec<_> = plain.iter().zip(&before).filter(changes).collect();
            let made = parallel::map(&changed, |run| rows(run, &encoder, indexed))?;
            for ((plain, before), (packed, words)) in changed.iter().zip(&made) {
                if let Some((key, _)) = before {
                    retire(step, *key)?;
                }
                let key = insert(step, plain, packed, true)?;
                if let Some(words) = words {
                    index(step, key, words)?;
                }
            }
            let replaced = changed.iter().filter(|(_, before)| before.is_some()).count();
            Ok(Added { new: changed.len() - replaced, replaced, unchanged: plain.len() - changed.len() })
        })
    }

    /// Brings the index of words up to date with the documents; how many it lacked.
    ///
    /// # Errors
    /// Where the file cannot be written; what was indexed before stays.
    pub fn index_words(&self) -> Result<usize, StoreError> {
        let lacking = self.read(|connection| {
            let sql =
                "SELECT key FROM document WHERE current = 1 AND key NOT IN (SELECT id FROM words_docsize) ORDER BY key";
            let mut keys = connection.prepare(sql)?;
            Ok(keys.query_map([], |row| row.get(0))?.collect::<Result<Vec<Key>, _>>()?)
        })?;
        for keys in lacking.chunks(STEP) {
            self.write(|step| {
                let documents = keys.iter().map(|key| self.by_key(step, *key)).collect::<Result<Vec<_>, _>>()?;
                let words = parallel::map(&documents, |run| {
                    Ok(run.iter().map(|d| words::of_document(d.title.as_deref(), &d.text)).collect())
                })?;
                keys.iter().zip(&words).try_for_each(|(key, words)| index(step, *key, words))
            })?;
        }
        Ok(lacking.len())
    }

    /// Puts the index of words in order after many documents were added; it then takes a tenth less room. Cost: the whole index is
    /// read and written.
    ///
    /// # Errors
    /// Where the file cannot be written; the index stays as it was then.
    pub fn order_words(&self) -> Result<(), StoreError> {
        self.write(|step| Ok(step.execute_batch("INSERT INTO words(words) VALUES('optimize')")?))?;
        self.give_back()
    }

    /// Documents that [`Store::index_words`] has yet to index.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn unindexed(&self) -> Result<usize, StoreError> {
        let sql = "SELECT (SELECT count(*) FROM document WHERE current = 1) - (SELECT count(*) FROM words_docsize)";
        self.read(|connection| Ok(connection.query_row(sql, [], |row| row.get::<_, i64>(0))?.max(0) as usize))
    }

    /// Removes documents, and of all runs the stories that show them; how many there were. Their room goes back to the system.
    ///
    /// # Errors
    /// Where the file cannot be written; nothing is removed then.
    pub fn remove(&self, ids: &[&str]) -> Result<usize, StoreError> {
        let removed = self.write(|step| {
            let mut count = 0;
            for id in ids {
                let Some((key, _)) = current(step, id)? else { continue };
                step.prepare_cached("DELETE FROM words WHERE rowid = ?")?.execute([key])?;
                let versions = "SELECT key FROM document WHERE id = ?1 AND current = 1 UNION ALL SELECT key FROM document WHERE id = ?1 AND current = 0";
                step.execute(&format!("DELETE FROM story WHERE key IN (SELECT story FROM member WHERE document IN ({versions}))"), [id])?;
                step.execute(&format!("DELETE FROM document WHERE key IN ({versions})"), [id])?;
                count += 1;
            }
            recount(step)?;
            Ok(count)
        })?;
        self.give_back()?;
        Ok(removed)
    }

    /// The document of an id.
    ///
    /// # Errors
    /// Where the file cannot be read or is damaged there.
    pub fn document(&self, id: &str) -> Result<Option<Document>, StoreError> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM document WHERE id = ? AND current = 1");
            let row = connection.prepare_cached(&sql)?.query_row([id], |row| Ok(kept(row))).optional()?;
            row.map(|kept| kept?.document(&self.dictionaries, connection)).transpose()
        })
    }

    /// Hands over every document, ascending by id, until `f` breaks.
    ///
    /// # Errors
    /// Where the file cannot be read or is damaged.
    pub fn each_document(&self, mut f: impl FnMut(Document) -> ControlFlow<()>) -> Result<(), StoreError> {
        self.read(|connection| {
            let mut all =
                connection.prepare(&format!("SELECT {COLUMNS} FROM document WHERE current = 1 ORDER BY id"))?;
            let mut rows = all.query([])?;
            while let Some(row) = rows.next()? {
                if f(kept(row)?.document(&self.dictionaries, connection)?).is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    /// What hosts repeat, as reading has kept it.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn hosts(&self) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT bytes FROM kept WHERE name = 'hosts'";
        self.read(|connection| Ok(connection.query_row(sql, [], |row| row.get(0)).optional()?))
    }

    /// Keeps what hosts repeat.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn keep_hosts(&self, bytes: &[u8]) -> Result<(), StoreError> {
        let sql = "INSERT INTO kept VALUES('hosts', ?) ON CONFLICT DO UPDATE SET bytes = excluded.bytes";
        self.write(|step| Ok(step.execute(sql, [bytes]).map(|_| ())?))
    }

    /// A document by its key.
    pub(crate) fn by_key(&self, connection: &Connection, key: Key) -> Result<Document, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM document WHERE key = ?");
        let kept = connection.prepare_cached(&sql)?.query_row([key], |row| Ok(kept(row)))?;
        kept?.document(&self.dictionaries, connection)
    }

    /// What new documents are packed with; trains on them and on those in hand when there are enough.
    fn encoder_for(&self, new: &[Plain<'_>]) -> Result<Encoder, StoreError> {
        let mut latest = self.encoder.lock().unwrap_or_else(PoisonError::into_inner);
        let (seen, trained) = self.read(|connection| {
            let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
            let trained = "SELECT coalesce(max(seen), 0) FROM dictionary WHERE sort = 'document'";
            Ok((number("SELECT coalesce(max(key), 0) FROM document")? + new.len() as i64, number(trained)?))
        })?;
        let encoder = match latest.take() {
            Some(encoder) => encoder,
            None => self.read(|connection| Encoder::latest(connection, SORT))?,
        };
        let due = seen >= (trained * GROWTH).max(pack::ENOUGH as i64);
        let encoder = match due {
            true => self.write(|step| encoder.trained(step, SORT, seen, &self.sample(step, new)?))?,
            false => encoder,
        };
        Ok(latest.insert(encoder).clone())
    }

    /// Documents spread evenly over those in hand and new ones.
    fn sample(&self, connection: &Connection, new: &[Plain<'_>]) -> Result<Vec<Vec<u8>>, Fault> {
        let last: i64 = connection.query_row("SELECT coalesce(max(key), 0) FROM document", [], |row| row.get(0))?;
        let all = last as usize + new.len();
        let places = (0..all.min(pack::SAMPLE)).map(|n| n * all / all.min(pack::SAMPLE));
        let mut out = Vec::new();
        for place in places {
            match place.checked_sub(last as usize) {
                Some(n) => out.push(new[n].bytes.clone()),
                None => out.extend(self.body(connection, place as i64 + 1)?),
            }
        }
        Ok(out)
    }

    fn body(&self, connection: &Connection, key: Key) -> Result<Option<Vec<u8>>, Fault> {
        let sql = "SELECT dictionary, body FROM document WHERE key = ?";
        let packed = |row: &Row<'_>| Ok(Packed { dictionary: row.get(0)?, bytes: row.get(1)? });
        let packed = connection.prepare_cached(sql)?.query_row([key], packed).optional()?;
        packed.map(|packed| self.dictionaries.plain(connection, &packed)).transpose()
    }
}

/// A row of a document.
pub struct Kept {
    head: Document,
    packed: Packed,
}

/// Reads [`COLUMNS`].
pub fn kept(row: &Row<'_>) -> Result<Kept, Fault> {
    let head = Document {
        id: row.get(0)?,
        url: row.get(1)?,
        outlet: row.get(2)?,
        title: row.get(3)?,
        lang: row.get::<_, Option<String>>(4)?.and_then(|code| Lang::parse(&code)),
        ..Document::default()
    };
    Ok(Kept { head, packed: Packed { dictionary: row.get(5)?, bytes: row.get(6)? } })
}

impl Kept {
    /// The whole document.
    pub fn document(self, dictionaries: &Dictionaries, connection: &Connection) -> Result<Document, Fault> {
        let unpacked = dictionaries.unpack::<Document>(connection, &self.packed);
        let body = unpacked.map_err(|fault| match fault {
            Fault::Damaged(words) => Fault::Damaged(format!("document {}: {words}", self.head.id)),
            other => other,
        })?;
        let Document { id, url, outlet, title, lang, .. } = self.head;
        Ok(Document { id, url, outlet, title, lang, ..body })
    }
}

/// The last document of each id, ascending by id.
fn last_of_each_id(documents: &[Document]) -> Vec<&Document> {
    documents
        .iter()
        .map(|document| (document.id.as_str(), document))
        .collect::<BTreeMap<_, _>>()
        .into_values()
        .collect()
}

/// Documents as bytes, without the fields that have columns of their own.
pub fn plain<'d>(documents: &[&'d Document]) -> Result<Vec<Plain<'d>>, Fault> {
    let one = |document: &&'d Document| {
        let Document { id, url, outlet, title, lang, .. } = document;
        let rest =
            Document { id: String::new(), url: None, outlet: None, title: None, lang: None, ..(*document).clone() };
        let bytes = pack::plain(&rest)?;
        let head = pack::plain(&(id, url, outlet, title, lang))?;
        Ok(Plain { document, hash: pack::hash(&[head.as_slice(), &bytes].concat()), bytes })
    };
    parallel::map(documents, |run| run.iter().map(one).collect())
}

/// What goes into the tables for documents: the packed body and the words.
#[expect(clippy::type_complexity, reason = "a pair that is taken apart at once")]
fn rows(
    run: &[(&Plain<'_>, &Option<(Key, [u8; 16])>)],
    encoder: &Encoder,
    indexed: bool,
) -> Result<Vec<(Packed, Option<String>)>, Fault> {
    let mut packer = encoder.packer()?;
    let mut one = |plain: &Plain<'_>| {
        let words = indexed.then(|| words::of_document(plain.document.title.as_deref(), &plain.document.text));
        Ok((packer.pack(&plain.bytes)?, words))
    };
    run.iter().map(|(plain, _)| one(plain)).collect()
}

/// The current document of an id and what tells it apart.
fn current(connection: &Connection, id: &str) -> Result<Option<(Key, [u8; 16])>, Fault> {
    let mut find = connection.prepare_cached("SELECT key, hash FROM document WHERE id = ? AND current = 1")?;
    Ok(find.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// The document of just this content, current or not.
pub fn same(connection: &Connection, plain: &Plain<'_>) -> Result<Option<Key>, Fault> {
    if let Some((key, hash)) = current(connection, &plain.document.id)?
        && hash == plain.hash
    {
        return Ok(Some(key));
    }
    let mut find = connection.prepare_cached("SELECT key FROM document WHERE id = ? AND current = 0 AND hash = ?")?;
    Ok(find.query_row((&plain.document.id, plain.hash), |row| row.get(0)).optional()?)
}

/// Keeps a document that no list shows, for a run that does.
pub fn keep_aside(step: &Connection, plain: &Plain<'_>, encoder: &Encoder) -> Result<Key, Fault> {
    let packed = encoder.packer()?.pack(&plain.bytes)?;
    insert(step, plain, &packed, false)
}

fn insert(step: &Connection, plain: &Plain<'_>, packed: &Packed, current: bool) -> Result<Key, Fault> {
    let Document { id, url, outlet, title, lang, published, text, .. } = plain.document;
    let mut insert = step.prepare_cached(
        "INSERT INTO document(id, current, hash, url, outlet, title, lang, published, size, dictionary, body)
         VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let lang = lang.as_ref().map(Lang::code);
    let published = published.as_ref().map(|p| &p.at);
    let (size, body) = (text.len() as i64, &packed.bytes);
    Ok(insert.insert((id, current, plain.hash, url, outlet, title, lang, published, size, packed.dictionary, body))?)
}

fn index(step: &Connection, key: Key, words: &str) -> Result<(), Fault> {
    step.prepare_cached("INSERT INTO words(rowid, folded) VALUES(?, ?)")?.execute((key, words))?;
    Ok(())
}

/// A document that another one takes the place of; it is kept as long as a run shows it.
fn retire(step: &Connection, key: Key) -> Result<(), Fault> {
    step.prepare_cached("DELETE FROM words WHERE rowid = ?")?.execute([key])?;
    step.prepare_cached("UPDATE document SET current = 0 WHERE key = ?")?.execute([key])?;
    let sql = "DELETE FROM document WHERE key = ?1 AND NOT EXISTS(SELECT 1 FROM member WHERE document = ?1)";
    step.prepare_cached(sql)?.execute([key])?;
    Ok(())
}

/// Forgets documents that are not current and that no run shows any more.
pub fn forget_unshown(step: &Connection) -> Result<(), Fault> {
    let sql = "DELETE FROM document WHERE current = 0 AND NOT EXISTS(SELECT 1 FROM member WHERE document = key)";
    step.execute(sql, [])?;
    Ok(())
}

/// Brings the counts of runs in step with their stories.
fn recount(step: &Connection) -> Result<(), Fault> {
    let of = |what: &str| format!("coalesce((SELECT {what} FROM story WHERE run = run.key), 0)");
    let sql = format!(
        "UPDATE run SET stories = {}, origins = {}, documents = {} WHERE current = 1 OR sort = 'submission'",
        of("count(*)"),
        of("sum(origins)"),
        of("sum(documents)")
    );
    step.execute(&sql, [])?;
    Ok(())
}
