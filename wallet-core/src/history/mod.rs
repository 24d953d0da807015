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

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    };

    use super::*;
    use crate::{OpenedFiles, Purpose, StoreError, WalletFiles, WalletParts, testing::World};

    /// Counts the thousands of steps that SQLite's machine takes.
    struct Counted(Arc<dyn WalletFiles>, Arc<AtomicU32>);

    impl WalletFiles for Counted {
        fn open(&self, purpose: Purpose) -> Result<OpenedFiles, StoreError> {
            let mut opened = self.0.open(purpose)?;
            let count = Arc::clone(&self.1);
            let step = move || {
                count.fetch_add(1, Ordering::Relaxed);
                false
            };
            opened.connection.progress_handler(1000, Some(step))?;
            Ok(opened)
        }
    }

    #[tokio::test]
    async fn the_newest_page_of_a_long_life_is_shown_without_reading_the_rest() {
        let world = World::new().await;
        world
            .payer
            .store()
            .write(|transaction| {
                let sql = "WITH RECURSIVE number (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM number WHERE n < 100000)
                     INSERT INTO entry SELECT n, kind, order_id, counterparty, counterparty_name, direction, amount,
                        balance_after, settled_at, request, memo, blinding, hash, leaf_index, counter_hash
                     FROM entry, number WHERE seq = 1";
                assert_eq!(transaction.execute(sql, [])?, 99_999);
                let sql = "WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 20000)
                     INSERT INTO payment (order_id, kind, payee, payee_name, amount, created_at, expires_at,
                        signed_order, state, receipt, decided_at, entry_seq)
                     SELECT randomblob(16), 'payment', zeroblob(16), '', 1, n, n + 1, x'', 'settled', x'', 1, n
                     FROM number";
                assert_eq!(transaction.execute(sql, [])?, 20_000);
                Ok(())
            })
            .await
            .unwrap();
        let World { phone, payer, .. } = world;
        drop(payer);
        let kilosteps = Arc::new(AtomicU32::new(0));
        let files = Arc::new(Counted(phone.parts().files, Arc::clone(&kilosteps)));
        let wallet = Wallet::open(WalletParts { files, ..phone.parts() }).await.unwrap();
        assert_eq!(wallet.balance().await.unwrap().settled, crate::testing::kip(1000));
        let page = wallet.history(None, 50).await.unwrap();
        assert_eq!((page.len(), page[0].seq), (50, 100_000));
        assert_eq!(wallet.payments(None, 50).await.unwrap().len(), 50);
        assert_eq!(wallet.resume().await.unwrap(), []);
        let kilosteps = kilosteps.load(Ordering::Relaxed);
        assert!(kilosteps < 20, "{kilosteps} thousand steps");
    }
}
