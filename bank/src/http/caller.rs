//! Who calls: checks a request's signature (RFC 9421) before anything is done with its body.
//!
//! ```text
//! body (bounded) -> signature read -> key looked up -> verified -> not revoked -> nonce new -> Caller
//!                      401               401            400 401      403          401 429
//! ```
//!
//! In its first minutes the bank refuses what was signed before it started, like a request with a wrong clock: the nonce
//! may have been seen by the bank that ran before. The caller signs it again and goes on. Later the time refuses it.
//!
//! This is a second line. A caller's clock may be ahead by [`WINDOW`], and so may a signature that the bank before has seen: it is
//! taken again. That changes nothing, because no operation relies on its nonce: what is repeated is found under the id of the
//! thing, or under the `Idempotency-Key`, which are kept for ever.

use axum::body::Body;
use bank_api::{
    http_signature::{ParsedSignature, WINDOW},
    id::{AccountId, ParticipantId},
    key::{KeyId, PublicKey},
    problem::{Problem, ProblemCode},
    time::Timestamp,
};
use futures_util::StreamExt;
use http::{header::CONTENT_LENGTH, request::Parts};

use super::{Api, nonce::Seen, refusal::Refusal};
use crate::{directory, keys::Operator};

/// The largest body that is read: a signed statement of the greatest size, as base64url in JSON, and some more.
pub(super) const MAX_BODY_BYTES: usize = 32 * 1024;

/// Who has signed a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// A wallet's device.
    Wallet(Device),
    /// A bank's operator.
    Operator(Operator),
}

/// A wallet's device that may act for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Device {
    /// The wallet.
    pub(crate) account: AccountId,
    /// The device's key.
    pub(crate) key: KeyId,
}

/// The central bank's operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CentralBank;

/// A commercial bank's operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Participant(pub(crate) ParticipantId);

/// A part that a caller plays: some operations are for some only.
pub(crate) trait Role: Sized {
    /// The caller in this role, or what the operation is for.
    fn of(caller: Caller) -> Result<Self, &'static str>;
}

impl Role for Device {
    fn of(caller: Caller) -> Result<Self, &'static str> {
        if let Caller::Wallet(device) = caller { Ok(device) } else { Err("this is for wallets") }
    }
}

impl Role for CentralBank {
    fn of(caller: Caller) -> Result<Self, &'static str> {
        let central_bank = caller == Caller::Operator(Operator::CentralBank);
        if central_bank { Ok(Self) } else { Err("this is for the central bank") }
    }
}

impl Role for Participant {
    fn of(caller: Caller) -> Result<Self, &'static str> {
        match caller {
            Caller::Operator(Operator::Participant(id)) => Ok(Self(id)),
            _ => Err("this is for commercial banks"),
        }
    }
}

impl Role for Operator {
    fn of(caller: Caller) -> Result<Self, &'static str> {
        if let Caller::Operator(operator) = caller { Ok(operator) } else { Err("this is for banks") }
    }
}

/// Reads a body, but no more than [`MAX_BODY_BYTES`] of it.
pub(super) async fn read_body(parts: &Parts, body: Body) -> Result<Vec<u8>, Refusal> {
    let too_large =
        || Refusal::new(ProblemCode::TooLarge, format!("a body has at most {MAX_BODY_BYTES} bytes"));
    let announced =
        parts.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > MAX_BODY_BYTES as u64) {
        return Err(too_large());
    }
    let mut pieces = body.into_data_stream();
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Refusal::invalid("the body did not arrive whole"))?;
        if bytes.len() + piece.len() > MAX_BODY_BYTES {
            return Err(too_large());
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// Finds out who signed a request.
pub(super) async fn authenticate(api: &Api, parts: &Parts, body: &[u8]) -> Result<Caller, Refusal> {
    let signature = read_signature(api, parts)?;
    let key_id = signature.key_id();
    if let Some((operator, key)) = api.keys.operators.find(key_id).cloned() {
        let proof = check(api, signature, parts, body, key).await?;
        take_nonce(api, &proof, None)?;
        return Ok(Caller::Operator(operator));
    }
    let device = api.database.read(move |tx| directory::device_by_key(tx, key_id)).await?;
    let unknown =
        || Refusal::new(ProblemCode::UnknownKey, "this bank does not know the key that signed the request");
    let device = device.ok_or_else(unknown)?;
    let proof = check(api, signature, parts, body, device.device_key).await?;
    if device.revoked_at.is_some() {
        return Err(Refusal::new(ProblemCode::DeviceRevoked, "the wallet's owner has revoked this device"));
    }
    take_nonce(api, &proof, Some(device.account))?;
    Ok(Caller::Wallet(Device { account: device.account, key: key_id }))
}

/// Checks that `key` signed a request: that of a device which the bank may not know yet. Its nonce is not remembered, or
/// strangers would fill the memory with keys that they make: only for operations that a repetition does not change.
pub(super) async fn authenticate_as(
    api: &Api,
    parts: &Parts,
    body: &[u8],
    key: PublicKey,
) -> Result<(), Refusal> {
    let signature = read_signature(api, parts)?;
    check(api, signature, parts, body, key).await?;
    Ok(())
}

fn read_signature(api: &Api, parts: &Parts) -> Result<ParsedSignature, Refusal> {
    ParsedSignature::parse(parts).map_err(|error| Refusal::signature(error, api.env.clock.now()))
}

/// What a signature that holds leaves to be remembered.
struct Proof {
    key: KeyId,
    nonce: [u8; 16],
    expires: Timestamp,
    now: Timestamp,
}

async fn check(
    api: &Api,
    signature: ParsedSignature,
    parts: &Parts,
    body: &[u8],
    key: PublicKey,
) -> Result<Proof, Refusal> {
    let now = api.env.clock.now();
    let proof =
        Proof { key: signature.key_id(), nonce: *signature.nonce(), expires: signature.expires(), now };
    let just_started = now.since(api.started_at) <= 2 * WINDOW;
    if just_started && signature.created().seconds() < api.started_at.seconds() {
        return Err(Problem::clock_skew(now).into());
    }
    let (parts, body, authorities) = (parts.clone(), body.to_vec(), api.authorities.clone());
    api.env
        .block(move || signature.verify(&parts, &body, &key, &authorities, now))
        .await?
        .map_err(|error| Refusal::signature(error, now))?;
    Ok(proof)
}

fn take_nonce(api: &Api, proof: &Proof, wallet: Option<AccountId>) -> Result<(), Refusal> {
    let &Proof { key, nonce, expires, now } = proof;
    let (code, detail) = match api.nonces.take(key, wallet, nonce, expires, now) {
        Seen::New => return Ok(()),
        Seen::Before => (ProblemCode::NonceReused, "a request with this nonce was taken before"),
        Seen::TooMany => (ProblemCode::TooManyRequests, "this wallet asks too often: wait a little"),
        Seen::Full => (ProblemCode::Unavailable, "the bank takes no more requests for now"),
    };
    Err(Refusal::new(code, detail))
}
