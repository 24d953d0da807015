//! The wallet's own row in the database.

use bank_api::{id::AccountId, message::wallet::AccountInfo};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::{
    keys::{PinAttempts, SealedKeys},
    store::{Column, StoreError},
};

/// How this device came to the wallet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// It made the wallet.
    Created,
    /// The wallet was made before, and restored here from its words.
    Restored,
}

impl Origin {
    fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Restored => "restored",
        }
    }
}

/// Does the bank know this device?
#[derive(Debug)]
pub(crate) enum Membership {
    /// Yes.
    Registered,
    /// Not yet: what it takes.
    Outside {
        /// Which way it joins.
        origin: Origin,
        /// The code of a registration that is under way.
        enrolment_code: Option<String>,
        /// The signed device authorisation.
        authorisation: Vec<u8>,
    },
}

/// Stores a new wallet.
pub(super) fn insert(
    transaction: &Transaction<'_>,
    account: AccountId,
    keys: &SealedKeys,
    origin: Origin,
    authorisation: &[u8],
) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO wallet (id, account, sealed_seed, sealed_spending, sealed_device, authorisation, pin_attempts,
                             origin)
         VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            account.as_bytes(),
            keys.seed,
            keys.spending,
            keys.device,
            authorisation,
            json(&PinAttempts::default())?,
            origin.name()
        ],
    )?;
    Ok(())
}

/// Takes back a wallet that the bank does not know: the place is free again.
pub(super) fn delete(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM wallet", [])?;
    transaction.execute("DELETE FROM bank", [])?;
    Ok(())
}

/// The account and its sealed keys.
pub(super) fn load(transaction: &Transaction<'_>) -> Result<Option<(AccountId, SealedKeys)>, StoreError> {
    let mut statement =
        transaction.prepare("SELECT account, sealed_seed, sealed_spending, sealed_device FROM wallet")?;
    let row = statement.query_row([], |row| {
        let keys = SealedKeys { seed: row.get(1)?, spending: row.get(2)?, device: row.get(3)? };
        Ok((AccountId::get(row, 0)?, keys))
    });
    Ok(row.optional()?)
}

/// Replaces the keys that the PIN seals.
pub(super) fn replace_keys(transaction: &Transaction<'_>, keys: &SealedKeys) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE wallet SET sealed_seed = ?1, sealed_spending = ?2, sealed_device = ?3",
        params![keys.seed, keys.spending, keys.device],
    )?;
    Ok(())
}

/// The wrong PINs so far.
pub(super) fn pin_attempts(transaction: &Transaction<'_>) -> Result<PinAttempts, StoreError> {
    let text: String = transaction.query_row("SELECT pin_attempts FROM wallet", [], |row| row.get(0))?;
    serde_json::from_str(&text).map_err(|_| StoreError::Damaged("the count of wrong PINs".to_owned()))
}

/// Stores the wrong PINs so far.
pub(super) fn set_pin_attempts(
    transaction: &Transaction<'_>,
    attempts: &PinAttempts,
) -> Result<(), StoreError> {
    transaction.execute("UPDATE wallet SET pin_attempts = ?1", [json(attempts)?])?;
    Ok(())
}

/// Whether the bank knows this device, and what it takes if it does not.
pub(crate) fn membership(transaction: &Transaction<'_>) -> Result<Membership, StoreError> {
    let mut statement =
        transaction.prepare_cached("SELECT registered, origin, enrolment_code, authorisation FROM wallet")?;
    Ok(statement.query_row([], |row| {
        if row.get(0)? {
            return Ok(Membership::Registered);
        }
        let origin: String = row.get(1)?;
        let origin = if origin == "restored" { Origin::Restored } else { Origin::Created };
        Ok(Membership::Outside { origin, enrolment_code: row.get(2)?, authorisation: row.get(3)? })
    })?)
}

/// Keeps the enrolment code until the bank has answered; `None` forgets it.
pub(crate) fn keep_enrolment_code(
    transaction: &Transaction<'_>,
    code: Option<&str>,
) -> Result<(), StoreError> {
    transaction.execute("UPDATE wallet SET enrolment_code = ?1", [code])?;
    Ok(())
}

/// The bank knows this device from now on.
pub(crate) fn set_registered(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    transaction.execute("UPDATE wallet SET registered = 1, enrolment_code = NULL", [])?;
    Ok(())
}

/// The bank's clock less the phone's, in microseconds, as it was last.
pub(super) fn clock_offset(transaction: &Transaction<'_>) -> Result<i64, StoreError> {
    Ok(transaction.query_row("SELECT clock_offset FROM wallet", [], |row| row.get(0))?)
}

/// Keeps what was learned of the bank's clock.
pub(crate) fn set_clock_offset(transaction: &Transaction<'_>, offset: i64) -> Result<(), StoreError> {
    transaction.execute("UPDATE wallet SET clock_offset = ?1 WHERE clock_offset <> ?1", [offset])?;
    Ok(())
}

/// The account as the bank last described it.
pub(crate) fn profile(transaction: &Transaction<'_>) -> Result<Option<AccountInfo>, StoreError> {
    let mut statement = transaction.prepare_cached("SELECT profile FROM wallet")?;
    let text: Option<String> = statement.query_row([], |row| row.get(0))?;
    let profile = text.map(|text| serde_json::from_str(&text)).transpose();
    profile.map_err(|_| StoreError::Damaged("the account's description".to_owned()))
}

/// Stores how the bank describes the account; says whether that is new.
pub(crate) fn set_profile(transaction: &Transaction<'_>, profile: &AccountInfo) -> Result<bool, StoreError> {
    let text = json(profile)?;
    let changed = transaction
        .execute("UPDATE wallet SET profile = ?1 WHERE profile IS NULL OR profile <> ?1", [text])?;
    Ok(changed == 1)
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Damaged(error.to_string()))
}
