//! Files of each format, packed and not, told apart by their content: what a user names is read, and what cannot be is named.

#![expect(clippy::unwrap_used, reason = "the helpers of tests stand outside of tests here")]

mod common;

use common::{gzip, read_file};

const RSS: &str = "<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss><channel><title>T</title><item><title>Паром</title>\
    <description>Последний паром уходит в пятницу.</description><pubDate>13 of some month</pubDate></item></channel></rss>";
const NITF: &str = "<nitf><body><body.content><p>The last ferry sails on Friday.</p></body.content></body></nitf>";
const NEWSML: &str = "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"urn:x:1\"><contentSet><inlineData>The last ferry \
    sails.</inlineData></contentSet></newsItem>";
const NINJS: &str =
    r#"{"uri": "urn:x:1", "versioncreated": "2024-11-13T10:02:00Z", "body_text": "The last ferry sails."}"#;
const MAIL: &str =
    "From: Ann <ann@example.org>\nSubject: Ferry\nDate: Wed, 13 Nov 2024 10:02:00 +0100\n\nThe last ferry sails.\n";

fn check(content: &str, text: &str) {
    for bytes in [content.as_bytes().to_vec(), gzip(content.as_bytes())] {
        let (batch, notes) = read_file("without-a-suffix", &bytes);
        assert_eq!(batch.documents.iter().map(|d| d.text.trim()).collect::<Vec<_>>(), [text], "{notes:?}");
        assert!(!batch.skipped && notes.is_empty(), "{notes:?}");
    }
}

#[test]
fn each_format_is_told_by_its_content() {
    check(NITF, "The last ferry sails on Friday.");
    check(NEWSML, "The last ferry sails.");
    check(NINJS, "The last ferry sails.");
    check(&format!("[{NINJS}]"), "The last ferry sails.");
    check(MAIL, "The last ferry sails.");
    check(&format!("From ann@example.org Wed Nov 13 10:02:00 2024\n{MAIL}"), "The last ferry sails.");
}

#[test]
fn a_feed_in_the_charset_it_declares_is_read_and_a_broken_date_is_told() {
    let (batch, notes) = read_file("f.xml", &encoding_rs::WINDOWS_1251.encode(RSS).0);
    let document = &batch.documents[0];
    assert_eq!(document.text, "Последний паром уходит в пятницу.");
    assert!(document.id.ends_with("f.xml#1") && document.published.is_none());
    assert!(
        document.notes.iter().any(|n| n.text == "field pubDate holds no date that is understood: 13 of some month")
    );
    assert!(notes.is_empty(), "{notes:?}");
}

#[test]
fn a_cut_feed_gives_what_came_before() {
    let text = format!("<rss><channel>{}<item><title>x", "<item><description>One text.</description></item>".repeat(3));
    let (batch, notes) = read_file("f.xml", text.as_bytes());
    assert_eq!(batch.documents.len(), 3);
    assert!(!notes.is_empty(), "{notes:?}");
}

#[test]
fn an_entity_bomb_in_a_feed_costs_nothing() {
    let mut text = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"xxxxxxxxxx\">".to_owned();
    for n in 1..30 {
        text.push_str(&format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10)));
    }
    text.push_str(
        "]><rss><channel><item><title>T</title><description>Before &a29; after.</description></item></channel></rss>",
    );
    let (batch, _) = read_file("f.xml", text.as_bytes());
    assert_eq!(batch.documents[0].text, "Before &a29; after.");
}

#[test]
fn html_in_json_in_html_is_taken_as_the_text_it_is() {
    let inner = "<script type=\\\"application/ld+json\\\">{\\\"articleBody\\\": \\\"<p>Deep.</p>\\\"}</script><p>The last ferry sails on Friday.</p>";
    let line = format!("{{\"id\": \"x\", \"html\": \"<html><body><article>{inner}</article></body></html>\"}}");
    let (batch, notes) = read_file("a.jsonl", line.as_bytes());
    assert_eq!(batch.documents[0].text, "The last ferry sails on Friday.", "{notes:?}");
}

#[test]
fn no_cut_of_any_format_panics() {
    for sample in [RSS, NITF, NEWSML, NINJS, MAIL] {
        for end in (0..sample.len()).step_by(7) {
            let _ = read_file("a", &sample.as_bytes()[..end]);
        }
    }
}

#[cfg(feature = "parquet")]
mod parquet_files {
    use super::*;
    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;
    use std::sync::Arc;

    /// A table of `id`, `text`, `published` and `views` in two row groups.
    fn table(rows: usize) -> Vec<u8> {
        let schema = "message table { required binary id (UTF8); optional binary text (UTF8);
            required int64 published (TIMESTAMP(MILLIS,true)); required int64 views; }";
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let properties = Arc::new(WriterProperties::builder().build());
        let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
        for group in 0..2 {
            let mut columns = writer.next_row_group().unwrap();
            let number = |row: usize| group * rows + row + 1;
            let bytes = |text: String| ByteArray::from(text.into_bytes());
            let ids: Vec<_> = (0..rows).map(|row| bytes(format!("row-{}", number(row)))).collect();
            let texts: Vec<_> = (0..rows).map(|row| bytes(format!("The text of row {}.", number(row)))).collect();
            let mut column = columns.next_column().unwrap().unwrap();
            column.typed::<ByteArrayType>().write_batch(&ids, None, None).unwrap();
            column.close().unwrap();
            let mut column = columns.next_column().unwrap().unwrap();
            column.typed::<ByteArrayType>().write_batch(&texts, Some(&vec![1; rows]), None).unwrap();
            column.close().unwrap();
            for value in [1_731_492_120_000, 7] {
                let mut column = columns.next_column().unwrap().unwrap();
                column.typed::<Int64Type>().write_batch(&vec![value; rows], None, None).unwrap();
                column.close().unwrap();
            }
            columns.close().unwrap();
        }
        writer.into_inner().unwrap()
    }

    #[test]
    fn each_row_is_a_document() {
        for bytes in [table(3), gzip(&table(3))] {
            let (batch, notes) = read_file("a.parquet", &bytes);
            assert_eq!(batch.documents.len(), 6, "{notes:?}");
            let last = &batch.documents[5];
            assert_eq!((last.id.as_str(), last.text.as_str()), ("row-6", "The text of row 6."));
            assert_eq!(last.published.as_ref().unwrap().at, "2024-11-13T10:02:00Z");
            assert_eq!(last.extra["views"], "7");
        }
    }

    #[test]
    fn a_broken_table_is_named() {
        let bytes = table(3);
        let (batch, notes) = read_file("a.parquet", &bytes[..bytes.len() / 2]);
        assert!(batch.skipped && notes[0].starts_with("a.parquet: the Parquet file cannot be read: "), "{notes:?}");
    }
}
