//! `cargo xtask app-spec`: from one specification to what both apps build on, and what they have shown of it.
//!
//! ```text
//! app-spec/texts/AREA.toml --read--> area::Area --> entry::Entry, held against the rules of app-spec/texts/README.md
//!                                            |
//!                                            v  one emitter for each app
//!                               android.rs: res/values{,-lo,-th}/texts_AREA.xml
//!                               error_texts.rs: ErrorTexts.kt, from an error code to its texts
//!                               ios.rs: Localizable.xcstrings, Texts+AREA.swift, ErrorTexts+Codes.swift
//!
//! app-spec/screens/*.toml --read--> screens::Spec, held against the rules of app-spec/README.md; makes app-spec/spec.json
//! target/app-spec/*.json: what the apps' tests have shown --> coverage
//! ```
//!
//! An emitter is a function from areas to files: a path in the project and what should be in it. Another app's is
//! another such function, called in [`files`].

mod android;
mod area;
mod coverage;
mod entry;
mod error_codes;
mod error_texts;
mod ios;
mod language;
mod screens;
mod spelling;
mod template;

use std::fs;

use anyhow::{Context, anyhow, bail};
use clap::Args;

pub(crate) use self::coverage::{App, forget};
use self::{
    area::Area,
    screens::{Spec, Texts},
};
use crate::{checked_in, shell::root};

/// How to make the apps' texts.
#[derive(Debug, Args)]
pub(crate) struct AppSpecArgs {
    /// Fail when a checked-in file is not what would be written, and show how they differ.
    #[arg(long)]
    check: bool,
    /// Print what each app's last tests have shown of it; fail when something is missing on a side.
    #[arg(long, conflicts_with = "check")]
    coverage: bool,
}

pub(crate) fn run(args: &AppSpecArgs) -> anyhow::Result<()> {
    if args.check {
        return check();
    }
    if args.coverage {
        for missing in coverage()? {
            println!("not run: {missing}");
        }
        return Ok(());
    }
    let areas = read()?;
    let spec = read_screens()?;
    for old in android::left_over(&areas)? {
        fs::remove_file(root().join(&old))?;
        println!("removed {old}: its area is gone");
    }
    checked_in::write(&files(&areas, &spec)?)?;
    println!(
        "{} texts in {} areas, {} states of {} screens",
        areas.iter().map(|area| area.entries.len()).sum::<usize>(),
        areas.len(),
        spec.screens.values().map(|screen| screen.states.len()).sum::<usize>(),
        spec.screens.len()
    );
    hold_against_rules(&areas, &spec)
}

/// The specification keeps its rules, and what is checked in is made from it as it is today.
pub(crate) fn check() -> anyhow::Result<()> {
    let areas = read()?;
    let spec = read_screens()?;
    hold_against_rules(&areas, &spec)?;
    let left_over = android::left_over(&areas)?;
    if !left_over.is_empty() {
        bail!(
            "no area in app-spec/texts/ makes {}: `cargo xtask app-spec` removes what is left over",
            left_over.join(", ")
        );
    }
    checked_in::check(&files(&areas, &spec)?, "app-spec/", "cargo xtask app-spec")
}

/// What each app's tests have shown of the specification; says what has not run.
pub(crate) fn coverage() -> anyhow::Result<Vec<&'static str>> {
    let areas = read()?;
    coverage::check(&read_screens()?, &Texts::new(&areas))
}

/// The screens, or why they can't be read.
fn read_screens() -> anyhow::Result<Spec> {
    let mut problems = Vec::new();
    let spec = screens::read(&mut problems);
    if problems.is_empty() { Ok(spec) } else { Err(broken(&problems)) }
}

fn hold_against_rules(areas: &[Area], spec: &Spec) -> anyhow::Result<()> {
    let problems = screens::problems(spec, &Texts::new(areas))?;
    if problems.is_empty() { Ok(()) } else { Err(broken(&problems)) }
}

fn broken(problems: &[String]) -> anyhow::Error {
    anyhow!(
        "the specification breaks its rules (app-spec/README.md), {} times:\n{}",
        problems.len(),
        problems.join("\n")
    )
}

fn files(areas: &[Area], spec: &Spec) -> anyhow::Result<Vec<checked_in::File<String>>> {
    let table = table_of_codes()?;
    let mut files = android::files(areas);
    files.extend(error_texts::files(&table, areas));
    files.extend(ios::files(&table, areas));
    files.push(screens::file(spec, &Texts::new(areas)));
    Ok(files)
}

/// Every error code that there is, made from the wallet's own list.
fn table_of_codes() -> anyhow::Result<String> {
    let file = root().join("docs/error-codes.md");
    fs::read_to_string(&file).with_context(|| file.display().to_string())
}

/// The whole table, or everything that is wrong with it.
fn read() -> anyhow::Result<Vec<Area>> {
    let folder = root().join("app-spec/texts");
    let mut tables = Vec::new();
    for file in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let path = file?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            tables.push((name, fs::read_to_string(&path).with_context(|| path.display().to_string())?));
        }
    }
    tables.sort();
    let mut problems = Vec::new();
    let areas: Vec<Area> =
        tables.iter().map(|(name, source)| area::read(name, source, &mut problems)).collect();
    // A refused text is no missing one.
    if problems.is_empty() {
        problems = error_codes::without_text(&table_of_codes()?, &areas);
    }
    if !problems.is_empty() {
        bail!("the table of texts breaks its rules (app-spec/texts/README.md):\n{}", problems.join("\n"));
    }
    // An area that has no texts yet makes no files.
    Ok(areas.into_iter().filter(|area| !area.entries.is_empty()).collect())
}
