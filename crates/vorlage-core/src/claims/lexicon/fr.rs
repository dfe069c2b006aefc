//! French words of speech.
//!
//! In, out, cost: see the parent. **Source:** written for this project; not measured on a labelled set.

use super::{
    ABBREVIATION, ACCORDING, ADVERB, AND, AUX, BODY, COMMON, DETERMINER, FUNCTION, HE, HOLD, MAN, PARTICLE,
    PREPOSITION, RELATIVE, SAY, SAYING, SHE, SUBORDINATE, THEY, TIME, Table, WOMAN,
};

/// The table.
pub const TABLE: Table = &[
    (
        SAY,
        "dit disait dira disent disant déclare déclaré déclarait déclarant affirme affirmé affirment affirmait affirmant ajoute ajouté \
         ajoutait ajoutant explique expliqué expliquait expliquent expliquant estime estimé estimait estiment estimant assure assuré \
         assurait assurant précise précisé précisait précisant souligne souligné soulignait soulignant indique indiqué indiquait \
         indiquent indiquant annonce annoncé annonçait annoncent rappelle rappelé rappelait rappelant écrit écrivait écrivent \
         répond répondu répondait lance lancé lançait martèle martelé insiste insisté poursuit poursuivi conclut conclu \
         reconnaît reconnu admet admis avoue avoué raconte raconté rapporte rapporté rapportent confie confié témoigne témoigné dénonce \
         dénoncé dénoncent regrette regretté prévient prévenu averti avertit prédit promis promet demande demandé réclame réclamé \
         interroge interrogé tweeté confirmé confirme confirment nié dément démenti réagi réagit commente commenté note noté \
         observe observé relève relevé constaté constate prétend prétendu soutient soutenu résume résumé juge jugé glisse \
         salue salué plaide plaidé résume renchérit tranche",
    ),
    (
        HOLD,
        "accuse accusé critiqué critique pense pensent espère espéré craint craignent veut souhaite souhaité propose proposé appelle appelé évoque évoqué qualifie qualifié considère refuse refusé",
    ),
    (
        AUX,
        "a ont avait avaient est sont était étaient aura auraient aurait sera serait peut peuvent pourrait doit doivent devrait \
         va vont ayant étant fait t-il t-elle",
    ),
    (HE, "il a-t-il t-il lui-même dit-il celui-ci ajoute-t-il"),
    (SHE, "elle a-t-elle t-elle elle-même dit-elle celle-ci"),
    (THEY, "on ils elles nous je vous a-t-on"),
    (
        DETERMINER,
        "le la les l un une des du ce cet cette ces son sa ses leur leurs mon ma mes notre nos votre vos plusieurs certains deux trois",
    ),
    (
        PREPOSITION,
        "de du des d à au aux en dans par pour sur avec sans sous contre chez vers depuis pendant après avant entre lors selon malgré",
    ),
    (SUBORDINATE, "que qu si quand lorsque comme parce puisque tandis alors bien afin où"),
    (RELATIVE, "qui que dont où lequel laquelle"),
    (
        ADVERB,
        "aussi encore également ainsi notamment déjà toujours puis ensuite enfin hier aujourd'hui cependant toutefois même ne pas n se s lui leur m l y en",
    ),
    (
        FUNCTION,
        "président présidente ministre premier première chef cheffe secrétaire porte-parole directeur directrice député députée \
         sénateur sénatrice maire gouverneur général colonel commandant ambassadeur commissaire chancelier chancelière professeur \
         chercheur chercheuse économiste avocat avocate procureur juge responsable responsables source sources expert experts \
         analyste patron dirigeant dirigeants opposant candidat candidate leader roi reine pape évêque témoin témoins journaliste \
         auteur membre membres habitant habitants fondateur fonctionnaire diplomate diplomates m mme mlle dr me",
    ),
    (WOMAN, "mme mlle présidente directrice reine députée avocate"),
    (MAN, "m monsieur roi pape"),
    (
        TIME,
        "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre matin soir semaine mois année",
    ),
    (ACCORDING, "selon d'après"),
    (AND, "et ou mais ni"),
    (ABBREVIATION, "m mm mme dr st etc cf janv févr sept oct nov déc"),
    (
        BODY,
        "ministère gouvernement police parti agence commission comité conseil union université institut centre association tribunal cour parlement sénat assemblée armée banque groupe société entreprise organisation journal communiqué rapport élysée kremlin otan onu ue maison",
    ),
    (PARTICLE, "de du des la le d von van el al ben bin di da"),
    (
        SAYING,
        "communiqué déclaration déclarations propos discours interview entretien lettre tweet message mots rapport titre slogan",
    ),
    (
        COMMON,
        "le la les l un une des du de d ce cet cette ces il elle on ils elles nous je vous et ou mais en dans à au aux par pour sur avec sans selon après avant depuis lors si quand comme qui que ne pas plus très tout tous oui non c'est c’est d’après",
    ),
];
