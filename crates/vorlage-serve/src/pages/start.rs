//! The first page: hand something in, or open what is there.

use super::{View, frame};
use vorlage_model::StoreCounts;

/// Draws it.
pub(crate) fn start(view: &View, counts: &StoreCounts) -> String {
    let say = |words| view.say(words);
    let mut body = format!(
        "<p class=\"lead\">{}</p>\n",
        say(
            "Who copied this story from whom, how was it altered on the way, and how many independent sources are there?"
        )
    );
    if view.may_submit {
        body.push_str(&format!(
            "<form class=\"hand-in\" method=\"post\" action=\"/submit\" enctype=\"multipart/form-data\">\n\
             <p><label for=\"text\">{}</label><textarea id=\"text\" name=\"text\" rows=\"9\"></textarea></p>\n\
             <p><label for=\"url\">{}</label><input id=\"url\" name=\"url\" type=\"text\" inputmode=\"url\" autocomplete=\"off\" spellcheck=\"false\"></p>\n\
             <p><label for=\"file\">{}</label><input id=\"file\" name=\"file\" type=\"file\" multiple></p>\n\
             <p class=\"choice\"><input id=\"keep\" name=\"keep\" type=\"checkbox\" value=\"true\"><label for=\"keep\">{}</label></p>\n\
             <p><button class=\"main\">{}</button></p>\n</form>\n",
            say("Paste a text"),
            say("Addresses of pages, with blanks between them"),
            say("Files: text, pages, PDF, mail, feeds, archives"),
            say("Keep it in the store, so that later stories are compared with it"),
            say("Trace"),
        ));
    } else {
        body.push_str(&format!("<p class=\"empty\">{}</p>\n", say("This desk is open for reading. Whoever may hand in opens the address that the server printed, or shows a token.")));
    }
    let held = |n: usize, one| view.tongue.counted(n, one);
    let all = [held(counts.documents, "document"), held(counts.stories, "story"), held(counts.origins, "origin")];
    body.push_str(&format!("<h2>{}</h2>\n", say("The store")));
    if counts.documents == 0 {
        body.push_str(&format!(
            "<p class=\"empty\">{} <code>vorlage add STORE FOLDER</code></p>\n",
            say("It is empty. Fill it with")
        ));
    } else {
        body.push_str(&format!("<p>{}. <a href=\"/stories\">{}</a></p>\n", all.join(" · "), say("See the stories")));
    }
    frame::page(view, say("Hand in"), &frame::heading(say("Is it one source or many?")), &body)
}
