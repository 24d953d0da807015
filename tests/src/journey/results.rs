//! What this language ran, for `cargo xtask test` to compare with what the others did.

use std::{fs, path::PathBuf};

use serde::Serialize;

/// A journey that went as it should.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passed {
    /// Its name.
    pub journey: String,
    /// How many steps were done.
    pub steps: usize,
    /// How many facts and errors were compared.
    pub checks: usize,
    /// How long the steps took.
    pub ms: u128,
}

/// Writes the journeys that passed.
pub fn write(passed: &[Passed]) {
    let target = || concat!(env!("CARGO_MANIFEST_DIR"), "/../target/journeys").into();
    let folder: PathBuf = std::env::var_os("DLAK_JOURNEY_RESULTS").unwrap_or_else(target).into();
    let text = serde_json::to_string_pretty(passed).expect("results are JSON");
    fs::create_dir_all(&folder).expect("the folder of the results can be made");
    fs::write(folder.join("rust.json"), text).expect("the results can be written");
}
