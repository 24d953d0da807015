use minicbor::{Decode, Decoder, Encode, Encoder};

use super::{Statement, Version1};
use crate::{id::OrderId, log::hash::Hash, problem::RejectReason, time::Timestamp};

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
    /// Why.
    #[n(4)]
    pub reason: RejectReason,
    /// The time of the batch that decided.
    #[n(5)]
    pub decided_at: Timestamp,
}

impl Statement for Rejection {
    const CONTENT_TYPE: &'static str = "application/dlak-rejection+cbor";

    fn is_sound(&self) -> bool {
        true
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

/// A reason is the text of its code.
impl<C> Encode<C> for RejectReason {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(self.code())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for RejectReason {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        d.str()?.parse().map_err(|_| minicbor::decode::Error::message("unknown reason to reject"))
    }
}
