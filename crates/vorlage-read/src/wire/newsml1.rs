//! NewsML 1.x, which agencies still send: news items of nested components, the text in `DataContent`.

use super::{blocks, source, urgency};
use crate::arrival::Arrival;
use crate::gathered::Gathered;
use crate::record::Record;
use crate::xml::Element;
use vorlage_model::Declared;

/// Reads the items of a file.
pub(crate) fn read(root: &Element, arrival: &Arrival) -> Gathered {
    let mut gathered = Gathered::default();
    for (n, item) in root.all("NewsItem").enumerate() {
        let place = arrival.place.element(n as u64 + 1);
        let record = record(item);
        if record.blocks.is_empty() {
            gathered.note(place.name(), "is a news item without a text of its own".to_owned());
        } else {
            gathered.take(place.clone(), record.document(&place, String::new));
        }
    }
    gathered
}

fn record(item: &Element) -> Record {
    let below = |name: &str| item.first_below(name).and_then(Element::text);
    let mut record = Record {
        title: below("HeadLine"),
        authors: below("ByLine").map(|by| crate::record::people(by.trim_start_matches("By "))).unwrap_or_default(),
        lang: item.first_below("Language").and_then(|e| e.attribute("FormalName")).map(str::to_owned),
        published: below("FirstCreated"),
        published_from: Some("FirstCreated".to_owned()),
        modified: below("ThisRevisionCreated"),
        declared: declared(item),
        ..Record::default()
    };
    let mut contents = Vec::new();
    item.below("DataContent", &mut contents);
    for content in contents {
        blocks(content.first_below("body.content").unwrap_or(content), None, &mut record.blocks);
        if !record.blocks.is_empty() {
            break;
        }
    }
    record
}

fn declared(item: &Element) -> Declared {
    let below = |name: &str| item.first_below(name).and_then(Element::text);
    let named = |name: &str| item.first_below(name).and_then(|e| e.attribute("FormalName"));
    let party = |name: &str, role: &str| {
        source(None, item.first_below(name)?.first_below("Party")?.attribute("FormalName"), role)
    };
    let mut sources: Vec<_> = party("Provider", "provider").into_iter().chain(party("Source", "source")).collect();
    sources.extend(below("ProviderId").and_then(|id| source(Some(id), None, "ProviderId")));
    Declared {
        credit: below("CreditLine"),
        sources,
        based_on: item
            .first_below("DerivedFrom")
            .and_then(|e| e.attribute("NewsItem"))
            .map(str::to_owned)
            .into_iter()
            .collect(),
        item: below("NewsItemId"),
        other_ids: below("SlugLine").map(|slug| ("slugline".to_owned(), slug)).into_iter().collect(),
        version: below("RevisionId"),
        editors_notes: below("Instruction").into_iter().collect(),
        urgency: named("Urgency").and_then(urgency),
        copyright: below("CopyrightLine").or_else(|| below("CopyrightHolder")),
        usage: below("UsageType"),
        ..Declared::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml;

    #[test]
    fn an_item_says_provider_revision_and_text() {
        let text = r#"<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>example.com</ProviderId><NewsItemId>X17</NewsItemId>
            <RevisionId PreviousRevision="1">2</RevisionId></NewsIdentifier></Identification><NewsManagement>
            <FirstCreated>20241113T090000Z</FirstCreated><ThisRevisionCreated>20241113T100200Z</ThisRevisionCreated>
            <Urgency FormalName="4"/></NewsManagement><NewsComponent><NewsLines><HeadLine>Ferry line closes</HeadLine>
            <ByLine>By Ann Lee</ByLine><CreditLine>Example Wire</CreditLine></NewsLines><AdministrativeMetadata><Provider>
            <Party FormalName="EXW"/></Provider></AdministrativeMetadata><ContentItem><DataContent><p>The last ferry sails.</p>
            <p>A bridge was refused.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"#;
        let gathered = read(&xml::parse(text).unwrap().root, &Arrival::file("a.xml"));
        let document = &gathered.documents[0].1;
        assert_eq!(document.text, "The last ferry sails.\n\nA bridge was refused.");
        assert_eq!(document.published.as_ref().unwrap().at, "2024-11-13T09:00:00Z");
        let declared = &document.declared;
        assert_eq!((declared.credit.as_deref(), declared.version.as_deref()), (Some("Example Wire"), Some("2")));
        assert_eq!((declared.urgency, declared.item.as_deref()), (Some(4), Some("X17")));
        assert_eq!(declared.sources.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["EXW", "example.com"]);
    }
}
