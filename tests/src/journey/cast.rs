//! The wallets of a journey by their roles, and what the steps have kept.

use std::collections::BTreeMap;

use bank_api::{env::Env, id::AccountId};
use tokio::task::JoinHandle;
use wallet_core::{Events, Preview, Wallet, WalletParts};

use super::Stage;
use crate::Phone;

/// Who plays in a journey.
pub(super) struct Cast {
    /// The bank and its proxy.
    pub(super) stage: Stage,
    roles: BTreeMap<String, Role>,
    /// The accounts in the order in which they came, with their roles.
    accounts: Vec<(AccountId, String)>,
    kept: BTreeMap<String, Kept>,
}

/// A wallet that is open.
pub(super) struct Role {
    /// The wallet.
    pub(super) wallet: Wallet,
    /// What it has told and nobody has looked at.
    pub(super) events: Events,
    following: Option<JoinHandle<()>>,
}

impl Drop for Role {
    fn drop(&mut self) {
        if let Some(following) = self.following.take() {
            following.abort();
        }
    }
}

/// What a step gave for later steps.
pub(super) enum Kept {
    /// A text.
    Text(String),
    /// What was prepared.
    Preview(Box<Preview>),
}

impl Cast {
    pub(super) fn new(stage: Stage) -> Self {
        Self { stage, roles: BTreeMap::new(), accounts: Vec::new(), kept: BTreeMap::new() }
    }

    /// Keeps what a step gave. A name is given once.
    pub(super) fn keep(&mut self, name: &str, kept: Option<Kept>) -> Result<(), String> {
        let kept = kept.ok_or_else(|| format!("it gives nothing to keep as {name:?}"))?;
        match self.kept.insert(name.to_owned(), kept) {
            None => Ok(()),
            Some(_) => Err(format!("{name:?} is kept already")),
        }
    }

    /// The text that was kept under this name.
    pub(super) fn text(&self, name: &str) -> Result<String, String> {
        match self.kept.get(name) {
            Some(Kept::Text(text)) => Ok(text.clone()),
            Some(Kept::Preview(_)) => Err(format!("{name:?} is a preview, and a text is needed")),
            None => Err(format!("nothing was kept as {name:?}")),
        }
    }

    /// The preview that was kept under this name.
    pub(super) fn preview(&self, name: &str) -> Result<Preview, String> {
        match self.kept.get(name) {
            Some(Kept::Preview(preview)) => Ok(preview.as_ref().clone()),
            _ => Err(format!("no preview was kept as {name:?}")),
        }
    }

    /// The wallet of a role.
    pub(super) fn wallet(&self, role: &str) -> Result<Wallet, String> {
        let found = self.roles.get(role).map(|role| role.wallet.clone());
        found.ok_or_else(|| format!("{role} has no open wallet"))
    }

    /// The role itself.
    pub(super) fn role(&mut self, role: &str) -> Result<&mut Role, String> {
        self.roles.get_mut(role).ok_or_else(|| format!("{role} has no open wallet"))
    }

    /// Gives a role its wallet.
    pub(super) fn enter(&mut self, role: &str, wallet: Wallet) {
        let account = wallet.account();
        if self.accounts.iter().all(|(known, _)| *known != account) {
            self.accounts.push((account, role.to_owned()));
        }
        let events = wallet.events();
        self.roles.insert(role.to_owned(), Role { wallet, events, following: None });
    }

    /// Lets the wallet of a role go.
    pub(super) async fn leave(&mut self, role: &str) -> Result<(), String> {
        let mut gone = self.roles.remove(role).ok_or_else(|| format!("{role} has no open wallet"))?;
        if let Some(following) = gone.following.take() {
            following.abort();
            // It was told to end: that it was, is no news.
            let _ = following.await;
        }
        let wallet = gone.wallet.clone();
        drop(gone);
        wallet.close().await;
        Ok(())
    }

    /// Has the wallet follow the bank in the background.
    pub(super) fn follow(&mut self, role: &str) -> Result<(), String> {
        let role = self.role(role)?;
        let wallet = role.wallet.clone();
        role.following = Some(tokio::spawn(async move { wallet.run().await }));
        Ok(())
    }

    /// Whose account it is; `bank` if it is nobody's here.
    pub(super) fn whose(&self, account: AccountId) -> &str {
        let found = self.accounts.iter().find(|(known, _)| *known == account);
        found.map_or("bank", |(_, role)| role)
    }

    /// What the wallet of a role is made of.
    pub(super) fn parts(&self, role: &str) -> WalletParts {
        let phone = Phone {
            folder: self.stage.folder(role),
            bank_url: self.stage.url().to_owned(),
            env: Env::system(),
        };
        phone.parts()
    }
}
