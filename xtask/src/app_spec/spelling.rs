//! Typing mistakes of Lao and Thai that look right in an editor and wrong on a phone.
//!
//! Both scripts stack vowels and tone marks over and under a consonant. A phone draws a dotted circle where their order
//! is wrong, and finds nothing where a letter was put together from two others.

use super::language::Language;

/// What each script calls by its own letters.
struct Script {
    language: Language,
    /// Vowels and signs over and under a consonant; typed before the tone.
    vowels: &'static [char],
    tones: &'static [char],
    /// Typed as two, though it is one letter.
    pairs: &'static [(&'static str, &'static str)],
    /// The same, but a tone may stand between the two.
    around_tone: (&'static str, &'static str),
}

const SCRIPTS: [Script; 2] = [
    Script {
        language: Language::Lao,
        vowels: &[
            '\u{eb1}', '\u{eb4}', '\u{eb5}', '\u{eb6}', '\u{eb7}', '\u{eb8}', '\u{eb9}', '\u{ebb}', '\u{ebc}',
        ],
        tones: &['\u{ec8}', '\u{ec9}', '\u{eca}', '\u{ecb}'],
        pairs: &[("\u{ec0}\u{ec0}", "\u{ec1}"), ("\u{eab}\u{e99}", "\u{edc}"), ("\u{eab}\u{ea1}", "\u{edd}")],
        around_tone: ("\u{ecd}\u{eb2}", "\u{eb3}"),
    },
    Script {
        language: Language::Thai,
        vowels: &['\u{e31}', '\u{e34}', '\u{e35}', '\u{e36}', '\u{e37}', '\u{e38}', '\u{e39}', '\u{e47}'],
        tones: &['\u{e48}', '\u{e49}', '\u{e4a}', '\u{e4b}'],
        pairs: &[("\u{e40}\u{e40}", "\u{e41}")],
        around_tone: ("\u{e4d}\u{e32}", "\u{e33}"),
    },
];

/// The first typing mistake in a text.
pub(super) fn mistake(text: &str) -> Option<String> {
    SCRIPTS.iter().find_map(|script| script.mistake(text))
}

impl Script {
    fn mistake(&self, text: &str) -> Option<String> {
        let untoned: String = text.chars().filter(|letter| !self.tones.contains(letter)).collect();
        let pair = self.pairs.iter().find(|(two, _)| text.contains(two));
        let around_tone = Some(&self.around_tone).filter(|(two, _)| untoned.contains(two));
        if let Some((two, one)) = pair.or(around_tone) {
            return Some(format!("{two} is typed as two letters: the one letter is {one}"));
        }
        let mut previous = None;
        for letter in text.chars() {
            let is_vowel = self.vowels.contains(&letter);
            if is_vowel || self.tones.contains(&letter) {
                let base = previous.filter(|base| self.language.writes(*base));
                if base.is_none() {
                    return Some(format!("the mark {} has no letter under it", letter.escape_unicode()));
                }
                // A tone ends the stack: neither a vowel nor another tone comes after it.
                if base.is_some_and(|base| self.tones.contains(&base)) || previous == Some(letter) {
                    return Some(format!(
                        "the mark {} comes after another that should follow it, or stands twice: first the vowel, then one tone",
                        letter.escape_unicode()
                    ));
                }
            }
            previous = Some(letter);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_typed_lao_and_thai_pass() {
        for text in ["ນ້ຳ ເຂົ້າ ປື້ມ ຫຼິ້ນ ໝູ່ ໜ້າ ໃຫ້ມີ", "น้ำ ที่นี่ ป้า ผู้รับ เก็บ แชร์ ต่าง ๆ", "Pay 24 ຄຳ"]
        {
            assert_eq!(mistake(text), None, "{text}");
        }
    }

    #[test]
    fn a_tone_before_its_vowel_is_a_mistake() {
        for text in ["ທ\u{ec8}\u{eb5}", "ท\u{e48}\u{e35}", "ກ\u{ec9}\u{ec9}", "ก\u{e35}\u{e35}"] {
            let mistake = mistake(text).unwrap();
            assert!(mistake.contains("first the vowel, then one tone"), "{text}: {mistake}");
        }
    }

    #[test]
    fn a_mark_without_a_letter_is_a_mistake() {
        for text in ["\u{ec8}ກ", "ກ \u{eb5}", "a\u{e35}"] {
            assert!(mistake(text).unwrap().ends_with("has no letter under it"), "{text}");
        }
    }

    #[test]
    fn a_letter_typed_as_two_is_a_mistake() {
        for text in ["ເເມ່ນ", "เเชร์", "ກ\u{ecd}\u{eb2}", "ນ\u{ecd}\u{ec9}\u{eb2}", "ຫນ້າ", "ຫມູ່"]
        {
            assert!(mistake(text).unwrap().contains("is typed as two letters"), "{text}");
        }
    }
}
