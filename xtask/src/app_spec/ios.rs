//! The texts for the iOS app: a String Catalog, and a Swift name for each key.
//!
//! The formats are Apple's: "Localizing and varying text with a string catalog" and "String Format Specifiers".

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{
    area::Area,
    entry::{Entry, Said},
    error_codes::{self, AREA},
    language::Language,
    template::{Piece, Template},
};
use crate::checked_in;

const CATALOG: &str = "ios-demo/App/DLakDemo/Localizable.xcstrings";
const FOLDER: &str = "ios-demo/Sources/Logic/Texts";

/// What is said of a code that this version of the app does not know.
const FALLBACK: &str = "app-fault";

/// What the iOS app should hold: `table` is `docs/error-codes.md`.
pub(super) fn files(table: &str, areas: &[Area]) -> Vec<checked_in::File<String>> {
    let mut files = vec![
        (CATALOG.to_owned(), catalog(areas)),
        (format!("{FOLDER}/ErrorTexts+Codes.swift"), error_texts(table, areas)),
    ];
    for area in areas {
        files.push((format!("{FOLDER}/Texts+{}.swift", capitalised(&area.name)), names(area)));
    }
    files
}

fn catalog(areas: &[Area]) -> String {
    let mut strings = Map::new();
    for area in areas {
        for entry in &area.entries {
            let mut said = Map::new();
            for language in Language::ALL {
                said.insert(language.code().to_owned(), localization(entry, entry.said(language)));
            }
            let mut string = Map::new();
            if let Some(note) = &entry.note {
                string.insert("comment".to_owned(), json!(note));
            }
            string.insert("extractionState".to_owned(), json!("manual"));
            string.insert("localizations".to_owned(), Value::Object(said));
            strings.insert(format!("{}_{}", area.name, entry.key), Value::Object(string));
        }
    }
    let catalog = json!({ "sourceLanguage": "en", "strings": strings, "version": "1.0" });
    // A map of strings is always JSON.
    let mut text = serde_json::to_string_pretty(&catalog).unwrap_or_default();
    text.push('\n');
    text
}

fn localization(entry: &Entry, said: &Said) -> Value {
    let unit = |template: &Template| {
        let value = format(template, &entry.placeholders, entry.is_plural);
        json!({ "stringUnit": { "state": "translated", "value": value } })
    };
    if !entry.is_plural {
        return unit(&said.other);
    }
    let mut forms = Map::new();
    if let Some(one) = &said.one {
        forms.insert("one".to_owned(), unit(one));
    }
    forms.insert("other".to_owned(), unit(&said.other));
    json!({ "variations": { "plural": forms } })
}

/// A text with its places. iOS chooses a plural's form by its number, so that one is passed as a number.
fn format(template: &Template, order: &[String], is_plural: bool) -> String {
    let mut out = String::new();
    for piece in template.pieces() {
        match piece {
            Piece::Words(words) if order.is_empty() => out.push_str(words),
            Piece::Words(words) => out.push_str(&words.replace('%', "%%")),
            Piece::Placeholder(name) => {
                // `entry` has checked that the order holds every placeholder.
                let place = order.iter().position(|other| other == name).map_or(0, |index| index + 1);
                let kind = if is_plural && name == "count" { "lld" } else { "@" };
                let _ = write!(out, "%{place}${kind}");
            }
        }
    }
    out
}

/// The names of an area's texts in Swift: no text is looked up by a name that could be wrong.
fn names(area: &Area) -> String {
    let area_name = &area.name;
    let mut swift = format!(
        "// Made by `cargo xtask app-spec` from app-spec/texts/{area_name}.toml: change it there.\n\nextension Said {{\n"
    );
    for (index, entry) in area.entries.iter().enumerate() {
        if index > 0 {
            swift.push('\n');
        }
        let key = format!("{area_name}_{}", entry.key);
        let name = camel_case(&key);
        let english = english(&entry.said(Language::English).other);
        let _ = writeln!(swift, "  /// “{}”", english.replace('\n', " "));
        if entry.placeholders.is_empty() {
            let _ = writeln!(swift, "  public static let {name} = Said(\"{key}\")");
            continue;
        }
        let is_number = |place: &str| entry.is_plural && place == "count";
        let list = |each: &dyn Fn(&String) -> String| {
            entry.placeholders.iter().map(each).collect::<Vec<_>>().join(", ")
        };
        let parameters = list(&|place| {
            let kind = if is_number(place) { "Int" } else { "String" };
            format!("{}: {kind}", camel_case(place))
        });
        let arguments = list(&|place| {
            let kind = if is_number(place) { "number" } else { "text" };
            format!(".{kind}({})", camel_case(place))
        });
        let _ = writeln!(
            swift,
            "  public static func {name}({parameters}) -> Said {{\n    Said(\"{key}\", {arguments})\n  }}"
        );
    }
    swift.push_str("}\n");
    swift
}

fn english(template: &Template) -> String {
    template.pieces().iter().fold(String::new(), |text, piece| match piece {
        Piece::Words(words) => text + words,
        Piece::Placeholder(name) => text + "{" + name + "}",
    })
}

fn error_texts(table: &str, areas: &[Area]) -> String {
    let mut swift = "\
// Made by `cargo xtask app-spec` from app-spec/texts/errors.toml and the table of error codes: change it there.

import DLakWallet

extension ErrorTexts {
  /// The words for an error; of a code that is newer than this app, those that fit any.
  init(_ code: ErrorCode) {
    switch code.rawValue {
"
    .to_owned();
    for code in error_codes::codes(table) {
        branch(&mut swift, &format!("case \"{code}\""), code, areas);
    }
    branch(&mut swift, "default", FALLBACK, areas);
    swift.push_str("    }\n  }\n}\n");
    swift
}

fn branch(swift: &mut String, pattern: &str, code: &str, areas: &[Area]) {
    let key = error_codes::key(code);
    let name = |ending: &str| camel_case(&format!("{AREA}_{key}_{ending}"));
    let _ = write!(
        swift,
        "    {pattern}:\n      self.init(\n        title: .{},\n        advice: .{}",
        name("title"),
        name("advice")
    );
    if let Some(detail) = error_codes::detail(code, areas) {
        let kind = if detail.is_plural { "counted" } else { "plain" };
        let names =
            detail.placeholders.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        let _ = write!(swift, ",\n        detail: .{kind}(\"{AREA}_{}\", [{names}])", detail.key);
    }
    swift.push_str("\n      )\n");
}

/// `pay_paid_to` is `payPaidTo`.
pub(super) fn camel_case(key: &str) -> String {
    let mut words = key.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &capitalised(word))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::{super::area, *};

    const TEXTS: &str = "
        [a]
        en = \"Pay {amount} to {name}: 100%\"
        lo = \"ໃຫ້ {name} {amount} 100%\"
        th = \"ให้ {name} {amount} 100%\"
        order = [\"name\", \"amount\"]

        [days_left]
        en = { one = \"One day\", other = \"{count} days\" }
        lo = { other = \"{count} ມື້\" }
        th = { other = \"{count} วัน\" }

        [plain]
        en = \"5% off\"
        lo = \"ຫຼຸດ 5%\"
        th = \"ลด 5%\"
    ";

    fn read() -> Area {
        let mut problems = Vec::new();
        let area = area::read("pay", TEXTS, &mut problems);
        assert_eq!(problems, Vec::<String>::new());
        area
    }

    fn said(key: &str, path: &str) -> Value {
        let catalog: Value = serde_json::from_str(&catalog(&[read()])).unwrap();
        catalog["strings"][key]["localizations"].pointer(path).unwrap().clone()
    }

    #[test]
    fn placeholders_become_places_in_the_declared_order() {
        assert_eq!(said("pay_a", "/en/stringUnit/value"), "Pay %2$@ to %1$@: 100%%");
        assert_eq!(said("pay_a", "/lo/stringUnit/value"), "ໃຫ້ %1$@ %2$@ 100%%");
    }

    #[test]
    fn a_text_that_is_never_formatted_keeps_its_percent_signs() {
        assert_eq!(said("pay_plain", "/th/stringUnit/value"), "ลด 5%");
    }

    #[test]
    fn a_plural_has_the_forms_of_each_language_and_its_number_as_a_number() {
        assert_eq!(said("pay_days_left", "/en/variations/plural/one/stringUnit/value"), "One day");
        assert_eq!(said("pay_days_left", "/en/variations/plural/other/stringUnit/value"), "%1$lld days");
        assert_eq!(said("pay_days_left", "/lo/variations/plural/other/stringUnit/value"), "%1$lld ມື້");
    }

    #[test]
    fn each_key_has_a_name_in_swift_that_takes_its_values() {
        let swift = names(&read());
        assert!(swift.contains("  public static let payPlain = Said(\"pay_plain\")\n"), "{swift}");
        assert!(
            swift.contains("  public static func payA(name: String, amount: String) -> Said {\n    Said(\"pay_a\", .text(name), .text(amount))\n"),
            "{swift}"
        );
        assert!(
            swift.contains("  public static func payDaysLeft(count: Int) -> Said {\n    Said(\"pay_days_left\", .number(count))\n"),
            "{swift}"
        );
    }

    #[test]
    fn each_code_has_its_texts_and_an_unknown_one_has_those_for_any() {
        let swift = error_texts("| `word-count` | A wallet has 24 words |  |\n", &[]);
        assert!(
            swift.contains(
                "    case \"word-count\":\n      self.init(\n        title: .errorsWordCountTitle,\n"
            ),
            "{swift}"
        );
        assert!(
            swift.contains("    default:\n      self.init(\n        title: .errorsAppFaultTitle,\n"),
            "{swift}"
        );
    }
}
