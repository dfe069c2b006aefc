//! `vorlage search`.

use super::{open, told};
use crate::args::{Form, Search as Command};
use crate::out;
use vorlage_export::desk;
use vorlage_export::styled::clean;
use vorlage_model::Hit;
use vorlage_store::Access;

/// Prints the documents that hold the words, the best first.
pub fn run(command: &Command) -> anyhow::Result<u8> {
    let store = open(&command.store, Access::Read)?;
    let hits = store.search(&command.words.join(" "), command.limit).map_err(told)?;
    match command.format {
        Form::Text => {
            let unindexed = store.unindexed().map_err(told)?;
            if unindexed > 0 {
                eprintln!(
                    "vorlage: {unindexed} documents are not searched; vorlage add without --no-words indexes them"
                );
            }
            out::text(None, &text(&hits))
        }
        Form::Json => out::json_lines(None, [desk::hits(&hits)]),
    }?;
    Ok(0)
}

fn text(hits: &[Hit]) -> String {
    if hits.is_empty() {
        return "No document holds these words.\n".to_owned();
    }
    let mut out = String::new();
    for hit in hits {
        let about = [hit.title.as_deref(), hit.outlet.as_deref(), hit.published.as_deref(), hit.story.as_deref()];
        let about: Vec<String> = about.into_iter().flatten().map(clean).map(|c| c.to_string()).collect();
        let snippet: String = hit.snippet.iter().map(|(words, _)| words.as_str()).collect();
        out.push_str(&format!("{}\n", clean(&hit.id)));
        for line in [about.join(" · "), clean(&snippet).to_string()].iter().filter(|line| !line.is_empty()) {
            out.push_str(&format!("    {line}\n"));
        }
    }
    out
}
