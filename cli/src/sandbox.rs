//! A bank with money in it: for the demo, for people who try things out, for tests.
//!
//! It is the reference bank itself, served over HTTP on this machine. Money comes into it the way it does in earnest:
//! the central bank mints to its vault and credits reserves, a commercial bank buys, customers bring fiat money.

use std::{net::SocketAddr, path::PathBuf};

use anyhow::{Context, ensure};
use bank::{config::Config, keys::OperatorKeys, server::Bank};
use bank_api::{
    amount::Amount,
    env::Env,
    id::{OrderId, ParticipantId},
    key::SecretKey,
    message::{exchange::ExchangeStatus, operator::CustomerInfo, wallet::HolderKind},
};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use crate::operator::Operator;

/// What a sandbox is made of.
#[derive(Clone, Debug)]
pub struct SandboxOptions {
    /// The folder of the bank's data; the bank goes on with what is in it.
    pub data: PathBuf,
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Further hosts that requests may be signed for: a proxy's.
    pub authorities: Vec<String>,
}

/// A running bank, and the people who operate it.
#[derive(Debug)]
pub struct Sandbox {
    url: String,
    config: Config,
    central_bank: Operator,
    commercial_bank: Operator,
    stop: oneshot::Sender<()>,
    server: JoinHandle<anyhow::Result<()>>,
}

impl Sandbox {
    /// Starts the bank. It has no money before [`Self::fund`].
    pub async fn start(options: SandboxOptions, env: Env) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(options.listen).await;
        let listener = listener.with_context(|| format!("can't listen at {}", options.listen))?;
        let address = listener.local_addr()?;
        let mut config = Config { data: options.data, listen: address, ..Config::sandbox() };
        if !options.authorities.is_empty() {
            config.authorities = options.authorities;
            config.authorities.push(address.to_string());
        }
        let (bank, keys) = Bank::open_folder(&config, env.clone()).await?;
        let url = format!("http://{address}");
        let (central_bank, commercial_bank) = operators(&url, keys, &config, &env)?;
        let (stop, stopped) = oneshot::channel();
        let server = tokio::spawn(async move {
            let stopped = async {
                // A sandbox that was dropped stops as well.
                let _ = stopped.await;
            };
            Ok(bank.serve(listener, stopped).await?)
        });
        Ok(Self { url, config, central_bank, commercial_bank, stop, server })
    }

    /// The bank's address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// How the bank is set up.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The central bank's operator.
    pub fn central_bank(&self) -> &Operator {
        &self.central_bank
    }

    /// The first commercial bank's operator: the customers' bank.
    pub fn commercial_bank(&self) -> &Operator {
        &self.commercial_bank
    }

    /// The central bank's letters: its vault is where money is minted to.
    pub fn vault(&self) -> &ParticipantId {
        &self.config.central_bank.id
    }

    /// The first commercial bank's letters.
    pub fn participant(&self) -> anyhow::Result<&ParticipantId> {
        let first = self.config.participants.first().context("the sandbox has no commercial bank")?;
        Ok(&first.id)
    }

    /// Mints `amount` to the vault and has the commercial bank buy it against reserves credited for it.
    pub async fn fund(&self, amount: Amount) -> anyhow::Result<()> {
        let central_bank = &self.central_bank;
        central_bank.mint(central_bank.new_id()?, self.vault().clone(), amount).await?;
        central_bank.deposit_reserves(central_bank.new_id()?, self.participant()?, amount).await?;
        self.purchase(amount).await
    }

    /// Has the commercial bank buy `amount` of digital kip against its reserves.
    pub async fn purchase(&self, amount: Amount) -> anyhow::Result<()> {
        let bought = self.commercial_bank.purchase(self.commercial_bank.new_id()?, amount).await?;
        ensure!(bought.status == ExchangeStatus::Done, "the purchase ended as {:?}", bought.status);
        Ok(())
    }

    /// Takes in a customer of the commercial bank who brings `fiat`. Gives the enrolment code.
    pub async fn customer(&self, name: &str, kind: HolderKind, fiat: Amount) -> anyhow::Result<CustomerInfo> {
        let bank = &self.commercial_bank;
        let customer = bank.add_customer(bank.new_id()?, name, kind).await?;
        if !fiat.is_zero() {
            bank.deposit(bank.new_id()?, customer.customer, fiat).await?;
        }
        Ok(customer)
    }

    /// The customer's fiat account and wallet, as the commercial bank sees them.
    pub async fn look_up(&self, customer: OrderId) -> anyhow::Result<CustomerInfo> {
        Ok(self.commercial_bank.customer(customer).await?)
    }

    /// Stops the bank: what is under way is answered, what waits is settled, the database is closed.
    pub async fn stop(self) -> anyhow::Result<()> {
        // It may have stopped by itself: then the server says why.
        let _ = self.stop.send(());
        self.server.await?
    }

    /// Serves until `shutdown`, or until the bank fails.
    pub async fn serve_until(self, shutdown: impl Future<Output = ()>) -> anyhow::Result<()> {
        let Self { stop, mut server, .. } = self;
        tokio::select! {
            served = &mut server => return served?,
            () = shutdown => {}
        }
        let _ = stop.send(());
        server.await?
    }
}

fn operators(
    url: &str,
    keys: OperatorKeys,
    config: &Config,
    env: &Env,
) -> anyhow::Result<(Operator, Operator)> {
    let OperatorKeys { central_bank, mut participants } = keys;
    let first = config.participants.first().context("the sandbox has no commercial bank")?;
    let commercial_bank = participants.remove(&first.id);
    let operator = |key: Option<SecretKey>| -> anyhow::Result<Operator> {
        let key = key.context("the bank's operators keep their keys themselves: this is no sandbox")?;
        Ok(Operator::new(url, &[], key, env.clone())?)
    };
    Ok((operator(central_bank)?, operator(commercial_bank)?))
}
