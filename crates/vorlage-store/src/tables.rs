//! The views as tables to export, row by row.

use crate::error::Fault;
use crate::{Store, StoreError};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use std::ops::ControlFlow;
use vorlage_model::Document;

/// What a column holds; each may be null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Whole numbers.
    Whole,
    /// Numbers.
    Number,
    /// Words.
    Text,
    /// Yes or no.
    Truth,
}

/// A view with its columns; `schema/views.sql` says what they are made of.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns in order.
    pub columns: &'static [(&'static str, Holds)],
}

/// What stands in a row under a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number, or 0 and 1 for no and yes.
    Whole(i64),
    /// A number.
    Number(f64),
    /// Words.
    Text(String),
}

/// The texts, which the view of documents lacks because they are compressed in the file.
const TEXT: &str = "text";

use Holds::{Number, Text, Truth, Whole};

/// All tables.
pub const TABLES: &[Table] = &[
    Table {
        name: "documents",
        columns: &[
            ("id", Text),
            ("url", Text),
            ("outlet", Text),
            ("title", Text),
            ("declared_lang", Text),
            ("published", Text),
            ("text_bytes", Whole),
            ("story", Text),
            ("lang", Text),
            (TEXT, Text),
        ],
    },
    Table {
        name: "runs",
        columns: &[
            ("id", Text),
            ("sort", Text),
            ("current", Truth),
            ("at", Text),
            ("by", Text),
            ("program", Text),
            ("models", Text),
            ("settings", Text),
            ("documents", Whole),
            ("stories", Whole),
            ("origins", Whole),
            ("notes", Text),
            ("not_measured", Text),
        ],
    },
    Table {
        name: "stories",
        columns: &[
            ("run", Text),
            ("id", Text),
            ("label", Text),
            ("from", Text),
            ("to", Text),
            ("documents", Whole),
            ("publishers", Whole),
            ("origins", Whole),
            ("origins_at_least", Whole),
            ("origins_at_most", Whole),
        ],
    },
    Table {
        name: "story_documents",
        columns: &[
            ("run", Text),
            ("story", Text),
            ("document", Text),
            ("origin", Text),
            ("lang", Text),
            ("is_current", Truth),
        ],
    },
    Table {
        name: "agencies",
        columns: &[
            ("run", Text),
            ("story", Text),
            ("document", Text),
            ("rank", Whole),
            ("agency", Text),
            ("name", Text),
            ("confidence", Number),
        ],
    },
    Table {
        name: "origins",
        columns: &[
            ("run", Text),
            ("story", Text),
            ("id", Text),
            ("root", Text),
            ("root_is_lost", Truth),
            ("agency", Text),
            ("documents", Whole),
            ("at_most", Whole),
        ],
    },
    Table {
        name: "lost_texts",
        columns: &[("run", Text), ("story", Text), ("id", Text), ("agency", Text), ("parent", Text)],
    },
    Table {
        name: "doubts",
        columns: &[("run", Text), ("story", Text), ("one", Text), ("other", Text), ("confidence", Number)],
    },
    Table {
        name: "edges",
        columns: &[
            ("run", Text),
            ("story", Text),
            ("edge", Whole),
            ("parent", Text),
            ("parent_is_lost", Truth),
            ("child", Text),
            ("kind", Text),
            ("cut", Number),
            ("paste", Number),
            ("confidence", Number),
            ("direction_confidence", Number),
        ],
    },
    Table {
        name: "alterations",
        columns: &[("run", Text), ("story", Text), ("edge", Whole), ("rank", Whole), ("kind", Text), ("share", Number)],
    },
    Table {
        name: "evidence",
        columns: &[
            ("run", Text),
            ("story", Text),
            ("edge", Whole),
            ("rank", Whole),
            ("for_direction", Truth),
            ("kind", Text),
            ("parent_begin", Whole),
            ("parent_end", Whole),
            ("child_begin", Whole),
            ("child_end", Whole),
            ("similarity", Number),
            ("words", Text),
        ],
    },
    Table {
        name: "claims",
        columns: &[("run", Text), ("story", Text), ("id", Text), ("kind", Text), ("label", Text), ("verdict", Text)],
    },
    Table {
        name: "readings",
        columns: &[
            ("run", Text),
            ("story", Text),
            ("claim", Text),
            ("document", Text),
            ("origin", Text),
            ("begin", Whole),
            ("end", Whole),
            ("words", Text),
            ("value", Number),
            ("low", Number),
            ("high", Number),
            ("hedge", Text),
            ("unit", Text),
            ("speaker", Text),
            ("direct", Truth),
            ("attributed_to", Text),
            ("independent", Truth),
        ],
    },
    Table {
        name: "decisions",
        columns: &[
            ("id", Text),
            ("at", Text),
            ("who", Text),
            ("why", Text),
            ("ruling", Text),
            ("one", Text),
            ("other", Text),
            ("kind", Text),
            ("undone", Truth),
            ("decision", Text),
        ],
    },
    Table { name: "tokens", columns: &[("name", Text), ("scopes", Text), ("made_at", Text)] },
];

impl Store {
    /// Hands over the rows of a table, in the order of their first columns, until `f` breaks.
    ///
    /// # Errors
    /// Where the file cannot be read or is damaged.
    pub fn each_row(&self, table: &Table, mut f: impl FnMut(&[Cell]) -> ControlFlow<()>) -> Result<(), StoreError> {
        self.read(|connection| {
            let mut select = connection.prepare(&select(table))?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                if f(&self.cells(connection, table, row)?).is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    fn cells(&self, connection: &Connection, table: &Table, row: &Row<'_>) -> Result<Vec<Cell>, Fault> {
        let mut cells = Vec::with_capacity(table.columns.len());
        for (n, _) in in_view(table).iter().enumerate() {
            cells.push(match row.get_ref(n)? {
                ValueRef::Integer(n) => Cell::Whole(n),
                ValueRef::Real(n) => Cell::Number(n),
                ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
                ValueRef::Null | ValueRef::Blob(_) => Cell::Null,
            });
        }
        if cells.len() < table.columns.len() {
            let key = connection
                .prepare_cached("SELECT key FROM document WHERE id = ? AND current = 1")?
                .query_row([row.get::<_, String>(0)?], |row| row.get(0))?;
            let Document { text, .. } = self.by_key(connection, key)?;
            cells.push(Cell::Text(text));
        }
        Ok(cells)
    }
}

/// The columns that the view has itself.
fn in_view(table: &Table) -> &[(&'static str, Holds)] {
    match table.columns {
        [columns @ .., (TEXT, _)] => columns,
        columns => columns,
    }
}

fn select(table: &Table) -> String {
    let columns: Vec<String> = in_view(table).iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let order = if table.name == "documents" { " ORDER BY id" } else { "" };
    format!("SELECT {} FROM {}{order}", columns.join(", "), table.name)
}
