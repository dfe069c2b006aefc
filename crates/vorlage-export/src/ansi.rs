//! Styled lines as text for a terminal: with escape codes, or bare.

use crate::styled::{Ink, Line};

/// Writes lines, each with its line break; `color` adds escape codes.
#[must_use]
pub fn write(lines: &[Line], color: bool) -> String {
    let mut out = String::new();
    for line in lines {
        let mut row = String::new();
        for piece in &line.pieces {
            match code(piece.ink).filter(|_| color) {
                Some(code) => row.push_str(&format!("\u{1b}[{code}m{}\u{1b}[0m", piece.text)),
                None => row.push_str(&piece.text),
            }
        }
        out.push_str(row.trim_end_matches(' '));
        out.push('\n');
    }
    out
}

/// The parameters of the escape code of a look; the sixteen colours that every terminal theme sets.
fn code(ink: Ink) -> Option<&'static str> {
    match ink {
        Ink::Plain => None,
        Ink::Strong => Some("1"),
        Ink::Faint => Some("2"),
        Ink::Kept => Some("34"),
        Ink::Reworded => Some("35"),
        Ink::Translated => Some("36"),
        Ink::Good => Some("32"),
        Ink::Warn => Some("33"),
        Ink::Bad => Some("1;31"),
        Ink::Cut => Some("9;31"),
        Ink::Added => Some("4;32"),
        Ink::Replaced => Some("4;33"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_lines_hold_no_escape_codes() {
        let lines = [Line::of(Ink::Strong, "a").with(Ink::Bad, "b\u{1b}[2J"), Line::new()];
        assert_eq!(write(&lines, false), "ab␛[2J\n\n");
        assert_eq!(write(&lines, true), "\u{1b}[1ma\u{1b}[0m\u{1b}[1;31mb␛[2J\u{1b}[0m\n\n");
    }
}
