use bank_api::{
    id::{AccountId, ParticipantId},
    message::{
        bank::Limits,
        wallet::{AccountInfo, HolderKind},
    },
    time::Timestamp,
};
use rusqlite::{OptionalExtension, Row, Transaction, params, types::Type};

use super::{Authorisation, DeviceAdded, insert_device};
use crate::{
    ledger::AccountKind,
    store::{StoreError, batch, parsed},
};

/// What a commercial bank says about the customer behind a new wallet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewWallet {
    /// The customer's name, 1 to 64 characters.
    pub name: String,
    /// A person or a merchant.
    pub kind: HolderKind,
    /// The commercial bank.
    pub participant: ParticipantId,
}

/// What became of a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WalletAdded {
    /// The wallet is open, and its first device may act for it.
    New(AccountId),
    /// There was such a wallet already; the device is one of its devices.
    Already(AccountId),
    /// There is no such commercial bank, or the customer is neither a person nor a merchant.
    NotACustomer,
    /// The device is another wallet's, or was revoked.
    DeviceRefused,
}

/// Opens a wallet for a customer, with the device that its owner authorised. Safe to repeat.
pub fn insert_wallet(
    tx: &Transaction<'_>,
    authorisation: &Authorisation,
    wallet: &NewWallet,
    now: Timestamp,
) -> Result<WalletAdded, StoreError> {
    let account = authorisation.body().account();
    let Some(participant) = super::participant(tx, &wallet.participant)? else {
        return Ok(WalletAdded::NotACustomer);
    };
    let kind = match wallet.kind {
        HolderKind::Person => "person",
        HolderKind::Merchant => "merchant",
        HolderKind::Participant => return Ok(WalletAdded::NotACustomer),
    };
    let known = batch::account(tx, account)?.is_some();
    if !known {
        batch::insert_account(tx, account, AccountKind::Wallet { participant: participant.account })?;
        tx.prepare_cached(
            "INSERT INTO wallet (account, root_key, name, kind, participant, opened_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            account.as_bytes(),
            authorisation.body().root_key.as_bytes(),
            wallet.name,
            kind,
            wallet.participant.as_str(),
            now.micros(),
        ])?;
    }
    match insert_device(tx, authorisation, now)? {
        DeviceAdded::New | DeviceAdded::Already if known => Ok(WalletAdded::Already(account)),
        DeviceAdded::New | DeviceAdded::Already => Ok(WalletAdded::New(account)),
        // The caller's transaction goes on: without its device the wallet must not stay.
        DeviceAdded::KeyTaken | DeviceAdded::Revoked | DeviceAdded::NoWallet => {
            if !known {
                tx.execute("DELETE FROM wallet WHERE account = ?1", [account.as_bytes()])?;
                tx.execute("DELETE FROM account WHERE id = ?1", [account.as_bytes()])?;
            }
            Ok(WalletAdded::DeviceRefused)
        }
    }
}

/// A wallet's own account, as it is at `now`. `None` when there is no such wallet.
pub fn account_info(
    tx: &Transaction<'_>,
    account: AccountId,
    limits: Limits,
    now: Timestamp,
) -> Result<Option<AccountInfo>, StoreError> {
    let Some(ledger) = batch::account(tx, account)? else { return Ok(None) };
    let AccountKind::Wallet { participant: participant_account } = ledger.kind else { return Ok(None) };
    // Days are the ledger's: a clock that was set back must not show a limit that settlement does not give.
    let now = batch::head(tx)?.map_or(now, |head| head.batch_time.max(now));
    let mut select = tx.prepare_cached("SELECT name, kind, participant FROM wallet WHERE account = ?1")?;
    let info = select.query_row([account.as_bytes()], |row| {
        Ok(AccountInfo {
            account,
            name: row.get(0)?,
            kind: holder_kind(row, 1)?,
            participant: parsed(row, 2)?,
            participant_account,
            status: ledger.status,
            // The schema refuses a wallet with a negative balance.
            balance: ledger.balance.amount().unwrap_or_default(),
            seq: ledger.seq,
            limits,
            spent_today: ledger.spent.on_day_of(now),
        })
    });
    Ok(info.optional()?)
}

/// The kind of a customer.
pub(super) fn holder_kind(row: &Row<'_>, index: usize) -> rusqlite::Result<HolderKind> {
    match row.get_ref(index)?.as_str()? {
        "person" => Ok(HolderKind::Person),
        "merchant" => Ok(HolderKind::Merchant),
        _ => Err(rusqlite::Error::InvalidColumnType(index, "kind".to_owned(), Type::Text)),
    }
}
