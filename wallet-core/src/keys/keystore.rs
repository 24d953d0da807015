//! The platform's keystore: where the secret is kept without which a copy of the wallet's files is worth nothing.
//!
//! [`Keystore`] is the port. Android's Keystore and iOS's Keychain stand behind it on a phone; [`FileKeystore`] is for
//! programs without one, and protects as well as the file permissions of its folder do.

mod file;
mod memory;

use std::{
    fmt, io,
    path::PathBuf,
    sync::{Condvar, Mutex, PoisonError},
};

use bank_api::{env::Rng, id::AccountId};
use zeroize::Zeroizing;

pub use file::FileKeystore;
pub use memory::MemoryKeystore;

use super::KeysError;

/// The longest secret that a keystore is asked to keep.
const MAX_SECRET_BYTES: usize = 4096;

/// Keeps secrets by name, for this device only: never in a backup, never on another device.
///
/// Names are 1 to 64 lower-case letters, digits and hyphens, secrets at most 4096 bytes. The calls are sync and may be slow: they
/// are made where blocking is allowed.
pub trait Keystore: Send + Sync {
    /// The secret of this name, if there is one.
    fn load(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeystoreError>;
    /// Keeps `secret` under this name, instead of one that was there. Durable when it returns; after a crash
    /// within, either the old or the new one is there.
    fn store(&self, name: &str, secret: &[u8]) -> Result<(), KeystoreError>;
    /// Forgets the secret of this name, if there is one.
    fn delete(&self, name: &str) -> Result<(), KeystoreError>;
}

/// Why the keystore did not do it.
#[derive(Debug, thiserror::Error)]
pub enum KeystoreError {
    /// The name is not one that a keystore takes.
    #[error("a keystore's names are 1 to 64 lower-case letters, digits and hyphens")]
    Name,
    /// The secret is longer than a keystore takes.
    #[error("a keystore's secrets have at most {MAX_SECRET_BYTES} bytes")]
    TooLong,
    /// Other users of this machine could have read the secret.
    #[error("{} is open to other users of this machine: make it private (chmod 600) if you trust them", .0.display())]
    Exposed(PathBuf),
    /// What stands in the secret's place is not one.
    #[error("{} is not a keystore's file", .0.display())]
    NotAFile(PathBuf),
    /// The file system.
    #[error("the keystore's file {} can't be used: {source}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// What it answered.
        source: io::Error,
    },
    /// The platform's keystore does not answer now: the phone may be locked.
    #[error("the device's keystore is not available now: {0}")]
    Unavailable(String),
}

/// The secret of one wallet that the keystore keeps: 32 random bytes.
pub struct KeystoreSecret(Zeroizing<[u8; 32]>);

impl KeystoreSecret {
    /// The name under which the secret of this account's wallet is kept.
    pub fn name(account: AccountId) -> String {
        format!("wallet-{account}").to_ascii_lowercase()
    }

    /// The secret of this account's wallet.
    pub fn load(keystore: &dyn Keystore, account: AccountId) -> Result<Self, KeysError> {
        Self::find(keystore, &Self::name(account))?.ok_or(KeysError::SecretMissing)
    }

    /// The secret for a wallet that is being made. One that is there already is kept: another wallet of the same words
    /// on this device, or an earlier attempt, may have sealed with it.
    pub fn load_or_create(
        keystore: &dyn Keystore,
        account: AccountId,
        rng: &dyn Rng,
    ) -> Result<Self, KeysError> {
        // An attempt that was cancelled goes on in its thread, and the next one waits for it here.
        let _making = Making::claim(account);
        let name = Self::name(account);
        if let Some(secret) = Self::find(keystore, &name)? {
            return Ok(secret);
        }
        let mut secret = Zeroizing::new([0; 32]);
        rng.fill(secret.as_mut_slice())?;
        keystore.store(&name, secret.as_slice())?;
        // What can't be had again must not seal anything: so the secret is what the keystore gives back.
        Self::find(keystore, &name)?.ok_or(KeysError::SecretMissing)
    }

    fn find(keystore: &dyn Keystore, name: &str) -> Result<Option<Self>, KeysError> {
        let Some(stored) = keystore.load(name)? else { return Ok(None) };
        if stored.len() != 32 {
            return Err(KeysError::Damaged);
        }
        let mut secret = Zeroizing::new([0; 32]);
        secret.copy_from_slice(&stored);
        Ok(Some(Self(secret)))
    }

    pub(super) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    #[cfg(test)]
    pub(super) fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

/// Makes the secret of an account, alone: of two that find nothing, the second would take away what the first seals with.
struct Making(AccountId);

static MAKING: Mutex<Vec<AccountId>> = Mutex::new(Vec::new());
/// Told whenever an account leaves the list.
static MADE: Condvar = Condvar::new();

impl Making {
    fn claim(account: AccountId) -> Self {
        let making = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
        let making = MADE.wait_while(making, |accounts| accounts.contains(&account));
        making.unwrap_or_else(PoisonError::into_inner).push(account);
        Self(account)
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        MAKING.lock().unwrap_or_else(PoisonError::into_inner).retain(|account| *account != self.0);
        MADE.notify_all();
    }
}

impl fmt::Debug for KeystoreSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeystoreSecret([redacted])")
    }
}

/// Refuses what no keystore takes: above all a name that would leave the keystore's folder.
fn check_name(name: &str) -> Result<(), KeystoreError> {
    let of_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let fits = (1..=64).contains(&name.len()) && name.bytes().all(of_name);
    if fits { Ok(()) } else { Err(KeystoreError::Name) }
}

fn check_secret(secret: &[u8]) -> Result<(), KeystoreError> {
    if secret.len() > MAX_SECRET_BYTES { Err(KeystoreError::TooLong) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
