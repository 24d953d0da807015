//! Signed statements: what is signed once and lives on.
//!
//! Each is one COSE_Sign1 ([`crate::cose`]) of content type `application/dlak-<kind>+cbor` over a deterministic CBOR
//! map, signed for one network.
//!
//! ```text
//! bytes --Unverified::parse--> Unverified<S> --verify(network, key)--> Signed<S>
//!                               .key_id() says which key to look up
//! ```
//!
//! Only [`Unverified::verify`] and [`Signed::sign`] make a [`Signed`], so that whoever holds one knows that the
//! signature was checked. A statement with a field that this version does not know is refused whole.

mod device;
mod order;
mod receipt;
mod supply;
mod verdict;

pub use device::{DeviceAuthorisation, DeviceRevocation};
pub use order::{MEMO_MAX_CHARS, OrderKind, PaymentOrder, VALIDITY_MAX, is_memo, is_readable};
pub use receipt::Receipt;
pub use supply::Supply;
pub use verdict::{NotSeen, Rejection};

use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};

use crate::{
    cose::{self, CoseError, Sign1},
    id::NetworkId,
    key::{KeyId, PublicKey, SecretKey},
    log::hash::Hash,
};

/// A kind of statement.
pub trait Statement: Encode<()> + for<'b> Decode<'b, ()> {
    /// Its content type.
    const CONTENT_TYPE: &'static str;

    /// Rules that hold within the statement, whoever signed it.
    fn is_sound(&self) -> bool;
}

/// A statement that was read and not yet verified: good for finding the key, not for acting on.
#[derive(Clone, Debug)]
pub struct Unverified<S> {
    bytes: Vec<u8>,
    key_id: KeyId,
    body: S,
}

impl<S: Statement> Unverified<S> {
    /// Reads a statement. Its payload must be exactly the bytes that we would write: unknown fields, other orders of
    /// keys and longer forms of numbers are refused.
    pub fn parse(bytes: &[u8]) -> Result<Self, CoseError> {
        let sign1 = Sign1::parse(bytes)?;
        let (content_type, key_id) = sign1.header()?;
        if content_type != S::CONTENT_TYPE {
            return Err(CoseError::ContentType { expected: S::CONTENT_TYPE });
        }
        let payload_error = CoseError::Payload { kind: S::CONTENT_TYPE };
        let body: S = minicbor::decode(sign1.payload()).map_err(|_| payload_error.clone())?;
        if cose::encode(&body) != sign1.payload() || !body.is_sound() {
            return Err(payload_error);
        }
        Ok(Self { bytes: bytes.to_vec(), key_id, body })
    }

    /// The key that it says signed it.
    pub fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// What it says: not to be acted on.
    pub fn body(&self) -> &S {
        &self.body
    }

    /// Checks that `key` signed it for `network`.
    pub fn verify(self, network: &NetworkId, key: &PublicKey) -> Result<Signed<S>, CoseError> {
        if key.id() != self.key_id {
            return Err(CoseError::WrongKey);
        }
        Sign1::parse(&self.bytes)?.verify(key, network.as_str().as_bytes())?;
        Ok(Signed { bytes: self.bytes, key_id: self.key_id, body: self.body })
    }
}

/// A statement whose signature was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed<S> {
    bytes: Vec<u8>,
    key_id: KeyId,
    body: S,
}

impl<S: Statement> Signed<S> {
    /// Signs `body` for `network`.
    pub fn sign(body: S, network: &NetworkId, key: &SecretKey) -> Self {
        debug_assert!(body.is_sound(), "signing what every reader refuses");
        let bytes = cose::sign(S::CONTENT_TYPE, &cose::encode(&body), network.as_str().as_bytes(), key);
        Self { bytes, key_id: key.public().id(), body }
    }

    /// The bytes that were signed and travel.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The key that signed it.
    pub fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// What it says.
    pub fn body(&self) -> &S {
        &self.body
    }

    /// SHA-256 of the signed bytes: names this very statement.
    pub fn digest(&self) -> Hash {
        Hash::from_bytes(Sha256::digest(&self.bytes).into())
    }
}

/// The version that every statement begins with: field 1 is always the number 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Version1;

impl<C> Encode<C> for Version1 {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.u8(1)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Version1 {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        if d.u8()? == 1 { Ok(Self) } else { Err(minicbor::decode::Error::message("unknown version")) }
    }
}

/// The one currency of the ledger: the text `LAK`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lak;

impl<C> Encode<C> for Lak {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(crate::amount::CURRENCY)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Lak {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let known = d.str()? == crate::amount::CURRENCY;
        if known { Ok(Self) } else { Err(minicbor::decode::Error::message("another currency")) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        amount::Amount,
        id::{AccountId, OrderId, RequestId},
        problem::RejectReason,
        time::Timestamp,
    };

    fn network() -> NetworkId {
        "dlak-test".parse().unwrap()
    }

    fn order() -> PaymentOrder {
        PaymentOrder {
            version: Version1,
            id: OrderId::from_bytes([1; 16]),
            payer: AccountId::from_bytes([2; 16]),
            payee: AccountId::from_bytes([3; 16]),
            amount: Amount::from_kip(15_000).unwrap(),
            currency: Lak,
            kind: OrderKind::Payment,
            request: None,
            memo: Some("ເຂົ້າໜຽວ".to_owned()),
            created_at: Timestamp::from_seconds(1_700_000_000).unwrap(),
            expires_at: Timestamp::from_seconds(1_700_000_600).unwrap(),
        }
    }

    #[test]
    fn an_order_is_verified_as_the_bytes_that_arrived() {
        let key = SecretKey::from_seed(&[7; 32]);
        let signed = Signed::sign(order(), &network(), &key);
        let read = Unverified::<PaymentOrder>::parse(signed.bytes()).unwrap();
        assert_eq!(read.key_id(), key.public().id());
        assert_eq!(read.verify(&network(), &key.public()), Ok(signed));
    }

    #[test]
    fn an_order_of_the_test_network_is_worth_nothing_on_another() {
        let key = SecretKey::from_seed(&[7; 32]);
        let signed = Signed::sign(order(), &network(), &key);
        let read = Unverified::<PaymentOrder>::parse(signed.bytes()).unwrap();
        let another = "dlak".parse().unwrap();
        assert_eq!(
            read.verify(&another, &key.public()),
            Err(CoseError::Signature(crate::key::KeyError::BadSignature))
        );
    }

    #[test]
    fn an_order_under_another_key_is_refused() {
        let signed = Signed::sign(order(), &network(), &SecretKey::from_seed(&[7; 32]));
        let read = Unverified::<PaymentOrder>::parse(signed.bytes()).unwrap();
        let other = SecretKey::from_seed(&[8; 32]).public();
        assert_eq!(read.verify(&network(), &other), Err(CoseError::WrongKey));
    }

    #[test]
    fn a_statement_of_another_kind_is_refused() {
        let signed = Signed::sign(order(), &network(), &SecretKey::from_seed(&[7; 32]));
        assert!(matches!(Unverified::<Receipt>::parse(signed.bytes()), Err(CoseError::ContentType { .. })));
    }

    #[test]
    fn unknown_fields_and_longer_numbers_are_refused() {
        let key = SecretKey::from_seed(&[7; 32]);
        let sound = cose::encode(&order());
        let aad = network();
        let parse = |payload: &[u8]| {
            let bytes = cose::sign(PaymentOrder::CONTENT_TYPE, payload, aad.as_str().as_bytes(), &key);
            Unverified::<PaymentOrder>::parse(&bytes).map(|_| ())
        };
        assert_eq!(parse(&sound), Ok(()));

        let mut unknown_field = sound.clone();
        unknown_field[0] += 1; // one more pair in the map
        unknown_field.extend([0x17, 0x00]);
        assert!(parse(&unknown_field).is_err());

        let mut long_version = vec![sound[0], 0x01, 0x18, 0x01];
        long_version.extend(&sound[3..]);
        assert!(parse(&long_version).is_err());

        let mut trailing = sound;
        trailing.push(0);
        assert!(parse(&trailing).is_err());
    }

    #[test]
    fn an_order_that_breaks_its_own_rules_is_refused() {
        type Breakage = fn(&mut PaymentOrder);
        let breakages: [(&str, Breakage); 7] = [
            ("nothing", |order| order.amount = Amount::ZERO),
            ("to itself", |order| order.payee = order.payer),
            ("expired when made", |order| order.expires_at = order.created_at),
            ("a long memo", |order| order.memo = Some("x".repeat(MEMO_MAX_CHARS + 1))),
            ("an empty memo", |order| order.memo = Some(String::new())),
            ("a memo that moves the cursor", |order| order.memo = Some("a\u{1b}[2Jb".to_owned())),
            ("a memo that turns the line around", |order| order.memo = Some("a\u{202e}b".to_owned())),
        ];
        for (what, breakage) in breakages {
            let mut order = order();
            breakage(&mut order);
            assert!(!order.is_sound(), "{what}");
        }
        assert!(order().is_sound());
    }

    fn rejection(code: &str) -> Rejection {
        Rejection {
            version: Version1,
            order_id: order().id,
            order_digest: Hash::of(b"order"),
            code: code.to_owned(),
            decided_at: order().created_at,
        }
    }

    #[test]
    fn a_rejection_for_a_reason_of_a_newer_bank_is_read_as_it_was_signed() {
        let key = SecretKey::from_seed(&[9; 32]);
        let signed = Signed::sign(rejection("x-new"), &network(), &key);
        let read = Unverified::<Rejection>::parse(signed.bytes()).unwrap();
        assert_eq!((read.body().code.as_str(), read.body().reason()), ("x-new", RejectReason::Unknown));
        assert_eq!(read.verify(&network(), &key.public()), Ok(signed));
    }

    #[test]
    fn a_rejection_whose_reason_is_no_code_is_refused() {
        for code in ["", "Zero", "two words", "ລາວ", "a\u{1b}[2J", &"x".repeat(65)] {
            assert!(!rejection(code).is_sound(), "{code:?}");
        }
        assert!(rejection(&"x".repeat(64)).is_sound());
    }

    #[test]
    fn the_banks_word_on_an_order_is_read_back_and_bound_to_its_network() {
        let key = SecretKey::from_seed(&[9; 32]);
        for reason in RejectReason::ALL {
            let signed = Signed::sign(rejection(reason.code()), &network(), &key);
            assert_eq!(signed.body().reason(), *reason);
            let read = Unverified::<Rejection>::parse(signed.bytes()).unwrap();
            assert_eq!(read.clone().verify(&network(), &key.public()), Ok(signed));
            assert!(read.verify(&"other".parse().unwrap(), &key.public()).is_err());
        }
        let body = NotSeen { version: Version1, order_id: order().id, as_of: order().expires_at };
        let signed = Signed::sign(body, &network(), &key);
        assert!(
            Unverified::<Rejection>::parse(signed.bytes()).is_err(),
            "one kind is never taken for the other"
        );
        let read = Unverified::<NotSeen>::parse(signed.bytes()).unwrap();
        assert_eq!(read.verify(&network(), &key.public()), Ok(signed));
    }

    proptest! {
        #[test]
        fn any_order_round_trips(
            id in any::<[u8; 16]>(), amount in 1..=Amount::MAX.att(), request in any::<Option<[u8; 16]>>(),
            memo in proptest::option::of("[a-z ກ-ໝ😀]{1,140}"), created in 0..1i64 << 50,
        ) {
            let created_at = Timestamp::from_micros(created).unwrap();
            let body = PaymentOrder {
                id: OrderId::from_bytes(id),
                amount: Amount::from_att(amount).unwrap(),
                request: request.map(RequestId::from_bytes),
                memo,
                created_at,
                expires_at: created_at.plus(std::time::Duration::from_mins(10)),
                ..order()
            };
            let signed = Signed::sign(body.clone(), &network(), &SecretKey::from_seed(&[7; 32]));
            let read = Unverified::<PaymentOrder>::parse(signed.bytes()).unwrap();
            prop_assert_eq!(read.body(), &body);
        }

        #[test]
        fn arbitrary_bytes_are_never_a_statement_and_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            prop_assert!(Unverified::<PaymentOrder>::parse(&bytes).is_err());
            prop_assert!(Unverified::<Receipt>::parse(&bytes).is_err());
        }
    }
}
