//! Compares what a step gave with what the journey says.

use wallet_core::WalletError;

use super::{Facts, Step};

/// Compares each fact that is expected. Gives how many were.
pub(super) fn given(step: &Step, facts: &Facts) -> Result<usize, String> {
    if let Some(expected) = &step.error {
        return Err(format!("error code: expected {:?}, was none", expected.code));
    }
    for (name, expected) in &step.expect {
        match facts.get(name) {
            Some(value) if value == expected => {}
            Some(value) => return Err(format!("{name}: expected {expected}, was {value}")),
            None => return Err(format!("{name}: expected {expected}, was not given")),
        }
    }
    Ok(step.expect.len())
}

/// Compares the error with the one that is expected.
pub(super) fn error(step: &Step, error: &WalletError) -> Result<usize, String> {
    let (code, retryable) = (error.code(), error.retryable());
    match &step.error {
        None => Err(format!("error code: expected none, was {code:?} ({error})")),
        Some(expected) if expected.code != code => {
            Err(format!("error code: expected {:?}, was {code:?} ({error})", expected.code))
        }
        Some(expected) if expected.retryable != retryable => {
            Err(format!("retryable of {code}: expected {}, was {retryable}", expected.retryable))
        }
        Some(_) => Ok(1),
    }
}
