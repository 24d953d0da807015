//! The wallet's keys: from the words on paper to the key that signs a payment.
//!
//! ```text
//! 24 words --BIP-39--> seed --SLIP-0010 m/44'/418'/0'--> root key: names the account, signs device authorisations
//!
//! what          made      sealed under                      opened to
//! the words     random    PIN and keystore secret           add or revoke a device, show the words again
//! spending key  random    PIN and keystore secret           sign orders, while the wallet is unlocked
//! device key    random    keystore secret                   sign requests, also while the wallet is locked
//! ```
//!
//! | module | what |
//! | --- | --- |
//! | [`seed`] | the 24 words (BIP-39), and the root key that they give |
//! | [`slip10`] | the derivation of the root key (SLIP-0010) |
//! | [`pin`] | the PIN, and which PINs are too easy to guess |
//! | [`attempts`] | what wrong PINs cost: waits that grow and survive a restart |
//! | [`kdf`] | PIN to key: Argon2id and HKDF |
//! | [`sealed`] | keys at rest: the format of the sealed bytes |
//! | [`keystore`] | the port to the platform's keystore, and its adapters |
//!
//! Secrets are wiped when dropped, print as `[redacted]` and are in no error. Nothing here reads a clock or asks for
//! randomness by itself. Sealing, opening and the root key take their time (Argon2id, PBKDF2): call them in
//! [`Env::block`](bank_api::env::Env::block).

pub mod attempts;
pub mod kdf;
pub mod keystore;
pub mod pin;
pub mod sealed;
pub mod seed;
pub mod slip10;

pub use attempts::PinAttempts;
pub use kdf::KdfParameters;
pub use keystore::{FileKeystore, Keystore, KeystoreError, KeystoreSecret, MemoryKeystore};
pub use pin::Pin;
pub use sealed::{SealedKeys, WalletKeys};
pub use seed::Words;

use bank_api::{env::NoRandomness, time::Timestamp};

/// Why keys could not be had. Tells nothing of a PIN, a word or a key.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The PIN is not the wallet's.
    #[error("the PIN is wrong")]
    WrongPin,
    /// There were too many wrong PINs: none is tried before `retry_at`.
    #[error("there were too many wrong PINs: try again after {}", whole_seconds(*.retry_at))]
    TooManyWrongPins {
        /// From when the next PIN may be tried.
        retry_at: Timestamp,
    },
    /// The text is not a PIN.
    #[error("a PIN is {} to {} digits", Pin::MIN_DIGITS, Pin::MAX_DIGITS)]
    PinForm,
    /// The PIN is one of the first that a thief would try.
    #[error("the PIN is too easy to guess: no repeated and no counted-up digits, please")]
    WeakPin,
    /// There are more or fewer words than 24.
    #[error("a wallet has {count} words, these are {0}", count = Words::COUNT)]
    WordCount(usize),
    /// A word is not on the list. Says which one by its number, from 1.
    #[error("word number {0} is not one of the words that wallets use: check how it is spelt")]
    UnknownWord(usize),
    /// All words are on the list, and do not belong together.
    #[error("the words don't fit together: one is wrong, or their order is")]
    WordsChecksum,
    /// The sealed bytes were altered, or are another wallet's or another keystore's.
    #[error("the wallet's sealed keys are damaged or of another device: restore the wallet from its words")]
    Damaged,
    /// The sealed bytes are of a format that this version does not know.
    #[error("the wallet's keys are sealed in format {0}: a newer version of this program opens them")]
    UnknownFormat(u8),
    /// The keystore has no secret for this wallet.
    #[error("the device's keystore has lost the wallet's secret: restore the wallet from its words")]
    SecretMissing,
    /// The keystore.
    #[error(transparent)]
    Keystore(#[from] KeystoreError),
    /// The costs of a guess are below what is safe or above what a phone can do.
    #[error("the costs of the PIN's key derivation are out of bounds")]
    KdfOutOfBounds,
    /// The memory for the key derivation is not there.
    #[error("there is too little memory to check the PIN: close other apps")]
    OutOfMemory,
    /// No random bytes.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
}

/// The first whole second at or after an instant: nobody waits by the microsecond.
fn whole_seconds(at: Timestamp) -> Timestamp {
    let rounded = at.shifted(999_999);
    Timestamp::from_seconds(rounded.seconds()).unwrap_or(rounded)
}

impl KeysError {
    /// A stable name for scripts, logs and translations.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WrongPin => "wrong-pin",
            Self::TooManyWrongPins { .. } => "too-many-wrong-pins",
            Self::PinForm => "pin-form",
            Self::WeakPin => "weak-pin",
            Self::WordCount(_) => "word-count",
            Self::UnknownWord(_) => "unknown-word",
            Self::WordsChecksum => "words-checksum",
            Self::Damaged => "keys-damaged",
            Self::UnknownFormat(_) => "keys-unknown-format",
            Self::SecretMissing => "keystore-secret-missing",
            Self::Keystore(_) => "keystore",
            Self::KdfOutOfBounds => "kdf-out-of-bounds",
            Self::OutOfMemory => "out-of-memory",
            Self::Randomness(_) => "no-randomness",
        }
    }
}

#[cfg(test)]
pub(crate) mod testing {
    use std::sync::atomic::{AtomicU64, Ordering};

    use bank_api::env::{NoRandomness, Rng};
    use sha2::{Digest, Sha256};

    /// Bytes that look random and are the same in every run.
    #[derive(Default)]
    pub(crate) struct SeededRng(AtomicU64);

    impl Rng for SeededRng {
        fn fill(&self, out: &mut [u8]) -> Result<(), NoRandomness> {
            for chunk in out.chunks_mut(32) {
                let count = self.0.fetch_add(1, Ordering::Relaxed);
                chunk.copy_from_slice(&Sha256::digest(count.to_be_bytes())[..chunk.len()]);
            }
            Ok(())
        }
    }

    /// A machine whose generator does not answer.
    pub(crate) struct NoRng;

    impl Rng for NoRng {
        fn fill(&self, _: &mut [u8]) -> Result<(), NoRandomness> {
            Err(NoRandomness)
        }
    }

    pub(crate) fn hex<const N: usize>(text: &str) -> [u8; N] {
        data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap().try_into().unwrap()
    }
}
