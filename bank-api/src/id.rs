//! Identifiers: of accounts, orders, payment requests, participants, networks.

use std::{fmt, str::FromStr};

use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    encoding::{base32_decode, base32_encode, serde_as_text},
    key::PublicKey,
    time::Timestamp,
};

/// A text is not the identifier that it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} is {form}")]
pub struct IdError {
    what: &'static str,
    form: &'static str,
}

/// An account of the ledger. Text form: 26 characters of Crockford's base32.
///
/// Derived, never chosen: a wallet knows its account before it has spoken to the bank, and the bank can't give it
/// another one. 128 bits of SHA-256 resist a second preimage; who makes two keys with one account harms only himself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct AccountId(#[cbor(n(0), with = "minicbor::bytes")] [u8; 16]);

impl AccountId {
    /// The account of the wallet whose root key this is.
    pub fn of_wallet(root: &PublicKey) -> Self {
        Self::derive(b"wallet", root.id().as_bytes())
    }

    /// The account of a participant (a commercial bank, or the central bank's own vault).
    pub fn of_participant(participant: &ParticipantId) -> Self {
        Self::derive(b"participant", participant.as_str().as_bytes())
    }

    /// The issuance account, the only one whose balance may be negative: its negation is the supply.
    pub fn issuance() -> Self {
        Self::derive(b"issuance", b"")
    }

    /// The account with these bytes, as a database holds them.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The account's bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    fn derive(kind: &[u8], of: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"dlak/account/v1\0");
        hash.update(kind);
        hash.update(b"\0");
        hash.update(of);
        let digest: [u8; 32] = hash.finalize().into();
        let mut id = [0; 16];
        id.copy_from_slice(&digest[..16]);
        Self(id)
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&base32_encode(&self.0))
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccountId({self})")
    }
}

impl FromStr for AccountId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let form = "26 characters of digits and letters without I, L, O, U";
        base32_decode(text).map(Self).ok_or(IdError { what: "an account", form })
    }
}

serde_as_text!(AccountId);

/// A UUIDv7 (RFC 9562) made by the one who needs the thing done, before the first attempt: the idempotency key.
macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// A new identifier: `now` in milliseconds, then 74 of the 80 `random` bits (RFC 9562, section 5.7).
            pub fn new(now: Timestamp, random: [u8; 10]) -> Self {
                let millis = u64::try_from(now.micros() / 1000).unwrap_or(0);
                Self(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
            }

            /// The identifier with these bytes, as a database or a signed statement holds them.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// The identifier's bytes.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// 26 characters of Crockford's base32, as QR codes carry it.
            pub fn to_base32(self) -> String {
                base32_encode(self.as_bytes())
            }

            /// Reads what [`Self::to_base32`] wrote.
            pub fn from_base32(text: &str) -> Result<Self, IdError> {
                let form = "26 characters of digits and letters without I, L, O, U";
                base32_decode(text).map(Self::from_bytes).ok_or(IdError { what: $what, form })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0.hyphenated().to_string())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let error = IdError { what: $what, form: "a UUID, like 01928f3e-5b1a-7c2d-8e4f-0123456789ab" };
                if text.len() != 36 {
                    return Err(error); // one spelling only: hyphenated
                }
                Uuid::try_parse(text).map(Self).map_err(|_| error)
            }
        }

        serde_as_text!($name);

        impl<C> Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.bytes(self.as_bytes())?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                let bytes = d.bytes()?.try_into();
                bytes.map(Self::from_bytes).map_err(|_| minicbor::decode::Error::message("an id has 16 bytes"))
            }
        }

        #[cfg(feature = "openapi")]
        crate::encoding::string_schema!($name, "UUIDv7", "01928f3e-5b1a-7c2d-8e4f-0123456789ab");
    };
}

uuid_id! {
    /// Identifies an order, and whatever else moves money once: the ledger settles each at most once.
    OrderId, "an order id"
}
uuid_id! {
    /// Identifies a payment request: the reference in a dynamic QR code.
    RequestId, "a payment request's reference"
}

/// A participant: 2 to 11 upper-case letters and digits, like the `BCEL` of a BIC.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParticipantId(String);

impl ParticipantId {
    /// The participant's letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ParticipantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for ParticipantId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let fits = (2..=11).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        let form = "2 to 11 upper-case letters and digits";
        if fits { Ok(Self(text.to_owned())) } else { Err(IdError { what: "a participant", form }) }
    }
}

serde_as_text!(ParticipantId);

/// The network that a signature is good for: an order of the test network is worth nothing on the real one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NetworkId(String);

impl NetworkId {
    /// The network's name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NetworkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for NetworkId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let fits = (1..=32).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        let form = "1 to 32 lower-case letters, digits and hyphens";
        if fits { Ok(Self(text.to_owned())) } else { Err(IdError { what: "a network", form }) }
    }
}

serde_as_text!(NetworkId);

#[cfg(feature = "openapi")]
mod schema {
    use super::{AccountId, NetworkId, ParticipantId};
    use crate::encoding::string_schema;

    string_schema!(AccountId, "16 bytes in Crockford's base32", "4F3Q0R2M8ZK6V7Y1A5C9D0E2GH");
    string_schema!(ParticipantId, "2 to 11 upper-case letters and digits", "BCEL");
    string_schema!(NetworkId, "The network that signatures are good for", "dlak-sandbox");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accounts_of_different_kinds_never_meet() {
        let participant: ParticipantId = "BOL".parse().unwrap();
        assert_ne!(AccountId::issuance(), AccountId::of_participant(&participant));
    }

    #[test]
    fn misspelt_identifiers_are_refused() {
        assert!("BC".parse::<ParticipantId>().is_ok());
        for text in ["", "B", "bcel", "BCEL-LAO", "TWELVELETTER"] {
            assert!(text.parse::<ParticipantId>().is_err(), "{text:?}");
        }
        for text in ["", "Dlak", "dlak net", &"x".repeat(33)] {
            assert!(text.parse::<NetworkId>().is_err(), "{text:?}");
        }
        assert!("01928f3e5b1a7c2d8e4f0123456789ab".parse::<OrderId>().is_err());
        assert!("".parse::<AccountId>().is_err());
    }

    proptest! {
        #[test]
        fn identifiers_round_trip_through_text(bytes in any::<[u8; 16]>()) {
            let account = AccountId::from_bytes(bytes);
            prop_assert_eq!(account.to_string().parse(), Ok(account));
            let order = OrderId::from_bytes(bytes);
            prop_assert_eq!(order.to_string().parse(), Ok(order));
            prop_assert_eq!(OrderId::from_base32(&order.to_base32()), Ok(order));
        }

        #[test]
        fn later_orders_sort_after_earlier_ones(a in 0..1i64 << 40, b in 0..1i64 << 40, random in any::<[u8; 10]>()) {
            let id = |ms: i64| OrderId::new(Timestamp::from_micros(ms * 1000).unwrap(), random);
            prop_assert_eq!(a.cmp(&b), id(a).cmp(&id(b)));
        }
    }
}
