//! What the wallet holds and what has happened, verified.

use std::{fs, path::Path, time::Duration};

use anyhow::Context;
use bank_api::id::OrderId;
use serde_json::json;
use wallet_core::{Event, Events, PaymentState, ProvenReceipt, TopUp, Wallet, WalletError};

use super::{HomeArgs, show};
use crate::{
    format::{in_kip, kip, moment},
    output::Output,
};

pub(super) async fn balance(home: &HomeArgs, output: Output) -> anyhow::Result<()> {
    let wallet = home.open().await?;
    let balance = wallet.balance().await?;
    let value = json!({
        "settled": in_kip(balance.settled), "reserved": in_kip(balance.reserved),
        "available": in_kip(balance.available),
    });
    output.result(&value, |output| {
        let reserved = if balance.reserved.is_zero() {
            String::new()
        } else {
            format!("\n{} more is on its way out, or has gone since the last sync", kip(balance.reserved))
        };
        format!("{}{reserved}\n{}", output.bold(kip(balance.available)), output.dim("as of the last sync"))
    })
}

pub(super) async fn history(
    home: &HomeArgs,
    before: Option<u64>,
    limit: u32,
    output: Output,
) -> anyhow::Result<()> {
    let items = home.open().await?.history(before, limit).await?;
    let value: Vec<_> = items.iter().map(show::entry_json).collect();
    output.result(&json!({ "entries": value }), |_| show::entries(&items))
}

pub(super) async fn payments(home: &HomeArgs, limit: u32, output: Output) -> anyhow::Result<()> {
    let payments = home.open().await?.payments(None, limit).await?;
    let value: Vec<_> = payments.iter().map(show::payment_json).collect();
    output.result(&json!({ "payments": value }), |_| show::payments(&payments))
}

pub(super) async fn sync(home: &HomeArgs, output: Output) -> anyhow::Result<()> {
    let wallet = home.open().await?;
    let mut events = wallet.events();
    let resumed = output.waiting("going on with what was interrupted", wallet.resume()).await?;
    let synced = output.waiting("fetching and verifying", wallet.sync()).await?;
    let top_ups = ended_top_ups(&wallet, &mut events).await?;
    let value = json!({
        "new_entries": synced.new_entries,
        "entries": synced.seq,
        "balance": in_kip(synced.balance),
        "tree_size": synced.tree_size,
        "resumed": resumed.iter().map(show::payment_json).collect::<Vec<_>>(),
        "top_ups": top_ups.iter().map(show::top_up_json).collect::<Vec<_>>(),
    });
    output.result(&value, |output| {
        let mut lines: Vec<_> = resumed.iter().map(|payment| show::payment_text(payment, *output)).collect();
        lines.extend(top_ups.iter().map(|top_up| show::top_up_text(top_up, *output)));
        lines.push(format!(
            "{} {}, verified against a ledger of {} transfers. Balance: {}",
            output.green("In step with the bank:"),
            if synced.new_entries == 1 {
                "1 new entry".to_owned()
            } else {
                format!("{} new entries", synced.new_entries)
            },
            synced.tree_size,
            output.bold(kip(synced.balance))
        ));
        lines.join("\n")
    })
}

/// The top-ups that have come to their end by now.
async fn ended_top_ups(wallet: &Wallet, events: &mut Events) -> anyhow::Result<Vec<TopUp>> {
    let mut ended = Vec::new();
    // What has happened is waiting: nothing more is waited for.
    while let Ok(Some(event)) = tokio::time::timeout(Duration::ZERO, events.next()).await {
        if let Event::TopUp { id, .. } = event {
            ended.push(wallet.top_up_state(id).await?);
        }
    }
    Ok(ended)
}

pub(super) async fn receipt(
    home: &HomeArgs,
    order: OrderId,
    save: Option<&Path>,
    output: Output,
) -> anyhow::Result<()> {
    let wallet = home.open().await?;
    let proven = output.waiting("fetching and verifying the proof", wallet.receipt(order)).await;
    let proven = proven.map_err(|error| match error {
        WalletError::PaymentUnknown => anyhow::Error::from(error)
            .context("only the wallet that paid has the receipt: ask the payer for the file"),
        error => error.into(),
    })?;
    if let Some(path) = save {
        fs::write(path, proven.to_string()).with_context(|| path.display().to_string())?;
    }
    describe(&proven, output)
}

pub(super) async fn verify(home: &HomeArgs, file: &Path, output: Output) -> anyhow::Result<()> {
    let bytes = fs::read(file).with_context(|| file.display().to_string())?;
    let text = String::from_utf8_lossy(&bytes);
    let wallet = home.open().await?;
    let proven = ProvenReceipt::verify(&text, wallet.trust()).with_context(|| file.display().to_string())?;
    describe(&proven, output)
}

fn describe(proven: &ProvenReceipt, output: Output) -> anyhow::Result<()> {
    let receipt = proven.receipt();
    let value = json!({
        "order_id": receipt.order_id,
        "payer": receipt.payer,
        "payee": receipt.payee,
        "amount": in_kip(receipt.amount),
        "settled_at": receipt.settled_at,
        "leaf_index": receipt.leaf_index,
        "tree_size": proven.checkpoint().size,
        "proof": proven.to_string(),
    });
    output.result(&value, |output| {
        format!(
            "{}\n  order    {}\n  amount   {}\n  from     {}\n  to       {}\n  settled  {}\n  ledger   transfer {} of {}",
            output.green("Final: signed by the bank, and in the ledger that it signed."),
            receipt.order_id,
            output.bold(kip(receipt.amount)),
            receipt.payer,
            receipt.payee,
            moment(receipt.settled_at),
            receipt.leaf_index + 1,
            proven.checkpoint().size,
        )
    })
}

pub(super) async fn watch(home: &HomeArgs, output: Output) -> anyhow::Result<()> {
    let wallet = home.open().await?;
    let mut events = wallet.events();
    eprintln!("following the bank; interrupt with Ctrl-C");
    tokio::select! {
        () = wallet.run() => Ok(()),
        told = tell(&wallet, &mut events, output) => told,
        ended = check_connection(&wallet, output) => ended,
        _ = tokio::signal::ctrl_c() => Ok(()),
    }
}

/// Says when the bank can't be reached and when it can again; ends when it refuses this device for good.
async fn check_connection(wallet: &Wallet, output: Output) -> anyhow::Result<()> {
    const EVERY: Duration = Duration::from_secs(15);
    let mut connected = true;
    loop {
        match wallet.refresh_account().await {
            Ok(_) if connected => {}
            Ok(_) => {
                connected = true;
                output.result(&json!({ "event": "connected" }), |output| output.green("connected again"))?;
            }
            Err(error) if !error.retryable() => return Err(error.into()),
            Err(_) if !connected => {}
            Err(error) => {
                connected = false;
                let value = json!({ "event": "disconnected", "why": error.to_string() });
                output.result(&value, |output| {
                    format!("{} {error}; trying again", output.yellow("not connected:"))
                })?;
            }
        }
        tokio::time::sleep(EVERY).await;
    }
}

async fn tell(wallet: &Wallet, events: &mut Events, output: Output) -> anyhow::Result<()> {
    while let Some(event) = events.next().await {
        let (value, text) = match event {
            Event::Received { seq, order_id, amount, from, request } => (
                json!({ "event": "received", "seq": seq, "order_id": order_id, "amount": in_kip(amount), "from": from, "request": request }),
                format!("{} {} from {}", output.green("received"), kip(amount), show::shown(&from)),
            ),
            Event::Payment { order_id, state } => {
                let reason = match state {
                    PaymentState::Rejected(reason) => Some(reason),
                    _ => None,
                };
                (
                    json!({ "event": "payment", "order_id": order_id, "state": state.name(), "reason": reason }),
                    format!("payment {order_id}: {}", state.name()),
                )
            }
            Event::TopUp { id, state } => (
                json!({ "event": "top-up", "id": id, "state": state.name() }),
                format!("top-up {id}: {}", state.name()),
            ),
            Event::BalanceChanged => {
                let balance = wallet.balance().await?;
                (
                    json!({ "event": "balance", "available": in_kip(balance.available) }),
                    format!("balance {}", output.bold(kip(balance.available))),
                )
            }
            Event::Diverged { what } => (
                json!({ "event": "diverged", "what": what }),
                format!("{} {what}: paying is blocked", output.red("the bank contradicts itself:")),
            ),
            _ => continue,
        };
        output.result(&value, |_| text)?;
    }
    Ok(())
}
