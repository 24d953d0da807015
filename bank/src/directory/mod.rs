//! The directory: who is behind an account, which devices may act for it, what was asked to be paid.
//!
//! ```text
//! participant (commercial bank) --- wallet (customer) --- device (revocable) : signs requests and orders
//!                                        |
//!                                   payment request --paid_by--> transfer
//! ```
//!
//! Functions over a transaction, so that the rest of the bank can use them in one write with rows of its own.
//! Settlement reads the same rows in its own transaction: what is changed here counts from the next batch on.

mod device;
mod participant;
mod payee;
mod request;
mod wallet;

pub(crate) use device::spending_key;
pub use device::{
    Authorisation, DeviceAdded, DeviceRecord, DeviceRevoked, Revocation, device_by_key, devices,
    insert_device, revoke_device,
};
pub use participant::{Participant, insert_participant, participant, participants};
pub(crate) use payee::name;
pub use payee::{payee, set_status};
pub use request::{REQUEST_MAX_DAYS, RequestCreated, create_request, find_request};
pub use wallet::{NewWallet, WalletAdded, account_info, insert_wallet};

#[cfg(test)]
mod tests;
