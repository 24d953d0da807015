//! What the dependencies may be.

use std::{path::PathBuf, process::Command};

use super::Outcome;
use crate::shell::{self, cargo, is_ci, root};

/// The version of cargo-deny that `deny.toml` is written for.
const CARGO_DENY: &str = "0.20.2";

pub(super) fn check() -> anyhow::Result<Outcome> {
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
