//! Listings: one document after the other is read, analysed and printed, batch by batch, so that an archive may be larger than memory.

use crate::args::{ListFormat, Listing};
use crate::context::Context;
use crate::out;
use rayon::prelude::*;
use serde_json::Value;
use std::io::{self, Write};
use vorlage_core::Background;
use vorlage_export::ansi;
use vorlage_export::styled::Line;
use vorlage_export::terminal::View;
use vorlage_model::{Analysis, Document};

/// Lays out documents to be read.
type Page = fn(&[(Document, Analysis)], View) -> Vec<Line>;

/// What is printed of each document.
pub struct Shown {
    /// As JSON values.
    pub values: fn(&Document, &Analysis) -> Vec<Value>,
    /// To read.
    pub page: Page,
}

/// Prints a listing; 1 if some input was skipped.
pub fn run(command: &Listing, context: &Context, shown: &Shown) -> anyhow::Result<u8> {
    let background = context.background()?;
    let output = command.io.output.as_deref();
    let (view, color) = (context.view(false), context.color(output));
    let mut skipped = Ok(false);
    out::to(output, |out| {
        let mut printer = Printer { format: command.format, shown, view, color, printed: false };
        let mut written = Ok(());
        skipped = context.read_each(&command.io.inputs, |documents| {
            written = printer.batch(&analysed(documents, &background), out);
            written.is_ok()
        });
        written.and_then(|()| printer.end(out))
    })?;
    Ok(u8::from(skipped?))
}

fn analysed(documents: Vec<Document>, background: &Background) -> Vec<(Document, Analysis)> {
    let analyse = |document: Document| {
        let analysis = vorlage_core::analyse(&document, background);
        (document, analysis)
    };
    documents.into_par_iter().map(analyse).collect()
}

struct Printer<'a> {
    format: ListFormat,
    shown: &'a Shown,
    view: View,
    color: bool,
    /// Something was printed before.
    printed: bool,
}

impl Printer<'_> {
    fn batch(&mut self, documents: &[(Document, Analysis)], out: &mut dyn Write) -> io::Result<()> {
        if documents.is_empty() {
            return Ok(());
        }
        if self.format == ListFormat::Terminal {
            if std::mem::replace(&mut self.printed, true) {
                out.write_all(b"\n")?;
            }
            return out.write_all(ansi::write(&(self.shown.page)(documents, self.view), self.color).as_bytes());
        }
        for value in documents.iter().flat_map(|(document, analysis)| (self.shown.values)(document, analysis)) {
            let first = !std::mem::replace(&mut self.printed, true);
            let before: &[u8] = match (self.format, first) {
                (ListFormat::Json, true) => b"[",
                (ListFormat::Json, false) => b",",
                _ => b"",
            };
            out.write_all(before)?;
            out::json(out, &value)?;
            if self.format == ListFormat::Jsonl {
                out.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    fn end(&self, out: &mut dyn Write) -> io::Result<()> {
        match (self.format, self.printed) {
            (ListFormat::Json, true) => out.write_all(b"]\n"),
            (ListFormat::Json, false) => out.write_all(b"[]\n"),
            _ => Ok(()),
        }
    }
}
