//! Amounts (objects 54 and 56), percentages (57) and what is added to an amount (55). Never a float.
//!
//! The standard (EMVCo merchant-presented mode, section 4.4.2): at most 13 characters, digits and at most one point,
//! `98`, `98.73` and `98.` are amounts, nothing else is: no sign, no comma, no blank, not zero.

use std::{fmt, num::NonZeroU16};

/// The most characters of an amount.
pub const MAX_AMOUNT_CHARACTERS: usize = 13;

/// An amount of the standard's syntax, above zero.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct QrAmount(String);

/// Why an amount can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum AmountError {
    /// Not digits with at most one point between or after them.
    #[error("an amount is digits with at most one point, like 15000 or 98.73")]
    NotANumber,
    /// More than 13 characters.
    #[error("an amount has at most {MAX_AMOUNT_CHARACTERS} characters")]
    TooLong,
    /// Zero.
    #[error("an amount is above zero")]
    Zero,
    /// More decimals than the currency has.
    #[error("the amount has {given} decimals, the currency has {allowed}")]
    TooManyDecimals {
        /// Decimals of the amount.
        given: usize,
        /// Decimals of the currency.
        allowed: u8,
    },
    /// Part of a unit where the scheme pays in whole units only.
    #[error("the amount is not a whole number, as this scheme needs")]
    NotWhole,
    /// Too large to count in minor units.
    #[error("the amount is too large")]
    TooLarge,
}

impl QrAmount {
    /// Reads an amount as it stands in a payload.
    pub fn parse(text: &str) -> Result<Self, AmountError> {
        if text.chars().count() > MAX_AMOUNT_CHARACTERS {
            return Err(AmountError::TooLong);
        }
        let (whole, decimals) = split(text);
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(decimals) {
            return Err(AmountError::NotANumber);
        }
        if whole.bytes().chain(decimals.bytes()).all(|byte| byte == b'0') {
            return Err(AmountError::Zero);
        }
        Ok(Self(text.to_owned()))
    }

    /// The amount of `minor` units of a currency with `exponent` decimals. Decimals are written only if it needs them.
    pub fn from_minor(minor: u64, exponent: u8) -> Result<Self, AmountError> {
        if minor == 0 {
            return Err(AmountError::Zero);
        }
        let unit = power_of_ten(exponent)?;
        let (whole, part) = (minor / unit, minor % unit);
        let text = if part == 0 {
            whole.to_string()
        } else {
            format!("{whole}.{part:0width$}", width = usize::from(exponent))
        };
        if text.len() > MAX_AMOUNT_CHARACTERS { Err(AmountError::TooLarge) } else { Ok(Self(text)) }
    }

    /// The amount in minor units of a currency with `exponent` decimals: `15000.5` with 2 gives 1500050.
    /// More decimals than the currency has are an error, also if they are zeros.
    pub fn minor(&self, exponent: u8) -> Result<u64, AmountError> {
        let (whole, decimals) = split(&self.0);
        let missing = usize::from(exponent)
            .checked_sub(decimals.len())
            .ok_or(AmountError::TooManyDecimals { given: decimals.len(), allowed: exponent })?;
        whole
            .bytes()
            .chain(decimals.bytes())
            .chain(std::iter::repeat_n(b'0', missing))
            .try_fold(0_u64, |sum, digit| sum.checked_mul(10)?.checked_add(u64::from(digit - b'0')))
            .ok_or(AmountError::TooLarge)
    }

    /// No decimals, or only zeros.
    pub fn is_whole(&self) -> bool {
        split(&self.0).1.bytes().all(|byte| byte == b'0')
    }

    /// The amount as it stands in the payload.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QrAmount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn split(text: &str) -> (&str, &str) {
    text.split_once('.').unwrap_or((text, ""))
}

fn power_of_ten(exponent: u8) -> Result<u64, AmountError> {
    10_u64.checked_pow(u32::from(exponent)).ok_or(AmountError::TooLarge)
}

/// What the payer adds to the amount (objects 55 to 57).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tip {
    /// The app asks the payer for a tip.
    Ask,
    /// A fixed fee.
    Fixed(QrAmount),
    /// A percentage of the amount.
    Percentage(Percentage),
}

impl Tip {
    /// The fee on `amount_minor`; none if the payer is to be asked. A percentage is rounded to the nearest minor unit,
    /// half up.
    pub fn fee_minor(&self, amount_minor: u64, exponent: u8) -> Result<Option<u64>, AmountError> {
        match self {
            Self::Ask => Ok(None),
            Self::Fixed(fee) => fee.minor(exponent).map(Some),
            Self::Percentage(percentage) => percentage.of(amount_minor).map(Some),
        }
    }
}

/// A percentage, 00.01 to 99.99.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percentage(NonZeroU16);

impl Percentage {
    /// The percentage of this many hundredths of a percent, 1 to 9999.
    pub const fn from_hundredths(hundredths: u16) -> Option<Self> {
        match NonZeroU16::new(hundredths) {
            Some(value) if hundredths <= 9999 => Some(Self(value)),
            _ => None,
        }
    }

    /// Reads a percentage as it stands in object 57: `3`, `3.5` or `03.50`.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, decimals) = split(text);
        let digits = |part: &str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(decimals) {
            return None;
        }
        let whole: u16 = whole.parse().ok()?;
        let part: u16 = format!("{decimals:0<2}").parse().ok()?;
        Self::from_hundredths(whole * 100 + part)
    }

    /// Hundredths of a percent.
    pub const fn hundredths(self) -> u16 {
        self.0.get()
    }

    /// This part of `minor`, rounded half up.
    fn of(self, minor: u64) -> Result<u64, AmountError> {
        let exact = u128::from(minor) * u128::from(self.0.get());
        u64::try_from((exact + 5_000) / 10_000).map_err(|_| AmountError::TooLarge)
    }
}

impl fmt::Display for Percentage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}.{:02}", self.0.get() / 100, self.0.get() % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_forms_of_the_standard_are_amounts() {
        for (text, minor) in [("98", 9800), ("98.73", 9873), ("98.", 9800), ("0.5", 50), ("007", 700)] {
            assert_eq!(QrAmount::parse(text).and_then(|amount| amount.minor(2)), Ok(minor), "{text}");
        }
    }

    #[test]
    fn what_is_not_an_amount_is_refused() {
        for text in ["", ".", ".5", "1,000", "+5", "-5", " 5", "5 ", "1.2.3", "1e5", "5໐", "0x1"] {
            assert_eq!(QrAmount::parse(text), Err(AmountError::NotANumber), "{text}");
        }
    }

    #[test]
    fn zero_is_no_amount() {
        for text in ["0", "0.00", "000."] {
            assert_eq!(QrAmount::parse(text), Err(AmountError::Zero), "{text}");
        }
        assert_eq!(QrAmount::from_minor(0, 2), Err(AmountError::Zero));
    }

    #[test]
    fn more_than_thirteen_characters_are_refused() {
        assert!(QrAmount::parse("9999999999.99").is_ok());
        assert_eq!(QrAmount::parse("99999999999.99"), Err(AmountError::TooLong));
    }

    #[test]
    fn more_decimals_than_the_currency_has_are_refused() {
        let amount = QrAmount::parse("999.123").unwrap();
        assert_eq!(amount.minor(2), Err(AmountError::TooManyDecimals { given: 3, allowed: 2 }));
        assert_eq!(amount.minor(3), Ok(999_123));
    }

    #[test]
    fn an_amount_that_overflows_is_refused() {
        let amount = QrAmount::parse("9999999999999").unwrap();
        assert_eq!(amount.minor(6), Ok(9_999_999_999_999_000_000));
        assert_eq!(amount.minor(7), Err(AmountError::TooLarge));
        assert_eq!(QrAmount::from_minor(u64::MAX, 2), Err(AmountError::TooLarge));
        assert_eq!(QrAmount::from_minor(1, 20), Err(AmountError::TooLarge));
    }

    #[test]
    fn whole_kip_are_written_without_decimals_and_att_with_two() {
        let text = |minor| QrAmount::from_minor(minor, 2).map(|amount| amount.to_string());
        assert_eq!(text(1_500_000), Ok("15000".into()));
        assert_eq!(text(1_500_050), Ok("15000.50".into()));
        assert_eq!(text(5), Ok("0.05".into()));
    }

    #[test]
    fn percentages_are_exact_to_the_hundredth_and_rounded_half_up() {
        let percent = |text| Percentage::parse(text).map(Percentage::hundredths);
        assert_eq!(percent("3"), Some(300));
        assert_eq!(percent("03.5"), Some(350));
        assert_eq!(percent("99.99"), Some(9999));
        for text in ["0", "00.00", "100", "1.234", "", ".5", "-1", "+1"] {
            assert_eq!(percent(text), None, "{text}");
        }
        let tip = Tip::Percentage(Percentage::parse("2.5").unwrap());
        assert_eq!(tip.fee_minor(1020, 2), Ok(Some(26)));
        assert_eq!(tip.fee_minor(u64::MAX, 2).map(|fee| fee > Some(0)), Ok(true));
    }
}
