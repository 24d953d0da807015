//! `dlak qr`: reads and makes payment codes.

use std::process::ExitCode;

use crate::output::Output;

/// Reads and makes payment codes.
#[derive(Debug, clap::Args)]
pub(crate) struct QrArgs {}

pub(crate) fn run(_args: &QrArgs, _output: Output) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
