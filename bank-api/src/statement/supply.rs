use minicbor::{Decode, Encode};

use super::{Statement, Version1};
use crate::{amount::Amount, log::hash::Hash, time::Timestamp};

/// The bank's word on how much digital kip there is, at one size of the ledger log. Signed with the receipt key.
///
/// Mints and burns are public leaves: anyone can add up those before `tree_size` and hold the sum against this.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Supply {
    /// The format's version.
    #[n(1)]
    pub version: Version1,
    /// The size of the ledger log that it speaks of.
    #[n(2)]
    pub tree_size: u64,
    /// The log's root hash at that size.
    #[n(3)]
    pub root: Hash,
    /// All that was ever minted, in att.
    #[n(4)]
    pub minted: Amount,
    /// All that was ever burned, in att.
    #[n(5)]
    pub burned: Amount,
    /// The time of the batch after which it was so.
    #[n(6)]
    pub stated_at: Timestamp,
}

impl Supply {
    /// What is out: minted less burned.
    pub fn outstanding(&self) -> Option<Amount> {
        self.minted.checked_sub(self.burned)
    }
}

impl Statement for Supply {
    const CONTENT_TYPE: &'static str = "application/dlak-supply+cbor";

    fn is_sound(&self) -> bool {
        self.burned <= self.minted
    }
}
