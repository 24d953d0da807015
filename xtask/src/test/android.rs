//! The Android app: its tests on this machine with the real library and a real bank, and its APK.

use std::process::Command;

use super::{
    Outcome,
    languages::{add_programs, prepare},
    versions,
};
use crate::{
    app_spec,
    shell::{self, root},
    tools,
};

/// What builds the app where the Android SDK is not.
pub(crate) const PROGRAMS: &[&str] =
    &["mvn", "javac", "readelf", "aapt2", "apksigner", "zipalign", "zip", "unzip"];

/// The Debian packages that have it.
pub(crate) const PACKAGES: &[&str] =
    &["maven", "openjdk-17-jdk-headless", "binutils", "aapt", "apksigner", "zipalign", "zip", "unzip"];

pub(super) fn check() -> anyhow::Result<Outcome> {
    // First of all: an app that is skipped has shown nothing either.
    app_spec::forget(app_spec::App::Android)?;
    versions::check()?;
    if let Err(why) = tools::need(PROGRAMS, PACKAGES)? {
        return Ok(Outcome::Skipped(why));
    }
    prepare()?;
    install_package()?;
    // It says at its end what the APK weighs.
    shell::run(with_programs(Command::new("mvn").args(["-q", "-B", "verify"])))?;
    Ok(Outcome::Passed)
}

/// Puts this checkout's Kotlin package where the app's build finds it: what changed in the facade changes the app. Its own tests
/// are another step.
pub(crate) fn install_package() -> anyhow::Result<()> {
    shell::run(Command::new("mvn").current_dir(root().join("bindings/kotlin")).args([
        "-q",
        "-B",
        "-Dmaven.test.skip=true",
        "-Ddlak.skipDocs=true",
        "install",
    ]))
}

/// Runs a command in the app's folder, and tells it where everything is.
pub(crate) fn with_programs(command: &mut Command) -> &mut Command {
    add_programs(command.current_dir(root().join("android-demo")))
}
