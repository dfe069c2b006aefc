//! Concepts: words of four languages that count or describe the same thing in news.
//!
//! A short table on purpose: what news counts, what befell those counted, and which peoples they belong to. A word outside it
//! meets its like by spelling: without accents, `k` as `c`, cut to a stem.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use vorlage_text::hash64;

/// One row: the concept, then forms in English, German, French and Spanish; a final `*` stands for any ending.
type Row = (&'static str, &'static str);

/// Things counted.
const THINGS: &[Row] = &[
    (
        "soldier",
        "soldier* troop* servicem* soldat* truppe* militaire* soldado* tropa* militares streitkraft* efectivos forces fighters",
    ),
    (
        "person",
        "people person* menschen personen leute gens personnes personas gente human* einwohner* habitant* residents \
        civilian* zivilist* civils civiles bürger* citizen* citoyen* ciudadan* villagers",
    ),
    ("man", "men man männer mann hommes homme hombres hombre"),
    ("woman", "women woman frauen frau femmes femme mujeres mujer"),
    ("child", "child* kinder* kind enfant* niños niñas menores schoolchild*"),
    ("police", "police* polizist* policier* policía* officers agents agentes beamte*"),
    ("vote", "vote* stimme* voix votos sufrag*"),
    ("job", "job* stelle* arbeitsplätz* arbeitsplatz* emploi* empleo* role* postes puestos"),
    ("house", "house* home* häuser* haus wohnung* maison* logement* casa* vivienda* habitation*"),
    ("missile", "missile* rakete* misil* rocket* cohete* roquette*"),
    ("drone", "drone* drohne* dron drones uav*"),
    ("tank", "tank* panzer* tanques blindé* chars"),
    ("aircraft", "aircraft plane* jet* flugzeug* avion* avión aviones"),
    ("ship", "ship* boat* schiff* boot* navire* bateau* barco* buque*"),
    ("vehicle", "vehicle* car cars auto autos fahrzeug* véhicule* voiture* vehículo* coche* trucks lastwagen camion*"),
    ("company", "company companies firm* unternehmen firmen entreprise* société* empresa* compañía*"),
    ("country", "country countries nation* staaten länder* land pays país* estados states"),
    ("school", "school* schule* école* escuela* colegio*"),
    ("hospital", "hospital* krankenh* hôpit*"),
    ("patient", "patient* paciente*"),
    ("case", "case cases fall fälle* cas caso casos infection* infektion* contagio*"),
    ("student", "student* schüler* étudiant* estudiante* alumno* élève* pupil*"),
    ("migrant", "migrant* refugee* flüchtling* réfugié* refugiado* asylum* migrante* geflüchtete*"),
    (
        "prisoner",
        "prisoner* hostage* geisel* otage* rehen* häftling* gefangene* prisonnier* detenu* détenu* preso* prisionero*",
    ),
    (
        "worker",
        "worker* employee* arbeiter* mitarbeiter* beschäftigte* employé* salarié* travailleur* trabajador* empleado* staff",
    ),
    ("protester", "protester* demonstrator* demonstrant* manifestant* manifestante*"),
    ("weapon", "weapon* waffe* arme* arma* arms"),
    ("fire", "fire fires wildfire* brände* brand waldbränd* incendie* incendio*"),
    ("goal", "goal* tore tor buts gol goles"),
    ("share", "share shares aktie* action* acciones"),
    ("ship", "vessel*"),
];

/// What befell those counted.
const ROLES: &[Row] = &[
    (
        "killed",
        "killed kill kills died die* dead death* fatal* tote toten toter todesopfer* tot getötet* töte* gestorben starb* umgekommen \
        ums leben tué* mort morts morte mortes décès décéd* tués muert* murieron murió matar* mató fallec* víctimas victims opfer toll slain",
    ),
    ("injured", "injured injur* wounded hurt verletz* verwundet* blessé* herid* lesionad* casualties"),
    ("missing", "missing vermisst* disparu* desaparecid* unaccounted"),
    ("arrested", "arrest* detain* festgenommen verhaftet* festnahme* arrêté* interpell* detenid* arrestad*"),
    (
        "displaced",
        "displac* evacuat* fled flee* evakuiert* flohen geflohen vertrieb* évacu* déplacé* fui evacuad* desplazad* huyeron homeless obdachlos*",
    ),
    (
        "deployed",
        "deployed deploy* sent send dispatched verlegt* entsandt* geschickt* déploy* envoy* desplegad* desplieg* envi*",
    ),
    ("rescued", "rescue* saved gerettet* rett* sauvé* secour* rescatad*"),
    ("infected", "infected infiziert* infecté* infectad* contagiad*"),
];

/// Peoples and countries by the beginnings of their words, most specific first; two concepts where a word holds two.
const PEOPLES: &[(&str, &str)] = &[
    ("nordkorea", "north korea"),
    ("norcorea", "north korea"),
    ("südkorea", "south korea"),
    ("surcorea", "south korea"),
    ("sudcorea", "south korea"),
    ("pjöngjang", "north korea"),
    ("pyongyang", "north korea"),
    ("korea", "korea"),
    ("corea", "korea"),
    ("corée", "korea"),
    ("coréen", "korea"),
    ("russ", "russia"),
    ("rusia", "russia"),
    ("ruso", "russia"),
    ("rusa", "russia"),
    ("moscow", "russia"),
    ("moskau", "russia"),
    ("moscou", "russia"),
    ("moscú", "russia"),
    ("ukrain", "ukraine"),
    ("ucrani", "ukraine"),
    ("kyiv", "ukraine"),
    ("kiew", "ukraine"),
    ("kiev", "ukraine"),
    ("amerik", "america"),
    ("améric", "america"),
    ("americ", "america"),
    ("estadounid", "america"),
    ("usa", "america"),
    ("étatsun", "america"),
    ("états", "america"),
    ("chin", "china"),
    ("israel", "israel"),
    ("israël", "israel"),
    ("iran", "iran"),
    ("palästin", "palestine"),
    ("palestin", "palestine"),
    ("deutsch", "germany"),
    ("german", "germany"),
    ("allemand", "germany"),
    ("allemagne", "germany"),
    ("alemán", "germany"),
    ("aleman", "germany"),
    ("franz", "france"),
    ("frankreich", "france"),
    ("french", "france"),
    ("franc", "france"),
    ("frances", "france"),
    ("briti", "britain"),
    ("britann", "britain"),
    ("großbrit", "britain"),
    ("spani", "spain"),
    ("spain", "spain"),
    ("español", "spain"),
    ("españ", "spain"),
    ("espagn", "spain"),
    ("japan", "japan"),
    ("japon", "japan"),
    ("japón", "japan"),
    ("türk", "turkey"),
    ("turk", "turkey"),
    ("turc", "turkey"),
    ("turq", "turkey"),
    ("syri", "syria"),
    ("siri", "syria"),
    ("polni", "poland"),
    ("polish", "poland"),
    ("poland", "poland"),
    ("polon", "poland"),
    ("polac", "poland"),
    ("polsk", "poland"),
];

/// Other words of context that news uses in every language.
const CONTEXT: &[Row] = &[
    ("north", "north* nord norte* nördlich*"),
    ("south", "south* süd* sud sur"),
    ("border", "border* grenz* frontière* frontera*"),
    ("war", "war krieg* guerre* guerra* conflict* konflikt* conflit* conflicto*"),
    ("army", "army armee* armée* ejército* military militär* navy"),
    ("government", "government* regierung* gouvernement* gobierno*"),
    ("funding", "fund* aid help hilfe* aide* ayuda* assistance unterstützung*"),
    ("defence", "defen* verteidig* défense* defens*"),
    ("gdp", "gdp bip pib"),
    ("attack", "attack* angriff* attaque* ataque* strike* assault* anschlag* attentat*"),
    ("flood", "flood* hochwasser* überschwemm* flut* inondation* inundac*"),
    ("earthquake", "earthquake* quake* erdbeben* séisme* terremoto* sismo*"),
    ("region", "region* gebiet* région* región* oblast area"),
];

/// Concepts of one word: at most two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Concepts {
    /// What a counted noun is, else 0.
    pub thing: u64,
    /// What befell it, else 0.
    pub role: u64,
    /// Keys as context, 0 for none.
    pub keys: [u64; 2],
}

/// A table ready for looking up: the number of the first row that holds a form.
#[derive(Default)]
struct Forms {
    /// Keys of the rows' names.
    names: Vec<u64>,
    whole: FxHashMap<&'static str, usize>,
    beginnings: FxHashMap<&'static str, usize>,
    /// Bytes of the longest beginning.
    longest: usize,
}

impl Forms {
    fn new(rows: &[Row]) -> Self {
        let mut out = Self { names: rows.iter().map(|(name, _)| key(name)).collect(), ..Self::default() };
        for (row, (_, forms)) in rows.iter().enumerate() {
            for form in forms.split_whitespace() {
                match form.strip_suffix('*') {
                    Some(begin) => out.begin(begin, row),
                    None => _ = out.whole.entry(form).or_insert(row),
                }
            }
        }
        out
    }

    /// Notes that words of a row begin so.
    fn begin(&mut self, begin: &'static str, row: usize) {
        self.longest = self.longest.max(begin.len());
        self.beginnings.entry(begin).or_insert(row);
    }

    /// The first row with a form of this word.
    fn row(&self, word: &str) -> Option<usize> {
        let begins = (1..=word.len().min(self.longest)).filter_map(|end| self.beginnings.get(word.get(..end)?));
        begins.chain(self.whole.get(word)).min().copied()
    }

    /// The key of the concept of a word.
    fn find(&self, word: &str) -> Option<u64> {
        self.row(word).map(|row| self.names[row])
    }
}

/// Looks up one folded word.
pub(super) fn concepts(word: &str) -> Concepts {
    static TABLES: LazyLock<[Forms; 3]> = LazyLock::new(|| [THINGS, ROLES, CONTEXT].map(Forms::new));
    static BY_BEGINNING: LazyLock<Forms> = LazyLock::new(|| {
        let mut out = Forms::default();
        PEOPLES.iter().enumerate().for_each(|(row, (begin, _))| out.begin(begin, row));
        out
    });
    let [things, roles, context] = &*TABLES;
    let (thing, role) = (things.find(word).unwrap_or(0), roles.find(word).unwrap_or(0));
    let keys = if let Some(row) = BY_BEGINNING.row(word) {
        let mut names = PEOPLES[row].1.split(' ').map(key);
        [names.next().unwrap_or(0), names.next().unwrap_or(0)]
    } else {
        let known = if thing != 0 { thing } else { role };
        [if known != 0 { known } else { context.find(word).unwrap_or_else(|| stem(word)) }, 0]
    };
    Concepts { thing, role, keys }
}

/// The key of a concept's name.
pub(super) fn key(name: &str) -> u64 {
    hash64(name.as_bytes())
}

/// Letters of a stem: cognates of the four languages share about so many ("kommission", "comisión").
const STEM: usize = 6;

/// The key of a word outside the table.
pub(super) fn stem(word: &str) -> u64 {
    let plain = vorlage_text::name_key(word);
    let plain = plain.strip_suffix("'s").unwrap_or(&plain);
    let mut stem = String::with_capacity(STEM);
    for c in plain.chars().filter(|c| c.is_alphanumeric()) {
        let c = match c {
            'k' | 'q' => 'c',
            'y' => 'i',
            'z' => 's',
            c => c,
        };
        if !stem.ends_with(c) {
            stem.push(c);
        }
        if stem.len() >= STEM {
            break;
        }
    }
    hash64(stem.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, same: bool) {
        assert_eq!(concepts(a).keys == concepts(b).keys, same, "{a} {b}");
    }

    #[test]
    fn words_of_one_concept_meet() {
        check("troops", "soldaten", true);
        check("soldats", "soldados", true);
        check("nordkoreanische", "norcoreanos", true);
        check("kommission", "commission", true);
        check("soldiers", "votes", false);
        check("russische", "ukrainische", false);
    }

    #[test]
    fn deaths_have_a_role() {
        for word in ["killed", "tote", "morts", "murieron"] {
            assert_eq!(concepts(word).role, key("killed"), "{word}");
        }
    }
}
