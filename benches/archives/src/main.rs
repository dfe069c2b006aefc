//! Archives read by Vorlage and by the crate `warc` in one run, and the memory that a long archive takes.
//!
//! ```text
//! cargo run --manifest-path benches/archives/Cargo.toml -- speed [MB]     MB of pages, unpacked; 400 by default
//! cargo run --manifest-path benches/archives/Cargo.toml -- speed FILE     an archive of your own, a .warc.gz
//! cargo run --manifest-path benches/archives/Cargo.toml -- memory [MB]    MB of archive, packed; 2048 by default
//! ```
//!
//! The pages are made here from syllables, with furniture as pages have it; `memory` adds pictures in the page, which pack badly.

use std::fs::File;
use std::io::{self, BufReader, BufWriter};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;
use vorlage_read::warc::{Kind, Limits, NewRecord, Packing, Reader, Writer};

/// Runs in which each reader reads the archive; the best one counts.
const RUNS: usize = 3;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let size = arguments.get(1).and_then(|n| n.parse::<u64>().ok());
    match arguments.first().map(String::as_str) {
        Some("speed") => match arguments.get(1).filter(|_| size.is_none()) {
            Some(path) => compare(Path::new(path)),
            None => speed(size.unwrap_or(400) << 20),
        },
        Some("memory") => memory(size.unwrap_or(2048) << 20),
        _ => {
            eprintln!("usage: speed [MB] | memory [MB]");
            std::process::exit(2);
        }
    }
}

/// The readers, each with its name.
type Readers = [(&'static str, fn(&Path) -> u64); 3];

const READERS: Readers =
    [("crate warc", by_warc), ("crate warc over flate2", by_warc_over_flate2), ("vorlage-read", by_vorlage)];

fn speed(size: u64) -> io::Result<()> {
    let path = scratch("speed.warc.gz");
    let mut writer = Writer::new(BufWriter::new(File::create(&path)?), Packing::Gzip);
    let (mut pages, mut bytes) = (0, 0);
    while bytes < size {
        bytes += add_page(&mut writer, pages, 0)?;
        pages += 1;
    }
    writer.finish()?;
    println!("{pages} pages, {:.0} MB", mb(bytes));
    compare(&path)?;
    std::fs::remove_file(path)
}

/// Reads an archive by each reader and prints how fast.
fn compare(path: &Path) -> io::Result<()> {
    let packed = std::fs::metadata(path)?.len();
    let bytes = by_vorlage(path);
    let mut best = [(f64::MAX, f64::MAX); READERS.len()];
    for _ in 0..RUNS {
        for ((name, read), best) in READERS.iter().zip(&mut best) {
            let (clock, processor) = (Instant::now(), processor_seconds());
            let found = read(path);
            *best = (best.0.min(clock.elapsed().as_secs_f64()), best.1.min(processor_seconds() - processor));
            assert_eq!(found, bytes, "{name} read other bytes");
        }
    }
    println!("blocks of {:.0} MB, packed {:.0} MB; MB of blocks a second, by the clock and of one processor", mb(bytes), mb(packed));
    for ((name, _), (clock, processor)) in READERS.iter().zip(best) {
        println!(
            "{name:24} {:7.1} {:5.2}x {:9.1} {:5.2}x",
            mb(bytes) / clock,
            best[0].0 / clock,
            mb(bytes) / processor,
            best[0].1 / processor
        );
    }
    Ok(())
}

fn by_warc(path: &Path) -> u64 {
    let reader = warc::WarcReader::from_path_gzip(path).expect("the archive opens");
    reader.iter_records().map(|record| record.expect("the record is whole").body().len() as u64).sum()
}

fn by_warc_over_flate2(path: &Path) -> u64 {
    let file = BufReader::with_capacity(1 << 20, File::open(path).expect("the archive opens"));
    let reader = warc::WarcReader::new(BufReader::with_capacity(1 << 20, flate2::bufread::MultiGzDecoder::new(file)));
    reader.iter_records().map(|record| record.expect("the record is whole").body().len() as u64).sum()
}

fn by_vorlage(path: &Path) -> u64 {
    let reader = Reader::new(File::open(path).expect("the archive opens"), Limits::default());
    reader.map(|record| record.expect("the record is whole").block.len() as u64).sum()
}

/// Makes a long archive, reads it record by record and then document by document, and prints the memory on the way.
fn memory(size: u64) -> io::Result<()> {
    let path = scratch("memory.warc.gz");
    let mut writer = Writer::new(BufWriter::new(File::create(&path)?), Packing::Gzip);
    let mut pages = 0;
    let mut bytes = 0;
    while writer.offset() < size {
        bytes += add_page(&mut writer, pages, 160_000)?;
        pages += 1;
    }
    writer.finish()?;
    println!("{pages} pages, {:.0} MB, packed {:.0} MB", mb(bytes), mb(std::fs::metadata(&path)?.len()));
    println!("resident before reading {:.0} MB", resident());
    let begun = Instant::now();
    let mut most: f64 = 0.0;
    for (n, record) in Reader::new(File::open(&path)?, Limits::default()).enumerate() {
        assert!(record.is_ok(), "record {n} is broken");
        if n % 1000 == 0 {
            most = most.max(resident());
        }
    }
    println!("records: {:.0} s, at most {most:.0} MB resident", begun.elapsed().as_secs_f64());
    let (begun, mut documents, mut shown) = (Instant::now(), 0, 0);
    let options = vorlage_read::Options::default();
    most = 0.0;
    vorlage_read::read_each(&mut vorlage_read::Repeated::default(), &[path.display().to_string()], &options, &mut |batch| {
        documents += batch.documents.len();
        most = most.max(resident());
        if documents * 8 / pages > shown {
            shown = documents * 8 / pages;
            println!("  after {documents} documents {:.0} MB", resident());
        }
        ControlFlow::Continue(())
    });
    println!("documents: {documents} in {:.0} s, at most {most:.0} MB resident", begun.elapsed().as_secs_f64());
    std::fs::remove_file(path)
}

/// Seconds of processor time of this process, which other work on the machine does not stretch; 0 where the system does not tell.
fn processor_seconds() -> f64 {
    /// Ticks of `/proc` a second, the same on all Linux systems.
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    [11, 12].iter().filter_map(|at| fields.get(*at)?.parse::<f64>().ok()).sum::<f64>() / TICKS
}

/// Megabytes of this process in memory; 0 where the system does not tell.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or(0.0) / 1000.0
}

fn scratch(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("vorlage-bench-{}-{name}", std::process::id()))
}

fn mb(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// Adds a page with `inlined` bytes of a picture in it; bytes of the record's block.
fn add_page(writer: &mut Writer<BufWriter<File>>, number: usize, inlined: usize) -> io::Result<u64> {
    let uri = format!("https://news{}.example.org/2024/{number}", number % 97);
    let block = page(number as u64, inlined);
    let record = NewRecord {
        kind: Kind::Response,
        uri: Some(&uri),
        date: "2024-11-13T10:02:00Z",
        content_type: None,
        fields: &[],
        block: block.as_bytes(),
    };
    writer.write(&record)?;
    Ok(block.len() as u64)
}

/// Numbers that look random, the same in each run (xorshift).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A word: few of them are common, as in any language.
    fn word(&mut self) -> String {
        let rank = 1 << (self.next() % 13);
        let mut rest = self.next() % rank * 2_654_435_761 % 1_000_003;
        let syllables =
            ["ka", "ro", "mi", "ten", "sa", "lu", "dor", "pe", "vin", "gas", "to", "ber", "ni", "fel", "cho", "ra"];
        let mut word = String::new();
        for _ in 0..=rest % 3 {
            word.push_str(syllables[(rest % 16) as usize]);
            rest /= 16;
        }
        word
    }

    fn sentence(&mut self) -> String {
        let words: Vec<String> = (0..8 + self.next() % 16).map(|_| self.word()).collect();
        format!("The {}, said the {}. ", words.join(" "), self.word())
    }
}

fn page(number: u64, inlined: usize) -> String {
    let mut dice = Dice(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut out = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<!doctype html><html lang=en><head><title>{}</title></head><body>",
        dice.word()
    );
    let links = |dice: &mut Dice, out: &mut String| {
        for _ in 0..60 {
            let word = dice.word();
            out.push_str(&format!("<li class=\"menu-item menu-item-type-post\"><a href=\"https://www.example.org/{word}/{word}\">{word}</a></li>\n"));
        }
    };
    links(&mut dice, &mut out);
    out.push_str("<script>var data=\"");
    for _ in 0..inlined / 8 {
        out.push_str(&format!("{:08x}", dice.next() as u32));
    }
    out.push_str("\";</script><article>");
    for _ in 0..30 {
        let paragraph: String = (0..3).map(|_| dice.sentence()).collect();
        out.push_str(&format!("<p class=\"article-paragraph text\">{paragraph}</p>\n"));
    }
    out.push_str("</article><ul>");
    links(&mut dice, &mut out);
    out.push_str("</ul></body></html>");
    out
}
