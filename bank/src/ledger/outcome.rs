//! What the ledger answers.

use bank_api::{
    encoding::Bytes,
    id::{AccountId, OrderId},
    log::hash::Hash,
    message::payment::PaymentOutcome,
    problem::RejectReason,
    time::Timestamp,
};

/// What the ledger decided about an instruction: the same for ever.
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
    /// The outcome of a customer's order as the API tells it. `None` for a settled operation of the bank, which has no
    /// receipt.
    pub fn into_message(self) -> Option<PaymentOutcome> {
        match self {
            Self::Settled(settled) => {
                settled.receipt.map(|receipt| PaymentOutcome::Settled { receipt: Bytes(receipt) })
            }
            Self::Rejected { reason, decided_at } => Some(PaymentOutcome::Rejected { reason, decided_at }),
        }
    }
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
