//! The steps that need cargo alone.

use std::{collections::BTreeMap, path::PathBuf};

use anyhow::bail;

use super::{Outcome, journeys};
use crate::shell::{self, cargo, read, root};

/// What ships twice all the same, and why.
const TWICE: &[(&str, &str)] =
    &[("getrandom", "ring 0.17 is on 0.2; the system call is all that there is to both")];

pub(super) fn formatting() -> anyhow::Result<Outcome> {
    shell::run(cargo().args(["fmt", "--all", "--check"]))?;
    Ok(Outcome::Passed)
}

pub(super) fn lints() -> anyhow::Result<Outcome> {
    shell::run(cargo().args([
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--",
        "--deny",
        "warnings",
    ]))?;
    Ok(Outcome::Passed)
}

/// Every link in the documentation leads somewhere.
pub(super) fn documentation() -> anyhow::Result<Outcome> {
    shell::run(
        cargo()
            .args(["doc", "--locked", "--workspace", "--no-deps", "--document-private-items"])
            .env("RUSTDOCFLAGS", "--deny warnings --allow rustdoc::private_intra_doc_links"),
    )?;
    Ok(Outcome::Passed)
}

/// Unit, property, integration and documentation tests of every crate.
pub(super) fn tests() -> anyhow::Result<Outcome> {
    journeys::forget("rust")?;
    shell::run(cargo().args(["test", "--locked", "--workspace", "--no-fail-fast"]))?;
    let corpora =
        std::env::var_os("DLAK_CORPORA").map_or_else(|| root().join("../shared/corpora"), PathBuf::from);
    if !corpora.is_dir() {
        println!(
            "note: the corpora are not here (DLAK_CORPORA): the tests that read them said so and passed over them"
        );
    }
    Ok(Outcome::Passed)
}

/// Every crate that goes into an app costs size; a second version of one is waste, and two of `libsqlite3-sys` would
/// not even link.
pub(super) fn one_version_each() -> anyhow::Result<Outcome> {
    let tree = read(cargo().args([
        "tree",
        "--locked",
        "--package",
        "wallet-ffi",
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]))?;
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in tree.lines() {
        let mut words = line.split_whitespace();
        let (Some(name), Some(version)) = (words.next(), words.next()) else { continue };
        let known = versions.entry(name).or_default();
        if !known.contains(&version) {
            known.push(version);
        }
    }
    let twice: Vec<_> = versions
        .iter()
        .filter(|(name, versions)| versions.len() > 1 && !TWICE.iter().any(|(known, _)| known == *name))
        .collect();
    if !twice.is_empty() {
        bail!("the library for apps ships these crates more than once: {twice:?}");
    }
    println!("{} crates, each once but for {TWICE:?}", versions.len());
    Ok(Outcome::Passed)
}
