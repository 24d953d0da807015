//! Money: a whole number of att, never a float.
//!
//! The kip (ISO 4217 `LAK`, numeric 418) has two decimals: 100 att to the kip. An [`Amount`] is bounded by
//! [`Amount::MAX`] so that it and every sum the ledger keeps fit a database's signed 64-bit integer.
//! JSON carries it as a string of minor units, because a JSON number is a double and exact only to 2^53.

use std::{fmt, str::FromStr};

use minicbor::{Decode, Decoder, Encode, Encoder};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The currency's ISO 4217 letters.
pub const CURRENCY: &str = "LAK";
/// The currency's ISO 4217 number.
pub const CURRENCY_NUMERIC: u16 = 418;
/// The number of decimals of the currency in ISO 4217.
pub const CURRENCY_EXPONENT: u8 = 2;
/// Att in one kip.
const ATT_PER_KIP: u64 = 100;

/// An amount of digital kip in att. There is no `Add`: sums are checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(u64);

/// Why something is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// More than [`Amount::MAX`].
    #[error("the amount is larger than the ledger can hold ({max} kip)", max = Amount::MAX)]
    TooLarge,
    /// Not digits with at most one decimal point.
    #[error("an amount is digits with at most one point, like 15000 or 15000.50")]
    NotANumber,
    /// More decimals than the currency has.
    #[error("the kip has two decimals, {0} were given")]
    TooManyDecimals(usize),
}

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest amount: 2^63 - 1 att.
    #[allow(clippy::cast_sign_loss)] // i64::MAX is positive
    pub const MAX: Self = Self(i64::MAX as u64);

    /// An amount of `att`.
    pub const fn from_att(att: u64) -> Result<Self, AmountError> {
        if att > Self::MAX.0 { Err(AmountError::TooLarge) } else { Ok(Self(att)) }
    }

    /// An amount of whole `kip`.
    pub const fn from_kip(kip: u64) -> Result<Self, AmountError> {
        match kip.checked_mul(ATT_PER_KIP) {
            Some(att) => Self::from_att(att),
            None => Err(AmountError::TooLarge),
        }
    }

    /// The amount in att.
    pub const fn att(self) -> u64 {
        self.0
    }

    /// The amount in att, signed: what a database column or a signed sum takes.
    #[allow(clippy::cast_possible_wrap)] // at most i64::MAX by construction
    pub const fn signed_att(self) -> i64 {
        self.0 as i64
    }

    /// The amount from a signed number of att, if that is not negative.
    pub fn from_signed_att(att: i64) -> Option<Self> {
        u64::try_from(att).ok().map(Self)
    }

    /// The sum, unless it is more than [`Amount::MAX`].
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Self::from_att(self.0.checked_add(other.0)?).ok()
    }

    /// The difference, unless it is negative.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Is it nothing?
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// Kip without grouping, with decimals only where there are any: `15000`, `15000.50`.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kip, att) = (self.0 / ATT_PER_KIP, self.0 % ATT_PER_KIP);
        let text = if att == 0 { kip.to_string() } else { format!("{kip}.{att:02}") };
        f.pad(&text)
    }
}

/// Reads kip as a person or an EMVCo payload writes it: `98`, `98.7`, `98.73`, `98.`.
impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        let (kip, decimals) = text.split_once('.').unwrap_or((text, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if kip.is_empty() || !all_digits(kip) || !all_digits(decimals) {
            return Err(AmountError::NotANumber);
        }
        if decimals.len() > usize::from(CURRENCY_EXPONENT) {
            return Err(AmountError::TooManyDecimals(decimals.len()));
        }
        let kip: u64 = kip.parse().map_err(|_| AmountError::TooLarge)?;
        let att = format!("{decimals:0<2}").parse().map_err(|_| AmountError::NotANumber)?;
        Self::from_kip(kip)?.checked_add(Self(att)).ok_or(AmountError::TooLarge)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let canonical = text == "0" || (!text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit()));
        let att = text.parse().ok().filter(|_| canonical);
        let att = att.ok_or_else(|| serde::de::Error::custom("an amount is a string of minor units"))?;
        Self::from_att(att).map_err(serde::de::Error::custom)
    }
}

impl<C> Encode<C> for Amount {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.u64(self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Amount {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Self::from_att(d.u64()?).map_err(|_| minicbor::decode::Error::message("amount too large"))
    }
}

/// What an account holds, in att: negative only for the issuance account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Balance(#[n(0)] i64);

impl Balance {
    /// A balance of `att`.
    pub const fn from_att(att: i64) -> Self {
        Self(att)
    }

    /// The balance in att.
    pub const fn att(self) -> i64 {
        self.0
    }

    /// The balance as an amount, if it is not negative.
    pub fn amount(self) -> Option<Amount> {
        Amount::from_signed_att(self.0)
    }
}

impl Serialize for Balance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Balance {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let att: Option<i64> = text.parse().ok().filter(|att: &i64| att.to_string() == text);
        att.map(Self).ok_or_else(|| serde::de::Error::custom("a balance is a string of minor units"))
    }
}

#[cfg(feature = "openapi")]
crate::encoding::string_schema!(Balance, "Minor units (att), with a sign if negative", "-1500050");

#[cfg(feature = "openapi")]
crate::encoding::string_schema!(Amount, "Minor units (att) in decimal digits", "1500050");

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn kip_is_read_as_people_write_it() {
        for (text, att) in
            [("0", 0), ("1", 100), ("98.", 9800), ("98.7", 9870), ("98.73", 9873), ("007", 700)]
        {
            assert_eq!(text.parse::<Amount>().map(Amount::att), Ok(att), "{text}");
        }
    }

    #[test]
    fn what_is_not_money_is_refused() {
        for text in ["", ".", ".5", "-1", "+1", "1,000", "1e3", " 1", "1 ", "٣", "1.2.3", "NaN"] {
            assert_eq!(text.parse::<Amount>(), Err(AmountError::NotANumber), "{text:?}");
        }
        assert_eq!("1.001".parse::<Amount>(), Err(AmountError::TooManyDecimals(3)));
        assert_eq!("92233720368547758.08".parse::<Amount>(), Err(AmountError::TooLarge));
        assert_eq!("99999999999999999999".parse::<Amount>(), Err(AmountError::TooLarge));
        assert_eq!("92233720368547758.07".parse::<Amount>(), Ok(Amount::MAX));
    }

    #[test]
    fn json_takes_only_canonical_strings_of_minor_units() {
        assert_eq!(serde_json::to_string(&Amount::MAX).unwrap(), "\"9223372036854775807\"");
        for json in
            ["1", "1.0", "\"01\"", "\"1.0\"", "\"\"", "\"-1\"", "\"+1\"", "\"9223372036854775808\"", "null"]
        {
            assert!(serde_json::from_str::<Amount>(json).is_err(), "{json}");
        }
    }

    proptest! {
        #[test]
        fn text_and_json_round_trip(att in 0..=Amount::MAX.att()) {
            let amount = Amount::from_att(att).unwrap();
            prop_assert_eq!(amount.to_string().parse(), Ok(amount));
            let json = serde_json::to_string(&amount).unwrap();
            prop_assert_eq!(serde_json::from_str::<Amount>(&json).unwrap(), amount);
        }

        #[test]
        fn sums_never_wrap(a in 0..=Amount::MAX.att(), b in 0..=Amount::MAX.att()) {
            let sum = Amount(a).checked_add(Amount(b)).map(|s| u128::from(s.att()));
            let exact = u128::from(a) + u128::from(b);
            prop_assert_eq!(sum, (exact <= u128::from(Amount::MAX.att())).then_some(exact));
        }
    }
}
