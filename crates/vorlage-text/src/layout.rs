//! How the lines of a text are laid out: does a line break end a paragraph, or was the text only wrapped at a column?
//!
//! Mail, wire feeds and old archives wrap paragraphs at 60-80 columns; web text has a paragraph a line. A wrapped line is told by the
//! greedy rule of every wrapping program, that the next line's first word would not have fitted on it, or by sentences that flow on in
//! small letters; an indented line opens a paragraph.

/// Where a line break ends a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layout {
    /// The column at which the text is wrapped; `None` where each line is a paragraph.
    pub wrap: Option<usize>,
}

/// How much of a text is looked at. Enough for about 200 wrapped lines.
const LOOK: usize = 16 * 1024;
/// Widest column that a program wraps prose at (RFC 3676 says 78; some feeds use 100).
const WIDEST: usize = 100;
/// Narrowest column that is taken for wrapping; verse and lists are narrower.
const NARROWEST: usize = 40;
/// Fewest line breaks inside paragraphs that make a pattern.
const FEWEST: usize = 3;
/// Columns that an editor of the wrapped text may have left free.
const SLACK: usize = 6;
/// Under this many breaks all must be greedy.
const FEW: usize = 6;

impl Layout {
    /// Looks at the first lines of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let lines = measured_lines(text);
        let joints: Vec<(&Line, &Line)> =
            lines.windows(2).filter(|w| w[0].columns > 0 && w[1].columns > 0).map(|w| (&w[0], &w[1])).collect();
        let widest = joints.iter().map(|(a, _)| a.columns).max().unwrap_or(0);
        if joints.len() < FEWEST || !(NARROWEST..=WIDEST).contains(&widest) {
            return Self::default();
        }
        // Paragraphs may follow each other without a blank line: of many breaks 3 in 5 must be greedy, and half in mid-sentence.
        let greedy = joints.iter().filter(|(a, b)| a.columns + 1 + b.first_word > widest).count();
        let flowing = joints.iter().filter(|(a, b)| !a.closed && b.small).count();
        let capitals = joints.iter().any(|(_, b)| b.capital);
        let open = joints.iter().filter(|(a, _)| !a.closed).count();
        let needed = if joints.len() < FEW { joints.len() } else { joints.len() * 3 / 5 };
        let wrapped = greedy >= needed && open * 2 >= joints.len() || capitals && flowing * 5 >= joints.len() * 2;
        Self { wrap: wrapped.then_some(widest) }
    }

    /// Tells whether the break between two lines is only a wrap: `line` is not blank, nor is `next`, whose first word did not fit.
    #[must_use]
    pub fn joins(self, line: &str, next: &str) -> bool {
        let Some(widest) = self.wrap else { return false };
        let indented = indent(next) >= indent(line) + 2;
        let (line, next) = (line.trim(), next.trim());
        let bullet = next.strip_prefix(['-', '*', '•', '–']).is_some_and(|rest| rest.starts_with(' '));
        let columns = columns(line);
        columns > 0
            && columns <= widest
            && !next.is_empty()
            && !bullet
            && !indented
            && (columns + 1 + first_word(next) + SLACK > widest
                || !is_closed(line) && next.starts_with(char::is_lowercase))
    }
}

/// A line as far as wrapping shows.
struct Line {
    columns: usize,
    first_word: usize,
    closed: bool,
    small: bool,
    capital: bool,
}

/// Blanks before the first word.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

fn measured_lines(text: &str) -> Vec<Line> {
    let mut end = text.len().min(LOOK);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end]
        .lines()
        .map(|line| {
            let line = line.trim();
            Line {
                columns: columns(line),
                first_word: first_word(line),
                closed: is_closed(line),
                small: line.starts_with(char::is_lowercase),
                capital: line.starts_with(char::is_uppercase),
            }
        })
        .collect()
}

/// Code points; wide letters wrap at half the count, and such text is not wrapped between words anyway.
fn columns(line: &str) -> usize {
    line.as_bytes().iter().filter(|&&b| b & 0xc0 != 0x80).count()
}

/// Code points of the first word.
fn first_word(line: &str) -> usize {
    line.split(char::is_whitespace).next().map_or(0, columns)
}

/// Ends as a sentence or heading does.
fn is_closed(line: &str) -> bool {
    line.ends_with(['.', '!', '?', '"', '”', '“', '»', ')', ':', '。', '…', '’', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> String {
        let mut out = String::new();
        let mut column = 0;
        for word in text.split(' ') {
            if column + 1 + word.len() > width {
                out.push('\n');
                column = 0;
            } else if column > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += word.len();
        }
        out
    }

    const PROSE: &str = "The council met on Monday to talk about the bridge that the flood had carried away in the night. \
        Nobody knew who would pay for a new one. The mayor said that the town had no money left for it, and that the \
        county would have to help. A second meeting was called for Thursday.";

    #[test]
    fn wrapped_prose_is_told_by_its_greedy_breaks() {
        let text = wrapped(PROSE, 72);
        let layout = Layout::of(&text);
        assert!(layout.wrap.is_some_and(|w| (60..=72).contains(&w)));
        let lines: Vec<&str> = text.lines().collect();
        assert!(layout.joins(lines[0], lines[1]));
    }

    #[test]
    fn a_paragraph_a_line_is_not_wrapped() {
        let text = PROSE.replace(". ", ".\n");
        assert_eq!(Layout::of(&text).wrap, None);
        assert_eq!(Layout::of("").wrap, None);
        assert_eq!(Layout::of("a\nb\nc\nd\ne\nf\n").wrap, None);
    }
}
