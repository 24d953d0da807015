//! What goes around every request: its id, its line in the log, a limit to its time, and a net under its panics.
//!
//! The log says request id, method, route (its template, not the path with somebody's id in it), status and
//! microseconds. No body, key, name or amount.

use std::{any::Any, time::Duration};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use bank_api::{env::random, message::route, problem::ProblemCode, time::Timestamp};
use data_encoding::HEXLOWER;
use http::{
    HeaderName, HeaderValue,
    header::{CACHE_CONTROL, DATE},
};
use tokio::time::Instant;

use super::{Api, refusal::Refusal};

/// How long a request may take. An operation that was begun goes on; only the answer is not waited for.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);
/// An audit reads the whole ledger.
const AUDIT_TIMEOUT: Duration = Duration::from_mins(10);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const TRACE_PARENT: HeaderName = HeaderName::from_static("traceparent");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Names the request, logs it when it is answered, and sets the headers that every answer has.
pub(super) async fn observe(State(api): State<Api>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = random::<8>(api.env.rng.as_ref()).map_or_else(|_| "-".to_owned(), |id| HEXLOWER.encode(&id));
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let trace = trace_parent(&request);

    let mut response = next.run(request).await;

    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, id);
    }
    // By the bank's clock, which is the one that signatures are judged by.
    if let Some(date) = http_date(api.env.clock.now()) {
        headers.insert(DATE, date);
    }
    // Nearly all answers are somebody's own; those that are for everybody say otherwise themselves.
    headers.entry(CACHE_CONTROL).or_insert(NO_STORE);

    let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
    let (status, route) = (response.status().as_u16(), route.as_deref().unwrap_or("-"));
    tracing::info!(request = id, trace, %method, route, status, micros, "answered");
    response
}

/// Ends what takes too long.
pub(super) async fn limit_time(request: Request, next: Next) -> Response {
    let limit = if request.uri().path() == route::AUDITS { AUDIT_TIMEOUT } else { REQUEST_TIMEOUT };
    tokio::time::timeout(limit, next.run(request)).await.unwrap_or_else(|_| {
        let detail = "the bank did not manage it in time: ask again, it is safe to repeat";
        Refusal::new(ProblemCode::Unavailable, detail).into_response()
    })
}

/// The answer to a request whose handler panicked. What it said stays here.
// The panic hook has already written what and where.
pub(super) fn after_panic(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a request's handler panicked");
    Refusal::new(ProblemCode::Internal, "something broke in the bank: try again, it is safe to repeat")
        .into_response()
}

/// The trace that the request belongs to (W3C Trace Context), if it looks like one.
fn trace_parent(request: &Request) -> Option<String> {
    let value = request.headers().get(TRACE_PARENT)?.to_str().ok()?;
    let plausible = value.len() == 55 && value.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    plausible.then(|| value.to_owned())
}

fn http_date(now: Timestamp) -> Option<HeaderValue> {
    let since_1970 = Duration::from_secs(u64::try_from(now.seconds()).ok()?);
    let date = std::time::UNIX_EPOCH.checked_add(since_1970)?;
    HeaderValue::from_str(&httpdate::fmt_http_date(date)).ok()
}
