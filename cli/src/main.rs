//! `dlak`: the wallet, the reference bank and their payment codes as one command.

mod command;
mod image;
mod output;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use command::{qr, scan};
use output::Output;

/// Digital kip from a command line: a wallet, a bank, and the codes that people pay with.
#[derive(Debug, Parser)]
#[command(name = "dlak", version, about, propagate_version = true, arg_required_else_help = true)]
struct Cli {
    /// Write results and errors as JSON, one object a line.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read and make payment codes.
    Qr(qr::QrArgs),
    /// Find QR codes in PNG and JPEG pictures.
    Scan(scan::ScanArgs),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let output = Output::new(cli.json);
    let result = match &cli.command {
        Command::Qr(args) => qr::run(args, output),
        Command::Scan(args) => scan::run(args, output),
    };
    result.unwrap_or_else(|error| {
        output.error(&error);
        ExitCode::FAILURE
    })
}
