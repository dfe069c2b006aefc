//! The language that pages speak: English, or German by a table of what English says.
//!
//! Only words of Vorlage are in it. Texts of documents stand as they are, and so do the sentences of evidence, which are written in English.

use crate::words::{self, siglum};
use std::collections::HashMap;
use std::sync::LazyLock;
use vorlage_model::{DocumentIndex, NodeId, Story, Trace};

/// A language of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tongue {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

impl Tongue {
    /// Both.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// The language of a code such as `de` or `en-GB`.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        let primary = code.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|tongue| primary.eq_ignore_ascii_case(tongue.code()))
    }

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// What it calls itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// Some words of Vorlage in this language, told by what they are in English.
    #[must_use]
    pub fn say(self, english: &'static str) -> &'static str {
        static TABLE: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| GERMAN.iter().copied().collect());
        match self {
            Self::English => english,
            Self::German => TABLE.get(english).copied().unwrap_or(english),
        }
    }

    /// Whether German says something for these English words.
    #[must_use]
    pub fn knows(english: &str) -> bool {
        GERMAN.iter().any(|(known, _)| *known == english)
    }

    /// `1 document`, `4 documents`.
    #[must_use]
    pub fn counted(self, n: usize, one: &'static str) -> String {
        if self == Self::English {
            return words::counted(n, one);
        }
        let (single, several) = COUNTED.iter().find(|(english, ..)| *english == one).map_or((one, one), |c| (c.1, c.2));
        format!("{} {}", self.number(n), if n == 1 { single } else { several })
    }

    /// A number with its groups of three digits.
    #[must_use]
    pub fn number(self, n: usize) -> String {
        let english = words::grouped(n as f64);
        if self == Self::German { english.replace(',', ".") } else { english }
    }

    /// A day.
    #[must_use]
    pub fn day(self, at: &str) -> String {
        let english = words::day(at);
        if self == Self::English {
            return english;
        }
        let parts: Vec<String> = english.split(' ').map(|part| month(part).unwrap_or(part).to_owned()).collect();
        match parts.as_slice() {
            [day, month, year] if day.bytes().all(|b| b.is_ascii_digit()) => format!("{day}. {month} {year}"),
            _ => parts.join(" "),
        }
    }

    /// Two days, or one.
    #[must_use]
    pub fn days(self, from: &str, to: &str) -> String {
        match self {
            Self::English => words::days(from, to),
            Self::German if from == to => self.day(from),
            Self::German => format!("{} – {}", self.day(from), self.day(to)),
        }
    }

    /// `lost text`, `lost text of AFP`, `lost copy of B`.
    #[must_use]
    pub fn lost(self, trace: &Trace, story: &Story, n: usize) -> String {
        let lost = &story.stemma.lost[n];
        match (lost.parent, lost.agency.as_deref()) {
            (Some(parent), _) => format!("{} {}", self.say("lost copy of"), siglum(story, parent)),
            (None, Some(id)) => format!("{} {}", self.say("lost text of"), words::short_agency_name(trace, id)),
            (None, None) => self.say("lost text").to_owned(),
        }
    }

    /// The name of an origin: its agency, else the outlet or letter of its root, else `origin 3`.
    #[must_use]
    pub fn origin(self, trace: &Trace, story: &Story, n: usize) -> String {
        let unnamed = || format!("{} {}", self.say("origin"), n + 1);
        let Some(origin) = story.stemma.origins.get(n) else {
            return unnamed();
        };
        if let Some(id) = origin.agency.as_deref() {
            return words::short_agency_name(trace, id);
        }
        let outlet = |d: DocumentIndex| trace.documents[d].document.outlet.clone();
        let source = |d: DocumentIndex| format!("{} {}", self.say("source of"), siglum(story, d));
        match (origin.root, origin.documents.as_slice()) {
            (NodeId::Document(d), _) => outlet(d).unwrap_or_else(|| siglum(story, d)),
            (NodeId::Lost(_), &[only]) => outlet(only).unwrap_or_else(|| source(only)),
            (NodeId::Lost(_), &[first, ..]) => format!("{}…", source(first)),
            (NodeId::Lost(_), []) => unnamed(),
        }
    }
}

/// Words of the contract that pages say: kinds, verdicts, sorts of evidence and of marks.
pub fn named() -> impl Iterator<Item = &'static str> {
    use vorlage_model::EdgeKind;
    let kinds = EdgeKind::ALL.into_iter().flat_map(|kind| [kind.as_str(), words::kind_meaning(kind)]);
    kinds.chain(NAMED.iter().copied())
}

/// An English month in German.
fn month(english: &str) -> Option<&'static str> {
    let months = [
        ("Jan", "Jan."),
        ("Feb", "Feb."),
        ("Mar", "März"),
        ("Apr", "April"),
        ("May", "Mai"),
        ("Jun", "Juni"),
        ("Jul", "Juli"),
        ("Aug", "Aug."),
        ("Sep", "Sept."),
        ("Oct", "Okt."),
        ("Nov", "Nov."),
        ("Dec", "Dez."),
    ];
    months.iter().find(|(name, _)| *name == english).map(|(_, german)| *german)
}

/// What is counted: English, then German for one and for several.
const COUNTED: &[(&str, &str, &str)] = &[
    ("claim", "Angabe", "Angaben"),
    ("copy", "Kopie", "Kopien"),
    ("decision", "Entscheidung", "Entscheidungen"),
    ("document", "Dokument", "Dokumente"),
    ("language", "Sprache", "Sprachen"),
    ("origin", "Ursprung", "Ursprünge"),
    ("publisher", "Herausgeber", "Herausgeber"),
    ("segment", "Abschnitt", "Abschnitte"),
    ("story", "Geschichte", "Geschichten"),
];

/// Words of the contract, of verdicts, evidence, marks, stages and rulings, that pages say by their name.
const NAMED: &[&str] = &[
    "a copy changed it", "added", "agree", "aligned-sentence", "app-call", "artefact", "byline", "calque",
    "candidates", "caption", "closing", "confirm", "conflict", "cookie", "could not be told", "crosshead", "date",
    "dateline", "decision", "different-stories", "differs", "documents", "drift", "families", "field",
    "halved-quotation", "headline", "house-style", "keeping", "looking for its stories", "moved", "navigation",
    "not measured", "odd-pair", "one origin, however many copies", "origins give other values", "other", "padding",
    "photo", "promotion", "quotation-reworded", "rare-wording", "reading", "reject", "related", "replaced", "residue",
    "same-claim", "self-shown", "share", "shared-error", "shared-run", "single", "spinner-artefact", "stories",
    "style", "tag", "they cannot both be true", "ticker", "told-to", "tortured-phrase", "translated-furniture",
    "two or more origins give the same", "cut", "credit", "figure",
];

/// What English says, and what German says for it.
const GERMAN: &[(&str, &str)] = &[
    (
        "How much of what an outlet published comes from which agency, by the marks and the families of its documents. Where nothing tells, it counts as the outlet's own.",
        "Wie viel von dem, was ein Herausgeber veröffentlicht hat, von welcher Agentur stammt, nach den Zeichen und den Familien seiner Dokumente. Wo nichts es sagt, gilt es als eigen.",
    ),
    ("No document of the last run names its outlet.", "Kein Dokument des letzten Laufs nennt seinen Herausgeber."),
    ("Outlets", "Herausgeber"),
    ("Shares", "Anteile"),
    ("Agencies", "Agenturen"),
    ("own, or not known", "eigen, oder nicht bekannt"),
    (
        "A column is a sentence of the family's text, in the order of its root; what copies brought in stands behind what it follows there. The darker, the less is left of its first words.",
        "Eine Spalte ist ein Satz des Textes der Familie, in der Reihenfolge ihrer Wurzel; was Kopien hinzutaten, steht hinter dem, dem es dort folgt. Je dunkler, desto weniger ist von den ersten Worten übrig.",
    ),
    ("About", "Über"),
    ("Addresses of pages, with blanks between them", "Adressen von Seiten, mit Leerzeichen dazwischen"),
    ("Agency", "Agentur"),
    ("Agency (id)", "Agentur (Kennung)"),
    ("At work", "In Arbeit"),
    ("Back", "Zurück"),
    ("Because", "Weil"),
    ("Change sides", "Seiten tauschen"),
    ("Choose a document to set beside it.", "Wählen Sie ein Dokument, das daneben stehen soll."),
    ("Claim", "Angabe"),
    ("Compare", "Vergleichen"),
    ("Confirm", "Bestätigen"),
    (
        "Copies of one text are one source; the marked words show why.",
        "Kopien eines Textes sind eine Quelle; die markierten Wörter zeigen, warum.",
    ),
    (
        "Cut: the share of the parent that was taken. Paste: the share of the copy that comes from it.",
        "Schnitt: der Anteil der Vorlage, der übernommen wurde. Übernahme: der Anteil der Kopie, der aus ihr stammt.",
    ),
    ("Date", "Datum"),
    ("Decided by people", "Von Menschen entschieden"),
    ("Document", "Dokument"),
    ("Documents", "Dokumente"),
    ("Documents in order of time", "Dokumente in der Reihenfolge ihrer Zeit"),
    ("Documents of this story", "Dokumente dieser Geschichte"),
    ("Documents, at least", "Dokumente, mindestens"),
    (
        "Edge: who was taken from whom, by shared words, order, rare wording, shared errors and residue; calibrated: of edges that are called 80 % sure, about 80 of 100 are right.",
        "Kante: wer von wem genommen ist, nach gemeinsamen Wörtern, Reihenfolge, seltenen Wendungen, gemeinsamen Fehlern und Resten; geeicht: von Kanten, die zu 80 % sicher heißen, stimmen etwa 80 von 100.",
    ),
    ("Error rates of this build", "Fehlerraten dieser Fassung"),
    ("Evidence", "Belege"),
    ("Family tree", "Stammbaum"),
    ("Files: text, pages, PDF, mail, feeds, archives", "Dateien: Text, Seiten, PDF, Mail, Feeds, Archive"),
    ("Filter", "Filtern"),
    ("Find", "Suchen"),
    ("From", "Von"),
    ("Further", "Weiter"),
    ("Hand in", "Einreichen"),
    ("How Vorlage measures", "Wie Vorlage misst"),
    ("How it is measured", "Wie gemessen wird"),
    ("In", "In"),
    ("Is it one source or many?", "Eine Quelle oder viele?"),
    ("It is empty. Fill it with", "Er ist leer. Füllen Sie ihn mit"),
    ("It is not there", "Das gibt es nicht"),
    (
        "Keep it in the store, so that later stories are compared with it",
        "Im Speicher behalten, damit spätere Geschichten damit verglichen werden",
    ),
    ("Language", "Sprache"),
    ("Language (code)", "Sprache (Kürzel)"),
    ("Layers of the tree", "Ebenen des Baums"),
    ("Ledger", "Angaben"),
    (
        "Ledger: figures and words said per origin. Agree: two origins give the same. Drift: a copy changed it. Differs: two origins give it differently.",
        "Angaben: Zahlen und Gesagtes je Ursprung. Gleich: zwei Ursprünge geben dasselbe an. Verschoben: eine Kopie hat es geändert. Verschieden: zwei Ursprünge geben es verschieden an.",
    ),
    ("Left", "Links"),
    ("Letter", "Buchstabe"),
    ("Look again", "Noch einmal nachsehen"),
    (
        "Measured on families of copies whose true tree is known. Left out: on a set of which nothing was learnt, which is what to expect of material of another kind. 1 is perfect.",
        "Gemessen an Familien von Kopien, deren wahrer Stammbaum bekannt ist. Ausgelassen: an einer Sammlung, von der nichts gelernt wurde; das ist bei andersartigem Material zu erwarten. 1 ist vollkommen.",
    ),
    ("More of this story", "Mehr zu dieser Geschichte"),
    ("No document holds these words.", "Kein Dokument enthält diese Wörter."),
    (
        "No figures and no words said were found in this story.",
        "In dieser Geschichte wurden weder Zahlen noch Gesagtes gefunden.",
    ),
    ("No sign of copying.", "Kein Anzeichen einer Übernahme."),
    (
        "No stories yet: trace the store, or hand something in.",
        "Noch keine Geschichten: untersuchen Sie den Speicher, oder reichen Sie etwas ein.",
    ),
    ("No story is left by this filter.", "Dieser Filter lässt keine Geschichte übrig."),
    ("No words to look for.", "Keine Wörter zu suchen."),
    ("Nobody else in the store tells this story.", "Niemand sonst im Speicher erzählt diese Geschichte."),
    ("Not measured", "Nicht gemessen"),
    ("Notes", "Hinweise"),
    (
        "Nothing to ask: every edge is certain enough, or decided.",
        "Nichts zu fragen: jede Kante ist sicher genug oder entschieden.",
    ),
    ("Open questions", "Offene Fragen"),
    ("Order", "Reihenfolge"),
    ("Origin", "Ursprung"),
    (
        "Origin: a root of the tree, in hand or lost. The interval counts what would change if the uncertain edges held or fell.",
        "Ursprung: eine Wurzel des Baums, vorhanden oder verloren. Die Spanne zählt, was sich änderte, wenn die unsicheren Kanten hielten oder fielen.",
    ),
    ("Origins", "Ursprünge"),
    ("Origins, at least", "Ursprünge, mindestens"),
    ("Overview", "Überblick"),
    ("Pages", "Seiten"),
    ("Paste a text", "Text einfügen"),
    ("Publisher", "Herausgeber"),
    ("Reading", "Lesart"),
    ("Reject", "Verwerfen"),
    ("Review", "Prüfen"),
    ("Right", "Rechts"),
    ("Runs", "Läufe"),
    ("Said by", "Gesagt von"),
    ("See the stories", "Zu den Geschichten"),
    ("Set", "Sammlung"),
    ("Set beside it, too:", "Auch daneben stellen:"),
    ("Side by side", "Nebeneinander"),
    ("Something is broken", "Etwas ist kaputt"),
    ("Stories", "Geschichten"),
    ("Take back", "Zurücknehmen"),
    ("Take it with you", "Zum Mitnehmen"),
    ("Texts", "Texte"),
    ("That cannot be done so", "So geht das nicht"),
    ("That is not allowed", "Das ist nicht erlaubt"),
    ("The store", "Der Speicher"),
    ("The story", "Die Geschichte"),
    ("This desk", "Diese Redaktion"),
    (
        "This desk is open for reading. Whoever may hand in opens the address that the server printed, or shows a token.",
        "Hier darf gelesen werden. Wer einreichen darf, öffnet die Adresse, die der Server genannt hat, oder zeigt ein Token.",
    ),
    ("Time", "Zeit"),
    ("To", "Bis"),
    ("To the content", "Zum Inhalt"),
    ("Trace", "Untersuchen"),
    ("Trace the store", "Den Speicher untersuchen"),
    ("Trace the store as decided", "Den Speicher nach diesen Entscheidungen untersuchen"),
    ("Verdict", "Urteil"),
    (
        "Vorlage reconstructs the family tree of a story's copies and counts independent origins. Every answer shows its evidence; where the evidence does not reach, it says so.",
        "Vorlage rekonstruiert den Stammbaum der Kopien einer Geschichte und zählt unabhängige Ursprünge. Jede Antwort zeigt ihre Belege; wo sie nicht reichen, sagt sie es.",
    ),
    (
        "Was this text taken from that one? The answer that changes most comes first. What you decide binds the next run.",
        "Ist dieser Text von jenem genommen? Zuerst kommt, woran am meisten hängt. Was Sie entscheiden, bindet den nächsten Lauf.",
    ),
    ("Ways through the desk", "Wege durch die Redaktion"),
    ("What is shown", "Was gezeigt wird"),
    ("What was handed in", "Was eingereicht wurde"),
    (
        "Who copied this story from whom, how was it altered on the way, and how many independent sources are there?",
        "Wer hat diese Geschichte von wem übernommen, wie wurde sie unterwegs verändert, und wie viele unabhängige Quellen gibt es?",
    ),
    ("Who decides", "Wer entscheidet"),
    ("Why", "Warum"),
    ("Why this way round", "Warum in dieser Richtung"),
    ("Words", "Wörter"),
    ("Words to look for", "Gesuchte Wörter"),
    ("a copy changed it", "eine Kopie hat es geändert"),
    ("a later version by the same house", "spätere Fassung desselben Hauses"),
    ("a passage taken into another text", "eine Stelle in einen anderen Text genommen"),
    ("abridged", "gekürzt"),
    ("added", "hinzugefügt"),
    ("agree", "gleich"),
    ("agreements", "Gleiches"),
    ("aligned-sentence", "entsprechender Satz"),
    ("alike", "gleiche"),
    ("amount of change", "Maß der Änderung"),
    ("and", "und"),
    ("app-call", "Aufruf der App"),
    ("artefact", "Artefakt"),
    ("both in their own order", "beide in eigener Reihenfolge"),
    ("byline", "Verfasserzeile"),
    ("calque", "Lehnübersetzung"),
    ("candidates", "Kandidaten"),
    ("caption", "Bildunterschrift"),
    ("closing", "Schlusszeile"),
    ("confirm", "bestätigt"),
    ("conflict", "im Widerspruch"),
    ("cookie", "Cookie-Hinweis"),
    ("copied", "übernommen"),
    ("could not be told", "ließ sich nicht sagen"),
    ("credit", "Quellenangabe"),
    ("crosshead", "Zwischenüberschrift"),
    ("cut", "Schnitt"),
    (
        "cut: share of the parent that was taken; paste: share of the copy that comes from it",
        "Schnitt: Anteil der Vorlage, der übernommen wurde; Übernahme: Anteil der Kopie, der aus ihr stammt",
    ),
    ("date", "Datum"),
    ("dateline", "Ortsmarke"),
    ("decision", "Entscheidung"),
    ("differences", "Unterschiede"),
    ("different-stories", "verschiedene Geschichten"),
    ("differs", "verschieden"),
    ("direction", "Richtung"),
    ("documents", "Dokumente"),
    ("drift", "verschoben"),
    ("edges (F1)", "Kanten (F1)"),
    ("edited", "bearbeitet"),
    ("everything", "alles"),
    ("excerpt", "Auszug"),
    ("expected", "erwartet"),
    ("families", "Familien"),
    ("family tree", "Stammbaum"),
    ("field", "Feld"),
    ("figure", "Zahl"),
    ("given by", "angegeben von"),
    ("halved-quotation", "halbes Zitat"),
    ("headline", "Überschrift"),
    ("house-style", "Hausstil"),
    ("in a copy", "in einer Kopie"),
    ("in hand", "vorhanden"),
    ("independent ", "unabhängige "),
    ("keeping", "Ablegen"),
    (
        "keys: j and k go on and back, c confirms, r rejects",
        "Tasten: j und k gehen vor und zurück, c bestätigt, r verwirft",
    ),
    ("kind", "Art"),
    ("languages", "Sprachen"),
    ("latest first", "neueste zuerst"),
    ("left from right", "links aus rechts"),
    ("left out", "ausgelassen"),
    ("looking for its stories", "Suche nach den Geschichten"),
    ("lost copy of", "verlorene Kopie von"),
    ("lost text", "verlorener Text"),
    ("lost text of", "verlorener Text von"),
    ("may come from one text after all:", "stammen vielleicht doch aus einem Text:"),
    ("more", "weitere"),
    ("most documents first", "die meisten Dokumente zuerst"),
    ("most origins first", "die meisten Ursprünge zuerst"),
    ("moved", "verschoben im Text"),
    ("navigation", "Navigation"),
    ("no part of the article", "nicht Teil des Artikels"),
    ("not certain", "nicht sicher"),
    ("not in hand", "nicht vorhanden"),
    ("not known how", "wie, ist nicht bekannt"),
    ("not measured", "nicht gemessen"),
    ("nothing", "nichts"),
    ("odd-pair", "seltsames Wortpaar"),
    ("of a single origin", "eines einzigen Ursprungs"),
    ("of the copy", "von der Kopie"),
    ("one origin or two (F1)", "ein Ursprung oder zwei (F1)"),
    ("one origin, however many copies", "ein Ursprung, wie viele Kopien es auch gibt"),
    ("only ", "nur "),
    ("only copies", "nur Kopien"),
    ("origin", "Ursprung"),
    ("origins give other values", "Ursprünge geben Verschiedenes an"),
    ("other", "anderes"),
    ("others are before it", "andere sind vorher an der Reihe"),
    ("padding", "Füllwerk"),
    ("parent", "Vorlage"),
    ("parts cut", "Teile gestrichen"),
    ("paste", "Übernahme"),
    ("photo", "Bildnachweis"),
    ("probably no copy; if one, ", "wohl keine Kopie; wenn doch, "),
    ("promotion", "Werbung"),
    ("put in other words throughout", "durchweg anders formuliert"),
    ("put into another language", "in eine andere Sprache gebracht"),
    ("quotation-reworded", "Zitat umformuliert"),
    ("rare-wording", "seltene Wendung"),
    ("reading", "Lesen"),
    ("reject", "verworfen"),
    ("related", "Verweise"),
    ("replaced", "ersetzt"),
    ("residue", "Rest"),
    ("revised", "neue Fassung"),
    ("rewritten", "umgeschrieben"),
    ("right from left", "rechts aus links"),
    ("root:", "Wurzel:"),
    ("round-trip", "hin- und rückübersetzt"),
    ("said by", "gesagt von"),
    ("same-claim", "dieselbe Angabe"),
    ("self-shown", "am Text selbst zu sehen"),
    ("share", "Teilen-Knopf"),
    ("shared-error", "gemeinsamer Fehler"),
    ("shared-run", "gleiche Wortfolge"),
    ("sign of alteration", "Zeichen einer Änderung"),
    ("single", "einzeln"),
    ("some words changed by hand", "einige Wörter von Hand geändert"),
    ("somebody not found", "jemand, der nicht gefunden wurde"),
    ("source of", "Quelle von"),
    ("spinner-artefact", "Spur eines Spinners"),
    ("spun", "mit Synonymen verfremdet"),
    ("steps from the origin", "Schritte vom Ursprung"),
    ("stories", "Geschichten"),
    ("style", "Stil"),
    ("sure", "sicher"),
    ("tag", "Kürzel"),
    ("there is no such document", "dieses Dokument gibt es nicht"),
    ("there is no such story", "diese Geschichte gibt es nicht"),
    ("they cannot both be true", "beides zugleich kann nicht stimmen"),
    ("this way round", "in dieser Richtung"),
    ("ticker", "Börsenkürzel"),
    ("time", "Zeit"),
    ("to the right:", "nach rechts:"),
    ("told-to", "sagte gegenüber"),
    ("tortured-phrase", "verdrehte Wendung"),
    ("translated", "übersetzt"),
    ("translated and back again", "übersetzt und wieder zurück"),
    ("translated-furniture", "übersetztes Beiwerk"),
    ("two or more origins give the same", "zwei oder mehr Ursprünge geben dasselbe an"),
    ("uncertain edges: at most", "unsichere Kanten: höchstens"),
    ("unknown", "unbekannt"),
    ("verbatim", "wörtlich"),
    ("with the sentence model", "mit dem Satzmodell"),
    (
        "without the sentence model: translations and free rewrites are found by names and figures alone",
        "ohne das Satzmodell: Übersetzungen und freie Umschreibungen werden nur an Namen und Zahlen gefunden",
    ),
    ("word for word", "Wort für Wort"),
    ("words replaced by synonyms", "Wörter durch Synonyme ersetzt"),
    ("words said", "Gesagtes"),
];
