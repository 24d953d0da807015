//! The account at the bank, the bank itself, and the wallet's devices.

use std::time::SystemTime;

use bank_api::message::{
    bank::{self, ParticipantInfo},
    wallet::{self, AccountInfo},
};
use wallet_core::BankTrust as CoreTrust;

use crate::{AccountId, Amount, DeviceId, NativeError, value::instant};

/// How a bank is believed: the network and the two keys that speak for it. An app ships them, or takes them from the bank
/// once.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct BankTrust {
    /// The network that signatures are good for.
    pub network: String,
    /// The key that signs receipts, in base64url.
    pub receipt_key: String,
    /// The key that signs the checkpoints of the ledger log, as a C2SP note verifier.
    pub log_key: String,
}

impl From<&CoreTrust> for BankTrust {
    fn from(trust: &CoreTrust) -> Self {
        Self {
            network: trust.network.to_string(),
            receipt_key: trust.receipt_key.to_string(),
            log_key: trust.log_key.to_string(),
        }
    }
}

impl TryFrom<BankTrust> for CoreTrust {
    type Error = NativeError;

    fn try_from(trust: BankTrust) -> Result<Self, NativeError> {
        let key = |what| move |error: &dyn std::fmt::Display| NativeError::argument(what, error);
        Ok(Self {
            network: trust.network.parse().map_err(|error| key("the bank's network")(&error))?,
            receipt_key: trust.receipt_key.parse().map_err(|error| key("the bank's receipt key")(&error))?,
            log_key: trust.log_key.parse().map_err(|error| key("the bank's log key")(&error))?,
        })
    }
}

/// Who holds an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum HolderKind {
    /// A citizen.
    Person,
    /// A shop.
    Merchant,
    /// A commercial bank.
    Participant,
}

impl From<wallet::HolderKind> for HolderKind {
    fn from(kind: wallet::HolderKind) -> Self {
        match kind {
            wallet::HolderKind::Person => Self::Person,
            wallet::HolderKind::Merchant => Self::Merchant,
            wallet::HolderKind::Participant => Self::Participant,
        }
    }
}

/// What payments may at most move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Limits {
    /// One payment.
    pub payment: Amount,
    /// All payments of one day.
    pub daily: Amount,
}

impl From<bank::Limits> for Limits {
    fn from(limits: bank::Limits) -> Self {
        Self { payment: limits.payment.into(), daily: limits.daily.into() }
    }
}

/// The wallet's account as the bank describes it. The balance is not here: the verified one is the wallet's.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Profile {
    /// What others pay to.
    pub account: AccountId,
    /// The owner's name, as payers see it.
    pub name: String,
    /// Who the owner is.
    pub kind: HolderKind,
    /// The owner's commercial bank.
    pub participant: String,
    /// Did the bank freeze the account? Then it can't pay.
    pub frozen: bool,
    /// The limits of payments.
    pub limits: Limits,
    /// What was paid today, as far as the bank's day goes.
    pub spent_today: Amount,
}

impl From<AccountInfo> for Profile {
    fn from(account: AccountInfo) -> Self {
        Self {
            account: account.account.into(),
            name: account.name,
            kind: account.kind.into(),
            participant: account.participant.to_string(),
            frozen: account.status == wallet::AccountStatus::Frozen,
            limits: account.limits.into(),
            spent_today: account.spent_today.into(),
        }
    }
}

/// A commercial bank.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Participant {
    /// Its short name.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its account.
    pub account: AccountId,
}

impl From<ParticipantInfo> for Participant {
    fn from(participant: ParticipantInfo) -> Self {
        Self { id: participant.id.to_string(), name: participant.name, account: participant.account.into() }
    }
}

/// The bank, as it describes itself now.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct BankInfo {
    /// The network that it runs.
    pub network: String,
    /// Its time.
    pub server_time: SystemTime,
    /// The commercial banks.
    pub participants: Vec<Participant>,
    /// The limits of new wallets.
    pub limits: Limits,
}

impl From<bank::BankInfo> for BankInfo {
    fn from(info: bank::BankInfo) -> Self {
        Self {
            network: info.network.to_string(),
            server_time: instant(info.server_time),
            participants: info.participants.into_iter().map(Into::into).collect(),
            limits: info.limits.into(),
        }
    }
}

/// A device of the wallet.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// The name that its owner gave it.
    pub name: String,
    /// When it was added.
    pub added_at: SystemTime,
    /// When its rights were taken away.
    pub revoked_at: Option<SystemTime>,
}

impl From<wallet::DeviceInfo> for Device {
    fn from(device: wallet::DeviceInfo) -> Self {
        Self {
            id: device.device.into(),
            name: device.label,
            added_at: instant(device.added_at),
            revoked_at: device.revoked_at.map(instant),
        }
    }
}
