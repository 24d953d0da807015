//! `dlak demo`: the main job, on real parts.
//!
//! A real bank over HTTP with its SQLite file, real wallets in folders, a real picture whose pixels are decoded. Each step
//! is checked; the first that does not hold ends the demo with an error.
//!
//! | file | what |
//! | --- | --- |
//! | `cast` | who takes part: the bank, two citizens, a merchant |
//! | `story` | what happens, step by step |
//! | `till` | one payment: the merchant's picture, the payer's camera, the money |
//! | `report` | how it looks |

mod cast;
mod report;
mod story;
mod till;

use std::path::PathBuf;

use anyhow::Context;
use clap::value_parser;

use crate::output::Output;

/// The main job on real parts: issue, exchange, scan, pay, settle, prove.
#[derive(Debug, clap::Args)]
pub(crate) struct DemoArgs {
    /// The folder for all that the demo leaves; without it a new one in the system's temporary folder.
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// How many payments the merchant takes.
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = value_parser!(u32).range(1..=1000))]
    payments: u32,
}

pub(crate) async fn run(args: &DemoArgs, output: Output) -> anyhow::Result<()> {
    let folder = match &args.folder {
        Some(folder) => {
            std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
            folder.clone()
        }
        // Kept: there is something to look at when the demo is over.
        None => tempfile::Builder::new().prefix("dlak-demo-").tempdir()?.keep(),
    };
    story::tell(&folder, args.payments, output).await
}
