//! The DLak wallet: the part of an app that holds the keys, pays, is paid, and believes nothing unproven.
//!
//! Add it to a tokio program, give it the [outside](WalletParts), and it does the rest: it stores before it sends, goes
//! on after whatever interrupts it, verifies what the bank says and tells the app what changed.
//!
//! ```no_run
//! # use std::{error::Error, sync::Arc};
//! use wallet_core::{Env, FileKeystore, FolderFiles, HttpTransport, PaymentState, Pin, Wallet, WalletParts};
//!
//! # async fn example(scanned: &str) -> Result<(), Box<dyn Error>> {
//! let bank = "http://127.0.0.1:8418";
//! let parts = WalletParts {
//!     env: Env::system(),
//!     files: Arc::new(FolderFiles::new("wallet")),
//!     keystore: Arc::new(FileKeystore::new("wallet/keystore")),
//!     transport: Arc::new(HttpTransport::new(bank, &[])?),
//!     bank_url: bank.to_owned(),
//! };
//! let (wallet, words) = Wallet::create(parts, Pin::new("271828".to_owned())?, "my laptop", None).await?;
//! println!("write these down: {}", *words.words());
//! wallet.register("the code that the commercial bank gave").await?;
//!
//! // Follow the bank in the background: money that comes in, payments that were interrupted.
//! let follower = wallet.clone();
//! tokio::spawn(async move { follower.run().await });
//!
//! // Pay: who is it really? Then the owner's yes.
//! let preview = wallet.prepare(scanned, None, None).await?;
//! println!("pay {} kip to {}?", preview.amount(), preview.payee().name);
//! let payment = wallet.confirm(preview).await?;
//! match payment.state {
//!     PaymentState::Settled => println!("{}", wallet.receipt(payment.order_id).await?),
//!     PaymentState::Rejected(reason) => println!("not paid: {}", reason.title()),
//!     _ => println!("not known yet: the wallet goes on asking"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! | module | what |
//! | --- | --- |
//! | [`keys`] | the words, the keys, the PIN, the keystore |
//! | `wallet` | the handle: create, restore, open, lock |
//! | `account` | registration, the account as the bank describes it, devices |
//! | `code` | payment codes: scanning, reading, showing |
//! | `payment` | paying in two steps, going on after interruptions, receipts |
//! | `request`, `exchange` | asking to be paid; fiat money against digital kip |
//! | `sync` | the history, verified as it comes in; following the bank |
//! | `history` | the balance, the entries, those that are searched for and what they come to |
//! | `evidence` | what did not verify |
//! | `bank_client`, `store` | the bank's API and the database, each behind a port |
//!
//! Time, randomness and blocking calls come through [`Env`], requests through [`BankTransport`], the file through
//! [`WalletFiles`], the platform's keystore through [`Keystore`]. The wallet spawns nothing: what it does in the
//! background is [`Wallet::run`], a future that the app polls.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod account;
mod bank_client;
mod code;
mod error;
mod event;
mod evidence;
mod exchange;
mod history;
pub mod keys;
#[cfg(test)]
mod model_test;
mod payment;
mod request;
mod store;
mod sync;
#[cfg(test)]
mod testing;
mod trust;
mod wallet;

pub use bank_api::env::Env;
pub use bank_client::{
    BankClient, BankTransport, EventSource, HttpTransport, MAX_ANSWER_BYTES, Streamed, TransportError,
};
pub use code::{CodeKind, PaymentCode, ScannedCode};
pub use error::{ErrorCode, WalletError, error_codes};
pub use event::{Event, Events};
pub use evidence::Divergence;
pub use exchange::{TopUp, TopUpState};
pub use history::{Balance, HistoryFilter, HistoryItem, HistorySummary};
pub use keys::{FileKeystore, KdfParameters, KeysError, Keystore, KeystoreError, MemoryKeystore, Pin, Words};
pub use payment::{PayeeWarning, Payment, PaymentState, Preview, ProvenReceipt, ReceiptError};
pub use request::PaymentRequest;
pub use store::{FolderFiles, MemoryFiles, OpenedFiles, Purpose, StoreError, WalletFiles};
pub use sync::SyncReport;
pub use trust::BankTrust;
pub use wallet::{Wallet, WalletParts};
