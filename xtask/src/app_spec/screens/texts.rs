//! The table of texts by whole keys: `pay_paid_to`.

use std::collections::BTreeMap;

use super::super::{area::Area, entry::Entry};

/// Every text by its whole key, and the area that has it.
pub(in super::super) struct Texts<'a>(BTreeMap<String, (&'a str, &'a Entry)>);

impl<'a> Texts<'a> {
    pub(in super::super) fn new(areas: &'a [Area]) -> Self {
        let keyed = areas.iter().flat_map(|area| {
            area.entries
                .iter()
                .map(|entry| (format!("{}_{}", area.name, entry.key), (area.name.as_str(), entry)))
        });
        Self(keyed.collect())
    }

    pub(in super::super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(in super::super) fn entry(&self, key: &str) -> Option<&'a Entry> {
        self.0.get(key).map(|(_, entry)| *entry)
    }

    /// The file that has a text.
    pub(in super::super) fn file(&self, key: &str) -> String {
        self.0.get(key).map_or_else(String::new, |(area, _)| format!("app-spec/texts/{area}.toml"))
    }

    /// The keys for which a name stands: itself, or with `*` all that fit.
    pub(in super::super) fn named(&self, name: &str) -> Vec<&str> {
        self.keys().filter(|key| is_match(name, key)).collect()
    }
}

/// `*` stands for any letters.
pub(in super::super) fn is_match(pattern: &str, key: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == key,
        Some((start, rest)) => key.strip_prefix(start).is_some_and(|key| {
            key.char_indices()
                .map(|(index, _)| index)
                .chain([key.len()])
                .any(|index| key.get(index..).is_some_and(|key| is_match(rest, key)))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_letters() {
        for (pattern, key) in [
            ("pay_title", "pay_title"),
            ("pay_*", "pay_title"),
            ("errors_*_title", "errors_wrong_pin_title"),
            ("*", ""),
        ] {
            assert!(is_match(pattern, key), "{pattern} {key}");
        }
        for (pattern, key) in
            [("pay_*", "payed"), ("errors_*_title", "errors_a_titles"), ("pay_title", "pay_title_2")]
        {
            assert!(!is_match(pattern, key), "{pattern} {key}");
        }
    }
}
