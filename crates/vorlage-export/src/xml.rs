//! Texts of users inside XML that programs read, so that every character comes back.

/// Makes a text fit for XML 1.0, in elements and in quoted attributes.
///
/// Markup becomes entities, line ends and tabs become references that no reader normalises, the rest is [`visible`].
#[must_use]
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push_str(&format!("&#{};", u32::from(c))),
            _ => out.push(c),
        }
    }
    out
}

/// Writes what cannot be seen so that it can, and can be turned back.
///
/// Controls other than line ends and tabs, NUL among them, what XML 1.0 forbids and what turns the direction of writing become `\u` and
/// four hexadecimal digits, and so does a backslash before a `u`: whoever turns each of these back has the text as it was, and two ids
/// stay two.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let hidden = match c {
            '\t' | '\n' | '\r' => false,
            '\\' => rest.peek() == Some(&'u'),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => true,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
            _ => false,
        };
        if hidden { out.push_str(&format!("\\u{:04x}", u32::from(c))) } else { out.push(c) }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_can_be_told_apart_and_turned_back() {
        assert_eq!(text("a\0b"), "a\\u0000b");
        assert_eq!(text("a\\u0000b"), "a\\u005cu0000b");
        assert_eq!(text("C:\\news"), "C:\\news");
        assert_eq!(text("<a href='x'>&\n"), "&lt;a href=&#39;x&#39;&gt;&amp;&#10;");
    }
}
