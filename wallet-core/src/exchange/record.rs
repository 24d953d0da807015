//! Top-ups in the database.

use bank_api::{amount::Amount, id::OrderId, problem::RejectReason, time::Timestamp};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use crate::store::{Column, StoreError, parsed};

/// A top-up, as the wallet remembers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopUp {
    /// Its id, which is also the `order_id` of its entry.
    pub id: OrderId,
    /// How much.
    pub amount: Amount,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// Where it stands.
    pub state: TopUpState,
}

/// Where a top-up stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TopUpState {
    /// Its end is not known: it may have been bought, and goes on by itself.
    Pending,
    /// Final: bought.
    Done,
    /// The bank says that nothing was bought and nothing paid. Final, unless its entry comes after all.
    Rejected(RejectReason),
}

const COLUMNS: &str = "id, amount, created_at, state, reason";

fn top_up(row: &Row<'_>) -> rusqlite::Result<TopUp> {
    let name: String = row.get(3)?;
    let state = match name.as_str() {
        "pending" => TopUpState::Pending,
        "done" => TopUpState::Done,
        _ => TopUpState::Rejected(parsed(row, 4)?),
    };
    Ok(TopUp {
        id: OrderId::get(row, 0)?,
        amount: Amount::get(row, 1)?,
        created_at: Timestamp::get(row, 2)?,
        state,
    })
}

/// Stores a top-up that is about to be asked for.
pub(super) fn insert(transaction: &Transaction<'_>, top_up: &TopUp) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO top_up (id, amount, created_at, state) VALUES (?1, ?2, ?3, 'pending')",
        params![top_up.id.as_bytes(), top_up.amount.signed_att(), top_up.created_at.micros()],
    )?;
    Ok(())
}

/// By the primary key.
pub(super) fn find(transaction: &Transaction<'_>, id: OrderId) -> Result<Option<TopUp>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM top_up WHERE id = ?1");
    Ok(transaction.prepare_cached(&sql)?.query_row([id.as_bytes()], top_up).optional()?)
}

/// By the index `top_up_unfinished`, the oldest first.
pub(super) fn unfinished(transaction: &Transaction<'_>) -> Result<Vec<OrderId>, StoreError> {
    let mut statement =
        transaction.prepare_cached("SELECT id FROM top_up WHERE state = 'pending' ORDER BY created_at")?;
    let rows = statement.query_map([], |row| OrderId::get(row, 0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Forgets a top-up that the bank refused to begin.
pub(super) fn forget(transaction: &Transaction<'_>, id: OrderId) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM top_up WHERE id = ?1 AND state = 'pending'", [id.as_bytes()])?;
    Ok(())
}

/// Is there a top-up whose end is not known?
pub(crate) fn any_unfinished(transaction: &Transaction<'_>) -> Result<bool, StoreError> {
    Ok(!unfinished(transaction)?.is_empty())
}

/// Stores how a top-up ended, if it has not ended yet; says whether it did now.
pub(super) fn finish(
    transaction: &Transaction<'_>,
    id: OrderId,
    state: TopUpState,
) -> Result<bool, StoreError> {
    if state == TopUpState::Pending {
        return Ok(false);
    }
    let changed = transaction.execute(
        "UPDATE top_up SET state = ?2, reason = ?3 WHERE id = ?1 AND state = 'pending'",
        params![id.as_bytes(), state.name(), state.reason().map(RejectReason::code)],
    )?;
    Ok(changed == 1)
}
