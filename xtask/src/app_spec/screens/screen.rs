//! A screen as `app-spec/screens/NAME.toml` tells it.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A screen: its states, and how one leads to another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Screen {
    /// The file's.
    #[serde(skip)]
    pub(in super::super) name: String,
    pub(in super::super) about: String,
    /// The states in which it may begin.
    pub(in super::super) start: Vec<String>,
    pub(in super::super) states: BTreeMap<String, State>,
}

/// What a person sees at one time, and can do.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct State {
    pub(in super::super) about: String,
    pub(in super::super) pictures: Vec<String>,
    pub(in super::super) title: Option<String>,
    #[serde(default)]
    pub(in super::super) shows: Vec<String>,
    #[serde(default)]
    pub(in super::super) may_show: Vec<String>,
    /// What can always be done: a label's key, and where it leads.
    #[serde(default)]
    pub(in super::super) actions: BTreeMap<String, Targets>,
    /// What can be done in some variants.
    #[serde(default)]
    pub(in super::super) may: BTreeMap<String, Targets>,
    /// What can be tapped and has data for a label.
    #[serde(default)]
    pub(in super::super) rows: BTreeMap<String, Targets>,
    #[serde(default)]
    pub(in super::super) fields: Vec<String>,
    /// Has it the keys of a number pad?
    #[serde(default)]
    pub(in super::super) digits: bool,
    /// What happens by itself, and where it leads.
    #[serde(default)]
    pub(in super::super) events: BTreeMap<String, Targets>,
    /// For what the owner waits, and what bounds it.
    pub(in super::super) waits: Option<String>,
    /// Does it tell of a problem? Then it shows the title and the advice of any error code.
    #[serde(default)]
    pub(in super::super) error: bool,
}

/// Where something leads: one of these.
#[derive(Debug, Deserialize)]
#[serde(from = "Written")]
pub(in super::super) struct Targets(pub(in super::super) Vec<Target>);

/// Where something leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum Target {
    /// Another state of the same screen.
    State(String),
    /// The state stays.
    Same,
    /// Back to where one came from.
    Back,
    /// A part of the phone that comes back here: its settings, its pictures, its sheet for sharing.
    Phone,
    /// Another screen.
    Screen(String),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    One(String),
    Several(Vec<String>),
}

impl From<Written> for Targets {
    fn from(written: Written) -> Self {
        let names = match written {
            Written::One(name) => vec![name],
            Written::Several(names) => names,
        };
        Self(names.iter().map(|name| Target::parse(name)).collect())
    }
}

impl Target {
    fn parse(name: &str) -> Self {
        match name.strip_prefix('@') {
            Some("back") => Self::Back,
            Some("phone") => Self::Phone,
            Some(screen) => Self::Screen(screen.to_owned()),
            None if name == "=" => Self::Same,
            None => Self::State(name.to_owned()),
        }
    }
}

/// How a row's name begins, where a label's key stands otherwise.
pub(in super::super) const ROW: &str = "row_";

impl State {
    /// Where everything leads: the name of what leads there, and the targets.
    pub(in super::super) fn ways(&self) -> impl Iterator<Item = (&str, &Target)> {
        [&self.actions, &self.may, &self.rows, &self.events]
            .into_iter()
            .flatten()
            .flat_map(|(name, targets)| targets.0.iter().map(move |target| (name.as_str(), target)))
    }

    /// The keys of what says its label: buttons, icons, rows with a fixed label.
    pub(in super::super) fn labels(&self) -> impl Iterator<Item = &str> {
        let names = self.actions.keys().chain(self.may.keys()).map(String::as_str);
        names.filter(|name| !name.starts_with(ROW))
    }

    /// Every text that it names; `*` stands for any letters.
    pub(in super::super) fn texts(&self) -> impl Iterator<Item = &str> {
        let named = self.title.iter().chain(&self.shows).chain(&self.may_show).chain(&self.fields);
        named.map(String::as_str).chain(self.labels())
    }

    /// What can always be touched, by name.
    pub(in super::super) fn always_touched(&self) -> impl Iterator<Item = &str> {
        self.actions.keys().map(String::as_str).chain(self.digits.then_some("digits"))
    }

    /// What can be touched in some variants, by name: a list may be empty, a field in a window that is closed.
    pub(in super::super) fn sometimes_touched(&self) -> impl Iterator<Item = &str> {
        self.may.keys().chain(self.rows.keys()).chain(&self.fields).map(String::as_str)
    }

    /// Can the owner always do something?
    pub(in super::super) fn has_action(&self) -> bool {
        !self.actions.is_empty() || !self.rows.is_empty() || !self.fields.is_empty() || self.digits
    }
}

/// Where it lies in the project.
pub(in super::super) fn file(name: &str) -> String {
    format!("app-spec/screens/{name}.toml")
}

/// Reads a screen; what is wrong with it is added to `problems`.
pub(in super::super) fn read(name: &str, source: &str, problems: &mut Vec<String>) -> Option<Screen> {
    match toml::from_str::<Screen>(source) {
        Ok(mut screen) => {
            name.clone_into(&mut screen.name);
            Some(screen)
        }
        Err(error) => {
            problems.push(format!("{}: {error}", file(name)));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(source: &str) -> String {
        let mut problems = Vec::new();
        assert!(read("pay", source, &mut problems).is_none());
        problems.join("\n")
    }

    #[test]
    fn a_screen_is_read_with_where_everything_leads() {
        let source = r#"
            about = "One payment"
            start = ["confirm"]
            [states.confirm]
            about = "What the owner says yes to"
            pictures = ["pay-confirm"]
            title = "pay_confirm_title"
            actions = { pay_confirm_button = ["paid", "="], common_cancel = "@back" }
            may = { pay_pictures = "@phone" }
            rows = { row_entry = "@detail" }
            digits = true
        "#;
        let mut problems = Vec::new();
        let screen = read("pay", source, &mut problems).unwrap();
        assert_eq!(problems, Vec::<String>::new());
        let state = &screen.states["confirm"];
        let ways: Vec<(&str, &Target)> = state.ways().collect();
        assert_eq!(
            ways,
            [
                ("common_cancel", &Target::Back),
                ("pay_confirm_button", &Target::State("paid".to_owned())),
                ("pay_confirm_button", &Target::Same),
                ("pay_pictures", &Target::Phone),
                ("row_entry", &Target::Screen("detail".to_owned())),
            ]
        );
        let touched: Vec<&str> = state.always_touched().collect();
        assert_eq!(touched, ["common_cancel", "pay_confirm_button", "digits"]);
        let touched: Vec<&str> = state.sometimes_touched().collect();
        assert_eq!(touched, ["pay_pictures", "row_entry"]);
    }

    #[test]
    fn a_field_that_nobody_knows_is_refused_with_its_line() {
        let refusal =
            refusal("about = \"a\"\nstart = []\n[states.a]\nabout = \"a\"\npictures = []\nshow = [\"b\"]");
        assert!(refusal.starts_with("app-spec/screens/pay.toml: TOML parse error at line 6"), "{refusal}");
        assert!(refusal.contains("unknown field `show`"), "{refusal}");
    }

    #[test]
    fn a_state_without_pictures_is_refused() {
        let refusal = refusal("about = \"a\"\nstart = []\n[states.a]\nabout = \"a\"");
        assert!(refusal.contains("missing field `pictures`"), "{refusal}");
    }
}
