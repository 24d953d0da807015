//! Recomputes the books from their transfers and holds.

use std::collections::BTreeMap;

use rusqlite::Transaction;

use super::book::{Account, COLUMNS};
use crate::store::StoreError;

/// What is written down of an account, less what its transfers and holds add up to. In 128 bits: sums of true balances
/// may be more than one balance can be.
#[derive(Default)]
struct Difference {
    book: String,
    balance: i128,
    held: i128,
}

/// What does not hold in the books, in words; empty when all is well.
pub(crate) fn audit(tx: &Transaction<'_>) -> Result<Vec<String>, StoreError> {
    let mut findings = Vec::new();
    let mut accounts: BTreeMap<i64, Difference> = BTreeMap::new();
    let mut books: BTreeMap<String, i128> = BTreeMap::new();
    for account in tx.prepare(COLUMNS)?.query_map([], Account::from_row)? {
        let Account { id, book, position } = account?;
        *books.entry(book.clone()).or_default() += i128::from(position.balance);
        let (balance, held) = (position.balance.into(), position.held.into());
        accounts.insert(id, Difference { book, balance, held });
    }
    for (book, _) in books.into_iter().filter(|(_, sum)| *sum != 0) {
        findings.push(format!("the balances in the book of {book} do not add up to zero"));
    }

    let mut transfers = tx.prepare("SELECT debit, credit, amount FROM fiat_transfer")?;
    let mut rows = transfers.query([])?;
    while let Some(row) = rows.next()? {
        let (debit, credit, amount): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        // The schema's foreign keys: both accounts are there.
        let from = accounts.entry(debit).or_default();
        from.balance += i128::from(amount);
        let book = from.book.clone();
        let to = accounts.entry(credit).or_default();
        to.balance -= i128::from(amount);
        if to.book != book {
            findings.push(format!("a transfer goes from the book of {book} to that of {}", to.book));
        }
    }
    let mut holds = tx.prepare("SELECT account, amount FROM fiat_hold WHERE state = 'placed'")?;
    let mut rows = holds.query([])?;
    while let Some(row) = rows.next()? {
        let (account, amount): (i64, i64) = (row.get(0)?, row.get(1)?);
        accounts.entry(account).or_default().held -= i128::from(amount);
    }
    for (id, difference) in accounts {
        if difference.balance != 0 {
            findings.push(format!("the transfers do not add up to the balance of fiat account {id}"));
        }
        if difference.held != 0 {
            findings.push(format!("the holds do not add up to what is held in fiat account {id}"));
        }
    }
    findings.extend(unpaid(tx)?);
    Ok(findings)
}

/// Finished exchanges whose fiat money has not moved, and redemptions of nobody's. That it moved no more than once, the
/// primary key sees to.
fn unpaid(tx: &Transaction<'_>) -> Result<Vec<String>, StoreError> {
    let mut select = tx.prepare(
        "SELECT hex(id) FROM exchange WHERE state = 'done' AND NOT EXISTS
             (SELECT 1 FROM fiat_transfer t WHERE t.id = exchange.id AND t.amount = exchange.amount
                 AND t.kind = CASE exchange.kind WHEN 'redemption' THEN 'credit' ELSE 'capture' END)",
    )?;
    let finding = |id: String| format!("the exchange {id} is done and its fiat money has not moved");
    let unpaid = select.query_map([], |row| row.get(0).map(finding))?;
    let mut findings = unpaid.collect::<Result<Vec<_>, _>>()?;
    let mut select = tx.prepare(
        "SELECT hex(order_id) FROM redemption_outbox o
          WHERE NOT EXISTS (SELECT 1 FROM customer WHERE wallet = o.payer)",
    )?;
    let finding = |id: String| format!("the redemption {id} has settled and its payer is no customer");
    let of_nobody = select.query_map([], |row| row.get(0).map(finding))?;
    for finding in of_nobody {
        findings.push(finding?);
    }
    Ok(findings)
}
