//! `cargo xtask`: what the README's commands run.

mod bench;
mod bindings;
mod checked_in;
mod shell;
mod table;
mod test;
mod texts;
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
    /// Makes what people read in the apps from the table in `texts/`.
    Texts(texts::TextsArgs),
    /// Every test suite in three languages, formatting, lints, licences. With CI=true nothing is skipped.
    Test(test::TestArgs),
    /// The benchmarks, with ratios against limits measured in the same run.
    Bench(bench::BenchArgs),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Bindings(args) => bindings::run(&args),
        Command::Texts(args) => texts::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Bench(args) => bench::run(&args),
    }
}
