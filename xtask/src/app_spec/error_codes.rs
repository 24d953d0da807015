//! Every error has words for people: what happened, and what to do.

use super::{area::Area, entry::Entry};

/// The area that has them.
pub(super) const AREA: &str = "errors";

/// What an error needs: `wallet-in-use` has `wallet_in_use_title` and `wallet_in_use_advice`.
const PARTS: [&str; 2] = ["title", "advice"];

/// A line for each text that a code of the table of codes lacks. `table` is `docs/error-codes.md`, which is made from
/// the wallet's own list.
pub(super) fn without_text(table: &str, areas: &[Area]) -> Vec<String> {
    let keys: Vec<&str> = entries(areas).map(|entry| entry.key.as_str()).collect();
    let wanted = codes(table).flat_map(|code| PARTS.map(|part| (code, format!("{}_{part}", key(code)))));
    wanted
        .filter(|(_, key)| !keys.contains(&key.as_str()))
        .map(|(code, key)| {
            format!("app-spec/texts/{AREA}.toml: {key}: the error code `{code}` has no such text")
        })
        .collect()
}

/// The sentence about an error that needs the error's own values; few have one: `wallet-in-use` has none,
/// `too-long` has `too_long_detail`.
pub(super) fn detail<'a>(code: &str, areas: &'a [Area]) -> Option<&'a Entry> {
    let wanted = format!("{}_detail", key(code));
    entries(areas).find(|entry| entry.key == wanted)
}

/// How a code begins the keys of its texts.
pub(super) fn key(code: &str) -> String {
    code.replace('-', "_")
}

fn entries(areas: &[Area]) -> impl Iterator<Item = &Entry> {
    areas.iter().filter(|area| area.name == AREA).flat_map(|area| &area.entries)
}

/// The first column of the table.
pub(super) fn codes(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`').map(|(code, _)| code))
}

#[cfg(test)]
mod tests {
    use super::{super::area, *};

    #[test]
    fn a_code_without_a_title_or_an_advice_is_named() {
        let table =
            "| code | meaning | retryable |\n| --- | --- | --- |\n| `wrong-pin` | The PIN is wrong |  |\n";
        let mut problems = Vec::new();
        let source = "[wrong_pin_title]\nen = \"Wrong PIN\"\nlo = \"PIN ຜິດ\"\nth = \"PIN ผิด\"";
        let errors = area::read("errors", source, &mut problems);
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(
            without_text(table, &[errors]),
            ["app-spec/texts/errors.toml: wrong_pin_advice: the error code `wrong-pin` has no such text"]
        );
    }
}
