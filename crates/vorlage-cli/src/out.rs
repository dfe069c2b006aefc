//! Where answers go: standard output or a file. A reader that closes the pipe early ends the work quietly.

use anyhow::Context;
use serde::Serialize;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::Path;

/// Lets `write` write an answer.
pub fn to(output: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> anyhow::Result<()> {
    let Some(path) = output else {
        let mut out = BufWriter::new(std::io::stdout().lock());
        return quiet(write(&mut out).and_then(|()| out.flush())).context("cannot write to standard output");
    };
    let file = std::fs::File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    let mut out = BufWriter::new(file);
    write(&mut out).and_then(|()| out.flush()).with_context(|| format!("cannot write {}", path.display()))
}

/// Writes a text.
pub fn text(output: Option<&Path>, text: &str) -> anyhow::Result<()> {
    to(output, |out| out.write_all(text.as_bytes()))
}

/// Writes JSON values, one a line.
pub fn json_lines<T: Serialize>(output: Option<&Path>, lines: impl IntoIterator<Item = T>) -> anyhow::Result<()> {
    to(output, |out| {
        for line in lines {
            json(out, &line)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    })
}

/// Writes a JSON value without a line break.
pub fn json(out: &mut dyn Write, value: &impl Serialize) -> std::io::Result<()> {
    Ok(value.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, OneLine))?)
}

/// JSON in one line for every reader: characters that some take for line ends are written as escapes.
struct OneLine;

impl serde_json::ser::Formatter for OneLine {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, out: &mut W, fragment: &str) -> std::io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(['\u{85}', '\u{2028}', '\u{2029}']) {
            let (before, after) = rest.split_at(at);
            let end = after.chars().next().unwrap_or_default();
            write!(out, "{before}\\u{:04x}", u32::from(end))?;
            rest = &after[end.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }
}

/// A closed pipe is no error: whoever reads has enough.
fn quiet(done: std::io::Result<()>) -> std::io::Result<()> {
    match done {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_lines_inside_texts_are_escaped() {
        let mut out = Vec::new();
        let value = serde_json::json!({"text": "one\u{2028}two\u{85}\"three\"\u{2029}"});
        value.serialize(&mut serde_json::Serializer::with_formatter(&mut out, OneLine)).expect("memory takes writes");
        let written = String::from_utf8(out).expect("JSON is text");
        assert_eq!(written, r#"{"text":"one\u2028two\u0085\"three\"\u2029"}"#);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&written).expect("it is JSON"), value);
    }
}
