//! `cargo xtask bench bindings`: what the library weighs and why, and what a call costs from each language.

use std::process::Command;

use super::measured::{measure, side_by_side};
use crate::{
    bindings,
    test::languages::{prepare, script, with_programs},
    tools,
};

pub(super) fn run() -> anyhow::Result<()> {
    prepare()?;
    println!("\n=== the library that ships");
    bindings::size::print(&bindings::build()?)?;
    let mut columns = Vec::new();
    match tools::need(&["mvn", "javac"], &["maven", "openjdk-17-jdk-headless"])? {
        Err(why) => println!("\nKotlin is left out: {why}"),
        Ok(()) => {
            columns.push((
                "Kotlin",
                measure(
                    with_programs(Command::new("mvn").args(["-q", "-B", "-Pbench", "verify"]), "kotlin"),
                    "kotlin",
                )?,
            ));
        }
    }
    match tools::need_swift()? {
        Err(why) => println!("\nSwift is left out: {why}"),
        Ok(()) => columns
            .push(("Swift", measure(with_programs(&mut script("swift", "bench.sh"), "swift"), "swift")?)),
    }
    print!("\n=== from each language\n{}", side_by_side(&columns));
    Ok(())
}
