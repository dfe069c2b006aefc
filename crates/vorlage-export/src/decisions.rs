//! Decisions of people as JSON Lines: one object a line, in the order in which they were taken.
//!
//! `{"id", "at", "who", "why", "ruling", ...}`; what follows depends on the ruling: `parent` and `child` (`parent` is `null` for a
//! lost text), `kind`, `one` and `other`. A line with the ruling `undo` takes back the decision that it names. Both ways are here,
//! so that what is written is what is read; `docs/decisions-of-people.md` tells what each does.

use serde_json::{Map, Value, json};
use vorlage_model::{ClaimAt, Decision, EdgeKind, Ruling};

/// One line of a file of decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A decision.
    Decided(Decision),
    /// A decision taken back.
    Undone {
        /// When, RFC 3339.
        at: String,
        /// Who.
        who: String,
        /// Why.
        why: String,
        /// Id of the decision.
        decision: String,
    },
}

/// Why a line is no decision, in words that name the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotADecision(pub String);

impl std::fmt::Display for NotADecision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotADecision {}

/// A decision as JSON.
#[must_use]
pub fn value(decision: &Decision) -> Value {
    let mut out = json!({
        "id": decision.id, "at": decision.at, "who": decision.who, "why": decision.why, "ruling": decision.ruling.as_str(),
    });
    let of_ruling = match &decision.ruling {
        Ruling::Confirm { parent, child } | Ruling::Reject { parent, child } => {
            json!({"parent": parent, "child": child})
        }
        Ruling::Parent { child, parent } => json!({"parent": parent, "child": child}),
        Ruling::Kind { parent, child, kind } => json!({"parent": parent, "child": child, "kind": kind.as_str()}),
        Ruling::SameClaim { one, other } => json!({"one": claim(one), "other": claim(other)}),
        Ruling::DifferentStories { one, other } => json!({"one": one, "other": other}),
    };
    if let (Value::Object(out), Value::Object(of_ruling)) = (&mut out, of_ruling) {
        out.extend(of_ruling);
    }
    out
}

fn claim(claim: &ClaimAt) -> Value {
    json!({"document": claim.document, "span": [claim.begin, claim.end], "words": claim.words})
}

/// A line of a file, without its line break.
#[must_use]
pub fn line(line: &Line) -> String {
    match line {
        Line::Decided(decision) => value(decision).to_string(),
        Line::Undone { at, who, why, decision } => {
            json!({"at": at, "who": who, "why": why, "ruling": "undo", "decision": decision}).to_string()
        }
    }
}

/// Reads a decision from JSON.
///
/// # Errors
/// In words, with the field that is missing or wrong.
pub fn of_value(value: &Value) -> Result<Decision, NotADecision> {
    let fields = value.as_object().ok_or_else(|| NotADecision("not an object".to_owned()))?;
    Ok(Decision {
        id: filled(fields, "id")?,
        at: filled(fields, "at")?,
        who: filled(fields, "who")?,
        why: optional(fields, "why")?,
        ruling: ruling(fields)?,
    })
}

/// Reads a ruling from the fields that tell it, whatever else stands beside them.
///
/// # Errors
/// In words, with the field that is missing or wrong.
pub fn ruling(fields: &Map<String, Value>) -> Result<Ruling, NotADecision> {
    let text = |name| filled(fields, name);
    Ok(match text("ruling")?.as_str() {
        "confirm" => Ruling::Confirm { parent: text("parent")?, child: text("child")? },
        "reject" => Ruling::Reject { parent: text("parent")?, child: text("child")? },
        "parent" => Ruling::Parent { child: text("child")?, parent: held(fields)? },
        "kind" => Ruling::Kind { parent: text("parent")?, child: text("child")?, kind: kind(&text("kind")?)? },
        "same-claim" => Ruling::SameClaim { one: claim_of(fields, "one")?, other: claim_of(fields, "other")? },
        "different-stories" => Ruling::DifferentStories { one: text("one")?, other: text("other")? },
        other => return Err(NotADecision(format!("`ruling` is no ruling: {other:?}"))),
    })
}

/// Reads a line of a file.
///
/// # Errors
/// In words, with the field that is missing or wrong.
pub fn of_line(line: &str) -> Result<Line, NotADecision> {
    let value: Value = serde_json::from_str(line).map_err(|e| NotADecision(format!("not JSON: {e}")))?;
    let fields = value.as_object().ok_or_else(|| NotADecision("not an object".to_owned()))?;
    if fields.get("ruling").and_then(Value::as_str) != Some("undo") {
        return of_value(&value).map(Line::Decided);
    }
    Ok(Line::Undone {
        at: filled(fields, "at")?,
        who: filled(fields, "who")?,
        why: optional(fields, "why")?,
        decision: filled(fields, "decision")?,
    })
}

/// The decisions that stand: those that no later line takes back, in the order of the lines; and the lines that were none, by
/// number from 1. Of two decisions of one id the later stands.
#[must_use]
pub fn standing(text: &str) -> (Vec<Decision>, Vec<(usize, NotADecision)>) {
    let (mut standing, mut wrong) = (Vec::<Decision>::new(), Vec::new());
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        match of_line(line) {
            Ok(Line::Decided(decision)) => {
                standing.retain(|d| d.id != decision.id);
                standing.push(decision);
            }
            Ok(Line::Undone { decision, .. }) => standing.retain(|d| d.id != decision),
            Err(why) => wrong.push((at + 1, why)),
        }
    }
    (standing, wrong)
}

/// An id made of what was decided, when and by whom: the same for the same, another for another.
#[must_use]
pub fn id_of(at: &str, who: &str, ruling: &Ruling) -> String {
    let told = Decision {
        id: String::new(),
        at: at.to_owned(),
        who: who.to_owned(),
        why: String::new(),
        ruling: ruling.clone(),
    };
    format!("d{:012x}", vorlage_text::hash64(value(&told).to_string().as_bytes()) >> 16)
}

/// Reads the name of a kind.
///
/// # Errors
/// Where it is the name of none.
pub fn kind(word: &str) -> Result<EdgeKind, NotADecision> {
    let named = EdgeKind::ALL.into_iter().find(|k| k.as_str() == word);
    named.ok_or_else(|| {
        let all = EdgeKind::ALL.map(EdgeKind::as_str).join(", ");
        NotADecision(format!("`kind` is none: {word:?}; there are {all}"))
    })
}

/// A field that holds words.
fn filled(fields: &Map<String, Value>, name: &str) -> Result<String, NotADecision> {
    match fields.get(name).and_then(Value::as_str) {
        Some(text) if !text.trim().is_empty() => Ok(text.to_owned()),
        Some(_) => Err(NotADecision(format!("`{name}` is empty"))),
        None => Err(NotADecision(format!("`{name}` is missing"))),
    }
}

/// A field that may be missing, and then is empty.
fn optional(fields: &Map<String, Value>, name: &str) -> Result<String, NotADecision> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => Err(NotADecision(format!("`{name}` is no text"))),
    }
}

/// The parent of a document; `null` is a lost one.
fn held(fields: &Map<String, Value>) -> Result<Option<String>, NotADecision> {
    if fields.get("parent").is_some_and(Value::is_null) { Ok(None) } else { filled(fields, "parent").map(Some) }
}

fn claim_of(fields: &Map<String, Value>, name: &str) -> Result<ClaimAt, NotADecision> {
    let wrong = || NotADecision(format!("`{name}` is no claim: {{\"document\", \"span\": [begin, end], \"words\"}}"));
    let claim = fields.get(name).and_then(Value::as_object).ok_or_else(wrong)?;
    let span = claim.get("span").and_then(Value::as_array).map(Vec::as_slice).ok_or_else(wrong)?;
    let [begin, end] = span else { return Err(wrong()) };
    let number = |value: &Value| value.as_u64().and_then(|n| usize::try_from(n).ok()).ok_or_else(wrong);
    let (begin, end) = (number(begin)?, number(end)?);
    if begin >= end {
        return Err(wrong());
    }
    Ok(ClaimAt { document: filled(claim, "document")?, begin, end, words: optional(claim, "words")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(ruling: Ruling) -> Decision {
        let (at, who) = ("2026-03-02T09:00:00Z".to_owned(), "Ada".to_owned());
        Decision { id: id_of(&at, &who, &ruling), at, who, why: "same “slip”".to_owned(), ruling }
    }

    fn rulings() -> Vec<Ruling> {
        let (parent, child) = ("a.txt".to_owned(), "b.txt".to_owned());
        let at =
            |document: &str| ClaimAt { document: document.to_owned(), begin: 3, end: 9, words: "12 dead".to_owned() };
        vec![
            Ruling::Confirm { parent: parent.clone(), child: child.clone() },
            Ruling::Reject { parent: parent.clone(), child: child.clone() },
            Ruling::Parent { child: child.clone(), parent: Some(parent.clone()) },
            Ruling::Parent { child: child.clone(), parent: None },
            Ruling::Kind { parent: parent.clone(), child: child.clone(), kind: EdgeKind::RoundTrip },
            Ruling::SameClaim { one: at("a.txt"), other: at("b.txt") },
            Ruling::DifferentStories { one: parent, other: child },
        ]
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        for ruling in rulings() {
            let decided = Line::Decided(decision(ruling));
            assert_eq!(of_line(&line(&decided)), Ok(decided));
        }
    }

    #[test]
    fn ids_tell_decisions_apart() {
        let mut ids: Vec<String> = rulings().into_iter().map(|r| decision(r).id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), rulings().len());
    }

    #[test]
    fn a_decision_taken_back_does_not_stand() {
        let (kept, undone) = (decision(rulings().remove(0)), decision(rulings().remove(1)));
        let undo = Line::Undone {
            at: "2026-03-03T09:00:00Z".to_owned(),
            who: "Ben".to_owned(),
            why: String::new(),
            decision: undone.id.clone(),
        };
        let lines = [Line::Decided(undone), Line::Decided(kept.clone()), undo].map(|l| line(&l)).join("\n");
        assert_eq!(standing(&lines), (vec![kept], Vec::new()));
    }

    #[test]
    fn lines_that_are_no_decisions_are_named() {
        let (_, wrong) = standing("\n{}\n[]\nconfirm\n{\"ruling\":\"undo\"}");
        let told: Vec<String> = wrong.iter().map(|(at, why)| format!("{at}: {why}")).collect();
        let expected = ["2: `id` is missing", "3: not an object", "4: not JSON: expected value at line 1 column 1"];
        assert_eq!(told[..3], expected);
        assert_eq!(told[3], "5: `at` is missing");
    }

    #[test]
    fn a_claim_needs_a_span_that_holds_something() {
        let mut value = value(&decision(rulings().remove(5)));
        value["one"]["span"] = json!([9, 3]);
        assert!(of_value(&value).is_err());
    }
}
