//! What can go wrong, by what the app can do about it.
//!
//! Apps switch on [`WalletError::code`], which never changes its meaning, and translate it:
//!
//! | code | the app |
//! | --- | --- |
//! | `bank-unreachable`, `bank-answer` | says that it goes on by itself; tries again |
//! | `bank-address`, `not-registered`, `locked` | asks the owner for what is missing |
//! | `ledger-diverged` | stops paying, shows the evidence |
//! | `bad-code`, `foreign-code`, `invalid-code`, `code-expired`, `own-code` | says so, scans on |
//! | `amount-missing`, `amount-fixed`, `amount-zero`, `insufficient-funds`, `too-long`, `bad-memo`, `bad-label` | asks again |
//! | `payment-unknown`, `top-up-unknown`, `request-unknown`, `no-receipt` | has asked for what is not there |
//! | `sum-too-large` | asks for less of the history |
//! | `wallet-…`, `disk-…`, `database` | [`StoreError::code`]: about the wallet's file |
//! | `wrong-pin`, `word-count`, `keystore`, … | [`KeysError::code`]: about PIN, words and keystore |
//! | `payee-unknown`, `over-daily-limit`, … | a [`RejectReason`]: why the ledger would say no |
//! | `device-revoked`, `too-many-requests`, … | a [`ProblemCode`]: why the bank refused the request |
//! | `no-randomness`, `shutting-down` | asks the owner to restart |

mod codes;
mod details;

use std::time::Duration;

use bank_api::{
    amount::Amount,
    env::{JobLost, NoRandomness},
    problem::{Problem, ProblemCode, RejectReason},
    time::Timestamp,
};

pub use codes::{ErrorCode, error_codes};

use crate::{bank_client::TransportError, keys::KeysError, store::StoreError};

/// Why the wallet could not do something. `Display` says what happened and what to do, without the owner's data.
#[derive(Debug, thiserror::Error)]
pub enum WalletError {
    /// The bank can't be reached. Nothing is lost: what was under way goes on by itself.
    #[error("the bank can't be reached: {0}")]
    BankUnreachable(#[source] TransportError),
    /// The bank's address, or its certificates, can't be used.
    #[error("{0}")]
    BankAddress(#[source] TransportError),
    /// The bank answered something that this wallet does not understand or believe.
    #[error("the bank's answer can't be used: {0}")]
    BankAnswer(String),
    /// The bank refused the request.
    #[error("the bank refused: {}", .0.detail)]
    Refused(Box<Problem>),
    /// What the bank showed contradicts what it showed before. Paying is blocked; the evidence is kept.
    #[error(
        "the bank's ledger contradicts what it showed before: don't pay, and show this to someone you trust ({0})"
    )]
    LedgerDiverged(String),
    /// The spending key is locked.
    #[error("the wallet is locked: unlock it with the PIN first")]
    Locked,
    /// The keys, the words or the PIN.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The wallet is not known to the bank yet.
    #[error("the wallet is not registered yet: register it with the enrolment code of your bank")]
    NotRegistered,
    /// The code is not a payment code, or a damaged one.
    #[error("the code can't be read: {0}")]
    BadCode(#[from] payment_qr::ParseError),
    /// The code is sound, but of a scheme that this wallet can't pay.
    #[error("this is a {scheme} code ({country}): this wallet pays DLak codes")]
    ForeignCode {
        /// The scheme's name.
        scheme: String,
        /// The country or currency that it is for.
        country: String,
    },
    /// The code is a DLak code that breaks the rules of DLak codes.
    #[error("the DLak code is not valid: {0}")]
    InvalidCode(String),
    /// The code's time is over.
    #[error("the code expired at {0}: ask for a new one")]
    CodeExpired(Timestamp),
    /// The code pays this very wallet.
    #[error("this is your own code")]
    OwnCode,
    /// The code leaves the amount to the payer.
    #[error("the code has no amount: say how much to pay")]
    AmountMissing,
    /// The code fixes the amount, and another one was given.
    #[error("the code asks for another amount: it can only be paid as it is")]
    AmountFixed(Amount),
    /// Nothing can't be paid.
    #[error("the amount must be more than nothing")]
    AmountZero,
    /// Too little money.
    #[error("there is not enough money in the wallet")]
    InsufficientFunds {
        /// What is available.
        available: Amount,
    },
    /// The bank would reject it.
    #[error("{}", .0.title())]
    WouldBeRejected(RejectReason),
    /// A text is longer than the standard allows.
    #[error("{what} has at most {limit} characters")]
    TooLong {
        /// What is too long.
        what: &'static str,
        /// The limit, in characters.
        limit: usize,
    },
    /// A memo has characters that could make it read otherwise than it was written.
    #[error(
        "a memo is one line of text, without control characters and marks that turn its direction around"
    )]
    BadMemo,
    /// A device's name is empty, or has characters that can't be shown.
    #[error("a device's name is 1 to 64 characters that can be shown")]
    BadLabel,
    /// The bank knows no such payment request.
    #[error("there is no such payment request")]
    RequestUnknown,
    /// There is no such payment here.
    #[error("there is no such payment in this wallet")]
    PaymentUnknown,
    /// There is no such top-up here.
    #[error("there is no such top-up in this wallet")]
    TopUpUnknown,
    /// The payment has no receipt, because it is not settled.
    #[error("the payment is not settled, so there is no receipt")]
    NoReceipt,
    /// What was to be added up is more than an amount can be.
    #[error("the entries come to more than an amount can be: ask for a shorter time")]
    SumTooLarge,
    /// The wallet's file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No random bytes.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    /// A job was lost: the app is shutting down.
    #[error("the wallet is shutting down: {0}")]
    Job(#[from] JobLost),
}

impl From<TransportError> for WalletError {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Unreachable(_) | TransportError::Timeout | TransportError::Broken(_) => {
                Self::BankUnreachable(error)
            }
            TransportError::TooLarge => Self::BankAnswer(error.to_string()),
            TransportError::Address(_) => Self::BankAddress(error),
        }
    }
}

impl WalletError {
    /// A stable name for scripts and logs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BankUnreachable(_) => "bank-unreachable",
            Self::BankAddress(_) => "bank-address",
            Self::BankAnswer(_) => "bank-answer",
            Self::Refused(problem) => problem.code.code(),
            Self::LedgerDiverged(_) => "ledger-diverged",
            Self::Locked => "locked",
            Self::Keys(error) => error.code(),
            Self::NotRegistered => "not-registered",
            Self::BadCode(_) => "bad-code",
            Self::ForeignCode { .. } => "foreign-code",
            Self::InvalidCode(_) => "invalid-code",
            Self::CodeExpired(_) => "code-expired",
            Self::OwnCode => "own-code",
            Self::AmountMissing => "amount-missing",
            Self::AmountFixed(_) => "amount-fixed",
            Self::AmountZero => "amount-zero",
            Self::InsufficientFunds { .. } => "insufficient-funds",
            Self::WouldBeRejected(reason) => reason.code(),
            Self::TooLong { .. } => "too-long",
            Self::BadMemo => "bad-memo",
            Self::BadLabel => "bad-label",
            Self::RequestUnknown => "request-unknown",
            Self::PaymentUnknown => "payment-unknown",
            Self::TopUpUnknown => "top-up-unknown",
            Self::NoReceipt => "no-receipt",
            Self::SumTooLarge => "sum-too-large",
            Self::Store(error) => error.code(),
            Self::Randomness(_) => "no-randomness",
            Self::Job(_) => "shutting-down",
        }
    }

    /// May the same call succeed when it is made again, with nothing else changed?
    pub fn retryable(&self) -> bool {
        match self {
            Self::BankUnreachable(_)
            | Self::BankAnswer(_)
            | Self::Randomness(_)
            | Self::Keys(KeysError::Randomness(_)) => true,
            // By the code, not by what the answer claims: whoever stands in between could turn a no into an endless try.
            Self::Refused(problem) => problem.code.retryable(),
            _ => false,
        }
    }

    /// Did the bank say no, for good?
    pub(crate) fn is_final_refusal(&self) -> bool {
        matches!(self, Self::Refused(problem) if !problem.code.retryable())
    }

    /// Was the request refused with this code?
    pub(crate) fn is_refusal(&self, code: ProblemCode) -> bool {
        matches!(self, Self::Refused(problem) if problem.code == code)
    }
}

/// The longest pause between two attempts to reach the bank.
pub(crate) const BACKOFF_MAX: Duration = Duration::from_mins(1);

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::KeystoreError;

    /// One of each, and no more of those whose code is another enum's.
    fn one_of_each() -> Vec<WalletError> {
        vec![
            WalletError::BankUnreachable(TransportError::Timeout),
            WalletError::BankAddress(TransportError::Address(String::new())),
            WalletError::BankAnswer(String::new()),
            WalletError::Refused(Box::new(Problem::new(ProblemCode::Forbidden, ""))),
            WalletError::LedgerDiverged(String::new()),
            WalletError::Locked,
            WalletError::Keys(KeysError::WrongPin),
            WalletError::NotRegistered,
            WalletError::BadCode(payment_qr::ParseError::NotEmv),
            WalletError::ForeignCode { scheme: String::new(), country: String::new() },
            WalletError::InvalidCode(String::new()),
            WalletError::CodeExpired(Timestamp::EPOCH),
            WalletError::OwnCode,
            WalletError::AmountMissing,
            WalletError::AmountFixed(Amount::ZERO),
            WalletError::AmountZero,
            WalletError::InsufficientFunds { available: Amount::ZERO },
            WalletError::WouldBeRejected(RejectReason::PayeeUnknown),
            WalletError::TooLong { what: "", limit: 0 },
            WalletError::BadMemo,
            WalletError::BadLabel,
            WalletError::RequestUnknown,
            WalletError::PaymentUnknown,
            WalletError::TopUpUnknown,
            WalletError::NoReceipt,
            WalletError::SumTooLarge,
            WalletError::Store(StoreError::Full),
            WalletError::Store(StoreError::InUse),
            WalletError::Store(StoreError::NotFound),
            WalletError::Store(StoreError::Exists),
            WalletError::Store(StoreError::Newer { found: 2, known: 1 }),
            WalletError::Store(StoreError::Damaged(String::new())),
            WalletError::Store(StoreError::Io(String::new())),
            WalletError::Randomness(NoRandomness),
            WalletError::Job(JobLost),
        ]
    }

    #[test]
    fn every_error_has_its_own_code_and_says_something() {
        let errors = one_of_each();
        let codes: BTreeSet<&str> = errors.iter().map(WalletError::code).collect();
        assert_eq!(codes.len(), errors.len());
        for error in &errors {
            let code = error.code();
            assert!(code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{code}");
            assert!(!error.to_string().is_empty(), "{code}");
        }
    }

    #[test]
    fn the_table_of_codes_has_every_code_once() {
        let table = error_codes();
        let known: BTreeSet<&str> = table.iter().map(|row| row.code).collect();
        assert_eq!(known.len(), table.len());
        for error in one_of_each().into_iter().chain(one_of_each_of_the_keys()) {
            let row = table.iter().find(|row| row.code == error.code());
            let row = row.unwrap_or_else(|| panic!("{} is not in the table", error.code()));
            assert_eq!(row.retryable, error.retryable(), "{}", row.code);
        }
        for code in ProblemCode::ALL {
            let error = WalletError::Refused(Box::new(Problem::new(*code, "")));
            assert!(known.contains(error.code()), "{code}");
        }
        for reason in RejectReason::ALL {
            assert!(known.contains(reason.code()), "{reason}");
        }
    }

    fn one_of_each_of_the_keys() -> Vec<WalletError> {
        [
            KeysError::WrongPin,
            KeysError::TooManyWrongPins { retry_at: Timestamp::EPOCH },
            KeysError::PinForm,
            KeysError::WeakPin,
            KeysError::WordCount(0),
            KeysError::UnknownWord(0),
            KeysError::WordsChecksum,
            KeysError::Damaged,
            KeysError::UnknownFormat(0),
            KeysError::SecretMissing,
            KeysError::Keystore(KeystoreError::Name),
            KeysError::KdfOutOfBounds,
            KeysError::OutOfMemory,
            KeysError::Randomness(NoRandomness),
        ]
        .into_iter()
        .map(WalletError::Keys)
        .collect()
    }

    #[test]
    fn no_message_says_how_much_money_there_is() {
        let amount = Amount::from_kip(123_456).unwrap();
        for error in [WalletError::InsufficientFunds { available: amount }, WalletError::AmountFixed(amount)]
        {
            assert!(!error.to_string().contains("123"), "{error}");
            assert_eq!(error.details()[0].1, "12345600");
        }
    }

    #[test]
    fn a_refusal_is_as_final_as_its_code_whatever_it_claims() {
        for code in ProblemCode::ALL {
            let problem = Problem { retryable: !code.retryable(), ..Problem::new(*code, "") };
            let error = WalletError::Refused(Box::new(problem));
            assert_eq!((error.retryable(), error.is_final_refusal()), (code.retryable(), !code.retryable()));
        }
    }

    #[test]
    fn only_what_may_pass_by_itself_is_to_be_tried_again() {
        let retryable: Vec<&str> =
            one_of_each().iter().filter(|error| error.retryable()).map(WalletError::code).collect();
        assert_eq!(retryable, ["bank-unreachable", "bank-answer", "no-randomness"]);
    }
}
