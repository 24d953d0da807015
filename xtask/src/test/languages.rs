//! The packages of the other languages, tested in their own tools.

use std::process::Command;

use super::{Outcome, journeys};
use crate::{
    bindings,
    shell::{self, cargo, root},
    tools,
};

/// Kotlin: compiled, tested against a real bank, packed, and used by a project of its own.
pub(super) fn kotlin() -> anyhow::Result<Outcome> {
    // First of all: a language that is skipped has run nothing either.
    journeys::forget("kotlin")?;
    if let Err(why) =
        tools::need(&["mvn", "javac", "readelf"], &["maven", "openjdk-17-jdk-headless", "binutils"])?
    {
        return Ok(Outcome::Skipped(why));
    }
    prepare()?;
    shell::run(with_programs(Command::new("mvn").args(["-q", "-B", "verify"]), "kotlin"))?;
    Ok(Outcome::Passed)
}

/// Swift: built, tested against a real bank, and linted.
pub(super) fn swift() -> anyhow::Result<Outcome> {
    journeys::forget("swift")?;
    if let Err(why) = tools::need_swift()? {
        return Ok(Outcome::Skipped(why));
    }
    prepare()?;
    shell::run(with_programs(&mut script("swift", "test.sh"), "swift"))?;
    shell::run(with_programs(&mut script("swift", "lint.sh"), "swift"))?;
    Ok(Outcome::Passed)
}

/// Two programs, one bank: each of the other languages pays and is paid by each.
pub(super) fn interop() -> anyhow::Result<Outcome> {
    if let Err(why) = tools::need(&["java"], &["openjdk-17-jre-headless"])? {
        return Ok(Outcome::Skipped(why));
    }
    if let Err(why) = tools::need_swift()? {
        return Ok(Outcome::Skipped(why));
    }
    prepare()?;
    let mut test = cargo();
    test.args(["test", "--locked", "--workspace", "--test", "interop", "--", "each_language", "--nocapture"]);
    for (variable, language) in [("DLAK_INTEROP_KOTLIN", "kotlin"), ("DLAK_INTEROP_SWIFT", "swift")] {
        test.env(variable, root().join("bindings").join(language).join("interop.sh"));
    }
    shell::run(add_programs(&mut test))?;
    Ok(Outcome::Passed)
}

/// Builds what the packages are tested with: the library, and the programs that are a bank and a bad network. The same
/// build as of the Rust tests, so that it is made once.
pub(crate) fn prepare() -> anyhow::Result<()> {
    let library = bindings::build()?;
    bindings::generate(&library.whole, false)?;
    shell::run(cargo().args(["test", "--locked", "--workspace", "--no-run", "--quiet"]))
}

/// A script of a package.
pub(crate) fn script(language: &str, name: &str) -> Command {
    Command::new(root().join("bindings").join(language).join(name))
}

/// Runs a command in a package's folder, and tells it where everything is.
pub(crate) fn with_programs<'a>(command: &'a mut Command, language: &str) -> &'a mut Command {
    add_programs(command.current_dir(root().join("bindings").join(language)))
}

/// Tells a command where the library, the bank and the bad network are.
pub(super) fn add_programs(command: &mut Command) -> &mut Command {
    let root = root();
    command
        // Cargo puts its own folders there, where a library of yesterday may lie; and there it is looked for first.
        .env_remove("LD_LIBRARY_PATH")
        .env("DLAK_BIN", root.join("target/debug/dlak"))
        .env("DLAK_FAULT_PROXY", root.join("target/debug/fault-proxy"))
        .env("DLAK_JOURNEYS", root.join("tests/journeys"))
        .env("DLAK_JOURNEY_RESULTS", journeys::results())
        .env("DLAK_LIB", bindings::library_folder())
}
