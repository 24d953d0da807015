//! What a handler takes: a call that is signed, by whom the operation is for, with a body of the right form.
//!
//! | extractor | for |
//! | --- | --- |
//! | [`Signed`] | a signed request, with a JSON body or none (`()`) |
//! | [`Creation`] | the same, for what makes a thing or moves money: with an `Idempotency-Key`, which is the thing's id |
//! | [`Id`], [`Parameters`] | what stands in the path and the query |

use axum::{
    extract::{FromRequest, FromRequestParts, Path, Query, Request},
    response::{IntoResponse, Response},
};
use bank_api::{
    content_digest::content_digest,
    http_signature::IDEMPOTENCY_KEY,
    id::{AccountId, OrderId},
    log::hash::Hash,
    problem::ProblemCode,
};
use http::{HeaderMap, HeaderName, HeaderValue, header::CONTENT_TYPE, request::Parts};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    Api,
    caller::{Caller, CentralBank, Device, Participant, Role, authenticate, read_body},
    idempotency::Claim,
    refusal::Refusal,
};

const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// A signed request by a caller in the role `C`, with the body `B`.
pub(crate) struct Signed<C, B = ()> {
    pub(crate) caller: C,
    pub(crate) body: B,
}

impl<C: Role, B: CallBody> FromRequest<Api> for Signed<C, B> {
    type Rejection = Refusal;

    async fn from_request(request: Request, api: &Api) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let body = read_body(&parts, body).await?;
        let caller = authenticate(api, &parts, &body).await?;
        let caller = C::of(caller).map_err(Refusal::forbidden)?;
        Ok(Self { caller, body: B::parse(&parts.headers, &body)? })
    }
}

/// A signed request that makes a thing or moves money, once.
pub(crate) struct Creation<C, B> {
    pub(crate) caller: C,
    pub(crate) body: B,
    /// The id of the thing: the `Idempotency-Key`.
    pub(crate) id: OrderId,
    /// To be taken in the transaction that makes the thing, or before the ledger is asked.
    pub(crate) claim: Claim,
}

impl<C: Role + Principal, B: CallBody> FromRequest<Api> for Creation<C, B> {
    type Rejection = Refusal;

    async fn from_request(request: Request, api: &Api) -> Result<Self, Refusal> {
        let (parts, bytes) = request.into_parts();
        let bytes = read_body(&parts, bytes).await?;
        let caller = authenticate(api, &parts, &bytes).await?;
        let caller = C::of(caller).map_err(Refusal::forbidden)?;
        let id = idempotency_key(&parts.headers)?;
        let body = B::parse(&parts.headers, &bytes)?;
        let claim = Claim { caller: caller.account(api), key: id, fingerprint: fingerprint(&parts, &bytes) };
        Ok(Self { caller, body, id, claim })
    }
}

/// Under which account a caller's idempotency keys are kept: all devices of a wallet share them.
pub(crate) trait Principal {
    /// The account.
    fn account(&self, api: &Api) -> AccountId;
}

impl Principal for Device {
    fn account(&self, _: &Api) -> AccountId {
        self.account
    }
}

impl Principal for CentralBank {
    fn account(&self, api: &Api) -> AccountId {
        api.vault
    }
}

impl Principal for Participant {
    fn account(&self, _: &Api) -> AccountId {
        AccountId::of_participant(&self.0)
    }
}

/// A body of the form that an operation takes.
pub(crate) trait CallBody: Sized {
    /// Reads it.
    fn parse(headers: &HeaderMap, bytes: &[u8]) -> Result<Self, Refusal>;
}

/// No body.
impl CallBody for () {
    fn parse(_: &HeaderMap, bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.is_empty() { Ok(()) } else { Err(Refusal::invalid("this operation takes no body")) }
    }
}

/// JSON.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> CallBody for Json<T> {
    fn parse(headers: &HeaderMap, bytes: &[u8]) -> Result<Self, Refusal> {
        want_media_type(headers, "application/json")?;
        // The message may repeat a word of the body, and goes to the one who wrote it.
        serde_json::from_slice(bytes).map(Self).map_err(|error| Refusal::invalid(error.to_string()))
    }
}

/// Refuses a body of another media type. Its parameters do not matter (RFC 9110, section 8.3.1).
pub(super) fn want_media_type(headers: &HeaderMap, wanted: &'static str) -> Result<(), Refusal> {
    let sent = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = sent.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(wanted) {
        Ok(())
    } else {
        Err(Refusal::new(ProblemCode::UnsupportedMediaType, format!("the body must be {wanted}")))
    }
}

/// The id in `Idempotency-Key`: a string of structured fields (RFC 9651) with a UUID in it.
fn idempotency_key(headers: &HeaderMap) -> Result<OrderId, Refusal> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else {
        let detail = "this operation wants an Idempotency-Key: a UUIDv7 in quotes, the same for each attempt";
        return Err(Refusal::new(ProblemCode::IdempotencyKeyMissing, detail));
    };
    let quoted = value.to_str().ok().map(str::trim);
    let key = quoted.and_then(|quoted| quoted.strip_prefix('"')?.strip_suffix('"')?.parse().ok());
    key.ok_or_else(|| Refusal::invalid("an Idempotency-Key is a UUID in quotes"))
}

/// Names what is asked for: the same for every attempt, unlike the signature with its nonce and time.
fn fingerprint(parts: &Parts, body: &[u8]) -> Hash {
    let text = format!("{}\n{}\n{}", parts.method, parts.uri.path(), content_digest(body));
    Hash::of(text.as_bytes())
}

/// The one `{name}` in the path.
pub(crate) struct Id<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        match Path::<T>::from_request_parts(parts, state).await {
            Ok(Path(id)) => Ok(Self(id)),
            Err(error) => Err(Refusal::invalid(format!("the path: {}", error.body_text()))),
        }
    }
}

/// The query.
pub(crate) struct Parameters<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Parameters<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(query)) => Ok(Self(query)),
            Err(error) => Err(Refusal::invalid(format!("the query: {}", error.body_text()))),
        }
    }
}

/// The answer to a [`Creation`].
pub(crate) struct Created<T> {
    pub(crate) body: T,
    /// Was it made by an earlier attempt?
    pub(crate) replayed: bool,
}

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        let mut response = axum::Json(self.body).into_response();
        if self.replayed {
            response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
        }
        response
    }
}

/// A caller whatever the role, for operations that look themselves.
impl Role for Caller {
    fn of(caller: Caller) -> Result<Self, &'static str> {
        Ok(caller)
    }
}
