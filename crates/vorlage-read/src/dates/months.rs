//! Names of months in the languages of news, by CLDR's spellings.

use vorlage_model::Lang;

/// Letters up to which a name must stand alone: longer ones are stems, which endings may follow.
const WHOLE: usize = 4;
/// Letters that may follow a stem: case endings, as in `ноябрь`, `marraskuuta`, `nëntorit`.
const ENDING: usize = 5;

/// Names and stems, lower case, by month.
const MONTHS: [&[&str]; 12] = [
    &[
        "jan", "january", "januar", "janv", "janvier", "janvār", "janeiro", "janar", "jän", "jänner", "jaanuar", "ene",
        "enero", "gen", "genn", "gennaio", "gener", "ian", "ianuarie", "xaneiro", "urtarril", "ocak", "oca", "yanvar",
        "sty", "stycznia", "stycz", "ledna", "leden", "siječ", "tammikuu", "saus", "sausio", "ιαν", "ιανουαρ", "янв",
        "январ", "січ", "січня", "яну", "януар", "јан", "јануар", "студз", "ינואר", "يناير", "جانفي", "ژانویه",
        "جنوری", "जनवरी", "জানুয়ারি", "มกราคม", "ม.ค", "იანვ",
    ],
    &[
        "feb", "february", "febr", "februar", "febrero", "febbraio", "febrer", "febreiro", "feber", "févr", "fév",
        "février", "fevrier", "fev", "fevereiro", "veebruar", "februār", "shkurt", "otsail", "şub", "şubat", "subat",
        "fevral", "lut", "lutego", "luty", "února", "únor", "velja", "helmikuu", "vas", "vasario", "φεβ", "φεβρουαρ",
        "фев", "феврал", "февруари", "лют", "лютого", "феб", "фебруар", "פברואר", "فبراير", "فيفري", "شباط", "فوریه",
        "فروری", "फरवरी", "फ़रवरी", "ফেব্রুয়ারি", "กุมภาพันธ์", "თებერ",
    ],
    &[
        "mar", "march", "märz", "maerz", "mär", "mrz", "mars", "marz", "marzo", "março", "marco", "març", "marts",
        "märts", "maart", "mrt", "mart", "martie", "martxo", "marca", "marzec", "března", "březen", "ožuj", "március",
        "márc", "maaliskuu", "kovo", "maret", "mac", "machi", "marec", "μαρ", "μαρτ", "μάρτ", "мар", "март", "марта",
        "бер", "берез", "маў", "сакав", "מרץ", "מרס", "مارس", "آذار", "مارچ", "मार्च", "মার্চ", "มีนาคม", "მარტ",
    ],
    &[
        "apr", "april", "avr", "avril", "abr", "abril", "aprile", "apríl", "április", "ápr", "aprīl", "aprill",
        "prill", "apiril", "nis", "nisan", "aprel", "kwi", "kwietnia", "kwiec", "dubna", "duben", "trav", "travnja",
        "huhtikuu", "bal", "balandžio", "απρ", "απριλ", "апр", "апрел", "април", "кві", "квіт", "красав", "אפריל",
        "أبريل", "ابريل", "إبريل", "أفريل", "نيسان", "آوریل", "اپریل", "अप्रैल", "এপ্রিল", "เมษายน", "აპრილ",
    ],
    &[
        "may", "mai", "mayo", "maggio", "mag", "maio", "maig", "mei", "maj", "maja", "máj", "mája", "május", "maijs",
        "maijā", "maiatz", "mayıs", "mayis", "května", "květen", "svibanj", "svibnja", "toukokuu", "geg", "gegužės",
        "gegužė", "μαι", "μαϊ", "μαΐου", "μαϊου", "μάιος", "мая", "май", "мај", "маја", "тра", "трав", "травня",
        "траў", "מאי", "مايو", "ماي", "أيار", "ایار", "مه", "مئی", "मई", "মে", "พฤษภาคม", "მაის",
    ],
    &[
        "jun", "june", "juni", "juin", "junio", "junho", "juny", "jún", "június", "júna", "jūnij", "juuni", "iunie",
        "iun", "giu", "giugno", "xuño", "ekain", "haz", "haziran", "iyun", "cze", "czerwca", "czerw", "června",
        "červen", "lipnja", "lipanj", "kesäkuu", "bir", "birželio", "qershor", "ιουν", "ιουνίου", "ιουνιου", "июн",
        "июня", "июнь", "юни", "јун", "јуна", "чер", "червня", "червень", "чэрв", "יוני", "يونيو", "جوان", "حزيران",
        "ژوئن", "جون", "जून", "জুন", "มิถุนายน", "ივნის",
    ],
    &[
        "jul", "july", "juli", "juil", "juillet", "julio", "julho", "juliol", "júl", "július", "júla", "jūlij",
        "juuli", "iulie", "iul", "lug", "luglio", "xullo", "uztail", "tem", "temmuz", "iyul", "lip", "lipca", "lipiec",
        "července", "červenec", "srpnja", "srpanj", "heinäkuu", "lie", "liepos", "korrik", "julai", "ιουλ", "ιουλίου",
        "ιουλιου", "июл", "июля", "июль", "юли", "јул", "јула", "лип", "липня", "липень", "ліпен", "יולי", "يوليو",
        "يوليوز", "جويلية", "تموز", "ژوئیه", "جولائی", "जुलाई", "জুলাই", "กรกฎาคม", "ივლის",
    ],
    &[
        "aug", "august", "août", "aout", "ago", "agosto", "agost", "agustus", "agu", "agosti", "ogos", "augusztus",
        "ağu", "ağustos", "agustos", "avqust", "avgust", "avg", "sie", "sierp", "sierpnia", "srpna", "srpen", "kolov",
        "elokuu", "rugp", "rugpjūčio", "abuztu", "gusht", "αυγ", "αυγούστ", "αυγουστ", "авг", "август", "сер",
        "серпня", "серпень", "жнів", "אוגוסט", "أغسطس", "اغسطس", "غشت", "أوت", "آب", "اوت", "اگست", "अगस्त", "আগস্ট",
        "สิงหาคม", "აგვის",
    ],
    &[
        "sep", "sept", "september", "septembre", "septiembre", "septembrie", "septemb", "setembro", "setembre",
        "setiembre", "set", "sett", "settembre", "szept", "szeptember", "eyl", "eylül", "eylul", "sentyabr", "wrz",
        "września", "wrzesień", "září", "zář", "rujna", "rujan", "syyskuu", "rugs", "rugsėjo", "irail", "shtator",
        "σεπ", "σεπτ", "σεπτεμβρ", "сен", "сент", "сентяб", "септ", "септември", "септемб", "вер", "верес", "верас",
        "ספטמבר", "سبتمبر", "شتنبر", "أيلول", "سپتامبر", "ستمبر", "सितंबर", "सितम्बर", "সেপ্টেম্বর", "กันยายน", "სექტ",
    ],
    &[
        "oct", "october", "oktober", "okt", "octobre", "octubre", "octombrie", "outubro", "out", "ott", "ottobre",
        "október", "oktobr", "oktoober", "oktoba", "eki", "ekim", "oktyabr", "paź", "październ", "października",
        "října", "říjen", "lokakuu", "spal", "spalio", "urri", "tetor", "οκτ", "οκτωβρ", "окт", "октяб", "октомври",
        "октоб", "жов", "жовт", "кастр", "אוקטובר", "أكتوبر", "اكتوبر", "اکتبر", "اکتوبر", "अक्टूबर", "अक्तूबर", "অক্টোবর",
        "ตุลาคม", "ოქტო",
    ],
    &[
        "nov", "november", "novembre", "noviembre", "novembro", "noiembrie", "noiem", "novemb", "kas", "kasım",
        "kasim", "noyabr", "lis", "listopad", "studen", "marraskuu", "lapkr", "lapkričio", "azaro", "nëntor", "νοε",
        "νοεμβρ", "ноя", "ноябр", "ноем", "ноември", "нов", "новемб", "лис", "листопад", "лістап", "נובמבר", "نوفمبر",
        "نونبر", "نوامبر", "نومبر", "नवंबर", "नवम्बर", "নভেম্বর", "พฤศจิกายน", "ნოემბ",
    ],
    &[
        "dec", "december", "dez", "dezember", "dezembro", "déc", "décembre", "decembre", "dic", "diciembre",
        "dicembre", "des", "desember", "desembre", "decembrie", "decembro", "decemb", "detsember", "disember",
        "desemba", "ara", "aralık", "aralik", "dekabr", "gru", "grudnia", "grudzień", "prosin", "joulukuu", "gruod",
        "gruodžio", "abendu", "dhjetor", "δεκ", "δεκεμβρ", "дек", "декаб", "декември", "дец", "децемб", "гру", "груд",
        "снеж", "דצמבר", "ديسمبر", "دجنبر", "دسامبر", "دسمبر", "दिसंबर", "दिसम्बर", "ডিসেম্বর", "ธันวาคม", "დეკემ",
    ],
];

/// The month (1 to 12) that a word names. `lang` decides between languages that give one name to two months.
pub(super) fn month(word: &str, lang: Option<Lang>) -> Option<u32> {
    let lower = word.to_lowercase();
    if lower.starts_with("listopad") && lang == Lang::parse("hr") {
        return Some(10);
    }
    // Hebrew puts "in" before the name without a space.
    let hebrew = lower.strip_prefix('ב').unwrap_or(&lower);
    let length =
        |names: &[&str]| names.iter().filter(|n| fits(&lower, n) || hebrew == **n).map(|n| n.chars().count()).max();
    // The longest stem wins: `července` is July, though `červen` is June.
    let known = MONTHS.iter().zip(1..).filter_map(|(names, month)| Some((length(names)?, month)));
    known.max_by_key(|(length, month)| (*length, std::cmp::Reverse(*month))).map(|(_, month)| month)
}

fn fits(word: &str, name: &str) -> bool {
    let Some(rest) = word.strip_prefix(name) else {
        return false;
    };
    rest.is_empty()
        || name.chars().count() > WHOLE && rest.chars().count() <= ENDING && !rest.starts_with(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_in_many_languages() {
        for (word, expected) in [
            ("November", 11),
            ("Nov", 11),
            ("novembre", 11),
            ("ноября", 11),
            ("listopada", 11),
            ("kasım", 11),
            ("marraskuuta", 11),
            ("März", 3),
            ("MARZO", 3),
            ("sierpnia", 8),
            ("srpna", 8),
            ("srpnja", 7),
            ("července", 7),
            ("června", 6),
            ("lipca", 7),
            ("lipnja", 6),
            ("בנובמבר", 11),
            ("أيلول", 9),
            ("अक्टूबर", 10),
            ("juli", 7),
            ("juin", 6),
            ("gegužės", 5),
            ("Αυγούστου", 8),
        ] {
            assert_eq!(month(word, None), Some(expected), "{word}");
        }
        assert_eq!(month("listopada", Lang::parse("hr")), Some(10));
    }

    #[test]
    fn words_that_begin_like_a_month_are_none() {
        for word in ["margin", "marsh", "mayor", "octopus", "decide", "juniper", "set1", "de", "m"] {
            assert_eq!(month(word, None), None, "{word}");
        }
    }
}
