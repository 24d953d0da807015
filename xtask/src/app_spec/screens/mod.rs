//! The screens: what each shows in each state, what its owner can do, and where that leads.
//!
//! ```text
//! app-spec/app.toml, screens/*.toml, elsewhere.toml, journeys/*.txt --read--> Spec
//!                                                                              |  held against the rules of app-spec/README.md
//!                                                 graph.rs: no dead end -------+
//!                                                 words.rs: every text, label, advice
//!                                                 place.rs: no text longer than its place
//!                                                                              v
//!                                                 json.rs: app-spec/spec.json, which both apps' tests read
//! ```

mod graph;
mod json;
mod place;
pub(super) mod screen;
mod texts;
mod words;

use std::{collections::BTreeMap, fs, path::Path};

use serde::Deserialize;

use self::screen::Screen;
pub(super) use self::{
    json::file,
    place::Place,
    texts::{Texts, is_match},
};
use crate::shell::root;

/// Everything but the texts.
#[derive(Debug, Default)]
pub(super) struct Spec {
    pub(super) app: App,
    /// By name.
    pub(super) screens: BTreeMap<String, Screen>,
    pub(super) elsewhere: Elsewhere,
    pub(super) journeys: Vec<String>,
}

/// `app-spec/app.toml`: what is true of all screens.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct App {
    /// The screens that a start of the app may show first.
    pub(super) start: Vec<String>,
    /// The screens to which one comes home: they need no way out.
    #[serde(default)]
    pub(super) home: Vec<String>,
    /// Texts that every state may show: that the bank is out of reach.
    #[serde(default)]
    pub(super) may_show: Vec<String>,
}

/// `app-spec/elsewhere.toml`: what the screens don't tell, each with why.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Elsewhere {
    /// Texts that no screen shows: those of a notification, of a shared picture.
    #[serde(default)]
    pub(super) texts: BTreeMap<String, String>,
    /// Texts that only Android's app needs.
    #[serde(default)]
    pub(super) android: BTreeMap<String, String>,
    /// Texts that only iOS's app needs.
    #[serde(default)]
    pub(super) ios: BTreeMap<String, String>,
}

/// Reads the whole folder; what is wrong with it is added to `problems`.
pub(super) fn read(problems: &mut Vec<String>) -> Spec {
    let folder = root().join("app-spec");
    let screens = files(&folder.join("screens"), "toml")
        .into_iter()
        .filter_map(|(name, source)| screen::read(&name, &source, problems))
        .map(|screen| (screen.name.clone(), screen))
        .collect();
    Spec {
        app: table(&folder, "app.toml", problems),
        screens,
        elsewhere: table(&folder, "elsewhere.toml", problems),
        journeys: files(&folder.join("journeys"), "txt").into_iter().map(|(name, _)| name).collect(),
    }
}

/// Every rule that is broken, a line each.
pub(super) fn problems(spec: &Spec, texts: &Texts<'_>) -> anyhow::Result<Vec<String>> {
    let mut problems = graph::problems(spec);
    problems.extend(words::problems(spec, texts));
    problems.extend(place::problems(spec, texts, &place::Fonts::read()?));
    Ok(problems)
}

/// The files of a folder with this ending, by name; none if there is no such folder.
fn files(folder: &Path, ending: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|it| it == ending))
        .filter_map(|path| {
            Some((path.file_stem()?.to_string_lossy().into_owned(), fs::read_to_string(&path).ok()?))
        })
        .collect();
    files.sort();
    files
}

fn table<T: Default + for<'a> Deserialize<'a>>(folder: &Path, name: &str, problems: &mut Vec<String>) -> T {
    let read = fs::read_to_string(folder.join(name)).map_err(|error| error.to_string());
    read.and_then(|source| toml::from_str(&source).map_err(|error| error.to_string())).unwrap_or_else(
        |error| {
            problems.push(format!("app-spec/{name}: {error}"));
            T::default()
        },
    )
}

#[cfg(test)]
pub(super) mod testing {
    use super::{
        super::area::{self, Area},
        *,
    };

    /// A specification of these screens, of which `home` is the first and the home.
    pub(in super::super) fn spec(screens: &[(&str, &str)]) -> Spec {
        let mut problems = Vec::new();
        let read = screens.iter().filter_map(|(name, source)| screen::read(name, source, &mut problems));
        let screens = read.map(|screen| (screen.name.clone(), screen)).collect();
        assert_eq!(problems, Vec::<String>::new());
        let app = App { start: vec!["home".to_owned()], home: vec!["home".to_owned()], may_show: Vec::new() };
        Spec { app, screens, ..Spec::default() }
    }

    /// A screen of these states, each with lines of its own.
    pub(in super::super) fn screen(start: &str, states: &[(&str, &str)]) -> String {
        let states = states.iter().map(|(name, lines)| {
            let pictures =
                if lines.contains("pictures") { String::new() } else { format!("pictures = [\"{name}\"]\n") };
            format!("[states.{name}]\nabout = \"a state\"\n{pictures}{lines}\n")
        });
        format!("about = \"a screen\"\nstart = [\"{start}\"]\n{}", states.collect::<String>())
    }

    /// An area of these texts: key, English, Lao, Thai.
    pub(in super::super) fn area(name: &str, source: &str) -> Area {
        let mut problems = Vec::new();
        let area = area::read(name, source, &mut problems);
        assert_eq!(problems, Vec::<String>::new());
        area
    }
}
