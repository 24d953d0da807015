//! The reference bank behind the DLak API: ledger, issuance, exchange, verifiable log, HTTP.
//!
//! ```text
//! http -> verify -> sequencer -> ledger::settle -> store, log       one transaction a batch
//!   |                   ^
//!   +--> exchange ------+--> core bank (fiat money)                  sagas, each step stored before it is taken
//! ```
//!
//! | module | what |
//! | --- | --- |
//! | [`ledger`] | the rules of money, as pure functions |
//! | [`sequencer`] | puts instructions in order and settles them in batches; the handle [`Ledger`] |
//! | [`log`] | the Merkle log: proofs, checkpoints |
//! | [`directory`] | who is behind an account: wallets, devices, payment requests |
//! | [`exchange`] | fiat money against digital kip, and the embedded fiat ledger |
//! | [`store`] | the database |
//! | [`server`] | the bank as a whole: opened, served, closed. The API itself is private, and described in `docs/openapi.json` |
//! | [`steady_clock`] | the bank's time, which does not jump |
//! | [`config`], [`keys`] | how it is set up |
//!
//! A sandbox, with its keys and its database in one folder:
//!
//! ```
//! use bank::{config::Config, server::Bank};
//! use bank_api::env::Env;
//! use tokio::net::TcpListener;
//!
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let (stop, stopped) = tokio::sync::oneshot::channel::<()>(); drop(stop);
//! # let shutdown = async move { let _ = stopped.await; };
//! let config = Config {
//!     data: folder.path().join("bank"),
//!     listen: "127.0.0.1:0".parse()?,
//!     ..Config::sandbox()
//! };
//! let (bank, operators) = Bank::open_folder(&config, Env::system()).await?;
//! assert!(operators.central_bank.is_some()); // a sandbox holds the operators' keys too
//!
//! let listener = TcpListener::bind(config.listen).await?;
//! println!("http://{}", listener.local_addr()?);
//! bank.serve(listener, shutdown).await?;
//! # Ok(()) }
//! ```
//!
//! Where to go on: [`ledger`] for what moves money, [`sequencer`] for why an answer can be believed, [`store`] for what survives a
//! crash; `docs/architecture.md` for the bank among the other parts, `docs/adr` for why it is so, `docs/operating-the-bank.md` for
//! whoever runs it.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod config;
pub mod exchange;
mod http;
pub mod keys;
pub mod server;
pub mod steady_clock;

pub mod audit;
pub mod directory;
pub mod ledger;
pub mod log;
pub mod sequencer;
pub mod store;
#[cfg(test)]
mod testing;

pub use sequencer::{Driver, Ledger, LedgerError, Notices};
