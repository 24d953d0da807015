use minicbor::{Decode, Encode};

use super::{Statement, Version1};
use crate::{id::OrderId, log::hash::Hash, problem::RejectReason, time::Timestamp};

/// The longest code of a reason, in bytes.
const CODE_MAX: usize = 64;

/// The bank's word that an order was rejected, for ever: no money has moved, and none will. Signed with the receipt key.
///
/// Without the signature, whoever stands between wallet and bank could call a payment rejected that was settled, and have it
/// paid again.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Rejection {
    /// The format's version.
    #[n(1)]
    pub version: Version1,
    /// The order that was rejected.
    #[n(2)]
    pub order_id: OrderId,
    /// SHA-256 of the signed order's bytes.
    #[n(3)]
    pub order_digest: Hash,
    /// Why: the code of a [`RejectReason`], or one that is newer than this version. 1 to 64 of `a` to `z`, `0` to `9`, `-`.
    #[n(4)]
    pub code: String,
    /// The time of the batch that decided.
    #[n(5)]
    pub decided_at: Timestamp,
}

impl Rejection {
    /// Why; [`RejectReason::Unknown`] when the bank is newer than this version. The order is rejected all the same.
    pub fn reason(&self) -> RejectReason {
        RejectReason::from_code(&self.code)
    }
}

impl Statement for Rejection {
    const CONTENT_TYPE: &'static str = "application/dlak-rejection+cbor";

    fn is_sound(&self) -> bool {
        let is_code = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (1..=CODE_MAX).contains(&self.code.len()) && self.code.bytes().all(is_code)
    }
}

/// The bank's word that its ledger has no such order, and that no batch up to a time will ever have it. Signed with the
/// receipt key.
///
/// An order that expires before `as_of` has failed for certain.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct NotSeen {
    /// The format's version.
    #[n(1)]
    pub version: Version1,
    /// The order that was asked for.
    #[n(2)]
    pub order_id: OrderId,
    /// The batch time until which that is certain: every later batch has a later time.
    #[n(3)]
    pub as_of: Timestamp,
}

impl Statement for NotSeen {
    const CONTENT_TYPE: &'static str = "application/dlak-not-seen+cbor";

    fn is_sound(&self) -> bool {
        true
    }
}
