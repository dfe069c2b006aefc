//! What outlets publish: how much of it comes from which agency.

use super::{View, address, frame};
use std::collections::BTreeMap;
use vorlage_export::html::escape;
use vorlage_model::OutletShare;

/// Agencies that have a shade of their own; the others share the last.
const SHADES: usize = 5;

/// Draws the shares as bars, and as a table.
pub(crate) fn outlets(view: &View, outlets: &[OutletShare]) -> String {
    let say = |words| view.say(words);
    let mut body = format!(
        "<p>{}</p>\n",
        say(
            "How much of what an outlet published comes from which agency, by the marks and the families of its documents. Where nothing tells, it counts as the outlet's own."
        )
    );
    if outlets.is_empty() {
        body.push_str(&format!("<p class=\"empty\">{}</p>\n", say("No document of the last run names its outlet.")));
        return frame::page(view, say("Outlets"), &frame::heading(say("Outlets")), &body);
    }
    let shades = shades(outlets);
    let key: String = shades
        .iter()
        .map(|(id, shade)| {
            format!("<span class=\"key\"><i class=\"swatch shade{shade}\"></i><bdi>{}</bdi></span>", escape(id))
        })
        .collect();
    body.push_str(&format!(
        "<p class=\"keys\">{key}<span class=\"key\"><i class=\"swatch\"></i>{}</span></p>\n",
        say("own, or not known")
    ));
    body.push_str(&format!(
        "<div class=\"wide\" tabindex=\"0\"><table class=\"shares\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead><tbody>\n",
        say("Publisher"),
        say("Documents"),
        say("Shares"),
        say("Agencies"),
    ));
    for outlet in outlets {
        let agencies: Vec<String> = outlet
            .agencies
            .iter()
            .map(|(id, n)| format!("<bdi>{}</bdi> {}", escape(id), view.tongue.number(*n)))
            .collect();
        body.push_str(&format!(
            "<tr><th scope=\"row\"><bdi>{}</bdi></th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            escape(&outlet.outlet),
            view.tongue.number(outlet.documents),
            bar(outlet, &shades),
            agencies.join(" · ")
        ));
    }
    body.push_str(&format!(
        "</tbody></table></div>\n<p class=\"exports\"><a href=\"{}\">JSON</a></p>\n",
        address("/api/v1/outlets", &[])
    ));
    frame::page(view, say("Outlets"), &frame::heading(say("Outlets")), &body)
}

/// The agencies with the most documents and their shades.
fn shades(outlets: &[OutletShare]) -> Vec<(&str, usize)> {
    let mut sums: BTreeMap<&str, usize> = BTreeMap::new();
    for (id, documents) in outlets.iter().flat_map(|outlet| &outlet.agencies) {
        *sums.entry(id).or_default() += documents;
    }
    let mut order: Vec<(&str, usize)> = sums.into_iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    order.into_iter().take(SHADES).enumerate().map(|(n, (id, _))| (id, n + 1)).collect()
}

fn bar(outlet: &OutletShare, shades: &[(&str, usize)]) -> String {
    let mut x = 0.0;
    let mut out = String::from(
        "<svg class=\"bar share\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"copies\" width=\"100\" height=\"8\"/>",
    );
    for (id, documents) in &outlet.agencies {
        let width = 100.0 * *documents as f64 / outlet.documents.max(1) as f64;
        let shade = shades.iter().find(|(known, _)| known == id).map_or(SHADES + 1, |(_, shade)| *shade);
        out.push_str(&format!("<rect class=\"shade{shade}\" x=\"{x:.2}\" width=\"{width:.2}\" height=\"8\"/>"));
        x += width;
    }
    out.push_str("</svg>");
    out
}
