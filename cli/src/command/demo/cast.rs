//! Who takes part.

use std::{path::Path, sync::Arc};

use anyhow::Context;
use bank_api::{amount::Amount, env::Env, id::OrderId, message::wallet::HolderKind};
use dlak_cli::sandbox::Sandbox;
use wallet_core::{FileKeystore, FolderFiles, HttpTransport, Pin, Wallet, WalletParts};

/// Everybody's PIN in the demo.
pub(super) const PIN: &str = "271828";

/// A customer of the commercial bank, with a wallet.
pub(super) struct Holder {
    pub(super) name: &'static str,
    /// At the commercial bank.
    pub(super) customer: OrderId,
    pub(super) wallet: Wallet,
}

/// Takes a customer in who brings `fiat`, makes the wallet in `folder` and registers it.
pub(super) async fn onboard(
    sandbox: &Sandbox,
    folder: &Path,
    name: &'static str,
    kind: HolderKind,
    fiat: Amount,
) -> anyhow::Result<Holder> {
    let customer = sandbox.customer(name, kind, fiat).await?;
    let folder = folder.join(name.to_lowercase().replace(' ', "-"));
    let parts = WalletParts {
        env: Env::system(),
        files: Arc::new(FolderFiles::new(&folder)),
        keystore: Arc::new(FileKeystore::new(folder.join("keystore"))),
        transport: Arc::new(HttpTransport::new(sandbox.url(), &[])?),
        bank_url: sandbox.url().to_owned(),
    };
    let pin = Pin::new(PIN.to_owned())?;
    let (wallet, _words) = Wallet::create(parts, pin, "demo", None).await.context("making a wallet")?;
    // So that `dlak wallet --wallet FOLDER` opens it, with a bank on the same address.
    crate::command::wallet::remember(&folder, sandbox.url())?;
    let account = wallet.register(&customer.enrolment_code).await.context("registering a wallet")?;
    anyhow::ensure!(account.name == name, "the bank knows the customer as {}", account.name);
    Ok(Holder { name, customer: customer.customer, wallet })
}
