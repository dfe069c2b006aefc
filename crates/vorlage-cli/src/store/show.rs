//! `vorlage show`.

use super::{open, told};
use crate::args::{Form, Show as Command};
use crate::context::Context;
use crate::hint::hinted;
use crate::out;
use serde_json::{Value, json};
use vorlage_export::{ansi, contract, terminal};
use vorlage_store::Access;

/// Prints a document as it was read, or a story as it was traced last.
pub fn run(command: &Command, context: &Context) -> anyhow::Result<u8> {
    let store = open(&command.store, Access::Read)?;
    let lines = if let Some(trace) = store.story(&command.id).map_err(told)? {
        if command.format == Form::Json {
            return json(&contract::trace(&trace, false, &Value::Null, &json!({})));
        }
        terminal::trace(&trace, context.view(false))
    } else if let Some(document) = store.document(&command.id).map_err(told)? {
        let analysis = vorlage_core::analyse(&document, &context.background()?);
        if command.format == Form::Json {
            return json(&contract::read_line(&document, &analysis));
        }
        terminal::read(&[(document, analysis)], context.view(false))
    } else {
        let hint = "vorlage search finds ids by words; a story has one after vorlage trace STORE";
        return Err(hinted(format!("{}: holds no {}", command.store.display(), command.id), hint));
    };
    out::text(None, &ansi::write(&lines, context.color(None)))?;
    Ok(0)
}

fn json(value: &impl serde::Serialize) -> anyhow::Result<u8> {
    out::json_lines(None, [value])?;
    Ok(0)
}
