//! One text in three languages, and the rules that it must keep.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::{
    language::Language,
    screens::Place,
    spelling,
    template::{Template, is_name},
};

/// A text of the table.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) note: Option<String>,
    /// Does it depend on a number, as "1 payment" and "2 payments" do?
    pub(super) is_plural: bool,
    /// The placeholders in the order in which an app passes their values.
    pub(super) placeholders: Vec<String>,
    /// Where it stands, if its use does not tell.
    pub(super) place: Option<Place>,
    english: Said,
    lao: Said,
    thai: Said,
}

/// What one language says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// For exactly one; only English makes that difference.
    pub(super) one: Option<Template>,
    pub(super) other: Template,
}

impl Entry {
    /// The same words under another key.
    pub(super) fn under(&self, key: &str) -> Self {
        Self { key: key.to_owned(), note: None, ..self.clone() }
    }

    pub(super) fn said(&self, language: Language) -> &Said {
        match language {
            Language::English => &self.english,
            Language::Lao => &self.lao,
            Language::Thai => &self.thai,
        }
    }
}

/// Reads an entry; what is wrong with it is added to `problems`, each line with its language.
pub(super) fn read(key: &str, table: &Table, problems: &mut Vec<String>) -> Option<Entry> {
    let before = problems.len();
    if !is_name(key) {
        problems.push("a key is small letters, digits and underscores, a letter first".to_owned());
    }
    for field in table.keys() {
        if !["en", "lo", "th", "note", "order", "place", "same"].contains(&field.as_str()) {
            problems.push(format!("unknown field `{field}`"));
        }
    }
    let may_be_same = match table.get("same") {
        None => false,
        Some(Value::Boolean(true)) => true,
        Some(_) => {
            problems.push("`same` is `true`, or left out".to_owned());
            false
        }
    };
    let note = match table.get("note") {
        None => None,
        Some(Value::String(note)) => Some(note.clone()),
        Some(_) => {
            problems.push("`note` is a text".to_owned());
            None
        }
    };
    let place = match table.get("place") {
        None => None,
        Some(value) => {
            let place = value.as_str().and_then(Place::named);
            if place.is_none() {
                let names: Vec<&str> = Place::NAMES.iter().map(|(name, _)| *name).collect();
                problems.push(format!("`place` is one of {}", names.join(", ")));
            }
            place
        }
    };
    let is_plural = matches!(table.get("en"), Some(Value::Table(_)));
    let english = said(table.get("en"), Language::English, is_plural, problems)?;
    let mut translated = |language: Language| match table.get(language.code()) {
        None if may_be_same => Some(english.clone()),
        value => said(value, language, is_plural, problems),
    };
    let (lao, thai) = (translated(Language::Lao), translated(Language::Thai));
    let placeholders = order(table.get("order"), &english.other, problems);
    let entry =
        Entry { key: key.to_owned(), note, is_plural, placeholders, place, english, lao: lao?, thai: thai? };
    hold_against_rules(&entry, may_be_same, problems);
    (problems.len() == before).then_some(entry)
}

/// What a language says, in the entry's one form: a text, or a table of texts by count.
fn said(
    value: Option<&Value>,
    language: Language,
    is_plural: bool,
    problems: &mut Vec<String>,
) -> Option<Said> {
    let code = language.code();
    let mut template = |value: &Value, form: &str| match value.as_str().map(Template::parse) {
        Some(Ok(template)) => Some(template),
        Some(Err(why)) => {
            problems.push(format!("{code}{form}: {why}"));
            None
        }
        None => {
            problems.push(format!("{code}{form}: not a text"));
            None
        }
    };
    match value {
        None => {
            problems.push(format!("{code}: the language is missing"));
            None
        }
        Some(Value::Table(forms)) if is_plural => {
            let one = forms.get("one").map(|one| template(one, ".one"));
            let other = forms.get("other").map(|other| template(other, ".other"));
            let allowed: &[&str] = if language == Language::English { &["one", "other"] } else { &["other"] };
            if forms.len() != allowed.len() || !allowed.iter().all(|form| forms.contains_key(*form)) {
                problems
                    .push(format!("{code}: its forms are {}, no more and no less", allowed.join(" and ")));
            }
            Some(Said { one: one.flatten(), other: other?? })
        }
        Some(_) if is_plural => {
            problems.push(format!("{code}: English depends on a number, so this is {{ other = \"...\" }}"));
            None
        }
        Some(text) => Some(Said { one: None, other: template(text, "")? }),
    }
}

/// The order of the placeholders: the declared one, or that of the English text.
fn order(declared: Option<&Value>, english: &Template, problems: &mut Vec<String>) -> Vec<String> {
    let as_written: Vec<String> = english.placeholders().into_iter().map(str::to_owned).collect();
    let Some(declared) = declared else { return as_written };
    let names: Vec<String> = declared
        .as_array()
        .map(|names| names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect())
        .unwrap_or_default();
    if sorted(&names) != sorted(&as_written) || declared.as_array().is_none_or(|all| all.len() != names.len())
    {
        problems.push(format!("`order` must list each placeholder once: {}", as_written.join(", ")));
    }
    names
}

fn hold_against_rules(entry: &Entry, may_be_same: bool, problems: &mut Vec<String>) {
    let english = &entry.english.other;
    if entry.is_plural && !english.placeholders().contains(&"count") {
        problems.push("en.other: what depends on a number says it, as {count}".to_owned());
    }
    let mut is_same_somewhere = false;
    for language in Language::ALL {
        let code = language.code();
        let Said { one, other } = entry.said(language);
        if sorted(&other.placeholders()) != sorted(&english.placeholders()) {
            problems.push(format!(
                "{code}: its placeholders are {}, those of English are {}",
                list(&other.placeholders()),
                list(&english.placeholders())
            ));
        }
        // "One payment" may leave its number out, and nothing else.
        let but_count = |form: &Template| {
            let names = form.placeholders().into_iter().filter(|name| *name != "count");
            names.map(str::to_owned).collect::<BTreeSet<_>>()
        };
        if one.as_ref().is_some_and(|one| but_count(one) != but_count(other)) {
            problems.push(format!("{code}.one: its placeholders are not those of {code}.other"));
        }
        if let Some(mistake) = spelling::mistake(&other.words().collect::<String>()) {
            problems.push(format!("{code}: {mistake}"));
        }
        let is_same = language != Language::English && other == english;
        is_same_somewhere |= is_same;
        if is_same && !may_be_same {
            problems.push(format!("{code}: the same as the English; if that is meant, add `same = true`"));
        }
        if !is_same && !may_be_same {
            for stranger in language.never_mixed_with() {
                if let Some(letter) = other.words().find(|letter| stranger.writes(*letter)) {
                    problems.push(format!("{code}: a letter of {stranger:?} is in it, {letter}"));
                }
            }
        }
        if language != Language::English && !is_same && !other.words().any(|letter| language.writes(letter)) {
            problems.push(format!("{code}: no letter of {language:?} is in it"));
        }
    }
    if may_be_same && !is_same_somewhere {
        problems.push("`same` says that a language is the same as the English, and none is".to_owned());
    }
}

fn sorted<T: Ord + Clone>(names: &[T]) -> Vec<T> {
    let mut names = names.to_vec();
    names.sort();
    names
}

fn list(names: &[&str]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
