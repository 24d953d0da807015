//! Values as people read them.

use std::time::Duration;

use bank_api::{amount::Amount, time::Timestamp};

/// `15,000 ₭`, `15,000.50 ₭`.
pub(crate) fn kip(amount: Amount) -> String {
    let text = amount.to_string();
    let (whole, decimals) = text.split_once('.').map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
    let mut grouped = String::with_capacity(text.len() * 2);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(decimals) = decimals {
        grouped.push('.');
        grouped.push_str(decimals);
    }
    grouped + " ₭"
}

/// Kip for scripts, as the commands take it: `15000`, `15000.50`.
pub(crate) fn in_kip(amount: Amount) -> String {
    amount.to_string()
}

/// `2026-11-24 09:30:00 UTC`.
pub(crate) fn moment(at: Timestamp) -> String {
    let text = at.to_string(); // RFC 3339, in UTC
    let seconds = text.get(..19).unwrap_or(&text);
    format!("{} UTC", seconds.replace('T', " "))
}

/// `870 µs`, `12.3 ms`, `1.4 s`.
pub(crate) fn took(time: Duration) -> String {
    let micros = time.as_micros();
    if micros < 1_000 {
        format!("{micros} µs")
    } else if micros < 1_000_000 {
        format!("{:.1} ms", time.as_secs_f64() * 1e3)
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

/// Reads `45s`, `10m`, `2h`, `3d`.
pub(crate) fn parse_duration(text: &str) -> Result<Duration, String> {
    let wrong = || "a time is a number with s, m, h or d after it, like 10m".to_owned();
    let unit = text.chars().last().ok_or_else(wrong)?;
    let number: u64 = text.strip_suffix(unit).and_then(|number| number.parse().ok()).ok_or_else(wrong)?;
    let seconds = match unit {
        's' => Some(1),
        'm' => Some(60),
        'h' => Some(3_600),
        'd' => Some(86_400),
        _ => None,
    };
    seconds.and_then(|unit: u64| unit.checked_mul(number)).map(Duration::from_secs).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kip_is_grouped_by_thousands() {
        for (att, text) in
            [(0, "0 ₭"), (99_900, "999 ₭"), (100_000, "1,000 ₭"), (123_456_750, "1,234,567.50 ₭")]
        {
            assert_eq!(kip(Amount::from_att(att).unwrap()), text);
        }
    }

    #[test]
    fn times_are_read_with_their_unit() {
        assert_eq!(parse_duration("10m"), Ok(Duration::from_mins(10)));
        assert_eq!(parse_duration("3d"), Ok(Duration::from_hours(72)));
        for text in
            ["", "m", "10", "-1m", "1.5h", "10 m", "99999999999999999999d", "18446744073709551615d", "5ມ"]
        {
            assert!(parse_duration(text).is_err(), "{text}");
        }
    }
}
