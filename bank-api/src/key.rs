//! Keys. The algorithm belongs to the key, never to the message that it signs.
//!
//! Today all keys are Ed25519 (RFC 8032), verified strictly (no small-order keys, no non-canonical encodings),
//! so that wallet, bank and auditor agree on what verifies.

use std::{fmt, str::FromStr};

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use minicbor::{Decode, Decoder, Encode, Encoder};
use sha2::{Digest, Sha256};

use crate::encoding::{base32_decode, base32_encode, base64url_decode, base64url_encode, serde_as_text};

/// COSE's number for EdDSA (RFC 9053, section 2.2).
pub(crate) const COSE_EDDSA: i64 = -8;
const ED25519_PREFIX: &str = "ed25519:";

/// Why a key or a signature is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not `ed25519:` and 32 bytes of base64url, or not a point of the curve that may be used.
    #[error("a public key is ed25519: and 43 characters of base64url")]
    Malformed,
    /// The signature is not by this key over these bytes.
    #[error("the signature does not verify")]
    BadSignature,
}

/// A public key.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// The Ed25519 key with these bytes. Keys of small order are refused: they verify anything.
    pub fn from_ed25519(bytes: &[u8]) -> Result<Self, KeyError> {
        let bytes = bytes.try_into().map_err(|_| KeyError::Malformed)?;
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::Malformed)?;
        if key.is_weak() { Err(KeyError::Malformed) } else { Ok(Self(key)) }
    }

    /// The 32 bytes of the key.
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// The key's name in signatures.
    pub fn id(&self) -> KeyId {
        let mut hash = Sha256::new();
        hash.update(b"dlak/key/v1\0ed25519\0");
        hash.update(self.0.as_bytes());
        let digest: [u8; 32] = hash.finalize().into();
        let mut id = [0; 16];
        id.copy_from_slice(&digest[..16]);
        KeyId(id)
    }

    /// Checks that `signature` is by this key over `message`.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), KeyError> {
        let signature =
            ed25519_dalek::Signature::from_slice(signature).map_err(|_| KeyError::BadSignature)?;
        self.0.verify_strict(message, &signature).map_err(|_| KeyError::BadSignature)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{ED25519_PREFIX}{}", base64url_encode(self.0.as_bytes()))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

impl FromStr for PublicKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let key = text.strip_prefix(ED25519_PREFIX).and_then(base64url_decode).ok_or(KeyError::Malformed)?;
        Self::from_ed25519(&key)
    }
}

serde_as_text!(PublicKey);

/// `[-8, key]`: the algorithm as COSE numbers it, and the key.
impl<C> Encode<C> for PublicKey {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.array(2)?.i64(COSE_EDDSA)?.bytes(self.as_bytes())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for PublicKey {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        if d.array()? != Some(2) || d.i64()? != COSE_EDDSA {
            return Err(minicbor::decode::Error::message("unknown key algorithm"));
        }
        Self::from_ed25519(d.bytes()?)
            .map_err(|_| minicbor::decode::Error::message("not a usable public key"))
    }
}

/// The name of a key in signatures: 16 bytes of its hash. A device is called by the id of its device key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct KeyId(#[cbor(n(0), with = "minicbor::bytes")] [u8; 16]);

impl KeyId {
    /// The id with these bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The id's bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&base32_encode(&self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

impl FromStr for KeyId {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        base32_decode(text).map(Self).ok_or(KeyError::Malformed)
    }
}

serde_as_text!(KeyId);

/// A secret key: wiped when dropped, never printed.
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// The Ed25519 key with this 32-byte seed (RFC 8032, section 5.1.5).
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The seed, to be sealed and stored.
    pub fn to_seed(&self) -> zeroize::Zeroizing<[u8; 32]> {
        zeroize::Zeroizing::new(self.0.to_bytes())
    }

    /// The public key that belongs to it.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Signs `message`.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey([redacted])")
    }
}

#[cfg(feature = "openapi")]
crate::encoding::string_schema!(
    PublicKey,
    "Algorithm and key",
    "ed25519:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
);
#[cfg(feature = "openapi")]
crate::encoding::string_schema!(KeyId, "16 bytes in Crockford's base32", "4F3Q0R2M8ZK6V7Y1A5C9D0E2GH");

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER_PERMISSIVE;

    use super::*;

    fn hex(text: &str) -> Vec<u8> {
        HEXLOWER_PERMISSIVE.decode(text.as_bytes()).unwrap()
    }

    /// RFC 8032, section 7.1: seed, public key, message, signature.
    const RFC_8032: [[&str; 4]; 3] = [
        [
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ],
        [
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ],
        [
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ],
    ];

    #[test]
    fn the_vectors_of_rfc_8032_sign_and_verify() {
        for [seed, public, message, signature] in RFC_8032.map(|row| row.map(hex)) {
            let key = SecretKey::from_seed(&seed.try_into().unwrap());
            assert_eq!(key.public().as_bytes().as_slice(), public);
            assert_eq!(key.sign(&message).as_slice(), signature);
            assert_eq!(key.public().verify(&message, &signature), Ok(()));
            let mut altered = signature.clone();
            altered[0] ^= 1;
            assert_eq!(key.public().verify(&message, &altered), Err(KeyError::BadSignature));
        }
    }

    #[test]
    fn keys_that_verify_anything_are_refused() {
        let mut identity = [0; 32];
        identity[0] = 1;
        assert_eq!(PublicKey::from_ed25519(&identity), Err(KeyError::Malformed));
        assert_eq!(PublicKey::from_ed25519(&[0; 32]), Err(KeyError::Malformed));
        assert_eq!(PublicKey::from_ed25519(&[0; 31]), Err(KeyError::Malformed));
    }

    #[test]
    fn a_secret_key_prints_nothing() {
        assert_eq!(format!("{:?}", SecretKey::from_seed(&[7; 32])), "SecretKey([redacted])");
    }

    #[test]
    fn keys_round_trip_through_text() {
        let key = SecretKey::from_seed(&[7; 32]).public();
        assert_eq!(key.to_string().parse(), Ok(key));
        assert_eq!(key.id().to_string().parse(), Ok(key.id()));
        assert_eq!("ed25519:AA".parse::<PublicKey>(), Err(KeyError::Malformed));
        assert_eq!("rsa:AA".parse::<PublicKey>(), Err(KeyError::Malformed));
    }
}
