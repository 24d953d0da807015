//! Requests that are safe to repeat (draft-ietf-httpapi-idempotency-key-header, in our own way).
//!
//! The key is the id of the thing that is made: whatever is done under it is done once, by the ledger, by the fiat
//! ledger, by a primary key. So no answer is stored: an attempt that is repeated does its work again, which changes
//! nothing, and answers from the thing itself, which gives the first decision and, where an answer holds a balance or how far
//! something is, what is true now. What is stored, for ever, is what the key was used for. An account's status, which has no id, is set by the
//! first attempt only. Then:
//!
//! - the same key for something else is refused, and
//! - two attempts at the same time are both answered; neither has to wait and come back (no 409).

use bank_api::{
    id::{AccountId, OrderId},
    log::hash::Hash,
    time::Timestamp,
};
use rusqlite::{OptionalExtension, Transaction, params};

use super::refusal::Refusal;
use crate::store::{Column, StoreError};

/// What a caller wants under a key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claim {
    pub(crate) caller: AccountId,
    pub(crate) key: OrderId,
    pub(crate) fingerprint: Hash,
}

impl Claim {
    /// Takes the key for this request, in the transaction that does what is asked for, or before it. Says whether the request
    /// was there before; refuses if the key was used for another one.
    pub(crate) fn take(
        &self,
        tx: &Transaction<'_>,
        now: Timestamp,
    ) -> Result<Result<bool, Refusal>, StoreError> {
        let mut select =
            tx.prepare_cached("SELECT fingerprint FROM idempotency_key WHERE caller = ?1 AND key = ?2")?;
        let of_caller = [self.caller.as_bytes(), self.key.as_bytes()];
        let earlier = select.query_row(of_caller, |row| Hash::get(row, 0)).optional()?;
        if let Some(earlier) = earlier {
            let same = earlier == self.fingerprint;
            return Ok(if same { Ok(true) } else { Err(Refusal::idempotency_key_reused()) });
        }
        tx.prepare_cached(
            "INSERT INTO idempotency_key (caller, key, fingerprint, created_at) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            self.caller.as_bytes(),
            self.key.as_bytes(),
            self.fingerprint.as_bytes(),
            now.micros()
        ])?;
        Ok(Ok(false))
    }
}
