//! The check of an order before it reaches the ledger.

use bank_api::{
    cose::CoseError,
    id::{AccountId, NetworkId},
    key::PublicKey,
    statement::{PaymentOrder, Unverified},
};

use super::instruction::VerifiedOrder;
use crate::store::StoreError;

/// Why an order does not reach the ledger. Nothing is remembered of it.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// Its bytes are not a signed order, or the signature is wrong.
    #[error(transparent)]
    Statement(#[from] CoseError),
    /// No device has the key that signed it.
    #[error("no device of this bank has the key that signed the order")]
    UnknownKey,
    /// A device of another wallet signed it.
    #[error("the order was signed by a device of another wallet than the payer's")]
    NotThePayers,
    /// The key could not be looked up: try again.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A spending key that the bank knows, and whose it is. Both never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpendingKey {
    /// The key.
    pub key: PublicKey,
    /// The wallet whose device has it.
    pub account: AccountId,
}

/// Checks that the payer's key signed the order for this network. Slow (a signature check): called where blocking is
/// allowed, on as many cores as there are.
///
/// A device that was revoked passes: an order that it had settled before must find its outcome again, and a new one is
/// rejected by [`settle`](super::settle()), once and for all.
pub fn verify(
    order: Unverified<PaymentOrder>,
    network: &NetworkId,
    spending: &SpendingKey,
) -> Result<VerifiedOrder, VerifyError> {
    let signed = order.verify(network, &spending.key)?;
    if signed.body().payer == spending.account {
        Ok(VerifiedOrder::new(signed))
    } else {
        Err(VerifyError::NotThePayers)
    }
}
