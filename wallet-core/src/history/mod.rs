//! What the app shows from the store, without asking anybody: the balance, the entries a page at a time, those that are
//! searched for, and what they come to.

mod filter;
mod fold;
mod summary;
#[cfg(test)]
mod tests;

use bank_api::{
    amount::Amount,
    id::{AccountId, OrderId, RequestId},
    log::entry::{Direction, EntryKind},
    time::Timestamp,
};
pub use filter::HistoryFilter;
use rusqlite::{OptionalExtension, Row, Transaction};
pub use summary::HistorySummary;

use self::filter::SEARCHED;
use crate::{
    Wallet, WalletError,
    payment::record,
    store::{Column, StoreError, Wanted, named},
};

/// The most entries, or payments, that one page has.
pub(crate) const PAGE_MAX: u32 = 1000;

/// What the wallet holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// The balance after the newest verified entry.
    pub settled: Amount,
    /// What payments cost, or may yet cost, that no verified entry shows.
    pub reserved: Amount,
    /// What may be paid: `settled` less `reserved`.
    pub available: Amount,
}

/// One entry of the account, verified before it was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryItem {
    /// Its number, from 1, without gaps.
    pub seq: u64,
    /// What moved the money.
    pub kind: EntryKind,
    /// In or out.
    pub direction: Direction,
    /// How much.
    pub amount: Amount,
    /// The balance after it.
    pub balance_after: Amount,
    /// The account on the other side.
    pub counterparty: AccountId,
    /// Its name, as the bank knew it when the entry was synced.
    pub counterparty_name: String,
    /// The order, or the operation, that moved the money.
    pub order_id: OrderId,
    /// The payment request that was answered.
    pub request: Option<RequestId>,
    /// The payer's text.
    pub memo: Option<String>,
    /// When, by the bank's clock.
    pub settled_at: Timestamp,
}

impl Wallet {
    /// What the wallet holds, from the store: as of the last sync, less what is on its way out.
    pub async fn balance(&self) -> Result<Balance, WalletError> {
        self.store().read(balance).await
    }

    /// The newest entries before number `before` (all, when there is none), the newest first; at most `limit`, and at
    /// most 1000.
    pub async fn history(&self, before: Option<u64>, limit: u32) -> Result<Vec<HistoryItem>, WalletError> {
        self.history_matching(HistoryFilter::default(), before, limit).await
    }

    /// As [`Self::history`], of the entries that `filter` means.
    pub async fn history_matching(
        &self,
        filter: HistoryFilter,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<HistoryItem>, WalletError> {
        let limit = limit.min(PAGE_MAX);
        self.store()
            .search(move |transaction, wanted| newest(transaction, wanted, &filter, before, limit))
            .await
    }

    /// The entry of this order or operation, whoever paid; `None` when none is synced.
    pub async fn history_entry(&self, order_id: OrderId) -> Result<Option<HistoryItem>, WalletError> {
        self.store().read(move |transaction| of_order(transaction, order_id)).await
    }
}

/// The balance, by the primary key of `entry` and the index `payment_not_in_balance`.
pub(crate) fn balance(transaction: &Transaction<'_>) -> Result<Balance, StoreError> {
    let mut statement =
        transaction.prepare_cached("SELECT balance_after FROM entry ORDER BY seq DESC LIMIT 1")?;
    let settled = statement.query_row([], |row| Amount::get(row, 0)).optional()?.unwrap_or_default();
    let reserved = record::not_in_balance(transaction)?;
    let available = settled.checked_sub(reserved).unwrap_or(Amount::ZERO);
    Ok(Balance { settled, reserved, available })
}

fn newest(
    transaction: &Transaction<'_>,
    wanted: &Wanted,
    filter: &HistoryFilter,
    before: Option<u64>,
    limit: u32,
) -> Result<Vec<HistoryItem>, StoreError> {
    let before = before.map_or(i64::MAX, |seq| i64::try_from(seq).unwrap_or(i64::MAX));
    let mut items = Vec::new();
    if limit > 0 {
        filter.each(transaction, wanted, &columns(), before, |row| {
            items.push(item(row)?);
            Ok(items.len() < limit as usize)
        })?;
    }
    Ok(items)
}

/// By the index `entry_by_order`.
fn of_order(transaction: &Transaction<'_>, order_id: OrderId) -> Result<Option<HistoryItem>, StoreError> {
    let sql = format!("SELECT {} FROM entry WHERE order_id = ?1 ORDER BY seq LIMIT 1", columns());
    let mut statement = transaction.prepare_cached(&sql)?;
    Ok(statement.query_row([order_id.as_bytes()], item).optional()?)
}

/// What [`item`] reads.
fn columns() -> String {
    format!("{SEARCHED}, seq, kind, direction, amount, balance_after, counterparty, request, settled_at")
}

fn item(row: &Row<'_>) -> rusqlite::Result<HistoryItem> {
    Ok(HistoryItem {
        counterparty_name: row.get(0)?,
        memo: row.get(1)?,
        order_id: OrderId::get(row, 2)?,
        seq: u64::get(row, 3)?,
        kind: named(row, 4)?,
        direction: named(row, 5)?,
        amount: Amount::get(row, 6)?,
        balance_after: Amount::get(row, 7)?,
        counterparty: AccountId::get(row, 8)?,
        request: RequestId::optional(row, 9)?,
        settled_at: Timestamp::get(row, 10)?,
    })
}
