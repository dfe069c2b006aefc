//! Archives: records of any packing are read, offsets lead back to their bytes, and what is broken is named and passed over.

#![expect(clippy::unwrap_used, reason = "the helpers of tests stand outside of tests here")]

mod common;

use common::{gzip, read_file};
use std::io::Write;
use std::ops::ControlFlow;
use vorlage_read::warc::{Damage, Kind, Limits, NewRecord, Packing, Reader, Record, Writer, Written};
use vorlage_read::{Options, Repeated, read, read_each};

const DATE: &str = "2024-11-13T10:02:00Z";

fn page(n: usize) -> String {
    format!(
        "<html lang=en><body><p>The council of town number {n} met on Monday, and nothing was decided there.</p></body></html>"
    )
}

fn answer(n: usize) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}", page(n)).into_bytes()
}

fn response<'a>(uri: &'a str, block: &'a [u8]) -> NewRecord<'a> {
    NewRecord { kind: Kind::Response, uri: Some(uri), date: DATE, content_type: None, fields: &[], block }
}

/// An archive of this many pages, and where each record lies.
fn archive(packing: Packing, pages: usize) -> (Vec<u8>, Vec<Written>) {
    let mut writer = Writer::new(Vec::new(), packing);
    let mut written = vec![writer.info(DATE, &[("software", "test")]).unwrap()];
    for n in 1..=pages {
        written.push(writer.write(&response(&format!("https://news.example.org/{n}"), &answer(n))).unwrap());
    }
    (writer.finish().unwrap(), written)
}

fn records(bytes: &[u8]) -> (Vec<Record>, Vec<Damage>) {
    let (mut records, mut damages) = (Vec::new(), Vec::new());
    for next in Reader::new(bytes, Limits::default()) {
        match next {
            Ok(record) => records.push(record),
            Err(damage) => damages.push(damage),
        }
    }
    (records, damages)
}

/// The plain bytes of each record.
fn plain_records(pages: usize) -> Vec<Vec<u8>> {
    let (bytes, written) = archive(Packing::Plain, pages);
    written.iter().map(|w| bytes[w.range.start as usize..w.range.end as usize].to_vec()).collect()
}

#[test]
fn each_offset_leads_back_to_its_record() {
    for packing in [Packing::Plain, Packing::Gzip] {
        let (bytes, written) = archive(packing, 3);
        let (records, damages) = records(&bytes);
        assert!(damages.is_empty(), "{damages:?}");
        assert_eq!(records.len(), 4);
        for (record, written) in records.iter().zip(&written) {
            assert!(!record.unpacked && record.odd_length.is_none());
            assert_eq!(record.range.start, written.range.start);
            let alone = &bytes[record.range.start as usize..record.range.end as usize];
            let (again, _) = self::records(alone);
            assert_eq!((&again[0].block, &again[0].fields), (&record.block, &record.fields));
        }
    }
}

#[test]
fn records_of_a_member_each_are_those_of_one_long_member() {
    let mut plain = plain_records(300);
    plain[40] = [b"\r\n".as_slice(), &plain[40]].concat();
    plain[90] = [plain[90].as_slice(), &plain[91]].concat();
    let parted = plain[120].split_off(200);
    let length = plain[150].len();
    plain[150].truncate(length - 2);
    let mut members: Vec<Vec<u8>> = plain.iter().map(|record| gzip(record)).collect();
    members.insert(121, gzip(&parted));
    plain.insert(121, parted);
    let (apart, together) = (records(&members.concat()), records(&gzip(&plain.concat())));
    let told = |records: &[Record]| -> Vec<_> {
        records.iter().map(|r| (r.fields.clone(), r.block.clone(), r.odd_length)).collect()
    };
    assert_eq!(told(&apart.0), told(&together.0));
    assert_eq!((apart.0.len(), apart.1.len(), together.1.len()), (302, 0, 0));
}

#[test]
fn an_input_that_breaks_is_named_behind_what_it_gave() {
    struct Breaks<'a>(&'a [u8]);
    impl std::io::Read for Breaks<'_> {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            if self.0.is_empty() { Err(std::io::Error::other("gone")) } else { self.0.read(out) }
        }
    }
    let (bytes, _) = archive(Packing::Gzip, 5);
    let read: Vec<_> = Reader::new(Breaks(&bytes), Limits::default()).collect();
    assert_eq!(read.iter().filter(|next| next.is_ok()).count(), 6);
    assert!(matches!(read.last(), Some(Err(Damage::Input { .. }))), "{:?}", read.last());
}

#[test]
fn an_answer_becomes_a_document_that_knows_where_it_lies() {
    let (bytes, written) = archive(Packing::Gzip, 2);
    let (batch, notes) = read_file("a.warc.gz", &bytes);
    assert!(notes.is_empty() && !batch.skipped, "{notes:?}");
    let document = &batch.documents[1];
    assert_eq!(document.text, "The council of town number 2 met on Monday, and nothing was decided there.");
    assert_eq!(document.id, written[2].id);
    assert_eq!(document.url.as_deref(), Some("https://news.example.org/2"));
    assert_eq!(document.outlet.as_deref(), Some("news.example.org"));
    let crawled = document.crawled.as_ref().unwrap();
    assert_eq!((crawled.at.as_str(), crawled.from.as_str()), (DATE, "WARC-Date"));
    let archived = document.archived.unwrap();
    assert_eq!((archived.offset, archived.offset + archived.length), (written[2].range.start, written[2].range.end));
    assert!(document.path.as_ref().unwrap().ends_with("a.warc.gz"));
}

#[test]
fn packings_other_than_one_member_a_record_are_read() {
    let plain = archive(Packing::Plain, 40).0;
    let zstd = zstd::encode_all(plain.as_slice(), 3).unwrap();
    let blocks: Vec<u8> = plain.chunks(700).flat_map(gzip).collect();
    for packed in [gzip(&plain), zstd, blocks] {
        let (found, damages) = records(&packed);
        assert!(damages.is_empty() && found.len() == 41, "{damages:?} {}", found.len());
        let last = &found[40];
        assert!(last.unpacked);
        assert_eq!(last.range, plain.len() as u64 - (last.range.end - last.range.start) - 4..plain.len() as u64 - 4);
    }
    let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    bzip2.write_all(&plain).unwrap();
    let (batch, notes) = read_file("a.warc.bz2", &bzip2.finish().unwrap());
    assert_eq!((batch.documents.len(), notes.len()), (40, 0), "{notes:?}");
}

#[test]
fn zstd_frames_are_read_with_a_dictionary_packed_or_not() {
    let plain = plain_records(60);
    // Any bytes serve as a dictionary; trained ones serve better.
    let dictionary = plain[1].clone();
    for packed in [dictionary.clone(), zstd::encode_all(dictionary.as_slice(), 1).unwrap()] {
        let mut bytes = b"\x5d\x2a\x4d\x18".to_vec();
        bytes.extend_from_slice(&(packed.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&packed);
        let mut compressor = zstd::bulk::Compressor::with_dictionary(3, &dictionary).unwrap();
        for record in &plain {
            bytes.extend_from_slice(&compressor.compress(record).unwrap());
        }
        let (found, damages) = records(&bytes);
        assert!(damages.is_empty() && found.len() == 61, "{damages:?} {}", found.len());
        assert!(found.iter().all(|record| !record.unpacked));
        assert_eq!(read_file("a.warc.zst", &bytes).0.documents.len(), 60);
    }
}

#[test]
fn a_broken_member_costs_itself_alone() {
    let (bytes, written) = archive(Packing::Gzip, 5);
    let middle = (written[3].range.start + written[3].range.end) as usize / 2;
    for damage in 0..40 {
        let mut broken = bytes.clone();
        broken[middle - 20 + damage] ^= 0x55;
        let (found, damages) = records(&broken);
        let ids: Vec<_> = found.iter().filter_map(Record::id).collect();
        for (n, written) in written.iter().enumerate().filter(|(n, _)| *n != 3) {
            assert!(ids.contains(&written.id.as_str()), "record {n} with damage at {damage}: {damages:?}");
        }
        assert_eq!(damages[0].offset(), written[3].range.start, "{damages:?}");
    }
}

#[test]
fn a_cut_archive_gives_what_came_before() {
    for packing in [Packing::Plain, Packing::Gzip] {
        let (bytes, written) = archive(packing, 5);
        for cut in [1, 30, 150] {
            let (found, _) = records(&bytes[..bytes.len() - cut]);
            assert!(found.len() >= 5, "{packing:?} cut by {cut}: {}", found.len());
        }
        let cut = &bytes[..written[5].range.end as usize - 60];
        let (batch, notes) = read_file("a.warc", cut);
        assert!(batch.documents.len() >= 4);
        let told = notes.iter().any(|n| n.contains("break off")) || batch.documents.iter().any(|d| !d.notes.is_empty());
        assert!(told, "{packing:?}: {notes:?}");
    }
}

#[test]
fn a_wrong_content_length_is_survived() {
    let plain = plain_records(3);
    let wrong = |n: usize, to: &str| {
        let text = String::from_utf8(plain[n].clone()).unwrap();
        let begin = text.find("Content-Length: ").unwrap() + 16;
        let end = begin + text[begin..].find('\r').unwrap();
        format!("{}{to}{}", &text[..begin], &text[end..]).into_bytes()
    };
    for to in ["10", "100000", "120", "300", "99999999999999999999", "-1", "", "190"] {
        for pack in [<[u8]>::to_vec, gzip] {
            let parts = [&plain[0], &plain[1], &wrong(2, to), &plain[3]];
            let bytes: Vec<u8> = parts.iter().flat_map(|record| pack(record)).collect();
            let (batch, notes) = read_file("a.warc", &bytes);
            let numbers: Vec<bool> = (1..=3)
                .map(|n| {
                    batch
                        .documents
                        .iter()
                        .any(|d| d.text.contains(&format!("number {n} met on Monday, and nothing was decided there.")))
                })
                .collect();
            assert_eq!(numbers, [true; 3], "{to}: {notes:?}");
            let noted =
                batch.documents.iter().filter(|d| d.notes.iter().any(|n| n.text.starts_with("its record"))).count();
            assert_eq!(noted, 1, "{to}");
        }
    }
}

#[test]
fn bytes_between_records_are_passed_over_and_named() {
    let plain = plain_records(2);
    let rubbish = b"<html>not WARC/1.0 at all</html>\r\n".as_slice();
    let bytes = [plain[0].as_slice(), rubbish, &plain[1], &plain[2]].concat();
    let (found, damages) = records(&bytes);
    assert_eq!(found.len(), 3);
    assert!(matches!(damages[0], Damage::NoRecord { length, .. } if length == rubbish.len() as u64), "{damages:?}");
    let bytes = [gzip(&plain[0]).as_slice(), rubbish, &gzip(&plain[1]), &[0; 512], &gzip(&plain[2])].concat();
    let (found, damages) = records(&bytes);
    assert_eq!(found.len(), 3, "{damages:?}");
    assert_eq!(damages.len(), 2, "{damages:?}");
}

#[test]
fn revisits_are_named_and_other_answers_counted() {
    let mut writer = Writer::new(Vec::new(), Packing::Gzip);
    let revisit = NewRecord {
        kind: Kind::Revisit,
        fields: &[
            ("WARC-Refers-To-Target-URI", "https://news.example.org/1"),
            ("WARC-Refers-To-Date", "2024-11-12T00:00:00Z"),
        ],
        ..response("https://news.example.org/1", b"HTTP/1.1 304 Not Modified\r\n\r\n")
    };
    writer.write(&revisit).unwrap();
    writer.write(&response("https://news.example.org/2", b"HTTP/1.1 404 Not Found\r\n\r\n<p>Nothing.</p>")).unwrap();
    let picture = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG";
    writer.write(&response("https://news.example.org/3.png", picture)).unwrap();
    let text = NewRecord {
        kind: Kind::Conversion,
        content_type: Some("text/plain"),
        ..response("https://news.example.org/4", b"A text from a WET file.")
    };
    writer.write(&text).unwrap();
    let (batch, notes) = read_file("a.warc.gz", &writer.finish().unwrap());
    assert_eq!(batch.documents.len(), 1);
    assert_eq!(batch.documents[0].text, "A text from a WET file.");
    assert!(!batch.skipped);
    let expected = [
        "a.warc.gz@0: is a revisit of https://news.example.org/1 of 2024-11-12T00:00:00Z; what it repeats is read where it stands",
        "a.warc.gz: 1 record(s) of HTTP status 404 passed over",
        "a.warc.gz: 1 record(s) of image/png passed over",
    ];
    assert_eq!(notes, expected);
}

#[test]
fn a_charset_of_the_http_head_counts() {
    let mut block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1251\r\n\r\n<html><body><p>".to_vec();
    let text = "Министр заявил в понедельник, что уходит.";
    block.extend_from_slice(&encoding_rs::WINDOWS_1251.encode(text).0);
    let mut writer = Writer::new(Vec::new(), Packing::Gzip);
    writer.write(&response("https://news.example.org/1", &block)).unwrap();
    let (batch, _) = read_file("a.warc.gz", &writer.finish().unwrap());
    assert_eq!(batch.documents[0].text, text);
    assert!(batch.documents[0].notes.is_empty());
}

#[test]
fn a_bomb_of_a_member_is_stopped_and_a_record_over_the_limit_is_passed_over() {
    let limits = Limits { block: 1 << 20, ratio: 200 };
    let long = vec![b'x'; 3 << 20];
    for packing in [Packing::Plain, Packing::Gzip] {
        let mut writer = Writer::new(Vec::new(), packing);
        writer.write(&response("https://news.example.org/1", &long)).unwrap();
        writer.write(&response("https://news.example.org/2", b"HTTP/1.1 200 OK\r\n\r\nx")).unwrap();
        let bytes = writer.finish().unwrap();
        let mut reader = Reader::new(bytes.as_slice(), limits);
        assert!(matches!(reader.next(), Some(Err(Damage::TooLong { offset: 0, length: 3_145_728, .. }))));
        assert_eq!(reader.next().unwrap().unwrap().uri(), Some("https://news.example.org/2"));
        assert!(reader.next().is_none());
    }
    let bomb = gzip(&[b"WARC/1.0\r\nContent-Length: 80000000\r\n\r\n".as_slice(), &vec![b'x'; 80 << 20]].concat());
    let last = Reader::new(bomb.as_slice(), limits).last();
    assert!(matches!(last, Some(Err(Damage::Bomb { .. }))), "{last:?}");
}

#[test]
fn no_cut_and_no_flip_of_an_archive_panics_or_goes_on_for_ever() {
    for packing in [Packing::Plain, Packing::Gzip] {
        let bytes = archive(packing, 2).0;
        for at in (0..bytes.len()).step_by(3) {
            let (cut, _) = records(&bytes[..at]);
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x81;
            let (found, damages) = records(&flipped);
            assert!(cut.len() <= 3 && found.len() + damages.len() <= 12);
        }
    }
}

#[test]
fn batches_follow_each_other_in_the_same_order_as_all_at_once() {
    let folder = tempfile::tempdir().unwrap();
    for (name, pages) in [("b.warc.gz", 300), ("a.warc", 200)] {
        let packing = if name.ends_with("gz") { Packing::Gzip } else { Packing::Plain };
        std::fs::write(folder.path().join(name), archive(packing, pages).0).unwrap();
    }
    let inputs = [folder.path().display().to_string()];
    let whole = read(&inputs, &Options::default());
    let options = Options { batch: 1000, ..Options::default() };
    let (mut documents, mut notes, mut batches) = (Vec::new(), Vec::new(), 0);
    read_each(&mut Repeated::default(), &inputs, &options, &mut |batch| {
        documents.extend(batch.documents);
        notes.extend(batch.notes);
        batches += 1;
        ControlFlow::Continue(())
    });
    // The two archives hold the same records under the same ids: the first by path keeps them.
    assert_eq!(documents.len(), 300);
    assert!(batches > 1 && notes.len() == 200, "{batches} {}", notes.len());
    assert_eq!(documents, whole.documents);
    let mut given = 0;
    read_each(&mut Repeated::default(), &inputs, &options, &mut |_| {
        given += 1;
        ControlFlow::Break(())
    });
    assert_eq!(given, 1);
}

#[test]
fn what_only_looks_like_a_member_is_passed_over() {
    let good = archive(Packing::Gzip, 1).0;
    let cut_header = [b"\x1f\x8b\x08\x04\0\0\0\0\0\0\xff\xff".as_slice(), &[b'x'; 40]].concat();
    let frame = [b"\x28\xb5\x2f\xfd".as_slice(), &[0xff; 40]].concat();
    for rubbish in [cut_header, frame.repeat(50)] {
        let (found, damages) = records(&rubbish);
        assert!(found.is_empty() && !damages.is_empty());
        let (found, _) = records(&[good.as_slice(), &rubbish, &good].concat());
        assert!(found.len() >= 3, "{}", found.len());
    }
}
