//! What did not verify: told apart by what it proves, and kept.
//!
//! | flaw | what it proves | what the wallet does |
//! | --- | --- | --- |
//! | [`Flaw::Nonsense`] | nothing: no part of it bears the bank's signature | refuses the answer and asks again |
//! | [`Flaw::Unproven`] | a signed checkpoint, and an answer that it does not cover | asks once more; a second time in a row, keeps it |
//! | [`Flaw::Contradiction`] | the bank signed two things that can't both be true | keeps it |
//!
//! What is kept blocks paying for ever, so a garbled answer must never get there. What gets there is never
//! overwritten, and is the owner's evidence.

use bank_api::time::Timestamp;
use rusqlite::{Transaction, params};

use crate::{
    Event, Wallet, WalletError,
    store::{Column, StoreError},
};

/// What is wrong with an answer of the bank.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Flaw {
    /// It is not signed, or does not fit the question.
    #[error("{0}")]
    Nonsense(String),
    /// It comes with a signed checkpoint, and its proofs do not lead there.
    #[error("{0}")]
    Unproven(String),
    /// It contradicts something else that the bank has signed.
    #[error("{0}")]
    Contradiction(String),
}

/// Something that the bank showed and that can't be true together with what it showed before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Divergence {
    /// When the wallet noticed.
    pub noticed_at: Timestamp,
    /// What did not verify, for people.
    pub what: String,
    /// What the bank sent, as JSON: to be shown to someone who can judge it.
    pub evidence: String,
}

impl Wallet {
    /// What did not verify, the oldest first; empty when all is well. While it is not, the wallet does not pay.
    pub async fn divergences(&self) -> Result<Vec<Divergence>, WalletError> {
        self.store()
            .read(|transaction| {
                let mut statement =
                    transaction.prepare("SELECT noticed_at, what, evidence FROM divergence ORDER BY id")?;
                let rows = statement.query_map([], |row| {
                    let noticed_at = Timestamp::get(row, 0)?;
                    Ok(Divergence { noticed_at, what: row.get(1)?, evidence: row.get(2)? })
                })?;
                Ok(rows.collect::<Result<_, _>>()?)
            })
            .await
    }

    /// Refuses to go on when something did not verify.
    pub(crate) async fn check_not_diverged(&self) -> Result<(), WalletError> {
        match self.store().read(first_divergence).await? {
            Some(what) => Err(WalletError::LedgerDiverged(what)),
            None => Ok(()),
        }
    }

    /// Keeps what did not verify, tells the app when it is news, and gives the error to return. `what` names the order, if it
    /// is about one: what is the same is kept once.
    pub(crate) async fn diverge(&self, what: String, evidence: String) -> WalletError {
        let now = self.client().now();
        let (kept, events) = (what.clone(), self.event_sender().clone());
        let told = Event::Diverged { what: what.clone() };
        let stored = self
            .store()
            .write_then(
                move |transaction| insert(transaction, now, &kept, &evidence),
                move |is_new| {
                    if *is_new {
                        events.send(told);
                    }
                },
            )
            .await;
        match stored {
            Ok(_) => WalletError::LedgerDiverged(what),
            Err(error) => error,
        }
    }
}

/// Keeps it, once, with the first evidence: who asks again is told the same again, with other times in it. Says whether it is
/// new.
fn insert(
    transaction: &Transaction<'_>,
    now: Timestamp,
    what: &str,
    evidence: &str,
) -> Result<bool, StoreError> {
    let inserted = transaction.execute(
        "INSERT INTO divergence (noticed_at, what, evidence) SELECT ?1, ?2, ?3
         WHERE NOT EXISTS (SELECT 1 FROM divergence WHERE what = ?2)",
        params![now.micros(), what, evidence],
    )?;
    Ok(inserted == 1)
}

/// What did not verify first, if anything.
pub(crate) fn first_divergence(transaction: &Transaction<'_>) -> Result<Option<String>, StoreError> {
    use rusqlite::OptionalExtension;
    let mut statement = transaction.prepare_cached("SELECT what FROM divergence ORDER BY id LIMIT 1")?;
    Ok(statement.query_row([], |row| row.get(0)).optional()?)
}
