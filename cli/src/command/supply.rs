//! `dlak supply`: the check that anybody can make.

use std::sync::Arc;

use bank_api::env::Env;
use dlak_cli::supply::prove;
use serde_json::json;
use wallet_core::{BankClient, HttpTransport};

use super::wallet::BankArgs;
use crate::{
    format::{in_kip, kip},
    output::Output,
};

/// Recomputes the supply from the bank's whole ledger log and holds it against what the bank signed.
#[derive(Debug, clap::Args)]
pub(crate) struct SupplyArgs {
    #[command(flatten)]
    bank: BankArgs,
}

pub(crate) async fn run(args: &SupplyArgs, output: Output) -> anyhow::Result<()> {
    let transport = HttpTransport::new(&args.bank.bank, &args.bank.certificates()?)?;
    let client = BankClient::new(&args.bank.bank, Arc::new(transport), Env::system())?;
    let supply = output.waiting("reading the whole ledger log", prove(&client, None)).await?;
    let value = json!({
        "outstanding": in_kip(supply.outstanding), "minted": in_kip(supply.minted),
        "burned": in_kip(supply.burned),
        "tree_size": supply.tree_size,
    });
    output.result(&value, |output| {
        format!(
            "{} {} minted less {} burned, in a ledger of {} transfers whose signed root was recomputed",
            output.green(format!("{} are out:", kip(supply.outstanding))),
            kip(supply.minted),
            kip(supply.burned),
            supply.tree_size
        )
    })
}
