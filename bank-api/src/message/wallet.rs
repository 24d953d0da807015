//! A wallet's registration, devices, account and entries.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    encoding::Bytes,
    id::{AccountId, ParticipantId},
    key::KeyId,
    log::{
        entry::{Direction, Entry, EntryKind, Leaf},
        hash::Hash,
    },
    message::bank::Limits,
    time::Timestamp,
};

/// Opens a wallet: the commercial bank's customer who got the enrolment code owns it from now on.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisterWallet {
    /// What the commercial bank gave its customer: good for one wallet.
    pub enrolment_code: String,
    /// A signed [`DeviceAuthorisation`](crate::statement::DeviceAuthorisation) of the wallet's first device.
    pub authorisation: Bytes,
}

impl std::fmt::Debug for RegisterWallet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RegisterWallet([redacted])")
    }
}

/// Lets one more device act for a wallet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuthoriseDevice {
    /// A signed [`DeviceAuthorisation`](crate::statement::DeviceAuthorisation).
    pub authorisation: Bytes,
}

/// Takes a device's rights away, for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RevokeDevice {
    /// A signed [`DeviceRevocation`](crate::statement::DeviceRevocation).
    pub revocation: Bytes,
}

/// A device of a wallet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeviceInfo {
    /// The id of its device key.
    pub device: KeyId,
    /// What the owner calls it.
    pub label: String,
    /// When the bank took it in.
    pub added_at: Timestamp,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// The devices of a wallet, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Devices {
    /// The devices.
    pub devices: Vec<DeviceInfo>,
}

/// Who a customer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum HolderKind {
    /// A citizen.
    Person,
    /// A shop or a firm.
    Merchant,
    /// A commercial bank.
    Participant,
}

/// May the account be used?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AccountStatus {
    /// Yes.
    Active,
    /// No money goes out or in.
    Frozen,
}

/// A wallet's own account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountInfo {
    /// The account.
    pub account: AccountId,
    /// The owner's name, as the commercial bank knows it.
    pub name: String,
    /// Who the owner is.
    pub kind: HolderKind,
    /// The commercial bank whose customer the owner is.
    pub participant: ParticipantId,
    /// That bank's account at the ledger: the payee of a redemption.
    pub participant_account: AccountId,
    /// May it be used?
    pub status: AccountStatus,
    /// What it holds, in att.
    pub balance: Amount,
    /// The number of its newest entry; 0 when it has none.
    pub seq: u64,
    /// What it may pay.
    pub limits: Limits,
    /// What it has paid today (in Vientiane), in att.
    pub spent_today: Amount,
}

/// One entry of an account, with what ties it to the ledger log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryItem {
    /// The entry: all of it is covered by the account's hash chain.
    #[serde(flatten)]
    pub entry: Entry,
    /// The name of the other side, as the bank knows it. Not covered by the chain: names may change.
    pub counterparty_name: String,
    /// The transfer's place in the ledger log.
    pub leaf_index: u64,
    /// The hash of the other side's entry.
    pub counter_hash: Hash,
}

impl EntryItem {
    /// The leaf of the ledger log that holds the entry, whose own hash is `hash`.
    pub fn leaf(&self, hash: Hash) -> Leaf {
        let (debit, credit) = match self.entry.direction {
            Direction::Debit => (hash, self.counter_hash),
            Direction::Credit => (self.counter_hash, hash),
        };
        let amount = self.entry.amount;
        match self.entry.kind {
            EntryKind::Mint => Leaf::Mint { debit, credit, amount },
            EntryKind::Burn => Leaf::Burn { debit, credit, amount },
            EntryKind::Payment | EntryKind::Redemption | EntryKind::TopUp | EntryKind::Purchase => {
                Leaf::Transfer { debit, credit }
            }
        }
    }
}

/// Asks for a page of the account's entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct EntriesQuery {
    /// The number of the last entry that the wallet has; 0 for none.
    #[serde(default)]
    pub after: u64,
    /// How many at the most, 1 to 200.
    #[serde(default = "default_limit")]
    pub limit: u32,
    /// The size of the log in the newest checkpoint that the wallet has verified; 0 for none.
    #[serde(default)]
    pub tree_size: u64,
}

fn default_limit() -> u32 {
    super::PAGE_MAX
}

/// A page of the account's entries and what proves it, all read at one instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntriesPage {
    /// The entries after the one that was named, without gaps, the oldest first.
    pub entries: Vec<EntryItem>,
    /// Are there more after these?
    pub more: bool,
    /// The newest checkpoint of the ledger log, a signed note.
    pub checkpoint: String,
    /// The consistency proof from the wallet's `tree_size` to the checkpoint's; empty when one of them is 0 or they are
    /// the same.
    pub consistency: Vec<Hash>,
    /// The inclusion proof of the page's last entry's leaf under the checkpoint; empty when the page is.
    pub inclusion: Vec<Hash>,
}
