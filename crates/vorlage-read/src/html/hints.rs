//! What the names of an element (class, id, role, itemprop) say of its content.

/// A set of hints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Hints(u32);

impl Hints {
    pub const BODY: Self = Self(1);
    pub const RELATED: Self = Self(1 << 1);
    pub const SHARE: Self = Self(1 << 2);
    pub const PROMOTION: Self = Self(1 << 3);
    pub const NAVIGATION: Self = Self(1 << 4);
    pub const COMMENT: Self = Self(1 << 5);
    pub const COOKIE: Self = Self(1 << 6);
    pub const CAPTION: Self = Self(1 << 7);
    pub const BYLINE: Self = Self(1 << 8);
    pub const FOOTER: Self = Self(1 << 9);
    pub const HIDDEN: Self = Self(1 << 10);
    /// `aside`, `nav`, `footer`, `form`: left out unless they hold the page.
    pub const OUTSIDE: Self = Self(1 << 11);
    /// Within an `article` element.
    pub const ARTICLE: Self = Self(1 << 12);
    /// Live and stock tickers.
    pub const TICKER: Self = Self(1 << 13);
    /// Hints that speak against a block being article.
    pub const AGAINST: Self = Self(
        Self::RELATED.0
            | Self::SHARE.0
            | Self::PROMOTION.0
            | Self::NAVIGATION.0
            | Self::COMMENT.0
            | Self::COOKIE.0
            | Self::CAPTION.0
            | Self::BYLINE.0
            | Self::FOOTER.0
            | Self::HIDDEN.0
            | Self::OUTSIDE.0
            | Self::TICKER.0,
    );

    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// How many hints these are.
    pub(crate) fn count(self) -> u32 {
        self.0.count_ones()
    }

    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// Words of classes that hide a part of an element (`field-label-hidden`, `overflow-hidden`) or hide it on some screens alone.
const HIDES_A_PART: [&str; 15] = [
    "label", "overflow", "sharing", "social", "revoke", "print", "mobile", "tablet", "desktop", "phone", "xs", "sm",
    "md", "lg", "xl",
];

/// Reads the names of an element; several attributes may be given one after the other.
pub(crate) fn of_names(names: &str) -> Hints {
    let mut hints = Hints::default();
    for class in names.split_ascii_whitespace() {
        let (mut whose, mut what, mut hides) = (false, false, false);
        for word in words(class) {
            hints = hints.with(of_word(word));
            hides = eq_any(word, &["hide", "hidden"]);
            whose |= eq_any(
                word,
                &["article", "story", "post", "entry", "news", "artikel", "articulo", "noticia", "nota", "detail"],
            );
            what |= eq_any(
                word,
                &[
                    "body", "content", "text", "copy", "contents", "texte", "texto", "cuerpo", "paragraphs",
                    "articlebody",
                ],
            );
        }
        if hides && !words(class).any(|word| eq_any(word, &HIDES_A_PART)) {
            hints = hints.with(Hints::HIDDEN);
        }
        if (whose && what)
            || eq_any(class, &["articlebody", "storybody", "entrytext", "articletext", "articlecontent", "storytext"])
        {
            hints = hints.with(Hints::BODY);
        }
    }
    hints
}

fn eq_any(word: &str, list: &[&str]) -> bool {
    list.iter().any(|l| word.eq_ignore_ascii_case(l))
}

/// The words of a name: parted by signs and by capitals (`relatedPosts`, `most-read__list`).
pub(super) fn words(name: &str) -> impl Iterator<Item = &str> {
    let bytes = name.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && !bytes[at].is_ascii_alphanumeric() {
            at += 1;
        }
        let begin = at;
        while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
            if at > begin && bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase() {
                break;
            }
            at += 1;
        }
        (begin < at).then(|| &name[begin..at])
    })
}

/// Longest word that is looked up.
const MAX_WORD: usize = 16;

fn of_word(word: &str) -> Hints {
    if word.len() > MAX_WORD || word.len() < 2 {
        return Hints::default();
    }
    let mut lower = [0; MAX_WORD];
    let lower = &mut lower[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    match &*lower {
        b"related" | b"recommended" | b"recommendations" | b"recommendation" | b"readmore" | b"mostread"
        | b"popular" | b"trending" | b"outbrain" | b"taboola" | b"sidebar" | b"teasers" | b"similar" | b"recirc"
        | b"recirculation" | b"onward" | b"nextup" | b"zergnet" | b"moreon" | b"related-posts" | b"relatedposts"
        | b"yarpp" | b"meistgelesen" => Hints::RELATED,
        b"share" | b"sharing" | b"shares" | b"social" | b"sharebar" | b"addthis" | b"sharedaddy" | b"socialmedia"
        | b"addtoany" | b"sharethis" => Hints::SHARE,
        b"newsletter" | b"subscribe" | b"subscription" | b"advert" | b"advertisement" | b"ads" | b"ad"
        | b"advertising" | b"sponsor" | b"sponsored" | b"banner" | b"signup" | b"donate" | b"promo" | b"promotion"
        | b"werbung" | b"anzeige" | b"publicidad" | b"adslot" | b"dfp" => Hints::PROMOTION,
        b"breadcrumb" | b"breadcrumbs" | b"menu" | b"navbar" | b"nav" | b"navigation" | b"pagination" | b"pager"
        | b"topbar" | b"toolbar" | b"submenu" | b"offcanvas" | b"sitemap" | b"skiplink" | b"tags" | b"taglist"
        | b"tagcloud" | b"topics" | b"keywords" | b"masthead" | b"search" => Hints::NAVIGATION,
        b"ticker" | b"liveticker" | b"newsticker" | b"stockticker" | b"tickertape" => Hints::TICKER,
        b"comment" | b"comments" | b"disqus" | b"respond" | b"commentlist" | b"kommentare" => Hints::COMMENT,
        b"cookie" | b"cookies" | b"consent" | b"gdpr" => Hints::COOKIE,
        b"caption" | b"captions" | b"figcaption" | b"gallery" | b"slideshow" | b"carousel" | b"lightbox" => {
            Hints::CAPTION
        }
        b"byline" | b"author" | b"authors" | b"dateline" | b"timestamp" | b"pubdate" | b"autor" | b"meta"
        | b"postmeta" | b"bio" | b"biography" | b"infoline" => Hints::BYLINE,
        b"footer" | b"copyright" | b"disclaimer" | b"legal" | b"imprint" | b"footnote" => Hints::FOOTER,
        b"popup" | b"modal" | b"overlay" | b"tooltip" | b"sr" | b"noprint" | b"visuallyhidden" => Hints::HIDDEN,
        _ => Hints::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &str, expected: Hints) {
        assert_eq!(of_names(names), expected, "{names}");
    }

    #[test]
    fn names_are_read_by_words() {
        check("relatedPosts", Hints::RELATED);
        check("c-Most-Read__share-list", Hints::SHARE);
        check("article-body", Hints::BODY);
        check("storyContent ", Hints::BODY);
        check("shareholder headline navy", Hints::default());
        check("article content", Hints::default());
        check("field-label-hidden hidden-xs", Hints::default());
        check("box hidden", Hints::HIDDEN);
        check("tab-hide", Hints::HIDDEN);
    }
}
