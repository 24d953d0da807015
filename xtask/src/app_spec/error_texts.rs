//! From an error code to its words, as Kotlin: the compiler says when a text is gone, and no text is looked up by name.

use std::fmt::Write as _;

use super::{
    area::Area,
    entry::Entry,
    error_codes::{self, AREA},
};
use crate::checked_in;

const FILE: &str = "android-demo/app/src/main/kotlin/la/dlak/demo/ui/common/ErrorTexts.kt";

/// What is said of a code that this version of the app does not know.
const FALLBACK: &str = "app-fault";

/// The one file: `table` is `docs/error-codes.md`.
pub(super) fn files(table: &str, areas: &[Area]) -> Vec<checked_in::File<String>> {
    vec![(FILE.to_owned(), kotlin(table, areas))]
}

fn kotlin(table: &str, areas: &[Area]) -> String {
    let mut kotlin = "\
// Made by `cargo xtask app-spec` from app-spec/texts/errors.toml and the table of error codes: change it there.

package la.dlak.demo.ui.common

import la.dlak.demo.R
import la.dlak.wallet.ErrorCode

/** The words for an error; of a code that is newer than this app, those that fit any. */
internal fun textsOf(code: ErrorCode): ErrorTexts = when (code.value) {
"
    .to_owned();
    for code in error_codes::codes(table) {
        branch(&mut kotlin, &format!("\"{code}\""), code, areas);
    }
    branch(&mut kotlin, "else", FALLBACK, areas);
    kotlin.push_str("}\n");
    kotlin
}

fn branch(kotlin: &mut String, pattern: &str, code: &str, areas: &[Area]) {
    let key = error_codes::key(code);
    let _ = write!(
        kotlin,
        "    {pattern} -> ErrorTexts(\n        title = R.string.{AREA}_{key}_title,\n        advice = R.string.{AREA}_{key}_advice,\n"
    );
    if let Some(detail) = error_codes::detail(code, areas) {
        let _ = writeln!(kotlin, "        detail = {},", detail_text(detail));
    }
    kotlin.push_str("    )\n");
}

/// The sentence, and the details that go into it in the order of its places.
fn detail_text(entry: &Entry) -> String {
    let (class, kind) = if entry.is_plural { ("Counted", "plurals") } else { ("Plain", "string") };
    let names = entry.placeholders.iter().fold(String::new(), |names, name| names + ", \"" + name + "\"");
    format!("DetailText.{class}(R.{kind}.{AREA}_{}{names})", entry.key)
}

#[cfg(test)]
mod tests {
    use super::{super::area, *};

    const TABLE: &str =
        "| `word-count` | A wallet has 24 words |  |\n| `code-expired` | Its time is over |  |\n";

    fn errors(details: &str) -> Vec<Area> {
        let mut problems = Vec::new();
        let errors = area::read(AREA, details, &mut problems);
        assert_eq!(problems, Vec::<String>::new());
        vec![errors]
    }

    #[test]
    fn each_code_has_its_texts_and_an_unknown_one_has_those_for_any() {
        let kotlin = kotlin(TABLE, &errors(""));
        let branches = kotlin.split_once("{\n").unwrap().1;
        assert_eq!(
            branches,
            "    \"word-count\" -> ErrorTexts(
        title = R.string.errors_word_count_title,
        advice = R.string.errors_word_count_advice,
    )
    \"code-expired\" -> ErrorTexts(
        title = R.string.errors_code_expired_title,
        advice = R.string.errors_code_expired_advice,
    )
    else -> ErrorTexts(
        title = R.string.errors_app_fault_title,
        advice = R.string.errors_app_fault_advice,
    )
}
"
        );
    }

    #[test]
    fn a_sentence_of_details_names_them_in_the_order_of_its_places() {
        let details = "
            [code_expired_detail]
            en = \"{a} ended at {b}\"
            lo = \"ໝົດອາຍຸ {a} {b}\"
            th = \"หมดอายุ {a} {b}\"
            order = [\"b\", \"a\"]

            [word_count_detail]
            en = { one = \"{count} word\", other = \"{count} words\" }
            lo = { other = \"{count} ຄຳ\" }
            th = { other = \"{count} คำ\" }
        ";
        let kotlin = kotlin(TABLE, &errors(details));
        assert!(
            kotlin.contains("detail = DetailText.Plain(R.string.errors_code_expired_detail, \"b\", \"a\"),"),
            "{kotlin}"
        );
        assert!(
            kotlin.contains("detail = DetailText.Counted(R.plurals.errors_word_count_detail, \"count\"),"),
            "{kotlin}"
        );
    }
}
