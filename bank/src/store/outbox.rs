//! Redemptions that settled and whose fiat money is not yet paid out.
//!
//! ```text
//! settlement --same transaction--> row --done(), same transaction--> exchange --pays the customer
//! ```
//!
//! A crash between leaves the row: it is paid out when the bank starts again, and once, because the exchange takes it
//! over in one transaction and pays out under the order's id.

use bank_api::{
    amount::Amount,
    id::{AccountId, OrderId},
    time::Timestamp,
};
use rusqlite::{OptionalExtension, Row, Transaction};

use super::{Column, StoreError, count};

/// A redemption that settled: the customer's digital kip is at the commercial bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettledRedemption {
    /// The transfer's place in the ledger log.
    pub leaf_index: u64,
    /// The order.
    pub order_id: OrderId,
    /// The customer's account.
    pub payer: AccountId,
    /// The commercial bank's account.
    pub participant: AccountId,
    /// How much.
    pub amount: Amount,
    /// When it settled.
    pub settled_at: Timestamp,
}

const COLUMNS: &str =
    "SELECT leaf_index, order_id, payer, participant, amount, settled_at FROM redemption_outbox";

fn read(row: &Row<'_>) -> rusqlite::Result<SettledRedemption> {
    Ok(SettledRedemption {
        leaf_index: Column::get(row, 0)?,
        order_id: Column::get(row, 1)?,
        payer: Column::get(row, 2)?,
        participant: Column::get(row, 3)?,
        amount: Column::get(row, 4)?,
        settled_at: Column::get(row, 5)?,
    })
}

/// The oldest redemptions that are not paid out, from leaf `from` on, at most `limit`.
pub fn pending(tx: &Transaction<'_>, from: u64, limit: u32) -> Result<Vec<SettledRedemption>, StoreError> {
    let mut select =
        tx.prepare_cached(&format!("{COLUMNS} WHERE leaf_index >= ?1 ORDER BY leaf_index LIMIT ?2"))?;
    Ok(select.query_map((count(from)?, limit), read)?.collect::<Result<_, _>>()?)
}

/// The redemption with this order, if it is not paid out.
pub fn find(tx: &Transaction<'_>, order: OrderId) -> Result<Option<SettledRedemption>, StoreError> {
    let mut select = tx.prepare_cached(&format!("{COLUMNS} WHERE order_id = ?1"))?;
    Ok(select.query_row([order.as_bytes()], read).optional()?)
}

/// Takes a redemption away, in the transaction that takes over paying it. False when it was taken away before.
pub fn done(tx: &Transaction<'_>, order: OrderId) -> Result<bool, StoreError> {
    let mut delete = tx.prepare_cached("DELETE FROM redemption_outbox WHERE order_id = ?1")?;
    Ok(delete.execute([order.as_bytes()])? == 1)
}
