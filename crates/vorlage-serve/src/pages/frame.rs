//! What all pages share: head, ways through the desk, foot.

use super::{SCRIPT, View};
use vorlage_export::html::escape;
use vorlage_export::tongue::Tongue;

/// The ways through the desk, by path.
const WAYS: [(&str, &str); 5] =
    [("/", "Hand in"), ("/stories", "Stories"), ("/outlets", "Outlets"), ("/review", "Review"), ("/about", "About")];

/// A page: its title, its heading (HTML) and what stands below.
pub(super) fn page(view: &View, title: &str, heading: &str, body: &str) -> String {
    let say = |words| view.say(words);
    let ways: String = WAYS
        .iter()
        .map(|(path, name)| {
            let here = if *path == view.path { " aria-current=\"page\"" } else { "" };
            format!("<a href=\"{path}\"{here}>{}</a>", say(name))
        })
        .collect();
    let script = if SCRIPT.is_empty() { "" } else { "<script type=\"module\" src=\"/static/desk.js\"></script>\n" };
    let tongues: String = Tongue::ALL
        .into_iter()
        .map(|tongue| {
            let (address, code) = (escape(&view.with("tongue", Some(tongue.code()))), tongue.code());
            let here = if tongue == view.tongue { " aria-current=\"true\"" } else { "" };
            format!("<a href=\"{address}\" hreflang=\"{code}\" lang=\"{code}\"{here}>{}</a>", tongue.name())
        })
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{} – Vorlage</title>\n<link rel=\"stylesheet\" href=\"/static/style.css\">\n\
         <link rel=\"icon\" href=\"/static/icon.svg\" type=\"image/svg+xml\">\n{script}</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">{}</a>\n<header class=\"desk\"><p class=\"brand\"><a href=\"/\">Vorlage</a></p>\
         <nav aria-label=\"{}\">{ways}</nav>\
         <form role=\"search\" action=\"/search\"><label class=\"unseen\" for=\"find\">{}</label>\
         <input id=\"find\" type=\"search\" name=\"q\" placeholder=\"{}\"><button>{}</button></form></header>\n\
         <main id=\"main\">\n{heading}\n{body}</main>\n\
         <footer><p>Vorlage {}. {}</p><nav aria-label=\"{}\" class=\"tongues\">{tongues}</nav></footer>\n</body>\n</html>\n",
        view.tongue.code(),
        escape(title),
        say("To the content"),
        say("Ways through the desk"),
        say("Words to look for"),
        say("Words to look for"),
        say("Find"),
        env!("CARGO_PKG_VERSION"),
        say("Copies of one text are one source; the marked words show why."),
        say("Language"),
    )
}

/// A heading of plain words.
pub(super) fn heading(text: &str) -> String {
    format!("<h1><bdi>{}</bdi></h1>", escape(text))
}
