//! A batch in SQLite: what it loads and what it writes, inside one transaction.
//!
//! Each statement is prepared once and finds its row by the primary key, so that a batch costs the rows that it touches
//! and nothing more.

use bank_api::{
    amount::Amount,
    id::{AccountId, OrderId},
    log::{hash::Hash, tree::Frontier},
    message::wallet::AccountStatus,
    problem::RejectReason,
    time::Timestamp,
};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{Column, Loaded, StoreError, Wanted, column::optional_parsed, count, kind};
use crate::ledger::{
    Account, AccountKind, Accounts, Decided, Device, Outcome, Request, Settled, Totals,
    account::{Seen, SeenDecision, Spent},
    record::{Batch, ChainedEntry, Head, NewDecision, NewTransfer},
};

/// The head, once there is one.
pub(crate) fn head(tx: &Transaction<'_>) -> Result<Option<Head>, StoreError> {
    let mut select = tx.prepare_cached(
        "SELECT size, peaks, batch_time, minted, burned, checkpoint, supply, root FROM ledger_head WHERE id = 1",
    )?;
    let row = select.query_row([], |row| {
        let peaks: Vec<u8> = row.get(1)?;
        let head = (u64::get(row, 0)?, peaks, Hash::get(row, 7)?);
        let totals = Totals { minted: Amount::get(row, 3)?, burned: Amount::get(row, 4)? };
        Ok((head, Timestamp::get(row, 2)?, totals, row.get(5)?, row.get(6)?))
    });
    let Some(((size, peaks, root), batch_time, totals, checkpoint, supply)) = row.optional()? else {
        return Ok(None);
    };
    let (peaks, _) = peaks.as_chunks::<32>();
    let peaks = peaks.iter().copied().map(Hash::from_bytes).collect();
    let frontier = Frontier::from_peaks(size, peaks).map_err(StoreError::damaged)?;
    if frontier.root() != root {
        return Err(StoreError::damaged("the head's root is not that of its tree"));
    }
    Ok(Some(Head { frontier, batch_time, totals, checkpoint, supply }))
}

/// Writes the first head and the issuance account.
pub(super) fn begin(tx: &Transaction<'_>, head: &Head) -> Result<(), StoreError> {
    let begun = tx.execute(
        "INSERT INTO ledger_head (id, size, root, peaks, batch_time, minted, burned, checkpoint, supply)
         VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (id) DO NOTHING",
        params![
            count(head.frontier.size())?,
            head.frontier.root().as_bytes(),
            peaks(head),
            head.batch_time.micros(),
            head.totals.minted.signed_att(),
            head.totals.burned.signed_att(),
            head.checkpoint,
            head.supply,
        ],
    )?;
    if begun == 1 {
        insert_account(tx, AccountId::issuance(), AccountKind::Issuance)?;
    }
    Ok(())
}

fn peaks(head: &Head) -> Vec<u8> {
    head.frontier.peaks().iter().flat_map(|peak| *peak.as_bytes()).collect()
}

/// A new account, which is empty and active.
pub(crate) fn insert_account(
    tx: &Transaction<'_>,
    id: AccountId,
    kind: AccountKind,
) -> Result<(), StoreError> {
    let (kind, participant) = match kind {
        AccountKind::Issuance => ("issuance", None),
        AccountKind::Participant => ("participant", None),
        AccountKind::Wallet { participant } => ("wallet", Some(participant)),
    };
    tx.prepare_cached(
        "INSERT INTO account (id, kind, status, balance, seq, chain, spent_day, spent, participant)
         VALUES (?1, ?2, 'active', 0, 0, ?3, 0, 0, ?4)",
    )?
    .execute(params![
        id.as_bytes(),
        kind,
        bank_api::log::entry::chain_start(id).as_bytes(),
        participant.as_ref().map(AccountId::as_bytes),
    ])?;
    Ok(())
}

/// Loads what a batch names.
pub(super) fn load(tx: &Transaction<'_>, wanted: &Wanted) -> Result<Loaded, StoreError> {
    let head = head(tx)?.ok_or_else(|| StoreError::damaged("the ledger has no head"))?;
    let mut accounts = Accounts { totals: head.totals, ..Accounts::default() };
    for &id in &wanted.accounts {
        if let Some(account) = account(tx, id)? {
            accounts.accounts.insert(id, account);
        }
    }
    for &id in &wanted.orders {
        if let Some(decided) = decided(tx, id)? {
            let seen = Seen { digest: decided.digest, decision: SeenDecision::Earlier(decided.outcome) };
            accounts.seen.insert(id, seen);
        }
    }
    let mut request = tx.prepare_cached(
        "SELECT payee, amount, expires_at, paid_by IS NOT NULL FROM payment_request WHERE id = ?1",
    )?;
    for id in &wanted.requests {
        let found = request.query_row([id.as_bytes()], |row| {
            Ok(Request {
                payee: AccountId::get(row, 0)?,
                amount: Amount::get(row, 1)?,
                expires_at: Timestamp::get(row, 2)?,
                paid: row.get(3)?,
            })
        });
        accounts.requests.extend(found.optional()?.map(|found| (*id, found)));
    }
    let mut device =
        tx.prepare_cached("SELECT account, revoked_at IS NOT NULL FROM device WHERE spending_id = ?1")?;
    for id in &wanted.devices {
        let found = device.query_row([id.as_bytes()], |row| {
            Ok(Device { account: AccountId::get(row, 0)?, revoked: row.get(1)? })
        });
        accounts.devices.extend(found.optional()?.map(|found| (*id, found)));
    }
    Ok(Loaded { head, accounts })
}

/// An account, if it exists.
pub(crate) fn account(tx: &Transaction<'_>, id: AccountId) -> Result<Option<Account>, StoreError> {
    let mut select = tx.prepare_cached(
        "SELECT kind, status, balance, seq, chain, spent_day, spent, participant FROM account WHERE id = ?1",
    )?;
    Ok(select.query_row([id.as_bytes()], read_account).optional()?)
}

/// The columns kind, status, balance, seq, chain, spent_day, spent, participant of `account`.
fn read_account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        // The schema knows three kinds, and a participant exactly for a wallet.
        kind: match (row.get_ref(0)?.as_str()?, AccountId::optional(row, 7)?) {
            (_, Some(participant)) => AccountKind::Wallet { participant },
            ("issuance", None) => AccountKind::Issuance,
            (_, None) => AccountKind::Participant,
        },
        status: status_of(row.get_ref(1)?.as_str()?),
        balance: Column::get(row, 2)?,
        seq: Column::get(row, 3)?,
        chain: Column::get(row, 4)?,
        spent: Spent { day: row.get(5)?, amount: Column::get(row, 6)? },
    })
}

/// Anything but `active` is frozen: in doubt, no money moves.
fn status_of(text: &str) -> AccountStatus {
    if text == "active" { AccountStatus::Active } else { AccountStatus::Frozen }
}

/// What was decided under an id.
pub(crate) fn decided(tx: &Transaction<'_>, order: OrderId) -> Result<Option<Decided>, StoreError> {
    let mut select = tx.prepare_cached(
        "SELECT digest, debtor, creditor, decided_at, reason, d.leaf_index,
                (SELECT receipt FROM transfer t WHERE t.leaf_index = d.leaf_index)
         FROM decision d WHERE order_id = ?1",
    )?;
    let found = select.query_row([order.as_bytes()], |row| {
        let decided_at = Timestamp::get(row, 3)?;
        let outcome = match optional_parsed::<RejectReason>(row, 4)? {
            Some(reason) => Outcome::Rejected { reason, decided_at },
            None => Outcome::Settled(Settled {
                leaf_index: u64::get(row, 5)?,
                settled_at: decided_at,
                receipt: row.get(6)?,
            }),
        };
        Ok(Decided {
            order_id: order,
            digest: Hash::get(row, 0)?,
            payer: AccountId::get(row, 1)?,
            payee: AccountId::get(row, 2)?,
            outcome,
        })
    });
    Ok(found.optional()?)
}

/// Writes a batch.
pub(super) fn write(tx: &Transaction<'_>, batch: &Batch) -> Result<(), StoreError> {
    write_head(tx, &batch.head)?;
    write_accounts(tx, &batch.accounts)?;
    write_decisions(tx, &batch.decisions, batch.head.batch_time)?;
    for transfer in &batch.transfers {
        write_transfer(tx, transfer, batch.head.batch_time)?;
    }
    let mut insert = tx.prepare_cached("INSERT INTO log_node (level, idx, hash) VALUES (?1, ?2, ?3)")?;
    for node in batch.nodes.iter().filter(|node| node.level > 0) {
        insert.execute(params![node.level, count(node.index)?, node.hash.as_bytes()])?;
    }
    Ok(())
}

fn write_head(tx: &Transaction<'_>, head: &Head) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE ledger_head SET size = ?1, root = ?2, peaks = ?3, batch_time = ?4, minted = ?5, burned = ?6,
                checkpoint = ?7, supply = ?8 WHERE id = 1",
    )?
    .execute(params![
        count(head.frontier.size())?,
        head.frontier.root().as_bytes(),
        peaks(head),
        head.batch_time.micros(),
        head.totals.minted.signed_att(),
        head.totals.burned.signed_att(),
        head.checkpoint,
        head.supply,
    ])?;
    Ok(())
}

fn write_accounts(tx: &Transaction<'_>, accounts: &[(AccountId, Account)]) -> Result<(), StoreError> {
    // Status is not written: settlement never changes it.
    let mut update = tx.prepare_cached(
        "UPDATE account SET balance = ?2, seq = ?3, chain = ?4, spent_day = ?5, spent = ?6 WHERE id = ?1",
    )?;
    for (id, account) in accounts {
        update.execute(params![
            id.as_bytes(),
            account.balance.att(),
            count(account.seq)?,
            account.chain.as_bytes(),
            account.spent.day,
            account.spent.amount.signed_att(),
        ])?;
    }
    Ok(())
}

fn write_decisions(
    tx: &Transaction<'_>,
    decisions: &[NewDecision],
    decided_at: Timestamp,
) -> Result<(), StoreError> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO decision (order_id, digest, debtor, creditor, decided_at, leaf_index, reason)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for decision in decisions {
        insert.execute(params![
            decision.order_id.as_bytes(),
            decision.digest.as_bytes(),
            decision.debtor.as_bytes(),
            decision.creditor.as_bytes(),
            decided_at.micros(),
            decision.result.ok().map(count).transpose()?,
            decision.result.err().map(RejectReason::code),
        ])?;
    }
    Ok(())
}

fn write_transfer(tx: &Transaction<'_>, new: &NewTransfer, at: Timestamp) -> Result<(), StoreError> {
    let NewTransfer { transfer, leaf_index, memo, debit, credit, signed } = new;
    let leaf_index = count(*leaf_index)?;
    tx.prepare_cached(
        "INSERT INTO transfer (leaf_index, order_id, kind, debtor, creditor, amount, settled_at, request, memo,
                debit_hash, credit_hash, statement, receipt)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?
    .execute(params![
        leaf_index,
        transfer.order_id.as_bytes(),
        kind::name(transfer.kind),
        transfer.debit.account.as_bytes(),
        transfer.credit.account.as_bytes(),
        transfer.amount.signed_att(),
        at.micros(),
        transfer.request.as_ref().map(bank_api::id::RequestId::as_bytes),
        memo,
        debit.hash.as_bytes(),
        credit.hash.as_bytes(),
        signed.as_ref().map(|signed| &signed.order),
        signed.as_ref().map(|signed| &signed.receipt),
    ])?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO entry (account, seq, leaf_index, balance_after, blinding) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (side, ChainedEntry { blinding, .. }) in [(transfer.debit, debit), (transfer.credit, credit)] {
        insert.execute(params![
            side.account.as_bytes(),
            count(side.seq)?,
            leaf_index,
            side.balance_after.att(),
            blinding.as_bytes(),
        ])?;
    }
    if let Some(request) = &transfer.request {
        tx.prepare_cached("UPDATE payment_request SET paid_by = ?2 WHERE id = ?1")?
            .execute(params![request.as_bytes(), leaf_index])?;
    }
    if transfer.kind == bank_api::log::entry::EntryKind::Redemption {
        tx.prepare_cached(
            "INSERT INTO redemption_outbox (leaf_index, order_id, payer, participant, amount, settled_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            leaf_index,
            transfer.order_id.as_bytes(),
            transfer.debit.account.as_bytes(),
            transfer.credit.account.as_bytes(),
            transfer.amount.signed_att(),
            at.micros(),
        ])?;
    }
    Ok(())
}
