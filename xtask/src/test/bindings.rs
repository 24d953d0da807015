//! What is made from the facade, and the library that ships.

use anyhow::ensure;

use super::Outcome;
use crate::bindings::{self, library};

/// Nothing that is checked in is stale; the library is fit to ship, and no larger than it may be.
pub(super) fn check() -> anyhow::Result<Outcome> {
    let built = bindings::build()?;
    bindings::generate(&built.whole, true)?;
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        println!("note: the library's form and size are checked for x86_64 Linux only");
        return Ok(Outcome::Passed);
    }
    let facts = library::inspect(&built.stripped)?;
    println!("{}", facts.summary());
    ensure!(
        facts.bytes <= library::BUDGET_BYTES,
        "the library is {} bytes over its budget; `cargo xtask bench bindings` says what takes the space",
        facts.bytes - library::BUDGET_BYTES
    );
    Ok(Outcome::Passed)
}
