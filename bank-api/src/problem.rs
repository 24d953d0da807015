//! The errors of the API (RFC 9457) and the reasons for which the ledger rejects an order.
//!
//! Callers switch on [`Problem::code`]; `title` and `detail` are for people. No problem holds a balance, a key or
//! another person's data.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    encoding::{Bytes, serde_as_text},
    time::Timestamp,
};

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// An enum whose variants have a stable kebab-case code; `FromStr` keeps unknown codes out.
macro_rules! codes {
    (
        $(#[$doc:meta])* $name:ident, $unknown:literal;
        $($(#[$variant_doc:meta])* $variant:ident = $code:literal, $title:literal;)+
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// What it means, in fixed English.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.code())
            }
        }

        impl FromStr for $name {
            type Err = UnknownCode;

            fn from_str(text: &str) -> Result<Self, UnknownCode> {
                Self::ALL.iter().copied().find(|known| known.code() == text).ok_or(UnknownCode($unknown))
            }
        }

    };
}

/// A code that this version does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {0}")]
pub struct UnknownCode(&'static str);

codes! {
    /// What is wrong with a request to the API.
    ProblemCode, "problem code";
    /// The body, the path or the query is not what the operation takes.
    InvalidRequest = "invalid-request", "The request is not what this operation takes";
    /// A POST that creates a thing has no `Idempotency-Key`.
    IdempotencyKeyMissing = "idempotency-key-missing", "An Idempotency-Key is required";
    /// `Content-Digest` and body differ.
    DigestMismatch = "digest-mismatch", "The body is not the one whose digest was sent";
    /// The signed statement in the body is damaged, or its signature is wrong.
    InvalidStatement = "invalid-statement", "The signed statement does not verify";
    /// The request has no signature, or a wrong one.
    SignatureInvalid = "signature-invalid", "The request's signature is missing or wrong";
    /// The signature's time is too far from the bank's. `server_time` says what time it is.
    ClockSkew = "clock-skew", "The request was signed at another time than now";
    /// The signature's nonce was used before.
    NonceReused = "nonce-reused", "The request was seen before";
    /// The bank does not know the key.
    UnknownKey = "unknown-key", "The key is not known";
    /// The device was revoked by its owner.
    DeviceRevoked = "device-revoked", "The device was revoked";
    /// The key may not do this.
    Forbidden = "forbidden", "The key may not do this";
    /// There is no such thing.
    NotFound = "not-found", "There is no such thing";
    /// The ledger has not seen the order; the signed `not_seen` says until when that is certain.
    NoSuchOrder = "no-such-order", "The ledger has no such order";
    /// The enrolment code is unknown or was used by another wallet.
    EnrolmentRefused = "enrolment-refused", "The enrolment code is not valid";
    /// The path does not take this method.
    MethodNotAllowed = "method-not-allowed", "The method is not allowed here";
    /// The body is too large.
    TooLarge = "too-large", "The body is too large";
    /// The body has another media type than the operation takes.
    UnsupportedMediaType = "unsupported-media-type", "The media type is not the one this operation takes";
    /// The key was used for another request before.
    IdempotencyKeyReused = "idempotency-key-reused", "The Idempotency-Key was used for another request";
    /// A business rule says no; `reason` says which.
    Rejected = "rejected", "The operation was rejected";
    /// Too many requests.
    TooManyRequests = "too-many-requests", "Too many requests";
    /// Something broke in the bank.
    Internal = "internal", "The bank could not do it";
    /// The bank is too busy, or shutting down.
    Unavailable = "unavailable", "The bank is busy";
}

serde_as_text!(ProblemCode);

impl ProblemCode {
    /// The HTTP status that goes with it.
    pub const fn status(self) -> u16 {
        match self {
            Self::InvalidRequest
            | Self::IdempotencyKeyMissing
            | Self::DigestMismatch
            | Self::InvalidStatement => 400,
            Self::SignatureInvalid | Self::ClockSkew | Self::NonceReused | Self::UnknownKey => 401,
            Self::DeviceRevoked | Self::Forbidden | Self::EnrolmentRefused => 403,
            Self::NotFound | Self::NoSuchOrder => 404,
            Self::MethodNotAllowed => 405,
            Self::TooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::IdempotencyKeyReused | Self::Rejected => 422,
            Self::TooManyRequests => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }

    /// May the very same thing succeed when it is tried again (signed anew)?
    pub const fn retryable(self) -> bool {
        matches!(
            self,
            Self::ClockSkew | Self::NonceReused | Self::TooManyRequests | Self::Internal | Self::Unavailable
        )
    }
}

codes! {
    /// Why the ledger rejected an order. Stored with the order: the same order gets the same answer for ever.
    RejectReason, "reason to reject";
    /// The payer has too little.
    InsufficientFunds = "insufficient-funds", "There is not enough money in the wallet";
    /// The order reached the ledger after it expired.
    OrderExpired = "order-expired", "The order expired before it was settled";
    /// The order asks to stay valid for longer than the ledger accepts.
    ValidTooLong = "valid-too-long", "The order asks to stay valid for too long";
    /// The amount is over what one payment may move.
    OverPaymentLimit = "over-payment-limit", "The amount is over the limit of one payment";
    /// The amount is over what is left for today.
    OverDailyLimit = "over-daily-limit", "The amount is over what is left of today's limit";
    /// There is no such payee.
    PayeeUnknown = "payee-unknown", "There is no such payee";
    /// The payee may not receive this kind of order now.
    PayeeCannotReceive = "payee-cannot-receive", "The payee can't receive this payment";
    /// The payer's account is frozen, or is not a wallet.
    PayerBlocked = "payer-blocked", "The payer's account may not pay";
    /// The wallet that is to be topped up is frozen.
    AccountFrozen = "account-frozen", "The wallet is frozen: nothing can be paid into it";
    /// Payer and payee are the same.
    SelfPayment = "self-payment", "Payer and payee are the same";
    /// The amount is nothing.
    ZeroAmount = "zero-amount", "The amount is nothing";
    /// The device that signed the order is revoked.
    DeviceRevoked = "device-revoked", "The device that signed the order was revoked";
    /// There is no such payment request.
    RequestUnknown = "request-unknown", "There is no such payment request";
    /// The payment request asks for another payee or amount.
    RequestMismatch = "request-mismatch", "The payment request asks for something else";
    /// The payment request is past its time.
    RequestExpired = "request-expired", "The payment request has expired";
    /// The payment request is paid already.
    RequestPaid = "request-paid", "The payment request is already paid";
    /// The id was used by another order.
    OrderIdReused = "order-id-reused", "The order's id was used by another order";
    /// The balance would be more than the ledger can hold.
    BalanceOverflow = "balance-overflow", "The balance would be larger than the ledger can hold";
    /// The fiat account has too little.
    InsufficientFiat = "insufficient-fiat", "There is not enough money in the bank account";
    /// A reason that a newer bank gives. Only read, never given: it ends an order like any other.
    Unknown = "unknown", "The bank rejected it for a reason that this version does not know";
}

impl Serialize for RejectReason {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// A code that this version does not know is [`RejectReason::Unknown`]: what was rejected must not stay open for a word.
impl<'de> Deserialize<'de> for RejectReason {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from_code(&String::deserialize(deserializer)?))
    }
}

impl RejectReason {
    /// The reason with this code; [`Unknown`](Self::Unknown) when this version has none.
    pub fn from_code(code: &str) -> Self {
        code.parse().unwrap_or(Self::Unknown)
    }

    /// The ISO 20022 reason (ExternalStatusReason1Code) that comes nearest.
    pub const fn iso20022(self) -> &'static str {
        match self {
            Self::InsufficientFunds | Self::InsufficientFiat => "AM04",
            Self::OrderExpired => "TM01",
            Self::OverPaymentLimit | Self::OverDailyLimit => "AM14",
            Self::PayeeUnknown => "AC01",
            Self::PayeeCannotReceive | Self::PayerBlocked | Self::AccountFrozen => "AC06",
            Self::SelfPayment | Self::DeviceRevoked => "AG01",
            Self::ZeroAmount => "AM01",
            Self::RequestUnknown | Self::RequestMismatch | Self::BalanceOverflow => "AM02",
            Self::RequestExpired | Self::ValidTooLong => "DT01",
            Self::RequestPaid | Self::OrderIdReused => "AM05",
            Self::Unknown => "NARR",
        }
    }
}

/// A problem (RFC 9457) with our extension members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[error("{code}: {detail}")]
pub struct Problem {
    /// `urn:dlak:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it means, in fixed English.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time, for people.
    pub detail: String,
    /// What callers switch on.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "clock-skew"))]
    pub code: ProblemCode,
    /// May the same thing succeed when it is tried again?
    pub retryable: bool,
    /// Why a business rule said no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "insufficient-funds"))]
    pub reason: Option<RejectReason>,
    /// With `no-such-order`: a signed [`NotSeen`](crate::statement::NotSeen), which says until when that is certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_seen: Option<Bytes>,
    /// With `clock-skew`: what time it is at the bank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server_time: Option<Timestamp>,
}

impl Problem {
    /// A problem of this kind; `detail` says what happened this time.
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("urn:dlak:problem:{code}"),
            title: code.title().to_owned(),
            status: code.status(),
            detail: detail.into(),
            code,
            retryable: code.retryable(),
            reason: None,
            not_seen: None,
            server_time: None,
        }
    }

    /// The operation was rejected for `reason`.
    pub fn rejected(reason: RejectReason) -> Self {
        Self { reason: Some(reason), ..Self::new(ProblemCode::Rejected, reason.title()) }
    }

    /// The ledger has no such order; `not_seen` is the signed [`NotSeen`](crate::statement::NotSeen).
    pub fn no_such_order(not_seen: Bytes) -> Self {
        let detail = "the ledger has no such order, and not_seen says until when that is certain";
        Self { not_seen: Some(not_seen), ..Self::new(ProblemCode::NoSuchOrder, detail) }
    }

    /// The request was signed at another time than `server_time`.
    pub fn clock_skew(server_time: Timestamp) -> Self {
        let detail = "the request was signed at another time than now: sign it again by the bank's clock";
        Self { server_time: Some(server_time), ..Self::new(ProblemCode::ClockSkew, detail) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_unique_and_reads_back() {
        for code in ProblemCode::ALL {
            assert_eq!(code.code().parse(), Ok(*code));
        }
        for reason in RejectReason::ALL {
            assert_eq!(reason.code().parse(), Ok(*reason));
            assert_eq!(reason.iso20022().len(), 4);
        }
        assert!("teapot".parse::<ProblemCode>().is_err());
    }

    #[test]
    fn a_reason_of_a_newer_bank_is_unknown_in_json_and_refused_by_the_strict_reader() {
        assert!("x-new".parse::<RejectReason>().is_err());
        let mut json = serde_json::to_value(Problem::rejected(RejectReason::ZeroAmount)).unwrap();
        json["reason"] = "x-new".into();
        let read: Problem = serde_json::from_value(json).unwrap();
        assert_eq!(read.reason, Some(RejectReason::Unknown));
        assert!(serde_json::from_str::<RejectReason>("7").is_err());
    }

    #[test]
    fn a_problem_round_trips_and_leaves_out_what_it_has_not() {
        let problem = Problem::rejected(RejectReason::InsufficientFunds);
        let json = serde_json::to_value(&problem).unwrap();
        assert_eq!(json["code"], "rejected");
        assert_eq!(json["reason"], "insufficient-funds");
        assert_eq!(json["type"], "urn:dlak:problem:rejected");
        assert!(json.get("not_seen").is_none());
        assert_eq!(serde_json::from_value::<Problem>(json).unwrap(), problem);
    }
}
