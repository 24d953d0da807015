//! Making, restoring and registering a wallet; its devices and words.

use anyhow::bail;
use bank_api::{key::KeyId, message::wallet::AccountInfo};
use serde_json::json;
use wallet_core::{Wallet, Words};

use super::{BankArgs, HomeArgs, show};
use crate::{
    format::{in_kip, kip},
    output::Output,
    prompt,
};

pub(super) async fn create(
    home: &HomeArgs,
    bank: &BankArgs,
    label: &str,
    output: Output,
) -> anyhow::Result<()> {
    let made = home.found(bank, async |parts| {
        let pin = prompt::new_pin()?;
        Ok(output.waiting("making the wallet", Wallet::create(parts, pin, label, None)).await?)
    });
    let (wallet, words) = made.await?;
    let value = json!({ "account": wallet.account(), "words": words.words().as_str(), "network": wallet.trust().network });
    output.result(&value, |output| {
        format!(
            "{}\n\n{}\n{}\n\nThe wallet's account is {}\nNext: dlak wallet register CODE, with the enrolment code of your bank.",
            output.green("The wallet is made."),
            output.bold("Write these 24 words down, in this order. Whoever has them has the wallet; without them a lost device is a lost wallet."),
            grid(&words),
            wallet.account(),
        )
    })
}

pub(super) async fn restore(
    home: &HomeArgs,
    bank: &BankArgs,
    label: &str,
    output: Output,
) -> anyhow::Result<()> {
    let restored = home.found(bank, async |parts| {
        let (words, pin) = (prompt::words()?, prompt::new_pin()?);
        let restored = Wallet::restore(parts, words, pin, label, None);
        Ok(output.waiting("restoring the wallet", restored).await?)
    });
    let wallet = restored.await?;
    let synced = output.waiting("fetching and verifying the history", wallet.sync()).await?;
    let value =
        json!({ "account": wallet.account(), "balance": in_kip(synced.balance), "entries": synced.seq });
    output.result(&value, |output| {
        format!(
            "{} {} entries were fetched and verified. Balance: {}",
            output.green("The wallet is restored."),
            synced.seq,
            kip(synced.balance)
        )
    })
}

pub(super) async fn register(home: &HomeArgs, code: Option<&str>, output: Output) -> anyhow::Result<()> {
    let wallet = home.open().await?;
    if wallet.is_registered().await? {
        let name = wallet.profile().await?.map_or_else(|| "its owner".to_owned(), |profile| profile.name);
        bail!("this wallet is registered to {name} already: the code was not used");
    }
    let code = match code {
        Some(code) => zeroize::Zeroizing::new(code.to_owned()),
        None => prompt::secret("DLAK_ENROLMENT_CODE", "enrolment code")?,
    };
    let account = output.waiting("registering the wallet", wallet.register(&code)).await?;
    let value = json!({
        "account": account.account, "name": account.name, "kind": account.kind, "participant": account.participant,
        "payment_limit": in_kip(account.limits.payment), "daily_limit": in_kip(account.limits.daily),
    });
    output.result(&value, |output| registered(&account, *output))
}

fn registered(account: &AccountInfo, output: Output) -> String {
    format!(
        "{} It belongs to {}, customer of {}.\nOne payment may move {}, all of a day {}.",
        output.green("The wallet is registered."),
        output.bold(&account.name),
        account.participant,
        kip(account.limits.payment),
        kip(account.limits.daily),
    )
}

pub(super) async fn words(home: &HomeArgs, output: Output) -> anyhow::Result<()> {
    let wallet = home.open().await?;
    let words = wallet.words(prompt::pin()?).await?;
    output.result(&json!({ "words": words.words().as_str() }), |_| grid(&words))
}

pub(super) async fn devices(home: &HomeArgs, output: Output) -> anyhow::Result<()> {
    let wallet = home.open().await?;
    let devices = output.waiting("asking the bank", wallet.devices()).await?;
    output.result(&json!({ "this": wallet.device(), "devices": devices }), |_| {
        show::devices(&devices, wallet.device())
    })
}

pub(super) async fn revoke(home: &HomeArgs, device: KeyId, yes: bool, output: Output) -> anyhow::Result<()> {
    let wallet = home.open().await?;
    let question = if device == wallet.device() {
        "This is the device that you are using. Afterwards only the 24 words bring the wallet back here. Revoke it for ever?"
    } else {
        "Take this device's rights away, for ever?"
    };
    if !yes && !prompt::confirm(question)? {
        bail!("not revoked: nothing was sent");
    }
    let pin = prompt::pin()?;
    let devices = output.waiting("asking the bank", wallet.revoke_device(device, pin)).await?;
    output.result(&json!({ "this": wallet.device(), "devices": devices }), |_| {
        show::devices(&devices, wallet.device())
    })
}

/// The words in four columns, numbered.
fn grid(words: &Words) -> String {
    let numbered: Vec<_> = (1..).zip(words.list()).map(|(n, word)| format!("{n:>2} {word:<10}")).collect();
    let rows: Vec<_> = numbered.chunks(4).map(|row| format!("  {}", row.join("  ").trim_end())).collect();
    rows.join("\n")
}
