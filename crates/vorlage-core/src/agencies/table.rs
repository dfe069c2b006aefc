//! The agencies and wire-like outlets that Vorlage knows: one entry each, to be read and extended by hand.
//!
//! `tags` are the short forms of datelines and bracketed tags; they are read only where a tag can stand, in any case of letters, so
//! that "AP" the state or "Sid" the name do not count. `names` are long forms that name the agency wherever a credit stands. `codes` are
//! staff shorthands that stand beside other tags only ("rtr"). `apps` are outlets' names as calls for their apps give them.

/// One agency or outlet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    /// Lower-case id, as printed.
    pub id: &'static str,
    /// The usual name.
    pub name: &'static str,
    /// ISO 3166 of its seat.
    #[expect(dead_code, reason = "read by people; kept beside the name for the answer's next version")]
    pub country: &'static str,
    /// Short forms.
    pub tags: &'static [&'static str],
    /// Long forms.
    pub names: &'static [&'static str],
    /// Staff shorthands.
    pub codes: &'static [&'static str],
    /// Names in app calls.
    pub apps: &'static [&'static str],
    /// Hosts of its own pages.
    pub hosts: &'static [&'static str],
    /// It also means something else where a tag may stand ("APA citation", "(SID)"): a tag alone needs the end of a text or a dateline.
    pub ambiguous: bool,
}

const fn agency(
    id: &'static str,
    name: &'static str,
    country: &'static str,
    tags: &'static [&'static str],
    names: &'static [&'static str],
) -> Entry {
    Entry { id, name, country, tags, names, codes: &[], apps: &[], hosts: &[], ambiguous: false }
}

impl Entry {
    const fn codes(self, codes: &'static [&'static str]) -> Self {
        Self { codes, ..self }
    }
    const fn apps(self, apps: &'static [&'static str]) -> Self {
        Self { apps, ..self }
    }
    const fn hosts(self, hosts: &'static [&'static str]) -> Self {
        Self { hosts, ..self }
    }
    const fn ambiguous(self) -> Self {
        Self { ambiguous: true, ..self }
    }
}

/// All entries, sorted by id.
#[rustfmt::skip]
pub(crate) const AGENCIES: &[Entry] = &[
    agency("aa", "Anadolu Agency", "TR", &["AA"], &["Anadolu Agency", "Anadolu Ajansı", "Anadolu Agentur", "Agence Anadolu", "وكالة الأناضول", "الأناضول"]).hosts(&["aa.com.tr"]).ambiguous(),
    agency("aap", "Australian Associated Press", "AU", &["AAP"], &["Australian Associated Press"]).hosts(&["aap.com.au"]),
    agency("abc-news", "ABC News", "US", &["ABC News"], &["ABC News"]).apps(&["ABC NEWS"]).hosts(&["abcnews.go.com"]),
    agency("abna", "AhlulBayt News Agency", "IR", &["ABNA"], &["AhlulBayt News Agency"]),
    agency("adnkronos", "Adnkronos", "IT", &["Adnkronos", "AdnKronos"], &["Adnkronos"]).hosts(&["adnkronos.com"]),
    agency("afp", "Agence France-Presse", "FR", &["AFP", "AFPTV", "АФП", "ا ف ب", "أ ف ب", "أ.ف.ب", "ا.ف.ب", "法新社", "에이에프피", "एएफपी"], &["Agence France-Presse", "Agence France Presse", "Nachrichtenagentur AFP", "وكالة فرانس برس", "فرانس برس", "法新社", "AFP通信", "Франс Пресс", "Франс-Пресс"]).hosts(&["afp.com"]),
    agency("agencia-brasil", "Agência Brasil", "BR", &["Agência Brasil", "ABr"], &["Agência Brasil"]).hosts(&["agenciabrasil.ebc.com.br"]),
    agency("agerpres", "Agerpres", "RO", &["AGERPRES"], &["Agerpres"]).hosts(&["agerpres.ro"]),
    agency("agi", "AGI", "IT", &["AGI"], &["Agenzia Giornalistica Italia", "Agenzia Italia"]).hosts(&["agi.it"]).ambiguous(),
    agency("al-jazeera", "Al Jazeera", "QA", &["Al Jazeera", "Aljazeera"], &["Al Jazeera", "الجزيرة نت"]).apps(&["AL JAZEERA"]).hosts(&["aljazeera.com"]),
    agency("ana-mpa", "Athens-Macedonian News Agency", "GR", &["ANA-MPA", "AMNA", "ΑΠΕ-ΜΠΕ", "ΑΠΕ"], &["Athens-Macedonian News Agency", "ΑΠΕ-ΜΠΕ"]).hosts(&["amna.gr"]),
    agency("ani", "Asian News International", "IN", &["ANI"], &["Asian News International", "एएनआई"]).hosts(&["aninews.in"]).ambiguous(),
    agency("anp", "ANP", "NL", &["ANP"], &["Algemeen Nederlands Persbureau", "persbureau ANP"]).hosts(&["anp.nl"]),
    agency("ansa", "ANSA", "IT", &["ANSA", "ANSAmed"], &["agenzia ANSA", "Agenzia Ansa", "Nachrichtenagentur ANSA", "Nachrichtenagentur Ansa"]).hosts(&["ansa.it"]),
    agency("antara", "Antara", "ID", &["ANTARA"], &["Antara News", "Kantor Berita Antara"]).hosts(&["antaranews.com"]),
    agency("ap", "Associated Press", "US", &["AP", "Associated Press", "АП", "أ ب", "美联社", "美聯社"], &["The Associated Press", "Associated Press", "Nachrichtenagentur AP", "أسوشيتد برس", "美联社", "AP通信", "Ассошиэйтед Пресс"]).apps(&["AP NEWS", "AP"]).hosts(&["apnews.com", "ap.org"]).ambiguous(),
    agency("apa", "Austria Presse Agentur", "AT", &["APA"], &["Austria Presse Agentur", "Austria Presseagentur", "Nachrichtenagentur APA"]).hosts(&["apa.at"]).ambiguous(),
    agency("app", "Associated Press of Pakistan", "PK", &["APP"], &["Associated Press of Pakistan"]).hosts(&["app.com.pk"]).ambiguous(),
    agency("aps", "Algérie Presse Service", "DZ", &["APS"], &["Algérie Presse Service", "وكالة الأنباء الجزائرية"]).hosts(&["aps.dz"]).ambiguous(),
    agency("armenpress", "Armenpress", "AM", &["ARMENPRESS"], &["Armenpress", "Арменпресс"]).hosts(&["armenpress.am"]),
    agency("askanews", "askanews", "IT", &["Askanews", "askanews"], &["askanews"]).hosts(&["askanews.it"]),
    agency("ats", "Keystone-ATS", "CH", &["ATS", "Keystone-ATS", "Keystone-SDA", "SDA", "sda"], &["Keystone-SDA", "Keystone-ATS", "Agence télégraphique suisse", "Schweizerische Depeschenagentur", "Nachrichtenagentur SDA"]).hosts(&["keystone-sda.ch"]).ambiguous(),
    agency("azertac", "AZERTAC", "AZ", &["AZERTAC", "AZERTAG", "АЗЕРТАДЖ"], &["AZERTAC", "Азертадж"]).hosts(&["azertag.az"]),
    agency("bbc", "BBC", "GB", &["BBC", "BBC News", "Би-би-си"], &["BBC News"]).apps(&["BBC NEWS"]).hosts(&["bbc.com", "bbc.co.uk"]).ambiguous(),
    agency("belga", "Belga", "BE", &["BELGA", "Belga"], &["persbureau Belga", "agence Belga"]).hosts(&["belga.be"]),
    agency("belta", "BelTA", "BY", &["BelTA", "БелТА", "БЕЛТА"], &["БЕЛТА"]).hosts(&["belta.by"]),
    agency("bernama", "Bernama", "MY", &["Bernama"], &["Bernama"]).hosts(&["bernama.com"]),
    agency("beta", "Beta", "RS", &["Beta"], &["agencija Beta"]).hosts(&["beta.rs"]).ambiguous(),
    agency("bloomberg", "Bloomberg", "US", &["Bloomberg", "Bloomberg News"], &["Bloomberg News", "Bloomberg L.P"]).hosts(&["bloomberg.com"]),
    agency("bna", "Bahrain News Agency", "BH", &["BNA", "بنا"], &["Bahrain News Agency"]).hosts(&["bna.bh"]).ambiguous(),
    agency("bns", "BNS", "LT", &["BNS"], &["Baltic News Service"]).hosts(&["bns.lt", "bns.ee"]).ambiguous(),
    agency("bss", "Bangladesh Sangbad Sangstha", "BD", &["BSS"], &["Bangladesh Sangbad Sangstha"]).hosts(&["bssnews.net"]),
    agency("bta", "BTA", "BG", &["BTA", "БТА"], &["Българска телеграфна агенция"]).hosts(&["bta.bg"]).ambiguous(),
    agency("business-wire", "Business Wire", "US", &["BUSINESS WIRE"], &["Business Wire"]).hosts(&["businesswire.com"]),
    agency("cbs-news", "CBS News", "US", &["CBS News"], &["CBS News"]).apps(&["CBS NEWS"]).hosts(&["cbsnews.com"]),
    agency("cna", "Central News Agency", "TW", &["CNA", "中央社"], &["中央社"]).hosts(&["cna.com.tw"]).ambiguous(),
    agency("cnn", "CNN", "US", &["CNN", "CNN Español", "CNN Türk"], &["CNN Newsource", "CNN Wire"]).apps(&["CNN"]).hosts(&["cnn.com"]),
    agency("cns", "China News Service", "CN", &["CNS", "中新社", "中新网"], &["China News Service"]).hosts(&["chinanews.com", "chinanews.com.cn"]).ambiguous(),
    agency("cp", "The Canadian Press", "CA", &["CP", "The Canadian Press", "La Presse Canadienne", "LPC"], &["The Canadian Press", "La Presse Canadienne"]).hosts(&["thecanadianpress.com"]).ambiguous(),
    agency("ctk", "ČTK", "CZ", &["ČTK", "CTK"], &["Czech News Agency", "Česká tisková kancelář"]).hosts(&["ceskenoviny.cz"]),
    agency("dha", "Demirören Haber Ajansı", "TR", &["DHA"], &["Demirören Haber Ajansı", "Doğan Haber Ajansı"]).hosts(&["dha.com.tr"]).ambiguous(),
    agency("dj", "Dow Jones Newswires", "US", &["Dow Jones", "Dow Jones Newswires", "DJ"], &["Dow Jones Newswires"]).hosts(&["dowjones.com"]).ambiguous(),
    agency("dpa", "Deutsche Presse-Agentur", "DE", &["dpa", "dpa-AFX", "dpa-infocom", "dpa-tmn", "dpa-mag", "dpa/lnw", "dpa-video", "dpa-Newskanal", "德新社"], &["Deutsche Presse-Agentur", "Deutschen Presse-Agentur", "Deutsche Presseagentur", "Deutschen Presseagentur", "Nachrichtenagentur dpa", "dpa-infocom", "dpa-AFX", "German Press Agency"]).codes(&["dpa-infocom GmbH"]).hosts(&["dpa.com"]),
    agency("dts", "dts Nachrichtenagentur", "DE", &["dts", "dts Nachrichtenagentur"], &["dts Nachrichtenagentur", "dts-Nachrichtenagentur", "Nachrichtenagentur dts"]).hosts(&["dts-nachrichtenagentur.de"]).ambiguous(),
    agency("dw", "Deutsche Welle", "DE", &["DW", "Deutsche Welle"], &["Deutsche Welle"]).hosts(&["dw.com"]).ambiguous(),
    agency("efe", "Agencia EFE", "ES", &["EFE", "EFE/EPA", "EFEAgro", "EFEverde", "ЭФЕ"], &["Agencia EFE", "Agencia Efe", "agencia Efe", "agencia EFE", "Efe Noticias"]).hosts(&["efe.com", "agenciaefe.com"]),
    agency("elta", "ELTA", "LT", &["ELTA"], &["naujienų agentūra ELTA"]).hosts(&["elta.lt"]),
    agency("epd", "Evangelischer Pressedienst", "DE", &["epd"], &["Evangelischer Pressedienst", "Evangelischen Pressedienst"]).hosts(&["epd.de"]),
    agency("europa-press", "Europa Press", "ES", &["EUROPA PRESS", "EP"], &["Europa Press"]).hosts(&["europapress.es"]).ambiguous(),
    agency("fars", "Fars News Agency", "IR", &["FNA", "Fars"], &["Fars News Agency", "خبرگزاری فارس"]).hosts(&["farsnews.ir"]).ambiguous(),
    agency("fena", "FENA", "BA", &["FENA"], &["Federalna novinska agencija"]).hosts(&["fena.ba"]),
    agency("fides", "Agenzia Fides", "VA", &["Agenzia Fides", "Agence Fides", "Fidesdienst"], &["Agenzia Fides", "Agence Fides"]).hosts(&["fides.org"]),
    agency("fox-news", "Fox News", "US", &["Fox News", "FOX News", "Fox News Digital", "Fox Business"], &["Fox News Digital", "FOX Business Network", "Associated Press contributed to this Fox"]).apps(&["FOX NEWS", "FOX BUSINESS", "ФОКС НЬЮС", "فوكس نيوز", "福克斯新闻", "FOXニュース"]).hosts(&["foxnews.com", "foxbusiness.com"]),
    agency("globenewswire", "GlobeNewswire", "US", &["GLOBE NEWSWIRE"], &["GlobeNewswire", "GLOBE NEWSWIRE"]).hosts(&["globenewswire.com"]),
    agency("gna", "Ghana News Agency", "GH", &["GNA"], &["Ghana News Agency"]).hosts(&["gna.org.gh"]).ambiguous(),
    agency("healthday", "HealthDay", "US", &["HealthDay", "HealthDay News"], &["HealthDay News", "HealthDay Reporter"]).hosts(&["healthday.com"]),
    agency("hina", "Hina", "HR", &["Hina", "HINA"], &["novinska agencija Hina"]).hosts(&["hina.hr"]).ambiguous(),
    agency("ians", "Indo-Asian News Service", "IN", &["IANS"], &["Indo-Asian News Service"]).hosts(&["ians.in"]),
    agency("iha", "İhlas Haber Ajansı", "TR", &["İHA", "IHA"], &["İhlas Haber Ajansı"]).hosts(&["iha.com.tr"]),
    agency("interfax", "Interfax", "RU", &["Interfax", "Интерфакс", "ИНТЕРФАКС", "INTERFAX.RU"], &["Nachrichtenagentur Interfax", "Интерфакс"]).hosts(&["interfax.ru", "interfax.com"]),
    agency("interfax-ukraine", "Interfax-Ukraine", "UA", &["Interfax-Ukraine", "Интерфакс-Украина", "Інтерфакс-Україна"], &["Interfax-Ukraine", "Интерфакс-Украина", "Інтерфакс-Україна"]).hosts(&["interfax.com.ua"]),
    agency("ips", "Inter Press Service", "IT", &["IPS"], &["Inter Press Service"]).hosts(&["ipsnews.net"]).ambiguous(),
    agency("irna", "IRNA", "IR", &["IRNA", "ایرنا", "إرنا"], &["Islamic Republic News Agency"]).hosts(&["irna.ir"]),
    agency("isna", "ISNA", "IR", &["ISNA", "ایسنا"], &["Iranian Students' News Agency", "Iranian Students News Agency"]).hosts(&["isna.ir"]),
    agency("jiji", "Jiji Press", "JP", &["Jiji", "時事", "時事通信"], &["Jiji Press", "時事通信"]).hosts(&["jiji.com"]),
    agency("kazinform", "Kazinform", "KZ", &["KAZINFORM", "КАЗИНФОРМ"], &["Kazinform", "Казинформ"]).hosts(&["inform.kz"]),
    agency("kcna", "KCNA", "KP", &["KCNA", "朝鮮中央通信", "조선중앙통신", "ЦТАК"], &["Korean Central News Agency"]).hosts(&["kcna.kp"]),
    agency("kna", "Katholische Nachrichten-Agentur", "DE", &["KNA"], &["Katholische Nachrichten-Agentur", "Katholischen Nachrichten-Agentur"]).hosts(&["kna.de"]),
    agency("kuna", "Kuwait News Agency", "KW", &["KUNA", "كونا"], &["Kuwait News Agency", "وكالة الأنباء الكويتية"]).hosts(&["kuna.net.kw"]),
    agency("kyodo", "Kyodo News", "JP", &["Kyodo", "KYODO", "共同"], &["Kyodo News", "共同通信", "共同社"]).hosts(&["kyodonews.net", "kyodonews.jp"]),
    agency("lapresse", "LaPresse", "IT", &["LaPresse"], &["LaPresse"]).hosts(&["lapresse.it"]),
    agency("leta", "LETA", "LV", &["LETA"], &["aģentūra LETA"]).hosts(&["leta.lv"]),
    agency("lusa", "Lusa", "PT", &["Lusa", "LUSA"], &["agência Lusa", "Agência Lusa"]).hosts(&["lusa.pt"]),
    agency("map", "Maghreb Arabe Presse", "MA", &["MAP"], &["Maghreb Arabe Presse", "Maghreb Arab Press"]).hosts(&["mapnews.ma"]).ambiguous(),
    agency("mehr", "Mehr News Agency", "IR", &["MNA"], &["Mehr News Agency"]).hosts(&["mehrnews.com"]).ambiguous(),
    agency("mena", "Middle East News Agency", "EG", &["أ ش أ", "أ.ش.أ"], &["Middle East News Agency", "وكالة أنباء الشرق الأوسط"]).hosts(&["mena.org.eg"]),
    agency("mti", "MTI", "HU", &["MTI"], &["Magyar Távirati Iroda"]).hosts(&["mti.hu"]).ambiguous(),
    agency("nan", "News Agency of Nigeria", "NG", &["NAN"], &["News Agency of Nigeria"]).hosts(&["nannews.ng"]).ambiguous(),
    agency("nbc-news", "NBC News", "US", &["NBC News"], &["NBC News"]).apps(&["NBC NEWS"]).hosts(&["nbcnews.com"]),
    agency("newsis", "Newsis", "KR", &["뉴시스"], &["뉴시스"]).hosts(&["newsis.com"]),
    agency("nna", "National News Agency", "LB", &["NNA"], &["National News Agency", "الوكالة الوطنية للإعلام"]).hosts(&["nna-leb.gov.lb"]).ambiguous(),
    agency("notimex", "Notimex", "MX", &["Notimex", "NTX"], &["Notimex"]),
    agency("ntb", "NTB", "NO", &["NTB", "©NTB"], &["Norsk Telegrambyrå"]).hosts(&["ntb.no"]),
    agency("ots", "news aktuell", "DE", &["ots"], &["Presseportal.de", "news aktuell"]).hosts(&["presseportal.de", "ots.at"]),
    agency("pa", "PA Media", "GB", &["PA", "PA Media", "Press Association", "UKPA", "The Press Association"], &["PA Media", "PA news agency", "Press Association"]).hosts(&["pa.media"]).ambiguous(),
    agency("pana", "Panapress", "SN", &["PANA", "Panapress"], &["Panapress"]).hosts(&["panapress.com"]).ambiguous(),
    agency("pap", "PAP", "PL", &["PAP", "PAP/IAR", "ПАП"], &["Polska Agencja Prasowa", "Polskiej Agencji Prasowej", "Polish Press Agency"]).hosts(&["pap.pl"]),
    agency("petra", "Petra", "JO", &["Petra", "بترا"], &["Jordan News Agency"]).hosts(&["petra.gov.jo"]).ambiguous(),
    agency("pna", "Philippine News Agency", "PH", &["PNA"], &["Philippine News Agency"]).hosts(&["pna.gov.ph"]).ambiguous(),
    agency("pr-newswire", "PR Newswire", "US", &["PRNewswire", "PRNewswire-PRWeb", "PR Newswire"], &["PRNewswire", "PR Newswire", "美通社"]).hosts(&["prnewswire.com"]),
    agency("prensa-latina", "Prensa Latina", "CU", &["Prensa Latina", "PL"], &["Prensa Latina"]).hosts(&["prensa-latina.cu"]).ambiguous(),
    agency("pti", "Press Trust of India", "IN", &["PTI"], &["Press Trust of India"]).hosts(&["ptinews.com"]),
    agency("qna", "Qatar News Agency", "QA", &["QNA", "قنا"], &["Qatar News Agency"]).hosts(&["qna.org.qa"]).ambiguous(),
    agency("reforma", "Agencia Reforma", "MX", &["Agencia Reforma"], &["Agencia Reforma"]).hosts(&["reforma.com"]),
    agency("reuters", "Reuters", "GB", &["Reuters", "REUTERS", "Thomson Reuters", "Рейтер", "РЕЙТЕР", "Рейтерс", "رويترز", "路透", "路透社", "ロイター", "로이터", "रॉयटर्स", "רויטרס"], &["Nachrichtenagentur Reuters", "Thomson Reuters", "агентство Рейтер", "агентства Рейтер", "وكالة رويترز", "路透社", "ロイター通信", "로이터 통신"]).codes(&["rtr"]).apps(&["REUTERS"]).hosts(&["reuters.com"]),
    agency("rferl", "Radio Free Europe/Radio Liberty", "US", &["RFE/RL"], &["Radio Free Europe/Radio Liberty", "RFE/RL", "Радио Свобода", "Радіо Свобода"]).hosts(&["rferl.org", "svoboda.org", "radiosvoboda.org"]),
    agency("ria", "RIA Novosti", "RU", &["RIA Novosti", "RIA", "РИА Новости", "РИА НОВОСТИ"], &["RIA Novosti", "РИА Новости", "Ria Nowosti", "RIA Nowosti"]).hosts(&["ria.ru"]),
    agency("ritzau", "Ritzau", "DK", &["/ritzau/", "Ritzau"], &["Ritzaus Bureau"]).hosts(&["ritzau.dk"]),
    agency("sana", "SANA", "SY", &["SANA", "سانا"], &["Syrian Arab News Agency"]).hosts(&["sana.sy"]).ambiguous(),
    agency("sid", "Sport-Informations-Dienst", "DE", &["SID"], &["Sport-Informations-Dienst"]).hosts(&["sid.de"]).ambiguous(),
    agency("sky-news", "Sky News", "GB", &["Sky News"], &["Sky News"]).apps(&["SKY NEWS"]).hosts(&["news.sky.com"]),
    agency("spa", "Saudi Press Agency", "SA", &["SPA", "واس"], &["Saudi Press Agency", "وكالة الأنباء السعودية"]).hosts(&["spa.gov.sa"]).ambiguous(),
    agency("sputnik", "Sputnik", "RU", &["Sputnik"], &["Sputnik News", "Nachrichtenagentur Sputnik"]).hosts(&["sputniknews.com", "sputnikglobe.com"]).ambiguous(),
    agency("sta", "STA", "SI", &["STA"], &["Slovenska tiskovna agencija"]).hosts(&["sta.si"]).ambiguous(),
    agency("stt", "STT", "FI", &["STT", "STT-Lehtikuva"], &["Suomen Tietotoimisto"]).hosts(&["stt.fi"]).ambiguous(),
    agency("tanjug", "Tanjug", "RS", &["Tanjug", "Танјуг"], &["Tanjug"]).hosts(&["tanjug.rs"]),
    agency("tap", "Tunis Afrique Presse", "TN", &["TAP"], &["Tunis Afrique Presse"]).hosts(&["tap.info.tn"]).ambiguous(),
    agency("tasnim", "Tasnim News Agency", "IR", &["Tasnim"], &["Tasnim News Agency", "Tasnim News", "خبرگزاری تسنیم"]).hosts(&["tasnimnews.com"]),
    agency("tasr", "TASR", "SK", &["TASR"], &["Tlačová agentúra Slovenskej republiky"]).hosts(&["tasr.sk"]),
    agency("tass", "TASS", "RU", &["TASS", "ТАСС", "ITAR-TASS", "ИТАР-ТАСС", "تاس", "塔斯社", "タス"], &["Nachrichtenagentur TASS", "Nachrichtenagentur Tass", "agencia TASS", "agence TASS", "агентство ТАСС", "агентству ТАСС", "塔斯社", "タス通信"]).hosts(&["tass.ru", "tass.com"]),
    agency("telam", "Télam", "AR", &["Télam", "TELAM"], &["agencia Télam"]).hosts(&["telam.com.ar"]),
    agency("tns", "Tribune News Service", "US", &["TNS"], &["Tribune News Service", "Tribune Content Agency"]).ambiguous(),
    agency("tt", "TT Nyhetsbyrån", "SE", &["TT", "/TT", "(TT)"], &["TT Nyhetsbyrån", "Tidningarnas Telegrambyrå"]).hosts(&["tt.se"]).ambiguous(),
    agency("ukrinform", "Ukrinform", "UA", &["Ukrinform", "Укринформ", "Укрінформ"], &["Ukrinform", "Укринформ", "Укрінформ"]).hosts(&["ukrinform.net", "ukrinform.ua"]),
    agency("unian", "UNIAN", "UA", &["UNIAN", "УНИАН", "УНІАН"], &["УНИАН", "УНІАН"]).hosts(&["unian.net", "unian.ua"]),
    agency("upi", "United Press International", "US", &["UPI"], &["United Press International"]).hosts(&["upi.com"]),
    agency("vna", "Vietnam News Agency", "VN", &["VNA", "TTXVN"], &["Vietnam News Agency", "Thông tấn xã Việt Nam"]).hosts(&["vnanet.vn", "vietnamplus.vn"]).ambiguous(),
    agency("voa", "Voice of America", "US", &["VOA"], &["Voice of America", "Голос Америки"]).hosts(&["voanews.com", "golosameriki.com"]).ambiguous(),
    agency("wafa", "WAFA", "PS", &["WAFA", "وفا"], &["Palestinian News and Information Agency"]).hosts(&["wafa.ps"]).ambiguous(),
    agency("wam", "Emirates News Agency", "AE", &["WAM", "وام"], &["Emirates News Agency"]).hosts(&["wam.ae"]).ambiguous(),
    agency("xinhua", "Xinhua", "CN", &["Xinhua", "XINHUA", "Синьхуа", "新华社", "新華社", "新华网", "新華", "شينخوا"], &["Xinhua News Agency", "Nachrichtenagentur Xinhua", "Agencia Xinhua", "agence Xinhua", "агентство Синьхуа", "新华社", "وكالة أنباء ( شينخوا )", "وكالة شينخوا"]).hosts(&["xinhuanet.com", "news.cn"]),
    agency("yonhap", "Yonhap", "KR", &["Yonhap", "연합뉴스", "聯合", "聯合ニュース", "韩联社"], &["Yonhap News Agency", "Yonhap News", "연합뉴스"]).hosts(&["yna.co.kr"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_each_entry_has_marks() {
        assert!(AGENCIES.windows(2).all(|w| w[0].id < w[1].id));
        assert!(AGENCIES.len() >= 60);
        for entry in AGENCIES {
            assert!(!entry.tags.is_empty() && !entry.names.is_empty(), "{}", entry.id);
            assert!(entry.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
        }
    }
}
