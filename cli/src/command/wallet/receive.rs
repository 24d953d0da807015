//! Being paid: a code for one payment, a code for a sticker.

use std::{path::Path, process::ExitCode, time::Duration};

use anyhow::Context;
use bank_api::{amount::Amount, message::payment::RequestStatus};
use qr_scan::{Level, Symbol, Terminal};
use serde_json::json;
use wallet_core::{PaymentRequest, Wallet, WalletError};

use super::HomeArgs;
use crate::{
    format::{in_kip, kip, moment},
    output::Output,
};

/// A module of the picture: large enough to be scanned from a screen across a counter.
const MODULE_PX: usize = 8;
/// Without a hint of the bank, how often the request is asked for.
const ASK_EVERY: Duration = Duration::from_secs(2);

pub(super) async fn code(
    home: &HomeArgs,
    amount: Option<Amount>,
    png: Option<&Path>,
    output: Output,
) -> anyhow::Result<()> {
    let wallet = home.open().await?;
    if !wallet.is_registered().await? {
        return Err(WalletError::NotRegistered.into());
    }
    let code = wallet.static_code(amount).await?;
    let symbol = Symbol::new(&code, Level::Medium)?;
    save(&symbol, png)?;
    output.result(&json!({ "code": code, "amount": amount.map(in_kip), "png": png }), |output| {
        format!("{}\n{}", symbol.to_terminal(terminal(*output)), output.dim(&code))
    })
}

pub(super) async fn request(
    home: &HomeArgs,
    amount: Amount,
    memo: Option<&str>,
    valid_for: Duration,
    png: Option<&Path>,
    wait: bool,
    output: Output,
) -> anyhow::Result<ExitCode> {
    let wallet = home.open().await?;
    let request = output.waiting("asking the bank", wallet.request(amount, memo, valid_for)).await?;
    let symbol = Symbol::new(&request.code, Level::Medium)?;
    save(&symbol, png)?;
    let value = json!({
        "id": request.id, "amount": in_kip(request.amount), "memo": request.memo, "code": request.code,
        "expires_at": request.expires_at, "png": png,
    });
    output.result(&value, |output| {
        format!(
            "{}\n{}\nAsking for {} until {}",
            symbol.to_terminal(terminal(*output)),
            output.dim(&request.code),
            output.bold(kip(request.amount)),
            moment(request.expires_at)
        )
    })?;
    if !wait {
        return Ok(ExitCode::SUCCESS);
    }
    let status = output.waiting("waiting to be paid", until_decided(&wallet, &request)).await?;
    output.result(&json!({ "id": request.id, "status": status }), |output| match status {
        RequestStatus::Paid => output.green("Paid, and verified."),
        _ => output.red("Not paid in time."),
    })?;
    Ok(if status == RequestStatus::Paid { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Waits until the request is paid or has expired: looks when the bank hints at news, and now and then without.
async fn until_decided(wallet: &Wallet, request: &PaymentRequest) -> anyhow::Result<RequestStatus> {
    let mut events = wallet.events();
    let decided = async {
        loop {
            match wallet.request_status(request.id).await {
                Ok(RequestStatus::Open) => {}
                Ok(status) => return Ok(status),
                // The till goes on asking while the network is away.
                Err(error) if error.retryable() => {}
                Err(error) => return Err(error.into()),
            }
            let _ = tokio::time::timeout(ASK_EVERY, events.next()).await;
        }
    };
    tokio::select! {
        status = decided => status,
        // Follows the bank meanwhile, so that the hint comes at once.
        () = wallet.run() => Err(anyhow::anyhow!("the wallet stopped following the bank")),
    }
}

fn save(symbol: &Symbol, png: Option<&Path>) -> anyhow::Result<()> {
    let Some(path) = png else { return Ok(()) };
    std::fs::write(path, symbol.to_png(MODULE_PX)).with_context(|| path.display().to_string())
}

fn terminal(output: Output) -> Terminal {
    if output.has_colour() { Terminal::Colour } else { Terminal::DarkGround }
}
