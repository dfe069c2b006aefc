//! Where answers go: standard output or a file. A reader that closes the pipe early ends the work quietly.

use anyhow::Context;
use std::borrow::Cow;
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
pub fn json_lines(output: Option<&Path>, lines: impl IntoIterator<Item = serde_json::Value>) -> anyhow::Result<()> {
    to(output, |out| {
        for line in lines {
            out.write_all(one_line(&line.to_string()).as_bytes())?;
            out.write_all(b"\n")?;
        }
        Ok(())
    })
}

/// JSON in one line for every reader: characters that some take for line ends are written as escapes; they stand in strings alone.
fn one_line(json: &str) -> Cow<'_, str> {
    if !json.contains(['\u{85}', '\u{2028}', '\u{2029}']) {
        return Cow::Borrowed(json);
    }
    Cow::Owned(json.replace('\u{85}', "\\u0085").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"))
}

/// A closed pipe is no error: whoever reads has enough.
fn quiet(done: std::io::Result<()>) -> std::io::Result<()> {
    match done {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
