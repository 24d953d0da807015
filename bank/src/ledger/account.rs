//! An account, and what a batch needs of the ledger.

use std::collections::BTreeMap;

use bank_api::{
    amount::{Amount, Balance},
    id::{AccountId, OrderId, RequestId},
    key::KeyId,
    log::hash::Hash,
    message::wallet::AccountStatus,
    time::Timestamp,
};

use super::{outcome::Outcome, settle::Decision};

/// What an account is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountKind {
    /// Where money comes from and goes to: the only account that is negative. Its negation is the supply.
    Issuance,
    /// A commercial bank, or the central bank's own vault.
    Participant,
    /// A customer.
    Wallet {
        /// The account of the customer's commercial bank: the payee of redemptions, the payer of top-ups.
        participant: AccountId,
    },
}

/// An account as settlement sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What it is for.
    pub kind: AccountKind,
    /// May it be used?
    pub status: AccountStatus,
    /// What it holds.
    pub balance: Balance,
    /// The number of its newest entry; 0 when it has none.
    pub seq: u64,
    /// The hash of its newest entry, or the start of its chain.
    pub chain: Hash,
    /// What it has paid lately.
    pub spent: Spent,
}

/// What a wallet has paid on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Days since 1970 in Vientiane.
    pub day: i64,
    /// The sum of that day's payments.
    pub amount: Amount,
}

/// Laos has been at UTC+7 all year since 1955.
const VIENTIANE_OFFSET_SECONDS: i64 = 7 * 3600;

impl Spent {
    /// What was spent on the day of `at`.
    pub fn on_day_of(self, at: Timestamp) -> Amount {
        if self.day == vientiane_day(at) { self.amount } else { Amount::ZERO }
    }
}

/// Days since 1970 in Vientiane.
pub fn vientiane_day(at: Timestamp) -> i64 {
    (at.seconds() + VIENTIANE_OFFSET_SECONDS).div_euclid(86_400)
}

/// A payment request as settlement sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Who asks.
    pub payee: AccountId,
    /// How much.
    pub amount: Amount,
    /// The last instant at which it may be paid.
    pub expires_at: Timestamp,
    /// Was it paid?
    pub paid: bool,
}

/// A device as settlement sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Device {
    /// For which account it may spend.
    pub account: AccountId,
    /// May it no longer?
    pub revoked: bool,
}

/// How much money was made and taken out of the world.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// All that was ever minted.
    pub minted: Amount,
    /// All that was ever burned.
    pub burned: Amount,
}

/// An instruction that was decided earlier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// SHA-256 of what was instructed.
    pub digest: Hash,
    /// What was decided.
    pub decision: SeenDecision,
}

/// Where the earlier decision is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeenDecision {
    /// An earlier batch decided so.
    Earlier(Outcome),
    /// This batch did, with its instruction of this number.
    ThisBatch(usize),
}

/// The part of the ledger that a batch needs. What the batch names and is not here does not exist.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    /// How much money there is.
    pub totals: Totals,
    /// Every account that the batch names.
    pub accounts: BTreeMap<AccountId, Account>,
    /// Every payment request that it names.
    pub requests: BTreeMap<RequestId, Request>,
    /// Every device that signed one of its orders, by the id of the spending key.
    pub devices: BTreeMap<KeyId, Device>,
    /// Every id of the batch that was decided before.
    pub seen: BTreeMap<OrderId, Seen>,
}

impl Accounts {
    /// Has the id been decided before? Then the decision to repeat, or that the id was reused.
    pub(super) fn repeated(&self, id: OrderId, digest: Hash) -> Option<Decision> {
        let seen = self.seen.get(&id)?;
        if seen.digest != digest {
            return Some(Decision::IdReused);
        }
        Some(match &seen.decision {
            SeenDecision::Earlier(outcome) => Decision::Repeat(outcome.clone()),
            SeenDecision::ThisBatch(first) => Decision::RepeatOf(*first),
        })
    }
}
