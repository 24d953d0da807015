//! Keys at rest: sealed so that neither the wallet's file with the PIN, nor the device without it, gives them away.
//!
//! ```text
//! device key            version 1, purpose, nonce, ciphertext
//!                        1          1        24     32 + 16 bytes
//! seed, spending key    version 1, purpose, memory, passes, lanes, salt, nonce, ciphertext, check
//!                        1          1        4       4       4      16    24     32 + 16     32 bytes
//!
//! ciphertext = XChaCha20-Poly1305(key, nonce; what stands before it and the account; the 32 bytes of the secret)
//! key        = HKDF-SHA256(salt: the keystore's secret, of: the PIN after Argon2id or nothing, for: the purpose)
//! check      = HMAC-SHA256(a key of the keystore's secret; all before it and the account)
//! ```
//!
//! - The check is compared before the PIN is stretched: damage is told apart from a wrong PIN, and nobody else's
//!   parameters are ever obeyed. It says nothing about the PIN.
//! - Purpose, account and version are bound in: what was sealed for one can't be put in the place of another.
//! - Who has the file *and* the keystore's secret is held up by Argon2id alone, which is hours for six digits: a phone's
//!   keystore does not give its secret away, a file does to whoever may read it.
//! - Numbers are big endian. What is sealed of the seed is the 32 bytes that the words stand for.
//! - Seed and spending key share a salt, so that setting a PIN stretches it once.

use std::fmt;

use bank_api::{
    env::{NoRandomness, Rng, random},
    id::AccountId,
    key::SecretKey,
};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};
use hmac::Mac;
use zeroize::Zeroizing;

use super::{
    KdfParameters, KeysError, KeystoreSecret, Pin, Words,
    kdf::{StretchedPin, hkdf, mac},
};

const VERSION: u8 = 1;
const HEAD: usize = 2;
const SALT: usize = 16;
const NONCE: usize = 24;
const CIPHERTEXT: usize = 32 + 16;
const CHECK: usize = 32;
const DEVICE_BYTES: usize = HEAD + NONCE + CIPHERTEXT;
const PIN_BYTES: usize = HEAD + KdfParameters::BYTES + SALT + NONCE + CIPHERTEXT + CHECK;

/// What a sealed secret is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Seed = 1,
    Spending = 2,
    Device = 3,
}

impl Purpose {
    /// Names the key that seals it.
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Seed => b"dlak/sealed/v1/seed",
            Self::Spending => b"dlak/sealed/v1/spending",
            Self::Device => b"dlak/sealed/v1/device",
        }
    }
}

/// Names the key of the check.
const CHECK_LABEL: &[u8] = b"dlak/sealed/v1/check";

/// All secrets of a wallet on this device.
#[derive(Debug)]
pub struct WalletKeys {
    /// The words on paper.
    pub words: Words,
    /// Signs orders.
    pub spending: SecretKey,
    /// Signs requests.
    pub device: SecretKey,
}

impl WalletKeys {
    /// The wallet of these words on a new device: its spending key and device key are new.
    pub fn generate(words: Words, rng: &dyn Rng) -> Result<Self, NoRandomness> {
        let fresh = || -> Result<SecretKey, NoRandomness> {
            let mut seed = Zeroizing::new([0; 32]);
            rng.fill(seed.as_mut_slice())?;
            Ok(SecretKey::from_seed(&seed))
        };
        Ok(Self { words, spending: fresh()?, device: fresh()? })
    }
}

/// The secrets of a wallet as they are stored.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedKeys {
    /// The words, under PIN and keystore.
    pub seed: Vec<u8>,
    /// The spending key, under PIN and keystore.
    pub spending: Vec<u8>,
    /// The device key, under the keystore.
    pub device: Vec<u8>,
}

impl fmt::Debug for SealedKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedKeys([redacted])")
    }
}

impl SealedKeys {
    /// Seals the keys of the wallet whose account this is. Slow. Refuses a PIN that is too easy to guess.
    pub fn seal(
        keys: &WalletKeys,
        account: AccountId,
        pin: &Pin,
        secret: &KeystoreSecret,
        parameters: KdfParameters,
        rng: &dyn Rng,
    ) -> Result<Self, KeysError> {
        let sealer = Sealer { account, secret };
        let (seed, spending) = sealer.seal_both(&keys.words, &keys.spending, pin, parameters, rng)?;
        Ok(Self { seed, spending, device: sealer.seal_device(&keys.device, rng)? })
    }

    /// The words. Slow.
    pub fn open_words(
        &self,
        account: AccountId,
        pin: &Pin,
        secret: &KeystoreSecret,
    ) -> Result<Words, KeysError> {
        let sealed = Sealer { account, secret }.checked(Purpose::Seed, &self.seed)?;
        Ok(Words::from_entropy(&*sealed.open(&sealed.stretch(pin)?)?))
    }

    /// The spending key. Slow.
    pub fn open_spending(
        &self,
        account: AccountId,
        pin: &Pin,
        secret: &KeystoreSecret,
    ) -> Result<SecretKey, KeysError> {
        let sealed = Sealer { account, secret }.checked(Purpose::Spending, &self.spending)?;
        Ok(SecretKey::from_seed(&*sealed.open(&sealed.stretch(pin)?)?))
    }

    /// The device key.
    pub fn open_device(&self, account: AccountId, secret: &KeystoreSecret) -> Result<SecretKey, KeysError> {
        Sealer { account, secret }.open_device(&self.device)
    }

    /// The same keys under another PIN. Very slow: both PINs are stretched. Refuses a new PIN that is too easy to guess.
    pub fn change_pin(
        &self,
        account: AccountId,
        old: &Pin,
        new: &Pin,
        secret: &KeystoreSecret,
        parameters: KdfParameters,
        rng: &dyn Rng,
    ) -> Result<Self, KeysError> {
        new.check_strength()?;
        let sealer = Sealer { account, secret };
        let spending = sealer.checked(Purpose::Spending, &self.spending)?;
        let seed = sealer.checked(Purpose::Seed, &self.seed)?;
        let stretched = spending.stretch(old)?;
        let spending = SecretKey::from_seed(&*spending.open(&stretched)?);
        let same = (stretched.salt, stretched.parameters) == (seed.salt, seed.parameters);
        let stretched = if same { stretched } else { seed.stretch(old)? };
        let words = Words::from_entropy(&*seed.open(&stretched)?);
        let (seed, spending) = sealer.seal_both(&words, &spending, new, parameters, rng)?;
        Ok(Self { seed, spending, device: self.device.clone() })
    }
}

/// For whom and under which keystore's secret things are sealed.
#[derive(Clone, Copy)]
struct Sealer<'a> {
    account: AccountId,
    secret: &'a KeystoreSecret,
}

impl<'a> Sealer<'a> {
    fn seal_both(
        self,
        words: &Words,
        spending: &SecretKey,
        pin: &Pin,
        parameters: KdfParameters,
        rng: &dyn Rng,
    ) -> Result<(Vec<u8>, Vec<u8>), KeysError> {
        pin.check_strength()?;
        let stretched = StretchedPin::new(pin, random(rng)?, parameters)?;
        let seal = |purpose, content: &[u8; 32]| -> Result<Vec<u8>, KeysError> {
            let mut sealed = vec![VERSION, purpose as u8];
            sealed.extend(stretched.parameters.to_bytes());
            sealed.extend(stretched.salt);
            self.encrypt(purpose, stretched.bytes.as_slice(), content, &mut sealed, rng)?;
            let check = self.check(&sealed).finalize().into_bytes();
            sealed.extend(check);
            Ok(sealed)
        };
        Ok((seal(Purpose::Seed, &words.entropy())?, seal(Purpose::Spending, &spending.to_seed())?))
    }

    fn seal_device(self, device: &SecretKey, rng: &dyn Rng) -> Result<Vec<u8>, KeysError> {
        let mut sealed = vec![VERSION, Purpose::Device as u8];
        self.encrypt(Purpose::Device, &[], &device.to_seed(), &mut sealed, rng)?;
        Ok(sealed)
    }

    fn open_device(self, sealed: &[u8]) -> Result<SecretKey, KeysError> {
        check_head(Purpose::Device, sealed, DEVICE_BYTES)?;
        let (before, ciphertext) = sealed.split_at(DEVICE_BYTES - CIPHERTEXT);
        let content = self.decrypt(Purpose::Device, &[], before, ciphertext).ok_or(KeysError::Damaged)?;
        Ok(SecretKey::from_seed(&content))
    }

    /// The parts of what is sealed under a PIN, if this keystore sealed it for this account and purpose.
    fn checked(self, purpose: Purpose, sealed: &'a [u8]) -> Result<PinSealed<'a>, KeysError> {
        check_head(purpose, sealed, PIN_BYTES)?;
        let (body, check) = sealed.split_at(PIN_BYTES - CHECK);
        self.check(body).verify_slice(check).map_err(|_| KeysError::Damaged)?; // in constant time
        let (before, ciphertext) = body.split_at(body.len() - CIPHERTEXT);
        let (&parameters, rest) = before[HEAD..].split_first_chunk().ok_or(KeysError::Damaged)?;
        let (&salt, _nonce) = rest.split_first_chunk().ok_or(KeysError::Damaged)?;
        let parameters = KdfParameters::from_bytes(parameters)?;
        Ok(PinSealed { sealer: self, purpose, parameters, salt, before, ciphertext })
    }

    fn check(self, sealed: &[u8]) -> hmac::Hmac<sha2::Sha256> {
        let key = hkdf(self.secret.as_bytes(), &[], CHECK_LABEL);
        mac(key.as_slice(), &[sealed, self.account.as_bytes()])
    }

    /// Appends nonce and ciphertext to what stands before them.
    fn encrypt(
        self,
        purpose: Purpose,
        stretched_pin: &[u8],
        content: &[u8; 32],
        sealed: &mut Vec<u8>,
        rng: &dyn Rng,
    ) -> Result<(), NoRandomness> {
        let nonce: [u8; NONCE] = random(rng)?;
        sealed.extend(nonce);
        let aad = self.bound(sealed);
        let ciphertext = self
            .cipher(purpose, stretched_pin)
            .encrypt(&nonce.into(), Payload { msg: content, aad: &aad })
            .expect("32 bytes are not too long to encrypt");
        sealed.extend(ciphertext);
        Ok(())
    }

    /// The content, if key and all that is bound are right. `before` ends with the nonce.
    fn decrypt(
        self,
        purpose: Purpose,
        stretched_pin: &[u8],
        before: &[u8],
        ciphertext: &[u8],
    ) -> Option<Zeroizing<[u8; 32]>> {
        let nonce: &[u8; NONCE] = before.last_chunk()?;
        let aad = self.bound(before);
        let cipher = self.cipher(purpose, stretched_pin);
        let content =
            Zeroizing::new(cipher.decrypt(&(*nonce).into(), Payload { msg: ciphertext, aad: &aad }).ok()?);
        let mut array = Zeroizing::new([0; 32]);
        array.copy_from_slice(content.get(..32)?);
        Some(array)
    }

    fn cipher(self, purpose: Purpose, stretched_pin: &[u8]) -> XChaCha20Poly1305 {
        let key = hkdf(self.secret.as_bytes(), stretched_pin, purpose.label());
        XChaCha20Poly1305::new_from_slice(key.as_slice()).expect("the key has 32 bytes")
    }

    /// What the ciphertext is bound to.
    fn bound(self, before: &[u8]) -> Vec<u8> {
        [before, self.account.as_bytes()].concat()
    }
}

fn check_head(purpose: Purpose, sealed: &[u8], length: usize) -> Result<(), KeysError> {
    match sealed {
        [VERSION, found, ..] if *found == purpose as u8 && sealed.len() == length => Ok(()),
        [version, ..] if *version > VERSION => Err(KeysError::UnknownFormat(*version)),
        _ => Err(KeysError::Damaged),
    }
}

/// What was sealed under a PIN, and found undamaged.
struct PinSealed<'a> {
    sealer: Sealer<'a>,
    purpose: Purpose,
    parameters: KdfParameters,
    salt: [u8; SALT],
    before: &'a [u8],
    ciphertext: &'a [u8],
}

impl PinSealed<'_> {
    fn stretch(&self, pin: &Pin) -> Result<StretchedPin, KeysError> {
        StretchedPin::new(pin, self.salt, self.parameters)
    }

    fn open(&self, stretched: &StretchedPin) -> Result<Zeroizing<[u8; 32]>, KeysError> {
        let content =
            self.sealer.decrypt(self.purpose, stretched.bytes.as_slice(), self.before, self.ciphertext);
        content.ok_or(KeysError::WrongPin)
    }
}

#[cfg(test)]
mod tests;
