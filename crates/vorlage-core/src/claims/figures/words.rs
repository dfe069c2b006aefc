//! Which of the covered languages, and the words that end a noun phrase in each.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;
use vorlage_model::Lang;
use vorlage_text::numerals::{Reader, TokenKind};

/// Texts up to this many bytes are too short for a detector to overrule their own common words.
const SHORT: usize = 600;

/// The covered language of a text: as detected, unless the text is short and its commonest words say otherwise.
pub(super) fn language(text: &str, detected: Option<Lang>) -> Option<Lang> {
    let detected = detected.filter(is_covered);
    if detected.is_some() && text.len() > SHORT {
        return detected;
    }
    guess(text).or(detected)
}

/// Languages that figures are read in.
fn is_covered(lang: &Lang) -> bool {
    [Lang::EN, Lang::DE, Lang::FR, Lang::ES].contains(lang)
}

/// How much of a text is looked at to guess its language.
const GUESS_WORDS: usize = 300;

/// Words that stand in one of the languages only, or nearly so.
const MARKERS: &[(Lang, &[&str])] = &[
    (Lang::EN, &["the", "of", "and", "to", "with", "is", "was", "for", "that", "are", "by", "from", "has", "its"]),
    (
        Lang::DE,
        &["der", "die", "und", "das", "mit", "den", "nach", "ist", "von", "für", "ein", "auf", "dem", "wurden", "im"],
    ),
    (Lang::FR, &["le", "les", "des", "et", "une", "dans", "pour", "est", "du", "au", "ont", "par", "sur", "qui"]),
    (Lang::ES, &["el", "los", "las", "y", "una", "para", "del", "por", "con", "es", "al", "más", "su", "se"]),
];

/// Guesses among the covered languages by their commonest words; `None` where none or several lead.
fn guess(text: &str) -> Option<Lang> {
    let mut counts = [0u32; 4];
    for word in text.split_whitespace().take(GUESS_WORDS).filter(|w| w.len() <= 8) {
        let word = word.to_lowercase();
        for (n, (_, markers)) in MARKERS.iter().enumerate() {
            counts[n] += u32::from(markers.contains(&word.as_str()));
        }
    }
    let best = *counts.iter().max()?;
    let leads = counts.iter().filter(|&&c| c == best).count() == 1;
    (best > 0 && leads).then(|| MARKERS[counts.iter().position(|&c| c == best).unwrap_or(0)].0)
}

/// Words that no noun phrase after a number goes past.
const ENGLISH: &[&str] = &[
    "a", "about", "above", "according", "across", "after", "against", "ago", "all", "along", "alongside", "already",
    "also", "although", "am", "amid", "among", "an", "and", "any", "are", "around", "as", "at", "away", "back", "be",
    "because", "been", "before", "began", "behind", "being", "below", "between", "both", "but", "by", "came", "can",
    "come", "comes", "could", "did", "do", "does", "down", "due", "during", "each", "earlier", "either", "else",
    "ended", "even", "ever", "every", "except", "fell", "for", "from", "gained", "gave", "gets", "go", "goes", "got",
    "had", "has", "have", "he", "her", "here", "higher", "him", "his", "how", "however", "i", "if", "in", "include",
    "includes", "including", "inside", "instead", "into", "is", "it", "its", "just", "last", "later", "least", "left",
    "less", "like", "live", "long", "lost", "lower", "made", "makes", "may", "me", "might", "more", "most", "much",
    "must", "my", "near", "nearly", "next", "no", "nor", "not", "now", "of", "off", "on", "once", "one", "only",
    "onto", "or", "our", "out", "outside", "over", "own", "per", "plus", "remain", "rose", "said", "sat", "say",
    "says", "see", "sees", "she", "should", "since", "so", "some", "still", "such", "take", "takes", "than", "that",
    "the", "their", "them", "then", "there", "these", "they", "this", "those", "though", "through", "throughout",
    "till", "times", "to", "today", "together", "too", "took", "toward", "towards", "under", "unless", "until", "up",
    "upon", "us", "very", "via", "was", "we", "went", "were", "when", "where", "whether", "which", "while", "who",
    "whom", "whose", "why", "will", "with", "within", "without", "worldwide", "would", "yesterday", "yet", "you",
    "your", "works", "working", "want", "wants", "need", "needs", "seems", "apiece", "twice", "never", "online",
    "found",
];
const GERMAN: &[&str] = &[
    "aber", "als", "am", "an", "auch", "auf", "aus", "bei", "bereits", "bis", "da", "dabei", "damit", "dann", "das",
    "dass", "dem", "den", "denen", "der", "des", "die", "dies", "diese", "dieser", "doch", "durch", "ein", "eine",
    "einem", "einen", "einer", "er", "es", "für", "gab", "gegen", "gibt", "habe", "haben", "hat", "hatte", "hatten",
    "hinter", "ihr", "ihre", "im", "in", "ins", "ist", "je", "kamen", "kann", "kein", "keine", "kommen", "können",
    "liegt", "mehr", "mit", "nach", "nicht", "noch", "nun", "nur", "ob", "oder", "ohne", "pro", "sei", "seien", "sein",
    "seine", "seit", "sich", "sie", "sind", "so", "soll", "sollen", "sowie", "über", "um", "und", "unter", "vom",
    "von", "vor", "war", "waren", "was", "weil", "wenn", "werden", "wie", "wieder", "wird", "wo", "worden", "wurde",
    "wurden", "zu", "zum", "zur", "zwischen",
];
const FRENCH: &[&str] = &[
    "a", "afin", "ainsi", "alors", "après", "au", "aussi", "autour", "aux", "avait", "avaient", "avant", "avec", "car",
    "ce", "ces", "cette", "chez", "comme", "contre", "d'", "dans", "de", "depuis", "des", "deux", "dont", "du", "elle",
    "en", "entre", "est", "et", "étaient", "était", "été", "fois", "il", "ils", "je", "l'", "la", "le", "les", "leur",
    "lors", "mais", "même", "moins", "n'", "ne", "nous", "on", "ont", "ou", "où", "par", "pas", "pendant", "plus",
    "pour", "puis", "qu'", "quand", "que", "qui", "s'", "sans", "se", "selon", "sera", "seront", "ses", "si", "soit",
    "son", "sont", "sous", "sur", "sera", "très", "un", "une", "vers", "vous", "y", "à", "eux", "elles", "ceux",
    "celles",
];
const SPANISH: &[&str] = &[
    "a", "al", "ante", "antes", "así", "aunque", "bajo", "como", "con", "contra", "cuando", "de", "del", "desde",
    "después", "donde", "durante", "e", "el", "ella", "ellos", "en", "entre", "era", "eran", "es", "ese", "esta",
    "estaba", "estaban", "este", "estos", "están", "fue", "fueron", "ha", "había", "habían", "han", "hasta", "hay",
    "la", "las", "le", "lo", "los", "mediante", "menos", "mientras", "muy", "más", "ni", "no", "o", "para", "pero",
    "por", "porque", "pues", "que", "quien", "se", "según", "ser", "será", "serán", "si", "sin", "sino", "sobre",
    "son", "su", "sus", "también", "tiene", "tras", "un", "una", "unos", "veces", "y", "ya", "yo", "esos", "esas",
    "ellas", "cuales",
];

/// Position of a language in the tables of this stage; English stands for none.
pub(super) fn slot(lang: Option<Lang>) -> usize {
    match lang {
        Some(Lang::DE) => 1,
        Some(Lang::FR) => 2,
        Some(Lang::ES) => 3,
        _ => 0,
    }
}

static STOPS: LazyLock<[FxHashSet<&'static str>; 4]> =
    LazyLock::new(|| [ENGLISH, GERMAN, FRENCH, SPANISH].map(|words| words.iter().copied().collect()));

/// Tells whether a folded word ends a noun phrase.
pub(super) fn stops(word: &str, lang: Option<Lang>) -> bool {
    STOPS[slot(lang)].contains(word)
}

/// Tells whether the token's first letter is upper case.
pub(super) fn is_capital(reader: &Reader<'_>, at: usize) -> bool {
    reader.raw(at).chars().next().is_some_and(char::is_uppercase)
}

/// Tells whether the token is a word.
pub(super) fn is_word(reader: &Reader<'_>, at: usize) -> bool {
    reader.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word)
}

/// English words for those counted whose plural does not end in `s`, with their singular.
const IRREGULAR: &[(&str, &str)] = &[
    ("people", "people"),
    ("women", "woman"),
    ("children", "child"),
    ("grandchildren", "grandchild"),
    ("police", "police"),
    ("cattle", "cattle"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("mice", "mouse"),
    ("geese", "goose"),
    ("oxen", "ox"),
    ("personnel", "personnel"),
    ("staff", "staff"),
    ("crew", "crew"),
    ("aircraft", "aircraft"),
    ("spacecraft", "spacecraft"),
    ("sheep", "sheep"),
    ("fish", "fish"),
    ("deer", "deer"),
    ("species", "species"),
    ("series", "series"),
    ("works", "work"),
    ("crises", "crisis"),
    ("analyses", "analysis"),
    ("theses", "thesis"),
    ("diagnoses", "diagnosis"),
    ("data", "data"),
    ("media", "media"),
    ("criteria", "criterion"),
    ("phenomena", "phenomenon"),
    ("bacteria", "bacterium"),
    ("vertebrae", "vertebra"),
    ("alumni", "alumnus"),
    ("nuclei", "nucleus"),
    ("buses", "bus"),
    ("gases", "gas"),
    ("lenses", "lens"),
    ("quizzes", "quiz"),
    ("wives", "wife"),
    ("lives", "life"),
    ("knives", "knife"),
    ("midwives", "midwife"),
    ("leaves", "leaf"),
    ("thieves", "thief"),
    ("loaves", "loaf"),
    ("halves", "half"),
    ("calves", "calf"),
    ("shelves", "shelf"),
    ("wolves", "wolf"),
    ("elves", "elf"),
    ("iraqis", "iraqi"),
    ("israelis", "israeli"),
    ("pakistanis", "pakistani"),
    ("bangladeshis", "bangladeshi"),
    ("saudis", "saudi"),
    ("yemenis", "yemeni"),
    ("kuwaitis", "kuwaiti"),
    ("somalis", "somali"),
    ("nepalis", "nepali"),
    ("houthis", "houthi"),
    ("nazis", "nazi"),
    ("taxis", "taxi"),
    ("skis", "ski"),
    ("tsunamis", "tsunami"),
    ("menus", "menu"),
    ("gurus", "guru"),
];

/// Words for what befell those counted, which count like nouns where no noun follows ("22 dead and 40 wounded").
const BEFELL: &[&str] = &["dead", "killed", "wounded", "injured", "missing", "hurt", "arrested", "detained"];

/// Plurals in `ies` and `oes` whose singular ends in `ie` and `oe`.
const IN_E: &[&str] = &[
    "movies", "cookies", "zombies", "calories", "rookies", "selfies", "brownies", "hoodies", "prairies", "birdies",
    "genies", "ties", "pies", "lies", "dies", "shoes", "horseshoes", "toes", "canoes", "foes", "woes", "avalanches",
    "headaches", "caches", "niches", "axes", "uses", "excuses", "refuses", "fuses", "spouses",
];

/// Words in `men` that are no plural of `man`.
const NOT_MEN: &[&str] = &["specimen", "regimen", "omen", "abdomen", "acumen", "semen", "yemen", "carmen", "amen"];

/// Words in `s` that are no plural.
const SINGULAR: &[&str] = &[
    "gas", "news", "lens", "christmas", "atlas", "bias", "canvas", "texas", "vegas", "kansas", "dallas", "thomas",
    "arkansas", "overseas", "perhaps", "besides", "always", "afterwards", "themselves", "ourselves",
];

/// Nouns in `ly`.
const NOUNS_IN_LY: &[&str] = &[
    "family", "ally", "supply", "reply", "bully", "assembly", "monopoly", "butterfly", "fly", "anomaly", "melancholy",
];

/// Tells whether an English word is an adverb by its ending.
pub(super) fn is_adverb(word: &str) -> bool {
    word.ends_with("ly") && !NOUNS_IN_LY.contains(&word)
}

/// Tells whether a word says what befell those counted.
pub(super) fn befell(word: &str) -> bool {
    BEFELL.contains(&word)
}

/// The singular of an English plural; `None` for a word that is no plural.
pub(super) fn singular_en(word: &str) -> Option<String> {
    if befell(word) {
        return Some(word.to_owned());
    }
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == word) {
        return Some((*one).to_owned());
    }
    if let Some(stem) = word.strip_suffix("men").filter(|_| !NOT_MEN.contains(&word)) {
        return Some(format!("{stem}man"));
    }
    let bare = word.strip_suffix('s').filter(|b| b.len() >= 2)?;
    if ["s", "u", "i", "'", "’"].iter().any(|end| bare.ends_with(end)) || SINGULAR.contains(&word) {
        return None;
    }
    if IN_E.contains(&word) {
        return Some(bare.to_owned());
    }
    if let Some(stem) = bare.strip_suffix("ie").filter(|s| s.len() > 1) {
        return Some(format!("{stem}y"));
    }
    // "viruses", but "houses" and "causes": two vowels before the `s` keep their `e`.
    let us = bare.ends_with("use") && !bare.ends_with("ouse") && !bare.ends_with("ause") && bare.len() > "abuse".len();
    let hissing = us || ["she", "che", "xe", "sse", "zze", "oe"].iter().any(|end| bare.ends_with(end));
    Some(if hissing { bare[..bare.len() - 1].to_owned() } else { bare.to_owned() })
}

/// The singular of a French or Spanish plural by its ending; other words stay as they are.
pub(super) fn singular_romance(word: &str, lang: Option<Lang>) -> String {
    let es = lang == Some(Lang::ES);
    if let Some(stem) = word.strip_suffix("ciones").or_else(|| word.strip_suffix("siones")).filter(|_| es) {
        return format!("{stem}{}ión", &word[stem.len()..stem.len() + 1]);
    }
    if let Some(stem) = word.strip_suffix("es").filter(|s| es && s.ends_with(['r', 'l', 'd', 'n'])) {
        return stem.to_owned();
    }
    word.strip_suffix(['s', 'x']).filter(|s| s.len() > 2).unwrap_or(word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(plural: &str, expected: Option<&str>) {
        assert_eq!(singular_en(plural).as_deref(), expected, "{plural}");
    }

    #[test]
    fn english_plurals_have_a_singular() {
        check("soldiers", Some("soldier"));
        check("countries", Some("country"));
        check("losses", Some("loss"));
        check("matches", Some("match"));
        check("women", Some("woman"));
        check("airmen", Some("airman"));
        check("specimen", None);
        check("tornadoes", Some("tornado"));
        check("shoes", Some("shoe"));
        check("fetuses", Some("fetus"));
        check("houses", Some("house"));
        check("babies", Some("baby"));
        check("ties", Some("tie"));
        check("iraqis", Some("iraqi"));
        check("gas", None);
        check("virus", None);
        check("ukraine's", None);
        check("man", None);
    }

    #[test]
    fn languages_are_guessed_by_common_words() {
        assert_eq!(guess("the price of wheat rose"), Some(Lang::EN));
        assert_eq!(guess("der Preis für Weizen und Mais"), Some(Lang::DE));
        assert_eq!(guess("12345"), None);
    }
}
