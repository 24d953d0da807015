//! The one flat error.

use std::{collections::HashMap, fmt};

use bank_api::problem::RejectReason;
use qr_scan::{FrameError, SymbolError};
use wallet_core::{KeysError, ReceiptError, WalletError};

use crate::{call::run_here, codes::error_codes};

/// A stable name of the table of codes: why a call failed, or why the bank said no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorCode(pub String);

uniffi::custom_newtype!(ErrorCode, String);

impl From<RejectReason> for ErrorCode {
    fn from(reason: RejectReason) -> Self {
        Self(reason.code().to_owned())
    }
}

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Error)]
pub enum NativeError {
    /// There is one kind: apps switch on `code`.
    Failed {
        /// What went wrong: a stable name of the table of codes.
        code: ErrorCode,
        /// What happened and what to do, in English, for the log. Without the owner's data.
        detail: String,
        /// May the same call succeed when it is made again, with nothing else changed?
        retryable: bool,
        /// The values that a message in another language needs, by name.
        details: HashMap<String, String>,
    },
}

impl NativeError {
    pub(crate) fn new(code: &str, detail: impl Into<String>) -> Self {
        Self::Failed {
            code: ErrorCode(code.to_owned()),
            detail: detail.into(),
            retryable: false,
            details: HashMap::new(),
        }
    }

    /// The wallet was closed.
    pub(crate) fn closed() -> Self {
        Self::new("closed", "the wallet was closed: open it again")
    }

    /// A panic, caught. What it said may hold the owner's data, so only the log hook is told where it was.
    pub(crate) fn fault() -> Self {
        Self::new("library-fault", "something broke inside the wallet: the log says where, please report it")
    }

    /// An argument that the types of the border can't rule out.
    pub(crate) fn argument(what: &str, why: impl fmt::Display) -> Self {
        Self::new("bad-argument", format!("{what}: {why}"))
    }
}

impl fmt::Display for NativeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Failed { code, detail, .. } = self;
        write!(f, "{}: {detail}", code.0)
    }
}

impl std::error::Error for NativeError {}

impl From<WalletError> for NativeError {
    fn from(error: WalletError) -> Self {
        // Our threads last as long as the process: a job is lost only when it panicked.
        if matches!(error, WalletError::Job(_)) {
            return Self::fault();
        }
        let details = error.details().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self::Failed {
            code: ErrorCode(error.code().to_owned()),
            detail: error.to_string(),
            retryable: error.retryable(),
            details,
        }
    }
}

impl From<KeysError> for NativeError {
    fn from(error: KeysError) -> Self {
        WalletError::Keys(error).into()
    }
}

impl From<FrameError> for NativeError {
    fn from(error: FrameError) -> Self {
        Self::new("bad-frame", error.to_string())
    }
}

impl From<SymbolError> for NativeError {
    fn from(error: SymbolError) -> Self {
        Self::new("text-too-long", error.to_string())
    }
}

impl From<ReceiptError> for NativeError {
    fn from(error: ReceiptError) -> Self {
        Self::new("bad-receipt", error.to_string())
    }
}

/// A row of the table of codes.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ErrorCodeInfo {
    /// The code.
    pub code: ErrorCode,
    /// What it means, in one line of English.
    pub meaning: String,
    /// May the same call succeed when it is made again, with nothing else changed?
    pub retryable: bool,
}

/// Every code that there is, sorted: for a test that an app has words for each.
#[uniffi::export]
pub fn error_code_table() -> Result<Vec<ErrorCodeInfo>, NativeError> {
    let row = |row: wallet_core::ErrorCode| ErrorCodeInfo {
        code: ErrorCode(row.code.to_owned()),
        meaning: row.meaning.to_owned(),
        retryable: row.retryable,
    };
    run_here(|| Ok(error_codes().into_iter().map(row).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_facades_own_codes_are_in_the_table_once() {
        let table = error_codes();
        for pair in table.windows(2) {
            assert!(pair[0].code < pair[1].code, "{} is there twice", pair[0].code);
        }
        let frame = FrameError::Empty { width: 0, height: 0 };
        for error in [
            NativeError::closed(),
            NativeError::fault(),
            NativeError::argument("an amount", "too large"),
            frame.into(),
            SymbolError::TooLong { bytes: 1 }.into(),
            ReceiptError::Malformed("").into(),
        ] {
            let NativeError::Failed { code, retryable, .. } = error;
            let row = table.iter().find(|row| row.code == code.0).unwrap();
            assert_eq!(row.retryable, retryable);
        }
    }

    #[test]
    fn an_error_keeps_what_the_app_needs() {
        let NativeError::Failed { code, detail, retryable, details } = WalletError::AmountZero.into();
        assert_eq!((code.0.as_str(), retryable, details.len()), ("amount-zero", false, 0));
        assert_eq!(detail, "the amount must be more than nothing");
    }
}
