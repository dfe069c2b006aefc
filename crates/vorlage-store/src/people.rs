//! What people have decided, and who may write.

use crate::error::Fault;
use crate::{Store, StoreError};
use rusqlite::Connection;
use vorlage_model::{Decision, EdgeKind, Ruling};

/// A token as it is kept: its hash, never itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    /// What its owner calls it.
    pub name: String,
    /// A hash of the token.
    pub hash: [u8; 32],
    /// What it allows, in words of the server.
    pub scopes: String,
    /// When it was made, RFC 3339.
    pub made_at: String,
}

impl Store {
    /// Keeps a decision; one of the same id takes the place of the one before.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn decide(&self, decision: &Decision) -> Result<(), StoreError> {
        self.write(|step| put_decision(step, decision))
    }

    /// Takes a decision back; whether there was one. It stays in the table, marked as undone.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn undo(&self, id: &str) -> Result<bool, StoreError> {
        let sql = "UPDATE decision SET undone = 1 WHERE id = ? AND undone = 0";
        self.write(|step| Ok(step.execute(sql, [id])? > 0))
    }

    /// The decisions that stand, the oldest first, then by id.
    ///
    /// # Errors
    /// Where the file cannot be read or is damaged there.
    pub fn decisions(&self) -> Result<Vec<Decision>, StoreError> {
        self.read(|connection| {
            let mut all = connection.prepare("SELECT decision FROM decision WHERE undone = 0 ORDER BY at, id")?;
            let texts = all.query_map([], |row| row.get::<_, String>(0))?;
            texts.map(|text| Ok(serde_json::from_str(&text?)?)).collect()
        })
    }

    /// Keeps a token; one of the same name is replaced.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn add_token(&self, token: &TokenRow) -> Result<(), StoreError> {
        self.write(|step| put_token(step, token))
    }

    /// Removes a token by its name; whether there was one.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn remove_token(&self, name: &str) -> Result<bool, StoreError> {
        self.write(|step| Ok(step.execute("DELETE FROM token WHERE name = ?", [name])? > 0))
    }

    /// All tokens by name.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn tokens(&self) -> Result<Vec<TokenRow>, StoreError> {
        self.read(all_tokens)
    }
}

/// Reads the tokens.
pub fn all_tokens(connection: &Connection) -> Result<Vec<TokenRow>, Fault> {
    let mut all = connection.prepare("SELECT name, hash, scopes, made_at FROM token ORDER BY name")?;
    let rows = all.query_map([], |row| {
        Ok(TokenRow { name: row.get(0)?, hash: row.get(1)?, scopes: row.get(2)?, made_at: row.get(3)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Writes a token.
pub fn put_token(step: &Connection, token: &TokenRow) -> Result<(), Fault> {
    let TokenRow { name, hash, scopes, made_at } = token;
    step.execute("INSERT OR REPLACE INTO token VALUES(?, ?, ?, ?)", (name, hash, scopes, made_at))?;
    Ok(())
}

/// Writes a decision.
pub fn put_decision(step: &Connection, decision: &Decision) -> Result<(), Fault> {
    let (one, other, kind) = parties(&decision.ruling);
    let Decision { id, at, who, why, ruling } = decision;
    let text = serde_json::to_string(decision)?;
    step.execute("DELETE FROM decision WHERE id = ?", [id])?;
    step.execute(
        "INSERT INTO decision(id, at, who, why, ruling, one, other, kind, undone, decision) VALUES(?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
        (id, at, who, why, ruling.as_str(), one, other, kind.map(EdgeKind::as_str), text),
    )?;
    Ok(())
}

/// The two documents that a ruling is about (a parent first), and the kind it names.
fn parties(ruling: &Ruling) -> (Option<&String>, Option<&String>, Option<EdgeKind>) {
    match ruling {
        Ruling::Confirm { parent, child } | Ruling::Reject { parent, child } => (Some(parent), Some(child), None),
        Ruling::Parent { child, parent } => (parent.as_ref(), Some(child), None),
        Ruling::Kind { parent, child, kind } => (Some(parent), Some(child), Some(*kind)),
        Ruling::SameClaim { one, other } => (Some(&one.document), Some(&other.document), None),
        Ruling::DifferentStories { one, other } => (Some(one), Some(other), None),
    }
}
