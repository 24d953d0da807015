use bank_api::{
    id::{AccountId, ParticipantId},
    message::bank::ParticipantInfo,
};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use crate::{
    ledger::AccountKind,
    store::{Column, StoreError, batch, parsed},
};

/// A commercial bank, or the central bank's own vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Its letters.
    pub id: ParticipantId,
    /// Its account at the ledger.
    pub account: AccountId,
    /// Its name.
    pub name: String,
}

impl From<Participant> for ParticipantInfo {
    fn from(Participant { id, account, name }: Participant) -> Self {
        Self { id, name, account }
    }
}

/// Takes a participant in, with an account at the ledger. One that is known already gets the new name.
pub fn insert_participant(
    tx: &Transaction<'_>,
    id: &ParticipantId,
    name: &str,
) -> Result<AccountId, StoreError> {
    let account = AccountId::of_participant(id);
    if batch::account(tx, account)?.is_none() {
        batch::insert_account(tx, account, AccountKind::Participant)?;
    }
    tx.execute(
        "INSERT INTO participant (id, account, name) VALUES (?1, ?2, ?3)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name",
        params![id.as_str(), account.as_bytes(), name],
    )?;
    Ok(account)
}

/// A participant, if there is one with these letters.
pub fn participant(tx: &Transaction<'_>, id: &ParticipantId) -> Result<Option<Participant>, StoreError> {
    let mut select = tx.prepare_cached("SELECT id, account, name FROM participant WHERE id = ?1")?;
    Ok(select.query_row([id.as_str()], read).optional()?)
}

/// All participants, in the order of their letters.
pub fn participants(tx: &Transaction<'_>) -> Result<Vec<Participant>, StoreError> {
    let mut select = tx.prepare_cached("SELECT id, account, name FROM participant ORDER BY id")?;
    Ok(select.query_map([], read)?.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Participant> {
    Ok(Participant { id: parsed(row, 0)?, account: Column::get(row, 1)?, name: row.get(2)? })
}
