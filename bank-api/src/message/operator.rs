//! What the central bank and the commercial banks do.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    id::{AccountId, OrderId, ParticipantId},
    message::wallet::{AccountStatus, HolderKind},
    time::Timestamp,
};

/// The central bank issues digital kip to a participant. Its id is the `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MintRequest {
    /// Whose account is credited: usually the central bank's own vault.
    pub participant: ParticipantId,
    /// How much, in att; more than nothing.
    pub amount: Amount,
}

/// The central bank withdraws digital kip from a participant. Its id is the `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BurnRequest {
    /// Whose account is debited.
    pub participant: ParticipantId,
    /// How much, in att; more than nothing.
    pub amount: Amount,
}

/// What a mint or a burn did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssuanceInfo {
    /// Its id.
    pub id: OrderId,
    /// Its place in the ledger log.
    pub leaf_index: u64,
    /// The time of the batch that settled it.
    pub settled_at: Timestamp,
}

/// A commercial bank buys digital kip from the central bank's vault against its reserves. Its id is the
/// `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PurchaseRequest {
    /// How much, in att; more than nothing.
    pub amount: Amount,
}

/// Fiat money that comes in from outside: cash over the counter, reserves from another system. The id is the
/// `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FiatDeposit {
    /// How much, in att; more than nothing.
    pub amount: Amount,
}

/// A commercial bank's reserves at the central bank, in att.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FiatBalance {
    /// What may be spent.
    pub available: Amount,
    /// What is held for exchanges under way.
    pub held: Amount,
}

/// A commercial bank takes in a customer who may open a wallet. The customer's id is the `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCustomer {
    /// The customer's name, 1 to 64 characters: what payers see.
    pub name: String,
    /// Who the customer is: a person or a merchant.
    pub kind: HolderKind,
}

/// A customer of a commercial bank.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CustomerInfo {
    /// The customer's id.
    pub customer: OrderId,
    /// The customer's name.
    pub name: String,
    /// Who the customer is.
    pub kind: HolderKind,
    /// What the customer types into the app to open the wallet. Good for one wallet; shown to the commercial bank only.
    pub enrolment_code: String,
    /// The wallet's account, once it is open.
    pub wallet: Option<AccountId>,
    /// The customer's fiat money.
    pub fiat: FiatBalance,
}

impl std::fmt::Debug for CustomerInfo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CustomerInfo").field("customer", &self.customer).finish_non_exhaustive()
    }
}

/// The central bank freezes an account or lets it go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetAccountStatus {
    /// May it be used from now on?
    pub status: AccountStatus,
}

/// The result of a check of the whole ledger: what must hold, recomputed from its entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditReport {
    /// How many accounts there are.
    pub accounts: u64,
    /// How many transfers.
    pub transfers: u64,
    /// The supply, in att: what was minted less what was burned.
    pub supply: Amount,
    /// What does not hold, in words; empty when all is well.
    pub findings: Vec<String>,
}
