//! Exchanges in the database.

use bank_api::{id::OrderId, message::exchange::ExchangeKind, problem::RejectReason, time::Timestamp};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{
    customer,
    state::{Exchange, State},
};
use crate::store::{
    Column, StoreError,
    outbox::{self, SettledRedemption},
    parsed,
};

const COLUMNS: &str =
    "SELECT id, kind, account, participant, customer, amount, state, reason, created_at FROM exchange";

fn kind_name(kind: ExchangeKind) -> &'static str {
    match kind {
        ExchangeKind::TopUp => "top-up",
        ExchangeKind::Redemption => "redemption",
        ExchangeKind::Purchase => "purchase",
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Exchange> {
    let bad = |index, name: &str| {
        rusqlite::Error::InvalidColumnType(index, name.to_owned(), rusqlite::types::Type::Text)
    };
    let kind = match row.get_ref(1)?.as_str()? {
        "top-up" => ExchangeKind::TopUp,
        "redemption" => ExchangeKind::Redemption,
        "purchase" => ExchangeKind::Purchase,
        _ => return Err(bad(1, "kind")),
    };
    let reason: Option<String> = row.get(7)?;
    let reason: Option<RejectReason> =
        reason.map(|reason| reason.parse().map_err(|_| bad(7, "reason"))).transpose()?;
    let state = State::from_columns(row.get_ref(6)?.as_str()?, reason).ok_or_else(|| bad(6, "state"))?;
    Ok(Exchange {
        id: OrderId::get(row, 0)?,
        kind,
        account: Column::get(row, 2)?,
        participant: parsed(row, 3)?,
        customer: OrderId::optional(row, 4)?,
        amount: Column::get(row, 5)?,
        state,
        created_at: Timestamp::get(row, 8)?,
    })
}

/// Stores a new exchange. Says no if there is one with its id already.
pub(super) fn insert(tx: &Transaction<'_>, exchange: &Exchange) -> Result<bool, StoreError> {
    let (state, reason) = exchange.state.columns();
    let rows = tx
        .prepare_cached(
            "INSERT INTO exchange
                 (id, kind, account, participant, customer, amount, state, reason, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9) ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            exchange.id.as_bytes(),
            kind_name(exchange.kind),
            exchange.account.as_bytes(),
            exchange.participant.as_str(),
            exchange.customer.map(|customer| *customer.as_bytes()),
            exchange.amount.signed_att(),
            state,
            reason.map(RejectReason::code),
            exchange.created_at.micros(),
        ])?;
    Ok(rows == 1)
}

/// By the primary key.
pub(super) fn find(
    tx: &Transaction<'_>,
    id: OrderId,
    kind: ExchangeKind,
) -> Result<Option<Exchange>, StoreError> {
    let mut statement = tx.prepare_cached(&format!("{COLUMNS} WHERE id = ?1 AND kind = ?2"))?;
    Ok(statement.query_row(params![id.as_bytes(), kind_name(kind)], from_row).optional()?)
}

/// All with this id, of any kind: at most two. By the primary key's first column.
pub(super) fn find_all(tx: &Transaction<'_>, id: OrderId) -> Result<Vec<Exchange>, StoreError> {
    let mut statement = tx.prepare_cached(&format!("{COLUMNS} WHERE id = ?1 ORDER BY kind"))?;
    Ok(statement.query_map([id.as_bytes()], from_row)?.collect::<Result<_, _>>()?)
}

/// Those that are under way, the oldest first, at most `limit`, after the one that was looked at last. By the index
/// `exchange_unfinished`.
pub(super) fn unfinished(
    tx: &Transaction<'_>,
    after: Option<&Exchange>,
    limit: u32,
) -> Result<Vec<Exchange>, StoreError> {
    let mut statement = tx.prepare_cached(&format!(
        "{COLUMNS} WHERE state NOT IN ('done', 'rejected') AND (created_at, id) > (?1, ?2)
         ORDER BY created_at, id LIMIT ?3"
    ))?;
    let (created_at, id) =
        after.map_or((i64::MIN, [0; 16]), |last| (last.created_at.micros(), *last.id.as_bytes()));
    Ok(statement.query_map(params![created_at, id, limit], from_row)?.collect::<Result<_, _>>()?)
}

/// Stores that a step is done, if the exchange still stands where it stood before the step. Says no if another
/// has gone on in the meantime: what he stored is as true.
pub(super) fn advance(
    tx: &Transaction<'_>,
    exchange: &Exchange,
    next: State,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if !exchange.state.may_become(next) {
        return Err(StoreError::Refused(format!("{:?} can't follow {:?}", next, exchange.state)));
    }
    let ((before, _), (after, reason)) = (exchange.state.columns(), next.columns());
    let rows = tx
        .prepare_cached(
            "UPDATE exchange SET state = ?4, reason = ?5, updated_at = ?6 WHERE id = ?1 AND kind = ?2 AND state = ?3",
        )?
        .execute(params![
            exchange.id.as_bytes(),
            kind_name(exchange.kind),
            before,
            after,
            reason.map(RejectReason::code),
            now.micros(),
        ])?;
    Ok(rows == 1)
}

/// The exchange that a settled redemption is: its fiat money is owed to the customer who opened the payer's wallet. `None` if
/// that is nobody, which the audit finds.
pub(super) fn of_redemption(
    tx: &Transaction<'_>,
    settled: &SettledRedemption,
) -> Result<Option<Exchange>, StoreError> {
    let customer = customer::by_wallet(tx, settled.payer)?;
    Ok(customer.map(|customer| Exchange {
        id: settled.order_id,
        kind: ExchangeKind::Redemption,
        account: settled.payer,
        participant: customer.participant,
        customer: Some(customer.id),
        amount: settled.amount,
        state: State::Settled,
        created_at: settled.settled_at,
    }))
}

/// Makes exchanges of the oldest settled redemptions from leaf `from` on, at most `limit`: from then on they are found here, and no
/// longer in the outbox. Says where to go on, or `None` when there were none. Those of nobody stay where they are.
pub(super) fn take_over(tx: &Transaction<'_>, from: u64, limit: u32) -> Result<Option<u64>, StoreError> {
    let mut next = None;
    for settled in outbox::pending(tx, from, limit)? {
        if let Some(exchange) = of_redemption(tx, &settled)? {
            insert(tx, &exchange)?;
            outbox::done(tx, settled.order_id)?;
        }
        next = Some(settled.leaf_index + 1);
    }
    Ok(next)
}
