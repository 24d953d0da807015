//! The specification as one file that both apps' tests read: nothing in it is to be resolved any more.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{
    super::{
        entry::Entry,
        language::Language,
        template::{Piece, Template},
    },
    Spec,
    screen::{Screen, State, Target, Targets},
    texts::Texts,
    words,
};
use crate::checked_in;

/// Where it lies in the project.
pub(super) const FILE: &str = "app-spec/spec.json";

pub(in super::super) fn file(spec: &Spec, texts: &Texts<'_>) -> checked_in::File<String> {
    let screens: Map<String, Value> =
        spec.screens.values().map(|screen| (screen.name.clone(), of_screen(spec, screen, texts))).collect();
    let table: Map<String, Value> =
        texts.keys().filter_map(|key| Some((key.to_owned(), of_text(texts.entry(key)?)))).collect();
    let whole = json!({
        "start": spec.app.start,
        "home": spec.app.home,
        "screens": screens,
        "texts": table,
        "journeys": spec.journeys,
    });
    // A map of strings is always JSON.
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    (FILE.to_owned(), text)
}

fn of_screen(spec: &Spec, screen: &Screen, texts: &Texts<'_>) -> Value {
    let states: Map<String, Value> = screen
        .states
        .iter()
        .map(|(name, state)| (name.clone(), of_state(spec, &screen.name, state, texts)))
        .collect();
    json!({ "about": screen.about, "start": screen.start, "states": states })
}

fn of_state(spec: &Spec, screen: &str, state: &State, texts: &Texts<'_>) -> Value {
    let ways = |ways: &std::collections::BTreeMap<String, Targets>| -> Map<String, Value> {
        // `*` in a label stands for several.
        let named = ways.iter().flat_map(|(name, targets)| {
            let to: Vec<String> = targets.0.iter().map(|target| written(screen, target)).collect();
            let keys = texts.named(name);
            let names = if keys.is_empty() { vec![name.as_str()] } else { keys };
            names.into_iter().map(move |name| (name.to_owned(), json!(to))).collect::<Vec<_>>()
        });
        named.collect()
    };
    let always: Vec<&str> = state.title.iter().chain(&state.shows).map(String::as_str).collect();
    let may: BTreeSet<&str> = words::patterns(spec, state)
        .flat_map(|pattern| texts.named(pattern))
        .filter(|key| !always.contains(key))
        .collect();
    json!({
        "about": state.about,
        "pictures": state.pictures,
        "title": state.title,
        // The title among them.
        "shows": always,
        // Labels and fields among them.
        "may_show": may,
        "actions": ways(&state.actions),
        "may": ways(&state.may),
        "rows": ways(&state.rows),
        "fields": state.fields,
        "digits": state.digits,
        "events": ways(&state.events),
        "waits": state.waits,
        "error": state.error,
    })
}

/// `pay.paid`, `@home`, `@back`, `@phone`, `=`.
fn written(screen: &str, target: &Target) -> String {
    match target {
        Target::State(state) => format!("{screen}.{state}"),
        Target::Same => "=".to_owned(),
        Target::Back => "@back".to_owned(),
        Target::Phone => "@phone".to_owned(),
        Target::Screen(other) => format!("@{other}"),
    }
}

fn of_text(entry: &Entry) -> Value {
    let mut text = Map::new();
    text.insert("placeholders".to_owned(), json!(entry.placeholders));
    text.insert("plural".to_owned(), json!(entry.is_plural));
    for language in Language::ALL {
        let said = entry.said(language);
        text.insert(language.code().to_owned(), json!(plain(&said.other)));
        if let Some(one) = &said.one {
            text.insert(format!("{}_one", language.code()), json!(plain(one)));
        }
    }
    Value::Object(text)
}

/// As in the table: `You paid {amount} to {name}`.
fn plain(template: &Template) -> String {
    let mut text = String::new();
    for piece in template.pieces() {
        match piece {
            Piece::Words(words) => text.push_str(words),
            Piece::Placeholder(name) => {
                text.push('{');
                text.push_str(name);
                text.push('}');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{
        super::testing::{area, screen, spec},
        *,
    };

    #[test]
    fn what_is_written_short_is_resolved() {
        let texts = "
            [pay]
            en = \"Pay {amount}\"
            lo = \"ຈ່າຍ {amount}\"
            th = \"จ่าย {amount}\"
            [pay_again]
            en = \"Pay again\"
            lo = \"ຈ່າຍອີກ\"
            th = \"จ่ายอีก\"
            [title]
            en = \"Money\"
            lo = \"ເງິນ\"
            th = \"เงิน\"
        ";
        let state =
            "title = \"home_title\"\nmay_show = [\"home_pay*\"]\nactions = { home_pay = [\"a\", \"@back\"] }";
        let areas = [area("home", texts)];
        let spec = spec(&[("home", &screen("a", &[("a", state)]))]);
        let (path, json) = file(&spec, &Texts::new(&areas));
        assert_eq!(path, FILE);
        let whole: Value = serde_json::from_str(&json).unwrap();
        let state = &whole["screens"]["home"]["states"]["a"];
        assert_eq!(state["shows"], json!(["home_title"]));
        assert_eq!(state["may_show"], json!(["home_pay", "home_pay_again"]));
        assert_eq!(state["actions"], json!({ "home_pay": ["home.a", "@back"] }));
        assert_eq!(
            whole["texts"]["home_pay"],
            json!({ "placeholders": ["amount"], "plural": false, "en": "Pay {amount}", "lo": "ຈ່າຍ {amount}", "th": "จ่าย {amount}" })
        );
    }
}
