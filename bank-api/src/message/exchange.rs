//! Fiat money against digital kip: a customer's top-up and redemption, a commercial bank's purchase.

use serde::{Deserialize, Serialize};

use crate::{amount::Amount, id::OrderId, problem::RejectReason};

/// Asks for a top-up. Its id is the `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestTopUp {
    /// How much, in att; more than nothing.
    pub amount: Amount,
}

/// What is exchanged for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ExchangeKind {
    /// A customer's fiat money for digital kip.
    TopUp,
    /// A customer's digital kip for fiat money.
    Redemption,
    /// A commercial bank's reserves for digital kip.
    Purchase,
}

/// Where an exchange stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum ExchangeStatus {
    /// Under way: the bank goes on by itself, also after a crash.
    Pending,
    /// Both sides have moved.
    Done,
    /// Neither side has moved, and none will.
    Rejected {
        /// Why.
        #[cfg_attr(feature = "openapi", schema(value_type = String, example = "insufficient-fiat"))]
        reason: RejectReason,
    },
}

/// An exchange of fiat money and digital kip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExchangeInfo {
    /// Its id: the idempotency key of a top-up or purchase, the order's id of a redemption.
    pub id: OrderId,
    /// What for what.
    pub kind: ExchangeKind,
    /// How much, in att.
    pub amount: Amount,
    /// Where it stands.
    #[serde(flatten)]
    pub status: ExchangeStatus,
}
