//! Lines that pages put around an article; invented, and nobody's own.

use vorlage_model::Lang;

/// Agencies that a family without a mark of its own can name.
pub const AGENCIES: [&str; 5] = ["Reuters", "AP", "AFP", "dpa", "EFE"];

/// Invented outlets, each in the spellings that its pages use.
pub const OUTLETS: [[&str; 3]; 4] = [
    ["Northgate Courier", "NORTHGATE COURIER", "northgate-courier.example"],
    ["The Lowland Post", "Lowland Post", "lowlandpost.example"],
    ["Daily Beacon", "DailyBeacon", "www.dailybeacon.example"],
    ["Harbour & Hill", "Harbour and Hill", "harbourhill.example"],
];

/// What stands above, inside and below an article.
#[derive(Debug, Clone, Copy)]
pub struct Lines {
    /// Above the article.
    pub above: &'static [&'static str],
    /// Between two paragraphs.
    pub inside: &'static [&'static str],
    /// Below the article.
    pub below: &'static [&'static str],
    /// The word that hedges a rounded figure; empty where none is known.
    pub about: &'static str,
}

const EN: Lines = Lines {
    above: &["Share on Facebook", "Home > News", "3 min read"],
    inside: &["Sign up for our morning newsletter", "Advertisement", "Read also: What we know so far"],
    below: &["Comments are closed", "More on this subject", "Download our app"],
    about: "about",
};
const DE: Lines = Lines {
    above: &["Auf Facebook teilen", "Startseite > Nachrichten", "Lesedauer: 3 Minuten"],
    inside: &["Jetzt unseren Newsletter abonnieren", "Anzeige", "Lesen Sie auch: Was bisher bekannt ist"],
    below: &["Die Kommentare sind geschlossen", "Mehr zum Thema", "Zur Startseite"],
    about: "rund",
};
const FR: Lines = Lines {
    above: &["Partager sur Facebook", "Accueil > Actualités", "Temps de lecture : 3 minutes"],
    inside: &["Abonnez-vous à notre lettre du matin", "Publicité", "Lire aussi : ce que l'on sait"],
    below: &["Les commentaires sont fermés", "Sur le même sujet", "Télécharger notre application"],
    about: "environ",
};
const ES: Lines = Lines {
    above: &["Compartir en Facebook", "Inicio > Noticias", "3 minutos de lectura"],
    inside: &["Suscríbase a nuestro boletín", "Publicidad", "Lea también: lo que se sabe hasta ahora"],
    below: &["Los comentarios están cerrados", "Más sobre este tema", "Descargue nuestra aplicación"],
    about: "unos",
};
/// Machines of any country leave these.
const OTHER: Lines = Lines { above: &["Facebook"], inside: &["***"], below: &["RSS"], about: "" };

/// The lines of a language.
pub fn lines(lang: Option<Lang>) -> Lines {
    match lang {
        Some(Lang::EN) => EN,
        Some(Lang::DE) => DE,
        Some(Lang::FR) => FR,
        Some(Lang::ES) => ES,
        _ => OTHER,
    }
}
