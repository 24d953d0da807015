//! No dead end: every state is reached, and from every state a way leads on.

use std::collections::BTreeSet;

use super::{
    Spec,
    screen::{Screen, State, Target, file},
};

pub(super) fn problems(spec: &Spec) -> Vec<String> {
    let mut problems = Vec::new();
    for screen in spec.screens.values() {
        let mut faults = targets(spec, screen);
        // A way to nowhere would only be told a second time.
        if faults.is_empty() {
            faults = unreached(screen);
            faults.extend(without_way_on(spec, screen));
            faults.extend(idle(screen));
        }
        problems.extend(faults.into_iter().map(|fault| format!("{}: {fault}", file(&screen.name))));
    }
    problems.extend(pictures(spec));
    problems.extend(screens(spec));
    problems
}

/// What is named is there.
fn targets(spec: &Spec, screen: &Screen) -> Vec<String> {
    let mut faults = Vec::new();
    if screen.start.is_empty() {
        faults.push("`start` names no state".to_owned());
    }
    for start in screen.start.iter().filter(|start| !screen.states.contains_key(*start)) {
        faults.push(format!("`start` names `{start}`, which is no state"));
    }
    for (name, state) in &screen.states {
        for (way, target) in state.ways() {
            match target {
                Target::State(to) if !screen.states.contains_key(to) => {
                    faults.push(format!("{name}: {way} leads to `{to}`, which is no state of this screen"));
                }
                Target::Screen(to) if !spec.screens.contains_key(to) => {
                    faults.push(format!("{name}: {way} leads to `@{to}`, which is no screen"));
                }
                _ => {}
            }
        }
    }
    faults
}

/// The states to which ways lead from `from`, themselves among them.
fn reached<'a>(screen: &'a Screen, from: &'a [String]) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = from.iter().map(String::as_str).collect();
    while let Some(name) = next.pop() {
        if !reached.insert(name) {
            continue;
        }
        for (_, target) in screen.states.get(name).into_iter().flat_map(State::ways) {
            if let Target::State(to) = target {
                next.push(to);
            }
        }
    }
    reached
}

fn unreached(screen: &Screen) -> Vec<String> {
    let reached = reached(screen, &screen.start);
    let lost = screen.states.keys().filter(|name| !reached.contains(name.as_str()));
    lost.map(|name| format!("{name}: no way leads to this state from `start`")).collect()
}

/// States from which one never comes out of the screen; at home, none to which one never comes back.
fn without_way_on(spec: &Spec, screen: &Screen) -> Vec<String> {
    let is_home = spec.app.home.contains(&screen.name);
    let has_back = is_entered(spec, &screen.name);
    let leaves = |name: &str| {
        screen.states[name].ways().any(|(_, target)| match target {
            Target::Back => has_back,
            Target::Screen(to) => *to != screen.name,
            Target::State(_) | Target::Same | Target::Phone => false,
        })
    };
    let mut faults = Vec::new();
    for name in screen.states.keys() {
        let on = reached(screen, std::slice::from_ref(name));
        let comes_back = || {
            let others: Vec<String> =
                on.iter().filter(|other| **other != name).map(|other| (*other).to_owned()).collect();
            others.iter().any(|other| reached(screen, std::slice::from_ref(other)).contains(name.as_str()))
        };
        let leads_on = on.iter().any(|other| leaves(other)) || is_home && comes_back();
        if !leads_on {
            let no_back = if has_back { "" } else { " (`@back` leads nowhere: no other screen leads here)" };
            faults.push(format!("{name}: a dead end: no way leads out of the screen from here{no_back}"));
        }
    }
    faults
}

/// Does another screen lead to it, so that one can go back?
fn is_entered(spec: &Spec, name: &str) -> bool {
    spec.screens.values().filter(|other| other.name != name).any(|other| {
        other
            .states
            .values()
            .any(|state| state.ways().any(|(_, target)| matches!(target, Target::Screen(to) if to == name)))
    })
}

/// States in which nobody does anything and nothing happens.
fn idle(screen: &Screen) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, state) in screen.states.iter().filter(|(_, state)| !state.has_action()) {
        if state.events.is_empty() {
            faults.push(format!("{name}: the owner can always do nothing here, and no event leads on"));
        } else if state.waits.as_ref().is_none_or(|waits| waits.trim().is_empty()) {
            faults.push(format!(
                "{name}: the owner can only wait: `waits` must say for what, and what bounds it"
            ));
        }
    }
    faults
}

/// A picture shows one state.
fn pictures(spec: &Spec) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for screen in spec.screens.values() {
        for (name, state) in &screen.states {
            if state.pictures.is_empty() {
                problems.push(format!("{}: {name}: no picture shows it", file(&screen.name)));
            }
            for picture in state.pictures.iter().filter(|picture| !seen.insert(picture.as_str())) {
                problems.push(format!(
                    "{}: {name}: the picture `{picture}` stands for a state already",
                    file(&screen.name)
                ));
            }
        }
    }
    problems
}

/// Every screen is reached from the app's start.
fn screens(spec: &Spec) -> Vec<String> {
    let mut problems = Vec::new();
    for (list, names) in [("start", &spec.app.start), ("home", &spec.app.home)] {
        for name in names.iter().filter(|name| !spec.screens.contains_key(*name)) {
            problems.push(format!("app-spec/app.toml: `{list}` names `{name}`, which is no screen"));
        }
    }
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = spec.app.start.iter().map(String::as_str).collect();
    while let Some(name) = next.pop() {
        if !reached.insert(name) {
            continue;
        }
        let states = spec.screens.get(name).into_iter().flat_map(|screen| screen.states.values());
        next.extend(states.flat_map(State::ways).filter_map(|(_, target)| match target {
            Target::Screen(to) => Some(to.as_str()),
            _ => None,
        }));
    }
    for name in spec.screens.keys().filter(|name| !reached.contains(name.as_str())) {
        problems.push(format!("{}: no way leads to this screen from the app's start", file(name)));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::{
        super::testing::{screen, spec},
        *,
    };

    const HOME: &str = "actions = { home_pay = \"@pay\" }";

    /// A home that leads to `pay`, which has these states.
    fn faults(start: &str, states: &[(&str, &str)]) -> Vec<String> {
        let (home, pay) = (screen("shown", &[("shown", HOME)]), screen(start, states));
        problems(&spec(&[("home", &home), ("pay", &pay)]))
    }

    fn assert_refused(start: &str, states: &[(&str, &str)], fault: &str) {
        assert_eq!(faults(start, states), [format!("app-spec/screens/pay.toml: {fault}")]);
    }

    const BACK: &str = "actions = { common_back = \"@back\" }";

    #[test]
    fn screens_without_a_dead_end_pass() {
        let first = "actions = { pay_button = \"paying\", common_cancel = \"@back\" }";
        let paying = "events = { answered = [\"paid\", \"first\"] }\nwaits = \"for the bank, 30 s\"";
        let states = [("first", first), ("paying", paying), ("paid", BACK)];
        assert_eq!(faults("first", &states), Vec::<String>::new());
    }

    #[test]
    fn a_way_to_nothing_is_refused() {
        let way = "actions = { common_back = \"@back\", pay_button = \"payed\" }";
        assert_refused(
            "first",
            &[("first", way)],
            "first: pay_button leads to `payed`, which is no state of this screen",
        );
        let way = "actions = { common_back = \"@back\", pay_button = \"@done\" }";
        assert_refused("first", &[("first", way)], "first: pay_button leads to `@done`, which is no screen");
        assert_refused("begin", &[("first", BACK)], "`start` names `begin`, which is no state");
    }

    #[test]
    fn a_state_that_is_never_reached_is_refused() {
        assert_refused(
            "first",
            &[("first", BACK), ("lost", BACK)],
            "lost: no way leads to this state from `start`",
        );
    }

    #[test]
    fn a_state_from_which_no_way_leads_out_is_refused() {
        let first = "actions = { pay_button = \"stuck\", common_cancel = \"@back\" }";
        let stuck = "actions = { common_retry = \"=\", pay_settings = \"@phone\" }";
        assert_refused(
            "first",
            &[("first", first), ("stuck", stuck)],
            "stuck: a dead end: no way leads out of the screen from here",
        );
    }

    #[test]
    fn back_is_no_way_out_of_the_screen_that_the_app_begins_with() {
        let home = screen("shown", &[("shown", HOME)]);
        let welcome = screen("first", &[("first", BACK)]);
        let pay =
            screen("first", &[("first", "pictures = [\"pay\"]\nactions = { common_back = \"@back\" }")]);
        let mut spec = spec(&[("home", &home), ("pay", &pay), ("welcome", &welcome)]);
        spec.app.start.push("welcome".to_owned());
        assert_eq!(
            problems(&spec),
            [
                "app-spec/screens/welcome.toml: first: a dead end: no way leads out of the screen from here (`@back` leads nowhere: no other screen leads here)"
            ]
        );
    }

    #[test]
    fn a_home_needs_no_way_out_but_one_that_comes_back() {
        let there = "actions = { home_show = \"b\" }";
        let both = [("a", there), ("b", "actions = { home_hide = \"a\" }")];
        assert_eq!(problems(&spec(&[("home", &screen("a", &both))])), Vec::<String>::new());
        let one_way = [("a", there), ("b", "actions = { home_hide = \"=\" }")];
        assert_eq!(problems(&spec(&[("home", &screen("a", &one_way))])).len(), 2);
    }

    #[test]
    fn a_state_in_which_nothing_happens_is_refused() {
        let first = "actions = { pay_button = \"wait\", common_cancel = \"@back\" }";
        let idle = faults("first", &[("first", first), ("wait", "may = { common_cancel = \"@back\" }")]);
        assert_eq!(
            idle,
            ["app-spec/screens/pay.toml: wait: the owner can always do nothing here, and no event leads on"]
        );
    }

    #[test]
    fn waiting_without_saying_for_what_is_refused() {
        let first = "actions = { pay_button = \"wait\", common_cancel = \"@back\" }";
        assert_refused(
            "first",
            &[("first", first), ("wait", "events = { answered = \"first\" }")],
            "wait: the owner can only wait: `waits` must say for what, and what bounds it",
        );
    }

    #[test]
    fn a_picture_of_two_states_is_refused_and_a_state_of_none() {
        let twice =
            [("first", BACK), ("second", "pictures = [\"first\"]\nactions = { common_back = \"first\" }")];
        let first = "actions = { common_back = \"@back\", pay_button = \"second\" }";
        assert_refused(
            "first",
            &[("first", first), twice[1]],
            "second: the picture `first` stands for a state already",
        );
        let none = "pictures = []\nactions = { common_back = \"@back\" }";
        assert_refused("first", &[("first", none)], "first: no picture shows it");
    }

    #[test]
    fn a_screen_that_no_way_leads_to_is_refused() {
        let home = screen(
            "shown",
            &[
                ("shown", "actions = { home_show = \"again\" }"),
                ("again", "actions = { home_hide = \"shown\" }"),
            ],
        );
        let lost = screen("first", &[("first", "actions = { common_home = \"@home\" }")]);
        assert_eq!(
            problems(&spec(&[("home", &home), ("lost", &lost)])),
            ["app-spec/screens/lost.toml: no way leads to this screen from the app's start"]
        );
    }

    #[test]
    fn a_start_of_the_app_that_is_no_screen_is_refused() {
        let mut spec = spec(&[("home", &screen("a", &[("a", "actions = { b = \"@home\" }")]))]);
        spec.app.start.push("lock".to_owned());
        let problems = problems(&spec);
        assert!(
            problems.contains(&"app-spec/app.toml: `start` names `lock`, which is no screen".to_owned()),
            "{problems:?}"
        );
    }
}
