//! Money that leaves the wallet, and money that comes in from the commercial bank.

use std::{io::Read, path::Path, process::ExitCode};

use anyhow::{Context, bail};
use bank_api::{amount::Amount, statement::OrderKind};
use wallet_core::{CodeKind, PayeeWarning, Payment, PaymentState, Preview, TopUpState, Wallet, WalletError};

use super::{HomeArgs, show};
use crate::{
    format::{in_kip, kip},
    image::Image,
    output::Output,
    prompt,
};

/// The exit code of what is neither done nor refused: it goes on by itself.
pub(crate) const PENDING: u8 = 3;

#[derive(Debug, clap::Args)]
pub(super) struct PayArgs {
    /// The code, a picture of it, or -.
    code: String,
    /// How much, in kip, for a code that leaves it to you.
    #[arg(long)]
    amount: Option<Amount>,
    /// A text for the payee.
    #[arg(long)]
    memo: Option<String>,
    /// Do not ask. Warnings are said all the same.
    #[arg(long, short)]
    yes: bool,
    /// With --yes: pay although the code says another name than the bank.
    #[arg(long, requires = "yes")]
    accept_name: bool,
    /// Pay although an earlier payment to the same payee is not decided yet.
    #[arg(long)]
    again: bool,
}

pub(super) async fn pay(home: &HomeArgs, args: &PayArgs, output: Output) -> anyhow::Result<ExitCode> {
    let code = code_text(&args.code)?;
    let wallet = home.open().await?;
    let asking = wallet.prepare(&code, args.amount, args.memo.as_deref());
    let preview = output.waiting("asking the bank who that is", asking).await?;
    if args.yes {
        heed(&preview, args.accept_name)?;
    }
    let payee = preview.payee().account;
    let is_same = |payment: &Payment| payment.kind == OrderKind::Payment && payment.payee == payee;
    if let Some(pending) = nothing_pending(&wallet, args.again, is_same, output).await? {
        return finish(&wallet, &pending, &show::payment_json(&pending), output).await;
    }
    let warnings: Vec<_> = preview.warnings().iter().map(warning_code).collect();
    if !args.yes && !prompt::confirm(&format!("{}\nPay?", preview_text(&preview)))? {
        bail!("not paid: nothing was sent");
    }
    output.waiting("unlocking", wallet.unlock(prompt::pin()?)).await?;
    let payment = match output.waiting("paying", wallet.confirm(preview)).await {
        Err(error @ WalletError::LedgerDiverged(_)) => return Ok(unknown(error, output)),
        confirmed => confirmed?,
    };
    let mut value = show::payment_json(&payment);
    value["warnings"] = warnings.into();
    finish(&wallet, &payment, &value, output).await
}

pub(super) async fn redeem(
    home: &HomeArgs,
    amount: Amount,
    yes: bool,
    again: bool,
    output: Output,
) -> anyhow::Result<ExitCode> {
    let wallet = home.open().await?;
    let is_same = |payment: &Payment| payment.kind == OrderKind::Redemption;
    if let Some(pending) = nothing_pending(&wallet, again, is_same, output).await? {
        return finish(&wallet, &pending, &show::payment_json(&pending), output).await;
    }
    if !yes && !prompt::confirm(&format!("Give {} back for fiat money?", kip(amount)))? {
        bail!("not redeemed: nothing was sent");
    }
    output.waiting("unlocking", wallet.unlock(prompt::pin()?)).await?;
    let payment = match output.waiting("redeeming", wallet.redeem(amount)).await {
        Err(error @ WalletError::LedgerDiverged(_)) => return Ok(unknown(error, output)),
        redeemed => redeemed?,
    };
    finish(&wallet, &payment, &show::payment_json(&payment), output).await
}

pub(super) async fn top_up(home: &HomeArgs, amount: Amount, output: Output) -> anyhow::Result<ExitCode> {
    let wallet = home.open().await?;
    let top_up = output.waiting("topping up", wallet.top_up(amount)).await?;
    let mut value = show::top_up_json(&top_up);
    // The balance is a kindness: what counts is what became of the top-up, and a script must not repeat one that is done.
    let balance = match top_up.state {
        TopUpState::Done => balance_after(&wallet, output).await,
        _ => None,
    };
    if let Some(balance) = balance {
        value["balance"] = in_kip(balance).into();
    }
    output.result(&value, |output| {
        let balance = balance.map(|balance| format!(". Balance: {}", kip(balance)));
        show::top_up_text(&top_up, *output) + &balance.unwrap_or_default()
    })?;
    Ok(match top_up.state {
        TopUpState::Done => ExitCode::SUCCESS,
        TopUpState::Pending => PENDING.into(),
        TopUpState::Rejected(_) => ExitCode::FAILURE,
    })
}

/// The one error that does not say that nothing was paid.
fn unknown(error: WalletError, output: Output) -> ExitCode {
    output.error(&error.into());
    PENDING.into()
}

async fn finish(
    wallet: &Wallet,
    payment: &Payment,
    value: &serde_json::Value,
    output: Output,
) -> anyhow::Result<ExitCode> {
    output.result(value, |output| show::payment_text(payment, *output))?;
    if payment.state == PaymentState::Settled {
        balance_after(wallet, output).await;
    }
    Ok(match payment.state {
        PaymentState::Settled => ExitCode::SUCCESS,
        PaymentState::Created | PaymentState::Submitted => PENDING.into(),
        PaymentState::Rejected(_) | PaymentState::Expired => ExitCode::FAILURE,
    })
}

/// Takes in what has just happened. That it can't be fetched now is no failure: it is done, and the entry comes with the next
/// sync.
async fn balance_after(wallet: &Wallet, output: Output) -> Option<Amount> {
    match output.waiting("verifying", wallet.sync()).await {
        Ok(synced) => Some(synced.balance),
        Err(error) => {
            eprintln!("the history is not up to date yet: {error}");
            None
        }
    }
}

/// Refuses to pay a second time while a payment to the same payee is under way: what a script does that was interrupted and
/// is run again. First goes on with what is unfinished, so that it ends if it can.
async fn nothing_pending(
    wallet: &Wallet,
    again: bool,
    same: impl Fn(&Payment) -> bool,
    output: Output,
) -> anyhow::Result<Option<Payment>> {
    if again {
        return Ok(None);
    }
    let resumed = output.waiting("going on with what was interrupted", wallet.resume()).await?;
    let pending = resumed.into_iter().find(|payment| !payment.state.is_final() && same(payment));
    if let Some(payment) = &pending {
        eprintln!(
            "a payment of {} to {} is not decided yet: nothing new was sent (--again pays all the same)",
            kip(payment.amount),
            show::shown(&payment.payee_name)
        );
    }
    Ok(pending)
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
