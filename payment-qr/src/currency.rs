//! Currencies by their ISO 4217 number, as object 53 has them.

use std::fmt;

/// A currency's ISO 4217 number, 000 to 999. Any number is kept; what is known of it stands in one table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CurrencyCode(u16);

/// What is known of a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency {
    /// ISO 4217 number.
    pub code: CurrencyCode,
    /// ISO 4217 letters.
    pub letters: &'static str,
    /// Decimals by ISO 4217, also where the street uses none (LAK, KHR, IDR).
    pub exponent: u8,
}

/// The currencies of the schemes that are recognised, and their neighbours'.
const CURRENCIES: &[Currency] = &[
    row(104, "MMK", 2),
    row(116, "KHR", 2),
    row(156, "CNY", 2),
    row(344, "HKD", 2),
    row(356, "INR", 2),
    row(360, "IDR", 2),
    row(392, "JPY", 0),
    row(410, "KRW", 0),
    row(418, "LAK", 2),
    row(458, "MYR", 2),
    row(608, "PHP", 2),
    row(702, "SGD", 2),
    row(704, "VND", 0),
    row(764, "THB", 2),
    row(840, "USD", 2),
    row(901, "TWD", 2),
    row(978, "EUR", 2),
    row(986, "BRL", 2),
];

const fn row(code: u16, letters: &'static str, exponent: u8) -> Currency {
    Currency { code: CurrencyCode(code), letters, exponent }
}

#[allow(missing_docs)] // ISO 4217 letters
impl CurrencyCode {
    pub const BRL: Self = Self(986);
    pub const CNY: Self = Self(156);
    pub const HKD: Self = Self(344);
    pub const IDR: Self = Self(360);
    pub const INR: Self = Self(356);
    pub const JPY: Self = Self(392);
    pub const KHR: Self = Self(116);
    pub const LAK: Self = Self(418);
    pub const MYR: Self = Self(458);
    pub const PHP: Self = Self(608);
    pub const SGD: Self = Self(702);
    pub const THB: Self = Self(764);
    pub const USD: Self = Self(840);
    pub const VND: Self = Self(704);
}

impl CurrencyCode {
    /// The currency with this number; none above 999.
    pub const fn new(number: u16) -> Option<Self> {
        if number <= 999 { Some(Self(number)) } else { None }
    }

    /// Reads exactly three ASCII digits.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 3 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        text.parse().ok().map(Self)
    }

    /// The ISO 4217 number.
    pub const fn number(self) -> u16 {
        self.0
    }

    /// What is known of the currency.
    pub fn info(self) -> Option<&'static Currency> {
        CURRENCIES.iter().find(|currency| currency.code == self)
    }

    /// How many decimals it has by ISO 4217, if it is known.
    pub fn exponent(self) -> Option<u8> {
        self.info().map(|currency| currency.exponent)
    }
}

impl fmt::Display for CurrencyCode {
    /// The letters, or the number of a currency that is not known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.info() {
            Some(currency) => f.write_str(currency.letters),
            None => write!(f, "{:03}", self.0),
        }
    }
}

impl fmt::Debug for CurrencyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CurrencyCode({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_has_each_currency_once() {
        assert!(CURRENCIES.is_sorted_by(|a, b| a.code < b.code));
    }

    #[test]
    fn only_three_ascii_digits_are_a_currency() {
        assert_eq!(CurrencyCode::parse("418"), Some(CurrencyCode::LAK));
        for text in ["", "41", "8840", "LAK", "+18", " 18", "໔໑໘"] {
            assert_eq!(CurrencyCode::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_unknown_currency_shows_its_number() {
        assert_eq!(CurrencyCode::new(36).map(|code| code.to_string()), Some("036".into()));
        assert_eq!(CurrencyCode::LAK.to_string(), "LAK");
        assert_eq!(CurrencyCode::new(1000), None);
    }
}
