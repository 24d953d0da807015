//! The PIN: opening the spending key, letting it go, showing the words, changing the PIN.
//!
//! An attempt is stored as a wrong one before the PIN is tried, and taken back when it was right: who kills the app in
//! between has used it up. Cancelling the call does not stop the attempt.

use std::sync::Arc;

use bank_api::id::AccountId;

use super::{Wallet, guard, record};
use crate::{
    KdfParameters, KeysError, Pin, StoreError, WalletError, Words,
    keys::{KeystoreSecret, SealedKeys},
};

impl Wallet {
    /// Opens the spending key with the PIN: from now on the wallet may pay. Wrong PINs cost growing waits.
    pub async fn unlock(&self, pin: Pin) -> Result<(), WalletError> {
        let spending =
            self.with_pin(move |keys, account, secret| keys.open_spending(account, &pin, secret)).await?;
        *guard(&self.shared.spending) = Some(Arc::new(spending));
        Ok(())
    }

    /// Lets the spending key go. What is on its way goes on: it is signed.
    pub fn lock(&self) {
        *guard(&self.shared.spending) = None;
    }

    /// May the wallet not pay?
    pub fn is_locked(&self) -> bool {
        guard(&self.shared.spending).is_none()
    }

    /// The 24 words, for the owner to write down again.
    pub async fn words(&self, pin: Pin) -> Result<Words, WalletError> {
        self.with_pin(move |keys, account, secret| keys.open_words(account, &pin, secret)).await
    }

    /// Sets another PIN.
    pub async fn change_pin(&self, old: Pin, new: Pin) -> Result<(), WalletError> {
        new.check_strength()?;
        let rng = Arc::clone(&self.env().rng);
        let keys = self
            .with_pin(move |keys, account, secret| {
                keys.change_pin(account, &old, &new, secret, KdfParameters::FLOOR, rng.as_ref())
            })
            .await?;
        self.store().write(move |transaction| record::replace_keys(transaction, &keys)).await
    }

    /// Calls `open` with the sealed keys, if a PIN may be tried now, and counts it.
    async fn with_pin<T: Send + 'static>(
        &self,
        open: impl FnOnce(&SealedKeys, AccountId, &KeystoreSecret) -> Result<T, KeysError> + Send + 'static,
    ) -> Result<T, WalletError> {
        let (now, account) = (self.env().clock.now(), self.account());
        // The keystore first: it may ask its owner something, so not for nothing, and with nothing held that others wait for.
        self.store().read(move |t| Ok(record::pin_attempts(t)?.begin_attempt(now))).await??;
        let keystore = Arc::clone(&self.shared.keystore);
        let secret = self.env().block(move || KeystoreSecret::load(keystore.as_ref(), account)).await??;
        let store = self.store().clone();
        // One job, which ends also when the caller goes away: a right PIN is never left counted as a wrong one.
        self.env()
            .block(move || {
                let (allowed, wallet) = store.write_here(|transaction| {
                    let mut attempts = record::pin_attempts(transaction)?;
                    let allowed = attempts.begin_attempt(now);
                    record::set_pin_attempts(transaction, &attempts)?;
                    Ok((allowed, record::load(transaction)?))
                })?;
                allowed?;
                let (_, keys) = wallet.ok_or(StoreError::NotFound)?;
                let opened = open(&keys, account, &secret);
                let right = match &opened {
                    Ok(_) => true,
                    Err(KeysError::WrongPin) => return Err(KeysError::WrongPin.into()),
                    Err(_) => false,
                };
                store.write_here(|transaction| {
                    let mut attempts = record::pin_attempts(transaction)?;
                    if right {
                        attempts.succeed();
                    } else {
                        attempts.withdraw();
                    }
                    record::set_pin_attempts(transaction, &attempts)
                })?;
                Ok(opened?)
            })
            .await?
    }
}
