//! `cargo xtask test`: the steps, in the order in which a failure is cheapest to find.

use std::{collections::BTreeMap, path::PathBuf, process::Command, time::Instant};

use anyhow::{Context, bail};

use crate::shell::{self, cargo, is_ci, read, root};

/// The version of cargo-deny that `deny.toml` is written for.
const CARGO_DENY: &str = "0.20.2";

/// What ships twice all the same, and why.
const TWICE: &[(&str, &str)] =
    &[("getrandom", "ring 0.17 is on 0.2; the system call is all that there is to both")];

type Step = (&'static str, fn() -> anyhow::Result<Outcome>);

const STEPS: &[Step] = &[
    ("formatting", formatting),
    ("what ships holds no crate twice", one_version_each),
    ("lints", lints),
    ("documentation", documentation),
    ("tests", tests),
    ("licences, bans, sources", licences),
];

/// How a step ended that did not fail.
enum Outcome {
    Passed,
    Skipped(String),
}

pub(crate) fn run() -> anyhow::Result<()> {
    let mut summary = Vec::new();
    for (name, step) in STEPS {
        println!("\n=== {name}");
        let start = Instant::now();
        let outcome = step().with_context(|| format!("step failed: {name}"))?;
        let seconds = start.elapsed().as_secs();
        summary.push(match outcome {
            Outcome::Passed => format!("passed   {name} ({seconds} s)"),
            Outcome::Skipped(why) if is_ci() => bail!("{name} was skipped, and CI skips nothing: {why}"),
            Outcome::Skipped(why) => format!("SKIPPED  {name}: {why}"),
        });
    }
    println!("\n=== summary");
    for line in summary {
        println!("{line}");
    }
    Ok(())
}

fn formatting() -> anyhow::Result<Outcome> {
    shell::run(cargo().args(["fmt", "--all", "--check"]))?;
    Ok(Outcome::Passed)
}

fn lints() -> anyhow::Result<Outcome> {
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
fn documentation() -> anyhow::Result<Outcome> {
    shell::run(
        cargo()
            .args(["doc", "--locked", "--workspace", "--no-deps", "--document-private-items"])
            .env("RUSTDOCFLAGS", "--deny warnings --allow rustdoc::private_intra_doc_links"),
    )?;
    Ok(Outcome::Passed)
}

/// Unit, property, integration and documentation tests of every crate.
fn tests() -> anyhow::Result<Outcome> {
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
fn one_version_each() -> anyhow::Result<Outcome> {
    let tree = read(cargo().args([
        "tree",
        "--locked",
        "--package",
        "wallet-core",
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
        bail!("wallet-core ships these crates more than once: {twice:?}");
    }
    println!("{} crates, each once but for {TWICE:?}", versions.len());
    Ok(Outcome::Passed)
}

fn licences() -> anyhow::Result<Outcome> {
    let Some(cargo_deny) = cargo_deny()? else {
        let why = format!(
            "cargo-deny is not installed; `cargo install --locked cargo-deny@{CARGO_DENY}` brings it"
        );
        return Ok(Outcome::Skipped(why));
    };
    let mut command = Command::new(cargo_deny);
    command.current_dir(root());
    shell::run(command.args([
        "--offline",
        "check",
        "--hide-inclusion-graph",
        "licenses",
        "bans",
        "sources",
    ]))?;
    Ok(Outcome::Passed)
}

/// cargo-deny, if it is there. CI installs it into the target folder, where it is kept between runs.
fn cargo_deny() -> anyhow::Result<Option<PathBuf>> {
    if Command::new("cargo-deny").arg("--version").output().is_ok() {
        return Ok(Some("cargo-deny".into()));
    }
    let tools = root().join("target/tools");
    let installed = tools.join("bin/cargo-deny");
    if !installed.is_file() && is_ci() {
        shell::run(
            cargo()
                .args(["install", "--locked", "--quiet"])
                .arg(format!("cargo-deny@{CARGO_DENY}"))
                .arg("--root")
                .arg(&tools),
        )?;
    }
    Ok(installed.is_file().then_some(installed))
}
