//! `vorlage rm`, `vorlage backup` and `vorlage check`.

use super::{open, told};
use crate::args::{Backup, Check, Remove};
use crate::out;
use std::path::Path;
use vorlage_export::styled::clean;
use vorlage_store::{Access, Report, Store};

/// Removes documents; 1 if some of the ids are none.
pub fn remove(command: &Remove) -> anyhow::Result<u8> {
    let store = open(&command.store, Access::Write)?;
    let ids: Vec<&str> = command.ids.iter().map(String::as_str).collect();
    let mut missing = false;
    for id in &ids {
        if store.document(id).map_err(told)?.is_none() {
            eprintln!("vorlage: {}: is not in the store", clean(id));
            missing = true;
        }
    }
    let removed = store.remove(&ids).map_err(told)?;
    out::text(None, &format!("{removed} removed\n"))?;
    Ok(u8::from(missing))
}

/// Copies a store.
pub fn backup(command: &Backup) -> anyhow::Result<u8> {
    open(&command.store, Access::Read)?.backup(&command.to).map_err(told)?;
    Ok(0)
}

/// Says whether a store is whole, and saves what can be saved; 1 if it is not whole.
pub fn check(command: &Check) -> anyhow::Result<u8> {
    let report = match &command.repair {
        Some(to) => Store::repair(&command.store, to),
        None => Store::open(&command.store, Access::Read).and_then(|store| store.check()),
    };
    let report = report.map_err(told)?;
    out::text(None, &words(&report, command.repair.as_deref()))?;
    Ok(u8::from(!report.problems.is_empty()))
}

fn words(report: &Report, saved: Option<&Path>) -> String {
    let mut out = String::new();
    for problem in &report.problems {
        out.push_str(&format!("{}: {}\n", clean(&problem.place), clean(&problem.words)));
    }
    let Report { documents, stories, decisions, .. } = report;
    match saved {
        Some(to) => out.push_str(&format!("saved in {}: {documents} documents, {decisions} decisions\n", to.display())),
        None => out.push_str(&format!("read whole: {documents} documents, {stories} stories, {decisions} decisions\n")),
    }
    out
}
