//! Spanish words of speech.
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
        "dice dijo dicho decía dicen dijeron diciendo declara declaró declarado declararon afirma afirmó afirmado afirman afirmaron \
         afirmando añade añadió añadido agrega agregó agregado explica explicó explicado explicaron asegura aseguró asegurado \
         aseguran aseguraron señala señaló señalado señalaron indica indicó indicado indicaron sostiene sostuvo sostienen manifiesta \
         manifestó manifestado subraya subrayó subrayado destaca destacó destacado advierte advirtió advertido anuncia anunció \
         anunciado anunciaron responde respondió comenta comentó comentado escribe escribió escrito insiste insistió insistido \
         reconoce reconoció reconocido admite admitió admitido confirma confirmó confirmado confirmaron niega negó negado \
         denuncia denunció denunciado recuerda recordó recordado precisa precisó precisado apunta apuntó apuntado opina opinó \
         considera consideró considerado cree estima estimó informa informó informaron informado relata relató cuenta contó \
         pregunta preguntó pide pidió pedido exige exigió promete prometió lamenta lamentó concluye concluyó expresa expresó \
         expresado reitera reiteró reiterado enfatizó recalcó aclaró puntualizó remarcó zanjó sentenció apostilló tuiteó \
         aseveró expuso argumentó alertó criticó detalló matizó alegó",
    ),
    (
        HOLD,
        "acusa acusó acusado critica criticó espera teme quiere propone propuso rechaza rechazó defiende defendió celebró condena condenó piensa califica calificó",
    ),
    (
        AUX,
        "ha han había habían es son era eran fue fueron está están estaba será sería puede pueden podría debe deben haber he se",
    ),
    (HE, "él"),
    (SHE, "ella"),
    (THEY, "ellos ellas nosotros yo usted"),
    (
        DETERMINER,
        "el la los las un una unos unas este esta estos estas ese esa su sus mi nuestro nuestra varios algunos dos tres al del",
    ),
    (PREPOSITION, "de del a al en por para con sin sobre contra desde hasta entre tras durante ante según bajo hacia"),
    (SUBORDINATE, "que si cuando mientras como porque aunque donde"),
    (RELATIVE, "que quien cual cuyo donde"),
    (
        ADVERB,
        "también además ya hoy ayer luego después entonces así aún todavía no ni asimismo posteriormente recientemente",
    ),
    (
        FUNCTION,
        "presidente presidenta ministro ministra primer primera jefe jefa secretario secretaria portavoz vocero director directora diputado \
         diputada senador senadora alcalde alcaldesa gobernador general coronel comandante embajador comisario canciller profesor \
         investigador economista abogado abogada fiscal juez responsable fuente fuentes experto expertos analista líder dirigente \
         dirigentes candidato candidata rey reina papa obispo testigo testigos periodista autor miembro miembros vecinos \
         fundador funcionario funcionarios diplomático sr sra dr dra don doña mandatario",
    ),
    (WOMAN, "sra presidenta ministra directora senadora reina doña jefa alcaldesa secretaria"),
    (MAN, "sr don rey papa"),
    (
        TIME,
        "lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre mañana tarde noche semana mes año",
    ),
    (ACCORDING, "según"),
    (AND, "y e o u pero ni"),
    (ABBREVIATION, "sr sra dr dra ee uu etc ene feb sept oct nov dic"),
    (
        BODY,
        "ministerio gobierno policía partido agencia comisión comité consejo unión universidad instituto centro asociación tribunal corte parlamento senado congreso ejército banco grupo empresa organización diario comunicado informe kremlin otan onu ue casa",
    ),
    (PARTICLE, "de del la las los van von al bin di da"),
    (SAYING, "comunicado declaración declaraciones palabras discurso entrevista carta tuit mensaje informe lema"),
    (
        COMMON,
        "el la los las un una unos unas de del a al en por para con sin sobre y e o u pero que si cuando como su sus se no sí más muy lo le les esto este esta según tras durante ante desde hasta",
    ),
];
