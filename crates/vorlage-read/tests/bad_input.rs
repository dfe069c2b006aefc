//! Bad input: nothing panics, nothing stops a batch, and what is left out is named with its place.

#![expect(clippy::unwrap_used, reason = "the helpers of tests stand outside of tests here")]

#[path = "common/pack.rs"]
mod pack;

use pack::gzip;
use std::fs;
use std::io::Write;
use std::path::Path;
use tempfile::TempDir;
use vorlage_read::{Batch, Options, read};

/// A folder of test files.
struct Folder(TempDir);

impl Folder {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        files.iter().for_each(|(name, bytes)| folder.write(name, bytes));
        folder
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn read_with(&self, inputs: &[&str], options: &Options) -> Batch {
        let inputs: Vec<String> = inputs.iter().map(|i| self.path().join(i).display().to_string()).collect();
        read(&inputs, options)
    }

    fn read(&self, inputs: &[&str]) -> Batch {
        self.read_with(inputs, &Options::default())
    }

    /// Notes as `place: text`, without the folder, so that they can be compared.
    fn notes(&self, batch: &Batch) -> Vec<String> {
        let prefix = format!("{}/", self.path().display());
        batch.notes.iter().map(|n| format!("{}: {}", n.place, n.text).replace(&prefix, "")).collect()
    }
}

fn document_notes(batch: &Batch) -> Vec<&str> {
    batch.documents.iter().flat_map(|d| &d.notes).map(|n| n.text.as_str()).collect()
}

fn texts(batch: &Batch) -> Vec<&str> {
    batch.documents.iter().map(|d| d.text.as_str()).collect()
}

/// One file, which is skipped with this note, beside another one, which is read.
fn check_skipped(name: &str, bytes: &[u8], note: &str) {
    let folder = Folder::new(&[(name, bytes), ("other.txt", b"Another document.")]);
    let batch = folder.read(&[name, "other.txt"]);
    assert_eq!(texts(&batch), ["Another document."]);
    assert!(batch.skipped);
    assert_eq!(folder.notes(&batch), [note]);
}

/// One file, which is one document with these notes.
fn check_read(name: &str, bytes: &[u8], text: &str, noted: &[&str]) {
    let folder = Folder::new(&[(name, bytes)]);
    let batch = folder.read(&[name]);
    assert_eq!(texts(&batch), [text]);
    assert_eq!(document_notes(&batch), noted);
    assert!(!batch.skipped && batch.notes.is_empty(), "{:?}", batch.notes);
}

fn scattered(n: u32) -> u32 {
    n.wrapping_mul(2_654_435_761)
}

#[test]
fn an_empty_file_is_skipped() {
    check_skipped("a.txt", b"", "a.txt: is empty");
    check_skipped("a.txt", b" \n\t\r\n", "a.txt: is empty");
    check_skipped("a.jsonl.gz", &gzip(b""), "a.jsonl.gz: is empty");
    check_skipped("a.csv", b"id,text\n", "a.csv: is empty");
}

#[test]
fn a_binary_file_is_skipped_and_named() {
    check_skipped("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.txt: is a PNG picture, not text");
    let noise: Vec<u8> = (0..9000).map(|n| (scattered(n) >> 11) as u8).collect();
    check_skipped("a", &noise, "a: is binary data, not text");
}

#[test]
fn a_document_of_one_word_is_kept() {
    check_read("a.txt", b"Peace", "Peace", &[]);
}

#[test]
fn line_ends_and_blanks_stay_and_a_byte_order_mark_goes() {
    check_read("a.txt", b"\xef\xbb\xbf One.\r\n\r\n Two. \n", " One.\r\n\r\n Two. \n", &[]);
}

#[test]
fn broken_utf8_is_replaced_and_placed() {
    let bytes = b"Stra\xc3\x9fe, Gr\xc3\xbc\xc3\x9fe \xe2\x82 und \xc3\x9cbel";
    let note = "1 broken utf-8 sequence(s) replaced by U+FFFD, the first at byte 17";
    check_read("a.txt", bytes, "Straße, Grüße \u{fffd} und Übel", &[note]);
}

#[test]
fn utf16_is_read_with_and_without_a_mark() {
    let text = "Der Minister trat am Montag zurück.\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    check_read("a.txt", &[b"\xff\xfe".as_slice(), &little].concat(), text, &[]);
    check_read("a.txt", &big, text, &["read as utf-16be (no byte order mark)"]);
}

#[test]
fn records_in_utf16_and_windows_1251_are_read() {
    let text = "Министр заявил в понедельник, что уходит в отставку.";
    let line = format!("{{\"id\": \"a\", \"text\": \"{text}\"}}\n");
    let utf16: Vec<u8> = format!("\u{feff}{line}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (cyrillic, _, _) = encoding_rs::WINDOWS_1251.encode(&line);
    let folder = Folder::new(&[("a.jsonl", &utf16), ("b.jsonl", &cyrillic)]);
    assert_eq!(texts(&folder.read(&["a.jsonl"])), [text]);
    let batch = folder.read(&["b.jsonl"]);
    assert_eq!(texts(&batch), [text]);
    assert_eq!(folder.notes(&batch), ["b.jsonl: read as windows-1251 (not declared)"]);
}

#[test]
fn a_page_in_a_declared_charset_is_read() {
    let text = "Министр заявил в понедельник, что уходит.";
    let page = format!("<html><head><meta charset=\"windows-1251\"></head><body><p>{text}</p></body></html>");
    check_read("a.html", &encoding_rs::WINDOWS_1251.encode(&page).0, text, &[]);
}

#[test]
fn nul_bytes_and_mojibake_are_told_and_stay() {
    check_read("a.txt", b"One\0 two.", "One\0 two.", &["holds 1 NUL character(s)"]);
    let note = "looks like utf-8 read as windows-1252 in 2 place(s), the first at byte 1: Ã¼ for ü";
    check_read("a.txt", "FÃ¼r MÃ¼ller".as_bytes(), "FÃ¼r MÃ¼ller", &[note]);
}

#[test]
fn a_bad_line_is_named_and_the_others_are_read() {
    let lines = b"{\"text\": \"one\"}\n{\"text\": \n\n{\"title\": \"x\"}\n[1]\n{\"text\": 5}\n{\"text\": \"\"}\n{\"id\": 9, \"text\": \"two\"}";
    let folder = Folder::new(&[("a.jsonl", lines)]);
    let batch = folder.read(&["a.jsonl"]);
    assert_eq!(texts(&batch), ["one", "two"]);
    assert!(batch.documents[0].id.ends_with("a.jsonl#1"));
    assert_eq!(batch.documents[1].id, "9");
    assert!(batch.skipped);
    let notes = folder.notes(&batch);
    assert!(notes[0].starts_with("a.jsonl#2: is no JSON: EOF while parsing"), "{}", notes[0]);
    let others = [
        "a.jsonl#4: has neither text nor html (it has title)",
        "a.jsonl#5: is an array, not a JSON object",
        "a.jsonl#6: field text is a number, not a string",
        "a.jsonl#7: is empty",
    ];
    assert_eq!(notes[1..], others);
}

#[test]
fn lone_surrogates_and_deep_nesting_are_survived() {
    let deep = format!("{{\"text\": \"two\", \"x\": {}{}}}\n", "[".repeat(100_000), "]".repeat(100_000));
    let lines = format!("{{\"text\": \"one \\ud800\"}}\n{deep}{{\"x\": {}", "{\"a\":".repeat(100_000));
    let folder = Folder::new(&[("a.jsonl", lines.as_bytes())]);
    let batch = folder.read(&["a.jsonl"]);
    assert_eq!(texts(&batch), ["one \u{fffd}", "two"]);
    assert_eq!(document_notes(&batch), ["field text holds lone surrogates, replaced by U+FFFD"]);
    assert_eq!(batch.notes.len(), 1);
}

#[test]
fn a_page_of_nested_tags_is_survived() {
    let page = format!("<html><body>{}<p>A sentence, deep down in the page.</p>", "<div><b>".repeat(50_000));
    let folder = Folder::new(&[("a.html", page.as_bytes())]);
    let batch = folder.read(&["a.html"]);
    assert_eq!(texts(&batch), ["A sentence, deep down in the page."]);
    assert!(document_notes(&batch)[0].contains("nested deeper than"));
}

#[test]
fn a_page_over_its_budget_is_read_up_to_it_in_any_charset() {
    let page = format!("<p>{}", "Паром через пролив закрыт, сказал министр. ".repeat(20)).repeat(6000);
    let utf16: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin = page.replace(|c: char| !c.is_ascii(), "x").into_bytes();
    let folder = Folder::new(&[("a.html", page.as_bytes()), ("b.html", &utf16), ("c.html", &latin.repeat(2))]);
    for name in ["a.html", "b.html", "c.html"] {
        let batch = folder.read(&[name]);
        let notes = document_notes(&batch).join("; ").replace("read as utf-16le (no byte order mark); ", "");
        assert!(notes.starts_with("the page is read up to byte 83886") && !notes.contains("broken"), "{name}: {notes}");
    }
}

#[test]
fn two_documents_of_one_id_are_named_with_both_places() {
    let first = b"{\"id\": 1, \"text\": \"one\"}\n{\"id\": \"1\", \"text\": \"two\"}";
    let folder = Folder::new(&[("a.jsonl", first), ("b.jsonl", b"{\"id\": 1, \"text\": \"three\"}")]);
    for order in [["a.jsonl", "b.jsonl"], ["b.jsonl", "a.jsonl"]] {
        let batch = folder.read(&order);
        assert_eq!(texts(&batch), ["one"]);
        assert!(batch.skipped);
        let mut notes: Vec<String> = batch
            .notes
            .iter()
            .map(|n| format!("{}: {}", n.place, n.text).replace(&format!("{}/", folder.path().display()), ""))
            .collect();
        notes.sort();
        let expected =
            ["a.jsonl#2: id 1 is taken by a.jsonl#1; skipped", "b.jsonl#1: id 1 is taken by a.jsonl#1; skipped"];
        assert_eq!(notes, expected);
    }
}

#[test]
fn a_line_of_a_hundred_megabytes_is_measured_and_skipped() {
    let mut lines = b"{\"id\": \"a\", \"text\": \"one\"}\n{\"id\": \"b\", \"text\": \"".to_vec();
    lines.resize(lines.len() + 100_000_000, b'x');
    lines.extend_from_slice(b"\"}\n{\"id\": \"c\", \"text\": \"three\"}\n");
    let folder = Folder::new(&[("a.jsonl", &lines)]);
    let batch = folder.read(&["a.jsonl"]);
    assert_eq!(texts(&batch), ["one", "three"]);
    let length = 100_000_000 + "{\"id\": \"b\", \"text\": \"\"}\n".len();
    let note = format!("a.jsonl#2: {length} bytes are over the limit of 67108864 for one document; skipped");
    assert_eq!(folder.notes(&batch), [note]);
}

#[test]
fn a_text_over_the_limit_is_measured_and_skipped() {
    let folder = Folder::new(&[("a.txt", "word ".repeat(1000).as_bytes())]);
    let batch = folder.read_with(&["a.txt"], &Options { max_document: 100, ..Options::default() });
    let note = "a.txt: 5000 bytes are over the limit of 100 for one document; skipped";
    assert_eq!(folder.notes(&batch), [note]);
}

#[test]
fn a_truncated_file_gives_what_came_before_the_break() {
    let line = |n| format!("{{\"id\": {n}, \"text\": \"text {}\"}}\n", scattered(n));
    let packed = gzip((0..5000).map(line).collect::<String>().as_bytes());
    let folder = Folder::new(&[("a.jsonl.gz", &packed[..packed.len() / 2])]);
    let batch = folder.read(&["a.jsonl.gz"]);
    assert!(batch.documents.len() > 1000 && batch.skipped);
    assert!(folder.notes(&batch).iter().any(|n| n.contains("what came before is used")), "{:?}", batch.notes);

    let text = (0..20_000).map(|n| scattered(n).to_string()).collect::<Vec<_>>().join(" ");
    let packed = gzip(text.as_bytes());
    let folder = Folder::new(&[("a.txt.gz", &packed[..packed.len() / 2])]);
    let batch = folder.read(&["a.txt.gz"]);
    assert!(batch.skipped && text.starts_with(&batch.documents[0].text));
}

#[test]
fn a_bomb_is_stopped_and_the_rest_goes_on() {
    let bomb = gzip(&gzip(&vec![b'x'; 100 << 20]));
    let folder = Folder::new(&[("a.txt", &bomb), ("b.txt", b"Another text.")]);
    let batch = folder.read(&["a.txt", "b.txt"]);
    assert!(batch.skipped && texts(&batch).contains(&"Another text."));
    assert!(folder.notes(&batch).iter().any(|n| n.contains("times its size")), "{:?}", batch.notes);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[("a.txt", b"Closed."), ("b.txt", b"Open.")]);
    let closed = folder.path().join("a.txt");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    // Root may read everything.
    if fs::read(&closed).is_ok() {
        return;
    }
    let batch = folder.read(&["a.txt", "b.txt"]);
    assert_eq!(texts(&batch), ["Open."]);
    assert_eq!(folder.notes(&batch), ["a.txt: cannot be read: permission denied"]);
}

#[cfg(unix)]
#[test]
fn links_that_dangle_or_loop_are_named() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new(&[("all/b/text.txt", b"A text.")]);
    let all = folder.path().join("all");
    symlink(all.join("nowhere"), all.join("a.txt")).unwrap();
    symlink(&all, all.join("b/up")).unwrap();
    symlink(all.join("b/text.txt"), all.join("c.txt")).unwrap();
    let batch = folder.read(&["all"]);
    assert_eq!(texts(&batch), ["A text."]);
    let mut notes = folder.notes(&batch);
    notes.sort();
    let expected = [
        "all/a.txt: is a link that leads to nothing",
        "all/b/up: is a link to a folder that holds it; what it holds is read once",
        "all/c.txt: is the same file as all/b/text.txt; read once",
    ];
    assert_eq!(notes, expected);
    assert!(folder.read(&["all/a.txt"]).skipped);
}

#[test]
fn what_is_not_there_is_named() {
    let folder = Folder::new(&[]);
    let batch = folder.read(&["a.txt", "*.html"]);
    assert!(batch.skipped && batch.documents.is_empty());
    assert_eq!(folder.notes(&batch), ["a.txt: no such file or folder", "*.html: no file matches"]);
}

#[test]
fn folders_and_globs_are_read_in_order_and_hidden_files_are_not() {
    let files: [(&str, &[u8]); 5] = [
        ("f/b.txt", b"B."),
        ("f/a/c.txt", b"C."),
        ("f/a.txt", b"A."),
        ("f/.hidden.txt", b"H."),
        ("f/.git/x.txt", b"G."),
    ];
    let folder = Folder::new(&files);
    let batch = folder.read(&["f"]);
    assert_eq!(texts(&batch), ["C.", "A.", "B."]);
    assert!(batch.notes.is_empty());
    assert_eq!(texts(&folder.read(&["f/*.txt"])), ["A.", "B."]);
    assert_eq!(texts(&folder.read(&["f/b.txt", "f", "f/b.txt"])), ["B.", "C.", "A."]);
}

#[test]
fn each_packing_of_each_format_is_read() {
    let line = b"{\"id\": \"x\", \"text\": \"A text.\"}\n".as_slice();
    let array = b"[{\"id\": \"x\", \"text\": \"A text.\"}]".as_slice();
    for content in [line, array, b"id,text\nx,A text.\n", b"A text."] {
        let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        bzip2.write_all(content).unwrap();
        let zstd = zstd::encode_all(content, 1).unwrap();
        for packed in [gzip(content), zstd, bzip2.finish().unwrap(), gzip(&gzip(content))] {
            let folder = Folder::new(&[("without-a-suffix", &packed)]);
            let batch = folder.read(&["without-a-suffix"]);
            assert_eq!(texts(&batch), ["A text."]);
            assert!(!batch.skipped);
        }
    }
}

#[test]
fn a_field_of_html_goes_through_the_page_reader() {
    let page = "<html lang=de><head><title>T</title></head><body><nav>Menu</nav><p>Der Minister trat am Montag zur\\u00fcck.</p></body></html>";
    let line = format!(
        "{{\"id\": \"x\", \"html\": \"{page}\", \"url\": \"https://www.example.org/2024/11/13/a\", \"views\": 1.0}}"
    );
    let folder = Folder::new(&[("a.jsonl", line.as_bytes())]);
    let batch = folder.read(&["a.jsonl"]);
    let document = &batch.documents[0];
    assert_eq!(document.text, "Der Minister trat am Montag zurück.");
    assert_eq!(document.outlet.as_deref(), Some("example.org"));
    assert_eq!(document.lang.map(|l| l.to_string()).as_deref(), Some("de"));
    let published = document.published.as_ref().unwrap();
    assert_eq!((published.at.as_str(), published.from.as_str()), ("2024-11-13", "url"));
    assert_eq!(document.extra["views"], "1.0");
}

#[test]
fn no_cut_of_any_input_panics() {
    let page =
        b"<!doctype html><html><head><script type=\"application/ld+json\">{\"@type\":\"Article\"}</script></head>\
        <body><h1>T</h1><p>\xc3\xbc text, here.<br><br>More.<figure>x</figure></p>";
    let samples: [&[u8]; 4] = [
        b"{\"text\": \"a \\ud83d\\ude00\", \"authors\": [\"b\"]}\n[{\"text\": \"x\"}]",
        page,
        b"id,text\n\"1\",\"a\"\"\nb\"\n2,\xff\xfe\n",
        b"\xff\xfea\0b\0\n\0",
    ];
    let folder = Folder::new(&[]);
    for sample in samples {
        let packed = gzip(sample);
        for end in 0..sample.len() {
            folder.write("a", &sample[..end]);
            folder.write("a.gz", &packed[..end.min(packed.len())]);
            let batch = folder.read(&["a", "a.gz"]);
            assert!(batch.documents.iter().all(|d| d.residue.iter().all(|r| !r.span.of(&d.text).is_empty())));
        }
    }
}
