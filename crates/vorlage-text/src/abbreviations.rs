//! Words before a full stop that do not end a sentence, and words that begin one.
//!
//! Written from grammar and usage of each language; one table serves all, because a text quotes other languages and detection may
//! abstain. Words that are also common words of another language stand under their own language alone.

use vorlage_model::Lang;

/// What a full stop after a word may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Never ends a sentence: "Dr.", "z.B.", "p. ej.".
    Never,
    /// Ends none before a figure: "No. 5", "Art. 3"; otherwise it is a plain word.
    NotBeforeFigure,
    /// Ends a sentence only if the next word is one that begins sentences: "Inc.", "Mio.".
    Perhaps,
    /// Ends a sentence before any capital: "etc.", "Nov."; ends none before a figure.
    Often,
    /// An ordinary word.
    Plain,
}

/// Judges a lower-cased word without its last stop ("lt", "u.s", "z.b").
pub(crate) fn stop_after(word: &str, lang: Option<Lang>) -> Stop {
    if NEVER.contains_word(word) || lang.is_some_and(|l| never_in(l, word)) {
        Stop::Never
    } else if NOT_BEFORE_FIGURE.contains_word(word) {
        Stop::NotBeforeFigure
    } else if PERHAPS.contains_word(word) {
        Stop::Perhaps
    } else if OFTEN.contains_word(word) {
        Stop::Often
    } else {
        Stop::Plain
    }
}

/// Tells whether a lower-cased word begins sentences and stands capitalised hardly anywhere else.
pub(crate) fn begins_sentences(word: &str) -> bool {
    STARTERS.contains_word(word)
}

/// Tells whether a lower-cased word is the name of a month in a language that writes days as ordinals ("13. November").
pub(crate) fn is_month(word: &str) -> bool {
    MONTHS.contains_word(word)
}

/// Tells whether a language writes ordinals as a number with a stop.
pub(crate) fn writes_ordinals_with_stop(lang: Lang) -> bool {
    matches!(
        lang.code(),
        "de" | "da"
            | "nb"
            | "nn"
            | "no"
            | "cs"
            | "sk"
            | "sl"
            | "hr"
            | "sr"
            | "bs"
            | "pl"
            | "hu"
            | "fi"
            | "et"
            | "lv"
            | "is"
            | "tr"
            | "lb"
    )
}

/// Words that are abbreviations in one language and common words in another.
fn never_in(lang: Lang, word: &str) -> bool {
    match lang.code() {
        "it" => matches!(word, "on" | "sen" | "ing" | "sig" | "dott" | "avv" | "geom" | "rag"),
        "pl" => matches!(word, "im" | "tj" | "red" | "dot" | "św"),
        "de" => matches!(word, "i" | "a" | "o" | "st" | "geb" | "gest" | "frz" | "engl"),
        "nl" => matches!(word, "mr" | "nl" | "ir"),
        "tr" => matches!(word, "mah" | "cad" | "sok" | "bkz" | "örn"),
        _ => false,
    }
}

/// A sorted list of lower-case words.
struct Words(&'static [&'static str]);

impl Words {
    /// Looks the word up; that the list is sorted is held by a test.
    fn contains_word(&self, word: &str) -> bool {
        self.0.binary_search(&word).is_ok()
    }
}

const NEVER: Words = Words(&[
    "adm", "approx", "assoc", "av", "bgm", "bijv", "blz", "brig", "bspw", "bzgl", "bzw", "ca", "capt", "cf", "cmdr",
    "col", "cpl", "cpt", "d.h", "dgl", "dhr", "dipl", "dipl.-ing", "doç", "dr", "dra", "drs", "dtn", "dña", "e.g",
    "ef", "ej", "evtl", "exmo", "fr", "frl", "gen", "gens", "ggf", "gov", "gral", "hab", "hon", "hptm", "hr", "hrn",
    "i.d.r", "i.e", "ing", "inkl", "insp", "inż", "kpt", "lic", "lt", "maj", "messrs", "mevr", "mgr", "mj", "mjr",
    "mlle", "mme", "mons", "mr", "mrs", "ms", "msgr", "mt", "np", "o.ä", "ofw", "plk", "pp", "ppłk", "pres", "prof",
    "ptl", "płk", "rep", "reps", "resp", "rev", "sen", "sens", "sgt", "sog", "sra", "srta", "ste", "supt", "tzv",
    "tzw", "u.a", "ud", "uds", "ul", "usf", "vgl", "vs", "z.b", "zw", "zzgl", "öst", "акад", "вул", "ген", "им",
    "корр", "обл", "полк", "проф", "св", "см", "ст", "т.н", "ул", "ім",
]);

const NOT_BEFORE_FIGURE: Words = Words(&[
    "abb", "abs", "abt", "art", "art.nr", "bd", "cap", "ch", "fig", "kap", "lit", "no", "nos", "nr", "num", "núm",
    "op", "p", "pag", "par", "pos", "pág", "s", "sec", "str", "sz", "tab", "tel", "vol", "z", "zif", "гл", "рис",
    "стр", "табл", "№",
]);

const PERHAPS: Words = Words(&[
    "ave", "bhf", "blvd", "bros", "cent", "co", "corp", "d.c", "dept", "e.v", "excl", "exkl", "govt", "inc", "incl",
    "jr", "km", "llc", "ltd", "mind", "mio", "mld", "mln", "mrd", "op.cit", "plc", "rd", "sq", "sr", "st", "std",
    "tsd", "u.k", "u.n", "u.s", "u.s.a", "univ", "грн", "млн", "млрд", "руб", "тис", "тыс",
]);

const OFTEN: Words = Words(&[
    "abr", "ago", "apr", "aug", "avr", "dec", "dez", "dic", "etc", "feb", "fev", "fri", "févr", "jan", "janv", "juil",
    "jul", "jun", "mai", "nov", "oct", "okt", "ott", "sep", "sept", "thu", "thur", "thurs", "tue", "tues", "u.s.w",
    "usw", "wed", "г", "гг", "р", "рр",
]);

const MONTHS: Words = Words(&[
    "april", "august", "december", "dezember", "februar", "februari", "jan", "januar", "juli", "juni", "jänner", "mai",
    "maj", "marts", "märz", "nov", "november", "oktober", "sept", "september",
]);

const STARTERS: Words = Words(&[
    "a", "aber", "according", "after", "all", "also", "although", "an", "and", "another", "as", "at", "auch", "auf",
    "because", "before", "bei", "both", "but", "by", "ce", "ces", "cette", "con", "da", "dans", "das", "de", "dem",
    "den", "der", "despite", "die", "dies", "diese", "dieser", "doch", "during", "each", "ein", "eine", "einige", "el",
    "elle", "elles", "en", "er", "es", "este", "et", "every", "few", "for", "from", "für", "he", "her", "here", "hier",
    "hij", "his", "how", "however", "i", "ich", "if", "ihre", "il", "ils", "im", "in", "it", "its", "la", "las",
    "last", "le", "les", "los", "mais", "many", "mas", "meanwhile", "mehr", "mit", "more", "most", "my", "nach", "no",
    "not", "now", "nun", "o", "on", "once", "one", "only", "os", "our", "over", "para", "pero", "por", "seit",
    "several", "she", "sie", "since", "so", "some", "such", "that", "the", "their", "then", "there", "these", "they",
    "this", "those", "though", "to", "um", "un", "una", "und", "under", "une", "until", "von", "was", "we", "wegen",
    "wenn", "what", "when", "where", "whether", "which", "while", "who", "why", "wir", "with", "y", "you", "your",
    "zu", "zudem", "в", "его", "если", "и", "как", "на", "но", "он", "она", "они", "по", "с", "это", "я", "і",
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [NEVER, NOT_BEFORE_FIGURE, PERHAPS, OFTEN, MONTHS, STARTERS] {
            let mut sorted = list.0.to_vec();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(list.0, sorted);
        }
    }
}
