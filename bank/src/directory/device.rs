use bank_api::{
    cose::CoseError,
    id::{AccountId, NetworkId},
    key::{KeyId, PublicKey},
    message::wallet::DeviceInfo,
    statement::{DeviceAuthorisation, DeviceRevocation, Signed, Unverified},
    time::Timestamp,
};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use crate::{
    ledger::verify::SpendingKey,
    store::{Column, StoreError},
};

/// The word of a wallet's owner that a device may act for it: signed with the wallet's root key.
#[derive(Clone, Debug)]
pub struct Authorisation(Signed<DeviceAuthorisation>);

impl Authorisation {
    /// Checks that the root key in it signed it for this network. It proves itself: the account follows from the key.
    pub fn verify(bytes: &[u8], network: &NetworkId) -> Result<Self, CoseError> {
        let statement = Unverified::<DeviceAuthorisation>::parse(bytes)?;
        let root = statement.body().root_key;
        statement.verify(network, &root).map(Self)
    }

    /// What the owner said.
    pub fn body(&self) -> &DeviceAuthorisation {
        self.0.body()
    }
}

/// The word of a wallet's owner that a device may no longer act for it: signed with the wallet's root key.
#[derive(Clone, Debug)]
pub struct Revocation(Signed<DeviceRevocation>);

impl Revocation {
    /// Checks that the root key in it signed it for this network.
    pub fn verify(bytes: &[u8], network: &NetworkId) -> Result<Self, CoseError> {
        let statement = Unverified::<DeviceRevocation>::parse(bytes)?;
        let root = statement.body().root_key;
        statement.verify(network, &root).map(Self)
    }

    /// What the owner said.
    pub fn body(&self) -> &DeviceRevocation {
        self.0.body()
    }
}

/// A device, as the bank knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceRecord {
    /// The wallet that it acts for.
    pub account: AccountId,
    /// Signs requests.
    pub device_key: PublicKey,
    /// Signs orders.
    pub spending_key: PublicKey,
    /// What the owner calls it.
    pub label: String,
    /// When the bank took it in.
    pub added_at: Timestamp,
    /// When it was revoked: from then on it may do nothing.
    pub revoked_at: Option<Timestamp>,
}

/// What became of an authorisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceAdded {
    /// The device may act for the wallet.
    New,
    /// It could already.
    Already,
    /// It was revoked, and stays so.
    Revoked,
    /// The bank has no such wallet.
    NoWallet,
    /// One of its keys belongs to another device.
    KeyTaken,
}

/// Lets a device act for the wallet whose owner authorised it. Safe to repeat.
pub fn insert_device(
    tx: &Transaction<'_>,
    authorisation: &Authorisation,
    now: Timestamp,
) -> Result<DeviceAdded, StoreError> {
    let body = authorisation.body();
    let mut wallet = tx.prepare_cached("SELECT 1 FROM wallet WHERE account = ?1")?;
    if !wallet.exists([body.account().as_bytes()])? {
        return Ok(DeviceAdded::NoWallet);
    }
    if let Some(known) = device_by_key(tx, body.device())? {
        let same = known.account == body.account() && known.spending_key == body.spending_key;
        return Ok(match known.revoked_at {
            _ if !same => DeviceAdded::KeyTaken,
            Some(_) => DeviceAdded::Revoked,
            None => DeviceAdded::Already,
        });
    }
    // A key signs for one purpose: one that any device has, as either of its keys, is refused.
    let mut taken =
        tx.prepare_cached("SELECT 1 FROM device WHERE id IN (?1, ?2) OR spending_id IN (?1, ?2)")?;
    if taken.exists([body.device().as_bytes(), body.spending_key.id().as_bytes()])? {
        return Ok(DeviceAdded::KeyTaken);
    }
    tx.prepare_cached(
        "INSERT INTO device (id, account, label, device_key, spending_id, spending_key, authorisation, added_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        body.device().as_bytes(),
        body.account().as_bytes(),
        body.label,
        body.device_key.as_bytes(),
        body.spending_key.id().as_bytes(),
        body.spending_key.as_bytes(),
        authorisation.0.bytes(),
        now.micros(),
    ])?;
    Ok(DeviceAdded::New)
}

/// What became of a revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceRevoked {
    /// The device may do nothing from the next batch on.
    Now,
    /// It was revoked before.
    Already,
    /// The owner's wallet has no such device.
    NoSuchDevice,
}

/// Takes a device's rights away, for ever. Safe to repeat.
pub fn revoke_device(
    tx: &Transaction<'_>,
    revocation: &Revocation,
    now: Timestamp,
) -> Result<DeviceRevoked, StoreError> {
    let body = revocation.body();
    let owner = AccountId::of_wallet(&body.root_key);
    match device_by_key(tx, body.device)? {
        Some(DeviceRecord { account, revoked_at: None, .. }) if account == owner => {
            tx.prepare_cached("UPDATE device SET revocation = ?2, revoked_at = ?3 WHERE id = ?1")?
                .execute(params![body.device.as_bytes(), revocation.0.bytes(), now.micros()])?;
            Ok(DeviceRevoked::Now)
        }
        Some(DeviceRecord { account, .. }) if account == owner => Ok(DeviceRevoked::Already),
        _ => Ok(DeviceRevoked::NoSuchDevice),
    }
}

/// The device with this device key, revoked ones included.
pub fn device_by_key(tx: &Transaction<'_>, device: KeyId) -> Result<Option<DeviceRecord>, StoreError> {
    let mut select = tx.prepare_cached(
        "SELECT account, device_key, spending_key, label, added_at, revoked_at FROM device WHERE id = ?1",
    )?;
    Ok(select.query_row([device.as_bytes()], read).optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<DeviceRecord> {
    Ok(DeviceRecord {
        account: Column::get(row, 0)?,
        device_key: Column::get(row, 1)?,
        spending_key: Column::get(row, 2)?,
        label: row.get(3)?,
        added_at: Column::get(row, 4)?,
        revoked_at: Column::optional(row, 5)?,
    })
}

/// The devices of a wallet, the oldest first. Relies on the index `device_by_account`.
pub fn devices(tx: &Transaction<'_>, account: AccountId) -> Result<Vec<DeviceInfo>, StoreError> {
    let mut select = tx.prepare_cached(
        "SELECT id, label, added_at, revoked_at FROM device WHERE account = ?1 ORDER BY added_at, id",
    )?;
    let rows = select.query_map([account.as_bytes()], |row| {
        Ok(DeviceInfo {
            device: Column::get(row, 0)?,
            label: row.get(1)?,
            added_at: Column::get(row, 2)?,
            revoked_at: Column::optional(row, 3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The spending key that a signature names, revoked devices included.
pub(crate) fn spending_key(tx: &Transaction<'_>, key: KeyId) -> Result<Option<SpendingKey>, StoreError> {
    let mut select = tx.prepare_cached("SELECT spending_key, account FROM device WHERE spending_id = ?1")?;
    let found = select.query_row([key.as_bytes()], |row| {
        Ok(SpendingKey { key: Column::get(row, 0)?, account: Column::get(row, 1)? })
    });
    Ok(found.optional()?)
}
