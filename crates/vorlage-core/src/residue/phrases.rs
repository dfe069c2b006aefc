//! Phrases of furniture in many languages, by what they are and where they must stand.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use vorlage_model::ResidueKind::{self, Cookie, Navigation, Promotion, Related, Share};

/// Lines that are furniture as a whole; compared in lower case, letters and digits alone.
pub(super) const WHOLE: &[(ResidueKind, &[&str])] = &[
    (
        Navigation,
        &[
            "close", "menu", "search", "home", "login", "log in", "sign in", "sign up", "register", "back", "next",
            "previous", "top", "skip to content", "skip to main content", "back to top", "toggle navigation",
            "open menu", "print", "zoom", "more", "show more", "load more", "read more", "continue reading",
            "schließen", "menü", "suche", "startseite", "anmelden", "drucken", "weiterlesen", "mehr", "nach oben",
            "zum inhalt", "fermer", "accueil", "recherche", "se connecter", "imprimer", "lire la suite", "cerrar",
            "menú", "buscar", "inicio", "iniciar sesión", "imprimir", "leer más", "seguir leyendo", "chiudi", "cerca",
            "accedi", "stampa", "continua a leggere", "leggi tutto", "fechar", "início", "entrar", "ler mais",
            "continue lendo", "sluiten", "zoeken", "inloggen", "lees verder", "lees meer", "zamknij", "szukaj",
            "zaloguj", "czytaj dalej", "czytaj więcej", "закрыть", "меню", "поиск", "войти", "главная", "читать далее",
            "закрити", "пошук", "увійти", "головна", "читати далі", "kapat", "menü", "ara", "giriş", "ana sayfa",
            "devamını oku", "إغلاق", "القائمة", "بحث", "الرئيسية", "اقرأ المزيد", "关闭", "菜单", "搜索", "首页",
            "登录", "阅读全文", "閉じる", "メニュー", "検索", "ホーム", "ログイン", "続きを読む", "닫기", "메뉴",
            "검색", "로그인",
        ],
    ),
    (
        Promotion,
        &[
            "advertisement", "advertisment", "ad", "ads", "sponsored", "sponsored content",
            "article continues below advertisement", "story continues below advertisement",
            "article continues after ad", "story continues", "subscribe", "subscribe now", "newsletter", "newsletters",
            "anzeige", "werbung", "publicité", "publicidad", "anuncio", "pubblicità", "publicidade", "advertentie",
            "reklama", "реклама", "reklam", "إعلان", "广告", "廣告", "広告", "광고", "abonnez vous", "jetzt abonnieren",
            "suscríbete", "abbonati", "assine", "abonneer", "подписаться", "підписатися", "abone ol", "اشترك", "订阅",
        ],
    ),
    (
        Share,
        &[
            "share", "share this", "share this article", "share this story", "tweet", "email", "facebook", "twitter",
            "whatsapp", "telegram", "linkedin", "pinterest", "reddit", "copy link", "link copied", "teilen",
            "artikel teilen", "merken", "partager", "compartir", "comparte", "condividi", "compartilhar",
            "compartilhe", "partilhar", "delen", "deel dit artikel", "udostępnij", "podziel się", "поделиться",
            "поширити", "поділитися", "paylaş", "شارك", "مشاركة", "分享", "シェア", "シェアする", "ツイート", "공유",
            "공유하기", "comments", "comment", "kommentare", "commentaires", "comentarios",
        ],
    ),
];

/// Beginnings of furniture lines.
pub(super) const BEGINS: &[(ResidueKind, &[&str])] = &[
    (
        Related,
        &[
            "read more:", "read more on", "read also:", "read also", "also read:", "also read |", "read next:",
            "related:", "related articles", "related stories", "related posts", "see also:", "more from",
            "more on this", "more on this story", "you may also like", "recommended:", "recommended stories",
            "don't miss", "up next", "lesen sie auch", "lesen sie mehr", "lesen sie dazu", "lies auch",
            "mehr zum thema", "mehr lesen:", "das könnte sie auch interessieren", "weitere artikel",
            "auch interessant", "siehe auch:", "lire aussi", "à lire aussi", "à lire également", "voir aussi",
            "sur le même sujet", "lea también", "lee también", "leer más:", "te puede interesar", "le puede interesar",
            "ver también", "noticias relacionadas", "leggi anche", "potrebbe interessarti", "leia também", "leia mais",
            "veja também", "saiba mais:", "lees ook", "meer over dit onderwerp", "czytaj też", "czytaj także",
            "zobacz też", "zobacz także", "przeczytaj także", "читайте также", "читать также", "смотрите также",
            "по теме:", "читайте також", "дивіться також", "ayrıca bakınız", "ilgili haber", "bunu da oku",
            "اقرأ أيضا", "اقرأ أيضًا", "اقرأ ايضا", "شاهد أيضا", "相关阅读", "相关新闻", "延伸阅读", "延伸閱讀",
            "関連記事", "あわせて読みたい", "관련기사", "관련 기사",
        ],
    ),
    (
        Share,
        &[
            "share on ", "share via ", "share this ", "follow us on", "follow us:", "find us on", "like us on",
            "join us on", "join our whatsapp", "join our telegram", "teilen auf", "folgen sie uns", "folge uns",
            "partager sur", "suivez-nous", "suivez nous", "compartir en", "síguenos", "síganos", "condividi su",
            "seguici su", "compartilhe no", "siga-nos", "siga o", "deel op", "volg ons", "udostępnij na", "śledź nas",
            "obserwuj nas", "подписывайтесь на", "подпишитесь на", "следите за нами", "підписуйтесь на", "стежте за",
            "bizi takip edin", "تابعونا", "تابعنا", "关注我们", "扫描二维码", "フォロー",
        ],
    ),
    (
        Promotion,
        &[
            "sign up for", "sign up to", "subscribe to our", "subscribe to the", "subscribe for", "get the latest",
            "download our app", "download the app", "download our", "get our app", "our standards:",
            "support our journalism", "support independent", "become a member", "want more stories like this",
            "this story was originally published", "melden sie sich für", "jetzt herunterladen", "laden sie unsere",
            "holen sie sich die", "newsletter abonnieren", "abonnieren sie", "unterstützen sie uns",
            "inscrivez-vous à", "recevez notre", "téléchargez l", "abonnez-vous", "suscríbete a", "suscríbase",
            "descarga la app", "descargue la", "regístrate", "iscriviti alla", "scarica l'app", "scarica la",
            "inscreva-se", "assine a", "assine o", "baixe o app", "baixe o aplicativo", "schrijf je in", "meld je aan",
            "download de app", "zapisz się", "pobierz aplikację", "подпишитесь", "скачайте", "скачать приложение",
            "підпишіться", "завантажте", "e-bülten", "uygulamayı indir", "اشترك في", "حمل تطبيق", "حمّل تطبيق", "下载",
            "下載", "点击下载", "アプリをダウンロード", "無料登録", "앱 다운로드",
        ],
    ),
    (
        Cookie,
        &[
            "we use cookies",
            "this website uses cookies",
            "this site uses cookies",
            "by continuing to use this",
            "by clicking accept",
            "accept all cookies",
            "cookie settings",
            "cookie policy",
            "wir verwenden cookies",
            "wir nutzen cookies",
            "diese website verwendet cookies",
            "diese seite verwendet cookies",
            "alle cookies akzeptieren",
            "nous utilisons des cookies",
            "ce site utilise des cookies",
            "en poursuivant votre navigation",
            "utilizamos cookies",
            "usamos cookies",
            "este sitio utiliza cookies",
            "este sitio web utiliza cookies",
            "utilizziamo i cookie",
            "questo sito utilizza",
            "questo sito usa cookie",
            "este site usa cookies",
            "este site utiliza cookies",
            "wij gebruiken cookies",
            "deze website gebruikt cookies",
            "używamy plików cookie",
            "ta strona używa",
            "мы используем cookie",
            "мы используем файлы cookie",
            "этот сайт использует",
            "ми використовуємо",
            "cookies.",
            "çerezler",
            "bu site çerez",
            "نستخدم ملفات تعريف الارتباط",
            "本网站使用",
            "我们使用cookie",
            "当サイトはcookie",
            "当サイトでは",
        ],
    ),
    (
        Navigation,
        &[
            "all rights reserved", "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados",
            "tutti i diritti riservati", "todos os direitos reservados", "alle rechten voorbehouden",
            "wszelkie prawa zastrzeżone", "все права защищены", "усі права захищені", "tüm hakları saklıdır",
            "جميع الحقوق محفوظة", "版权所有", "無断転載", "you are here:", "sie befinden sich hier", "sie sind hier:",
            "vous êtes ici", "breadcrumb",
        ],
    ),
];

/// Headings of added conclusions and FAQs, compared like [`WHOLE`].
pub(super) const PADDING: &[(bool, &[&str])] = &[
    (
        true,
        &[
            "faq",
            "faqs",
            "frequently asked questions",
            "frequently asked questions faqs",
            "frequently asked questions faq",
            "häufige fragen",
            "häufig gestellte fragen",
            "foire aux questions",
            "questions fréquentes",
            "questions fréquemment posées",
            "preguntas frecuentes",
            "domande frequenti",
            "perguntas frequentes",
            "veelgestelde vragen",
            "często zadawane pytania",
            "часто задаваемые вопросы",
            "часті запитання",
            "поширені запитання",
            "sıkça sorulan sorular",
            "الأسئلة الشائعة",
            "أسئلة شائعة",
            "常见问题",
            "常見問題",
            "よくある質問",
            "자주 묻는 질문",
        ],
    ),
    (
        false,
        &[
            "conclusion", "conclusions", "in conclusion", "final thoughts", "final words", "the bottom line",
            "summary", "key takeaways", "fazit", "schlussfolgerung", "zusammenfassung", "en conclusion", "conclusión",
            "conclusiones", "en resumen", "conclusione", "conclusioni", "in sintesi", "conclusão",
            "considerações finais", "conclusie", "tot slot", "podsumowanie", "wnioski", "заключение", "вывод",
            "выводы", "висновок", "висновки", "sonuç", "الخلاصة", "خاتمة", "结论", "結論", "总结", "總結", "まとめ",
            "결론",
        ],
    ),
];

/// "Click here", as an app call says it.
pub(super) const CLICK_HERE: &[&str] = &[
    "click here", "tap here", "klicken sie hier", "hier klicken", "klicke hier", "klick hier", "cliquez ici",
    "haga clic aquí", "haga click aquí", "haz clic aquí", "haz click aquí", "pulse aquí", "clic aquí", "clicca qui",
    "cliccare qui", "fai clic qui", "fare clic qui", "clique aqui", "clicar aqui", "klik hier", "kliknij tutaj",
    "kliknij tu", "нажмите здесь", "нажмите сюда", "щелкните здесь", "щёлкните здесь", "кликните здесь",
    "натисніть тут", "клацніть тут", "клікніть тут", "buraya tıklayın", "buraya tiklayin", "tıklayınız",
    "için tıklayın", "انقر هنا", "اضغط هنا", "点击这里", "點擊這裡", "点击此处", "點擊此處", "单击此处",
    "ここをクリック", "こちらをクリック", "여기를 클릭", "यहां क्लिक", "यहाँ क्लिक", "klikněte sem", "kliknite ovdje",
    "faceți clic aici", "klicka här", "klik her", "klikk her", "napsauta tästä", "κάντε κλικ εδώ", "לחץ כאן",
    "לחצו כאן", "bấm vào đây", "klik di sini",
];

/// Networks on which outlets are followed.
pub(super) const NETWORKS: &[&str] = &[
    "facebook", "instagram", "twitter", "whatsapp", "telegram", "tiktok", "youtube", "linkedin", "snapchat",
    "mastodon", "bluesky", "vkontakte", "вконтакте", "weibo", "微博", "微信",
];

/// How readers are asked to follow an outlet or to write to it.
pub(super) const FOLLOW: &[&str] = &[
    "follow ", "send your ", "send us ", "email us", "get in touch", "contact us", "find us ", "folgen sie",
    "folgt uns", "folge uns", "schreiben sie uns", "schicken sie", "suivez", "écrivez-nous", "contactez", "síguenos",
    "síganos", "sigue a", "escríbenos", "envíanos", "seguici", "scriveteci", "siga-nos", "siga o", "envie sua",
    "volg ons", "mail ons", "śledź", "obserwuj", "napisz do nas", "подписывайтесь", "подпишитесь", "следите за",
    "пишите нам", "підписуйтесь", "стежте за", "пишіть нам", "takip edin", "bize yazın", "تابعونا", "تابعنا", "راسلنا",
    "关注我们", "フォロー", "팔로우",
];

/// "App", as an app call says it.
pub(super) const APP: &[&str] = &[
    "app", "apps", "aplic", "applic", "application", "приложени", "застосун", "додаток", "додатк", "uygulama", "تطبيق",
    "应用", "應用", "アプリ", "앱", "ऐप", "aplik", "εφαρμογή", "אפליקצי", "ứng dụng",
];

/// Padding headings by plain words.
pub(super) fn padding_heading(plain: &str) -> Option<bool> {
    PADDING.iter().find_map(|(faq, words)| words.contains(&plain).then_some(*faq))
}

/// The kind of a line that is furniture as a whole.
pub(super) fn whole(plain: &str) -> Option<ResidueKind> {
    BY_WORDS.get(plain).copied()
}

/// The kind of a lower-cased line that begins as furniture does.
pub(super) fn begins(lower: &str) -> Option<ResidueKind> {
    let candidates = BY_FIRST.get(&lower.chars().next()?)?;
    candidates.iter().find_map(|(kind, phrase)| lower.starts_with(phrase).then_some(*kind))
}

static BY_WORDS: LazyLock<FxHashMap<&'static str, ResidueKind>> =
    LazyLock::new(|| WHOLE.iter().rev().flat_map(|(kind, words)| words.iter().map(|w| (*w, *kind))).collect());

static BY_FIRST: LazyLock<FxHashMap<char, Vec<(ResidueKind, &'static str)>>> = LazyLock::new(|| {
    let mut map: FxHashMap<char, Vec<(ResidueKind, &'static str)>> = FxHashMap::default();
    for (kind, phrases) in BEGINS {
        for phrase in *phrases {
            map.entry(phrase.chars().next().unwrap_or(' ')).or_default().push((*kind, phrase));
        }
    }
    map
});
