//! The bank's side: reads a request's signature and checks it, in two steps with the look-up of the key between.

use data_encoding::BASE64;
use http::request::Parts;

use super::{
    ALGORITHM, LABEL, TAG, WINDOW,
    base::{Message, NoValue, inner_list},
    covered_components,
    field::Reader,
};
use crate::{
    content_digest::{self, DigestError},
    key::{KeyId, PublicKey},
    time::Timestamp,
};

/// Why a request's signature is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The request is not signed at all.
    #[error("the request has no Signature-Input and Signature")]
    Missing,
    /// A part of the signature is not what the profile asks for.
    #[error("the request's signature is malformed: {0}")]
    Malformed(&'static str),
    /// The signature covers other components than the profile asks for with this request, or in another order.
    #[error("the signature does not cover the components that it must, in their order")]
    WrongComponents,
    /// The body is not the one whose digest was signed.
    #[error("the body is not the one whose Content-Digest was sent")]
    DigestMismatch,
    /// `Content-Digest` has no SHA-256 digest.
    #[error("Content-Digest has no digest of the form sha-256=:…:")]
    DigestUnusable,
    /// The signature was made too long before or after `now`.
    #[error("the signature was made at {created}, and it is {now}")]
    OutsideWindow {
        /// When it says that it was made.
        created: Timestamp,
        /// What time it is here.
        now: Timestamp,
    },
    /// The signature is not by this key over this request.
    #[error("the request's signature does not verify")]
    BadSignature,
    /// The request was made for another host.
    #[error("the request was signed for another host than this bank's")]
    UnknownAuthority,
    /// The signature names another key than the one that it is checked with.
    #[error("the signature is by another key")]
    WrongKey,
}

impl From<NoValue> for SignatureError {
    fn from(NoValue(component): NoValue) -> Self {
        Self::Malformed(component)
    }
}

impl From<DigestError> for SignatureError {
    fn from(error: DigestError) -> Self {
        match error {
            DigestError::Unusable => Self::DigestUnusable,
            DigestError::Mismatch => Self::DigestMismatch,
        }
    }
}

/// A request's signature as it was read: nothing is verified yet.
#[derive(Clone, Debug)]
pub struct ParsedSignature {
    /// The inner list, as it was sent.
    components: String,
    /// All that goes after `@signature-params`, as it was sent.
    params: String,
    created: Timestamp,
    expires: Timestamp,
    nonce: [u8; 16],
    key_id: KeyId,
    signature: [u8; 64],
}

impl ParsedSignature {
    /// Reads the signature of a request.
    pub fn parse(parts: &Parts) -> Result<Self, SignatureError> {
        let message = Message::from(parts);
        let (input, signature) = match (message.only("signature-input")?, message.only("signature")?) {
            (Some(input), Some(signature)) => (input, signature),
            (None, None) => return Err(SignatureError::Missing),
            (None, Some(_)) => return Err(SignatureError::Malformed("signature-input is missing")),
            (Some(_), None) => return Err(SignatureError::Malformed("signature is missing")),
        };
        let malformed = SignatureError::Malformed;
        let params = input.strip_prefix(LABEL).ok_or(malformed("signature-input is not one sig1"))?;
        let mut reader = Reader::new(params);
        let components = read_components(&mut reader).ok_or(malformed("the list of components"))?;
        let read = Parameters::read(reader)?;
        Ok(Self {
            components: components.to_owned(),
            params: params.to_owned(),
            created: read.created,
            expires: read.expires,
            nonce: read.nonce,
            key_id: read.key_id,
            signature: read_signature(signature).ok_or(malformed("signature is not one sig1 of 64 bytes"))?,
        })
    }

    /// The key that it says it is by.
    pub const fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// When it was made.
    pub const fn created(&self) -> Timestamp {
        self.created
    }

    /// The last instant at which it is accepted: until then its nonce must be remembered.
    pub const fn expires(&self) -> Timestamp {
        self.expires
    }

    /// What makes it unique among the signatures by its key.
    pub const fn nonce(&self) -> &[u8; 16] {
        &self.nonce
    }

    /// Checks the signature by `key` over the request and its `body`, for a bank that goes by one of `authorities` (host,
    /// with the port if it is not the default one), at the instant `now`.
    ///
    /// Whether the nonce is new is for the caller to check, after this: a nonce counts only when its signature is right.
    pub fn verify(
        &self,
        parts: &Parts,
        body: &[u8],
        key: &PublicKey,
        authorities: &[String],
        now: Timestamp,
    ) -> Result<(), SignatureError> {
        let message = Message::from(parts);
        let expected = covered_components(&message, body);
        if self.components != inner_list(&expected) {
            return Err(SignatureError::WrongComponents);
        }
        if key.id() != self.key_id {
            return Err(SignatureError::WrongKey);
        }
        let authority = message.authority()?;
        if !authorities.iter().any(|known| known.eq_ignore_ascii_case(&authority)) {
            return Err(SignatureError::UnknownAuthority);
        }
        if self.created > now.plus(WINDOW) || now > self.expires {
            return Err(SignatureError::OutsideWindow { created: self.created, now });
        }
        if expected.contains(&"content-digest") {
            let digest = message.only("content-digest")?.ok_or(SignatureError::DigestUnusable)?;
            content_digest::verify(digest, body)?;
        }
        let base = message.signature_base(&expected, &self.params)?;
        key.verify(base.as_bytes(), &self.signature).map_err(|_| SignatureError::BadSignature)
    }
}

/// Passes the inner list of component names without parameters, and returns it as it was sent.
fn read_components<'a>(reader: &mut Reader<'a>) -> Option<&'a str> {
    let whole = reader.rest();
    reader.skip("(")?;
    while reader.skip(")").is_none() {
        reader.string()?;
        if !reader.rest().starts_with(')') {
            reader.skip(" ")?;
        }
    }
    whole.strip_suffix(reader.rest())
}

fn read_signature(value: &str) -> Option<[u8; 64]> {
    let mut reader = Reader::new(value.strip_prefix(LABEL)?);
    let bytes = reader.byte_sequence()?;
    reader.is_at_end().then(|| bytes.try_into().ok())?
}

/// The parameters of the signature: each is required, and there are no others.
struct Parameters {
    created: Timestamp,
    expires: Timestamp,
    nonce: [u8; 16],
    key_id: KeyId,
}

impl Parameters {
    fn read(mut reader: Reader<'_>) -> Result<Self, SignatureError> {
        let (mut created, mut expires, mut nonce, mut key_id, mut alg, mut tag) =
            (None, None, None, None, None, None);
        while !reader.is_at_end() {
            let unreadable = SignatureError::Malformed("a parameter of signature-input");
            let key = reader.skip(";").and_then(|()| reader.key()).ok_or(unreadable)?;
            let is_first = match key {
                "created" => created.replace(read_instant(&mut reader).ok_or(unreadable)?).is_none(),
                "expires" => expires.replace(read_instant(&mut reader).ok_or(unreadable)?).is_none(),
                "nonce" => nonce.replace(reader.string().ok_or(unreadable)?).is_none(),
                "keyid" => key_id.replace(reader.string().ok_or(unreadable)?).is_none(),
                "alg" => alg.replace(reader.string().ok_or(unreadable)?).is_none(),
                "tag" => tag.replace(reader.string().ok_or(unreadable)?).is_none(),
                _ => return Err(SignatureError::Malformed("an unknown parameter of signature-input")),
            };
            if !is_first {
                return Err(SignatureError::Malformed("a parameter of signature-input stands twice"));
            }
        }
        let nonce = nonce.and_then(|nonce| BASE64.decode(nonce.as_bytes()).ok()?.try_into().ok());
        let read = Self {
            created: created.ok_or(SignatureError::Malformed("created"))?,
            expires: expires.ok_or(SignatureError::Malformed("expires"))?,
            nonce: nonce.ok_or(SignatureError::Malformed("nonce"))?,
            key_id: key_id.and_then(|id| id.parse().ok()).ok_or(SignatureError::Malformed("keyid"))?,
        };
        if read.expires != read.created.plus(WINDOW) {
            return Err(SignatureError::Malformed("expires is not 60 seconds after created"));
        }
        if alg != Some(ALGORITHM) {
            return Err(SignatureError::Malformed("alg is not ed25519"));
        }
        if tag != Some(TAG) {
            return Err(SignatureError::Malformed("tag is not dlak-wallet-v1"));
        }
        Ok(read)
    }
}

fn read_instant(reader: &mut Reader<'_>) -> Option<Timestamp> {
    Timestamp::from_seconds(reader.integer()?).ok()
}
