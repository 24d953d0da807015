//! Recomputes the whole ledger from its entries and says what does not hold.
//!
//! ```text
//! transfer (in the order of the log) --replay--> balances, seq, chains, leaves, root, supply
//!                                                    = account ; entry ; log_node ; ledger_head ; payment_request ; decision ?
//! ```
//!
//! It believes nothing that is stored but the transfers and their blindings, and reads everything in one snapshot, row
//! by row: what it keeps in memory is one line for each account.

use std::collections::BTreeMap;

use bank_api::{
    amount::{Amount, Balance},
    id::AccountId,
    log::{
        entry::{Direction, Entry, chain_start},
        hash::Hash,
        tree::{Frontier, Node},
    },
    message::operator::AuditReport,
};
use rusqlite::{OptionalExtension, Row, Transaction};

use crate::{
    ledger::{
        AccountKind, Totals,
        record::{Head, leaf},
    },
    store::{Column, StoreError, batch, count, kind},
};

/// How many findings are told: after so many, more say nothing new.
const FINDINGS_MAX: usize = 100;

/// Recomputes the ledger. An empty list of findings says that everything holds.
pub fn audit(tx: &Transaction<'_>) -> Result<AuditReport, StoreError> {
    let head = batch::head(tx)?.ok_or_else(|| StoreError::damaged("the ledger has no head"))?;
    let mut replay = Replay::default();
    replay.transfers(tx)?;
    replay.check_accounts(tx)?;
    replay.check_head(&head);
    replay.check_counts(tx)?;
    let accounts = tx.query_row("SELECT count(*) FROM account", [], |row| u64::get(row, 0))?;
    Ok(AuditReport {
        accounts,
        transfers: replay.frontier.size(),
        supply: replay.totals.minted.checked_sub(replay.totals.burned).unwrap_or_default(),
        findings: replay.findings.list,
    })
}

/// What does not hold.
#[derive(Default)]
struct Findings {
    list: Vec<String>,
}

impl Findings {
    fn unless(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds && self.list.len() < FINDINGS_MAX {
            self.list.push(what());
        }
    }
}

/// An account as the transfers leave it.
struct Replayed {
    balance: i128,
    seq: u64,
    chain: Hash,
}

/// A transfer as it is stored, with the blindings of its entries.
struct Stored {
    leaf_index: u64,
    entry: Entry,
    debtor: AccountId,
    creditor: AccountId,
    debit_hash: Hash,
    credit_hash: Hash,
}

#[derive(Default)]
struct Replay {
    accounts: BTreeMap<AccountId, Replayed>,
    frontier: Frontier,
    totals: Totals,
    findings: Findings,
}

impl Replay {
    fn transfers(&mut self, tx: &Transaction<'_>) -> Result<(), StoreError> {
        let mut select = tx.prepare(
            "SELECT leaf_index, order_id, kind, debtor, creditor, amount, settled_at, request, memo,
                    debit_hash, credit_hash FROM transfer ORDER BY leaf_index",
        )?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let stored = read_transfer(row)?;
            self.transfer(tx, stored)?;
        }
        Ok(())
    }

    fn transfer(&mut self, tx: &Transaction<'_>, stored: Stored) -> Result<(), StoreError> {
        use bank_api::log::entry::EntryKind;
        let Stored { leaf_index, debtor, creditor, .. } = stored;
        let size = self.frontier.size();
        self.findings.unless(leaf_index == size, || format!("leaf {size} is missing"));
        let debit = self.side(tx, &stored, debtor, creditor, Direction::Debit)?;
        let credit = self.side(tx, &stored, creditor, debtor, Direction::Credit)?;
        self.findings.unless(debit == stored.debit_hash && credit == stored.credit_hash, || {
            format!("the entries of transfer {leaf_index} are not the ones that were chained")
        });
        let leaf = leaf(stored.entry.kind, stored.debit_hash, stored.credit_hash, stored.entry.amount);
        for Node { level, index, hash } in self.frontier.append(leaf.hash()) {
            if level > 0 {
                let kept = node(tx, level, index)?;
                self.findings.unless(kept == Some(hash), || {
                    format!("node {index} on level {level} of the log is not the root of its leaves")
                });
            }
        }
        let total = match stored.entry.kind {
            EntryKind::Mint => &mut self.totals.minted,
            EntryKind::Burn => &mut self.totals.burned,
            _ => &mut Amount::ZERO.clone(),
        };
        let sum = total.checked_add(stored.entry.amount);
        self.findings.unless(sum.is_some(), || format!("transfer {leaf_index} makes the supply overflow"));
        *total = sum.unwrap_or(*total);
        self.decision(tx, &stored)?;
        self.request(tx, &stored)
    }

    /// Replays one side of a transfer; gives the hash of its entry.
    fn side(
        &mut self,
        tx: &Transaction<'_>,
        stored: &Stored,
        account: AccountId,
        counterparty: AccountId,
        direction: Direction,
    ) -> Result<Hash, StoreError> {
        let leaf_index = stored.leaf_index;
        let replayed = self.accounts.entry(account).or_insert_with(|| Replayed {
            balance: 0,
            seq: 0,
            chain: chain_start(account),
        });
        replayed.seq += 1;
        let signed = i128::from(stored.entry.amount.att());
        replayed.balance += if direction == Direction::Credit { signed } else { -signed };
        let negative = replayed.balance < 0 && account != AccountId::issuance();
        self.findings.unless(!negative, || format!("{account} is negative after transfer {leaf_index}"));

        let mut select = tx.prepare_cached(
            "SELECT leaf_index, balance_after, blinding FROM entry WHERE account = ?1 AND seq = ?2",
        )?;
        let found = select.query_row((account.as_bytes(), count(replayed.seq)?), |row| {
            Ok((u64::get(row, 0)?, Balance::get(row, 1)?, Hash::get(row, 2)?))
        });
        let Some((entry_leaf, balance_after, blinding)) = found.optional()? else {
            let seq = replayed.seq;
            self.findings.unless(false, || format!("entry {seq} of {account} is missing"));
            return Ok(replayed.chain);
        };
        let seq = replayed.seq;
        self.findings.unless(entry_leaf == leaf_index, || {
            format!("entry {seq} of {account} is of transfer {entry_leaf}, not of {leaf_index}")
        });
        self.findings.unless(i128::from(balance_after.att()) == replayed.balance, || {
            format!("entry {seq} of {account} states another balance than its entries add up to")
        });
        let entry = Entry { seq, counterparty, direction, balance_after, blinding, ..stored.entry.clone() };
        replayed.chain = entry.hash(account, replayed.chain);
        Ok(replayed.chain)
    }

    fn decision(&mut self, tx: &Transaction<'_>, stored: &Stored) -> Result<(), StoreError> {
        let mut select = tx.prepare_cached(
            "SELECT d.leaf_index, d.digest, t.statement FROM decision d LEFT JOIN transfer t USING (leaf_index)
             WHERE d.order_id = ?1",
        )?;
        let id = stored.entry.order_id;
        let found = select.query_row([id.as_bytes()], |row| {
            Ok((row.get::<_, Option<i64>>(0)?, Hash::get(row, 1)?, row.get::<_, Option<Vec<u8>>>(2)?))
        });
        let (leaf, digest, statement) = found.optional()?.unwrap_or((None, Hash::of(&[]), None));
        let same = leaf == Some(count(stored.leaf_index)?);
        self.findings
            .unless(same, || format!("order {id} was not decided as transfer {}", stored.leaf_index));
        let kept = statement.is_none_or(|statement| Hash::of(&statement) == digest);
        self.findings.unless(kept, || format!("the signed order {id} is not the one that was settled"));
        Ok(())
    }

    fn request(&mut self, tx: &Transaction<'_>, stored: &Stored) -> Result<(), StoreError> {
        let Some(request) = stored.entry.request else { return Ok(()) };
        let mut select =
            tx.prepare_cached("SELECT paid_by, payee, amount FROM payment_request WHERE id = ?1")?;
        let found = select.query_row([request.as_bytes()], |row| {
            Ok((row.get::<_, Option<i64>>(0)?, AccountId::get(row, 1)?, Amount::get(row, 2)?))
        });
        let wanted = (Some(count(stored.leaf_index)?), stored.creditor, stored.entry.amount);
        let answered = found.optional()? == Some(wanted);
        self.findings.unless(answered, || {
            format!("payment request {request} was not answered by transfer {}", stored.leaf_index)
        });
        Ok(())
    }

    fn check_accounts(&mut self, tx: &Transaction<'_>) -> Result<(), StoreError> {
        let ids = {
            let mut select = tx.prepare("SELECT id FROM account")?;
            let rows = select.query_map([], |row| AccountId::get(row, 0))?;
            rows.collect::<Result<Vec<_>, _>>()?
        };
        let mut sum: i128 = 0;
        for id in ids {
            let Some(account) = batch::account(tx, id)? else { continue };
            sum += i128::from(account.balance.att());
            let replayed = self.accounts.remove(&id).unwrap_or_else(|| Replayed {
                balance: 0,
                seq: 0,
                chain: chain_start(id),
            });
            self.findings.unless(i128::from(account.balance.att()) == replayed.balance, || {
                format!("{id} holds another amount than its entries add up to")
            });
            self.findings.unless((account.seq, account.chain) == (replayed.seq, replayed.chain), || {
                format!("the chain of {id} does not end where its entries do")
            });
            let issues = account.kind == AccountKind::Issuance;
            self.findings.unless(issues == (id == AccountId::issuance()), || {
                format!("{id} should not be able to issue money")
            });
        }
        self.findings.unless(sum == 0, || format!("all accounts together hold {sum} att instead of nothing"));
        for id in self.accounts.keys() {
            self.findings.unless(false, || format!("{id} has entries and no account"));
        }
        Ok(())
    }

    fn check_head(&mut self, head: &Head) {
        self.findings.unless(head.frontier == self.frontier, || {
            "the head of the log is not the root of its leaves".to_owned()
        });
        self.findings
            .unless(head.totals == self.totals, || "the supply is not what was minted and burned".to_owned());
    }

    /// Rows that no transfer accounts for.
    fn check_counts(&mut self, tx: &Transaction<'_>) -> Result<(), StoreError> {
        let number = |sql| tx.query_row(sql, [], |row| u64::get(row, 0));
        let transfers = self.frontier.size();
        let entries = number("SELECT count(*) FROM entry")?;
        self.findings.unless(entries == transfers * 2, || {
            format!("there are {entries} entries for {transfers} transfers")
        });
        let settled = number("SELECT count(*) FROM decision WHERE leaf_index IS NOT NULL")?;
        self.findings.unless(settled == transfers, || {
            format!("{settled} orders were settled by {transfers} transfers")
        });
        let paid = number("SELECT count(*) FROM payment_request WHERE paid_by IS NOT NULL")?;
        let answers = number("SELECT count(*) FROM transfer WHERE request IS NOT NULL")?;
        self.findings
            .unless(paid == answers, || format!("{paid} payment requests were paid by {answers} transfers"));
        Ok(())
    }
}

fn node(tx: &Transaction<'_>, level: u8, index: u64) -> Result<Option<Hash>, StoreError> {
    let mut select = tx.prepare_cached("SELECT hash FROM log_node WHERE level = ?1 AND idx = ?2")?;
    Ok(select.query_row((level, count(index)?), |row| Hash::get(row, 0)).optional()?)
}

fn read_transfer(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let creditor = AccountId::get(row, 4)?;
    Ok(Stored {
        leaf_index: Column::get(row, 0)?,
        // What both sides share; each fills in the rest.
        entry: Entry {
            seq: 0,
            kind: kind::read(row, 2)?,
            order_id: Column::get(row, 1)?,
            counterparty: creditor,
            direction: Direction::Debit,
            amount: Column::get(row, 5)?,
            balance_after: Balance::default(),
            settled_at: Column::get(row, 6)?,
            request: Column::optional(row, 7)?,
            memo: row.get(8)?,
            blinding: Hash::from_bytes([0; 32]),
        },
        debtor: Column::get(row, 3)?,
        creditor,
        debit_hash: Column::get(row, 9)?,
        credit_hash: Column::get(row, 10)?,
    })
}

#[cfg(test)]
#[path = "audit_tests.rs"]
mod tests;
