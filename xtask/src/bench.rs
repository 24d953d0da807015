//! `cargo xtask bench`: the benchmarks.

use clap::{Args, ValueEnum};

use crate::shell::{self, cargo};

/// Which benchmarks to run; all when none is named.
#[derive(Debug, Args)]
pub(crate) struct BenchArgs {
    names: Vec<Bench>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Bench {
    /// Reading payment codes.
    Parse,
    /// Finding a code in a camera frame.
    Scan,
    /// The bank's decision, alone.
    Settle,
    /// A payment from scan to settled over HTTP, and many at once.
    Payment,
}

impl Bench {
    const ALL: [Self; 4] = [Self::Parse, Self::Scan, Self::Settle, Self::Payment];

    /// The crate and the name of its bench target.
    fn target(self) -> (&'static str, &'static str) {
        match self {
            Self::Parse => ("payment-qr", "parse"),
            Self::Scan => ("qr-scan", "decode"),
            Self::Settle => ("bank", "settle"),
            Self::Payment => ("system-tests", "payment"),
        }
    }
}

pub(crate) fn run(args: &BenchArgs) -> anyhow::Result<()> {
    let chosen = if args.names.is_empty() { Bench::ALL.to_vec() } else { args.names.clone() };
    for bench in chosen {
        let (package, target) = bench.target();
        println!("\n=== {package}: {target}");
        shell::run(cargo().args(["bench", "--locked", "--package", package, "--bench", target]))?;
    }
    Ok(())
}
