//! Signs HTTP requests with the device key, for the minute that they live (RFC 9421).
//!
//! One profile, with nothing to negotiate (RFC 9421, section 1.4):
//!
//! ```text
//! Content-Digest: sha-256=:…:
//! Signature-Input: sig1=("@method" "@authority" "@path" "@query" "content-digest" "content-type" "idempotency-key")
//!     ;created=1795512600;expires=1795512660;nonce="…";keyid="…";alg="ed25519";tag="dlak-wallet-v1"
//! Signature: sig1=:…:
//! ```
//!
//! - The components are exactly these, in this order. `content-digest` and `content-type` are there when the request
//!   carries content (a body, or a method that takes one; `content-type` of an empty body only if it is sent);
//!   `idempotency-key` when the request has one. Request and list are held against each other, so that nothing can be
//!   added, left out or taken away on the way.
//! - All parameters are required, in any order, and no others are taken. The signature holds from 60 s before `created`
//!   to `expires`, 60 s after it: two clocks may differ by a minute.
//! - The algorithm is the key's. `alg` only has to agree.
//! - The nonce makes each signature unique: who verifies keeps (key id, nonce) until [`ParsedSignature::expires`]
//!   and refuses it a second time. After that the time does.
//!
//! Reading is strict: the one spelling that this profile's own signer writes is taken, and anything else is refused
//! (docs/adr/0004-request-signatures.md).
//!
//! ```
//! use bank_api::{http_signature::{self, ParsedSignature}, key::SecretKey, time::Timestamp};
//!
//! let key = SecretKey::from_seed(&[7; 32]);
//! let now: Timestamp = "2026-11-24T09:30:00Z".parse()?;
//! let mut request = http::Request::get("https://bank.example/v1/account").body(Vec::new())?;
//! http_signature::sign(&mut request, &key, now, [1; 16])?;
//!
//! let (parts, body) = request.into_parts();
//! let signature = ParsedSignature::parse(&parts)?;
//! assert_eq!(signature.key_id(), key.public().id()); // look the key up by it, then
//! signature.verify(&parts, &body, &key.public(), &["bank.example".to_owned()], now)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod base;
pub(crate) mod field;
mod sign;
mod verify;

pub use sign::{SignError, sign};
pub use verify::{ParsedSignature, SignatureError};

use std::time::Duration;

use http::{HeaderName, Method, header::CONTENT_TYPE};

use base::Message;

/// The value of `Accept-Signature` that goes with a 401 (RFC 9421, section 5.1).
pub const ACCEPT_SIGNATURE: &str = r#"sig1=("@method" "@authority" "@path" "@query" "content-digest" "content-type" "idempotency-key");created;expires;alg="ed25519";tag="dlak-wallet-v1""#;

/// How long before and after `created` a signature holds.
pub const WINDOW: Duration = Duration::from_mins(1);

/// The header with the digest of the body (RFC 9530).
pub const CONTENT_DIGEST: HeaderName = HeaderName::from_static("content-digest");
/// The header with the key of an operation that is safe to repeat.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The header that says what is signed (RFC 9421, section 4.1).
pub const SIGNATURE_INPUT: HeaderName = HeaderName::from_static("signature-input");
/// The header with the signature (RFC 9421, section 4.2).
pub const SIGNATURE: HeaderName = HeaderName::from_static("signature");

const LABEL: &str = "sig1=";
const ALGORITHM: &str = "ed25519";
const TAG: &str = "dlak-wallet-v1";

/// The components that a request's signature must cover: no more, no fewer, in this order.
fn covered_components(message: &Message<'_>, body: &[u8]) -> Vec<&'static str> {
    let mut components = vec!["@method", "@authority", "@path", "@query"];
    if carries_content(message.method, body) {
        components.push("content-digest");
        if !body.is_empty() || message.headers.contains_key(CONTENT_TYPE) {
            components.push("content-type");
        }
    }
    if message.headers.contains_key(IDEMPOTENCY_KEY) {
        components.push("idempotency-key");
    }
    components
}

fn carries_content(method: &Method, body: &[u8]) -> bool {
    !body.is_empty() || [Method::POST, Method::PUT, Method::PATCH].contains(method)
}

#[cfg(test)]
mod tests;
