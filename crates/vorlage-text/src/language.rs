//! Which language is a text in?

use vorlage_model::Lang;

/// Detects the language; `None` where the text is too short or the detector is not reliable.
#[must_use]
pub fn detect(text: &str) -> Option<Lang> {
    let info = whatlang::detect(text)?;
    Lang::parse(two_letters(info.lang())?)
}

/// ISO 639-1 for the languages that Vorlage's sets hold.
fn two_letters(lang: whatlang::Lang) -> Option<&'static str> {
    Some(match lang {
        whatlang::Lang::Eng => "en",
        whatlang::Lang::Deu => "de",
        whatlang::Lang::Fra => "fr",
        whatlang::Lang::Spa => "es",
        _ => return None,
    })
}
