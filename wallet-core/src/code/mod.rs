//! Payment codes: reading other people's, showing one's own.
//!
//! A code never pays by itself and proves nothing: whoever prints it can put any name in it. Reading one gives an account
//! and perhaps a request; who that is, [`Wallet::prepare`](crate::Wallet::prepare) asks the bank.

mod own;
mod read;
mod scan;

pub(crate) use own::own_code;
pub use read::PaymentCode;
pub(crate) use read::read_code;
pub use scan::{CodeKind, ScannedCode};
