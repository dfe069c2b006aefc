//! The words of a page: its text operators followed with the pen, which says where a line ends and where a blank stands.
//!
//! `lopdf` parses and decodes; its own extraction knows no pen, so that words of neighbouring lines run together.

use super::MAX_STREAM;
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};
use std::collections::BTreeMap;

/// A gap of this share of the font's size is a blank: blanks are a fourth of it or more, kerning is less than a tenth.
const BLANK: f64 = 0.18;

/// A step down of this share of the font's size begins a line.
const LINE: f64 = 0.4;

/// A step down of this many sizes begins a paragraph.
const PARAGRAPH: f64 = 1.75;

/// Width of a glyph, in thousandths of the font's size, where the font says none.
const DEFAULT_WIDTH: f64 = 500.0;

/// The text of a page, line by line; a paragraph is set off by an empty line.
pub(super) fn text(file: &Document, page: ObjectId) -> lopdf::Result<String> {
    let known = |(name, font)| Some((name, Font::new(file, font)?));
    let fonts: BTreeMap<Vec<u8>, Font<'_>> = file.get_page_fonts(page)?.into_iter().filter_map(known).collect();
    let content = Content::decode(&file.get_page_content_with_limit(page, MAX_STREAM)?)?;
    let mut pen = Pen::default();
    for operation in &content.operations {
        pen.follow(&operation.operator, &operation.operands, &fonts);
    }
    Ok(pen.out)
}

/// How a font's codes become letters and how wide they are.
struct Font<'a> {
    encoding: Encoding<'a>,
    /// Bytes of a code.
    code: usize,
    widths: BTreeMap<u32, f64>,
    default: f64,
}

impl<'a> Font<'a> {
    fn new(file: &'a Document, font: &'a Dictionary) -> Option<Self> {
        let encoding = font.get_font_encoding_with_limit(file, MAX_STREAM).ok()?;
        let get = |of: &'a Dictionary, key: &[u8]| file.dereference(of.get(key).ok()?).ok().map(|(_, object)| object);
        let composite = get(font, b"DescendantFonts").and_then(|list| list.as_array().ok()?.first());
        let Some(descendant) = composite.and_then(|d| file.dereference(d).ok()?.1.as_dict().ok()) else {
            let first =
                get(font, b"FirstChar").and_then(|o| o.as_i64().ok()).and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
            let list = get(font, b"Widths").and_then(|o| o.as_array().ok());
            let widths =
                list.into_iter().flatten().zip(first..).filter_map(|(o, code)| Some((code, number(o)?))).collect();
            return Some(Self { encoding, code: 1, widths, default: DEFAULT_WIDTH });
        };
        let widths = get(descendant, b"W").and_then(|o| o.as_array().ok()).map(|w| composite_widths(file, w));
        let default = get(descendant, b"DW").and_then(number).unwrap_or(1000.0);
        Some(Self { encoding, code: 2, widths: widths.unwrap_or_default(), default })
    }

    /// The width of a string in sizes of the font.
    fn width(&self, bytes: &[u8]) -> f64 {
        let code = |bytes: &[u8]| bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
        bytes.chunks(self.code).map(|c| self.widths.get(&code(c)).unwrap_or(&self.default) / 1000.0).sum()
    }
}

/// Codes that a range of widths may span.
const MAX_RANGE: u32 = 1 << 16;

/// `first [w w w]` or `first last w`, one after the other.
fn composite_widths(file: &Document, list: &[Object]) -> BTreeMap<u32, f64> {
    let mut widths = BTreeMap::new();
    let code = |object: Option<&Object>| object.and_then(|o| o.as_i64().ok()).and_then(|n| u32::try_from(n).ok());
    let mut at = 0;
    while let Some(first) = code(list.get(at)) {
        let next = list.get(at + 1).and_then(|o| file.dereference(o).ok()).map(|(_, o)| o);
        if let Some(each) = next.and_then(|o| o.as_array().ok()) {
            widths.extend((first..).zip(each).filter_map(|(code, o)| Some((code, number(o)?))));
            at += 2;
        } else {
            let (Some(last), Some(width)) = (code(next), list.get(at + 2).and_then(number)) else { break };
            widths.extend((first..=last.min(first.saturating_add(MAX_RANGE))).map(|code| (code, width)));
            at += 3;
        }
    }
    widths
}

fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from).or_else(|| object.as_i64().ok().map(|n| n as f64))
}

/// Where the next letter goes, and where the last one ended.
struct Pen<'a> {
    out: String,
    font: Option<&'a Font<'a>>,
    size: f64,
    leading: f64,
    /// Scale of the text matrix.
    scale: f64,
    /// The beginning of the line.
    line: (f64, f64),
    at: (f64, f64),
    /// The end of the last string, and the size it was set in.
    last: Option<(f64, f64, f64)>,
}

impl Default for Pen<'_> {
    fn default() -> Self {
        Self {
            out: String::new(),
            font: None,
            size: 12.0,
            leading: 0.0,
            scale: 1.0,
            line: (0.0, 0.0),
            at: (0.0, 0.0),
            last: None,
        }
    }
}

impl<'a> Pen<'a> {
    fn follow(&mut self, operator: &str, operands: &[Object], fonts: &'a BTreeMap<Vec<u8>, Font<'a>>) {
        let n = |at: usize| operands.get(at).and_then(number).unwrap_or(0.0);
        match operator {
            "BT" => self.set(1.0, 0.0, 0.0),
            "Tf" => {
                self.font = operands.first().and_then(|o| o.as_name().ok()).and_then(|name| fonts.get(name));
                self.size = n(1).abs();
            }
            "TL" => self.leading = n(0),
            "Td" => self.step(n(0), n(1)),
            "TD" => {
                self.leading = -n(1);
                self.step(n(0), n(1));
            }
            "T*" => self.step(0.0, -self.leading),
            "Tm" => self.set(n(0).hypot(n(1)), n(4), n(5)),
            "Tj" => self.show(operands.first()),
            "'" => {
                self.step(0.0, -self.leading);
                self.show(operands.first());
            }
            "\"" => {
                self.step(0.0, -self.leading);
                self.show(operands.get(2));
            }
            "TJ" => {
                for part in operands.first().and_then(|o| o.as_array().ok()).into_iter().flatten() {
                    match number(part) {
                        Some(back) => self.at.0 -= back / 1000.0 * self.size * self.scale,
                        None => self.show(Some(part)),
                    }
                }
            }
            _ => {}
        }
    }

    fn set(&mut self, scale: f64, x: f64, y: f64) {
        self.scale = if scale > 0.0 { scale } else { 1.0 };
        self.line = (x, y);
        self.at = self.line;
    }

    fn step(&mut self, x: f64, y: f64) {
        self.line = (self.line.0 + x * self.scale, self.line.1 + y * self.scale);
        self.at = self.line;
    }

    fn show(&mut self, string: Option<&Object>) {
        let (Some(font), Some(Object::String(bytes, _))) = (self.font, string) else { return };
        let Ok(letters) = Document::decode_text(&font.encoding, bytes) else { return };
        let size = (self.size * self.scale).max(1.0);
        self.part(size, letters.starts_with(char::is_whitespace));
        self.out.push_str(&letters);
        self.at.0 += font.width(bytes) * size;
        self.last = Some((self.at.0, self.at.1, size));
    }

    /// Writes what stands between the last string and the next one.
    fn part(&mut self, size: f64, blank: bool) {
        let Some((x, y, last_size)) = self.last else { return };
        let (right, down) = (self.at.0 - x, (y - self.at.1).abs());
        let size = size.max(last_size);
        if down > size * PARAGRAPH {
            self.out.push_str("\n\n");
        } else if down > size * LINE {
            self.out.push('\n');
        } else if right > size * BLANK && !blank && !self.out.ends_with(char::is_whitespace) {
            self.out.push(' ');
        }
    }
}
