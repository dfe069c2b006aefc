//! How each thing was measured, and the error rates of this build.

use super::{View, frame};
use std::collections::BTreeMap;
use vorlage_export::html::escape;
use vorlage_store::RunAbout;

/// The figures of the last whole measurement: set, figure, value; made by `cargo xtask eval`.
const MEASURED: &str = include_str!("../../../../eval/runs/2026-11-23-c995d5f.csv");

/// What is shown of a set of families: figure, and its name.
const FIGURES: [(&str, &str); 5] = [
    ("same_origin.f1", "one origin or two (F1)"),
    ("edges.f1", "edges (F1)"),
    ("direction_of_met_edges", "direction"),
    ("parent_accuracy", "parent"),
    ("kind_of_right_edges", "kind"),
];

/// The sets of families with known trees.
const SETS: [&str; 3] = ["lineage/telephone", "lineage/llm_rewrites", "lineage/wiki_revisions"];

/// Draws the page.
pub(crate) fn about(view: &View, engine: &RunAbout) -> String {
    let say = |words| view.say(words);
    let measured: BTreeMap<(&str, &str), &str> = MEASURED.lines().filter_map(row).collect();
    let with_model = !engine.models.contains("\"sentences\":null");
    let mut body = format!(
        "<p class=\"lead\">{}</p>\n<h2>{}</h2>\n",
        say(
            "Vorlage reconstructs the family tree of a story's copies and counts independent origins. Every answer shows its evidence; where the evidence does not reach, it says so."
        ),
        say("Error rates of this build")
    );
    body.push_str(&format!("<p>{}</p>\n", say("Measured on families of copies whose true tree is known. Left out: on a set of which nothing was learnt, which is what to expect of material of another kind. 1 is perfect.")));
    body.push_str(&table(view, &measured, if with_model { "model." } else { "" }));
    body.push_str(&format!(
        "<h2>{}</h2>\n<ul><li>{}</li><li>{}</li><li>{}</li><li>{}</li></ul>\n",
        say("How it is measured"),
        say("Edge: who was taken from whom, by shared words, order, rare wording, shared errors and residue; calibrated: of edges that are called 80 % sure, about 80 of 100 are right."),
        say("Origin: a root of the tree, in hand or lost. The interval counts what would change if the uncertain edges held or fell."),
        say("Cut: the share of the parent that was taken. Paste: the share of the copy that comes from it."),
        say("Ledger: figures and words said per origin. Agree: two origins give the same. Drift: a copy changed it. Differs: two origins give it differently."),
    ));
    let model = if with_model {
        say("with the sentence model")
    } else {
        say("without the sentence model: translations and free rewrites are found by names and figures alone")
    };
    body.push_str(&format!(
        "<h2>{}</h2>\n<p>{} · {model}</p>\n<p><a href=\"/api/v1/openapi.json\">OpenAPI</a> · <a href=\"/api/v1/runs\">{}</a></p>\n",
        say("This desk"),
        escape(&engine.program),
        say("Runs"),
    ));
    frame::page(view, say("About"), &frame::heading(say("How Vorlage measures")), &body)
}

fn row(line: &str) -> Option<((&str, &str), &str)> {
    let mut fields = line.splitn(3, ',');
    Some(((fields.next()?, fields.next()?), fields.next()?))
}

fn table(view: &View, measured: &BTreeMap<(&str, &str), &str>, with: &str) -> String {
    let heads: String = FIGURES.iter().map(|(_, name)| format!("<th scope=\"col\">{}</th>", view.say(name))).collect();
    let mut out = format!(
        "<div class=\"wide\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">{}</th>{heads}</tr></thead><tbody>\n",
        view.say("Set")
    );
    for set in SETS {
        for left_out in ["", "left_out."] {
            let name = format!(
                "{set}{}",
                if left_out.is_empty() { String::new() } else { format!(", {}", view.say("left out")) }
            );
            let cells: String = FIGURES
                .iter()
                .map(|(figure, _)| {
                    let value = measured.get(&(set, format!("{with}{left_out}{figure}").as_str())).copied();
                    format!("<td>{}</td>", escape(value.filter(|v| !v.is_empty()).unwrap_or("–")))
                })
                .collect();
            out.push_str(&format!("<tr><th scope=\"row\">{name}</th>{cells}</tr>\n"));
        }
    }
    out.push_str("</tbody></table></div>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_are_there_and_are_the_latest() {
        let measured: BTreeMap<(&str, &str), &str> = MEASURED.lines().filter_map(row).collect();
        for set in SETS {
            for with in ["", "left_out.", "model.", "model.left_out."] {
                assert!(measured.contains_key(&(set, format!("{with}edges.f1").as_str())), "{set} {with}");
            }
        }
    }
}
