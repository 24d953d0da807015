//! The apps' journeys: Android's phone and iOS's, each paying each (`app-spec/journeys`).

use std::process::Command;

use super::{
    Outcome, android,
    languages::{add_programs, prepare},
};
use crate::{
    shell::{self, is_ci, root},
    tools,
};

/// Builds the phones that can be built here, and runs every journey on all pairs of them.
pub(super) fn check() -> anyhow::Result<Outcome> {
    let android = tools::need(android::PROGRAMS, android::PACKAGES)?;
    let ios = tools::need_swift()?;
    let missing: Vec<String> =
        [&android, &ios].into_iter().filter_map(|app| app.as_ref().err().cloned()).collect();
    if missing.len() == 2 || (is_ci() && !missing.is_empty()) {
        return Ok(Outcome::Skipped(missing.join("; ")));
    }
    prepare()?;
    let mut journeys = Command::new(root().join("target/debug/app-journeys"));
    add_programs(&mut journeys);
    // What was built once, and can't be built now, is another day's app.
    match android {
        Ok(()) => {
            android::install_package()?;
            shell::run(android::with_programs(Command::new("mvn").args([
                "-q",
                "-B",
                "process-test-classes",
            ])))?;
        }
        Err(_) => drop(journeys.env("DLAK_ANDROID_PHONE", "")),
    }
    match ios {
        Ok(()) => shell::run(add_programs(&mut Command::new(root().join("ios-demo/build-phone.sh"))))?,
        Err(_) => drop(journeys.env("DLAK_IOS_PHONE", "")),
    }
    shell::run(&mut journeys)?;
    Ok(match missing.first() {
        None => Outcome::Passed,
        Some(why) => Outcome::Skipped(format!("one of the apps: {why}")),
    })
}
