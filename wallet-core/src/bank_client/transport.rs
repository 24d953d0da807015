//! The port to the bank: bytes out, bytes back.
//!
//! It is as small as it can be, so that all that has a meaning (signing, clocks, problems, retries) stands above it
//! and runs in every test, and so that a simulation can carry requests to a bank in the same process, and lose them.

use bank_api::env::BoxFuture;

/// The most bytes that an answer may have. The largest true one, a full page of entries, has under 200 kB.
pub const MAX_ANSWER_BYTES: usize = 1024 * 1024;

/// Why no usable answer came. Whether the bank got the request is then unknown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// No connection.
    #[error("no connection ({0})")]
    Unreachable(String),
    /// No answer in time.
    #[error("no answer in time")]
    Timeout,
    /// The connection broke before the answer was whole.
    #[error("the connection broke ({0})")]
    Broken(String),
    /// More than [`MAX_ANSWER_BYTES`].
    #[error("the answer is larger than {MAX_ANSWER_BYTES} bytes")]
    TooLarge,
    /// The address of the bank, or its certificates, can't be used.
    #[error("the bank's address can't be used: {0}")]
    Address(String),
}

/// An answer that comes in pieces, for as long as the bank holds it open.
pub trait EventSource: Send {
    /// The next piece; `None` when the bank ended it.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>>;
}

/// An answer's status, and the answer as it comes.
pub type Streamed = (http::StatusCode, Box<dyn EventSource>);

/// Carries requests to the bank. The URI of a request is absolute.
pub trait BankTransport: Send + Sync {
    /// Sends `request` and gives the whole answer.
    fn send(
        &self,
        request: http::Request<Vec<u8>>,
    ) -> BoxFuture<'_, Result<http::Response<Vec<u8>>, TransportError>>;

    /// Sends `request` and gives the answer's status and the answer as it comes.
    fn stream(&self, request: http::Request<Vec<u8>>) -> BoxFuture<'_, Result<Streamed, TransportError>>;
}
