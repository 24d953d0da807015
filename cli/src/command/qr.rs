//! `dlak qr`: reads and makes payment codes.

mod make;
mod parse;

use std::process::ExitCode;

use clap::Subcommand;

use crate::output::Output;

/// Reads and makes payment codes.
#[derive(Debug, clap::Args)]
pub(crate) struct QrArgs {
    #[command(subcommand)]
    command: QrCommand,
}

#[derive(Debug, Subcommand)]
enum QrCommand {
    /// Say what stands in a payment code, or what is wrong with it and where.
    Parse(parse::ParseArgs),
    /// Make a DLak code: static, or dynamic with --request.
    Make(Box<make::MakeArgs>),
}

pub(crate) fn run(args: &QrArgs, output: Output) -> anyhow::Result<ExitCode> {
    match &args.command {
        QrCommand::Parse(args) => parse::run(args, output),
        QrCommand::Make(args) => make::run(args, output),
    }
}
