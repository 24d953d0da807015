//! The iOS app: its view models with the real library and a real bank, its views with a stand-in for SwiftUI, and the syntax of what only
//! Xcode compiles.

use std::process::Command;

use super::{
    Outcome,
    languages::{add_programs, prepare},
};
use crate::{
    app_spec,
    shell::{self, root},
    tools,
};

pub(super) fn check() -> anyhow::Result<Outcome> {
    // First of all: an app that is skipped has shown nothing either.
    app_spec::forget(app_spec::App::Ios)?;
    if let Err(why) = tools::need_swift()? {
        return Ok(Outcome::Skipped(why));
    }
    prepare()?;
    for script in ["test.sh", "lint.sh"] {
        shell::run(add_programs(&mut Command::new(root().join("ios-demo").join(script))))?;
    }
    Ok(Outcome::Passed)
}
