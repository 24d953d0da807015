//! What was signed about a payment, which is what counts when the bank contradicts it.

use bank_api::{encoding::base64url_encode, id::OrderId, log::hash::Hash};
use rusqlite::{OptionalExtension, Row, Transaction};

use super::record::Verdict;
use crate::store::{Column, StoreError};

/// What was signed: by the owner, and by the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Papers {
    /// The name of the payment's state.
    pub(crate) state: String,
    /// The owner's order.
    pub(crate) order: Vec<u8>,
    /// The bank's receipt.
    pub(crate) receipt: Option<Vec<u8>>,
    /// The bank's word that the order has failed.
    pub(crate) failure: Option<Vec<u8>>,
}

impl Papers {
    /// What is signed of a payment that ended so, with its order.
    pub(super) fn of(verdict: Verdict, order: Vec<u8>) -> Self {
        let state = verdict.state().name().to_owned();
        let (receipt, failure) = match verdict {
            Verdict::Settled { receipt, .. } => (Some(receipt), None),
            Verdict::Rejected { rejection: failure, .. } | Verdict::Expired { not_seen: failure, .. } => {
                (None, Some(failure))
            }
        };
        Self { state, order, receipt, failure }
    }

    /// As they are kept when they contradict something: each in base64url.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        let text = |bytes: &Option<Vec<u8>>| bytes.as_deref().map(base64url_encode);
        serde_json::json!({
            "order": base64url_encode(&self.order),
            "receipt": text(&self.receipt),
            "failure": text(&self.failure),
        })
    }
}

/// What was signed about the payment, by the primary key.
pub(crate) fn find(transaction: &Transaction<'_>, order_id: OrderId) -> Result<Option<Papers>, StoreError> {
    let mut statement = transaction
        .prepare_cached("SELECT state, signed_order, receipt, failure FROM payment WHERE order_id = ?1")?;
    let papers = |row: &Row<'_>| {
        Ok(Papers { state: row.get(0)?, order: row.get(1)?, receipt: row.get(2)?, failure: row.get(3)? })
    };
    Ok(statement.query_row([order_id.as_bytes()], papers).optional()?)
}

/// The verified entry that took the payment's money, as it is kept when it contradicts something. By the index
/// `entry_by_order`.
pub(crate) fn debit(
    transaction: &Transaction<'_>,
    order_id: OrderId,
) -> Result<Option<serde_json::Value>, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT seq, hash, leaf_index, counter_hash FROM entry WHERE order_id = ?1 AND direction = 'debit'",
    )?;
    let entry = |row: &Row<'_>| {
        Ok(serde_json::json!({
            "seq": u64::get(row, 0)?,
            "hash": Hash::get(row, 1)?,
            "leaf_index": u64::get(row, 2)?,
            "counter_hash": Hash::get(row, 3)?,
        }))
    };
    Ok(statement.query_row([order_id.as_bytes()], entry).optional()?)
}
