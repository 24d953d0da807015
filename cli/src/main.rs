//! `dlak`: the wallet, the reference bank and their payment codes as one command.

mod command;
mod format;
mod image;
mod output;
mod prompt;

use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};
use command::{bank, demo, operator, qr, sandbox, scan, supply, wallet};
use output::Output;
use tracing_subscriber::EnvFilter;

/// Digital kip from a command line: a wallet, a bank, and the codes that people pay with.
#[derive(Debug, Parser)]
#[command(name = "dlak", version, about, propagate_version = true, arg_required_else_help = true)]
struct Cli {
    /// Write results and errors as JSON, one object a line. Amounts are texts in kip, as the commands take them.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The main job on real parts: issue, exchange, scan, pay, settle, prove.
    Demo(demo::DemoArgs),
    /// A bank with money in it and customers to be, for trying things out.
    Sandbox(sandbox::SandboxArgs),
    /// A wallet in a folder.
    Wallet(wallet::WalletArgs),
    /// Read and make payment codes.
    Qr(qr::QrArgs),
    /// Find QR codes in PNG and JPEG pictures.
    Scan(scan::ScanArgs),
    /// The reference bank.
    Bank(bank::BankCommand),
    /// What the central bank and the commercial banks do.
    Operator(operator::OperatorArgs),
    /// Hold the supply that a bank states against its whole ledger log: anybody can.
    Supply(supply::SupplyArgs),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let output = Output::new(cli.json);
    log_to_standard_error(&cli);
    run(&cli, output).unwrap_or_else(|error| {
        output.error(&error);
        ExitCode::FAILURE
    })
}

fn run(cli: &Cli, output: Output) -> anyhow::Result<ExitCode> {
    let done = |()| ExitCode::SUCCESS;
    match &cli.command {
        Command::Qr(args) => qr::run(args, output),
        Command::Scan(args) => scan::run(args, output),
        Command::Demo(args) => start(demo::run(args, output)).map(done),
        Command::Sandbox(args) => start(sandbox::run(args, output)).map(done),
        Command::Wallet(args) => start(wallet::run(args, output)),
        Command::Bank(args) => start(bank::run(args, output)).map(done),
        Command::Operator(args) => start(operator::run(args, output)),
        Command::Supply(args) => start(supply::run(args, output)).map(done),
    }
}

/// Runs what waits for the network: the one place where a runtime is made.
fn start<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.context("can't start the threads that the program needs")?.block_on(work)
}

/// Logs what DLAK_LOG asks for (like `debug`, or `bank=info`); a served bank says what it does without being asked.
fn log_to_standard_error(cli: &Cli) {
    let default = if matches!(cli.command, Command::Bank(_)) { "info" } else { "off" };
    let asked = std::env::var("DLAK_LOG").unwrap_or_else(|_| default.to_owned());
    let log = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::builder().parse_lossy(asked))
        .with_writer(std::io::stderr);
    if cli.json { log.json().init() } else { log.init() }
}
