//! `cargo xtask bench android`: what the app's owner waits for, on this machine: from a camera's frame to a payment.

use std::process::Command;

use super::measured::{measure, side_by_side};
use crate::{
    test::{android, languages::prepare},
    tools,
};

pub(super) fn run() -> anyhow::Result<()> {
    if let Err(why) = tools::need(android::PROGRAMS, android::PACKAGES)? {
        println!("\nthe Android app is left out: {why}");
        return Ok(());
    }
    prepare()?;
    android::install_package()?;
    let bench = measure(
        android::with_programs(Command::new("mvn").args(["-q", "-B", "-Pbench", "test"])),
        "the Android app",
    )?;
    print!("\n=== the Android app\n{}", side_by_side(&[("on this machine", bench)]));
    Ok(())
}
