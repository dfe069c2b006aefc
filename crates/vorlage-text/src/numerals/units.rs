//! Units: currencies by sign, code and word; shares; SI and imperial units; spans of time.
//!
//! Names are one per unit over all languages ("USD", "percent", "kilometre"), so that figures of two languages meet. Words are
//! looked up folded, several words joined by one space.
//!
//! **Source:** ISO 4217 codes, SI and imperial names as UnitML spells them ("metre", "litre"); the choice of currencies is those of
//! the news sets that Vorlage is measured on.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use vorlage_model::Lang;

/// A unit of measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// Printed name.
    pub name: &'static str,
    /// Sort.
    pub class: Class,
}

/// Sorts of units; figures of different sorts never speak of the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Money.
    Money,
    /// Percent and points of percent.
    Share,
    /// Spans of time.
    Time,
    /// Any other measure.
    Measure,
}

/// One row of a table: name, class, and the forms of one or several languages, separated by `|`.
type Row = (&'static str, Class, &'static str);

use Class::{Measure, Money, Share, Time};

/// Units whose forms mean the same in every language.
const EVERYWHERE: &[Row] = &[
    ("USD", Money, "usd|us dollar|us dollars|u s dollars|dollar us|dollars us|us-dollar"),
    ("EUR", Money, "eur|euro|euros"),
    ("GBP", Money, "gbp"),
    ("JPY", Money, "jpy|yen"),
    ("CHF", Money, "chf|sfr"),
    ("CNY", Money, "cny|rmb|yuan|yuans|renminbi"),
    ("RUB", Money, "rub"),
    ("UAH", Money, "uah"),
    ("INR", Money, "inr"),
    ("KRW", Money, "krw|won"),
    ("ILS", Money, "ils|nis"),
    ("TRY", Money, "lira|liras|turkish lira|turkish liras"),
    ("BRL", Money, "brl|reais"),
    ("PLN", Money, "pln|zloty|zlotys|złoty"),
    ("AUD", Money, "aud"),
    ("CAD", Money, "cad"),
    ("HKD", Money, "hkd"),
    ("MXN", Money, "mxn"),
    ("ARS", Money, "ars"),
    ("COP", Money, "cop"),
    ("CLP", Money, "clp"),
    ("SEK", Money, "sek"),
    ("NOK", Money, "nok"),
    ("DKK", Money, "dkk"),
    ("CZK", Money, "czk"),
    ("HUF", Money, "huf|forint"),
    ("ZAR", Money, "zar|rand"),
    ("NGN", Money, "ngn|naira"),
    ("THB", Money, "thb|baht"),
    ("IDR", Money, "idr|rupiah"),
    ("BTC", Money, "btc|bitcoin|bitcoins"),
    ("percent", Share, "%|percent|per cent|pct"),
    ("permille", Share, "‰"),
    ("metre", Measure, "m"),
    ("kilometre", Measure, "km"),
    ("centimetre", Measure, "cm"),
    ("decimetre", Measure, "dm"),
    ("millimetre", Measure, "mm"),
    ("square metre", Measure, "m²|m2|sq m|qm"),
    ("square kilometre", Measure, "km²|km2|sq km"),
    ("cubic metre", Measure, "m³|m3"),
    ("hectare", Measure, "ha|hectare|hectares"),
    ("kilogram", Measure, "kg|kilo|kilos"),
    ("gram", Measure, "g"),
    ("milligram", Measure, "mg"),
    ("ton", Measure, "t"),
    ("litre", Measure, "l"),
    ("millilitre", Measure, "ml"),
    ("kilometre per hour", Measure, "km/h|kmh|kph"),
    ("metre per second", Measure, "m/s"),
    ("mile per hour", Measure, "mph"),
    ("mile per gallon", Measure, "mpg"),
    ("horsepower", Measure, "hp|bhp|ps"),
    ("watt", Measure, "w|watt|watts"),
    ("kilowatt", Measure, "kw|kilowatt|kilowatts"),
    ("megawatt", Measure, "mw|megawatt|megawatts"),
    ("gigawatt", Measure, "gw|gigawatt|gigawatts"),
    ("kilowatt hour", Measure, "kwh"),
    ("megawatt hour", Measure, "mwh"),
    ("gigawatt hour", Measure, "gwh"),
    ("volt", Measure, "v|volt|volts"),
    ("hertz", Measure, "hz|hertz"),
    ("kilohertz", Measure, "khz"),
    ("megahertz", Measure, "mhz"),
    ("gigahertz", Measure, "ghz"),
    ("decibel", Measure, "db"),
    ("pascal", Measure, "pa"),
    ("megapascal", Measure, "mpa"),
    ("kilopound per square inch", Measure, "ksi"),
    ("celsius", Measure, "° c|°c|℃|deg c|degc|celsius"),
    ("fahrenheit", Measure, "° f|°f|℉|deg f|degf|fahrenheit"),
    ("degree", Measure, "°"),
    ("kelvin", Measure, "kelvin"),
    ("kilobyte", Measure, "kb"),
    ("megabyte", Measure, "mb"),
    ("gigabyte", Measure, "gb"),
    ("terabyte", Measure, "tb"),
    ("knot", Measure, "kt|kn"),
    ("mega british thermal unit", Measure, "mmbtu"),
    ("british thermal unit", Measure, "btu"),
    ("cubic centimetre", Measure, "cm³|cm3|cc"),
    ("square centimetre", Measure, "cm²|cm2"),
    ("square foot", Measure, "sq ft|ft²|ft2"),
    ("cubic foot", Measure, "cu ft|ft³|ft3|pieds cubes|pies cúbicos|kubikfuß"),
    ("nanometre", Measure, "nm"),
    ("micrometre", Measure, "µm|μm"),
    ("microgram", Measure, "µg|μg|mcg|mikrogramm|microgramme|microgrammes|microgramo|microgramos"),
    ("centilitre", Measure, "cl"),
    ("kilometre per second", Measure, "km/s"),
    ("part per million", Measure, "ppm"),
    ("part per billion", Measure, "ppb"),
    ("pound per square inch", Measure, "psi"),
    ("revolution per minute", Measure, "rpm"),
    ("frame per second", Measure, "fps"),
    ("kilocalorie", Measure, "kcal"),
    ("joule", Measure, "joule|joules"),
    ("kilojoule", Measure, "kj|kilojoule|kilojoules"),
    ("newton", Measure, "newton|newtons"),
    ("kilopascal", Measure, "kpa|kilopascal|kilopascals"),
    ("hectopascal", Measure, "hpa"),
    ("millibar", Measure, "mbar|millibar|millibars"),
    ("ampere", Measure, "ampere|amperes"),
    ("milliampere hour", Measure, "mah"),
    ("kilovolt", Measure, "kv|kilovolt|kilovolts"),
    ("ohm", Measure, "ω|ohm|ohms"),
    ("farad", Measure, "farad|farads"),
    ("lumen", Measure, "lumen|lumens"),
    ("becquerel", Measure, "becquerel|becquerels"),
    ("sievert", Measure, "sv|sievert|sieverts"),
    ("millisievert", Measure, "msv|millisievert|millisieverts"),
    ("terawatt hour", Measure, "twh"),
    ("terawatt", Measure, "tw|terawatt|terawatts"),
    ("megapixel", Measure, "mp|megapixel|megapixels"),
    ("megabit per second", Measure, "mbps|mbit/s"),
    ("gigabit per second", Measure, "gbps|gbit/s"),
    ("foot pound-force", Measure, "lb-ft|lb ft"),
];

const ENGLISH: &[Row] = &[
    ("USD", Money, "dollar|dollars|u.s. dollars|american dollars|buck|bucks"),
    ("cent", Money, "cent|cents|¢"),
    ("AUD", Money, "australian dollar|australian dollars"),
    ("CAD", Money, "canadian dollar|canadian dollars"),
    ("HKD", Money, "hong kong dollars|hong kong dollar"),
    ("NZD", Money, "new zealand dollars"),
    ("GBP", Money, "pound sterling|pounds sterling|british pounds|sterling"),
    ("CNY", Money, "chinese yuan"),
    ("JPY", Money, "japanese yen"),
    ("RUB", Money, "ruble|rubles|rouble|roubles"),
    ("UAH", Money, "hryvnia|hryvnias"),
    ("INR", Money, "rupee|rupees|indian rupees"),
    ("ILS", Money, "shekel|shekels"),
    ("CHF", Money, "swiss franc|swiss francs|franc|francs"),
    ("peso", Money, "peso|pesos"),
    ("crown", Money, "crown|crowns|krona|kronor|kroner"),
    ("dirham", Money, "dirham|dirhams"),
    ("riyal", Money, "riyal|riyals"),
    ("percent", Share, "percentage"),
    ("percentage point", Share, "percentage point|percentage points|percent point|percent points|pp"),
    ("basis point", Share, "basis point|basis points|bps"),
    ("times", Measure, "times|fold"),
    ("millisecond", Time, "millisecond|milliseconds|ms"),
    ("second", Time, "second|seconds|sec|secs"),
    ("minute", Time, "minute|minutes|min|mins"),
    ("hour", Time, "hour|hours|hr|hrs"),
    ("day", Time, "day|days"),
    ("week", Time, "week|weeks"),
    ("month", Time, "month|months"),
    ("year", Time, "year|years|yr|yrs"),
    ("decade", Time, "decade|decades"),
    ("century", Time, "century|centuries"),
    ("metre", Measure, "meter|meters|metre|metres"),
    ("kilometre", Measure, "kilometer|kilometers|kilometre|kilometres|kms"),
    ("centimetre", Measure, "centimeter|centimeters|centimetre|centimetres"),
    ("millimetre", Measure, "millimeter|millimeters|millimetre|millimetres"),
    ("mile", Measure, "mile|miles|mi"),
    ("nautical mile", Measure, "nautical mile|nautical miles"),
    ("light year", Measure, "light year|light years|light-years"),
    ("foot", Measure, "foot|feet|ft"),
    ("inch", Measure, "inch|inches"),
    ("yard", Measure, "yard|yards"),
    ("acre", Measure, "acre|acres"),
    ("square metre", Measure, "square metre|square metres|square meter|square meters"),
    ("square kilometre", Measure, "square kilometre|square kilometres|square kilometer|square kilometers"),
    ("square mile", Measure, "square mile|square miles|sq mi"),
    ("square foot", Measure, "square foot|square feet|sq ft"),
    ("cubic foot", Measure, "cubic foot|cubic feet"),
    ("cubic metre", Measure, "cubic metre|cubic metres|cubic meter|cubic meters"),
    ("kilogram", Measure, "kilogram|kilograms|kgs"),
    ("gram", Measure, "gram|grams"),
    ("milligram", Measure, "milligram|milligrams"),
    ("ton", Measure, "ton|tons|tonne|tonnes|metric tons|metric tonnes"),
    ("pound", Measure, "pound|pounds|lb|lbs"),
    ("pint", Measure, "pint|pints"),
    ("quart", Measure, "quart|quarts"),
    ("dram", Measure, "dram|drams"),
    ("ounce", Measure, "ounce|ounces|oz|fluid ounce|fluid ounces"),
    ("litre", Measure, "liter|liters|litre|litres"),
    ("millilitre", Measure, "milliliter|milliliters|millilitre|millilitres"),
    ("gallon", Measure, "gallon|gallons"),
    ("barrel", Measure, "barrel|barrels|bbl"),
    ("bushel", Measure, "bushel|bushels"),
    ("stone", Measure, "stone"),
    ("nanometre", Measure, "nanometer|nanometers|nanometre|nanometres"),
    ("micrometre", Measure, "micrometer|micrometers|micron|microns"),
    ("microgram", Measure, "microgram|micrograms"),
    ("cubic centimetre", Measure, "cubic centimetre|cubic centimetres|cubic centimeter|cubic centimeters"),
    ("cubic mile", Measure, "cubic mile|cubic miles"),
    ("cubic yard", Measure, "cubic yard|cubic yards"),
    ("square inch", Measure, "square inch|square inches"),
    ("square yard", Measure, "square yard|square yards"),
    ("terawatt hour", Measure, "terawatt hour|terawatt hours|terawatt-hours"),
    ("gigawatt hour", Measure, "gigawatt hour|gigawatt hours|gigawatt-hours"),
    ("kilobyte", Measure, "kilobyte|kilobytes"),
    ("astronomical unit", Measure, "astronomical unit|astronomical units|au"),
    ("ampere", Measure, "amp|amps"),
    ("kilowatt hour", Measure, "kilowatt hour|kilowatt hours|kilowatt-hours"),
    ("megawatt hour", Measure, "megawatt hour|megawatt hours|megawatt-hours"),
    ("calorie", Measure, "calorie|calories"),
    ("decibel", Measure, "decibel|decibels"),
    ("celsius", Measure, "degrees celsius|degree celsius|degrees c|degree c|degrees centigrade"),
    ("fahrenheit", Measure, "degrees fahrenheit|degree fahrenheit|degrees f|degree f"),
    ("degree", Measure, "degree|degrees"),
    ("megabyte", Measure, "megabyte|megabytes"),
    ("gigabyte", Measure, "gigabyte|gigabytes"),
    ("terabyte", Measure, "terabyte|terabytes"),
    ("knot", Measure, "knot|knots"),
];

const GERMAN: &[Row] = &[
    ("USD", Money, "dollar|dollars|us-dollar|us dollar"),
    ("cent", Money, "cent|cents"),
    ("AUD", Money, "australische dollar|australischen dollar"),
    ("CAD", Money, "kanadische dollar|kanadischen dollar"),
    ("GBP", Money, "pfund|britische pfund|britischen pfund|pfund sterling"),
    ("CHF", Money, "franken|schweizer franken"),
    ("RUB", Money, "rubel"),
    ("UAH", Money, "hrywnja|griwna"),
    ("INR", Money, "rupien"),
    ("ILS", Money, "schekel"),
    ("crown", Money, "kronen"),
    ("peso", Money, "pesos|peso"),
    ("percent", Share, "prozent|v. h"),
    ("percentage point", Share, "prozentpunkt|prozentpunkte|prozentpunkten"),
    ("basis point", Share, "basispunkte|basispunkten"),
    ("times", Measure, "mal"),
    ("second", Time, "sekunde|sekunden"),
    ("minute", Time, "minute|minuten"),
    ("hour", Time, "stunde|stunden"),
    ("day", Time, "tag|tage|tagen"),
    ("week", Time, "woche|wochen"),
    ("month", Time, "monat|monate|monaten"),
    ("year", Time, "jahr|jahre|jahren"),
    ("decade", Time, "jahrzehnt|jahrzehnte|jahrzehnten"),
    ("century", Time, "jahrhundert|jahrhunderte|jahrhunderten"),
    ("metre", Measure, "meter|metern"),
    ("kilometre", Measure, "kilometer|kilometern"),
    ("centimetre", Measure, "zentimeter|zentimetern"),
    ("millimetre", Measure, "millimeter|millimetern"),
    ("mile", Measure, "meile|meilen"),
    ("foot", Measure, "fuß"),
    ("inch", Measure, "zoll"),
    ("square metre", Measure, "quadratmeter|quadratmetern"),
    ("square kilometre", Measure, "quadratkilometer|quadratkilometern"),
    ("cubic metre", Measure, "kubikmeter|kubikmetern"),
    ("hectare", Measure, "hektar"),
    ("kilogram", Measure, "kilogramm"),
    ("gram", Measure, "gramm"),
    ("milligram", Measure, "milligramm"),
    ("ton", Measure, "tonne|tonnen"),
    ("litre", Measure, "liter|litern"),
    ("millilitre", Measure, "milliliter"),
    ("barrel", Measure, "barrel|fass"),
    ("horsepower", Measure, "pferdestärken"),
    ("kilowatt hour", Measure, "kilowattstunden|kilowattstunde"),
    ("megawatt hour", Measure, "megawattstunden|megawattstunde"),
    ("gigawatt hour", Measure, "gigawattstunden"),
    ("kilometre per hour", Measure, "stundenkilometer|stundenkilometern"),
    ("celsius", Measure, "grad celsius"),
    ("fahrenheit", Measure, "grad fahrenheit"),
    ("degree", Measure, "grad"),
    ("calorie", Measure, "kalorien"),
    ("decibel", Measure, "dezibel"),
    ("knot", Measure, "knoten"),
];

const FRENCH: &[Row] = &[
    ("USD", Money, "dollar|dollars|dollars américains|dollar américain"),
    ("cent", Money, "centime|centimes|cents"),
    ("AUD", Money, "dollars australiens"),
    ("CAD", Money, "dollars canadiens"),
    ("GBP", Money, "livres|livres sterling|livre sterling"),
    ("JPY", Money, "yens"),
    ("CHF", Money, "francs suisses|franc suisse"),
    ("franc", Money, "franc|francs"),
    ("RUB", Money, "rouble|roubles"),
    ("UAH", Money, "hryvnias"),
    ("INR", Money, "roupies"),
    ("ILS", Money, "shekels"),
    ("crown", Money, "couronnes"),
    ("peso", Money, "pesos|peso"),
    ("percent", Share, "pour cent|pourcent|pour-cent"),
    ("percentage point", Share, "point de pourcentage|points de pourcentage"),
    ("basis point", Share, "points de base"),
    ("times", Measure, "fois"),
    ("second", Time, "seconde|secondes"),
    ("minute", Time, "minute|minutes"),
    ("hour", Time, "heure|heures"),
    ("day", Time, "jour|jours"),
    ("week", Time, "semaine|semaines"),
    ("month", Time, "mois"),
    ("year", Time, "an|ans|année|années"),
    ("decade", Time, "décennie|décennies"),
    ("century", Time, "siècle|siècles"),
    ("metre", Measure, "mètre|mètres"),
    ("kilometre", Measure, "kilomètre|kilomètres"),
    ("centimetre", Measure, "centimètre|centimètres"),
    ("millimetre", Measure, "millimètre|millimètres"),
    ("mile", Measure, "mile|miles"),
    ("foot", Measure, "pieds|pied"),
    ("inch", Measure, "pouce|pouces"),
    ("square metre", Measure, "mètres carrés|mètre carré"),
    ("square kilometre", Measure, "kilomètres carrés|kilomètre carré"),
    ("cubic metre", Measure, "mètres cubes|mètre cube"),
    ("kilogram", Measure, "kilogramme|kilogrammes"),
    ("gram", Measure, "gramme|grammes"),
    ("milligram", Measure, "milligramme|milligrammes"),
    ("ton", Measure, "tonne|tonnes"),
    ("litre", Measure, "litre|litres"),
    ("millilitre", Measure, "millilitre|millilitres"),
    ("barrel", Measure, "baril|barils"),
    ("horsepower", Measure, "chevaux|cv"),
    ("celsius", Measure, "degrés celsius"),
    ("degree", Measure, "degré|degrés"),
    ("calorie", Measure, "calories"),
    ("decibel", Measure, "décibels"),
    ("knot", Measure, "nœuds"),
    ("megabyte", Measure, "mo|mégaoctets"),
    ("gigabyte", Measure, "go|gigaoctets"),
];

const SPANISH: &[Row] = &[
    ("USD", Money, "dólar|dólares|dolares|dólares estadounidenses"),
    ("cent", Money, "centavo|centavos|céntimo|céntimos"),
    ("AUD", Money, "dólares australianos"),
    ("CAD", Money, "dólares canadienses"),
    ("GBP", Money, "libras esterlinas|libra esterlina"),
    ("JPY", Money, "yenes"),
    ("CHF", Money, "francos suizos"),
    ("franc", Money, "francos"),
    ("RUB", Money, "rublo|rublos"),
    ("UAH", Money, "grivnas"),
    ("INR", Money, "rupias"),
    ("peso", Money, "peso|pesos"),
    ("MXN", Money, "pesos mexicanos"),
    ("ARS", Money, "pesos argentinos"),
    ("COP", Money, "pesos colombianos"),
    ("CLP", Money, "pesos chilenos"),
    ("PEN", Money, "soles"),
    ("BOB", Money, "bolivianos"),
    ("crown", Money, "coronas"),
    ("percent", Share, "por ciento|por cien|porciento"),
    ("percentage point", Share, "punto porcentual|puntos porcentuales"),
    ("basis point", Share, "puntos básicos"),
    ("times", Measure, "veces"),
    ("second", Time, "segundo|segundos"),
    ("minute", Time, "minuto|minutos"),
    ("hour", Time, "hora|horas"),
    ("day", Time, "día|días|dias"),
    ("week", Time, "semana|semanas"),
    ("month", Time, "mes|meses"),
    ("year", Time, "año|años"),
    ("decade", Time, "década|décadas"),
    ("century", Time, "siglo|siglos"),
    ("metre", Measure, "metro|metros"),
    ("kilometre", Measure, "kilómetro|kilómetros|kilometros"),
    ("centimetre", Measure, "centímetro|centímetros"),
    ("millimetre", Measure, "milímetro|milímetros"),
    ("mile", Measure, "milla|millas"),
    ("foot", Measure, "pie|pies"),
    ("inch", Measure, "pulgada|pulgadas"),
    ("acre", Measure, "acres"),
    ("square metre", Measure, "metros cuadrados|metro cuadrado"),
    ("square kilometre", Measure, "kilómetros cuadrados|kilómetro cuadrado"),
    ("cubic metre", Measure, "metros cúbicos|metro cúbico"),
    ("hectare", Measure, "hectárea|hectáreas"),
    ("kilogram", Measure, "kilogramo|kilogramos"),
    ("gram", Measure, "gramo|gramos"),
    ("milligram", Measure, "miligramo|miligramos"),
    ("ton", Measure, "tonelada|toneladas"),
    ("pound", Measure, "libra|libras"),
    ("ounce", Measure, "onza|onzas"),
    ("litre", Measure, "litro|litros"),
    ("gallon", Measure, "galón|galones"),
    ("barrel", Measure, "barril|barriles"),
    ("watt", Measure, "vatio|vatios"),
    ("megawatt", Measure, "megavatios"),
    ("celsius", Measure, "grados celsius|grado celsius|grados centígrados"),
    ("degree", Measure, "grado|grados"),
    ("calorie", Measure, "calorías"),
    ("decibel", Measure, "decibelios"),
    ("knot", Measure, "nudos"),
];

/// Forms of one letter or two that mean a unit only in exactly this case after digits ("5 m", "20 W"); elsewhere they are words.
const CASED: &[(&str, &str)] = &[
    ("m", "m"),
    ("t", "t"),
    ("l", "lL"),
    ("g", "g"),
    ("w", "W"),
    ("v", "V"),
    ("pa", "Pa"),
    ("mw", "MW"),
    ("ha", "ha"),
    ("mpa", "MPa"),
    ("ps", "PS"),
    ("kn", "kn"),
    ("kt", "kt"),
    ("mi", "mi"),
    ("go", "Go"),
    ("mo", "Mo"),
    ("min", "min"),
    ("ms", "ms"),
    ("mp", "MP"),
    ("au", "AU"),
    ("cc", "cc"),
    ("sv", "Sv"),
    ("tw", "TW"),
    ("kv", "kV"),
    ("nm", "nm"),
    ("times", "times"),
    ("stone", "stone"),
];

type Table = BTreeMap<&'static str, Unit>;

static TABLES: LazyLock<[Table; 5]> =
    LazyLock::new(|| [table(&[]), table(ENGLISH), table(GERMAN), table(FRENCH), table(SPANISH)]);

fn table(own: &'static [Row]) -> Table {
    let rows = EVERYWHERE.iter().chain(own);
    rows.flat_map(|&(name, class, forms)| forms.split('|').map(move |f| (f, Unit { name, class }))).collect()
}

/// Looks a folded form up ("miles", "per cent", "km/h"); `None` as language takes English.
#[must_use]
pub fn unit(form: &str, lang: Option<Lang>) -> Option<Unit> {
    let n = match lang {
        None | Some(Lang::EN) => 1,
        Some(Lang::DE) => 2,
        Some(Lang::FR) => 3,
        Some(Lang::ES) => 4,
        Some(_) => 0,
    };
    TABLES[n].get(form).copied()
}

/// Tells whether a short form, as written, may be a unit: "5 M" is no metre, "20 Mo" no month.
#[must_use]
pub fn case_fits(raw: &str, folded: &str) -> bool {
    CASED
        .iter()
        .find(|(form, _)| *form == folded)
        .is_none_or(|(_, shapes)| shapes.split('|').any(|s| s == raw || (raw.len() == 1 && s.contains(raw))))
}

/// The sort of a unit by its printed name, rates included ("USD per barrel"); `None` for a counted noun.
#[must_use]
pub fn class_of(name: &str) -> Option<Class> {
    static NAMES: LazyLock<BTreeMap<&'static str, Class>> = LazyLock::new(|| {
        let all = EVERYWHERE.iter().chain(ENGLISH).chain(GERMAN).chain(FRENCH).chain(SPANISH);
        all.map(|&(name, class, _)| (name, class)).chain(DOLLARS.iter().map(|&(_, code)| (code, Money))).collect()
    });
    let base = name.split(" per ").next().unwrap_or(name);
    NAMES.get(name).or_else(|| NAMES.get(base)).copied()
}

/// The currency of a sign.
#[must_use]
pub fn sign(mark: &str) -> Option<&'static str> {
    Some(match mark {
        "$" | "＄" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        "¥" | "￥" => "JPY",
        "₹" => "INR",
        "₽" => "RUB",
        "₩" => "KRW",
        "₪" => "ILS",
        "₺" => "TRY",
        "₴" => "UAH",
        "₦" => "NGN",
        "₫" => "VND",
        "฿" => "THB",
        "₱" => "PHP",
        "₿" => "BTC",
        _ => return None,
    })
}

/// Letters beside a dollar sign and the dollar they mean.
const DOLLARS: &[(&str, &str)] = &[
    ("US", "USD"),
    ("U", "USD"),
    ("A", "AUD"),
    ("AU", "AUD"),
    ("Aus", "AUD"),
    ("C", "CAD"),
    ("CA", "CAD"),
    ("Can", "CAD"),
    ("CDN", "CAD"),
    ("HK", "HKD"),
    ("NZ", "NZD"),
    ("S", "SGD"),
    ("SG", "SGD"),
    ("NT", "TWD"),
    ("R", "BRL"),
    ("MX", "MXN"),
    ("Mex", "MXN"),
];

/// The dollar that letters beside its sign name ("A$", "HK$", "$US").
#[must_use]
pub fn dollar(letters: &str) -> Option<&'static str> {
    DOLLARS.iter().find(|(l, _)| *l == letters).map(|&(_, code)| code)
}

/// The currency of letters that stand before an amount ("EUR 5", "Rs 500", "PS6m").
#[must_use]
pub fn code(letters: &str) -> Option<&'static str> {
    match letters {
        "Rs" | "Re" => Some("INR"),
        "PS" => Some("GBP"),
        "Y" => Some("JPY"),
        "Fr" | "SFr" => Some("CHF"),
        _ if letters.len() == 3 && letters.bytes().all(|b| b.is_ascii_uppercase()) => {
            let folded = letters.to_ascii_lowercase();
            TABLES[0].get(folded.as_str()).filter(|u| u.class == Money).map(|u| u.name)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: &str, lang: Lang, expected: Option<&str>) {
        assert_eq!(unit(form, Some(lang)).map(|u| u.name), expected, "{form} in {lang}");
    }

    #[test]
    fn one_unit_has_one_name_in_every_language() {
        for (form, lang) in
            [("percent", Lang::EN), ("prozent", Lang::DE), ("pour cent", Lang::FR), ("por ciento", Lang::ES)]
        {
            check(form, lang, Some("percent"));
        }
        check("dólares", Lang::ES, Some("USD"));
        check("stundenkilometer", Lang::DE, Some("kilometre per hour"));
        check("soldiers", Lang::EN, None);
    }

    #[test]
    fn short_forms_keep_their_case() {
        assert!(case_fits("MW", "mw") && !case_fits("mw", "mw"));
        assert!(case_fits("m", "m") && !case_fits("M", "m"));
        assert!(case_fits("miles", "miles"));
    }

    #[test]
    fn rates_have_the_class_of_their_base() {
        assert_eq!(class_of("USD per barrel"), Some(Class::Money));
        assert_eq!(class_of("mile per hour"), Some(Class::Measure));
        assert_eq!(class_of("soldier"), None);
    }
}
