//! The PIN: 6 to 12 digits.
//!
//! A PIN is short, so what protects the wallet is that guesses are few ([`super::attempts`]), slow ([`super::kdf`]) and
//! useless without the device's keystore. What is left is not to choose one that is guessed first: a *new* PIN
//! may not be
//!
//! - digits in equal steps: `111111`, `123456`, `987654`, `246802`;
//! - a shorter number again and again: `121212`, `271271`.
//!
//! A PIN that is typed in to open a wallet is not judged: whoever has set it must be able to use it.

use std::fmt;

use zeroize::Zeroizing;

use super::KeysError;

/// A PIN. Wiped when dropped, never printed. It comes from a screen or a prompt, never from an argument of a program.
pub struct Pin(Zeroizing<String>);

impl Pin {
    /// The fewest digits.
    pub const MIN_DIGITS: usize = 6;
    /// The most digits.
    pub const MAX_DIGITS: usize = 12;

    /// The PIN that was typed in. Lao digits are taken for what they mean.
    pub fn new(text: impl Into<Zeroizing<String>>) -> Result<Self, KeysError> {
        let text = text.into();
        let mut digits = Zeroizing::new(String::with_capacity(Self::MAX_DIGITS));
        for letter in text.chars() {
            let digit = digit(letter).filter(|_| digits.len() < Self::MAX_DIGITS);
            digits.push(digit.ok_or(KeysError::PinForm)?);
        }
        if digits.len() < Self::MIN_DIGITS { Err(KeysError::PinForm) } else { Ok(Self(digits)) }
    }

    /// Refuses a PIN that would be among the first guesses. Whatever seals keys under a new PIN asks this itself.
    pub fn check_strength(&self) -> Result<(), KeysError> {
        let digits = self.as_bytes();
        let step = |pair: &[u8]| (10 + pair[1] - pair[0]) % 10;
        let equal_steps = digits.windows(2).all(|pair| step(pair) == step(&digits[..2]));
        let repeated =
            (1..=digits.len() / 2).any(|period| digits.iter().zip(&digits[period..]).all(|(a, b)| a == b));
        if equal_steps || repeated { Err(KeysError::WeakPin) } else { Ok(()) }
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

fn digit(letter: char) -> Option<char> {
    match letter {
        '0'..='9' => Some(letter),
        '\u{ed0}'..='\u{ed9}' => char::from_digit(u32::from(letter) - 0xed0, 10),
        _ => None,
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pin(text: &str) -> Result<Pin, KeysError> {
        Pin::new(text.to_owned())
    }

    #[test]
    fn a_pin_is_6_to_12_digits() {
        for text in ["271828", "271828182845", "໒໗໑໘໒໘"] {
            assert!(pin(text).is_ok(), "{text}");
        }
        for text in
            ["", "27182", "2718281828459", "27182a", "271 828", " 271828", "271828\n", "-271828", "٢٧١٨٢٨"]
        {
            assert!(matches!(pin(text), Err(KeysError::PinForm)), "{text:?}");
        }
    }

    #[test]
    fn lao_digits_are_the_same_pin() {
        assert_eq!(pin("໐໑໒໓໔໕໖໗໘໙").unwrap().as_bytes(), b"0123456789");
    }

    #[test]
    fn the_first_guesses_are_refused() {
        for text in
            ["111111", "123456", "654321", "890123", "246802", "121212", "271271", "27182718", "1231231"]
        {
            assert!(matches!(pin(text).unwrap().check_strength(), Err(KeysError::WeakPin)), "{text}");
        }
        for text in ["271828", "112233", "123457", "198407", "27182271"] {
            assert!(pin(text).unwrap().check_strength().is_ok(), "{text}");
        }
    }

    #[test]
    fn a_pin_prints_nothing() {
        assert_eq!(format!("{:?}", pin("271828").unwrap()), "Pin([redacted])");
    }

    proptest! {
        #[test]
        fn any_text_is_a_pin_or_an_error(text in "\\PC{0,20}") {
            let is_pin = (6..=12).contains(&text.chars().count()) && text.chars().all(|c| digit(c).is_some());
            prop_assert_eq!(pin(&text).is_ok(), is_pin);
        }

        #[test]
        fn every_pin_can_be_judged(text in "[0-9]{6,12}") {
            let _ = pin(&text).unwrap().check_strength();
        }
    }
}
