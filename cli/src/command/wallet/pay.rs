//! Money that leaves the wallet, and money that comes in from the commercial bank.

use std::{io::Read, path::Path, process::ExitCode};

use anyhow::{Context, bail};
use bank_api::amount::Amount;
use serde_json::json;
use wallet_core::{CodeKind, PayeeWarning, Payment, PaymentState, Preview, TopUpState, Wallet};

use super::{HomeArgs, show};
use crate::{format::kip, image::Image, output::Output, prompt};

/// The exit code of what is neither done nor refused: it goes on by itself.
const PENDING: u8 = 3;

pub(super) async fn pay(
    home: &HomeArgs,
    code: &str,
    amount: Option<Amount>,
    memo: Option<&str>,
    yes: bool,
    output: Output,
) -> anyhow::Result<ExitCode> {
    let code = code_text(code)?;
    let wallet = home.open().await?;
    let preview = output.waiting("asking the bank who that is", wallet.prepare(&code, amount, memo)).await?;
    if !yes && !prompt::confirm(&format!("{}\nPay?", preview_text(&preview)))? {
        bail!("not paid: nothing was sent");
    }
    output.waiting("unlocking", wallet.unlock(prompt::pin()?)).await?;
    let payment = output.waiting("paying", wallet.confirm(preview)).await?;
    finish(&payment, output)
}

pub(super) async fn redeem(
    home: &HomeArgs,
    amount: Amount,
    yes: bool,
    output: Output,
) -> anyhow::Result<ExitCode> {
    let wallet = home.open().await?;
    if !yes && !prompt::confirm(&format!("Give {} back for fiat money?", kip(amount)))? {
        bail!("not redeemed: nothing was sent");
    }
    output.waiting("unlocking", wallet.unlock(prompt::pin()?)).await?;
    let payment = output.waiting("redeeming", wallet.redeem(amount)).await?;
    finish(&payment, output)
}

pub(super) async fn top_up(home: &HomeArgs, amount: Amount, output: Output) -> anyhow::Result<ExitCode> {
    let wallet = home.open().await?;
    let top_up = output.waiting("topping up", wallet.top_up(amount)).await?;
    let synced = match top_up.state {
        TopUpState::Done => Some(output.waiting("verifying", wallet.sync()).await?),
        _ => None,
    };
    let value = json!({
        "id": top_up.id,
        "amount": top_up.amount,
        "state": top_up.state.name(),
        "reason": top_up.state.reason(),
        "balance": synced.as_ref().map(|synced| synced.balance),
    });
    output.result(&value, |output| match (top_up.state.reason(), &synced) {
        (Some(reason), _) => {
            format!("{} {}. No money has moved.", output.red("Not topped up:"), reason.title())
        }
        (None, Some(synced)) => {
            format!("{} {}. Balance: {}", output.green("Topped up:"), kip(amount), kip(synced.balance))
        }
        (None, None) => format!(
            "{} {}. The bank's answer is not known yet. Do not repeat it: `dlak wallet sync` goes on.",
            output.yellow("Pending:"),
            kip(amount)
        ),
    })?;
    Ok(match top_up.state {
        TopUpState::Done => ExitCode::SUCCESS,
        TopUpState::Pending => PENDING.into(),
        TopUpState::Rejected(_) => ExitCode::FAILURE,
    })
}

fn finish(payment: &Payment, output: Output) -> anyhow::Result<ExitCode> {
    output.result(&show::payment_json(payment), |output| show::payment_text(payment, *output))?;
    Ok(match payment.state {
        PaymentState::Settled => ExitCode::SUCCESS,
        PaymentState::Created | PaymentState::Submitted => PENDING.into(),
        PaymentState::Rejected(_) | PaymentState::Expired => ExitCode::FAILURE,
    })
}

/// The text of the code: of a picture, of standard input, or the argument itself.
fn code_text(code: &str) -> anyhow::Result<String> {
    if code == "-" {
        let mut text = String::new();
        std::io::stdin().take(64 * 1024).read_to_string(&mut text)?;
        return Ok(text.trim_end_matches(['\r', '\n']).to_owned());
    }
    let path = Path::new(code);
    if !path.is_file() {
        return Ok(code.to_owned());
    }
    let picture = Image::open(path).with_context(|| code.to_owned())?;
    let mut codes = Wallet::scan(&picture.frame()?);
    // A shop's label may have codes of several schemes side by side.
    codes.sort_by_key(|code| code.kind != CodeKind::Dlak);
    match codes.as_slice() {
        [] => bail!("there is no QR code in {code}: take the picture from nearer, in better light"),
        [one] => Ok(one.text.clone()),
        [first, second, ..] if first.kind == CodeKind::Dlak && second.kind != CodeKind::Dlak => {
            Ok(first.text.clone())
        }
        several => {
            bail!("there are {} codes in {code}: cut the picture down to the one to pay", several.len())
        }
    }
}

fn preview_text(preview: &Preview) -> String {
    let mut lines = vec![
        format!("  to        {}", show::shown(&preview.payee().name)),
        format!("  account   {}", preview.payee().account),
        format!("  amount    {}", kip(preview.amount())),
        format!("  fee       {}", kip(preview.fee())),
    ];
    lines.extend(preview.memo().map(|memo| format!("  for       {}", show::shown(memo))));
    lines.push(format!(
        "  balance   {}, left to pay today {}",
        kip(preview.available()),
        kip(preview.left_today())
    ));
    lines.extend(preview.warnings().iter().map(|warning| match warning {
        PayeeWarning::NameDiffers { printed } => {
            format!(
                "  ! the code says \"{}\", the bank knows another name: is it the right shop?",
                show::shown(printed)
            )
        }
        PayeeWarning::FirstPayment => "  ! you have never paid this payee before".to_owned(),
        _ => "  ! this payment is unusual".to_owned(),
    }));
    lines.join("\n")
}
