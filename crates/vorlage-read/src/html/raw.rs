//! Scripts and styles: text that the parser of HTML takes as it is, up to the tag that closes it.

use html5ever::tendril::StrTendril;
use memchr::{memchr, memchr_iter, memchr2, memmem};

/// One past the next tag of a page that may open a script or style.
pub(super) fn opened(page: &str) -> Option<usize> {
    let bytes = page.as_bytes();
    let begin =
        memchr_iter(b'<', bytes).find(|at| opens(&bytes[at + 1..], "script") || opens(&bytes[at + 1..], "style"))?;
    Some(begin + memchr(b'>', &bytes[begin..])? + 1)
}

/// Bytes that a script or style holds, by what follows its tag; `None` where that cannot be told without reading it.
pub(super) fn held(rest: &str, name: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let length = memmem::find_iter(bytes, b"</").find(|at| closes(&bytes[at + 2..], name))?;
    (name != "script" || !nests(&bytes[..length])).then_some(length)
}

/// What the parser makes of the text.
pub(super) fn text(held: StrTendril) -> StrTendril {
    if memchr2(b'\r', b'\0', held.as_bytes()).is_none() {
        return held;
    }
    held.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}").into()
}

fn opens(rest: &[u8], name: &str) -> bool {
    rest.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
}

fn closes(rest: &[u8], name: &str) -> bool {
    opens(rest, name) && matches!(rest.get(name.len()), Some(b'\t' | b'\n' | b'\r' | b'\x0c' | b' ' | b'/' | b'>'))
}

/// A script within a comment within a script: the first tag that closes one does not close the outer one.
fn nests(script: &[u8]) -> bool {
    let comment = memmem::find(script, b"<!--");
    comment.is_some_and(|from| memchr_iter(b'<', &script[from..]).any(|at| opens(&script[from + at + 1..], "script")))
}

#[cfg(test)]
mod tests {
    use super::super::tree::{NodeData, Tree};

    /// The texts of scripts and styles; the tree is that which html5ever builds alone.
    fn check(page: &str, expected: &[&str]) {
        let tree = Tree::page(page);
        let held = tree.numbered(tree.root()).filter_map(|(id, data)| match data {
            NodeData::Element(e) if matches!(&*e.name.local, "script" | "style") => tree.node(id).first(),
            _ => None,
        });
        let texts: Vec<String> = held.map(|id| tree.shape(id)).collect();
        assert_eq!(texts, expected.iter().map(|t| format!("'{t}'")).collect::<Vec<_>>(), "{page}");
        assert_eq!(tree.shape(tree.root()), Tree::letter_by_letter(page).shape(tree.root()), "{page}");
    }

    #[test]
    fn scripts_and_styles_are_held_whole() {
        check("<script>a < b</script><p>c<STYLE type=x>d</Style >e", &["a < b", "d"]);
        check("<script></script>a<style></style>", &[]);
        check("<script>a\r\nb\rc\0</script>", &["a\nb\nc\u{fffd}"]);
        check("<script>a</scripts></script >", &["a</scripts>"]);
        check("<script>a", &["a"]);
    }

    #[test]
    fn a_script_in_a_comment_in_a_script_ends_where_browsers_end_it() {
        check("<script><!-- a --></script>b", &["<!-- a -->"]);
        check("<script><!-- <script>a</script>b --></script>c", &["<!-- <script>a</script>b -->"]);
        check("<script>'<script>a'</script>b", &["'<script>a'"]);
    }

    #[test]
    fn what_only_looks_like_a_script_is_none() {
        check("<!-- <script>a</script> --><textarea><script>b</script></textarea><title><style>c</style></title>", &[]);
        check("<p title='<script>'>a</p><p title=\"a > <style>\">b", &[]);
        check("<script title='a>b'>'<script>c'</script>d", &["'<script>c'"]);
        check("<svg><script>a</script><style>b</style></svg>", &["a", "b"]);
        check("<template><script>a</script></template><select><script>b</script></select>", &["b"]);
    }
}
