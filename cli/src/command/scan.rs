//! `dlak scan`: finds QR codes in pictures.

use std::process::ExitCode;

use crate::output::Output;

/// Finds QR codes in pictures.
#[derive(Debug, clap::Args)]
pub(crate) struct ScanArgs {}

pub(crate) fn run(_args: &ScanArgs, _output: Output) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
