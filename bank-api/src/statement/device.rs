use minicbor::{Decode, Encode};

use super::{Statement, Version1};
use crate::{
    id::AccountId,
    key::{KeyId, PublicKey},
    time::Timestamp,
};

/// The longest name of a device, in Unicode characters.
const LABEL_MAX_CHARS: usize = 64;

/// The owner's word that a device may act for the wallet, signed with the root key.
///
/// It carries the root key, and the account is derived from that, so it proves itself: no one else can make one
/// for this account.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct DeviceAuthorisation {
    /// The format's version.
    #[n(1)]
    pub version: Version1,
    /// The wallet's root key.
    #[n(2)]
    pub root_key: PublicKey,
    /// The device's key: signs requests, and names the device.
    #[n(3)]
    pub device_key: PublicKey,
    /// The device's spending key: signs orders.
    #[n(4)]
    pub spending_key: PublicKey,
    /// What the owner calls the device; not empty, at most 64 characters.
    #[n(5)]
    pub label: String,
    /// When the owner authorised it.
    #[n(6)]
    pub issued_at: Timestamp,
}

impl DeviceAuthorisation {
    /// The wallet's account.
    pub fn account(&self) -> AccountId {
        AccountId::of_wallet(&self.root_key)
    }

    /// The device.
    pub fn device(&self) -> KeyId {
        self.device_key.id()
    }
}

impl Statement for DeviceAuthorisation {
    const CONTENT_TYPE: &'static str = "application/dlak-device-authorisation+cbor";

    fn is_sound(&self) -> bool {
        // One key for two purposes would let a signature of one kind serve as the other.
        let distinct = self.root_key != self.device_key
            && self.root_key != self.spending_key
            && self.device_key != self.spending_key;
        let label = (1..=LABEL_MAX_CHARS).contains(&self.label.chars().count())
            && !self.label.chars().any(char::is_control);
        distinct && label
    }
}

/// The owner's word that a device may no longer act for the wallet, signed with the root key. Final.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct DeviceRevocation {
    /// The format's version.
    #[n(1)]
    pub version: Version1,
    /// The wallet's root key.
    #[n(2)]
    pub root_key: PublicKey,
    /// The device that is revoked.
    #[n(3)]
    pub device: KeyId,
    /// When the owner revoked it.
    #[n(4)]
    pub issued_at: Timestamp,
}

impl Statement for DeviceRevocation {
    const CONTENT_TYPE: &'static str = "application/dlak-device-revocation+cbor";

    fn is_sound(&self) -> bool {
        true
    }
}
