//! `cargo xtask bench`: the benchmarks, and how far each is from what can't be done without, measured in the same run.

mod android;
mod bindings;
mod measured;

use anyhow::Context;
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
    /// The library for apps: its size by crate, and what calls cost from Kotlin and Swift.
    Bindings,
    /// The Android app: from a camera's frame to the confirmation, from the tap to "paid", from the start to the balance.
    Android,
}

impl Bench {
    const ALL: [Self; 6] =
        [Self::Parse, Self::Scan, Self::Settle, Self::Payment, Self::Bindings, Self::Android];

    /// The crate and the name of its bench target, if cargo runs it.
    fn target(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Parse => Some(("payment-qr", "parse")),
            Self::Scan => Some(("qr-scan", "decode")),
            Self::Settle => Some(("bank", "settle")),
            Self::Payment => Some(("system-tests", "payment")),
            Self::Bindings | Self::Android => None,
        }
    }
}

/// What was measured, its floor, and how often the floor is in it: criterion's group and functions.
struct Ratio(&'static str, &'static str, &'static str);

impl Bench {
    /// The benches of payments, bindings and the app print their own.
    fn ratios(self) -> &'static [Ratio] {
        match self {
            Self::Parse => &[
                Ratio("sticker", "parse", "floor, the checksum"),
                Ratio("till", "parse", "floor, the checksum"),
                Ratio("till", "build", "floor, the checksum"),
            ],
            Self::Scan => &[
                Ratio("decode 1280x720", "small code", "floor, every pixel"),
                Ratio("decode 1280x720", "large code", "floor, every pixel"),
                Ratio("decode 1280x720", "no code", "floor, every pixel"),
            ],
            Self::Settle => &[
                Ratio("in memory", "settle a batch of 512", "floor, 512 signatures"),
                Ratio("in memory", "settle and record it: chains, tree, receipts", "floor, 512 signatures"),
            ],
            Self::Payment | Self::Bindings | Self::Android => &[],
        }
    }
}

pub(crate) fn run(args: &BenchArgs) -> anyhow::Result<()> {
    let chosen = if args.names.is_empty() { Bench::ALL.to_vec() } else { args.names.clone() };
    let mut ratios = Vec::new();
    for bench in chosen {
        let Some((package, target)) = bench.target() else {
            match bench {
                Bench::Android => android::run()?,
                _ => bindings::run()?,
            }
            continue;
        };
        println!("\n=== {package}: {target}");
        shell::run(cargo().args(["bench", "--locked", "--package", package, "--bench", target]))?;
        for Ratio(group, measured, floor) in bench.ratios() {
            let (time, least) = (mean_ns(group, measured)?, mean_ns(group, floor)?);
            ratios.push(format!(
                "{:>9.1} µs = {:>6.2} x {floor}: {group}, {measured}",
                time / 1e3,
                time / least
            ));
        }
    }
    if !ratios.is_empty() {
        println!("\n=== ratios\n{}", ratios.join("\n"));
    }
    Ok(())
}

/// The mean that criterion has just written down, in nanoseconds.
fn mean_ns(group: &str, function: &str) -> anyhow::Result<f64> {
    // Criterion's own rule for the names of folders.
    let folder = |name: &str| name.replace(['?', '"', '/', '\\', '*', '<', '>', ':', '|', '^'], "_");
    let path = shell::root().join("target/criterion").join(folder(group)).join(folder(function));
    let path = path.join("new/estimates.json");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let estimates: serde_json::Value = serde_json::from_str(&text)?;
    estimates["mean"]["point_estimate"].as_f64().with_context(|| format!("no mean in {}", path.display()))
}
