//! Money that leaves the wallet, and money that comes in from the commercial bank.

use std::{io::Read, path::Path, process::ExitCode};

use anyhow::{Context, bail};
use bank_api::amount::Amount;
use wallet_core::{CodeKind, PayeeWarning, Payment, PaymentState, Preview, TopUpState, Wallet};

use super::{HomeArgs, show};
use crate::{
    format::{in_kip, kip},
    image::Image,
    output::Output,
    prompt,
};

/// The exit code of what is neither done nor refused: it goes on by itself.
const PENDING: u8 = 3;

pub(super) async fn pay(
    home: &HomeArgs,
    code: &str,
    amount: Option<Amount>,
    memo: Option<&str>,
    yes: bool,
    accept_name: bool,
    output: Output,
) -> anyhow::Result<ExitCode> {
    let code = code_text(code)?;
    let wallet = home.open().await?;
    let preview = output.waiting("asking the bank who that is", wallet.prepare(&code, amount, memo)).await?;
    if yes {
        heed(&preview, accept_name)?;
    }
    let warnings: Vec<_> = preview.warnings().iter().map(warning_code).collect();
    if !yes && !prompt::confirm(&format!("{}\nPay?", preview_text(&preview)))? {
        bail!("not paid: nothing was sent");
    }
    output.waiting("unlocking", wallet.unlock(prompt::pin()?)).await?;
    let payment = output.waiting("paying", wallet.confirm(preview)).await?;
    let mut value = show::payment_json(&payment);
    value["warnings"] = warnings.into();
    finish(&wallet, &payment, &value, output).await
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
    finish(&wallet, &payment, &show::payment_json(&payment), output).await
}

pub(super) async fn top_up(home: &HomeArgs, amount: Amount, output: Output) -> anyhow::Result<ExitCode> {
    let wallet = home.open().await?;
    let top_up = output.waiting("topping up", wallet.top_up(amount)).await?;
    let synced = match top_up.state {
        TopUpState::Done => Some(output.waiting("verifying", wallet.sync()).await?),
        _ => None,
    };
    let mut value = show::top_up_json(&top_up);
    if let Some(synced) = &synced {
        value["balance"] = in_kip(synced.balance).into();
    }
    output.result(&value, |output| {
        let balance = synced.as_ref().map(|synced| format!(". Balance: {}", kip(synced.balance)));
        show::top_up_text(&top_up, *output) + &balance.unwrap_or_default()
    })?;
    Ok(match top_up.state {
        TopUpState::Done => ExitCode::SUCCESS,
        TopUpState::Pending => PENDING.into(),
        TopUpState::Rejected(_) => ExitCode::FAILURE,
    })
}

async fn finish(
    wallet: &Wallet,
    payment: &Payment,
    value: &serde_json::Value,
    output: Output,
) -> anyhow::Result<ExitCode> {
    output.result(value, |output| show::payment_text(payment, *output))?;
    if payment.state == PaymentState::Settled
        && let Err(error) = output.waiting("verifying", wallet.sync()).await
    {
        // It is paid, and the receipt says so: the entry comes with the next sync.
        eprintln!("the history is not up to date yet: {error}");
    }
    Ok(match payment.state {
        PaymentState::Settled => ExitCode::SUCCESS,
        PaymentState::Created | PaymentState::Submitted => PENDING.into(),
        PaymentState::Rejected(_) | PaymentState::Expired => ExitCode::FAILURE,
    })
}

/// Warnings that nobody is asked about are said all the same. A name that differs is what a false sticker looks like: a
/// script has to say that it knows.
fn heed(preview: &Preview, accept_name: bool) -> anyhow::Result<()> {
    for warning in preview.warnings() {
        if let PayeeWarning::NameDiffers { printed } = warning
            && !accept_name
        {
            bail!(
                "the code says \"{}\", and the bank knows the payee as \"{}\": if that is right, add --accept-name",
                show::shown(printed),
                show::shown(&preview.payee().name)
            );
        }
        eprintln!("{}", warning_text(warning).trim_start());
    }
    Ok(())
}

fn warning_code(warning: &PayeeWarning) -> &'static str {
    match warning {
        PayeeWarning::NameDiffers { .. } => "name-differs",
        PayeeWarning::FirstPayment => "first-payment",
        _ => "unusual",
    }
}

fn warning_text(warning: &PayeeWarning) -> String {
    match warning {
        PayeeWarning::NameDiffers { printed } => format!(
            "  ! the code says \"{}\", the bank knows another name: is it the right shop?",
            show::shown(printed)
        ),
        PayeeWarning::FirstPayment => "  ! you have never paid this payee before".to_owned(),
        _ => "  ! this payment is unusual".to_owned(),
    }
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
        let names_a_picture = |end: &std::ffi::OsStr| {
            ["png", "jpg", "jpeg"].iter().any(|known| end.eq_ignore_ascii_case(known))
        };
        if path.extension().is_some_and(names_a_picture) {
            bail!("there is no file {code}");
        }
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
    lines.extend(preview.warnings().iter().map(warning_text));
    lines.join("\n")
}
