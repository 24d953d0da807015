//! The texts as Android's string resources, a file for each area and language: `R.string.AREA_KEY`.

use std::{collections::BTreeSet, fmt::Write as _, fs};

use super::{
    area::Area,
    entry::Entry,
    language::Language,
    template::{Piece, Template},
};
use crate::{checked_in, shell::root};

const RESOURCES: &str = "android-demo/app/src/main/res";

/// What the app's resources should hold.
pub(super) fn files(areas: &[Area]) -> Vec<checked_in::File<String>> {
    let mut files = Vec::new();
    for area in areas {
        for language in Language::ALL {
            files.push((path(&area.name, language), resources(area, language)));
        }
    }
    files
}

/// Files of areas that are no more.
pub(super) fn left_over(areas: &[Area]) -> anyhow::Result<Vec<String>> {
    let wanted: BTreeSet<String> = files(areas).into_iter().map(|(path, _)| path).collect();
    let mut found = Vec::new();
    for language in Language::ALL {
        let folder = folder(language);
        let Ok(files) = fs::read_dir(root().join(&folder)) else { continue };
        for file in files {
            let name = file?.file_name().to_string_lossy().into_owned();
            let path = format!("{folder}/{name}");
            if name.starts_with("texts_") && !wanted.contains(&path) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn path(area: &str, language: Language) -> String {
    format!("{}/texts_{area}.xml", folder(language))
}

/// English is what a phone of any other language shows.
fn folder(language: Language) -> String {
    match language {
        Language::English => format!("{RESOURCES}/values"),
        other => format!("{RESOURCES}/values-{}", other.code()),
    }
}

fn resources(area: &Area, language: Language) -> String {
    let name = &area.name;
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- Made by `cargo xtask app-spec` from app-spec/texts/{name}.toml: change it there. -->\n<resources>\n"
    );
    for entry in &area.entries {
        if language == Language::English
            && let Some(comment) = comment(entry)
        {
            line(&mut xml, &format!("    <!-- {comment} -->"));
        }
        let (key, said) = (format!("{name}_{}", entry.key), entry.said(language));
        let show = |template| text(template, &entry.placeholders);
        let plain = plain_percent(&said.other);
        if entry.is_plural {
            line(&mut xml, &format!("    <plurals name=\"{key}\">"));
            if let Some(one) = &said.one {
                line(&mut xml, &format!("        <item quantity=\"one\">{}</item>", show(one)));
            }
            line(&mut xml, &format!("        <item quantity=\"other\">{}</item>", show(&said.other)));
            line(&mut xml, "    </plurals>");
        } else {
            line(&mut xml, &format!("    <string name=\"{key}\"{plain}>{}</string>", show(&said.other)));
        }
    }
    xml.push_str("</resources>\n");
    xml
}

fn line(xml: &mut String, line: &str) {
    xml.push_str(line);
    xml.push('\n');
}

/// What a reader of the resources must know: the note, and what is passed in which place.
fn comment(entry: &Entry) -> Option<String> {
    let places =
        entry.placeholders.iter().enumerate().map(|(index, name)| format!("%{}$s: {name}", index + 1));
    let parts: Vec<String> = entry.note.iter().cloned().chain(places).collect();
    // Two hyphens would end the comment.
    (!parts.is_empty()).then(|| parts.join("; ").replace("--", "- -").replace('\n', " "))
}

/// A text with a percent sign and no placeholder is never formatted, and aapt2 must not take it for one that is.
fn plain_percent(template: &Template) -> &'static str {
    let is_plain = template.placeholders().is_empty() && template.words().any(|letter| letter == '%');
    if is_plain { " formatted=\"false\"" } else { "" }
}

/// A text as it stands between the tags.
fn text(template: &Template, order: &[String]) -> String {
    let is_formatted = !order.is_empty();
    let pieces = template.pieces();
    let mut out = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Words(words) => {
                let is_last = index + 1 == pieces.len();
                escape(words, index == 0, is_last, is_formatted, &mut out);
            }
            Piece::Placeholder(name) => {
                // `entry` has checked that the order holds every placeholder.
                let place = order.iter().position(|other| other == name).map_or(0, |index| index + 1);
                let _ = write!(out, "%{place}$s");
            }
        }
    }
    out
}

/// Both XML and Android have signs of their own. Android also drops spaces at the ends and all but one between words.
fn escape(words: &str, is_first: bool, is_last: bool, is_formatted: bool, out: &mut String) {
    let mut previous = None;
    let mut letters = words.chars().enumerate().peekable();
    while let Some((index, letter)) = letters.next() {
        let is_start = is_first && index == 0;
        let is_end = is_last && letters.peek().is_none();
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\'' | '"' | '\\' => out.extend(['\\', letter]),
            '@' | '?' if is_start => out.extend(['\\', letter]),
            '%' if is_formatted => out.push_str("%%"),
            '\n' => out.push_str("\\n"),
            ' ' if is_start || is_end || matches!(previous, Some(' ' | '\n')) => out.push_str("\\u0020"),
            '\u{a0}' | '\u{200b}'..='\u{200f}' | '\u{2060}' => {
                let _ = write!(out, "\\u{:04X}", u32::from(letter));
            }
            other => out.push(other),
        }
        previous = Some(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::{super::area, *};

    fn written(source: &str, language: Language) -> Vec<String> {
        let mut problems = Vec::new();
        let area = area::read("pay", source, &mut problems);
        assert_eq!(problems, Vec::<String>::new());
        let xml = resources(&area, language);
        // Without the head and the tags of the file.
        xml.lines().skip(3).map(str::trim).filter(|line| *line != "</resources>").map(str::to_owned).collect()
    }

    #[test]
    fn placeholders_become_places_in_the_order_of_the_english_text() {
        let entry =
            "[a]\nen = \"Pay {amount} to {name}\"\nlo = \"ໃຫ້ {name} {amount}\"\nth = \"ให้ {name} {amount}\"";
        assert_eq!(
            written(entry, Language::English),
            ["<!-- %1$s: amount; %2$s: name -->", "<string name=\"pay_a\">Pay %1$s to %2$s</string>"]
        );
        assert_eq!(written(entry, Language::Lao), ["<string name=\"pay_a\">ໃຫ້ %2$s %1$s</string>"]);
    }

    #[test]
    fn placeholders_become_places_in_the_declared_order() {
        let entry = "[a]\nen = \"Pay {amount} to {name}\"\nlo = \"ໃຫ້ {name} {amount}\"\nth = \"ให้ {name} {amount}\"\norder = [\"name\", \"amount\"]";
        assert_eq!(written(entry, Language::Thai), ["<string name=\"pay_a\">ให้ %1$s %2$s</string>"]);
    }

    #[test]
    fn a_plural_has_the_forms_of_each_language() {
        let entry = "[a]\nen = { one = \"One day\", other = \"{count} days\" }\nlo = { other = \"{count} ມື້\" }\nth = { other = \"{count} วัน\" }";
        assert_eq!(
            written(entry, Language::English)[1..],
            [
                "<plurals name=\"pay_a\">",
                "<item quantity=\"one\">One day</item>",
                "<item quantity=\"other\">%1$s days</item>",
                "</plurals>"
            ]
        );
        assert_eq!(
            written(entry, Language::Lao),
            ["<plurals name=\"pay_a\">", "<item quantity=\"other\">%1$s ມື້</item>", "</plurals>"]
        );
    }

    #[test]
    fn signs_of_xml_and_of_android_are_shown_as_they_are() {
        let escaped = |text: &str| {
            let template = Template::parse(text).unwrap();
            let order: Vec<String> = template.placeholders().into_iter().map(str::to_owned).collect();
            super::text(&template, &order)
        };
        assert_eq!(escaped("It's \"you\" & <me> \\n"), "It\\'s \\\"you\\\" &amp; &lt;me&gt; \\\\n");
        assert_eq!(escaped("?a@b"), "\\?a@b");
        assert_eq!(escaped("@a?"), "\\@a?");
        assert_eq!(escaped("a\nb"), "a\\nb");
        assert_eq!(escaped(" a  b "), "\\u0020a \\u0020b\\u0020");
        assert_eq!(escaped("a\u{200b}b\u{a0}c"), "a\\u200Bb\\u00A0c");
        assert_eq!(escaped("{a}: {b}"), "%1$s: %2$s");
        // A percent sign is doubled only where the text is formatted.
        assert_eq!(escaped("100% of 5%"), "100% of 5%");
        assert_eq!(escaped("100% of {a}"), "100%% of %1$s");
    }

    #[test]
    fn a_text_with_percent_signs_that_is_never_formatted_says_so() {
        assert_eq!(
            written("[a]\nen = \"5% of 10%\"\nlo = \"5% ຂອງ 10%\"\nth = \"5% ของ 10%\"", Language::English),
            ["<string name=\"pay_a\" formatted=\"false\">5% of 10%</string>"]
        );
    }

    #[test]
    fn a_note_can_not_end_its_comment() {
        let entry = "[a]\nen = \"Pay\"\nlo = \"ຈ່າຍ\"\nth = \"จ่าย\"\nnote = \"the button --> below\"";
        assert_eq!(written(entry, Language::English)[0], "<!-- the button - -> below -->");
        assert_eq!(written(entry, Language::Thai), ["<string name=\"pay_a\">จ่าย</string>"]);
    }
}
