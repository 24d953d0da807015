//! Paying: payees, payment requests, outcomes.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    encoding::Bytes,
    id::{AccountId, RequestId},
    message::wallet::HolderKind,
    time::Timestamp,
};

/// The media type of a signed order, the body of `POST /v1/payments` (RFC 9052, section 11.3).
pub const ORDER_MEDIA_TYPE: &str = "application/cose";

/// Who a payee is, as the bank knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayeeInfo {
    /// The payee's account.
    pub account: AccountId,
    /// The payee's name.
    pub name: String,
    /// Who the payee is.
    pub kind: HolderKind,
    /// May the payee receive payments now?
    pub may_receive: bool,
}

/// What the ledger decided about an order: the same for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum PaymentOutcome {
    /// The money has moved.
    Settled {
        /// A signed [`Receipt`](crate::statement::Receipt).
        receipt: Bytes,
    },
    /// No money has moved, and none will.
    Rejected {
        /// A signed [`Rejection`](crate::statement::Rejection).
        rejection: Bytes,
    },
}

/// Asks the bank to keep a payment request. Its reference is the `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreatePaymentRequest {
    /// How much is asked for, in att; more than nothing.
    pub amount: Amount,
    /// What for: shown to the payer, at most 140 characters.
    pub memo: Option<String>,
    /// The last instant at which it may be paid; at most 31 days from now.
    pub expires_at: Timestamp,
}

/// Where a payment request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RequestStatus {
    /// It can be paid.
    Open,
    /// It is paid.
    Paid,
    /// It was not paid in time.
    Expired,
}

/// A payment request as payer and payee see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentRequestInfo {
    /// Its reference.
    pub id: RequestId,
    /// Who asks.
    pub payee: PayeeInfo,
    /// How much, in att.
    pub amount: Amount,
    /// What for.
    pub memo: Option<String>,
    /// The last instant at which it may be paid.
    pub expires_at: Timestamp,
    /// Where it stands.
    pub status: RequestStatus,
}
