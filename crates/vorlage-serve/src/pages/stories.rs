//! Lists of stories, with what they are filtered by.

use super::{View, encoded, frame};
use vorlage_export::html::escape;
use vorlage_export::words::agency_name;
use vorlage_model::{Counts, Order, StoryCard, StoryFilter, StoryList, Trace};

/// Draws the stories of a store that a filter leaves.
pub(crate) fn stories(view: &View, list: &StoryList, filter: &StoryFilter) -> String {
    let say = |words| view.say(words);
    let mut body = form(view, filter);
    body.push_str(&format!("<p class=\"faint\" role=\"status\">{}</p>\n", view.tongue.counted(list.total, "story")));
    if list.cards.is_empty() {
        let why = if *filter == StoryFilter::default() {
            say("No stories yet: trace the store, or hand something in.")
        } else {
            say("No story is left by this filter.")
        };
        body.push_str(&format!("<p class=\"empty\">{why}</p>\n"));
        if view.may_submit {
            body.push_str(&format!(
                "<form method=\"post\" action=\"/runs\"><button>{}</button></form>\n",
                say("Trace the store")
            ));
        }
    }
    body.push_str("<ul class=\"cards\">\n");
    for story in &list.cards {
        body.push_str(&card(view, story, &format!("/story/{}", encoded(&story.id)), &story.agencies));
    }
    body.push_str("</ul>\n");
    body.push_str(&pages(view, list.total, filter));
    frame::page(view, say("Stories"), &frame::heading(say("Stories")), &body)
}

/// Draws the stories of one submission.
pub(crate) fn several(view: &View, trace: &Trace) -> String {
    let say = |words| view.say(words);
    let mut body = String::from("<ul class=\"cards\">\n");
    for (n, story) in trace.stories.iter().enumerate() {
        let one = StoryCard {
            id: story.id.clone(),
            label: vorlage_export::words::heading(trace, story),
            from: story.from.clone(),
            to: story.to.clone(),
            counts: story.counts,
            languages: vorlage_export::words::languages(trace, story),
            agencies: Vec::new(),
        };
        let agencies: Vec<String> =
            story.stemma.origins.iter().filter_map(|o| o.agency.as_deref()).map(|id| agency_name(trace, id)).collect();
        body.push_str(&card(view, &one, &format!("{}/{n}", view.path), &agencies));
    }
    body.push_str("</ul>\n");
    body.push_str(
        &vorlage_export::html::Page::of(trace, vorlage_export::html::Report { differ: None })
            .in_tongue(view.tongue)
            .closing(),
    );
    frame::page(view, say("What was handed in"), &frame::heading(say("What was handed in")), &body)
}

fn card(view: &View, story: &StoryCard, address: &str, agencies: &[String]) -> String {
    let c = story.counts;
    let label = if story.label.trim().is_empty() { &story.id } else { &story.label };
    let span = match (&story.from, &story.to) {
        (Some(from), Some(to)) => view.tongue.days(from, to),
        (Some(day), None) | (None, Some(day)) => view.tongue.day(day),
        (None, None) => String::new(),
    };
    let mut about: Vec<String> = vec![span, story.languages.join(", "), agencies.join(", ")];
    about.retain(|part| !part.is_empty());
    let about: Vec<String> = about.iter().map(|part| format!("<bdi>{}</bdi>", escape(part))).collect();
    format!(
        "<li><h2><a href=\"{}\"><bdi>{}</bdi></a></h2>{}<p class=\"counted\"><b>{}</b> · {} · <b class=\"main\">{}</b></p><p class=\"faint\">{}</p></li>\n",
        escape(address),
        escape(&vorlage_export::styled::cut_text(label, 140)),
        shares(c),
        view.tongue.counted(c.documents, "document"),
        view.tongue.counted(c.publishers, "publisher"),
        origins(view, c),
        about.join(" · ")
    )
}

fn origins(view: &View, c: Counts) -> String {
    let interval =
        (c.origins_at_least != c.origins_at_most).then(|| format!(" ({}–{})", c.origins_at_least, c.origins_at_most));
    format!("{}{}", view.tongue.counted(c.origins, "origin"), interval.unwrap_or_default())
}

/// Origins beside copies as a bar: what is dark is independent.
fn shares(c: Counts) -> String {
    let (all, own) = (c.documents.max(1) as f64, c.origins.min(c.documents) as f64);
    format!(
        "<svg class=\"bar\" viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"copies\" width=\"100\" height=\"4\"/><rect class=\"own\" width=\"{:.1}\" height=\"4\"/></svg>",
        100.0 * own / all
    )
}

fn form(view: &View, filter: &StoryFilter) -> String {
    let say = |words| view.say(words);
    let field = |name: &str, label: &str, sort: &str, value: &str| {
        format!(
            "<p><label for=\"f-{name}\">{label}</label><input id=\"f-{name}\" name=\"{name}\" type=\"{sort}\" value=\"{}\"></p>",
            escape(value)
        )
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let number = |n: usize| if n == 0 { String::new() } else { n.to_string() };
    let orders: String = Order::ALL
        .into_iter()
        .map(|order| {
            let name = match order {
                Order::Time => say("latest first"),
                Order::Size => say("most documents first"),
                Order::Origins => say("most origins first"),
            };
            let chosen = if order == filter.order { " selected" } else { "" };
            format!("<option value=\"{}\"{chosen}>{name}</option>", order.as_str())
        })
        .collect();
    format!(
        "<form class=\"filters\" action=\"/stories\">{}{}{}{}{}{}{}<p><label for=\"f-order\">{}</label><select id=\"f-order\" name=\"order\">{orders}</select></p><p><button>{}</button></p></form>\n",
        field("text", say("Words"), "search", &text(&filter.text)),
        field("from", say("From"), "date", &text(&filter.from)),
        field("to", say("To"), "date", &text(&filter.to)),
        field("min_documents", say("Documents, at least"), "number", &number(filter.min_documents)),
        field("min_origins", say("Origins, at least"), "number", &number(filter.min_origins)),
        field("lang", say("Language (code)"), "text", &filter.lang.map(|l| l.to_string()).unwrap_or_default()),
        field("agency", say("Agency (id)"), "text", &text(&filter.agency)),
        say("Order"),
        say("Filter"),
    )
}

fn pages(view: &View, total: usize, filter: &StoryFilter) -> String {
    let step = filter.limit.max(1);
    let link = |offset: usize, rel: &str, words: &str| {
        let address = escape(&view.with("offset", Some(&offset.to_string())));
        format!("<a rel=\"{rel}\" href=\"{address}\">{words}</a>")
    };
    let mut out = Vec::new();
    if filter.offset > 0 {
        out.push(link(filter.offset.saturating_sub(step), "prev", view.say("Back")));
    }
    if filter.offset.saturating_add(step) < total {
        out.push(link(filter.offset + step, "next", view.say("Further")));
    }
    if out.is_empty() {
        return String::new();
    }
    format!("<nav class=\"pages\" aria-label=\"{}\">{}</nav>\n", view.say("Pages"), out.join(" "))
}
