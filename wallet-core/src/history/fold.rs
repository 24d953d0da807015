//! When two texts are the same to who searches: not by their bytes, but as a person reads them.
//!
//! ```text
//! capital letters       Café        café         case and diacritics are left out: an e is found with any accent,
//! precomposed or not    cafe + U+0301             whichever way it is encoded
//! Lao and Thai am       ນ້ຳ         ນໍ້າ          one character, or a ring and a vowel around the tone mark
//! order of marks        ກ ິ ່        ກ ່ ິ         they look the same, keyboards differ
//! Lao ligatures         ໜ ໝ ຫຼ      ຫນ ຫມ ຫລ      both are written
//! two e for one ae      ແ ແ          ເເ เเ
//! digits                ໑໒ ๑๒       12
//! white space           one space, however much and of which kind; what has no width is left out
//! ```
//!
//! Letters of other scripts are compared as they are encoded, but for their case. A whole normalisation (UAX #15) would be
//! a hundred kilobytes of tables on every phone, and not know that ເເ is ແ.

/// Latin letters that have a diacritic in them, by the letter below it. Lower case: capitals are that already.
const BASES: &[(char, &str)] = &[
    ('a', "àáâãäåāăąǎạảấầẩẫậắằẳẵặ"),
    ('c', "çćĉċč"),
    ('d', "ďđ"),
    ('e', "èéêëēĕėęěẹẻẽếềểễệ"),
    ('g', "ĝğġģ"),
    ('h', "ĥħ"),
    ('i', "ìíîïĩīĭįıǐỉị"),
    ('j', "ĵ"),
    ('k', "ķ"),
    ('l', "ĺļľŀł"),
    ('n', "ñńņň"),
    ('o', "òóôõöøōŏőơǒọỏốồổỗộớờởỡợ"),
    ('r', "ŕŗř"),
    ('s', "śŝşšș"),
    ('t', "ţťŧț"),
    ('u', "ùúûüũūŭůűųưǔǖǘǚǜụủứừửữự"),
    ('w', "ŵẁẃẅ"),
    ('y', "ýÿŷỳỵỷỹ"),
    ('z', "źżž"),
];

/// Writes `text` into `folded`, which is emptied before, in the form in which texts are compared.
pub(super) fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    for letter in text.chars() {
        match letter {
            '!'..='~' => folded.push(letter.to_ascii_lowercase()),
            '\u{0E00}'..='\u{0EFF}' => push_lao_or_thai(folded, letter),
            // Soft hyphen, spaces and joiners without width, byte order mark; accents that stand for themselves.
            '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{0300}'..='\u{036F}' => {}
            _ if letter.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            _ => letter.to_lowercase().for_each(|letter| push_latin(folded, letter)),
        }
    }
}

/// As [`fold_into`], into a text of its own.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

fn push_latin(folded: &mut String, letter: char) {
    match letter {
        // Of a capital I with a dot, its lower case in two.
        '\u{0300}'..='\u{036F}' => {}
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => {
            let base = BASES.iter().find(|(_, letters)| letters.contains(letter));
            folded.push(base.map_or(letter, |(base, _)| *base));
        }
        _ => folded.push(letter),
    }
}

fn push_lao_or_thai(folded: &mut String, letter: char) {
    match letter {
        // Am: the ring goes to the other marks of the letter before.
        '\u{0E33}' => {
            push_mark(folded, '\u{0E4D}');
            folded.push('\u{0E32}');
        }
        '\u{0EB3}' => {
            push_mark(folded, '\u{0ECD}');
            folded.push('\u{0EB2}');
        }
        // The low lo of ຫຼ.
        '\u{0EBC}' => folded.push('\u{0EA5}'),
        '\u{0EDC}' => folded.push_str("\u{0EAB}\u{0E99}"),
        '\u{0EDD}' => folded.push_str("\u{0EAB}\u{0EA1}"),
        '\u{0E40}' | '\u{0EC0}' if folded.ends_with(letter) => {
            folded.pop();
            folded.push(if letter == '\u{0E40}' { '\u{0E41}' } else { '\u{0EC1}' });
        }
        '\u{0E50}'..='\u{0E59}' => folded.push(digit(letter, '\u{0E50}')),
        '\u{0ED0}'..='\u{0ED9}' => folded.push(digit(letter, '\u{0ED0}')),
        _ if is_mark(letter) => push_mark(folded, letter),
        _ => folded.push(letter),
    }
}

fn digit(letter: char, zero: char) -> char {
    char::from_digit(u32::from(letter) - u32::from(zero), 10).unwrap_or(letter)
}

/// Does it stand above or below the letter before it?
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{0E31}' | '\u{0E34}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}')
        || matches!(letter, '\u{0EB1}' | '\u{0EB4}'..='\u{0EBB}' | '\u{0EC8}'..='\u{0ECE}')
}

/// Puts a mark among those that the last letter has, sorted, and each once: twice looks like once.
fn push_mark(folded: &mut String, mark: char) {
    let later = |(_, other): &(usize, char)| is_mark(*other) && *other > mark;
    let place = folded.char_indices().rev().take_while(later).last().map_or(folded.len(), |(at, _)| at);
    if !folded[..place].ends_with(mark) {
        folded.insert(place, mark);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_reads_the_same_is_the_same() {
        for (one, other) in [
            ("Café DU Mékong", "cafe\u{301} du me\u{301}kong"),
            ("NGUYỄN Văn Đạt", "nguyen van dat"),
            ("İstanbul", "istanbul"),
            ("СЧЁТ", "счёт"),
            // Am as one character, and as a ring and a vowel around, or before, the tone mark.
            ("ນ\u{0EC9}\u{0EB3}", "ນ\u{0ECD}\u{0EC9}\u{0EB2}"),
            ("ນ\u{0EC9}\u{0EB3}", "ນ\u{0EC9}\u{0ECD}\u{0EB2}"),
            ("น\u{0E49}\u{0E33}", "น\u{0E4D}\u{0E49}\u{0E32}"),
            // Vowel and tone mark in either order, and a tone mark hit twice.
            ("ກ\u{0EB4}\u{0EC8}", "ກ\u{0EC8}\u{0EB4}"),
            ("ท\u{0E35}\u{0E48}", "ท\u{0E48}\u{0E35}\u{0E48}"),
            ("ໜັງສື", "ຫນັງສື"),
            ("ໝາກມ່ວງ", "ຫມາກມ່ວງ"),
            ("ຫຼວງພະບາງ", "ຫລວງພະບາງ"),
            ("ແກ້ວ", "ເເກ້ວ"),
            ("แม่", "เเม่"),
            ("ໂຕະ ໑໒", "ໂຕະ 12"),
            ("โต๊ะ ๑๒", "โต๊ะ 12"),
            ("ຮ້ານ\u{200B}ກາເຟ", "ຮ້ານກາເຟ"),
            ("two \u{A0}\t words", "two words"),
        ] {
            assert_eq!(fold(one), fold(other), "{one}, {other}");
        }
    }

    #[test]
    fn what_reads_otherwise_is_not_the_same() {
        for (one, other) in
            [("ກາ", "ຂາ"), ("ເກ", "ແກ"), ("ກ່າ", "ກ້າ"), ("น้ำ", "นา"), ("1", "2"), ("a b", "ab")]
        {
            assert_ne!(fold(one), fold(other), "{one}, {other}");
            assert!(!fold(other).contains(&fold(one)), "{one}, {other}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "[a-zA-ZÀ-ỹ\\u{0E00}-\\u{0EFF} \\u{200B}]{0,20}|\\PC{0,40}") {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded.clone());
            prop_assert!(folded.len() <= 2 * text.len());
        }
    }
}
