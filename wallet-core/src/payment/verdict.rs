//! The bank's word that an order has failed: believed only when it is signed, like a receipt.
//!
//! Whoever stands between wallet and bank (the proxy that ends TLS) could else call a payment failed that was settled, and
//! have it paid again.

use bank_api::{
    cose::CoseError,
    encoding::Bytes,
    id::OrderId,
    log::hash::Hash,
    statement::{NotSeen, Rejection, Signed, Unverified},
};

use crate::{BankTrust, evidence::Flaw};

/// Checks that `rejection` is the bank's, and is for exactly this order, which has these bytes.
pub(super) fn check_rejection(
    trust: &BankTrust,
    order_id: OrderId,
    order: &[u8],
    rejection: &Bytes,
) -> Result<Signed<Rejection>, Flaw> {
    let read = Unverified::<Rejection>::parse(&rejection.0).map_err(nonsense)?;
    let signed = read.verify(&trust.network, &trust.receipt_key).map_err(nonsense)?;
    let said = signed.body();
    if (said.order_id, said.order_digest) == (order_id, Hash::of(order)) {
        Ok(signed)
    } else {
        Err(Flaw::Nonsense("the rejection is for another order".to_owned()))
    }
}

/// Checks that `not_seen` is the bank's, and is about this order.
pub(super) fn check_not_seen(
    trust: &BankTrust,
    order_id: OrderId,
    not_seen: &Bytes,
) -> Result<Signed<NotSeen>, Flaw> {
    let read = Unverified::<NotSeen>::parse(&not_seen.0).map_err(nonsense)?;
    let signed = read.verify(&trust.network, &trust.receipt_key).map_err(nonsense)?;
    if signed.body().order_id == order_id {
        Ok(signed)
    } else {
        Err(Flaw::Nonsense("what the bank has not seen is another order".to_owned()))
    }
}

fn nonsense(error: CoseError) -> Flaw {
    Flaw::Nonsense(format!("the bank's word on the order: {error}"))
}
