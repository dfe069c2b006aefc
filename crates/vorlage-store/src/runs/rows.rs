//! A story as rows of tables, for readers that are not this program.

use crate::documents::Key;
use crate::error::Fault;
use crate::pack::Packed;
use rusqlite::{Connection, ToSql};
use std::collections::BTreeMap;
use vorlage_model::{Edge, Evidence, Lang, LedgerRow, NodeId, Reading, Span, Story, Trace};
use vorlage_text::CodePoints;

/// A story whose rows are written.
struct Page<'a> {
    step: &'a Connection,
    trace: &'a Trace,
    story: &'a Story,
    /// Its key in the file.
    key: i64,
}

/// Writes a story with all that belongs to it.
pub fn put_story(
    step: &Connection,
    run: i64,
    trace: &Trace,
    n: usize,
    keys: &[Key],
    packed: &Packed,
) -> Result<(), Fault> {
    let story = &trace.stories[n];
    let page = Page { step, trace, story, key: story_row(step, run, story, packed)? };
    page.members(keys)?;
    page.languages()?;
    page.roots()?;
    let points: BTreeMap<usize, CodePoints<'_>> =
        story.documents.iter().map(|&d| (d, CodePoints::new(&trace.documents[d].document.text))).collect();
    for (position, edge) in story.stemma.edges.iter().enumerate() {
        page.edge(position, edge, &points)?;
    }
    for (position, row) in story.ledger.iter().enumerate() {
        page.claim(position, row, &points)?;
    }
    Ok(())
}

fn story_row(step: &Connection, run: i64, story: &Story, packed: &Packed) -> Result<i64, Fault> {
    let mut insert = step.prepare_cached(
        "INSERT INTO story(run, id, label, begins, ends, documents, publishers, origins, origins_at_least, origins_at_most, dictionary, answer)
         VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let Story { id, label, from, to, counts, .. } = story;
    let [documents, publishers, origins, at_least, at_most] =
        [counts.documents, counts.publishers, counts.origins, counts.origins_at_least, counts.origins_at_most]
            .map(|n| n as i64);
    let (dictionary, answer) = (packed.dictionary, &packed.bytes);
    Ok(insert
        .insert((run, id, label, from, to, documents, publishers, origins, at_least, at_most, dictionary, answer))?)
}

impl Page<'_> {
    /// Writes a row; `sql` ends in its values.
    fn row(&self, sql: &str, values: &[&dyn ToSql]) -> Result<(), Fault> {
        self.step.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// The position of a document among those of the story.
    fn member(&self, document: usize) -> i64 {
        self.story.documents.iter().position(|&d| d == document).map_or(-1, |n| n as i64)
    }

    /// A node as the position of a document or of a lost text.
    fn node(&self, node: NodeId) -> (Option<i64>, Option<i64>) {
        match node {
            NodeId::Document(document) => (Some(self.member(document)), None),
            NodeId::Lost(n) => (None, Some(n as i64)),
        }
    }

    fn members(&self, keys: &[Key]) -> Result<(), Fault> {
        for (position, &document) in self.story.documents.iter().enumerate() {
            let (traced, position) = (&self.trace.documents[document], position as i64);
            let (origin, lang) = (traced.origin as i64, self.lang(document));
            self.row(
                "INSERT INTO member VALUES(?, ?, ?, ?, ?)",
                &[&self.key, &position, &keys[document], &origin, &lang],
            )?;
            for (rank, agency) in traced.agencies.iter().enumerate() {
                self.row(
                    "INSERT INTO agency VALUES(?, ?, ?, ?, ?, ?)",
                    &[&self.key, &position, &(rank as i64), &&*agency.id, &&*agency.name, &agency.confidence],
                )?;
            }
        }
        Ok(())
    }

    /// The language found, else the one declared.
    fn lang(&self, document: usize) -> Option<&str> {
        let traced = &self.trace.documents[document];
        traced.analysis.lang.as_ref().or(traced.document.lang.as_ref()).map(Lang::code)
    }

    fn languages(&self) -> Result<(), Fault> {
        let mut count: BTreeMap<&str, i64> = BTreeMap::new();
        self.story.documents.iter().filter_map(|&d| self.lang(d)).for_each(|lang| *count.entry(lang).or_default() += 1);
        let sql = "INSERT INTO story_language VALUES(?, ?, ?)";
        count.iter().try_for_each(|(lang, count)| self.row(sql, &[&self.key, lang, count]))
    }

    /// Lost texts, origins, and which of them may be one.
    fn roots(&self) -> Result<(), Fault> {
        for (position, lost) in self.story.stemma.lost.iter().enumerate() {
            let agency = lost.agency.as_deref();
            let parent = lost.parent.map(|document| self.member(document));
            let values: [&dyn ToSql; 5] = [&self.key, &(position as i64), &lost.id, &agency, &parent];
            self.row("INSERT INTO lost VALUES(?, ?, ?, ?, ?)", &values)?;
        }
        for (position, doubt) in self.story.stemma.doubts.iter().enumerate() {
            let (one, other) = (self.member(doubt.one), self.member(doubt.other));
            let values: [&dyn ToSql; 5] = [&self.key, &(position as i64), &one, &other, &doubt.copied];
            self.row("INSERT INTO doubt VALUES(?, ?, ?, ?, ?)", &values)?;
        }
        for (position, origin) in self.story.stemma.origins.iter().enumerate() {
            let (member, lost) = self.node(origin.root);
            let (agency, documents) = (origin.agency.as_deref(), origin.documents.len() as i64);
            self.row(
                "INSERT INTO origin VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                &[
                    &self.key,
                    &(position as i64),
                    &origin.id,
                    &member,
                    &lost,
                    &agency,
                    &documents,
                    &(origin.at_most as i64),
                ],
            )?;
        }
        Ok(())
    }

    fn edge(&self, position: usize, edge: &Edge, points: &BTreeMap<usize, CodePoints<'_>>) -> Result<(), Fault> {
        let (at, child) = (position as i64, self.member(edge.child));
        let (member, lost) = self.node(edge.parent);
        let (kind, direction) = (edge.kind.as_str(), edge.direction.confidence);
        self.row(
            "INSERT INTO edge VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            &[&self.key, &at, &member, &lost, &child, &kind, &edge.cut, &edge.paste, &edge.confidence, &direction],
        )?;
        for (rank, alteration) in edge.alterations.iter().enumerate() {
            let (rank, kind) = (rank as i64, alteration.kind.as_str());
            self.row(
                "INSERT INTO alteration VALUES(?, ?, ?, ?, ?)",
                &[&self.key, &at, &rank, &kind, &alteration.share],
            )?;
        }
        let for_edge = edge.evidence.iter().map(|evidence| (false, evidence));
        let all = for_edge.chain(edge.direction.evidence.iter().map(|evidence| (true, evidence)));
        all.enumerate().try_for_each(|(rank, (direction, evidence))| {
            self.evidence(edge, [position, rank], direction, evidence, points)
        })
    }

    fn evidence(
        &self,
        edge: &Edge,
        [position, rank]: [usize; 2],
        direction: bool,
        evidence: &Evidence,
        points: &BTreeMap<usize, CodePoints<'_>>,
    ) -> Result<(), Fault> {
        let ends = |document: Option<usize>, span: Option<Span>| {
            let points = document.and_then(|d| points.get(&d)).zip(span).map(|(points, span)| points.span(span));
            (points.map(|p| p[0] as i64), points.map(|p| p[1] as i64))
        };
        let parent = match edge.parent {
            NodeId::Document(document) => Some(document),
            NodeId::Lost(_) => None,
        };
        let ((parent_begin, parent_end), (begin, end)) =
            (ends(parent, evidence.parent_span), ends(Some(edge.child), evidence.child_span));
        let (position, rank, kind) = (position as i64, rank as i64, evidence.kind.as_str());
        let spans: [&dyn ToSql; 4] = [&parent_begin, &parent_end, &begin, &end];
        let values = [
            &[&self.key as &dyn ToSql, &position, &rank, &direction, &kind][..],
            &spans,
            &[&evidence.similarity, &evidence.words],
        ];
        self.row("INSERT INTO observation VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", &values.concat())
    }

    fn claim(&self, position: usize, row: &LedgerRow, points: &BTreeMap<usize, CodePoints<'_>>) -> Result<(), Fault> {
        let (at, kind, verdict) = (position as i64, row.kind.as_str(), row.verdict.as_str());
        self.row(
            "INSERT INTO claim VALUES(?, ?, ?, ?, ?, ?)",
            &[&self.key, &at, &row.id, &kind, &row.label, &verdict],
        )?;
        row.readings.iter().enumerate().try_for_each(|(n, reading)| self.reading([at, n as i64], reading, points))
    }

    fn reading(
        &self,
        [claim, position]: [i64; 2],
        reading: &Reading,
        points: &BTreeMap<usize, CodePoints<'_>>,
    ) -> Result<(), Fault> {
        let text = &self.trace.documents[reading.document].document.text;
        let (member, origin) = (self.member(reading.document), reading.origin as i64);
        let [begin, end] =
            points.get(&reading.document).map_or([0, 0], |points| points.span(reading.span)).map(|n| n as i64);
        let (words, hedge) = (reading.span.of(text), reading.hedge.map(|hedge| hedge.as_str()));
        let given_by = reading.attributed_to.map(|span| span.of(text));
        let place: [&dyn ToSql; 8] = [&self.key, &claim, &position, &member, &origin, &begin, &end, &words];
        let figure: [&dyn ToSql; 5] = [&reading.value, &reading.low, &reading.high, &hedge, &reading.unit];
        let said: [&dyn ToSql; 4] = [&reading.speaker, &reading.direct, &given_by, &reading.independent];
        let values = [&place[..], &figure, &said].concat();
        self.row("INSERT INTO reading VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", &values)
    }
}
