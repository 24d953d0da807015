//! What each app's tests have shown of the specification, side by side, and which texts each app's code uses.
//!
//! ```text
//! target/app-spec/android.json, ios.json, journeys.json --shown.rs--> what was shown --+
//! app-spec/ --shown.rs--> what should be ----------------------------------------------+--> a table, and what is missing
//! the code of both apps --code.rs--> the texts that it uses ---------------------------+
//! ```

mod code;
mod shown;

use std::{collections::BTreeSet, fs, io::ErrorKind, path::PathBuf};

use anyhow::{Context, bail};

use self::shown::{Run, Shown, Specified};
use super::screens::{Spec, Texts};
use crate::{shell::root, table::table};

/// An app that is held against the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum App {
    Android,
    Ios,
}

impl App {
    const ALL: [Self; 2] = [Self::Android, Self::Ios];

    fn name(self) -> &'static str {
        match self {
            Self::Android => "Android",
            Self::Ios => "iOS",
        }
    }

    /// Where its tests write what they have shown.
    fn results(self) -> PathBuf {
        results().join(match self {
            Self::Android => "android.json",
            Self::Ios => "ios.json",
        })
    }
}

fn results() -> PathBuf {
    root().join("target/app-spec")
}

/// Removes what an earlier run of an app's tests wrote: it must not stand for this one.
pub(crate) fn forget(app: App) -> anyhow::Result<()> {
    match fs::remove_file(app.results()) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Prints the table; fails when something is missing, or there and not specified. Says what has not run.
pub(super) fn check(spec: &Spec, texts: &Texts<'_>) -> anyhow::Result<Vec<&'static str>> {
    let mut ran: Vec<(App, Shown)> = Vec::new();
    let mut missing = Vec::new();
    for app in App::ALL {
        match read(&app.results())? {
            Some(text) => ran.push((
                app,
                serde_json::from_str(&text).with_context(|| app.results().display().to_string())?,
            )),
            None => missing.push(match app {
                App::Android => "Android's tests",
                App::Ios => "iOS's tests",
            }),
        }
    }
    let file = results().join("journeys.json");
    let journeys: Option<Vec<Run>> = read(&file)?
        .map(|text| serde_json::from_str(&text).with_context(|| file.display().to_string()))
        .transpose()?;
    if journeys.is_none() {
        missing.push("the journeys");
    }
    let specified = shown::specified(spec, texts);
    let used = App::ALL.map(|app| (app, code::used(app, texts)));
    print!("{}", side_by_side(spec, &specified, &ran));
    println!();
    for (app, keys) in &used {
        println!("{} of {} texts are used by the code for {}", keys.len(), texts.keys().count(), app.name());
    }
    if let Some(runs) = &journeys {
        for journey in &spec.journeys {
            let (passed, wanted) = shown::pairs(journey, runs);
            println!("the journey {journey} passed with {} of {} pairs of apps", passed.len(), wanted.len());
        }
    }
    let mut faults: Vec<String> = Vec::new();
    for (app, shown) in &ran {
        faults.extend(shown::faults(app.name(), &specified, shown));
    }
    if let Some(journeys) = &journeys {
        faults.extend(shown::journey_faults(&spec.journeys, journeys));
    }
    faults.extend(code::faults(&used, spec, texts));
    if !faults.is_empty() {
        bail!("the apps are not what the specification says, {} times:\n{}", faults.len(), faults.join("\n"));
    }
    Ok(missing)
}

fn read(file: &PathBuf) -> anyhow::Result<Option<String>> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| file.display().to_string()),
    }
}

/// A row for each screen: how much there is, and how much of it each app has shown.
fn side_by_side(spec: &Spec, specified: &Specified, ran: &[(App, Shown)]) -> String {
    let Specified { always, sometimes } = specified;
    let mut head = vec![String::new()];
    for kind in ["states", "actions", "in variants", "pictures"] {
        head.push(kind.to_owned());
        head.extend(ran.iter().map(|(app, _)| app.name().to_owned()));
    }
    let mut rows = vec![head];
    let names = spec.screens.keys().map(|name| (name.as_str(), Some(name.as_str())));
    for (title, screen) in names.chain([("together", None)]) {
        let pictures: BTreeSet<&String> = spec
            .screens
            .values()
            .filter(|other| screen.is_none_or(|name| other.name == name))
            .flat_map(|screen| screen.states.values().flat_map(|state| &state.pictures))
            .collect();
        let is_of = |name: &String| {
            screen.is_none_or(|screen| name.split_once('.').is_some_and(|(first, _)| first == screen))
        };
        let mut row = vec![title.to_owned()];
        // How many there are, then how many of them each app has shown.
        let mut count =
            |whole: &BTreeSet<String>, of: &dyn Fn(&Shown) -> &BTreeSet<String>| {
                row.push(whole.iter().filter(|it| is_of(it)).count().to_string());
                row.extend(ran.iter().map(|(_, shown)| {
                    of(shown).intersection(whole).filter(|it| is_of(it)).count().to_string()
                }));
            };
        count(&always.states, &|shown| &shown.states);
        count(&always.actions, &|shown| &shown.actions);
        count(sometimes, &|shown| &shown.actions);
        row.push(pictures.len().to_string());
        row.extend(
            ran.iter().map(|(_, shown)| {
                shown.pictures.iter().filter(|it| pictures.contains(it)).count().to_string()
            }),
        );
        rows.push(row);
    }
    table(&rows)
}

#[cfg(test)]
mod tests {
    use super::{
        super::screens::testing::{area, screen, spec},
        *,
    };

    #[test]
    fn the_table_says_how_much_of_each_screen_each_app_has_shown() {
        let home =
            screen("a", &[("a", "actions = { home_pay = \"b\" }"), ("b", "actions = { home_pay = \"a\" }")]);
        let spec = spec(&[("home", &home)]);
        let areas = [area("home", "[pay]\nen = \"Pay\"\nlo = \"ຈ່າຍ\"\nth = \"จ่าย\"")];
        let specified = shown::specified(&spec, &Texts::new(&areas));
        let half = Shown { states: ["home.a".to_owned()].into(), ..Shown::default() };
        let text =
            side_by_side(&spec, &specified, &[(App::Android, specified.always.clone()), (App::Ios, half)]);
        assert_eq!(
            text,
            "          states  Android  iOS  actions  Android  iOS  in variants  Android  iOS  pictures  Android  iOS\n\
             home           2        2    1        2        2    0            0        0    0         2        2    0\n\
             together       2        2    1        2        2    0            0        0    0         2        2    0\n"
        );
    }
}
