//! English words of speech.
//!
//! In, out, cost: see the parent. **Source:** written for this project.

use super::{
    ABBREVIATION, ACCORDING, ADVERB, AND, AUX, BODY, COMMON, DETERMINER, FUNCTION, HE, HOLD, MAN, PARTICLE,
    PREPOSITION, RELATIVE, SAY, SAYING, SHE, SUBORDINATE, THEY, TIME, Table, WOMAN,
};

/// The table.
pub const TABLE: Table = &[
    (
        SAY,
        "say says said saying tell tells told telling add adds added adding write writes wrote written writing state states \
         stated stating argue argues argued arguing claim claims claimed claiming explain explains explained explaining note \
         notes noted noting warn warns warned warning announce announces announced announcing declare declares declared \
         declaring insist insists insisted insisting reply replies replied replying respond responds responded responding \
         continue continues continued continuing conclude concludes concluded concluding tweet tweets tweeted tweeting ask asks \
         asked asking quip quips quipped joke jokes joked recall recalls recalled recalling remark remarks remarked observe \
         observed observes admit admits admitted admitting acknowledge acknowledges acknowledged acknowledging assert asserts asserted \
         asserting maintain maintains maintained contend contends contended contending suggest suggests suggested suggesting \
         predict predicts predicted predicting believe believes believed think thinks thought thinks report reports reported \
         reporting confirm confirms confirmed confirming reveal reveals revealed deny denies denied denying promise promises \
         promised promising vow vows vowed vowing pledge pledges pledged emphasize emphasizes emphasized emphasise emphasised \
         stress stresses stressed stressing reiterate reiterates reiterated testify testified shout shouted yell yelled scream \
         screamed chant chanted exclaim exclaimed wonder wondered wonders muse mused lament laments lamented complain complains \
         complained mention mentions mentioned read reads comment commented comments agree agreed agrees caution cautioned \
         cautions counter countered counters retort retorted answer answered answers opine opined post posted posts snap \
         snapped thunder thundered urge urged urges interject interjected fire fired boast boasted boasts brag bragged concede conceded \
         concedes proclaim proclaimed proclaims repeat repeated repeats point pointed describe described describes call called \
         calls calling begin began sum summed chime chimed elaborate elaborated joked confide confided whisper whispered cry cried \
         sigh sighed quote quoted quotes quoting advise advised charged charges mocks allege alleges alleged estimate estimates estimated tells assure \
         assured remind reminded reminds inform informed plead pleaded implore implored ",
    ),
    (
        HOLD,
        "accuse accuses accused accusing attack attacks attacked attacking blame blames blamed criticize criticizes criticized \
         criticizing criticise criticised praise praises praised praising blast blasted blasts slam slammed slams denounce denounced dismiss dismissed dismisses mock mocked mocks \
         express expressed expresses expressing hope hopes hoped fear fears feared expect expects expected know knows knew want wants wanted consider considers considered see \
         sees saw find finds found show shows showed shown indicate indicates indicated imply implied discuss discussed discusses detail detailed \
         outline outlined cite cites cited citing refer refers referred referring demand demanded demands propose proposed \
         proposes recommend recommended support supports supported oppose opposes opposed endorse endorsed reject rejected rejects \
         decide decided view views viewed feel feels felt hear heard learn learned understand understood realize realized doubt \
         doubted welcome welcomed defend defended speak spoke talk talked talks plan plans planned refuse refused \
         label labeled labelled dub dubbed characterize characterized portray portrayed offer offered",
    ),
    (
        AUX,
        "is are was were be been being has have had having do does did will would can could may might must shall should 's 'd \
         ’s ’d hasn't haven't didn't doesn't don't won't wouldn't can't couldn't shouldn't isn't aren't wasn't weren't didn’t \
         doesn’t don’t won’t wouldn’t can’t couldn’t isn’t wasn’t gonna to not",
    ),
    (HE, "he he's he’s he'd he’d"),
    (SHE, "she she's she’s she'd she’d"),
    (THEY, "they it we i you they're they’re it's it’s"),
    (
        DETERMINER,
        "the a an this that these those his her their its our my your some many several most all another other both each every one two three no any few",
    ),
    (
        PREPOSITION,
        "of in on at by for with from to about as after before during against among between into through over under near since \
         until despite despite amid alongside within without toward towards upon off like including following",
    ),
    (
        SUBORDINATE,
        "that if when while as because since whether although though after before until how why what where unless",
    ),
    (RELATIVE, "who which whose whom that"),
    (
        ADVERB,
        "also later then again once even just now still never always often repeatedly recently previously earlier first \
         reportedly simply only already further furthermore meanwhile however instead finally subsequently quickly \
         immediately publicly openly bluntly flatly famously initially apparently correctly falsely rightly wrongly clearly \
         so too therefore thus yet soon flatly sarcastically today yesterday tonight quietly proudly privately, privately specifically jokingly emphatically",
    ),
    (
        FUNCTION,
        "president minister secretary chancellor chief leader senator congressman congresswoman representative governor mayor \
         spokesman spokeswoman spokesperson spokespeople official officials officer officers director professor analyst expert \
         experts adviser advisor advisers advisors aide aides ambassador diplomat diplomats commissioner chairman chairwoman chair \
         chairperson ceo executive founder president-elect candidate nominee general colonel captain lieutenant sergeant major \
         admiral commander king queen prince princess pope bishop archbishop cardinal reverend rabbi imam judge justice attorney \
         lawyer lawyers prosecutor prosecutors sheriff detective strategist pollster host reporter reporters journalist \
         journalists correspondent editor author writer columnist commentator critic critics source sources witness witnesses \
         resident residents voter voters student students teacher doctor scientist researcher researchers historian economist \
         economists activist activists member members delegate delegates coach player actor actress singer speaker lawmaker \
         lawmakers legislator politician politicians businessman billionaire tycoon veteran envoy counsel counselor deputy vice \
         operative consultant mother father wife husband son daughter brother sister friend neighbor man woman men women boy girl \
         people supporters supporter opponents owner manager superintendent premier undersecretary co-chair nurse physician \
         mr mrs ms miss dr sir lord lady prof sen rep gov gen lt col sgt capt maj rev hon pres",
    ),
    (
        WOMAN,
        "mrs ms miss lady queen princess spokeswoman congresswoman chairwoman mother wife daughter sister woman girl actress",
    ),
    (MAN, "mr sir lord king prince spokesman congressman chairman businessman father husband son brother man boy pope"),
    (
        TIME,
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september \
         october november december morning afternoon evening night week month year today yesterday tomorrow tonight jan feb aug sept oct nov dec",
    ),
    (ACCORDING, "according per"),
    (AND, "and or but nor yet"),
    (
        ABBREVIATION,
        "mr mrs ms dr sen rep gov gen lt col sgt capt maj st prof jr sr rev hon jan feb mar apr aug sept sep oct nov dec no vs inc corp co ltd etc pres u.s u.n u.k d.c",
    ),
    (
        BODY,
        "department ministry agency bureau office commission committee council union university college institute center centre \
         foundation association party court congress senate house parliament government administration army navy force police \
         bank group company corporation inc corp co ltd times post journal news press network party campaign federation \
         league alliance organization organisation nations kremlin pentagon fbi cia nato report study survey poll statement \
         board authority service team fund embassy coalition panel think-tank society church republicans democrats memo letter document",
    ),
    (PARTICLE, "de del della der den van von bin al el la le di da dos du ibn abu mc st"),
    (
        SAYING,
        "statement statements remarks remark comment comments speech interview letter tweet post email e-mail op-ed report claim \
         accusation warning message words question answer testimony memo slogan phrase quote motto headline",
    ),
    (
        COMMON,
        "the a an this that these those his her their its our my your i we you he she it they and or but if when while as in on at by for with from to of after before \
         during against there here what who why how where which not no yes so now then also just even all some many most one two three four five six seven eight nine ten first last next \
         new only more less both each every such well oh please thanks thank let do does did is are was were be has have had will would can could may might must should \
         earlier later meanwhile however instead still despite since until under over about according because although though \
         read watch breaking update updated correction photo image getty editor note share click follow subscribe sign",
    ),
];
