//! Texts of the payee made fit to be shown.
//!
//! What stands in a code is the payee's word. Control and bidirectional marks in it could turn the rest of a screen
//! around ("pay to" and the name swapped), so they go; the receiver's ID decides who is paid, never the name.

use std::borrow::Cow;

/// `text` without control characters, bidirectional marks and tag characters, and without blanks at its ends.
///
/// Zero-width spaces and joiners stay: Lao and Khmer break lines with them.
pub fn displayable(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    if trimmed.chars().any(is_unfit) {
        let clean: String = trimmed.chars().filter(|&character| !is_unfit(character)).collect();
        Cow::Owned(clean.trim().to_owned())
    } else {
        Cow::Borrowed(trimmed)
    }
}

/// Controls (Cc), bidirectional formatting (UAX #9), line and paragraph separators, the byte-order mark, interlinear
/// annotations and tags: nothing that a shop's name needs.
fn is_unfit(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_turn_a_line_around_are_removed() {
        assert_eq!(displayable("SHOP\u{202E}KNAB\u{2069}\u{200F} \u{7}\n"), "SHOPKNAB");
    }

    #[test]
    fn lao_text_stays_as_it_is_and_blanks_at_the_ends_go() {
        assert!(matches!(displayable(" ຮ້ານ\u{200B}ກາເຟ "), Cow::Borrowed("ຮ້ານ\u{200B}ກາເຟ")));
    }
}
