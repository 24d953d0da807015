//! COSE_Sign1 (RFC 9052, section 4.2): the envelope of everything that is signed and lives on.
//!
//! ```text
//! 18([ protected: bstr .cbor { 1: -8, 3: content type, 4: key id }, {}, payload: bstr, signature: bstr ])
//! signed bytes = [ "Signature1", protected, external_aad, payload ]      external_aad = the network's name
//! ```
//!
//! The bytes that arrived are verified as they are; nothing is encoded again to check a signature. [`Sign1::parse`]
//! accepts any COSE_Sign1 with an attached payload; [`Sign1::header`] then insists on our profile.

use minicbor::{Decode, Decoder, Encode, Encoder, data::Type};

use crate::key::{COSE_EDDSA, KeyError, KeyId, PublicKey, SecretKey};

/// The CBOR tag of a COSE_Sign1 (RFC 9052, table 1).
const TAG_SIGN1: u64 = 18;

/// No signed statement is larger; what claims to be is refused before it is read.
pub const MAX_BYTES: usize = 16 * 1024;

/// Why bytes are not a signed object that is accepted here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CoseError {
    /// More than [`MAX_BYTES`].
    #[error("a signed object has at most {MAX_BYTES} bytes, this has {0}")]
    TooLarge(usize),
    /// Not CBOR of the right shape; says which part.
    #[error("not a COSE_Sign1: {0}")]
    Malformed(&'static str),
    /// The protected header is not the one of our profile.
    #[error("the protected header must hold EdDSA, a content type and a key id, deterministically encoded")]
    Header,
    /// The payload is of another kind.
    #[error("expected {expected}, got another content type")]
    ContentType {
        /// The content type that was wanted.
        expected: &'static str,
    },
    /// The payload is not the deterministic CBOR of the kind that the header names.
    #[error("the payload is not a {kind} in deterministic CBOR")]
    Payload {
        /// The content type that was wanted.
        kind: &'static str,
    },
    /// The signature names another key than the one given.
    #[error("signed with another key than the one expected")]
    WrongKey,
    /// The signature is wrong.
    #[error(transparent)]
    Signature(#[from] KeyError),
}

/// The protected header of our profile.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
struct Header {
    #[n(1)]
    algorithm: i64,
    #[n(3)]
    content_type: String,
    #[n(4)]
    key_id: KeyId,
}

/// A COSE_Sign1 whose parts were found, and nothing more: not verified.
#[derive(Clone, Copy, Debug)]
pub struct Sign1<'a> {
    bytes: &'a [u8],
    protected: &'a [u8],
    payload: &'a [u8],
    signature: &'a [u8],
}

impl<'a> Sign1<'a> {
    /// Finds the parts of `bytes`, which must be one tagged COSE_Sign1 and nothing after it.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, CoseError> {
        if bytes.len() > MAX_BYTES {
            return Err(CoseError::TooLarge(bytes.len()));
        }
        let mut decoder = Decoder::new(bytes);
        let malformed = |what| move |_: minicbor::decode::Error| CoseError::Malformed(what);
        if decoder.tag().map_err(malformed("no tag"))?.as_u64() != TAG_SIGN1 {
            return Err(CoseError::Malformed("another tag than 18"));
        }
        if decoder.array().map_err(malformed("no array"))? != Some(4) {
            return Err(CoseError::Malformed("not four parts"));
        }
        let protected = decoder.bytes().map_err(malformed("protected header"))?;
        if !matches!(decoder.datatype().map_err(malformed("unprotected header"))?, Type::Map) {
            return Err(CoseError::Malformed("unprotected header"));
        }
        decoder.skip().map_err(malformed("unprotected header"))?;
        let payload = decoder.bytes().map_err(malformed("payload"))?;
        let signature = decoder.bytes().map_err(malformed("signature"))?;
        if decoder.position() != bytes.len() {
            return Err(CoseError::Malformed("bytes after its end"));
        }
        Ok(Self { bytes, protected, payload, signature })
    }

    /// The content type and the key id that the protected header names, if header and envelope are of our profile.
    pub fn header(&self) -> Result<(String, KeyId), CoseError> {
        let header: Header = minicbor::decode(self.protected).map_err(|_| CoseError::Header)?;
        let deterministic = encode(&header) == self.protected
            && envelope(self.protected, self.payload, self.signature) == self.bytes;
        if header.algorithm != COSE_EDDSA || !deterministic {
            return Err(CoseError::Header);
        }
        Ok((header.content_type, header.key_id))
    }

    /// The payload: not to be believed before [`Self::verify`].
    pub fn payload(&self) -> &'a [u8] {
        self.payload
    }

    /// Checks that `key` signed it for `external_aad`.
    pub fn verify(&self, key: &PublicKey, external_aad: &[u8]) -> Result<(), KeyError> {
        key.verify(&signed_bytes(self.protected, external_aad, self.payload), self.signature)
    }
}

/// Signs `payload`, whose kind is `content_type`, for `external_aad`.
pub fn sign(content_type: &str, payload: &[u8], external_aad: &[u8], key: &SecretKey) -> Vec<u8> {
    let header =
        Header { algorithm: COSE_EDDSA, content_type: content_type.to_owned(), key_id: key.public().id() };
    let protected = encode(&header);
    let signature = key.sign(&signed_bytes(&protected, external_aad, payload));
    envelope(&protected, payload, &signature)
}

/// The one spelling of an envelope with these parts and nothing unprotected.
fn envelope(protected: &[u8], payload: &[u8], signature: &[u8]) -> Vec<u8> {
    written(|e| {
        e.tag(minicbor::data::Tag::new(TAG_SIGN1))?.array(4)?;
        e.bytes(protected)?.map(0)?.bytes(payload)?.bytes(signature)?.ok()
    })
}

/// The `Sig_structure` (RFC 9052, section 4.4).
fn signed_bytes(protected: &[u8], external_aad: &[u8], payload: &[u8]) -> Vec<u8> {
    written(|e| e.array(4)?.str("Signature1")?.bytes(protected)?.bytes(external_aad)?.bytes(payload)?.ok())
}

/// The deterministic CBOR (RFC 8949, section 4.2.1) of a value whose encoder writes ascending integer keys.
pub(crate) fn encode(value: &impl Encode<()>) -> Vec<u8> {
    written(|e| e.encode(value)?.ok())
}

fn written(
    write: impl FnOnce(&mut Encoder<Vec<u8>>) -> Result<(), minicbor::encode::Error<std::convert::Infallible>>,
) -> Vec<u8> {
    let mut encoder = Encoder::new(Vec::new());
    // Writing to memory can't fail, and none of our encoders refuses a value.
    write(&mut encoder).expect("encoding to memory is infallible");
    encoder.into_writer()
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXUPPER_PERMISSIVE;

    use super::*;

    fn hex(text: &str) -> Vec<u8> {
        HEXUPPER_PERMISSIVE.decode(text.as_bytes()).unwrap()
    }

    /// The COSE working group's `eddsa-examples/eddsa-sig-01.json`: Ed25519, content type 0 protected, key id "11" not.
    #[test]
    fn the_working_groups_eddsa_example_verifies() {
        let key =
            PublicKey::from_ed25519(&hex("D75A980182B10AB7D54BFED3C964073A0EE172F3DAA62325AF021A68F707511A"));
        let bytes = hex(concat!(
            "D28445A201270300A10442313154546869732069732074686520636F6E74656E742E5840",
            "7142FD2FF96D56DB85BEE905A76BA1D0B7321A95C8C4D3607C5781932B7AFB87",
            "11497DFA751BF40B58B3BCC32300B1487F3DB34085EEF013BF08F4A44D6FEF0D"
        ));
        let sign1 = Sign1::parse(&bytes).unwrap();
        assert_eq!(sign1.payload(), b"This is the content.");
        assert_eq!(
            signed_bytes(sign1.protected, b"", sign1.payload),
            hex("846A5369676E61747572653145A2012703004054546869732069732074686520636F6E74656E742E")
        );
        assert_eq!(sign1.verify(&key.unwrap(), b""), Ok(()));
        assert_eq!(sign1.verify(&key.unwrap(), b"other"), Err(KeyError::BadSignature));
        assert_eq!(sign1.header(), Err(CoseError::Header), "our profile wants the key id protected");
    }

    #[test]
    fn what_is_signed_verifies_for_its_network_only() {
        let key = SecretKey::from_seed(&[7; 32]);
        let bytes = sign("application/dlak-test+cbor", b"\xa0", b"net-a", &key);
        let sign1 = Sign1::parse(&bytes).unwrap();
        assert_eq!(sign1.header().unwrap(), ("application/dlak-test+cbor".to_owned(), key.public().id()));
        assert_eq!(sign1.verify(&key.public(), b"net-a"), Ok(()));
        assert_eq!(sign1.verify(&key.public(), b"net-b"), Err(KeyError::BadSignature));
    }

    #[test]
    fn every_altered_bit_is_noticed() {
        let key = SecretKey::from_seed(&[7; 32]);
        let bytes = sign("application/dlak-test+cbor", b"\xa0", b"net", &key);
        for bit in 0..bytes.len() * 8 {
            let mut altered = bytes.clone();
            altered[bit / 8] ^= 1 << (bit % 8);
            let accepted = Sign1::parse(&altered)
                .is_ok_and(|sign1| sign1.header().is_ok() && sign1.verify(&key.public(), b"net").is_ok());
            assert!(!accepted, "bit {bit}");
        }
    }

    #[test]
    fn a_second_spelling_of_the_envelope_is_refused() {
        let key = SecretKey::from_seed(&[7; 32]);
        let bytes = sign("t", b"\xa0", b"net", &key);
        let mut long_tag = vec![0xd8, 18];
        long_tag.extend(&bytes[1..]);
        let sign1 = Sign1::parse(&long_tag).unwrap();
        assert_eq!(sign1.verify(&key.public(), b"net"), Ok(()), "the signature does not cover the envelope");
        assert_eq!(sign1.header(), Err(CoseError::Header));
    }

    #[test]
    fn what_is_no_envelope_is_refused() {
        let key = SecretKey::from_seed(&[7; 32]);
        let bytes = sign("t", b"\xa0", b"net", &key);
        for cut in 0..bytes.len() {
            assert!(Sign1::parse(&bytes[..cut]).is_err(), "{cut}");
        }
        let mut longer = bytes.clone();
        longer.push(0);
        assert!(matches!(Sign1::parse(&longer), Err(CoseError::Malformed("bytes after its end"))));
        assert!(matches!(Sign1::parse(&vec![0; MAX_BYTES + 1]), Err(CoseError::TooLarge(_))));
    }
}
