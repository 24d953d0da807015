//! Outgoing payments in the database.

use bank_api::{
    amount::Amount,
    id::{AccountId, OrderId, RequestId},
    log::hash::Hash,
    problem::RejectReason,
    statement::{OrderKind, PaymentOrder, Signed},
    time::Timestamp,
};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::PaymentState;
use crate::store::{Column, StoreError};

/// An outgoing payment, as the wallet remembers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The order's id.
    pub order_id: OrderId,
    /// Payment or redemption.
    pub kind: OrderKind,
    /// Who is paid.
    pub payee: AccountId,
    /// The payee's name, as the bank knew it when the payment was confirmed.
    pub payee_name: String,
    /// How much.
    pub amount: Amount,
    /// The payment request that it answers.
    pub request: Option<RequestId>,
    /// The text for the payee.
    pub memo: Option<String>,
    /// When it was confirmed.
    pub created_at: Timestamp,
    /// After this the bank never settles it.
    pub expires_at: Timestamp,
    /// Where it stands.
    pub state: PaymentState,
    /// When that was decided, by the bank's clock; `None` until it is final.
    pub decided_at: Option<Timestamp>,
}

/// How a payment ended, and what the bank signed to say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Settled { receipt: Vec<u8>, debit_hash: Hash, at: Timestamp },
    Rejected { rejection: Vec<u8>, reason: RejectReason, at: Timestamp },
    Expired { not_seen: Vec<u8>, at: Timestamp },
}

impl Verdict {
    pub(super) fn state(&self) -> PaymentState {
        match self {
            Self::Settled { .. } => PaymentState::Settled,
            Self::Rejected { reason, .. } => PaymentState::Rejected(*reason),
            Self::Expired { .. } => PaymentState::Expired,
        }
    }
}

/// What became of a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finished {
    /// It is stored.
    Now,
    /// The payment was final before, and stays as it was.
    Before,
    /// The verified history says otherwise: nothing was stored.
    Contradicted,
}

const COLUMNS: &str = "order_id, kind, payee, payee_name, amount, request, memo, created_at, expires_at, state, \
                       reason, decided_at";

fn payment(row: &Row<'_>) -> rusqlite::Result<Payment> {
    let kind: String = row.get(1)?;
    let name: String = row.get(9)?;
    let reason = match row.get_ref(10)?.data_type() {
        rusqlite::types::Type::Null => None,
        _ => Some(crate::store::parsed(row, 10)?),
    };
    let state = PaymentState::from_name(&name, reason).ok_or_else(|| {
        rusqlite::Error::InvalidColumnType(9, "state".to_owned(), rusqlite::types::Type::Text)
    })?;
    Ok(Payment {
        order_id: OrderId::get(row, 0)?,
        kind: if kind == "redemption" { OrderKind::Redemption } else { OrderKind::Payment },
        payee: AccountId::get(row, 2)?,
        payee_name: row.get(3)?,
        amount: Amount::get(row, 4)?,
        request: RequestId::optional(row, 5)?,
        memo: row.get(6)?,
        created_at: Timestamp::get(row, 7)?,
        expires_at: Timestamp::get(row, 8)?,
        state,
        decided_at: Timestamp::optional(row, 11)?,
    })
}

/// Stores a signed order in state `created`.
pub(crate) fn insert(
    transaction: &Transaction<'_>,
    order: &Signed<PaymentOrder>,
    payee_name: &str,
) -> Result<(), StoreError> {
    let body = order.body();
    let kind = match body.kind {
        OrderKind::Payment => "payment",
        OrderKind::Redemption => "redemption",
    };
    transaction.execute(
        "INSERT INTO payment (order_id, kind, payee, payee_name, amount, request, memo, created_at, expires_at,
                              signed_order, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'created')",
        params![
            body.id.as_bytes(),
            kind,
            body.payee.as_bytes(),
            payee_name,
            body.amount.signed_att(),
            body.request.as_ref().map(RequestId::as_bytes),
            body.memo,
            body.created_at.micros(),
            body.expires_at.micros(),
            order.bytes(),
        ],
    )?;
    Ok(())
}

/// The payment and its signed order, by the primary key.
pub(crate) fn find(
    transaction: &Transaction<'_>,
    order_id: OrderId,
) -> Result<Option<(Payment, Vec<u8>)>, StoreError> {
    let sql = format!("SELECT {COLUMNS}, signed_order FROM payment WHERE order_id = ?1");
    let mut statement = transaction.prepare_cached(&sql)?;
    Ok(statement.query_row([order_id.as_bytes()], |row| Ok((payment(row)?, row.get(12)?))).optional()?)
}

/// A receipt's bytes, and its proof if there is one.
type Proof = (Vec<u8>, Option<String>);

/// The receipt of a settled payment, and its proof if that was fetched before.
pub(crate) fn receipt(transaction: &Transaction<'_>, order_id: OrderId) -> Result<Option<Proof>, StoreError> {
    let mut statement = transaction
        .prepare_cached("SELECT receipt, proof FROM payment WHERE order_id = ?1 AND state = 'settled'")?;
    Ok(statement.query_row([order_id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Keeps the proof of a settled payment, so that it can be shown without the bank.
pub(crate) fn keep_proof(
    transaction: &Transaction<'_>,
    order_id: OrderId,
    proof: &str,
) -> Result<(), StoreError> {
    transaction
        .execute("UPDATE payment SET proof = ?2 WHERE order_id = ?1", params![order_id.as_bytes(), proof])?;
    Ok(())
}

/// The newest payments, or those older than the one of the order `before`; `None` when there is no such. By the index
/// `payment_by_time`.
pub(crate) fn newest(
    transaction: &Transaction<'_>,
    before: Option<OrderId>,
    limit: u32,
) -> Result<Option<Vec<Payment>>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM payment WHERE (created_at, order_id) < (?1, ?2)
         ORDER BY created_at DESC, order_id DESC LIMIT ?3"
    );
    let (at, id) = match before {
        None => (i64::MAX, [u8::MAX; 16]),
        Some(id) => match find(transaction, id)? {
            Some((payment, _)) => (payment.created_at.micros(), *id.as_bytes()),
            None => return Ok(None),
        },
    };
    let mut statement = transaction.prepare_cached(&sql)?;
    let rows = statement.query_map(params![at, id, limit], payment)?;
    Ok(Some(rows.collect::<Result<_, _>>()?))
}

/// The payments that are not final, the oldest first, by the index `payment_unfinished`.
pub(crate) fn unfinished(transaction: &Transaction<'_>) -> Result<Vec<OrderId>, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT order_id FROM payment WHERE state IN ('created', 'submitted') ORDER BY created_at",
    )?;
    let rows = statement.query_map([], |row| OrderId::get(row, 0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Is there a payment that is not final?
pub(crate) fn any_unfinished(transaction: &Transaction<'_>) -> Result<bool, StoreError> {
    Ok(!unfinished(transaction)?.is_empty())
}

/// What payments cost that no stored entry shows yet, by the index `payment_not_in_balance`.
pub(crate) fn not_in_balance(transaction: &Transaction<'_>) -> Result<Amount, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT coalesce(sum(amount), 0) FROM payment INDEXED BY payment_not_in_balance
         WHERE state IN ('created', 'submitted', 'settled') AND entry_seq IS NULL",
    )?;
    Ok(statement.query_row([], |row| Amount::get(row, 0))?)
}

/// Did this wallet ever pay this account? By the index `entry_by_counterparty`.
pub(crate) fn has_paid(transaction: &Transaction<'_>, payee: AccountId) -> Result<bool, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM entry WHERE counterparty = ?1 AND direction = 'debit')",
    )?;
    Ok(statement.query_row([payee.as_bytes()], |row| row.get(0))?)
}

/// Is there a payment for this request that may cost? By the index `payment_by_request`.
pub(crate) fn answers(transaction: &Transaction<'_>, request: RequestId) -> Result<bool, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM payment
                        WHERE request = ?1 AND state IN ('created', 'submitted', 'settled'))",
    )?;
    Ok(statement.query_row([request.as_bytes()], |row| row.get(0))?)
}

/// Moves a payment from `created` to `submitted`: from here on it may have reached the bank. Says whether it did now.
pub(crate) fn submit(transaction: &Transaction<'_>, order_id: OrderId) -> Result<bool, StoreError> {
    debug_assert!(PaymentState::Created.may_become(PaymentState::Submitted));
    let changed = transaction.execute(
        "UPDATE payment SET state = 'submitted' WHERE order_id = ?1 AND state = 'created'",
        [order_id.as_bytes()],
    )?;
    Ok(changed == 1)
}

/// Stores how a payment ended, if it has not ended yet and the history does not say otherwise.
pub(crate) fn finish(
    transaction: &Transaction<'_>,
    order_id: OrderId,
    verdict: &Verdict,
) -> Result<Finished, StoreError> {
    debug_assert!(PaymentState::Submitted.may_become(verdict.state()));
    let entry = transaction
        .prepare_cached("SELECT hash FROM entry WHERE order_id = ?1 AND direction = 'debit'")?
        .query_row([order_id.as_bytes()], |row| Hash::get(row, 0))
        .optional()?;
    let as_in_history = match (entry, verdict) {
        (None, _) => true,
        (Some(hash), Verdict::Settled { debit_hash, .. }) => hash == *debit_hash,
        (Some(_), Verdict::Rejected { .. } | Verdict::Expired { .. }) => false,
    };
    if !as_in_history {
        return Ok(Finished::Contradicted);
    }
    let (receipt, failure, reason, at) = match verdict {
        Verdict::Settled { receipt, at, .. } => (Some(receipt), None, None, at),
        Verdict::Rejected { rejection, reason, at } => (None, Some(rejection), Some(reason.code()), at),
        Verdict::Expired { not_seen, at } => (None, Some(not_seen), None, at),
    };
    let changed = transaction.execute(
        "UPDATE payment SET state = ?2, receipt = ?3, failure = ?4, reason = ?5, decided_at = ?6
         WHERE order_id = ?1 AND state = 'submitted'",
        params![order_id.as_bytes(), verdict.state().name(), receipt, failure, reason, at.micros()],
    )?;
    Ok(if changed == 1 { Finished::Now } else { Finished::Before })
}
