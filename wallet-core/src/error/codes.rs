//! All codes in one table: what apps translate, and what the table in the documentation is made from.

use std::collections::BTreeMap;

use bank_api::problem::{ProblemCode, RejectReason};

/// A code that [`WalletError::code`](super::WalletError::code) can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorCode {
    /// The stable name.
    pub code: &'static str,
    /// What it means, in one line.
    pub meaning: &'static str,
    /// May the same call succeed when it is made again, with nothing else changed?
    pub retryable: bool,
}

/// The wallet's own codes; the bank's are in its contract.
const OWN: &[(&str, &str, bool)] = &[
    ("bank-unreachable", "The bank can't be reached; what was under way goes on by itself", true),
    ("bank-address", "The bank's address, or its certificates, can't be used", false),
    ("bank-answer", "The bank answered something that can't be understood or believed", true),
    ("ledger-diverged", "The bank's ledger contradicts what it showed before: paying is blocked", false),
    ("locked", "The wallet is locked: unlock it with the PIN first", false),
    ("not-registered", "The wallet is not registered with the bank yet", false),
    ("bad-code", "The code is no payment code, or a damaged one", false),
    ("foreign-code", "The code is of a scheme that this wallet can't pay", false),
    ("invalid-code", "The DLak code breaks the rules of DLak codes", false),
    ("code-expired", "The code's time is over: ask for a new one", false),
    ("own-code", "The code pays this very wallet", false),
    ("amount-missing", "The code leaves the amount to the payer, and none was given", false),
    ("amount-fixed", "The code fixes the amount, and another one was given", false),
    ("amount-zero", "The amount is nothing", false),
    ("insufficient-funds", "There is not enough money in the wallet", false),
    ("too-long", "A text is longer than it may be", false),
    ("bad-memo", "The memo has characters that could make it read otherwise than it was written", false),
    ("bad-label", "The device's name is empty, or can't be shown", false),
    ("request-unknown", "There is no such payment request", false),
    ("payment-unknown", "There is no such payment in this wallet", false),
    ("top-up-unknown", "There is no such top-up in this wallet", false),
    ("no-receipt", "The payment is not settled, so it has no receipt", false),
    ("sum-too-large", "The entries come to more than an amount can be: ask for a shorter time", false),
    ("no-randomness", "The device gives no random numbers", true),
    ("shutting-down", "The app is shutting down", false),
    // The wallet's file.
    ("wallet-in-use", "Another program, or another handle, has this wallet open", false),
    ("wallet-not-found", "There is no wallet here: create or restore one", false),
    ("wallet-exists", "There is a wallet here already: open it", false),
    ("wallet-newer", "The wallet was last used by a newer version of the app", false),
    ("wallet-damaged", "The wallet's file is damaged: restore it from its words", false),
    ("disk-full", "There is no space left on the device; nothing was changed", false),
    ("disk-error", "The wallet's file can't be used", false),
    ("database", "The wallet's database refused", false),
    // Words, keys, PIN.
    ("wrong-pin", "The PIN is wrong", false),
    ("too-many-wrong-pins", "There were too many wrong PINs: wait before the next", false),
    ("pin-form", "A PIN is 6 to 12 digits", false),
    ("weak-pin", "The PIN is too easy to guess", false),
    ("word-count", "A wallet has 24 words", false),
    ("unknown-word", "A word is not one of those that wallets use", false),
    ("words-checksum", "The words don't fit together: one is wrong, or their order is", false),
    ("keys-damaged", "The sealed keys are damaged or of another device", false),
    ("keys-unknown-format", "The keys were sealed by a newer version", false),
    ("keystore-secret-missing", "The device's keystore has lost the wallet's secret", false),
    ("keystore", "The device's keystore could not do it", false),
    ("kdf-out-of-bounds", "The costs of the PIN's key derivation are out of bounds", false),
    ("out-of-memory", "There is too little memory to check the PIN", false),
];

/// Every code that a [`WalletError`](super::WalletError) can have, and those that a payment or a top-up can be rejected
/// with; sorted by code.
pub fn error_codes() -> Vec<ErrorCode> {
    let bank = ProblemCode::ALL.iter().map(|code| (code.code(), code.title(), code.retryable()));
    let ledger = RejectReason::ALL.iter().map(|reason| (reason.code(), reason.title(), false));
    let mut codes = BTreeMap::new();
    // Where two use one code, they mean the same: the wallet's own words come first.
    for (code, meaning, retryable) in OWN.iter().copied().chain(bank).chain(ledger) {
        codes.entry(code).or_insert(ErrorCode { code, meaning, retryable });
    }
    codes.into_values().collect()
}
