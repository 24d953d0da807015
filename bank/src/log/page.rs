use bank_api::{
    id::AccountId,
    log::{
        entry::{Direction, Entry},
        hash::Hash,
    },
    message::wallet::{EntriesPage, EntriesQuery, EntryItem},
};
use rusqlite::{Row, Transaction};

use crate::{
    directory,
    store::{Column, StoreError, batch, count, kind},
};

/// A page of an account's entries and what proves it, all read in one snapshot.
///
/// A `tree_size` that the log has not reached has no consistency proof: it is left empty, and whoever asked sees that
/// his checkpoint is not of this log.
pub fn entries_page(
    tx: &Transaction<'_>,
    account: AccountId,
    query: EntriesQuery,
) -> Result<EntriesPage, StoreError> {
    let head = batch::head(tx)?.ok_or_else(|| StoreError::damaged("the ledger has no head"))?;
    let size = head.frontier.size();
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let mut entries = entries_after(tx, account, query.after, query.limit.saturating_add(1))?;
    let more = entries.len() > limit;
    entries.truncate(limit);
    for item in &mut entries {
        item.counterparty_name = directory::name(tx, item.entry.counterparty)?;
    }
    let inclusion = match entries.last() {
        Some(last) => super::inclusion(tx, last.leaf_index, size)?
            .ok_or_else(|| StoreError::damaged("an entry has a leaf that the log has not"))?,
        None => Vec::new(),
    };
    let consistency = super::consistency(tx, query.tree_size, size)?.unwrap_or_default();
    Ok(EntriesPage { entries, more, checkpoint: head.checkpoint, consistency, inclusion })
}

/// The account's entries after number `after`, in order. Relies on the primary key of `entry`.
fn entries_after(
    tx: &Transaction<'_>,
    account: AccountId,
    after: u64,
    limit: u32,
) -> Result<Vec<EntryItem>, StoreError> {
    let Ok(after) = count(after) else { return Ok(Vec::new()) };
    let mut select = tx.prepare_cached(
        "SELECT seq, kind, order_id, debtor, creditor, amount, balance_after, settled_at, request, memo, blinding,
                leaf_index, debit_hash, credit_hash
         FROM entry JOIN transfer USING (leaf_index)
         WHERE account = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
    )?;
    let rows = select.query_map((account.as_bytes(), after, limit), |row| read_entry(row, account))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The entry of `account` from the columns that [`entries_after`] selects; without the counterparty's name.
pub(crate) fn read_entry(row: &Row<'_>, account: AccountId) -> rusqlite::Result<EntryItem> {
    let (debtor, creditor) = (AccountId::get(row, 3)?, AccountId::get(row, 4)?);
    let (debit_hash, credit_hash) = (Hash::get(row, 12)?, Hash::get(row, 13)?);
    let (direction, counterparty, counter_hash) = if debtor == account {
        (Direction::Debit, creditor, credit_hash)
    } else {
        (Direction::Credit, debtor, debit_hash)
    };
    let entry = Entry {
        seq: Column::get(row, 0)?,
        kind: kind::read(row, 1)?,
        order_id: Column::get(row, 2)?,
        counterparty,
        direction,
        amount: Column::get(row, 5)?,
        balance_after: Column::get(row, 6)?,
        settled_at: Column::get(row, 7)?,
        request: Column::optional(row, 8)?,
        memo: row.get(9)?,
        blinding: Column::get(row, 10)?,
    };
    Ok(EntryItem { entry, counterparty_name: String::new(), leaf_index: Column::get(row, 11)?, counter_hash })
}
