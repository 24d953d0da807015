//! What the app shows from the store, without asking anybody: the balance, and the entries a page at a time.

use bank_api::{
    amount::Amount,
    id::{AccountId, OrderId, RequestId},
    log::entry::{Direction, EntryKind},
    time::Timestamp,
};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use crate::{
    Wallet, WalletError,
    payment::record,
    store::{Column, StoreError, named},
};

/// The most entries that one page of the history has.
const PAGE_MAX: u32 = 1000;

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
        self.store().read(move |transaction| newest(transaction, before, limit.min(PAGE_MAX))).await
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

/// By the primary key of `entry`.
fn newest(
    transaction: &Transaction<'_>,
    before: Option<u64>,
    limit: u32,
) -> Result<Vec<HistoryItem>, StoreError> {
    let before = before.map_or(i64::MAX, |seq| i64::try_from(seq).unwrap_or(i64::MAX));
    let mut statement = transaction.prepare_cached(
        "SELECT seq, kind, direction, amount, balance_after, counterparty, counterparty_name, order_id,
                request, memo, settled_at
         FROM entry WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2",
    )?;
    let rows = statement.query_map(params![before, limit], item)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn item(row: &Row<'_>) -> rusqlite::Result<HistoryItem> {
    Ok(HistoryItem {
        seq: u64::get(row, 0)?,
        kind: named(row, 1)?,
        direction: named(row, 2)?,
        amount: Amount::get(row, 3)?,
        balance_after: Amount::get(row, 4)?,
        counterparty: AccountId::get(row, 5)?,
        counterparty_name: row.get(6)?,
        order_id: OrderId::get(row, 7)?,
        request: RequestId::optional(row, 8)?,
        memo: row.get(9)?,
        settled_at: Timestamp::get(row, 10)?,
    })
}
