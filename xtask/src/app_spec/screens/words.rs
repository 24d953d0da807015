//! What the screens say: every text is there and used, every action has a label of its own, every problem an advice.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Spec,
    screen::{State, file},
    texts::{Texts, is_match},
};

/// The texts of any error code: what a state with `error = true` may show.
pub(super) const ERROR_TEXTS: [&str; 3] = ["errors_*_title", "errors_*_advice", "errors_*_detail"];

pub(super) fn problems(spec: &Spec, texts: &Texts<'_>) -> Vec<String> {
    let mut problems = Vec::new();
    for screen in spec.screens.values() {
        for (name, state) in &screen.states {
            let mut faults = Vec::new();
            let unknown = state.texts().filter(|text| texts.named(text).is_empty());
            faults.extend(unknown.map(|text| format!("there is no text `{text}`")));
            let many = state.title.iter().chain(&state.shows).chain(state.actions.keys());
            faults.extend(many.filter(|text| text.contains('*')).map(|text| {
                format!(
                    "`{text}` is always in sight, so it must be one text: `*` is for what some variants show"
                )
            }));
            faults.extend(same_labels(state, texts));
            faults.extend(without_advice(name, state));
            problems
                .extend(faults.into_iter().map(|fault| format!("{}: {name}: {fault}", file(&screen.name))));
        }
    }
    for text in spec.app.may_show.iter().filter(|text| texts.named(text).is_empty()) {
        problems.push(format!("app-spec/app.toml: may_show: there is no text `{text}`"));
    }
    problems.extend(unused(spec, texts));
    problems.extend(exceptions(spec, texts));
    problems
}

/// Two buttons that say the same are one button to who can't see where they are.
fn same_labels(state: &State, texts: &Texts<'_>) -> Vec<String> {
    let mut by_label: BTreeMap<String, &str> = BTreeMap::new();
    let mut faults = Vec::new();
    for key in state.actions.keys() {
        let Some(entry) = texts.entry(key) else { continue };
        let english = format!("{:?}", entry.said(super::super::language::Language::English));
        if let Some(other) = by_label.insert(english, key) {
            faults.push(format!("the actions {other} and {key} have the same label"));
        }
    }
    faults
}

/// A problem is told with what to do, and something can be done.
fn without_advice(name: &str, state: &State) -> Vec<String> {
    let mut faults = Vec::new();
    let named: Vec<&str> = state.texts().collect();
    let is_shown = |key: &str| named.iter().any(|text| is_match(text, key));
    let problems = named.iter().filter(|text| text.starts_with("errors_"));
    for title in problems.clone().filter_map(|text| text.strip_suffix("_title")) {
        let advice = format!("{title}_advice");
        if !state.error && !is_shown(&advice) {
            faults.push(format!("{title}_title tells of a problem, and no advice says what to do: {advice}"));
        }
    }
    let says_advice = state.error || named.iter().any(|text| text.ends_with("_advice"));
    if ["failed", "problem", "error"].contains(&name) && !says_advice {
        faults.push(
            "a problem without advice: `error = true`, or a text whose key ends with _advice".to_owned(),
        );
    }
    let tells_problem = state.error || problems.clone().next().is_some();
    if tells_problem && !state.has_action() {
        faults.push("a problem, and nothing that its owner can always do about it".to_owned());
    }
    faults
}

/// The texts that a state names or may show, `*` among them.
pub(super) fn patterns<'a>(spec: &'a Spec, state: &'a State) -> impl Iterator<Item = &'a str> {
    let of_errors = if state.error { &ERROR_TEXTS[..] } else { &[] };
    state.texts().chain(of_errors.iter().copied()).chain(spec.app.may_show.iter().map(String::as_str))
}

/// The texts that some screen shows.
fn shown<'a>(spec: &Spec, texts: &'a Texts<'_>) -> BTreeSet<&'a str> {
    let states = spec.screens.values().flat_map(|screen| screen.states.values());
    let patterns: BTreeSet<&str> = states.flat_map(|state| patterns(spec, state)).collect();
    patterns.into_iter().flat_map(|pattern| texts.named(pattern)).collect()
}

fn unused(spec: &Spec, texts: &Texts<'_>) -> Vec<String> {
    let shown = shown(spec, texts);
    let is_elsewhere = |key: &str| spec.elsewhere.texts.keys().any(|pattern| is_match(pattern, key));
    let lost = texts.keys().filter(|key| !shown.contains(key) && !is_elsewhere(key));
    lost.map(|key| {
        format!(
            "{}: {key}: no screen shows it, and app-spec/elsewhere.toml does not say why",
            texts.file(key)
        )
    })
    .collect()
}

/// An exception is one, and says why.
fn exceptions(spec: &Spec, texts: &Texts<'_>) -> Vec<String> {
    let shown = shown(spec, texts);
    let mut problems = Vec::new();
    let elsewhere = &spec.elsewhere;
    for (table, list) in
        [("texts", &elsewhere.texts), ("android", &elsewhere.android), ("ios", &elsewhere.ios)]
    {
        for (pattern, why) in list {
            let keys = texts.named(pattern);
            let fault = if keys.is_empty() {
                "there is no such text"
            } else if why.trim().is_empty() {
                "it must say why"
            } else if table == "texts" && keys.iter().all(|key| shown.contains(key)) {
                "a screen shows it: it is no exception"
            } else {
                continue;
            };
            problems.push(format!("app-spec/elsewhere.toml: {table}: {pattern}: {fault}"));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            super::area::Area,
            testing::{area, screen, spec},
        },
        *,
    };

    fn areas() -> Vec<Area> {
        let text =
            |key: &str, english: &str| format!("[{key}]\nen = \"{english}\"\nlo = \"ຈ່າຍ\"\nth = \"จ่าย\"\n");
        let home = text("pay", "Pay") + &text("pay_again", "Pay") + &text("title", "Money");
        let errors = text("wrong_pin_title", "Wrong PIN") + &text("wrong_pin_advice", "Try again");
        vec![area("home", &home), area("errors", &errors)]
    }

    /// A home with one state, and the texts that it leaves out in `elsewhere`.
    fn faults(state: &str, lines: &str, elsewhere: &[(&str, &str)]) -> Vec<String> {
        let mut spec = spec(&[("home", &screen(state, &[(state, lines)]))]);
        spec.elsewhere.texts =
            elsewhere.iter().map(|(key, why)| ((*key).to_owned(), (*why).to_owned())).collect();
        let areas = areas();
        problems(&spec, &Texts::new(&areas))
    }

    const ERRORS: (&str, &str) = ("errors_*", "told by a notification");
    const AGAIN: (&str, &str) = ("home_pay_again", "a notification's");

    #[test]
    fn a_state_that_names_texts_of_the_table_passes() {
        let lines = "title = \"home_title\"\nactions = { home_pay = \"@home\" }";
        assert_eq!(faults("a", lines, &[ERRORS, AGAIN]), Vec::<String>::new());
    }

    #[test]
    fn a_text_that_the_table_does_not_have_is_refused() {
        let lines = "title = \"home_titel\"\nmay_show = [\"home_title\"]\nactions = { home_pay = \"@home\" }";
        assert_eq!(
            faults("a", lines, &[ERRORS, AGAIN]),
            ["app-spec/screens/home.toml: a: there is no text `home_titel`"]
        );
    }

    #[test]
    fn a_text_that_no_screen_shows_is_refused() {
        assert_eq!(
            faults("a", "actions = { home_pay = \"@home\" }", &[ERRORS, AGAIN]),
            [
                "app-spec/texts/home.toml: home_title: no screen shows it, and app-spec/elsewhere.toml does not say why"
            ]
        );
    }

    #[test]
    fn a_star_where_a_text_is_always_in_sight_is_refused() {
        assert_eq!(
            faults("a", "shows = [\"home_*\"]\nactions = { home_pay = \"@home\" }", &[ERRORS]),
            [
                "app-spec/screens/home.toml: a: `home_*` is always in sight, so it must be one text: `*` is for what some variants show"
            ]
        );
    }

    #[test]
    fn two_actions_with_one_label_are_refused() {
        assert_eq!(
            faults(
                "a",
                "title = \"home_title\"\nactions = { home_pay = \"@home\", home_pay_again = \"@home\" }",
                &[ERRORS]
            ),
            ["app-spec/screens/home.toml: a: the actions home_pay and home_pay_again have the same label"]
        );
    }

    #[test]
    fn a_problem_without_advice_is_refused() {
        let rest = "may_show = [\"home_*\"]\nactions = { home_pay = \"@home\" }";
        let advice = ("errors_wrong_pin_advice", "nowhere");
        assert_eq!(
            faults("a", &format!("shows = [\"errors_wrong_pin_title\"]\n{rest}"), &[advice]),
            [
                "app-spec/screens/home.toml: a: errors_wrong_pin_title tells of a problem, and no advice says what to do: errors_wrong_pin_advice"
            ]
        );
        assert_eq!(
            faults("failed", rest, &[ERRORS]),
            [
                "app-spec/screens/home.toml: failed: a problem without advice: `error = true`, or a text whose key ends with _advice"
            ]
        );
        assert_eq!(faults("failed", &format!("error = true\n{rest}"), &[]), Vec::<String>::new());
    }

    #[test]
    fn a_problem_about_which_nothing_can_be_done_is_refused() {
        let lines = "error = true\nmay_show = [\"home_*\"]\nmay = { home_pay = \"@home\" }";
        assert_eq!(
            faults("failed", lines, &[]),
            [
                "app-spec/screens/home.toml: failed: a problem, and nothing that its owner can always do about it"
            ]
        );
    }

    #[test]
    fn an_exception_must_be_one_and_say_why() {
        let lines = "title = \"home_title\"\nactions = { home_pay = \"@home\" }";
        for (exception, fault) in [
            (("home_title", "a notification's"), "home_title: a screen shows it: it is no exception"),
            (("home_tile", "a notification's"), "home_tile: there is no such text"),
            (("home_pay_again", " "), "home_pay_again: it must say why"),
        ] {
            let mut exceptions = vec![ERRORS, exception];
            if exception.0 != AGAIN.0 {
                exceptions.push(AGAIN);
            }
            assert_eq!(faults("a", lines, &exceptions), [format!("app-spec/elsewhere.toml: texts: {fault}")]);
        }
    }
}
