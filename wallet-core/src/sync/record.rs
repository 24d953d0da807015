//! Verified pages in the database.

use bank_api::{
    amount::Amount,
    id::{AccountId, OrderId},
    log::{
        checkpoint::SignedCheckpoint,
        entry::{Direction, Entry, EntryKind},
        hash::Hash,
        note::NoteVerifier,
    },
    message::wallet::{EntriesPage, EntryItem},
    statement::{OrderKind, PaymentOrder, Receipt, Unverified},
};
use rusqlite::{OptionalExtension, Transaction, params};

use super::verify::{self, Head, Verified};
use crate::{
    Event,
    evidence::Flaw,
    payment::papers::{self, Papers},
    store::{Column, StoreError, count, name_of},
};

/// What became of a page.
#[derive(Debug)]
pub(super) enum Applied {
    /// It is stored, and was the end of the top-ups in `bought`.
    Stored { head: Head, entries: u64, bought: Vec<OrderId> },
    /// The stored head is no longer the one from which the page was asked for.
    Stale,
    /// It comes with a checkpoint of this size, which is smaller than the one that is known.
    Older { size: u64 },
    /// It does not verify. Nothing was changed.
    Flawed(Flaw),
    /// It verifies, and what was signed about a payment can't be true with it. Nothing was changed.
    Contradicts { what: String, papers: Box<Papers> },
}

/// What has been verified so far.
pub(crate) fn head(
    transaction: &Transaction<'_>,
    account: AccountId,
    log_key: &NoteVerifier,
) -> Result<Head, StoreError> {
    let mut newest =
        transaction.prepare_cached("SELECT seq, hash, balance_after FROM entry ORDER BY seq DESC LIMIT 1")?;
    let newest = newest
        .query_row([], |row| Ok((u64::get(row, 0)?, Hash::get(row, 1)?, Amount::get(row, 2)?)))
        .optional()?;
    let mut note = transaction.prepare_cached("SELECT note FROM checkpoint WHERE id = 1")?;
    let note: Option<String> = note.query_row([], |row| row.get(0)).optional()?;
    let checkpoint = note
        .map(|note| SignedCheckpoint::verify(note, log_key))
        .transpose()
        .map_err(|error| StoreError::Damaged(error.to_string()))?;
    let mut head = Head { checkpoint, ..Head::start(account) };
    if let Some((seq, chain, balance)) = newest {
        (head.seq, head.chain, head.balance) = (seq, chain, balance);
    }
    Ok(head)
}

/// Verifies `page` against the stored head and makes it the new one.
pub(super) fn apply(
    transaction: &Transaction<'_>,
    account: AccountId,
    log_key: &NoteVerifier,
    asked_from: &Head,
    page: &EntriesPage,
) -> Result<Applied, StoreError> {
    let head = head(transaction, account, log_key)?;
    if head != *asked_from {
        return Ok(Applied::Stale);
    }
    let checkpoint = match verify::checkpoint(&page.checkpoint, log_key) {
        Ok(checkpoint) if checkpoint.size() < head.tree_size() => {
            return Ok(Applied::Older { size: checkpoint.size() });
        }
        Ok(checkpoint) => checkpoint,
        Err(flaw) => return Ok(Applied::Flawed(flaw)),
    };
    let Verified { hashes, head } = match verify::verify_page(account, &head, checkpoint, page) {
        Ok(verified) => verified,
        Err(flaw) => return Ok(Applied::Flawed(flaw)),
    };
    for (item, hash) in page.entries.iter().zip(&hashes) {
        if let Some(contradiction) = contradicts_papers(transaction, page, item, *hash)? {
            return Ok(contradiction);
        }
    }
    if let Some(contradiction) = leaves_out_a_payment(transaction, page)? {
        return Ok(contradiction);
    }
    let mut bought = Vec::new();
    for (item, hash) in page.entries.iter().zip(&hashes) {
        insert(transaction, item, *hash)?;
        if link(transaction, item)? && item.entry.kind == EntryKind::TopUp {
            bought.push(item.entry.order_id);
        }
    }
    if let Some(checkpoint) = &head.checkpoint {
        transaction.execute(
            "INSERT INTO checkpoint (id, note) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET note = ?1",
            [checkpoint.note()],
        )?;
    }
    Ok(Applied::Stored { head, entries: hashes.len() as u64, bought })
}

/// Does the entry, which is in the log, contradict what was signed about its order: the order itself, the bank's receipt,
/// the bank's word that it moved nothing? And is it the only one?
fn contradicts_papers(
    transaction: &Transaction<'_>,
    page: &EntriesPage,
    item: &EntryItem,
    hash: Hash,
) -> Result<Option<Applied>, StoreError> {
    let (entry, seq) = (&item.entry, item.entry.seq);
    if entry.direction == Direction::Credit {
        return Ok(None);
    }
    let papers = papers::find(transaction, entry.order_id)?;
    if takes_again(transaction, page, entry)? {
        let what = format!("entry {seq} takes money a second time for one order");
        return Ok(Some(match papers {
            Some(papers) => Applied::Contradicts { what, papers: Box::new(papers) },
            None => Applied::Flawed(Flaw::Contradiction(what)),
        }));
    }
    // Else it is an order of another device of the wallet.
    let Some(papers) = papers else { return Ok(None) };
    let what = if !is_as_ordered(entry, &papers.order)? {
        format!("entry {seq} takes something else than was ordered")
    } else if papers.failure.is_some() {
        format!("entry {seq} takes money for an order of which the bank signed that it was {}", papers.state)
    } else if let Some(receipt) = &papers.receipt {
        let receipt = stored_receipt(receipt)?;
        let last = page.entries.last().is_some_and(|last| last.entry.seq == seq);
        if receipt.debit_hash == hash && receipt.credit_hash == item.counter_hash {
            return Ok(None);
        }
        if receipt.debit_hash == hash && !last {
            // The chain proves the entries, and the log the last one's other side; another's is only an answer's word.
            let what = format!("the other side of entry {seq} is not the one that the receipt names");
            return Ok(Some(Applied::Flawed(Flaw::Nonsense(what))));
        }
        format!("entry {seq} is not the one that the bank's receipt names")
    } else {
        return Ok(None);
    };
    Ok(Some(Applied::Contradicts { what, papers: Box::new(papers) }))
}

/// Does another entry take money for the same order: an earlier one of the page, or one that is stored? By the index
/// `entry_by_order`.
fn takes_again(transaction: &Transaction<'_>, page: &EntriesPage, entry: &Entry) -> Result<bool, StoreError> {
    let is_other = |other: &Entry| {
        other.seq < entry.seq && other.direction == Direction::Debit && other.order_id == entry.order_id
    };
    if page.entries.iter().any(|item| is_other(&item.entry)) {
        return Ok(true);
    }
    let mut statement = transaction
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM entry WHERE order_id = ?1 AND direction = 'debit')")?;
    Ok(statement.query_row([entry.order_id.as_bytes()], |row| row.get(0))?)
}

fn is_as_ordered(entry: &Entry, order: &[u8]) -> Result<bool, StoreError> {
    let order = Unverified::<PaymentOrder>::parse(order);
    let order = order.map_err(|error| StoreError::Damaged(format!("a stored order: {error}")))?;
    let order = order.body();
    let kind = match order.kind {
        OrderKind::Payment => EntryKind::Payment,
        OrderKind::Redemption => EntryKind::Redemption,
    };
    Ok((entry.kind, entry.counterparty, entry.amount) == (kind, order.payee, order.amount)
        && (entry.request, entry.memo.as_deref()) == (order.request, order.memo.as_deref()))
}

/// Does the history pass by a payment for which the bank has signed a receipt? Entries stand in the order of the log, so
/// one that the receipt puts before the page's last must have come by then. By the index `payment_not_in_balance`.
fn leaves_out_a_payment(
    transaction: &Transaction<'_>,
    page: &EntriesPage,
) -> Result<Option<Applied>, StoreError> {
    let Some(last) = page.entries.last() else { return Ok(None) };
    let mut statement = transaction.prepare_cached(
        "SELECT receipt FROM payment INDEXED BY payment_not_in_balance
         WHERE state IN ('created', 'submitted', 'settled') AND entry_seq IS NULL AND receipt IS NOT NULL",
    )?;
    let receipts = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
    for receipt in receipts {
        let receipt = stored_receipt(&receipt?)?;
        let here = page.entries.iter().any(|item| item.entry.order_id == receipt.order_id);
        if !here && receipt.leaf_index < last.leaf_index {
            let Some(papers) = papers::find(transaction, receipt.order_id)? else { continue };
            let order_id = receipt.order_id;
            let what = format!("the ledger leaves out order {order_id}, for which the bank signed a receipt");
            return Ok(Some(Applied::Contradicts { what, papers: Box::new(papers) }));
        }
    }
    Ok(None)
}

fn stored_receipt(bytes: &[u8]) -> Result<Receipt, StoreError> {
    let receipt = Unverified::<Receipt>::parse(bytes);
    let receipt = receipt.map_err(|error| StoreError::Damaged(format!("a stored receipt: {error}")))?;
    Ok(receipt.body().clone())
}

fn insert(transaction: &Transaction<'_>, item: &EntryItem, hash: Hash) -> Result<(), StoreError> {
    let entry = &item.entry;
    let mut statement = transaction.prepare_cached(
        "INSERT INTO entry (seq, kind, order_id, counterparty, counterparty_name, direction, amount,
                            balance_after, settled_at, request, memo, blinding, hash, leaf_index, counter_hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?;
    statement.execute(params![
        count(entry.seq)?,
        name_of(entry.kind),
        entry.order_id.as_bytes(),
        entry.counterparty.as_bytes(),
        item.counterparty_name,
        name_of(entry.direction),
        entry.amount.signed_att(),
        entry.balance_after.att(),
        entry.settled_at.micros(),
        entry.request.map(|request| *request.as_bytes()),
        entry.memo,
        entry.blinding.as_bytes(),
        hash.as_bytes(),
        count(item.leaf_index)?,
        item.counter_hash.as_bytes(),
    ])?;
    Ok(())
}

/// Ties the entry to the payment, the top-up or the request that it is about; says whether there was one.
fn link(transaction: &Transaction<'_>, item: &EntryItem) -> Result<bool, StoreError> {
    let (seq, order_id): (i64, &OrderId) = (count(item.entry.seq)?, &item.entry.order_id);
    let linked = match item.entry.direction {
        // Whatever the payment's state: from now on its money is in the balance.
        Direction::Debit => transaction
            .prepare_cached("UPDATE payment SET entry_seq = ?1 WHERE order_id = ?2 AND entry_seq IS NULL")?
            .execute(params![seq, order_id.as_bytes()])?,
        // Also one that was called rejected: that was the bank's mere word, this is proven.
        Direction::Credit if item.entry.kind == EntryKind::TopUp => transaction
            .prepare_cached(
                "UPDATE top_up SET state = 'done', reason = NULL WHERE id = ?1 AND state <> 'done'",
            )?
            .execute([order_id.as_bytes()])?,
        Direction::Credit => match item.entry.request {
            Some(request) => transaction
                .prepare_cached(
                    "UPDATE payment_request SET entry_seq = ?1 WHERE id = ?2 AND entry_seq IS NULL",
                )?
                .execute(params![seq, request.as_bytes()])?,
            None => 0,
        },
    };
    Ok(linked > 0)
}

/// What the app is told about the money that came in with a page.
pub(super) fn credits(page: &EntriesPage) -> Vec<Event> {
    let credits = page.entries.iter().filter(|item| item.entry.direction == Direction::Credit);
    let received = credits.map(|item| Event::Received {
        seq: item.entry.seq,
        order_id: item.entry.order_id,
        amount: item.entry.amount,
        from: item.counterparty_name.clone(),
        request: item.entry.request,
    });
    received.collect()
}

/// What is kept when a page does not verify: what was known, what came, and what was signed about a payment that it
/// contradicts.
pub(super) fn evidence(head: &Head, page: &EntriesPage, payment: Option<&Papers>) -> String {
    let known = head.checkpoint.as_ref().map(SignedCheckpoint::note);
    serde_json::json!({
        "known": { "seq": head.seq, "hash": head.chain, "balance": head.balance, "checkpoint": known },
        "page": page,
        "payment": payment.map(Papers::to_json),
    })
    .to_string()
}
