//! Small values: money, ids, time.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bank_api::{amount, id, time::Timestamp};

use crate::NativeError;

/// Money, in att: 1 kip has 100 (ISO 4217 LAK).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount(pub u64);

/// An account at the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountId(pub String);

/// A payment's or a top-up's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderId(pub String);

/// A payment request's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(pub String);

/// A device's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceId(pub String);

uniffi::custom_newtype!(Amount, u64);
uniffi::custom_newtype!(AccountId, String);
uniffi::custom_newtype!(OrderId, String);
uniffi::custom_newtype!(RequestId, String);
uniffi::custom_newtype!(DeviceId, String);

impl From<amount::Amount> for Amount {
    fn from(amount: amount::Amount) -> Self {
        Self(amount.att())
    }
}

impl TryFrom<Amount> for amount::Amount {
    type Error = NativeError;

    fn try_from(amount: Amount) -> Result<Self, NativeError> {
        Self::from_att(amount.0).map_err(|error| NativeError::argument("an amount", error))
    }
}

/// Ids cross as text, and come back parsed.
macro_rules! id {
    ($name:ident, $known:ty, $what:literal) => {
        impl From<$known> for $name {
            fn from(id: $known) -> Self {
                Self(id.to_string())
            }
        }

        impl TryFrom<$name> for $known {
            type Error = NativeError;

            fn try_from(id: $name) -> Result<Self, NativeError> {
                id.0.parse().map_err(|error| NativeError::argument($what, error))
            }
        }
    };
}

id!(AccountId, id::AccountId, "an account");
id!(OrderId, id::OrderId, "an order's id");
id!(RequestId, id::RequestId, "a request's id");
id!(DeviceId, bank_api::key::KeyId, "a device's id");

/// What the app gives, as the wallet takes it.
pub(crate) fn given<T, U: TryFrom<T, Error = NativeError>>(
    value: Option<T>,
) -> Result<Option<U>, NativeError> {
    value.map(U::try_from).transpose()
}

/// Instants cross as the languages' own.
pub(crate) fn instant(timestamp: Timestamp) -> SystemTime {
    let micros = timestamp.micros();
    let distance = Duration::from_micros(micros.unsigned_abs());
    let instant =
        if micros < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) };
    // A timestamp ends with the year 9999, which every clock here can hold.
    instant.unwrap_or(UNIX_EPOCH)
}

/// What an app asks about: to the microsecond that is next to it, so that an instant that was [`instant`] finds its entry
/// again, also when a language keeps it as a floating-point number. What is beyond the ledger's calendar is its end.
pub(crate) fn timestamp(instant: SystemTime) -> Timestamp {
    let micros = |distance: Duration| i64::try_from((distance.as_nanos() + 500) / 1000).unwrap_or(i64::MAX);
    let micros = match instant.duration_since(UNIX_EPOCH) {
        Ok(after) => micros(after),
        Err(before) => -micros(before.duration()),
    };
    Timestamp::EPOCH.shifted(micros)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_id_or_amount_is_an_error_that_names_it() {
        let error = id::OrderId::try_from(OrderId("x".to_owned())).unwrap_err();
        assert!(error.to_string().starts_with("bad-argument: an order's id: "), "{error}");
        assert!(amount::Amount::try_from(Amount(u64::MAX)).is_err());
        assert!(bank_api::key::KeyId::try_from(DeviceId(String::new())).is_err());
    }

    #[test]
    fn instants_keep_their_microseconds() {
        for micros in [0, 1, -1, 1_700_000_000_123_456] {
            let instant = instant(Timestamp::from_micros(micros).unwrap());
            let back = match instant.duration_since(UNIX_EPOCH) {
                Ok(after) => i64::try_from(after.as_micros()).unwrap(),
                Err(before) => -i64::try_from(before.duration().as_micros()).unwrap(),
            };
            assert_eq!(back, micros);
        }
    }

    #[test]
    fn instants_of_apps_are_the_ledgers_next_to_them() {
        let after = |nanos: u64| timestamp(UNIX_EPOCH + Duration::from_nanos(nanos)).micros();
        let before = |nanos: u64| timestamp(UNIX_EPOCH - Duration::from_nanos(nanos)).micros();
        assert_eq!([after(0), after(1_499), after(1_500), after(2_000)], [0, 1, 2, 2]);
        assert_eq!([before(0), before(1_499), before(1_500)], [0, -1, -2]);
        for micros in [0, 1, -1, 1_700_000_000_123_456] {
            let known = Timestamp::from_micros(micros).unwrap();
            assert_eq!(timestamp(instant(known)), known);
        }
        let far = Duration::from_secs(1 << 60);
        assert_eq!(timestamp(UNIX_EPOCH + far).to_string(), "9999-12-31T23:59:59.999999Z");
        assert_eq!(timestamp(UNIX_EPOCH - far).to_string(), "0000-01-01T00:00:00Z");
    }
}
