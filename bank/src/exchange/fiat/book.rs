//! The books of the embedded core bank, in the bank's own database: functions over a transaction, so that a step is
//! one transaction together with whatever else belongs to it.
//!
//! ```text
//!                deposit                 hold, capture
//! external  ----------------> customer ----------------> exchange      in the book of a commercial bank
//!                             (reserves) <--------------               in the book of the central bank
//!                                             credit
//! ```

use bank_api::{
    amount::Amount,
    id::{OrderId, ParticipantId},
    message::operator::FiatBalance,
    time::Timestamp,
};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::position::Position;
use crate::{
    exchange::{CoreBankError, FiatAccount, Hold},
    store::{Column, StoreError},
};

/// What was asked for, or why it can't be; outside of it, the database's own trouble, which takes everything back.
type Answer<T> = Result<Result<T, CoreBankError>, StoreError>;

/// A row of `fiat_account`.
pub(super) struct Account {
    pub(super) id: i64,
    pub(super) book: String,
    pub(super) position: Position,
}

impl Account {
    pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let position = Position { balance: row.get(2)?, held: row.get(3)? };
        Ok(Self { id: row.get(0)?, book: row.get(1)?, position })
    }
}

/// Opens the bank's own two accounts in its book, if they are not there.
pub(crate) fn open_book(tx: &Transaction<'_>, bank: &ParticipantId) -> Result<(), StoreError> {
    open(tx, bank.as_str(), "exchange", "")?;
    open(tx, bank.as_str(), "external", "")
}

/// Opens `account`, empty, if it is not there. `central_bank` keeps the reserves.
pub(crate) fn open_account(
    tx: &Transaction<'_>,
    account: &FiatAccount,
    central_bank: &ParticipantId,
) -> Result<(), StoreError> {
    match account {
        FiatAccount::Customer { participant, customer } => {
            open(tx, participant.as_str(), "customer", &customer.to_string())
        }
        FiatAccount::Reserves { participant } => {
            open(tx, central_bank.as_str(), "reserves", participant.as_str())
        }
    }
}

fn open(tx: &Transaction<'_>, book: &str, role: &str, owner: &str) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO fiat_account (book, role, owner) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
    )?
    .execute([book, role, owner])?;
    Ok(())
}

/// What `account` holds, if there is such an account.
pub(crate) fn balance(
    tx: &Transaction<'_>,
    account: &FiatAccount,
) -> Result<Option<FiatBalance>, StoreError> {
    let Some(account) = find(tx, account)? else { return Ok(None) };
    let seen = account.position.seen();
    seen.map(Some).ok_or_else(|| StoreError::Damaged(format!("fiat account {} is overdrawn", account.id)))
}

/// Pays in what comes from outside: cash over the counter, reserves from another system.
pub(crate) fn deposit(
    tx: &Transaction<'_>,
    id: OrderId,
    account: &FiatAccount,
    amount: Amount,
    now: Timestamp,
) -> Answer<()> {
    pay_in(tx, id, "deposit", "external", account, amount, now)
}

/// See [`CoreBank::credit`](crate::exchange::CoreBank::credit).
pub(super) fn credit(
    tx: &Transaction<'_>,
    id: OrderId,
    account: &FiatAccount,
    amount: Amount,
    now: Timestamp,
) -> Answer<()> {
    pay_in(tx, id, "credit", "exchange", account, amount, now)
}

fn pay_in(
    tx: &Transaction<'_>,
    id: OrderId,
    kind: &'static str,
    from: &'static str,
    account: &FiatAccount,
    amount: Amount,
    now: Timestamp,
) -> Answer<()> {
    let Some(account) = find(tx, account)? else { return Ok(Err(CoreBankError::NoSuchAccount)) };
    let own = own_account(tx, &account.book, from)?;
    if let Some(earlier) = find_transfer(tx, id, kind)? {
        let same = earlier == (own.id, account.id, amount);
        return Ok(if same { Ok(()) } else { Err(CoreBankError::Conflict) });
    }
    let (Some(after), Some(own_after)) = (account.position.credit(amount), own.position.debit(amount)) else {
        return Ok(Err(CoreBankError::Overflow));
    };
    insert_transfer(tx, id, kind, own.id, account.id, amount, now)?;
    store(tx, account.id, after)?;
    store(tx, own.id, own_after)?;
    Ok(Ok(()))
}

/// See [`CoreBank::hold`](crate::exchange::CoreBank::hold).
pub(super) fn hold(
    tx: &Transaction<'_>,
    id: OrderId,
    account: &FiatAccount,
    amount: Amount,
    now: Timestamp,
) -> Answer<Hold> {
    let Some(account) = find(tx, account)? else { return Ok(Err(CoreBankError::NoSuchAccount)) };
    if let Some(earlier) = find_hold(tx, id)? {
        let same = (earlier.account, earlier.amount) == (account.id, amount);
        let answer = if earlier.state == "refused" { Hold::Insufficient } else { Hold::Placed };
        return Ok(if same { Ok(answer) } else { Err(CoreBankError::Conflict) });
    }
    let (answer, state) = match account.position.hold(amount) {
        Some(position) => {
            store(tx, account.id, position)?;
            (Hold::Placed, "placed")
        }
        None => (Hold::Insufficient, "refused"),
    };
    tx.prepare_cached(
        "INSERT INTO fiat_hold (id, account, amount, state, placed_at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![id.as_bytes(), account.id, amount.signed_att(), state, now.micros()])?;
    Ok(Ok(answer))
}

/// See [`CoreBank::capture`](crate::exchange::CoreBank::capture).
pub(super) fn capture(tx: &Transaction<'_>, id: OrderId, now: Timestamp) -> Answer<()> {
    let Some(held) = find_hold(tx, id)? else { return Ok(Err(CoreBankError::NoSuchHold)) };
    match held.state.as_str() {
        "placed" => {}
        "captured" => return Ok(Ok(())),
        _ => return Ok(Err(CoreBankError::Conflict)),
    }
    let account = account(tx, held.account)?;
    let own = own_account(tx, &account.book, "exchange")?;
    let Some(own_after) = own.position.credit(held.amount) else { return Ok(Err(CoreBankError::Overflow)) };
    let after = account.position.capture(held.amount).ok_or_else(|| inconsistent(account.id))?;
    insert_transfer(tx, id, "capture", account.id, own.id, held.amount, now)?;
    store(tx, account.id, after)?;
    store(tx, own.id, own_after)?;
    end_hold(tx, id, "captured")?;
    Ok(Ok(()))
}

/// See [`CoreBank::release`](crate::exchange::CoreBank::release).
pub(super) fn release(tx: &Transaction<'_>, id: OrderId) -> Answer<()> {
    let Some(held) = find_hold(tx, id)? else { return Ok(Err(CoreBankError::NoSuchHold)) };
    match held.state.as_str() {
        "placed" => {}
        "released" | "refused" => return Ok(Ok(())),
        _ => return Ok(Err(CoreBankError::Conflict)),
    }
    let account = account(tx, held.account)?;
    let after = account.position.release(held.amount).ok_or_else(|| inconsistent(account.id))?;
    store(tx, account.id, after)?;
    end_hold(tx, id, "released")?;
    Ok(Ok(()))
}

pub(super) const COLUMNS: &str = "SELECT id, book, balance, held FROM fiat_account";

/// By the unique index on (book, role, owner); the reserves stand in the one book that has any.
fn find(tx: &Transaction<'_>, account: &FiatAccount) -> Result<Option<Account>, StoreError> {
    let found = match account {
        FiatAccount::Customer { participant, customer } => tx
            .prepare_cached(&format!("{COLUMNS} WHERE book = ?1 AND role = 'customer' AND owner = ?2"))?
            .query_row([participant.as_str(), &customer.to_string()], Account::from_row),
        FiatAccount::Reserves { participant } => tx
            .prepare_cached(&format!("{COLUMNS} WHERE role = 'reserves' AND owner = ?1"))?
            .query_row([participant.as_str()], Account::from_row),
    };
    Ok(found.optional()?)
}

fn own_account(tx: &Transaction<'_>, book: &str, role: &str) -> Result<Account, StoreError> {
    let mut statement =
        tx.prepare_cached(&format!("{COLUMNS} WHERE book = ?1 AND role = ?2 AND owner = ''"))?;
    let found = statement.query_row([book, role], Account::from_row).optional()?;
    found.ok_or_else(|| StoreError::Damaged(format!("the book of {book} has no account {role}")))
}

fn account(tx: &Transaction<'_>, id: i64) -> Result<Account, StoreError> {
    let mut statement = tx.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?;
    Ok(statement.query_row([id], Account::from_row)?)
}

fn store(tx: &Transaction<'_>, id: i64, position: Position) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE fiat_account SET balance = ?2, held = ?3 WHERE id = ?1")?.execute([
        id,
        position.balance,
        position.held,
    ])?;
    Ok(())
}

fn insert_transfer(
    tx: &Transaction<'_>,
    id: OrderId,
    kind: &str,
    debit: i64,
    credit: i64,
    amount: Amount,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO fiat_transfer (id, kind, debit, credit, amount, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![id.as_bytes(), kind, debit, credit, amount.signed_att(), now.micros()])?;
    Ok(())
}

/// Debit, credit and amount of the transfer with this id.
fn find_transfer(
    tx: &Transaction<'_>,
    id: OrderId,
    kind: &str,
) -> Result<Option<(i64, i64, Amount)>, StoreError> {
    let mut statement =
        tx.prepare_cached("SELECT debit, credit, amount FROM fiat_transfer WHERE id = ?1 AND kind = ?2")?;
    let found = statement
        .query_row(params![id.as_bytes(), kind], |row| Ok((row.get(0)?, row.get(1)?, Amount::get(row, 2)?)));
    Ok(found.optional()?)
}

/// A row of `fiat_hold`.
struct HoldRow {
    account: i64,
    amount: Amount,
    state: String,
}

fn find_hold(tx: &Transaction<'_>, id: OrderId) -> Result<Option<HoldRow>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT account, amount, state FROM fiat_hold WHERE id = ?1")?;
    let found = statement.query_row([id.as_bytes()], |row| {
        Ok(HoldRow { account: row.get(0)?, amount: Amount::get(row, 1)?, state: row.get(2)? })
    });
    Ok(found.optional()?)
}

fn end_hold(tx: &Transaction<'_>, id: OrderId, state: &str) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE fiat_hold SET state = ?2 WHERE id = ?1")?
        .execute(params![id.as_bytes(), state])?;
    Ok(())
}

fn inconsistent(account: i64) -> StoreError {
    StoreError::Damaged(format!("fiat account {account} holds less than was set aside in it"))
}
