//! A file of the table: the texts of a part of the app.

use toml::{Table, Value};

use super::{
    entry::{self, Entry},
    template::is_name,
};

/// A part of the app and its texts, sorted by key.
#[derive(Debug)]
pub(super) struct Area {
    pub(super) name: String,
    pub(super) entries: Vec<Entry>,
}

/// Reads an area; what is wrong with it is added to `problems`, each line with its file and key.
pub(super) fn read(name: &str, source: &str, problems: &mut Vec<String>) -> Area {
    let file = format!("app-spec/texts/{name}.toml");
    let mut entries = Vec::new();
    // No underscore: then no two areas can make the same `AREA_KEY`.
    if name.is_empty() || !name.chars().all(|letter| letter.is_ascii_lowercase()) {
        problems.push(format!("{file}: an area's name is small letters only"));
    }
    for (index, line) in source.lines().enumerate() {
        if let Some(hidden) = line.chars().find(|letter| is_invisible(*letter)) {
            let (line, code) = (index + 1, u32::from(hidden));
            problems
                .push(format!("{file}: line {line}: nobody sees this character: write it as \\u{code:04X}"));
        }
    }
    // TOML itself refuses a key that stands twice, and says where.
    let table: Table = match source.parse() {
        Ok(table) => table,
        Err(error) => {
            problems.push(format!("{file}: {error}"));
            Table::new()
        }
    };
    let mut same_as = Vec::new();
    for (key, value) in &table {
        let mut faults = Vec::new();
        match value {
            Value::Table(fields) if fields.contains_key("same_as") => match fields["same_as"].as_str() {
                Some(other) if fields.len() == 1 && is_name(key) => same_as.push((key, other)),
                _ => faults.push("`same_as` names a key of this file, and stands alone".to_owned()),
            },
            Value::Table(fields) => entries.extend(entry::read(key, fields, &mut faults)),
            _ => faults.push("an entry is a table: [key], then en, lo and th".to_owned()),
        }
        problems.extend(faults.into_iter().map(|fault| format!("{file}: {key}: {fault}")));
    }
    let mut copies = Vec::new();
    for (key, other) in same_as {
        match entries.iter().find(|entry| entry.key == other) {
            Some(entry) => copies.push(entry.under(key)),
            None => problems
                .push(format!("{file}: {key}: `same_as` names `{other}`, which has no text of its own")),
        }
    }
    entries.extend(copies);
    entries.sort_by(|one, other| one.key.cmp(&other.key));
    Area { name: name.to_owned(), entries }
}

/// Characters that an editor does not show, and that change how a text is broken, joined or ordered.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202f}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{super::language::Language, *};

    fn problems(source: &str) -> Vec<String> {
        let mut problems = Vec::new();
        read("pay", source, &mut problems);
        problems
    }

    fn assert_refused(source: &str, problem: &str) {
        assert_eq!(problems(source), [format!("app-spec/texts/pay.toml: {problem}")], "{source}");
    }

    const GOOD: &str = r#"
        [button]
        en = "Pay {amount} to {name}"
        lo = "ຈ່າຍ {amount} ໃຫ້ {name}"
        th = "จ่าย {amount} ให้ {name}"
        note = "the last step"
        order = ["name", "amount"]

        [count]
        en = { one = "One payment", other = "{count} payments" }
        lo = { other = "{count} ລາຍການ" }
        th = { other = "{count} รายการ" }

        [product]
        en = "DLak"
        same = true
    "#;

    #[test]
    fn an_area_is_read_with_its_placeholders_in_the_declared_order() {
        let mut problems = Vec::new();
        let area = read("pay", GOOD, &mut problems);
        assert_eq!(problems, Vec::<String>::new());
        let keys: Vec<&str> = area.entries.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys, ["button", "count", "product"]);
        assert_eq!(area.entries[0].placeholders, ["name", "amount"]);
        assert!(area.entries[1].is_plural && !area.entries[0].is_plural);
    }

    #[test]
    fn a_missing_language_is_refused() {
        assert_refused("[a]\nen = \"Pay\"\nlo = \"ຈ່າຍ\"", "a: th: the language is missing");
        assert_refused("[a]\nlo = \"ຈ່າຍ\"\nth = \"จ่าย\"", "a: en: the language is missing");
    }

    #[test]
    fn an_empty_text_is_refused() {
        assert_refused("[a]\nen = \"Pay\"\nlo = \" \"\nth = \"จ่าย\"", "a: lo: the text is empty");
    }

    #[test]
    fn a_placeholder_that_one_language_lacks_is_refused() {
        assert_refused(
            "[a]\nen = \"Pay {name}\"\nlo = \"ຈ່າຍ\"\nth = \"จ่าย {name}\"",
            "a: lo: its placeholders are none, those of English are name",
        );
        assert_refused(
            "[a]\nen = \"Pay {name}\"\nlo = \"ຈ່າຍ {name}\"\nth = \"จ่าย {nam}\"",
            "a: th: its placeholders are nam, those of English are name",
        );
    }

    #[test]
    fn an_unknown_field_is_refused() {
        assert_refused(
            "[a]\nen = \"Pay\"\nlo = \"ຈ່າຍ\"\nth = \"จ่าย\"\nvi = \"Trả\"",
            "a: unknown field `vi`",
        );
    }

    #[test]
    fn a_place_that_no_screen_has_is_refused() {
        assert_refused(
            "[a]\nen = \"Pay\"\nlo = \"ຈ່າຍ\"\nth = \"จ่าย\"\nplace = \"bar\"",
            "a: `place` is one of button, title, heading, row, chip, text, spoken",
        );
    }

    #[test]
    fn a_key_that_stands_twice_is_refused_with_its_line() {
        let entry = "[a]\nen = \"Pay\"\nlo = \"ຈ່າຍ\"\nth = \"จ่าย\"\n";
        let problems = problems(&format!("{entry}{entry}"));
        assert!(
            problems[0].starts_with("app-spec/texts/pay.toml: TOML parse error at line 5"),
            "{problems:?}"
        );
        assert!(problems[0].contains("duplicate key"), "{problems:?}");
    }

    #[test]
    fn a_forgotten_translation_is_refused_unless_it_is_meant() {
        let forgotten = "[a]\nen = \"DLak\"\nlo = \"DLak\"\nth = \"ดีลาก\"";
        assert_refused(forgotten, "a: lo: the same as the English; if that is meant, add `same = true`");
        assert_eq!(problems(&format!("{forgotten}\nsame = true")), Vec::<String>::new());
    }

    #[test]
    fn same_is_refused_where_nothing_is_the_same() {
        assert_refused(
            "[a]\nen = \"Pay\"\nlo = \"ຈ່າຍ\"\nth = \"จ่าย\"\nsame = true",
            "a: `same` says that a language is the same as the English, and none is",
        );
    }

    #[test]
    fn a_text_without_a_letter_of_its_language_is_refused() {
        assert_refused("[a]\nen = \"Pay\"\nlo = \"Jai\"\nth = \"จ่าย\"", "a: lo: no letter of Lao is in it");
        assert_refused("[a]\nen = \"Pay\"\nlo = \"ຈ່າຍ\"\nth = \"Chai\"", "a: th: no letter of Thai is in it");
    }

    #[test]
    fn a_letter_of_the_neighbours_language_is_refused() {
        assert_refused(
            "[a]\nen = \"Pay\"\nlo = \"ຈ່າຍจ\"\nth = \"จ่าย\"",
            "a: lo: a letter of Thai is in it, จ",
        );
        assert_refused(
            "[a]\nen = \"Pay\"\nlo = \"ຈ່າຍ\"\nth = \"จ่ายຈ\"",
            "a: th: a letter of Lao is in it, ຈ",
        );
    }

    #[test]
    fn a_typing_mistake_is_refused() {
        assert_refused(
            "[a]\nen = \"Pay\"\nlo = \"ຈ່າຍ\"\nth = \"เเชร์\"",
            "a: th: เเ is typed as two letters: the one letter is แ",
        );
    }

    #[test]
    fn a_language_has_the_forms_of_its_grammar() {
        assert_refused(
            "[a]\nen = { other = \"{count} days\" }\nlo = { other = \"{count} ມື້\" }\nth = { other = \"{count} วัน\" }",
            "a: en: its forms are one and other, no more and no less",
        );
        assert_refused(
            "[a]\nen = { one = \"a day\", other = \"{count} days\" }\nlo = { one = \"ມື້\", other = \"{count} ມື້\" }\nth = { other = \"{count} วัน\" }",
            "a: lo: its forms are other, no more and no less",
        );
        assert_refused(
            "[a]\nen = { one = \"a day\", other = \"{count} days\" }\nlo = \"{count} ມື້\"\nth = { other = \"{count} วัน\" }",
            "a: lo: English depends on a number, so this is { other = \"...\" }",
        );
        assert_refused(
            "[a]\nen = { one = \"a day\", other = \"days\" }\nlo = { other = \"ມື້\" }\nth = { other = \"วัน\" }",
            "a: en.other: what depends on a number says it, as {count}",
        );
        assert_refused(
            "[a]\nen = { one = \"a day\", other = \"{count} days in {month}\" }\nlo = { other = \"{count} ມື້ {month}\" }\nth = { other = \"{count} วัน {month}\" }",
            "a: en.one: its placeholders are not those of en.other",
        );
    }

    #[test]
    fn a_text_may_be_that_of_another_key() {
        let other = "[a]\nen = \"Pay\"\nlo = \"ຈ່າຍ\"\nth = \"จ่าย\"\n";
        let mut problems = Vec::new();
        let area = read("pay", &format!("b = {{ same_as = \"a\" }}\n{other}"), &mut problems);
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(area.entries.iter().map(|entry| entry.key.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        for language in Language::ALL {
            assert_eq!(area.entries[0].said(language), area.entries[1].said(language));
        }
        assert_refused(
            &format!("b = {{ same_as = \"c\" }}\n{other}"),
            "b: `same_as` names `c`, which has no text of its own",
        );
        assert_refused(
            &format!("b = {{ same_as = \"a\", en = \"Pay\" }}\n{other}"),
            "b: `same_as` names a key of this file, and stands alone",
        );
    }

    #[test]
    fn an_order_that_is_not_that_of_all_placeholders_is_refused() {
        for order in ["[\"name\"]", "[\"name\", \"name\"]", "[\"name\", \"amount\", 1]", "\"name, amount\""] {
            assert_refused(
                &format!(
                    "[a]\nen = \"{{amount}} to {{name}}\"\nlo = \"ໃຫ້ {{name}} {{amount}}\"\nth = \"ให้ {{name}} {{amount}}\"\norder = {order}"
                ),
                "a: `order` must list each placeholder once: amount, name",
            );
        }
    }

    #[test]
    fn a_key_that_no_app_could_use_is_refused() {
        assert_refused(
            "[A-b]\nen = \"Pay\"\nlo = \"ຈ່າຍ\"\nth = \"จ่าย\"",
            "A-b: a key is small letters, digits and underscores, a letter first",
        );
    }

    #[test]
    fn an_invisible_character_must_be_written_so_that_it_is_seen() {
        assert_refused(
            "[a]\nen = \"Pay\"\nlo = \"ຈ່າຍ\u{200b}ເງິນ\"\nth = \"จ่าย\"",
            "line 3: nobody sees this character: write it as \\u200B",
        );
        assert_eq!(problems("[a]\nen = \"Pay\"\nlo = \"ຈ່າຍ\\u200Bເງິນ\"\nth = \"จ่าย\""), Vec::<String>::new());
    }
}
