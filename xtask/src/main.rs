//! `cargo xtask`: what the README's commands run.

mod bench;
mod shell;
mod test;

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
    /// Every test suite, formatting, lints, licences. With CI=true nothing is skipped.
    Test,
    /// The benchmarks, with ratios against limits measured in the same run.
    Bench(bench::BenchArgs),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Test => test::run(),
        Command::Bench(args) => bench::run(&args),
    }
}
