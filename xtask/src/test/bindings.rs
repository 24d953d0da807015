//! What is made from the facade, and the library that ships.

use anyhow::ensure;

use super::Outcome;
use crate::bindings::{self, library::BUDGET_BYTES, size};

/// Nothing that is checked in is stale; the library is fit to ship, and no larger than it may be.
pub(super) fn check() -> anyhow::Result<Outcome> {
    let built = bindings::build()?;
    bindings::generate(&built.whole, true)?;
    if let Some(bytes) = size::weigh(&built)? {
        ensure!(
            bytes <= BUDGET_BYTES,
            "the library is {} bytes over its budget; `cargo xtask bindings --sizes` says what takes the space",
            bytes - BUDGET_BYTES
        );
    }
    Ok(Outcome::Passed)
}
