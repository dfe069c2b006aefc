//! Words that carry speech: verbs of saying, pronouns, titles, particles, per language.
//!
//! In: a word as it stands. Out: its [`Roles`]. One hash lookup a word, no allocation for short ASCII words. The tables are short
//! lists of our own writing, one file a language; a language without a table gets an empty lexicon, so that only the marks speak.
//! Never: decides anything; it only says what a word can be.
//! **Source:** written for this project; verbs of saying checked against the errors on PolNeAR and the German Wikinews quotations.

mod de;
mod en;
mod es;
mod fr;

use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use vorlage_model::Lang;

/// What a word can be; a set of the constants below.
pub type Roles = u32;

/// A finite verb form or participle of saying ("said", "erklärte").
pub const SAY: Roles = 1;
/// A verb that reports an attitude or act of speech, weaker evidence ("criticised", "forderte").
pub const HOLD: Roles = 1 << 1;
/// Auxiliary or modal.
pub const AUX: Roles = 1 << 2;
/// Pronoun for a man.
pub const HE: Roles = 1 << 3;
/// Pronoun for a woman.
pub const SHE: Roles = 1 << 4;
/// Pronoun for several or a body.
pub const THEY: Roles = 1 << 5;
/// Article, possessive or other determiner.
pub const DETERMINER: Roles = 1 << 6;
/// Preposition.
pub const PREPOSITION: Roles = 1 << 7;
/// Opens a subordinate clause ("that", "dass", "while").
pub const SUBORDINATE: Roles = 1 << 8;
/// Relative pronoun.
pub const RELATIVE: Roles = 1 << 9;
/// Adverb that may stand between subject and verb.
pub const ADVERB: Roles = 1 << 10;
/// Title or function of a person ("minister", "spokesman").
pub const FUNCTION: Roles = 1 << 11;
/// First name of a man.
pub const MAN: Roles = 1 << 12;
/// First name of a woman, or a form of address for one.
pub const WOMAN: Roles = 1 << 13;
/// Weekday, month, or another word for time.
pub const TIME: Roles = 1 << 14;
/// Says where words come from ("according to", "laut", "selon").
pub const ACCORDING: Roles = 1 << 15;
/// "and", "or", "but".
pub const AND: Roles = 1 << 16;
/// Is written with a full stop that ends no sentence.
pub const ABBREVIATION: Roles = 1 << 17;
/// Names a body ("Ministry", "Union").
pub const BODY: Roles = 1 << 18;
/// Particle inside names ("de", "van", "bin").
pub const PARTICLE: Roles = 1 << 19;
/// A noun of saying ("statement", "Aussage"): what it governs is somebody's words.
pub const SAYING: Roles = 1 << 20;
/// Separated verb particle that belongs to a verb of saying ("an", "hinzu", "mit").
pub const APART: Roles = 1 << 21;
/// A common word that is no name even where it is capitalised.
pub const COMMON: Roles = 1 << 22;
/// Pronoun of any kind.
pub const PRONOUN: Roles = HE | SHE | THEY;
/// First name.
pub const FIRST_NAME: Roles = MAN | WOMAN;

/// The table of one language: roles and the words that have them, separated by white space.
pub type Table = &'static [(Roles, &'static str)];

/// Longest word that is looked up without an allocation, bytes.
const BUFFER: usize = 48;

/// Words of one language and their roles.
pub struct Lexicon {
    words: FxHashMap<&'static str, Roles>,
    /// Nouns are capitalised.
    pub german: bool,
    /// Short words lose their vowel before another ("l'accord", "qu'il").
    pub elides: bool,
    /// Partial quotations inside reported clauses are claims of their own (see `quotes`).
    pub english: bool,
}

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::build(&[en::TABLE, FIRST_NAMES]));
static GERMAN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::build(&[de::TABLE, FIRST_NAMES]));
static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::build(&[fr::TABLE, FIRST_NAMES]));
static SPANISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::build(&[es::TABLE, FIRST_NAMES]));
static OTHER: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::build(&[FIRST_NAMES]));

/// First names that are frequent in news of several languages; enough to tell a person from a place, and he from she.
const FIRST_NAMES: Table = &[
    (
        MAN,
        "aaron abdul abdullah adam ahmad ahmed alain albert alejandro aleksandr alex alexander alexandre ali alistair allen \
         ambrose amir anders andre andreas andrei andrew andrey andrii andriy ángel angel anthony antoine anton antonio antony \
         arnold arthur barack ben benjamin bernard bernd bernie bill bob boris brad brian bruce bruno carl carlos charles chris \
         christian christoph christopher claude claus craig cyril dan daniel dave david denis dennis dick didier dieter dimitri \
         dmitri dmitry dmytro don donald doug edgar edmund eduardo edward emmanuel emmanuel enrique eric erik ernst erdogan \
         fabian felipe felix fernando florian francis francisco franck françois frank franz fred friedrich gary gavin geert \
         georg george georges gerald gerard gerd gerhard gilbert glenn gordon graham greg gregor günter guido guy hamid hans \
         harald harry hassan heinrich heinz helmut henri henry herbert hermann horst howard hugh hugo ian ibrahim igor ismail \
         ivan jack jacques jaime james jan jared jason javier jean jeff jeffrey jens jeremy jerry jim jimmy joachim joe joel \
         johan johann johannes john jon jonathan jorge jörg josé jose josef joseph josep josh joshua juan julian jürgen justin \
         karl keith ken kenneth kevin klaus kurt kyle lars larry laurent lawrence leo leonid lindsey louis luc lucas luis luke \
         lutz maksym manfred manuel marc marcel marco marcus mario mark markus martin mateusz matt matthew matthias maurice max \
         mehmet michael michail michel miguel mike mikhail mitch mitt mohamed mohammad mohammed muhammad mustafa narendra nathan \
         neil nicholas nick nicolas nicolás nigel nikolai noah norbert oleg oleksandr oleksiy olaf oliver olivier omar oscar \
         oskar otto pablo pascal pat patrick paul pavel pedro peer pete peter petro phil philip philipp philippe pierre piotr \
         rafael rainer ralf ralph rand ray raymond recep reiner reinhard rené ricardo richard rick rob robert roberto robin \
         rodrigo roger roland rolf roman ron ronald rudolf rudy russell ryan said salman samuel scott sean sebastian sergei \
         sergej sergey serhii sergio simon stefan stephan stephen steve steven stuart sven sylvain ted terry theo theodor \
         thierry thomas tim timothy tobias todd tom tony travis trevor udo ulf ulrich uwe vadim valeri victor vincent viktor \
         vitali vladimir volker volodymyr walter warren wayne werner wilhelm will willem william winfried wladimir wolf \
         wolfgang wolodymyr xavier xi yevgeny yoshihide yoon yuri yves zachary",
    ),
    (
        WOMAN,
        "agnes aisha alexandra alice alicia amanda amy ana andrea angela anja anke ann anna anne annegret annette anne-marie \
         annalena antje ashley astrid ayesha barbara beate beatrice bettina birgit brigitte camille carla carly carmen carol \
         carolin caroline catherine cécile charlotte chelsea christiane christina christine christiane cindy claire claudia \
         condoleezza connie cornelia cristina dagmar daniela debbie deborah debra diana diane dilma dolores doris dorothea eileen elena \
         elisabeth elizabeth elke ellen emily emma erika erna esther eva eve fatima fiona florence franziska frauke gabriele \
         gerda gina giorgia grace hanna hannah heather heidi heike helen helena helene helga hélène hillary ilse inge ingrid \
         irene iris irina isabel isabelle ivanka jacqueline jana jane janet jennifer jenny jessica jill joan joanna johanna judith \
         julia julie juliette jutta kaja kamala karen karin karla katharina katherine kathleen kathrin kathy katja katrin kelly \
         kellyanne kerstin kim kirsten kristin laura lauren laurence leila lena lisa loretta lucia luisa lucy lydia magdalena maría \
         maggie malu manuela margaret margarete margot maria mariana marie marina marine marion marlene martha martina mary \
         megan megyn melania melanie melissa mercedes merkel michelle monica monika nadia nancy natalia natalie nathalie \
         nicola nicole nina nora olena olga pamela patricia paula petra rachel rebecca regina renate rita rosa rosalind ruth \
         sabine sahra samantha sandra sara sarah saskia serena sharon sigrid silvia simone sofia sonia sophia sophie stacy \
         stefanie stephanie susan susana susanne suzanne svetlana sylvia tamara tammy tanja tatiana teresa theresa tina tulsi \
         ulla ulrike ursula ute valerie vanessa vera veronica victoria viktoria virginia wendy yasmin yulia yvonne",
    ),
];

impl Lexicon {
    /// The lexicon of a language; an unknown or uncovered language has one of first names only.
    pub fn of(lang: Option<Lang>) -> &'static Self {
        match lang {
            Some(Lang::EN) => &ENGLISH,
            Some(Lang::DE) => &GERMAN,
            Some(Lang::FR) => &FRENCH,
            Some(Lang::ES) => &SPANISH,
            _ => &OTHER,
        }
    }

    fn build(tables: &[Table]) -> Self {
        let mut words: FxHashMap<&'static str, Roles> = FxHashMap::default();
        for (roles, list) in tables.iter().flat_map(|t| t.iter()) {
            for word in list.split_whitespace() {
                *words.entry(word).or_default() |= roles;
            }
        }
        let first = tables[0].as_ptr();
        Self {
            words,
            german: first == de::TABLE.as_ptr(),
            elides: first == fr::TABLE.as_ptr(),
            english: first == en::TABLE.as_ptr(),
        }
    }

    /// What a word can be; 0 for a word that no table holds.
    pub fn roles(&self, word: &str) -> Roles {
        let mut buffer = [0u8; BUFFER];
        if let (true, Some(room)) = (word.is_ascii(), buffer.get_mut(..word.len())) {
            room.copy_from_slice(word.as_bytes());
            room.make_ascii_lowercase();
            return std::str::from_utf8(room).map_or(0, |w| self.look_up(w));
        }
        if word.len() > BUFFER {
            return 0;
        }
        self.look_up(&word.to_lowercase())
    }

    fn look_up(&self, word: &str) -> Roles {
        let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        let found = self.words.get(bare).copied().unwrap_or(0);
        if found != 0 {
            return found;
        }
        let plural = bare.strip_suffix('n').filter(|w| self.german && w.ends_with("te"));
        let verb = plural.and_then(|w| self.words.get(w)).map_or(0, |r| r & (SAY | HOLD));
        if verb != 0 { verb } else { self.compound(bare) }
    }

    /// The roles of a compound's last part: "Außenminister" is a minister, "co-founder" a founder.
    fn compound(&self, word: &str) -> Roles {
        if let Some((_, last)) = word.rsplit_once('-') {
            return self.words.get(last).copied().unwrap_or(0) & (FUNCTION | BODY);
        }
        if !self.german || word.len() < 8 {
            return 0;
        }
        de::HEADS.iter().find(|(head, _)| word.ends_with(head)).map_or(0, |&(_, roles)| roles)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lang: Lang, word: &str, role: Roles) {
        assert!(Lexicon::of(Some(lang)).roles(word) & role != 0, "{word}");
    }

    #[test]
    fn words_are_known_in_any_case_and_as_compounds() {
        check(Lang::EN, "Said", SAY);
        check(Lang::DE, "ERKLÄRTE", SAY);
        check(Lang::DE, "Verteidigungsministerin", FUNCTION);
        check(Lang::FR, "déclaré", SAY);
        check(Lang::ES, "dijo", SAY);
    }

    #[test]
    fn an_uncovered_language_knows_first_names_only() {
        assert_eq!(Lexicon::of(Lang::parse("pl")).roles("powiedział"), 0);
        check(Lang::EN, "Olena", WOMAN);
    }
}
