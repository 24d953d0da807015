//! Every error has words for people: what happened, and what to do.

use super::area::Area;

/// The area that has them.
const AREA: &str = "errors";

/// What an error needs: `wallet-in-use` has `wallet_in_use_title` and `wallet_in_use_advice`.
const PARTS: [&str; 2] = ["title", "advice"];

/// A line for each text that a code of the table of codes lacks. `table` is `docs/error-codes.md`, which is made from
/// the wallet's own list.
pub(super) fn without_text(table: &str, areas: &[Area]) -> Vec<String> {
    let entries = areas.iter().filter(|area| area.name == AREA).flat_map(|area| &area.entries);
    let keys: Vec<&str> = entries.map(|entry| entry.key.as_str()).collect();
    let wanted =
        codes(table).flat_map(|code| PARTS.map(|part| (code, format!("{}_{part}", code.replace('-', "_")))));
    wanted
        .filter(|(_, key)| !keys.contains(&key.as_str()))
        .map(|(code, key)| format!("texts/{AREA}.toml: {key}: the error code `{code}` has no such text"))
        .collect()
}

/// The first column of the table.
fn codes(table: &str) -> impl Iterator<Item = &str> {
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
            ["texts/errors.toml: wrong_pin_advice: the error code `wrong-pin` has no such text"]
        );
    }
}
