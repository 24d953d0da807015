use minicbor::{Decode, Encode};

use super::{Lak, OrderKind, Statement, Version1};
use crate::{
    amount::Amount,
    id::{AccountId, OrderId, RequestId},
    log::{entry::Leaf, hash::Hash},
    time::Timestamp,
};

/// The bank's proof that a transfer is final, signed with the bank's receipt key.
///
/// It names the leaf of the ledger log that holds the transfer: with an inclusion proof for [`Receipt::leaf`] at
/// `leaf_index` under a checkpoint, anyone who holds the receipt can show that the ledger has it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Receipt {
    /// The format's version.
    #[n(1)]
    pub version: Version1,
    /// The order that was settled.
    #[n(2)]
    pub order_id: OrderId,
    /// SHA-256 of the signed order's bytes.
    #[n(3)]
    pub order_digest: Hash,
    /// What it was for.
    #[n(4)]
    pub kind: OrderKind,
    /// Who paid.
    #[n(5)]
    pub payer: AccountId,
    /// Who was paid.
    #[n(6)]
    pub payee: AccountId,
    /// How much, in att.
    #[n(7)]
    pub amount: Amount,
    /// In which currency.
    #[n(8)]
    pub currency: Lak,
    /// The payment request that it answered.
    #[n(9)]
    pub request: Option<RequestId>,
    /// The time of the batch that settled it.
    #[n(10)]
    pub settled_at: Timestamp,
    /// The transfer's place in the ledger log.
    #[n(11)]
    pub leaf_index: u64,
    /// The hash of the payer's entry.
    #[n(12)]
    pub debit_hash: Hash,
    /// The hash of the payee's entry.
    #[n(13)]
    pub credit_hash: Hash,
}

impl Receipt {
    /// The leaf of the ledger log that holds the transfer.
    pub fn leaf(&self) -> Leaf {
        Leaf::Transfer { debit: self.debit_hash, credit: self.credit_hash }
    }
}

impl Statement for Receipt {
    const CONTENT_TYPE: &'static str = "application/dlak-receipt+cbor";

    fn is_sound(&self) -> bool {
        !self.amount.is_zero() && self.payer != self.payee
    }
}
