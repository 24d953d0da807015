//! Hashes of the log (RFC 6962, section 2.1): SHA-256, with one byte in front that keeps leaves and nodes apart.

use std::{fmt, str::FromStr};

use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};

use crate::encoding::{base64url_decode, base64url_encode, serde_as_text};

/// A SHA-256 hash. Text form: 43 characters of base64url.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Hash(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]);

/// The text is not a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a hash is 43 characters of base64url")]
pub struct HashError;

impl Hash {
    /// The hash with these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The hash's bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// SHA-256 of `data`, with nothing in front.
    pub fn of(data: &[u8]) -> Self {
        Self(Sha256::digest(data).into())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&base64url_encode(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl FromStr for Hash {
    type Err = HashError;

    fn from_str(text: &str) -> Result<Self, HashError> {
        let bytes = base64url_decode(text).and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or(HashError)
    }
}

serde_as_text!(Hash);

#[cfg(feature = "openapi")]
crate::encoding::string_schema!(Hash, "SHA-256 in base64url", "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");

/// The hash of a leaf: SHA-256(0x00 ‖ entry).
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update([0x00]).chain_update(entry).finalize().into())
}

/// The hash of a node over its two children: SHA-256(0x01 ‖ left ‖ right).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash(Sha256::new().chain_update([0x01]).chain_update(left.0).chain_update(right.0).finalize().into())
}

/// The root of the empty tree: SHA-256 of nothing.
pub fn empty_root() -> Hash {
    Hash::of(b"")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_leaf_never_hashes_like_a_node() {
        let (left, right) = (leaf_hash(b"left"), leaf_hash(b"right"));
        let forged = [left.as_bytes().as_slice(), right.as_bytes()].concat();
        assert_ne!(leaf_hash(&forged), node_hash(&left, &right));
    }

    #[test]
    fn misspelt_hashes_are_refused() {
        let text = empty_root().to_string();
        assert_eq!(text, "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
        for bad in ["", &text[1..], &format!("{text}="), &text.replace('-', "+"), &text.replace("uFU", "uFV")]
        {
            assert_eq!(bad.parse::<Hash>(), Err(HashError), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn hashes_round_trip_through_text_json_and_cbor(bytes in any::<[u8; 32]>()) {
            let hash = Hash::from_bytes(bytes);
            prop_assert_eq!(hash.to_string().parse(), Ok(hash));
            let json = serde_json::to_string(&hash).unwrap();
            prop_assert_eq!(serde_json::from_str::<Hash>(&json).unwrap(), hash);
            let cbor = minicbor::to_vec(hash).unwrap();
            prop_assert_eq!(&cbor[..2], &[0x58, 0x20]);
            prop_assert_eq!(minicbor::decode::<Hash>(&cbor).unwrap(), hash);
        }
    }
}
