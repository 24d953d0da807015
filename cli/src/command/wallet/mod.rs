//! `dlak wallet`: a wallet in a folder, for people at a terminal and for scripts.

mod home;
mod look;
mod pay;
mod receive;
mod setup;
mod show;

use std::{path::PathBuf, process::ExitCode, time::Duration};

use bank_api::{amount::Amount, id::OrderId, key::KeyId};
use clap::Subcommand;
pub(crate) use home::{BankArgs, HomeArgs, remember};
pub(crate) use pay::PENDING;

use crate::{format::parse_duration, output::Output};

/// A wallet in a folder. The PIN comes from a prompt or from DLAK_PIN, never from an argument.
#[derive(Debug, clap::Args)]
pub(crate) struct WalletArgs {
    #[command(flatten)]
    home: HomeArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a new wallet: shows its 24 words, once.
    Create {
        #[command(flatten)]
        bank: BankArgs,
        /// What this device is called.
        #[arg(long, default_value = "dlak on a computer")]
        label: String,
    },
    /// Bring a wallet back from its 24 words (a prompt, or DLAK_WORDS).
    Restore {
        #[command(flatten)]
        bank: BankArgs,
        /// What this device is called.
        #[arg(long, default_value = "dlak on a computer")]
        label: String,
    },
    /// Make the wallet known to the bank, with the enrolment code of a commercial bank (asked for when left out).
    Register {
        /// The enrolment code, like KR7K-G5YH-ZYZS-J556.
        code: Option<String>,
    },
    /// What the wallet holds.
    Balance,
    /// Buy digital kip for fiat money from your account at the commercial bank.
    TopUp {
        /// How much, in kip.
        amount: Amount,
    },
    /// Give digital kip back for fiat money.
    Redeem {
        /// How much, in kip.
        amount: Amount,
        /// Do not ask.
        #[arg(long, short)]
        yes: bool,
        /// Redeem although an earlier redemption is not decided yet.
        #[arg(long)]
        again: bool,
    },
    /// Pay a code: its text, a PNG or JPEG picture of it, or - for standard input.
    Pay(pay::PayArgs),
    /// Ask to be paid once: shows a code for exactly this amount.
    Request {
        /// How much, in kip.
        amount: Amount,
        /// What for: the payer sees it.
        #[arg(long)]
        memo: Option<String>,
        /// How long it can be paid, like 45s, 10m, 2h, 3d.
        #[arg(long, default_value = "10m", value_parser = parse_duration)]
        valid_for: Duration,
        /// Write the code as a picture.
        #[arg(long, value_name = "FILE")]
        png: Option<PathBuf>,
        /// Wait until it is paid or has expired.
        #[arg(long)]
        wait: bool,
    },
    /// Your own code for a sticker: everyone can pay to it, again and again.
    Code {
        /// A fixed amount.
        #[arg(long)]
        amount: Option<Amount>,
        /// Write the code as a picture.
        #[arg(long, value_name = "FILE")]
        png: Option<PathBuf>,
    },
    /// What moved money, the newest first.
    History {
        /// How many.
        #[arg(long, default_value_t = 20)]
        limit: u32,
        /// Only entries before this number.
        #[arg(long)]
        before: Option<u64>,
    },
    /// The payments that this wallet made, with their state, the newest first.
    Payments {
        /// How many.
        #[arg(long, default_value_t = 20)]
        limit: u32,
    },
    /// Go on with what was interrupted, fetch what is new, and verify it.
    Sync,
    /// The bank's proof that a payment is final.
    Receipt {
        /// The order's id, as `payments` shows it.
        order: OrderId,
        /// Write the proof into a file that anyone can verify.
        #[arg(long, value_name = "FILE")]
        save: Option<PathBuf>,
    },
    /// Verify a saved receipt against the keys of this wallet's bank, without asking the bank.
    Verify {
        /// The saved receipt.
        file: PathBuf,
    },
    /// Follow the bank and say what happens, until interrupted.
    Watch,
    /// The devices that may act for this wallet.
    Devices,
    /// Take a lost device's rights away, for ever.
    Revoke {
        /// The device, as `devices` shows it.
        device: KeyId,
        /// Do not ask.
        #[arg(long, short)]
        yes: bool,
    },
    /// Show the 24 words again.
    Words,
}

pub(crate) async fn run(args: &WalletArgs, output: Output) -> anyhow::Result<ExitCode> {
    let home = &args.home;
    match &args.command {
        Command::Create { bank, label } => setup::create(home, bank, label, output).await?,
        Command::Restore { bank, label } => setup::restore(home, bank, label, output).await?,
        Command::Register { code } => setup::register(home, code.as_deref(), output).await?,
        Command::Words => setup::words(home, output).await?,
        Command::Devices => setup::devices(home, output).await?,
        Command::Revoke { device, yes } => setup::revoke(home, *device, *yes, output).await?,
        Command::TopUp { amount } => return pay::top_up(home, *amount, output).await,
        Command::Redeem { amount, yes, again } => {
            return pay::redeem(home, *amount, *yes, *again, output).await;
        }
        Command::Pay(args) => return pay::pay(home, args, output).await,
        Command::Request { amount, memo, valid_for, png, wait } => {
            let memo = memo.as_deref();
            return receive::request(home, *amount, memo, *valid_for, png.as_deref(), *wait, output).await;
        }
        Command::Code { amount, png } => receive::code(home, *amount, png.as_deref(), output).await?,
        Command::Balance => look::balance(home, output).await?,
        Command::History { limit, before } => look::history(home, *before, *limit, output).await?,
        Command::Payments { limit } => look::payments(home, *limit, output).await?,
        Command::Sync => look::sync(home, output).await?,
        Command::Receipt { order, save } => look::receipt(home, *order, save.as_deref(), output).await?,
        Command::Verify { file } => look::verify(home, file, output).await?,
        Command::Watch => look::watch(home, output).await?,
    }
    Ok(ExitCode::SUCCESS)
}
