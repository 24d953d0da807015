//! `cargo xtask`: what the README's commands run.

mod app_spec;
mod bench;
mod bindings;
mod checked_in;
mod shell;
mod table;
mod test;
mod tools;

use clap::{Parser, Subcommand};

/// The project's own commands.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Builds the library for apps, and makes Kotlin, Swift and the checked-in lists from it.
    Bindings(bindings::BindingsArgs),
    /// Makes what both apps take from their one specification in `app-spec/`, and checks it.
    AppSpec(app_spec::AppSpecArgs),
    /// Every test suite in three languages, formatting, lints, licences. With CI=true nothing is skipped.
    Test(test::TestArgs),
    /// The benchmarks, with ratios against limits measured in the same run.
    Bench(bench::BenchArgs),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Bindings(args) => bindings::run(&args),
        Command::AppSpec(args) => app_spec::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Bench(args) => bench::run(&args),
    }
}
