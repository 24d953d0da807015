//! What the API answers when it does not do what was asked: problem details (RFC 9457).

use axum::response::{IntoResponse, Response};
use bank_api::{
    content_digest::WANT_CONTENT_DIGEST,
    env::{JobLost, NoRandomness},
    http_signature::{ACCEPT_SIGNATURE, SignatureError},
    problem::{MEDIA_TYPE, Problem, ProblemCode, RejectReason},
    time::Timestamp,
};
use http::{
    HeaderName, HeaderValue, StatusCode,
    header::{CONTENT_TYPE, RETRY_AFTER},
};

use crate::{
    exchange::{CoreBankError, ExchangeError},
    ledger::VerifyError,
    sequencer::LedgerError,
    store::StoreError,
};

const ACCEPT_SIGNATURE_NAME: HeaderName = HeaderName::from_static("accept-signature");
const WANT_CONTENT_DIGEST_NAME: HeaderName = HeaderName::from_static("want-content-digest");
/// When a caller may try again what the bank had no time for.
const RETRY_AFTER_SECONDS: HeaderValue = HeaderValue::from_static("1");

/// A problem on its way to the caller.
#[derive(Debug)]
pub(crate) struct Refusal(pub(crate) Box<Problem>);

impl Refusal {
    /// A problem of this kind; `detail` says to people what happened this time.
    pub(crate) fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Problem::new(code, detail).into()
    }

    /// The business says no.
    pub(crate) fn rejected(reason: RejectReason) -> Self {
        Problem::rejected(reason).into()
    }

    /// The body, the path or the query is not what the operation takes.
    pub(crate) fn invalid(detail: impl Into<String>) -> Self {
        Self::new(ProblemCode::InvalidRequest, detail)
    }

    /// There is no such thing, or none that this caller may see.
    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(ProblemCode::NotFound, format!("there is no such {what}"))
    }

    /// The key may not do this.
    pub(crate) fn forbidden(detail: &str) -> Self {
        Self::new(ProblemCode::Forbidden, detail)
    }

    /// The key was used for another request.
    pub(crate) fn idempotency_key_reused() -> Self {
        let detail = "this Idempotency-Key was used for something else: make a new one for a new request";
        Self::new(ProblemCode::IdempotencyKeyReused, detail)
    }

    /// Something broke here. The log has what; the caller has nothing of it.
    pub(crate) fn internal(error: &dyn std::error::Error) -> Self {
        let source = error.source().map(ToString::to_string);
        tracing::error!(%error, source, "a request failed");
        Self::new(ProblemCode::Internal, "something broke in the bank: try again, it is safe to repeat")
    }

    fn unavailable(detail: &str) -> Self {
        Self::new(ProblemCode::Unavailable, detail)
    }

    /// Why a request's signature is not accepted at the instant `now`.
    pub(crate) fn signature(error: SignatureError, now: Timestamp) -> Self {
        match error {
            SignatureError::OutsideWindow { .. } => Problem::clock_skew(now).into(),
            SignatureError::DigestMismatch | SignatureError::DigestUnusable => {
                Self::new(ProblemCode::DigestMismatch, error.to_string())
            }
            _ => Self::new(ProblemCode::SignatureInvalid, error.to_string()),
        }
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self(Box::new(problem))
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::internal(&error)
    }
}

impl From<JobLost> for Refusal {
    fn from(error: JobLost) -> Self {
        Self::internal(&error)
    }
}

impl From<NoRandomness> for Refusal {
    fn from(error: NoRandomness) -> Self {
        Self::internal(&error)
    }
}

impl From<LedgerError> for Refusal {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::Busy => Self::unavailable("too many orders are waiting: try again in a moment"),
            LedgerError::Closed => Self::unavailable("the bank is shutting down: try again in a moment"),
            LedgerError::NotInLog => Self::not_found("leaf or size of the log"),
            LedgerError::Store(_) | LedgerError::OtherKeys => Self::internal(&error),
        }
    }
}

impl From<ExchangeError> for Refusal {
    fn from(error: ExchangeError) -> Self {
        match error {
            ExchangeError::IdReused => Self::idempotency_key_reused(),
            ExchangeError::NoCustomer => Self::forbidden("the wallet is no customer's"),
            ExchangeError::Store(error) => error.into(),
            ExchangeError::Ledger(error) => error.into(),
            ExchangeError::CoreBank(error) => error.into(),
        }
    }
}

impl From<CoreBankError> for Refusal {
    fn from(error: CoreBankError) -> Self {
        match error {
            CoreBankError::Conflict => Self::idempotency_key_reused(),
            CoreBankError::NoSuchAccount => Self::not_found("account"),
            CoreBankError::Overflow => Self::rejected(RejectReason::BalanceOverflow),
            CoreBankError::NoSuchHold | CoreBankError::Unavailable(_) => Self::internal(&error),
        }
    }
}

impl From<VerifyError> for Refusal {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Statement(_) => Self::new(ProblemCode::InvalidStatement, error.to_string()),
            VerifyError::UnknownKey => Self::new(ProblemCode::UnknownKey, error.to_string()),
            VerifyError::NotThePayers => Self::new(ProblemCode::Forbidden, error.to_string()),
            VerifyError::Store(error) => error.into(),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Self(problem) = self;
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = (status, [(CONTENT_TYPE, MEDIA_TYPE)], body).into_response();
        let headers = response.headers_mut();
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(ACCEPT_SIGNATURE_NAME, HeaderValue::from_static(ACCEPT_SIGNATURE));
        }
        match problem.code {
            ProblemCode::DigestMismatch => {
                headers.insert(WANT_CONTENT_DIGEST_NAME, HeaderValue::from_static(WANT_CONTENT_DIGEST));
            }
            ProblemCode::Unavailable | ProblemCode::TooManyRequests => {
                headers.insert(RETRY_AFTER, RETRY_AFTER_SECONDS);
            }
            _ => {}
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_what_may_be_done_about_it() {
        for code in ProblemCode::ALL {
            let response = Refusal::new(*code, "x").into_response();
            assert_eq!(response.status().as_u16(), code.status());
            assert_eq!(response.headers()[CONTENT_TYPE], MEDIA_TYPE);
            let unauthorised = response.status() == StatusCode::UNAUTHORIZED;
            assert_eq!(response.headers().contains_key(ACCEPT_SIGNATURE_NAME), unauthorised, "{code}");
            let later = [429, 503].contains(&response.status().as_u16());
            assert_eq!(response.headers().contains_key(RETRY_AFTER), later, "{code}");
        }
    }

    #[test]
    fn what_broke_in_the_bank_stays_in_the_log() {
        let error = StoreError::Damaged("a secret path".to_owned());
        let Refusal(problem) = error.into();
        assert_eq!(problem.code, ProblemCode::Internal);
        assert!(!problem.detail.contains("secret"));
    }
}
