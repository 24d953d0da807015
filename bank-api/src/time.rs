//! Instants: microseconds of UTC since 1970, RFC 3339 on the wire.
//!
//! No type here reads a clock; see [`crate::env::Clock`].

use std::{fmt, str::FromStr, time::Duration};

use minicbor::{Decode, Decoder, Encode, Encoder};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

const MICROS_PER_SECOND: i64 = 1_000_000;
const SECONDS_PER_DAY: i64 = 86_400;
/// 0000-01-01T00:00:00Z and 9999-12-31T23:59:59.999999Z: the years that RFC 3339 can write.
const MIN_MICROS: i64 = -62_167_219_200 * MICROS_PER_SECOND;
const MAX_MICROS: i64 = 253_402_300_800 * MICROS_PER_SECOND - 1;

/// An instant, in microseconds of UTC since 1970, between the years 0 and 9999.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// The text is not an RFC 3339 instant, or the number is outside the years 0 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an instant is RFC 3339 in the years 0 to 9999, like 2026-11-24T09:30:00Z")]
pub struct TimestampError;

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Self = Self(0);

    /// The instant `micros` after 1970.
    pub const fn from_micros(micros: i64) -> Result<Self, TimestampError> {
        if micros < MIN_MICROS || micros > MAX_MICROS { Err(TimestampError) } else { Ok(Self(micros)) }
    }

    /// The instant `seconds` after 1970.
    pub const fn from_seconds(seconds: i64) -> Result<Self, TimestampError> {
        match seconds.checked_mul(MICROS_PER_SECOND) {
            Some(micros) => Self::from_micros(micros),
            None => Err(TimestampError),
        }
    }

    /// Microseconds since 1970.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970, rounded down.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(MICROS_PER_SECOND)
    }

    /// Later by `duration`; the end of the year 9999 at the latest.
    pub fn plus(self, duration: Duration) -> Self {
        let micros = i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
        Self(self.0.saturating_add(micros).min(MAX_MICROS))
    }

    /// How much later than `earlier` it is; zero if it is not.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// `offset_micros` later (or earlier, when negative), within the years 0 to 9999: for a clock with a known error.
    pub fn shifted(self, offset_micros: i64) -> Self {
        Self(self.0.saturating_add(offset_micros).clamp(MIN_MICROS, MAX_MICROS))
    }
}

/// RFC 3339 in UTC; the fraction only when there is one, then six digits.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.seconds().div_euclid(SECONDS_PER_DAY));
        let second_of_day = self.seconds().rem_euclid(SECONDS_PER_DAY);
        let (hour, minute, second) = (second_of_day / 3600, second_of_day / 60 % 60, second_of_day % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        match self.0.rem_euclid(MICROS_PER_SECOND) {
            0 => f.write_str("Z"),
            micros => write!(f, ".{micros:06}Z"),
        }
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        parse_rfc3339(text).ok_or(TimestampError)
    }
}

fn parse_rfc3339(text: &str) -> Option<Timestamp> {
    let number = |range: std::ops::Range<usize>| -> Option<i64> {
        let digits = text.get(range)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
    };
    let is = |at: usize, allowed: &[u8]| text.as_bytes().get(at).is_some_and(|byte| allowed.contains(byte));
    if !(is(4, b"-") && is(7, b"-") && is(10, b"Tt ") && is(13, b":") && is(16, b":")) {
        return None;
    }
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let days = days_from_civil(year, month, day);
    if civil_from_days(days) != (year, month, day) || hour > 23 || minute > 59 || second > 59 {
        return None; // a leap second (:60) is refused: the ledger has none
    }
    let mut rest = text.get(19..)?;
    let mut micros = 0;
    if let Some(fraction) = rest.strip_prefix('.') {
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return None;
        }
        micros = format!("{:0<6}", &fraction[..digits.min(6)]).parse().ok()?;
        rest = &fraction[digits..];
    }
    let offset_minutes = match rest {
        "Z" | "z" => 0,
        _ => {
            let sign = if rest.starts_with('+') { 1 } else { -1 };
            let zone = rest.strip_prefix(['+', '-'])?;
            let (hours, minutes) = zone.split_once(':')?;
            let both_two_digits = [hours, minutes]
                .iter()
                .all(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()));
            let (hours, minutes) = (hours.parse::<i64>().ok()?, minutes.parse::<i64>().ok()?);
            if !both_two_digits || hours > 23 || minutes > 59 {
                return None;
            }
            sign * (hours * 60 + minutes)
        }
    };
    let seconds = days * SECONDS_PER_DAY + hour * 3600 + (minute - offset_minutes) * 60 + second;
    Timestamp::from_micros(seconds * MICROS_PER_SECOND + micros).ok()
}

/// Days since 1970 of a date of the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date
/// algorithms": years start in March, so that the leap day is the last one).
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + days.div_euclid(146_097) * 400 + i64::from(month <= 2);
    (year, month, day)
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl<C> Encode<C> for Timestamp {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.i64(self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Timestamp {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Self::from_micros(d.i64()?).map_err(|_| minicbor::decode::Error::message("instant out of range"))
    }
}

#[cfg(feature = "openapi")]
crate::encoding::string_schema!(Timestamp, "RFC 3339 instant", "2026-11-24T09:30:00.000001Z");

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rfc3339_examples_are_read() {
        // RFC 3339, section 5.8, but for the leap seconds.
        for (text, same) in [
            ("1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.520000Z"),
            ("1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57Z"),
            ("1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.870000Z"),
        ] {
            assert_eq!(text.parse::<Timestamp>().unwrap().to_string(), same);
        }
    }

    #[test]
    fn what_is_not_an_instant_is_refused() {
        for text in [
            "",
            "2026-11-24",
            "2026-11-24T09:30:00",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-11-24T24:00:00Z",
            "2026-11-24T09:30:60Z",
            "2026-11-24T09:30:00.Z",
            "2026-11-24T09:30:00+7:00",
            "2026-11-24T09:30:00++7:00",
            "2026-11-24T09:30:00Z ",
            "+026-11-24T09:30:00Z",
            "2026-11-24T09:30:00é",
        ] {
            assert!(text.parse::<Timestamp>().is_err(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn text_round_trips_and_agrees_with_jiff(micros in MIN_MICROS..=MAX_MICROS) {
            let timestamp = Timestamp::from_micros(micros).unwrap();
            let text = timestamp.to_string();
            prop_assert_eq!(text.parse(), Ok(timestamp));
            if let Ok(oracle) = text.parse::<jiff::Timestamp>() {
                prop_assert_eq!(oracle.as_microsecond(), micros);
            }
        }

        #[test]
        fn any_text_is_an_instant_or_an_error(text in "\\PC{0,40}") {
            let _ = text.parse::<Timestamp>();
        }
    }
}
