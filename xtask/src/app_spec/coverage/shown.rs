//! What an app's tests have shown, held against what the specification has.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::super::screens::{Spec, Texts};

/// What an app's tests write. What they write besides is for people.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Shown {
    pub(super) pictures: BTreeSet<String>,
    /// `pay.confirm`.
    pub(super) states: BTreeSet<String>,
    /// `pay.confirm.pay_confirm_button`.
    pub(super) actions: BTreeSet<String>,
}

/// What an app should show, and what it may.
#[derive(Clone, Debug, Default)]
pub(super) struct Specified {
    pub(super) always: Shown,
    /// Actions that some variants have: an app shows them in its own pictures, or in its own way.
    pub(super) sometimes: BTreeSet<String>,
}

/// A journey on phones of one app, or of both: what `app-journeys` writes.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Run {
    journey: String,
    /// The app of those who pay.
    persons: String,
    /// The app of those who are paid; none in a journey without merchants.
    merchants: Option<String>,
    passed: bool,
}

/// The apps, as it calls them.
const APPS: [&str; 2] = ["android", "ios"];

/// Everything that an app should show.
pub(super) fn specified(spec: &Spec, texts: &Texts<'_>) -> Specified {
    let mut all = Specified::default();
    for screen in spec.screens.values() {
        for (name, state) in &screen.states {
            let state_name = format!("{}.{name}", screen.name);
            // `*` in a label stands for several.
            let named = |name: &str| {
                let keys = texts.named(name).into_iter().map(str::to_owned).collect::<Vec<_>>();
                let names = if name.contains('*') { keys } else { vec![name.to_owned()] };
                names.into_iter().map(|name| format!("{state_name}.{name}")).collect::<Vec<_>>()
            };
            all.always.pictures.extend(state.pictures.iter().cloned());
            all.always.actions.extend(state.always_touched().flat_map(&named));
            all.sometimes.extend(state.sometimes_touched().flat_map(&named));
            all.always.states.insert(state_name);
        }
    }
    all
}

/// What an app lacks, and what it has that is not specified.
pub(super) fn faults(app: &str, specified: &Specified, shown: &Shown) -> Vec<String> {
    let Specified { always, sometimes } = specified;
    let kinds = [
        ("state", &always.states, &shown.states),
        ("action", &always.actions, &shown.actions),
        ("picture", &always.pictures, &shown.pictures),
    ];
    let mut faults = Vec::new();
    for (kind, specified, shown) in kinds {
        let lacks = specified.difference(shown);
        faults.extend(lacks.map(|name| format!("{app} lacks the {kind} {name}")));
        let more = shown.difference(specified).filter(|name| !sometimes.contains(*name));
        faults.extend(
            more.map(|name| format!("{app} has the {kind} {name}, which the specification does not have")),
        );
    }
    faults
}

/// The pairs of apps with which a journey passed, and those with which it should.
pub(super) fn pairs(journey: &str, runs: &[Run]) -> (BTreeSet<String>, BTreeSet<String>) {
    let of_it = || runs.iter().filter(|run| run.journey == journey);
    let name = |persons: &str, merchants: Option<&str>| match merchants {
        Some(merchants) => format!("{persons} pays {merchants}"),
        None => persons.to_owned(),
    };
    let passed = of_it().filter(|run| run.passed).map(|run| name(&run.persons, run.merchants.as_deref()));
    let has_merchants = of_it().any(|run| run.merchants.is_some());
    let wanted = APPS.iter().flat_map(|persons| {
        let merchants = if has_merchants { APPS.map(Some).to_vec() } else { vec![None] };
        merchants.into_iter().map(|merchants| name(persons, merchants)).collect::<Vec<_>>()
    });
    (passed.collect(), wanted.collect())
}

/// Every journey passes on each app, and where there are merchants with each pair of apps.
pub(super) fn journey_faults(specified: &[String], runs: &[Run]) -> Vec<String> {
    let mut faults = Vec::new();
    for journey in specified {
        let (passed, wanted) = pairs(journey, runs);
        faults.extend(
            wanted.difference(&passed).map(|pair| format!("the journey {journey} did not pass: {pair}")),
        );
    }
    let strangers: BTreeSet<&str> = runs
        .iter()
        .map(|run| run.journey.as_str())
        .filter(|name| !specified.iter().any(|it| it == name))
        .collect();
    faults.extend(
        strangers.into_iter().map(|name| format!("{name} was run, which app-spec/journeys/ does not have")),
    );
    faults
}

#[cfg(test)]
mod tests {
    use super::{
        super::super::screens::testing::{area, screen, spec},
        *,
    };

    fn names(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn home() -> Specified {
        let state = "pictures = [\"one\", \"two\"]\nactions = { home_pay = \"=\" }\nmay = { \"home_see_*\" = \"=\" }\nrows = { row_entry = \"=\" }\nfields = [\"home_name\"]\ndigits = true";
        let text = |key: &str| format!("[{key}]\nen = \"Pay\"\nlo = \"ຈ່າຍ\"\nth = \"จ่าย\"\n");
        let areas = [area("home", &["pay", "see_a", "see_b", "name"].map(text).concat())];
        specified(&spec(&[("home", &screen("a", &[("a", state)]))]), &Texts::new(&areas))
    }

    #[test]
    fn everything_that_can_be_touched_is_an_action() {
        let Specified { always, sometimes } = home();
        assert_eq!(always.states, names(&["home.a"]));
        assert_eq!(always.pictures, names(&["one", "two"]));
        assert_eq!(always.actions, names(&["home.a.digits", "home.a.home_pay"]));
        let actions = ["home_name", "home_see_a", "home_see_b", "row_entry"];
        assert_eq!(sometimes, actions.iter().map(|name| format!("home.a.{name}")).collect());
        assert_eq!(faults("iOS", &home(), &always), Vec::<String>::new());
    }

    #[test]
    fn what_an_app_lacks_is_named() {
        let mut shown = home().always;
        shown.states.clear();
        shown.actions.remove("home.a.home_pay");
        shown.pictures.remove("two");
        assert_eq!(
            faults("iOS", &home(), &shown),
            [
                "iOS lacks the state home.a",
                "iOS lacks the action home.a.home_pay",
                "iOS lacks the picture two"
            ]
        );
    }

    #[test]
    fn what_is_not_specified_is_named() {
        let mut shown = home().always;
        shown.actions.insert("home.a.home_send".to_owned());
        assert_eq!(
            faults("Android", &home(), &shown),
            ["Android has the action home.a.home_send, which the specification does not have"]
        );
    }

    #[test]
    fn what_some_variants_have_may_be_shown_or_not() {
        let mut shown = home().always;
        shown.actions.insert("home.a.row_entry".to_owned());
        assert_eq!(faults("iOS", &home(), &shown), Vec::<String>::new());
    }

    fn run(journey: &str, persons: &str, merchants: Option<&str>) -> Run {
        let merchants = merchants.map(str::to_owned);
        Run { journey: journey.to_owned(), persons: persons.to_owned(), merchants, passed: true }
    }

    #[test]
    fn a_journey_that_did_not_pass_with_a_pair_of_apps_is_named() {
        let specified = ["pay".to_owned(), "restore".to_owned()];
        let mut runs: Vec<Run> = APPS.iter().map(|app| run("restore", app, None)).collect();
        for persons in APPS {
            runs.extend(APPS.map(|merchants| run("pay", persons, Some(merchants))));
        }
        assert_eq!(journey_faults(&specified, &runs), Vec::<String>::new());
        runs.remove(0);
        runs[1].passed = false;
        runs.push(run("pray", "ios", None));
        assert_eq!(
            journey_faults(&specified, &runs),
            [
                "the journey pay did not pass: android pays android",
                "the journey restore did not pass: android",
                "pray was run, which app-spec/journeys/ does not have"
            ]
        );
    }

    #[test]
    fn a_journey_that_nobody_ran_is_named() {
        assert_eq!(
            journey_faults(&["pay".to_owned()], &[]),
            ["the journey pay did not pass: android", "the journey pay did not pass: ios"]
        );
    }
}
