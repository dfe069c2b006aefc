//! Lists of stories.

use crate::error::Fault;
use crate::words::Query;
use crate::{Store, StoreError};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use vorlage_model::{Counts, Order, OutletShare, StoryCard, StoryFilter, StoryList};

/// Conditions of a list and the values in them.
#[derive(Default)]
struct Where {
    sql: Vec<&'static str>,
    values: Vec<Value>,
}

impl Where {
    fn add(&mut self, sql: &'static str, value: impl Into<Value>) {
        self.sql.push(sql);
        self.values.push(value.into());
    }
}

impl Store {
    /// A page of the stories of the current run.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn stories(&self, filter: &StoryFilter) -> Result<StoryList, StoreError> {
        let condition = condition(filter);
        let from = format!("FROM story WHERE {}", condition.sql.join(" AND "));
        self.read(|connection| {
            let count = format!("SELECT count(*) {from}");
            let total: i64 =
                connection.prepare_cached(&count)?.query_row(params_from_iter(&condition.values), |row| row.get(0))?;
            let page = format!(
                "SELECT story.key, story.id, label, begins, ends, story.documents, publishers, story.origins,
                 origins_at_least, origins_at_most {from} ORDER BY {}, story.id LIMIT {} OFFSET {}",
                column(filter.order),
                filter.limit.min(i64::MAX as usize),
                filter.offset.min(i64::MAX as usize),
            );
            let mut cards = connection.prepare(&page)?;
            let mut rows = cards.query(params_from_iter(&condition.values))?;
            let mut list = StoryList { total: total.max(0) as usize, cards: Vec::new() };
            while let Some(row) = rows.next()? {
                list.cards.push(card(connection, row)?);
            }
            Ok(list)
        })
    }
}

impl Store {
    /// The outlets with the most documents in the current run, and how many of these come from which agency.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn outlets(&self, limit: usize) -> Result<Vec<OutletShare>, StoreError> {
        let sql = "SELECT document.outlet, agency.id, count(*) FROM story JOIN member ON member.story = story.key
            JOIN document ON document.key = member.document
            LEFT JOIN agency ON agency.story = member.story AND agency.member = member.position AND agency.position = 0
            WHERE story.run = (SELECT key FROM run WHERE current = 1) AND document.outlet IS NOT NULL
            GROUP BY document.outlet, agency.id ORDER BY document.outlet, count(*) DESC, agency.id";
        let mut outlets = self.read(|connection| {
            let mut all = connection.prepare_cached(sql)?;
            let mut rows = all.query([])?;
            let mut outlets: Vec<OutletShare> = Vec::new();
            while let Some(row) = rows.next()? {
                let (outlet, agency): (String, Option<String>) = (row.get(0)?, row.get(1)?);
                let count = row.get::<_, i64>(2)?.max(0) as usize;
                if outlets.last().is_none_or(|last| last.outlet != outlet) {
                    outlets.push(OutletShare { outlet, ..OutletShare::default() });
                }
                if let Some(last) = outlets.last_mut() {
                    last.documents += count;
                    last.agencies.extend(agency.map(|id| (id, count)));
                }
            }
            Ok(outlets)
        })?;
        outlets.sort_by(|a, b| b.documents.cmp(&a.documents).then_with(|| a.outlet.cmp(&b.outlet)));
        outlets.truncate(limit);
        Ok(outlets)
    }
}

fn column(order: Order) -> &'static str {
    match order {
        Order::Time => "ends DESC",
        Order::Size => "story.documents DESC",
        Order::Origins => "story.origins DESC",
    }
}

fn condition(filter: &StoryFilter) -> Where {
    let mut out = Where { sql: vec!["story.run = (SELECT key FROM run WHERE current = 1)"], values: Vec::new() };
    let query = Query::parse(filter.text.as_deref().unwrap_or(""));
    if !query.is_empty() {
        let sql = "story.key IN (SELECT member.story FROM words JOIN member ON member.document = words.rowid WHERE words MATCH ?)";
        out.add(sql, query.of_index(false));
    }
    if let Some(from) = &filter.from {
        out.add("ends >= ?", from.clone());
    }
    if let Some(to) = &filter.to {
        out.add("begins <= ?", to.clone());
    }
    if filter.min_documents > 0 {
        out.add("story.documents >= ?", filter.min_documents as i64);
    }
    if filter.min_origins > 0 {
        out.add("story.origins >= ?", filter.min_origins as i64);
    }
    if let Some(lang) = &filter.lang {
        out.add("EXISTS(SELECT 1 FROM story_language WHERE story = story.key AND lang = ?)", lang.code().to_owned());
    }
    if let Some(agency) = &filter.agency {
        out.add("EXISTS(SELECT 1 FROM origin WHERE origin.story = story.key AND agency = ?)", agency.clone());
    }
    out
}

fn card(connection: &Connection, row: &Row<'_>) -> Result<StoryCard, Fault> {
    let key: i64 = row.get(0)?;
    let count = |n: usize| row.get::<_, i64>(n).map(|count| count.max(0) as usize);
    let names = |sql: &str| -> Result<Vec<String>, Fault> {
        Ok(connection.prepare_cached(sql)?.query_map([key], |row| row.get(0))?.collect::<Result<_, _>>()?)
    };
    Ok(StoryCard {
        id: row.get(1)?,
        label: row.get(2)?,
        from: row.get(3)?,
        to: row.get(4)?,
        counts: Counts {
            documents: count(5)?,
            publishers: count(6)?,
            origins: count(7)?,
            origins_at_least: count(8)?,
            origins_at_most: count(9)?,
        },
        languages: names("SELECT lang FROM story_language WHERE story = ? ORDER BY documents DESC, lang")?,
        agencies: names("SELECT DISTINCT agency FROM origin WHERE story = ? AND agency IS NOT NULL ORDER BY agency")?,
    })
}
