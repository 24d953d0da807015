//! The wallet's side: puts a signature on a request.

use data_encoding::BASE64;
use http::{HeaderValue, Request};

use super::{
    ALGORITHM, CONTENT_DIGEST, LABEL, SIGNATURE, SIGNATURE_INPUT, TAG, WINDOW,
    base::{Message, NoValue, inner_list},
    carries_content, covered_components,
};
use crate::{content_digest::content_digest, key::SecretKey, time::Timestamp};

/// Why a request can't be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// A body without `Content-Type`.
    #[error("the request has a body and no Content-Type: set it before signing")]
    NoContentType,
    /// A part of the request that is signed has no value, more than one, or one that is not ASCII.
    #[error("the request has no single value of printable characters for {0}")]
    NoValue(&'static str),
}

impl From<NoValue> for SignError {
    fn from(NoValue(component): NoValue) -> Self {
        Self::NoValue(component)
    }
}

/// Signs `request` with `key`: sets `Content-Digest` when it carries content, `Signature-Input` and `Signature`.
///
/// `created` counts in whole seconds. `nonce` is random, and another one each time, also when the request is repeated.
/// The request needs an absolute URI or a `Host`. Nothing in it may change afterwards; signing again replaces
/// the signature.
pub fn sign(
    request: &mut Request<Vec<u8>>,
    key: &SecretKey,
    created: Timestamp,
    nonce: [u8; 16],
) -> Result<(), SignError> {
    if carries_content(request.method(), request.body()) {
        let digest = header(&content_digest(request.body()));
        request.headers_mut().insert(CONTENT_DIGEST, digest);
    }
    if !request.body().is_empty() && !request.headers().contains_key(http::header::CONTENT_TYPE) {
        return Err(SignError::NoContentType);
    }
    let message = Message::from(&*request);
    let components = covered_components(&message, request.body());
    let params = format!(
        "{};created={};expires={};nonce=\"{}\";keyid=\"{}\";alg=\"{ALGORITHM}\";tag=\"{TAG}\"",
        inner_list(&components),
        created.seconds(),
        created.plus(WINDOW).seconds(),
        BASE64.encode(&nonce),
        key.public().id(),
    );
    let base = message.signature_base(&components, &params)?;
    let signature = BASE64.encode(&key.sign(base.as_bytes()));
    let headers = request.headers_mut();
    headers.insert(SIGNATURE_INPUT, header(&format!("{LABEL}{params}")));
    headers.insert(SIGNATURE, header(&format!("{LABEL}:{signature}:")));
    Ok(())
}

fn header(value: &str) -> HeaderValue {
    HeaderValue::from_str(value).expect("made above of base64, digits and constant printable ASCII")
}
