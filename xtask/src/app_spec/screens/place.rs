//! No text is longer than its place, on the narrowest phone: 320 points.
//!
//! Measured by the widths of our font's letters. That is no layout: what goes over several lines may fill nine tenths of them,
//! because lines break before their end.

use std::{collections::BTreeMap, fs};

use anyhow::Context;
use ttf_parser::Face;

use super::{
    super::{
        language::Language,
        template::{Piece, Template},
    },
    Spec,
    screen::State,
    texts::Texts,
};
use crate::shell::root;

/// Where a text stands: a key's own (`place = "row"` in the table), or the one that its use tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Place {
    /// A button as wide as the phone: two lines of 17 points in 240.
    Button,
    /// The bar on top: a line of 20 points, bold, in 220.
    Title,
    /// A title in the screen itself: three lines of 24 points, bold, in 280.
    Heading,
    /// A row, with an icon beside it: two lines of 17 points in 220.
    Row,
    /// A small choice beside others: a line of 16 points in 140.
    Chip,
    /// Running text: as many lines as it takes, of 16 points in 280; no word is longer than a line.
    Text,
    /// Nobody sees it: `TalkBack` and `VoiceOver` say it.
    Spoken,
}

impl Place {
    pub(in super::super) const NAMES: &[(&str, Self)] = &[
        ("button", Self::Button),
        ("title", Self::Title),
        ("heading", Self::Heading),
        ("row", Self::Row),
        ("chip", Self::Chip),
        ("text", Self::Text),
        ("spoken", Self::Spoken),
    ];

    pub(in super::super) fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(other, _)| *other == name).map(|(_, place)| *place)
    }

    fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, place)| *place == self).map_or("", |(name, _)| name)
    }

    /// Lines, their width, the letters' size, and whether they are bold; nothing for what is only heard.
    fn size(self) -> Option<(f32, f32, f32, bool)> {
        match self {
            Self::Button => Some((2.0, 240.0, 17.0, false)),
            Self::Title => Some((1.0, 220.0, 20.0, true)),
            Self::Heading => Some((3.0, 280.0, 24.0, true)),
            Self::Row => Some((2.0, 220.0, 17.0, false)),
            Self::Chip => Some((1.0, 140.0, 16.0, false)),
            Self::Text => Some((f32::INFINITY, 280.0, 16.0, false)),
            Self::Spoken => None,
        }
    }
}

/// How much of several lines a text may fill.
const FILL: f32 = 0.9;

/// The apps' font, which has Latin, Lao and Thai.
pub(super) struct Fonts {
    medium: Vec<u8>,
    bold: Vec<u8>,
}

impl Fonts {
    pub(super) fn read() -> anyhow::Result<Self> {
        let read = |weight: &str| {
            let file = root().join(format!("android-demo/app/src/main/res/font/dlak_{weight}.ttf"));
            let data = fs::read(&file).with_context(|| file.display().to_string())?;
            Face::parse(&data, 0).with_context(|| file.display().to_string())?;
            Ok::<_, anyhow::Error>(data)
        };
        Ok(Self { medium: read("medium")?, bold: read("bold")? })
    }

    /// The width of a text in points, or the letter that the font does not have.
    fn width(&self, text: &str, size: f32, is_bold: bool) -> Result<f32, char> {
        let data = if is_bold { &self.bold } else { &self.medium };
        // `read` has parsed it.
        let Ok(face) = Face::parse(data, 0) else { return Ok(0.0) };
        let mut units = 0.0;
        // What joins and breaks lines is never drawn.
        for letter in text.chars().filter(|letter| !matches!(letter, '\n' | '\u{200b}' | '\u{2060}')) {
            let glyph = face.glyph_index(letter).ok_or(letter)?;
            units += f32::from(face.glyph_hor_advance(glyph).unwrap_or_default());
        }
        Ok(units * size / f32::from(face.units_per_em()))
    }

    /// Why a text does not fit.
    fn fault(&self, text: &str, place: Place) -> Option<String> {
        let (lines, width, size, is_bold) = place.size()?;
        let missing = |letter: char| format!("our font has no {letter} ({})", letter.escape_unicode());
        let whole = match self.width(text, size, is_bold) {
            Ok(whole) => whole,
            Err(letter) => return Some(missing(letter)),
        };
        let space = if lines > 1.0 { lines * width * FILL } else { width };
        if whole > space {
            let lines = if lines > 1.0 { format!(" over {lines} lines") } else { String::new() };
            return Some(format!("{whole:.0} pt wide, and a {} has {space:.0}{lines}", place.name()));
        }
        // Lao and Thai break inside of what stands between two spaces.
        let unbroken = text.split([' ', '\n', '\u{200b}']).filter(|word| word.is_ascii());
        for word in unbroken {
            if self.width(word, size, is_bold).is_ok_and(|word| word > width) {
                return Some(format!("{word} is longer than a line of a {}", place.name()));
            }
        }
        None
    }
}

/// What stands where a value will be: long, and not rare.
fn sample(placeholder: &str) -> &'static str {
    match placeholder {
        "amount" | "balance" | "fee" | "total" | "limit" | "left" => "10,000,000 ₭",
        "count" | "number" | "days" | "minutes" | "seconds" | "position" => "24",
        _ => "ຮ້ານກາເຟ ແຄມຂອງ",
    }
}

fn filled(template: &Template) -> String {
    let pieces = template.pieces().iter().map(|piece| match piece {
        Piece::Words(words) => words.as_str(),
        Piece::Placeholder(name) => sample(name),
    });
    pieces.collect()
}

pub(super) fn problems(spec: &Spec, texts: &Texts<'_>, fonts: &Fonts) -> Vec<String> {
    let mut problems = Vec::new();
    for ((key, place), used) in places(spec, texts) {
        let Some(entry) = texts.entry(key) else { continue };
        for language in Language::ALL {
            let said = entry.said(language);
            for form in said.one.iter().chain([&said.other]) {
                if let Some(fault) = fonts.fault(&filled(form), place) {
                    problems.push(format!(
                        "{}: {key}: {}: {fault} ({used}): shorten it, or say `place = \"...\"` if it stands elsewhere",
                        texts.file(key),
                        language.code()
                    ));
                }
            }
        }
    }
    problems
}

/// Each text with each of its places, and a state that has it there.
fn places<'a>(spec: &Spec, texts: &'a Texts<'_>) -> BTreeMap<(&'a str, Place), String> {
    let mut places = BTreeMap::new();
    for screen in spec.screens.values() {
        for (name, state) in &screen.states {
            for (text, place) in in_state(state) {
                for key in texts.named(text) {
                    let own = texts.entry(key).and_then(|entry| entry.place);
                    let used = format!("{}.{name}", screen.name);
                    places.entry((key, own.unwrap_or(place))).or_insert(used);
                }
            }
        }
    }
    places
}

fn in_state(state: &State) -> impl Iterator<Item = (&str, Place)> {
    let labels = state.labels().map(|label| (label, Place::Button));
    let title = state.title.iter().map(|title| (title.as_str(), Place::Title));
    let shown = state.shows.iter().chain(&state.may_show).map(|text| (text.as_str(), Place::Text));
    labels.chain(title).chain(shown)
}

#[cfg(test)]
mod tests {
    use super::{
        super::testing::{area, screen, spec},
        *,
    };

    fn fault(text: &str, place: Place) -> Option<String> {
        Fonts::read().unwrap().fault(text, place)
    }

    #[test]
    fn what_fits_passes() {
        assert_eq!(fault("Pay", Place::Button), None);
        assert_eq!(fault("ສະແກນຈ່າຍເງິນ", Place::Title), None);
        assert_eq!(fault("สแกนจ่ายเงิน", Place::Title), None);
    }

    #[test]
    fn marks_over_and_under_a_letter_take_no_room() {
        let fonts = Fonts::read().unwrap();
        for (plain, marked) in [("ນາ", "ນ້າ"), ("ปา", "ป้า"), ("ກ", "ກື່")] {
            let width = |text: &str| fonts.width(text, 16.0, false).unwrap();
            assert!((width(plain) - width(marked)).abs() < 0.01, "{plain} {marked}");
        }
    }

    #[test]
    fn a_text_that_is_longer_than_its_place_is_refused() {
        let long = "What you have paid since the day on which you began";
        let fault_of = |place| fault(long, place).unwrap();
        assert!(
            fault_of(Place::Title).ends_with("pt wide, and a title has 220"),
            "{}",
            fault_of(Place::Title)
        );
        assert!(fault_of(Place::Chip).ends_with("pt wide, and a chip has 140"));
        let twice = format!("{long} {long}");
        assert!(
            fault(&twice, Place::Button).unwrap().ends_with("pt wide, and a button has 432 over 2 lines")
        );
        assert_eq!(fault(&twice, Place::Text), None);
        assert_eq!(fault(&twice, Place::Spoken), None);
    }

    #[test]
    fn a_word_that_is_longer_than_a_line_is_refused() {
        let word = "Donaudampfschifffahrtsgesellschaftskapitaen";
        assert_eq!(fault(word, Place::Text).unwrap(), format!("{word} is longer than a line of a text"));
    }

    #[test]
    fn a_letter_that_our_font_does_not_have_is_refused() {
        assert_eq!(fault("ປ\u{4e00}", Place::Text).unwrap(), "our font has no 一 (\\u{4e00})");
    }

    #[test]
    fn a_label_is_measured_as_a_button_unless_its_text_says_another_place() {
        let faults = |place: &str| {
            let long = "Pay {amount} now to the person who has shown you this QR code on the phone";
            let pay =
                format!("[pay]\nen = \"{long}\"\nlo = \"ຈ່າຍ {{amount}}\"\nth = \"จ่าย {{amount}}\"\n{place}");
            let (areas, state) = ([area("home", &pay)], [("a", "actions = { home_pay = \"@home\" }")]);
            problems(&spec(&[("home", &screen("a", &state))]), &Texts::new(&areas), &Fonts::read().unwrap())
        };
        let [fault] = &faults("")[..] else { panic!("one fault") };
        assert!(fault.starts_with("app-spec/texts/home.toml: home_pay: en: "), "{fault}");
        assert!(fault.contains("a button has 432 over 2 lines (home.a)"), "{fault}");
        assert_eq!(faults("place = \"text\""), Vec::<String>::new());
    }
}
