//! German words of speech.
//!
//! In, out, cost: see the parent. **Source:** written for this project.

use super::{
    ABBREVIATION, ACCORDING, ADVERB, AND, APART, AUX, BODY, COMMON, DETERMINER, FUNCTION, HE, HOLD, MAN, PARTICLE,
    PREPOSITION, RELATIVE, Roles, SAY, SAYING, SHE, SUBORDINATE, THEY, TIME, Table, WOMAN,
};

/// Last parts of compounds and the roles they give.
pub const HEADS: &[(&str, Roles)] = &[
    ("ministerium", BODY),
    ("ministeriums", BODY),
    ("minister", FUNCTION),
    ("ministers", FUNCTION),
    ("ministerin", FUNCTION | WOMAN),
    ("präsident", FUNCTION),
    ("präsidenten", FUNCTION),
    ("präsidentin", FUNCTION | WOMAN),
    ("sprecher", FUNCTION),
    ("sprechers", FUNCTION),
    ("sprecherin", FUNCTION | WOMAN),
    ("chef", FUNCTION),
    ("chefs", FUNCTION),
    ("chefin", FUNCTION | WOMAN),
    ("sekretär", FUNCTION),
    ("sekretärin", FUNCTION | WOMAN),
    ("vorsitzende", FUNCTION),
    ("vorsitzender", FUNCTION),
    ("vorsitzenden", FUNCTION),
    ("kanzler", FUNCTION),
    ("kanzlerin", FUNCTION | WOMAN),
    ("beauftragte", FUNCTION),
    ("beauftragter", FUNCTION),
    ("direktor", FUNCTION),
    ("direktorin", FUNCTION | WOMAN),
    ("leiter", FUNCTION),
    ("leiterin", FUNCTION | WOMAN),
    ("experte", FUNCTION),
    ("experten", FUNCTION),
    ("expertin", FUNCTION | WOMAN),
    ("anwalt", FUNCTION),
    ("anwälte", FUNCTION),
    ("kommissar", FUNCTION),
    ("kandidat", FUNCTION),
    ("politiker", FUNCTION),
    ("politikerin", FUNCTION | WOMAN),
    ("meister", FUNCTION),
    ("behörde", BODY),
    ("kommission", BODY),
    ("verband", BODY),
    ("verbands", BODY),
    ("verbandes", BODY),
    ("agentur", BODY),
    ("gericht", BODY),
    ("partei", BODY),
    ("fraktion", BODY),
    ("unternehmen", BODY),
    ("gesellschaft", BODY),
    ("regierung", BODY),
    ("amt", BODY),
    ("rat", BODY),
];

/// The table.
pub const TABLE: Table = &[
    (
        SAY,
        "sagt sagte sagten gesagt sagen erklärt erklärte erklärten erklären meint meinte meinten gemeint äußert äußerte äußerten geäußert \
         berichtet berichtete berichteten berichten betont betonte betonten ergänzt ergänzte kommentierte kommentiert kommentieren schreibt schrieb \
         schrieben geschrieben teilte teilten teilt mitgeteilt fügte fügt fügten hinzugefügt kündigte kündigten angekündigt kündigt bekräftigte \
         bekräftigt versicherte versichert behauptete behauptet behaupten behaupteten warnte warnten gewarnt warnt antwortete \
         antwortet fragte fragt gefragt rief riefen ruft gerufen skandierten skandierte lautet lautete lauteten heißt hieß heißen verkündete \
         verkündet verkünden argumentiert argumentierte argumentieren unterstrich unterstreicht gab geben gibt bekanntgegeben \
         zitiert zitierte zitierten begründet begründete begründeten bestätigt bestätigte bestätigten erläuterte erläutert \
         fordert forderte forderten gefordert kritisiert kritisierte kritisierten räumte zugab gestand betonen \
         beschrieb beschreibt bezeichnet bezeichnete bezeichneten sprach spricht sprachen gesprochen nannte nannten nennt genannt \
         vermutet vermutete glaubt glaubte denkt stellte stellten festgestellt wies wiesen hingewiesen formulierte formuliert \
         erwiderte entgegnete konterte mahnte mahnt urteilte resümierte twitterte postete wiederholte appellierte beteuerte \
         dementierte prophezeite prognostiziert prognostizierte lobte lobt bedauerte bedauert klagte beklagte drohte drohten \
         erzählte erzählt schilderte schildert notierte titelt titelte verlautbarte verlautete meldet meldete meldeten gemeldet \
         verlangt verlangte verlangten empfahl empfiehlt rät riet verwies verweist informierte informiert erinnerte erinnert \
         hinzufügte unterstellte warf vorgeworfen zeigte zeigten wirft bat baten versprach verspricht offenbarte monierte \
         verurteilte verurteilt begrüßte begrüßt würdigte würdigt reagierte reagiert lobten schloss fasste fassten sieht sah \
         gratulierte charakterisierte ausgesprochen vertrat vertritt fuhr bemerkte bemerkt attackiert attackierte rügte rügt bemängelte bemängelt wetterte scherzte spottete jubelte angegeben ausgerufen führte führten steht stand plädierte plädiert",
    ),
    (
        HOLD,
        "hofft hoffte hoffen erwartet erwartete erwarten befürchtet befürchtete fürchtet rechnet rechnete \
         rechnen plant planen plante beschuldigt beschuldigte ermahnte schlägt schlug schlugen \
         vorgeschlagen lehnt lehnte lehnten abgelehnt sicherte dachte wünscht wünschte freut freute hält hielt \
         weigerte rühmte schätzt schätzte schätzten unterstützt unterstützte verteidigte droht ermittelte ergab ergaben empfand \
         kritisch äussert äusserte angenommen beantragte beurteilte wertet wertete",
    ),
    (
        AUX,
        "ist sind war waren sei seien wäre wären hat haben hatte hatten habe hätte hätten wird werden wurde wurden werde würde \
         würden kann können konnte konnten könne könnte könnten muss müssen musste müsse müsste soll sollen sollte sollten solle \
         darf dürfen dürfe dürfte mag möchte",
    ),
    (HE, "er"),
    (SHE, "sie"),
    (THEY, "es man wir ich diese dieser"),
    (
        DETERMINER,
        "der die das den dem des ein eine einer eines einem einen sein seine seiner seines seinem seinen ihr ihre ihrer ihres \
         ihrem ihren dieser diese dieses diesem diesen jener jene kein keine mehrere viele einige alle beide zwei drei vier",
    ),
    (
        PREPOSITION,
        "in im an am auf aus bei beim mit nach von vom zu zum zur für gegen über unter vor durch um während wegen trotz seit bis \
         gegenüber zwischen neben ohne hinter ins ans aufs anlässlich angesichts anhand innerhalb außerhalb statt",
    ),
    (
        SUBORDINATE,
        "dass daß ob wenn weil als während nachdem obwohl da damit bevor sobald solange wie warum was wo indem sodass",
    ),
    (RELATIVE, "der die das den dem deren dessen welche welcher welches"),
    (
        ADVERB,
        "auch noch dann jedoch aber nun heute gestern morgen bereits zudem außerdem weiter weiterhin daraufhin dazu hierzu \
         dabei darin damit daher deshalb dagegen hingegen indes indessen unterdessen inzwischen wiederum so ebenfalls erneut \
         wörtlich zuvor später schließlich allerdings zugleich gleichzeitig ferner demnach danach anschließend einmal nur \
         sogar selbst wieder zunächst offenbar dort hier sich nicht jetzt kürzlich ausdrücklich ebenso dennoch darüber \
         darauf hierbei abschließend schon immer derzeit vielmehr somit folglich",
    ),
    (
        FUNCTION,
        "präsident präsidenten präsidentin minister ministerin kanzler kanzlerin sprecher sprecherin chef chefin vorsitzende \
         vorsitzender vorsitzenden generalsekretär generalsekretärin senator senatorin abgeordnete abgeordneter abgeordneten \
         gouverneur bürgermeister bürgermeisterin oberbürgermeister direktor direktorin professor professorin anwalt anwältin \
         rechtsanwalt richter richterin general oberst kommandeur botschafter botschafterin kommissar kommissarin experte \
         experten expertin leiter leiterin gründer autor autorin trainer trainerin spieler könig königin papst bischof kardinal \
         zeuge zeugen polizist politiker politikerin mitglied mitglieder vertreter demonstranten anhänger kritiker beobachter \
         wissenschaftler forscher student studenten journalist journalisten redakteur herr frau mann dr prof premierminister \
         premier ministerpräsident staatschef regierungschef außenminister diplomat diplomaten beamter beamte offizier prinz \
         fürst kandidat kandidatin geschäftsführer geschäftsführerin vorstand staatssekretär staatsanwalt stellvertreter \
         vize pressesprecher pressesprecherin sohn tochter vater mutter bruder schwester staatsoberhaupt parteichef parteichefin \
         veranstalter sieger siegerin opposition bundeskanzlerin bundeskanzler us-präsident verteidiger ermittler inhaber",
    ),
    (
        WOMAN,
        "präsidentin ministerin kanzlerin sprecherin chefin senatorin direktorin frau königin expertin mutter tochter bundeskanzlerin",
    ),
    (MAN, "herr könig papst vater sohn"),
    (
        TIME,
        "montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend januar februar märz april mai juni juli august \
         september oktober november dezember woche monat jahr abend morgen mittag nachmittag uhr tag tage jahre jahren",
    ),
    (ACCORDING, "laut zufolge gemäß nach"),
    (AND, "und oder aber sondern sowie"),
    (
        ABBREVIATION,
        "dr prof bzw ca z.b d.h u.a usw nr st hl str vgl sog inkl bspw jan feb aug sept okt nov dez mio mrd",
    ),
    (
        BODY,
        "ministerium ministeriums regierung polizei partei fraktion gericht bundesgericht amt behörde kommission rat verband verein \
         gewerkschaft agentur nachrichtenagentur zeitung zeitschrift magazin universität institut unternehmen konzern bank \
         union bundestag bundesrat parlament senat armee militär organisation gesellschaft initiative stiftung kirche \
         opposition staatsanwaltschaft feuerwehr studie bericht mitteilung pressemitteilung erklärung stellungnahme botschaft \
         un uno eu nato spd cdu csu fdp grüne linke afd",
    ),
    (PARTICLE, "von van de zu der den del di da al el bin ibn la le du dos"),
    (
        SAYING,
        "angaben angabe aussage aussagen auskunft ansicht meinung worten worte bericht berichten erklärung mitteilung pressemitteilung \
         stellungnahme einschätzung darstellung informationen auffassung überzeugung meldung meldungen motto slogan parole \
         parolen satz frage antwort rede brief interview begründung kommentar äußerung äußerungen vorwurf urteil wortlaut titel",
    ),
    (APART, "an hinzu mit fest aus ab bekannt hin zu ein vor zurück dar an nach zusammen auf fort entgegen"),
    (
        COMMON,
        "der die das den dem des ein eine einer es er sie wir ich man und oder aber in im an am auf aus bei beim mit nach von \
         vom zu zum zur für gegen über unter vor durch um während wegen trotz seit bis als wenn weil dass ob auch noch dann \
         so wie was wer wo nun hier dort dies dieser diese dieses heute gestern bereits nur sogar zwar nicht kein keine alle \
         ja nein laut zudem außerdem allerdings jedoch dabei dazu damit darin daher deshalb",
    ),
];
