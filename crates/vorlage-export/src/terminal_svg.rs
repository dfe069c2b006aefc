//! A terminal view as a picture: styled lines as an SVG of monospaced text, for pages that show what the program prints.
//!
//! `docs/terminal.svg` is what `vorlage trace ferry-fire --width 96 --format terminal-svg` gives in `examples/stories`.

use crate::html::escape;
use crate::styled::{Ink, Line};
use unicode_width::UnicodeWidthStr;

/// Width of a column in the picture's units.
const COLUMN: f64 = 8.4;
/// Height of a row.
const ROW: f64 = 19.0;
/// Room around the text.
const MARGIN: f64 = 18.0;
/// Height of the bar at the top, which holds the command.
const BAR: f64 = 34.0;

/// Draws lines as a window whose bar shows `command`.
#[must_use]
pub fn draw(lines: &[Line], command: &str) -> String {
    let columns = lines.iter().map(Line::width).max().unwrap_or(0).max(command.len() + 12);
    let width = columns as f64 * COLUMN + 2.0 * MARGIN;
    let height = lines.len() as f64 * ROW + 2.0 * MARGIN + BAR;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height:.1}\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\" aria-label=\"{}\">\n\
         <style>{STYLE}</style>\n<rect class=\"w\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"9\"/>\n",
        escape(command),
    );
    for (n, name) in ["r", "y", "g"].iter().enumerate() {
        out.push_str(&format!("<circle class=\"{name}\" cx=\"{}\" cy=\"17\" r=\"5.5\"/>", 20 + n * 18));
    }
    out.push_str(&format!(
        "<text class=\"f\" x=\"{:.1}\" y=\"22\">$ {}</text>\n",
        20.0 + 3.0 * 18.0 + 6.0,
        escape(command)
    ));
    for (n, line) in lines.iter().enumerate() {
        let y = BAR + MARGIN + (n as f64 + 0.7) * ROW;
        row(line, y, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

/// One row: each piece at its own column, stretched to it, so that the columns stand whatever font is there.
fn row(line: &Line, y: f64, out: &mut String) {
    let mut column = 0;
    for piece in &line.pieces {
        let wide = piece.text.width();
        if !piece.text.trim().is_empty() {
            let x = MARGIN + column as f64 * COLUMN;
            let long = wide as f64 * COLUMN;
            let class = class(piece.ink);
            let text = escape(&piece.text);
            out.push_str(&format!(
                "<text{class} x=\"{x:.1}\" y=\"{y:.1}\" textLength=\"{long:.1}\" xml:space=\"preserve\">{text}</text>"
            ));
        }
        column += wide;
    }
    out.push('\n');
}

fn class(ink: Ink) -> &'static str {
    match ink {
        Ink::Plain => "",
        Ink::Strong => " class=\"s\"",
        Ink::Faint => " class=\"f\"",
        Ink::Kept => " class=\"k\"",
        Ink::Reworded => " class=\"rw\"",
        Ink::Translated => " class=\"tr\"",
        Ink::Good => " class=\"g\"",
        Ink::Warn => " class=\"y\"",
        Ink::Bad | Ink::Cut => " class=\"r\"",
        Ink::Added => " class=\"g\"",
        Ink::Replaced => " class=\"y\"",
    }
}

/// Colours on a dark ground, each with a contrast of 4.5 or more to it.
const STYLE: &str = "text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#d7dce2;white-space:pre}\
.w{fill:#14181d}.s{fill:#fff;font-weight:700}.f{fill:#8b96a3}.k{fill:#74b3f7}.rw{fill:#e39af0}.tr{fill:#59cfc8}.g{fill:#7ccf7c}.y{fill:#e8b74a}.r{fill:#ff7b72}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_escaped_and_keeps_columns() {
        let svg = draw(&[Line::of(Ink::Plain, "ab").with(Ink::Strong, "<&>")], "vorlage trace a<b");
        assert!(svg.contains("x=\"34.8\"") && svg.contains("&lt;&amp;&gt;") && svg.contains("a&lt;b"), "{svg}");
    }
}
