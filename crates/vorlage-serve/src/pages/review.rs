//! The review queue: what people are asked, the most valuable first, and what they have decided.

use super::{SCRIPT, View, encoded, frame};
use vorlage_export::html::escape;
use vorlage_export::words::percent;
use vorlage_model::{Decision, ReviewItem};

/// Draws the queue. `who` is how the person who decides was called last.
pub(crate) fn review(view: &View, items: &[ReviewItem], total: usize, decisions: &[Decision], who: &str) -> String {
    let say = |words| view.say(words);
    let mut body = format!(
        "<p>{}</p>\n<p class=\"faint\" role=\"status\">{}: {}</p>\n",
        say(
            "Was this text taken from that one? The answer that changes most comes first. What you decide binds the next run."
        ),
        say("Open questions"),
        view.tongue.number(total)
    );
    if items.is_empty() {
        body.push_str(&format!(
            "<p class=\"empty\">{}</p>\n",
            say("Nothing to ask: every edge is certain enough, or decided.")
        ));
    }
    if !items.is_empty() && !SCRIPT.is_empty() {
        body.push_str(&format!(
            "<p class=\"faint\">{}</p>\n",
            say("keys: j and k go on and back, c confirms, r rejects")
        ));
    }
    body.push_str("<ol class=\"queue\">\n");
    for (n, item) in items.iter().enumerate() {
        body.push_str(&question(view, item, n, who));
    }
    body.push_str("</ol>\n");
    if view.may_decide {
        body.push_str(&format!(
            "<form method=\"post\" action=\"/runs\"><button>{}</button></form>\n",
            say("Trace the store as decided")
        ));
    }
    body.push_str(&taken(view, decisions));
    frame::page(view, say("Review"), &frame::heading(say("Review")), &body)
}

fn question(view: &View, item: &ReviewItem, n: usize, who: &str) -> String {
    let say = |words| view.say(words);
    let story = format!("/story/{}", encoded(&item.story));
    let mut out = format!(
        "<li id=\"q{n}\"><p><bdi class=\"id\">{}</bdi> <span class=\"arrow\">→</span> <bdi class=\"id\">{}</bdi></p>\
         <p><span class=\"kind\">{}</span> {} {} · <span lang=\"en\">{}</span> · <a href=\"{story}\">{}</a></p>",
        escape(&item.parent),
        escape(&item.child),
        say(item.kind.as_str()),
        percent(item.confidence),
        say("sure"),
        escape(&item.words),
        say("The story"),
    );
    if view.may_decide {
        out.push_str(&format!(
            "<form class=\"filters\" method=\"post\" action=\"/review\"><input type=\"hidden\" name=\"parent\" value=\"{}\"><input type=\"hidden\" name=\"child\" value=\"{}\">\
             <p><label for=\"who{n}\">{}</label><input id=\"who{n}\" name=\"who\" required value=\"{}\" autocomplete=\"name\"></p>\
             <p><label for=\"why{n}\">{}</label><input id=\"why{n}\" name=\"why\"></p>\
             <p><button name=\"ruling\" value=\"confirm\">{}</button> <button name=\"ruling\" value=\"reject\">{}</button></p></form>",
            escape(&item.parent),
            escape(&item.child),
            say("Who decides"),
            escape(who),
            say("Why"),
            say("Confirm"),
            say("Reject"),
        ));
    }
    out.push_str("</li>\n");
    out
}

/// What was decided, with a way back.
fn taken(view: &View, decisions: &[Decision]) -> String {
    let say = |words| view.say(words);
    if decisions.is_empty() {
        return String::new();
    }
    let mut out = format!("<h2>{}</h2>\n<ul class=\"decided\">\n", say("Decided by people"));
    for decision in decisions.iter().rev() {
        let value = vorlage_export::decisions::value(decision);
        let part = |name: &str| {
            value[name].as_str().map(|text| format!(" <bdi class=\"id\">{}</bdi>", escape(text))).unwrap_or_default()
        };
        let parts: String = ["parent", "child", "kind", "one", "other"].iter().map(|name| part(name)).collect();
        out.push_str(&format!(
            "<li><b>{}</b>{parts} <span class=\"faint\"><bdi>{}</bdi>, {}</span> <q><bdi>{}</bdi></q>",
            say(decision.ruling.as_str()),
            escape(&decision.who),
            escape(&view.tongue.day(&decision.at)),
            escape(&decision.why),
        ));
        if view.may_decide {
            out.push_str(&format!(
                "<form method=\"post\" action=\"/review/undo\"><input type=\"hidden\" name=\"id\" value=\"{}\"><button>{}</button></form>",
                escape(&decision.id),
                say("Take back")
            ));
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n<p class=\"exports\"><a href=\"/api/v1/decisions\">JSON</a></p>\n");
    out
}
