//! What the ledger answers.

use bank_api::{
    encoding::Bytes,
    id::{AccountId, OrderId},
    log::hash::Hash,
    message::payment::PaymentOutcome,
    problem::RejectReason,
    statement::{NotSeen, Rejection, Signed, Version1},
    time::Timestamp,
};

use super::LedgerKeys;

/// What the ledger decided about an instruction: the same for ever. Not so for an instruction whose id belonged to another one: that is
/// rejected as [`RejectReason::OrderIdReused`] each time it comes, by that batch's time, and nothing of it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The money has moved.
    Settled(Settled),
    /// No money has moved, and none will under this id.
    Rejected {
        /// Why.
        reason: RejectReason,
        /// The time of the batch that decided.
        decided_at: Timestamp,
    },
}

/// Money that has moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The transfer's place in the ledger log.
    pub leaf_index: u64,
    /// The time of the batch.
    pub settled_at: Timestamp,
    /// The signed [`Receipt`](bank_api::statement::Receipt) of a customer's order. Operations of the bank have none.
    pub receipt: Option<Vec<u8>>,
}

impl Outcome {
    /// The outcome of the customer's order with this id and digest as the API tells it: signed either way, to the same
    /// bytes each time, but for an id that was another's: its rejection has the digest of the order that came in and the time of the
    /// batch that it came to. `None` for a settled operation of the bank, which has no receipt.
    pub fn into_message(
        self,
        order_id: OrderId,
        order_digest: Hash,
        keys: &LedgerKeys,
    ) -> Option<PaymentOutcome> {
        match self {
            Self::Settled(settled) => {
                settled.receipt.map(|receipt| PaymentOutcome::Settled { receipt: Bytes(receipt) })
            }
            Self::Rejected { reason, decided_at } => {
                debug_assert!(reason != RejectReason::Unknown, "a bank knows its own reasons");
                let code = reason.code().to_owned();
                let rejection = Rejection { version: Version1, order_id, order_digest, code, decided_at };
                let signed = Signed::sign(rejection, &keys.network, &keys.receipt);
                Some(PaymentOutcome::Rejected { rejection: Bytes(signed.bytes().to_vec()) })
            }
        }
    }
}

/// The bank's signed word that its ledger has not seen an order.
pub fn not_seen(order_id: OrderId, as_of: Timestamp, keys: &LedgerKeys) -> Bytes {
    let not_seen = NotSeen { version: Version1, order_id, as_of };
    Bytes(Signed::sign(not_seen, &keys.network, &keys.receipt).bytes().to_vec())
}

/// An instruction that the ledger has decided, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Its id.
    pub order_id: OrderId,
    /// SHA-256 of what was instructed.
    pub digest: Hash,
    /// Who pays.
    pub payer: AccountId,
    /// Who is paid.
    pub payee: AccountId,
    /// The decision.
    pub outcome: Outcome,
}

/// The answer to "what became of it?".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// It was decided.
    Decided(Box<Decided>),
    /// The ledger has not seen it, and what expires at or before `as_of` it will never settle.
    NotSeen {
        /// The batch time until which that is certain.
        as_of: Timestamp,
    },
}
