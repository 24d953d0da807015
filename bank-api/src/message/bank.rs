//! What everybody may ask: who the bank is, the supply, the log.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    encoding::Bytes,
    id::{AccountId, NetworkId, ParticipantId},
    key::PublicKey,
    log::{hash::Hash, note::NoteVerifier},
    time::Timestamp,
};

/// Who the bank is and how it is to be believed. Served at `/.well-known/dlak`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BankInfo {
    /// The network that signatures are good for.
    pub network: NetworkId,
    /// ISO 4217 letters of the currency.
    pub currency: String,
    /// Decimals of the currency.
    pub exponent: u8,
    /// The key that signs receipts and the supply.
    pub receipt_key: PublicKey,
    /// The key that signs checkpoints of the ledger log; its name is the log's origin.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub log_key: NoteVerifier,
    /// What time it is at the bank.
    pub server_time: Timestamp,
    /// The commercial banks.
    pub participants: Vec<ParticipantInfo>,
    /// What a wallet may pay.
    pub limits: Limits,
    /// The smallest version of the wallet that the bank still serves.
    pub minimum_client: String,
}

/// A commercial bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParticipantInfo {
    /// Its letters.
    pub id: ParticipantId,
    /// Its name.
    pub name: String,
    /// Its account at the ledger.
    pub account: AccountId,
}

/// What a wallet may pay, in att.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Limits {
    /// The most that one payment may move.
    pub payment: Amount,
    /// The most that all payments of one day (in Vientiane, UTC+7) may move.
    pub daily: Amount,
}

/// The bank's signed word on how much digital kip there is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupplyStatement {
    /// A signed [`Supply`](crate::statement::Supply).
    pub supply: Bytes,
    /// The checkpoint of the log at the size that it speaks of.
    pub checkpoint: String,
}

/// Leaves of the ledger log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Leaves {
    /// The leaves' bytes, in order, from the index that was asked for.
    pub leaves: Vec<Bytes>,
}

/// A Merkle proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogProof {
    /// The hashes, from the leaf up.
    pub path: Vec<Hash>,
}
