//! The bank's API as typed calls.
//!
//! One place signs requests (RFC 9421), corrects the phone's clock, reads problems (RFC 9457) and refuses rubbish. It
//! retries only what the bank certainly did not do: a request that it refused for its time or its nonce.

mod clock;
mod http;
mod sse;
mod transport;

use std::sync::Arc;

use ::http::{HeaderValue, Method, Request, Response, StatusCode, header};
use bank_api::{
    env::{BoxFuture, Env, random},
    http_signature,
    id::OrderId,
    key::SecretKey,
    message::{payment::ORDER_MEDIA_TYPE, route},
    problem::{Problem, ProblemCode},
    time::Timestamp,
};
use serde::{Serialize, de::DeserializeOwned};

use self::clock::BankClock;
pub use self::http::HttpTransport;
pub(crate) use self::sse::EventCounter;
pub use self::transport::{BankTransport, EventSource, MAX_ANSWER_BYTES, Streamed, TransportError};
use crate::WalletError;

/// Talks to one bank. Cheap to clone.
#[derive(Clone)]
pub struct BankClient {
    base: Arc<str>,
    transport: Arc<dyn BankTransport>,
    env: Env,
    clock: Arc<BankClock>,
}

impl std::fmt::Debug for BankClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BankClient").field("base", &self.base).finish_non_exhaustive()
    }
}

impl BankClient {
    /// A client of the bank at `url`.
    pub fn new(url: &str, transport: Arc<dyn BankTransport>, env: Env) -> Result<Self, WalletError> {
        self::http::base_url(url)?;
        let base = url.trim_end_matches('/').into();
        Ok(Self { base, transport, env, clock: Arc::default() })
    }

    /// What time it is at the bank, as far as the wallet knows.
    pub fn now(&self) -> Timestamp {
        self.clock.now(self.env.clock.as_ref())
    }

    /// Takes the bank's word for its time.
    pub(crate) fn set_clock(&self, server_time: Timestamp) {
        self.clock.learn(self.env.clock.as_ref(), server_time);
    }

    /// Has the bank accepted this process's time a short while ago?
    pub(crate) fn knows_time(&self) -> bool {
        self.clock.is_known(self.env.clock.as_ref())
    }

    /// The bank's clock less the phone's, in microseconds: to be kept for the next process.
    pub(crate) fn clock_offset(&self) -> i64 {
        self.clock.offset()
    }

    /// Starts from what another process learned.
    pub(crate) fn set_clock_offset(&self, offset: i64) {
        self.clock.set_offset(offset);
    }

    /// GET `path` (with its query), signed by `signer` if the path wants it.
    pub async fn get<T: DeserializeOwned>(
        &self,
        path: &str,
        signer: Option<&SecretKey>,
    ) -> Result<T, WalletError> {
        self.call(&Draft::new(Method::GET, path), signer).await
    }

    /// GET `path` whose answer is text.
    pub async fn get_text(&self, path: &str) -> Result<String, WalletError> {
        let answer = self.send(&Draft::new(Method::GET, path), None).await?;
        String::from_utf8(answer.into_body())
            .map_err(|_| WalletError::BankAnswer("the text is not UTF-8".to_owned()))
    }

    /// POST `body` as JSON. `idempotency_key` is the id of the thing that is made, where the API wants one: made and
    /// stored before the first attempt, the same for each.
    pub async fn post<B: Serialize, T: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
        idempotency_key: Option<String>,
        signer: &SecretKey,
    ) -> Result<T, WalletError> {
        let body = serde_json::to_vec(body)
            .map_err(|error| WalletError::BankAnswer(format!("the request can't be written: {error}")))?;
        let draft =
            Draft { body, idempotency_key, media_type: "application/json", ..Draft::new(Method::POST, path) };
        self.call(&draft, Some(signer)).await
    }

    /// POST without a body: has something done that is safe to repeat.
    pub async fn post_empty<T: DeserializeOwned>(
        &self,
        path: &str,
        signer: &SecretKey,
    ) -> Result<T, WalletError> {
        self.call(&Draft::new(Method::POST, path), Some(signer)).await
    }

    /// POST a signed order: it is its own credential.
    pub(crate) async fn post_order<T: DeserializeOwned>(&self, order: Vec<u8>) -> Result<T, WalletError> {
        let draft =
            Draft { body: order, media_type: ORDER_MEDIA_TYPE, ..Draft::new(Method::POST, route::PAYMENTS) };
        self.call(&draft, None).await
    }

    /// Opens the stream of events of the account whose device `signer` is.
    pub(crate) async fn events(&self, signer: &SecretKey) -> Result<Box<dyn EventSource>, WalletError> {
        let draft = Draft::new(Method::GET, route::EVENTS);
        let mut request = self.request(&draft, Some(signer))?;
        request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("text/event-stream"));
        let (status, mut source) = self.transport.stream(request).await?;
        if status == StatusCode::OK {
            return Ok(source);
        }
        let mut body = Vec::new();
        while let Some(piece) = source.next().await? {
            body.extend_from_slice(&piece);
            if body.len() > MAX_ANSWER_BYTES {
                return Err(TransportError::TooLarge.into());
            }
        }
        Err(refusal(status, &body))
    }

    async fn call<T: DeserializeOwned>(
        &self,
        draft: &Draft<'_>,
        signer: Option<&SecretKey>,
    ) -> Result<T, WalletError> {
        // Boxed, so that sending is in the program once and not for each type of answer.
        let sending: BoxFuture<'_, _> = Box::pin(self.send(draft, signer));
        let answer = sending.await?;
        serde_json::from_slice(answer.body()).map_err(|error| {
            // serde's message may quote the body; its place in it is enough.
            WalletError::BankAnswer(format!(
                "unreadable JSON at line {} column {}",
                error.line(),
                error.column()
            ))
        })
    }

    /// Sends the request; once more when the bank refused it for its time or its nonce, so did nothing.
    async fn send(
        &self,
        draft: &Draft<'_>,
        signer: Option<&SecretKey>,
    ) -> Result<Response<Vec<u8>>, WalletError> {
        let first = self.send_once(draft, signer).await;
        match first {
            Err(WalletError::Refused(problem)) if problem.code == ProblemCode::ClockSkew => {
                let Some(server_time) = problem.server_time else {
                    return Err(WalletError::BankAnswer(
                        "it refused our clock and did not say the time".to_owned(),
                    ));
                };
                self.set_clock(server_time);
                self.send_once(draft, signer).await
            }
            Err(error) if error.is_refusal(ProblemCode::NonceReused) => self.send_once(draft, signer).await,
            first => first,
        }
    }

    async fn send_once(
        &self,
        draft: &Draft<'_>,
        signer: Option<&SecretKey>,
    ) -> Result<Response<Vec<u8>>, WalletError> {
        let answer = self.transport.send(self.request(draft, signer)?).await?;
        if !answer.status().is_success() {
            return Err(refusal(answer.status(), answer.body()));
        }
        if signer.is_some() {
            self.clock.accept(self.env.clock.as_ref());
        }
        Ok(answer)
    }

    fn request(
        &self,
        draft: &Draft<'_>,
        signer: Option<&SecretKey>,
    ) -> Result<Request<Vec<u8>>, WalletError> {
        let unusable =
            |error: &dyn std::fmt::Display| WalletError::BankAnswer(format!("unusable request: {error}"));
        let mut builder =
            Request::builder().method(draft.method.clone()).uri(format!("{}{}", self.base, draft.path));
        if !draft.body.is_empty() {
            builder = builder.header(header::CONTENT_TYPE, draft.media_type);
        }
        if let Some(key) = &draft.idempotency_key {
            // A structured-field string (RFC 8941): an identifier holds nothing to escape.
            builder = builder.header("idempotency-key", format!("\"{key}\""));
        }
        let mut request = builder.body(draft.body.clone()).map_err(|error| unusable(&error))?;
        if let Some(key) = signer {
            let nonce = random(self.env.rng.as_ref())?;
            http_signature::sign(&mut request, key, self.now(), nonce).map_err(|error| unusable(&error))?;
        }
        Ok(request)
    }
}

/// A request before it is signed: signed anew for each attempt.
struct Draft<'a> {
    method: Method,
    path: &'a str,
    body: Vec<u8>,
    media_type: &'static str,
    idempotency_key: Option<String>,
}

impl<'a> Draft<'a> {
    fn new(method: Method, path: &'a str) -> Self {
        Self { method, path, body: Vec::new(), media_type: "", idempotency_key: None }
    }
}

/// The bank's refusal; what is no problem document (a proxy's page, rubbish) is not believed.
fn refusal(status: StatusCode, body: &[u8]) -> WalletError {
    match serde_json::from_slice::<Problem>(body) {
        Ok(problem) if problem.status == status.as_u16() => WalletError::Refused(Box::new(problem)),
        _ => WalletError::BankAnswer(format!("status {} without a problem document", status.as_u16())),
    }
}

/// The path of an order.
pub(crate) fn payment_path(order: OrderId) -> String {
    route::fill(route::PAYMENT, order)
}
