//! `cargo xtask test`: the steps, in the order in which a failure is cheapest to find.

pub(crate) mod android;
mod app_journeys;
mod bindings;
mod ios;
mod journeys;
pub(crate) mod languages;
mod licences;
mod rust;
mod versions;

use std::time::Instant;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use crate::{app_spec, shell::is_ci};

/// Which steps to run; all when none is named.
#[derive(Debug, Args)]
pub(crate) struct TestArgs {
    steps: Vec<Step>,
}

/// A step of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Step {
    /// rustfmt.
    Formatting,
    /// What ships on a phone holds no crate twice.
    OneVersion,
    /// clippy.
    Lints,
    /// Every link of the documentation leads somewhere.
    Documentation,
    /// The apps' specification keeps its rules, and what is made from it is checked in.
    AppSpec,
    /// Every Rust test.
    Rust,
    /// What is made from the facade is checked in, and its library fit to ship.
    Bindings,
    /// The Kotlin package: its tests, and a consumer's build.
    Kotlin,
    /// The Swift package: its tests and its lints.
    Swift,
    /// The Android app: its tests, its pictures, its APK.
    Android,
    /// The iOS app: all of it that is not Apple's alone, and the syntax of the rest.
    Ios,
    /// Each app pays each: the journeys of both, on phones that are processes.
    AppJourneys,
    /// A wallet of each language pays a merchant of another.
    Interop,
    /// Every language has run every journey.
    Journeys,
    /// Both apps have shown all of their specification, and nothing else.
    Coverage,
    /// Licences, bans, sources.
    Licences,
}

impl Step {
    const ALL: [Self; 16] = [
        Self::Formatting,
        Self::OneVersion,
        Self::Lints,
        Self::Documentation,
        Self::AppSpec,
        Self::Rust,
        Self::Bindings,
        Self::Kotlin,
        Self::Swift,
        Self::Android,
        Self::Ios,
        Self::AppJourneys,
        Self::Interop,
        Self::Journeys,
        Self::Coverage,
        Self::Licences,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Formatting => "formatting",
            Self::OneVersion => "what ships holds no crate twice",
            Self::Lints => "lints",
            Self::Documentation => "documentation",
            Self::AppSpec => "specification of the apps",
            Self::Rust => "tests",
            Self::Bindings => "bindings: checked-in files, the library that ships",
            Self::Kotlin => "Kotlin",
            Self::Swift => "Swift",
            Self::Android => "Android app",
            Self::Ios => "iOS app",
            Self::AppJourneys => "each app pays each",
            Self::Interop => "a wallet of one language pays another's",
            Self::Journeys => "every language ran every journey",
            Self::Coverage => "both apps are what their specification says",
            Self::Licences => "licences, bans, sources",
        }
    }

    fn run(self) -> anyhow::Result<Outcome> {
        match self {
            Self::Formatting => rust::formatting(),
            Self::OneVersion => rust::one_version_each(),
            Self::Lints => rust::lints(),
            Self::Documentation => rust::documentation(),
            Self::AppSpec => app_spec::check().map(|()| Outcome::Passed),
            Self::Rust => rust::tests(),
            Self::Bindings => bindings::check(),
            Self::Kotlin => languages::kotlin(),
            Self::Swift => languages::swift(),
            Self::Android => android::check(),
            Self::Ios => ios::check(),
            Self::AppJourneys => app_journeys::check(),
            Self::Interop => languages::interop(),
            Self::Journeys => journeys::check(),
            Self::Coverage => app_spec::coverage().map(|missing| match &missing[..] {
                [] => Outcome::Passed,
                missing => Outcome::Skipped(format!("{} did not run", missing.join(", "))),
            }),
            Self::Licences => licences::check(),
        }
    }
}

/// How a step ended that did not fail.
enum Outcome {
    Passed,
    Skipped(String),
}

pub(crate) fn run(args: &TestArgs) -> anyhow::Result<()> {
    let chosen = if args.steps.is_empty() { Step::ALL.to_vec() } else { args.steps.clone() };
    let mut summary = Vec::new();
    for step in chosen {
        let name = step.name();
        println!("\n=== {name}");
        let start = Instant::now();
        let outcome = step.run().with_context(|| format!("step failed: {name}"))?;
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
