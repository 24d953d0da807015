//! How the bank is believed: the keys that a wallet pins when it is made.
//!
//! Whoever makes the wallet says which keys these are (an app ships them), or takes the bank's word for them once.
//! No later answer changes them: a bank that changes its keys is another bank.

use bank_api::{
    amount::{CURRENCY, CURRENCY_EXPONENT},
    id::NetworkId,
    key::PublicKey,
    log::note::NoteVerifier,
    message::bank::BankInfo,
};
use rusqlite::{OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};

use crate::{
    WalletError,
    store::{StoreError, parsed},
};

/// The network and the two keys that speak for the bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankTrust {
    /// The network that signatures are good for.
    pub network: NetworkId,
    /// The key that signs receipts and the supply.
    pub receipt_key: PublicKey,
    /// The key that signs the checkpoints of the ledger log.
    pub log_key: NoteVerifier,
}

impl BankTrust {
    /// Takes the bank's word for its keys. A bank of another currency is refused.
    pub fn on_first_use(info: &BankInfo) -> Result<Self, WalletError> {
        if info.currency != CURRENCY || info.exponent != CURRENCY_EXPONENT {
            return Err(WalletError::BankAnswer("it is a bank of another currency".to_owned()));
        }
        Ok(Self {
            network: info.network.clone(),
            receipt_key: info.receipt_key,
            log_key: info.log_key.clone(),
        })
    }
}

/// Pins the keys, once.
pub(crate) fn insert(transaction: &Transaction<'_>, trust: &BankTrust) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO bank (id, network, receipt_key, log_key) VALUES (1, ?1, ?2, ?3)",
        [trust.network.to_string(), trust.receipt_key.to_string(), trust.log_key.to_string()],
    )?;
    Ok(())
}

/// The pinned keys.
pub(crate) fn load(transaction: &Transaction<'_>) -> Result<Option<BankTrust>, StoreError> {
    let mut statement = transaction.prepare("SELECT network, receipt_key, log_key FROM bank WHERE id = 1")?;
    let trust = statement.query_row([], |row| {
        Ok(BankTrust { network: parsed(row, 0)?, receipt_key: parsed(row, 1)?, log_key: parsed(row, 2)? })
    });
    Ok(trust.optional()?)
}
