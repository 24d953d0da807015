//! What the wallet holds and what moved: from the store, without asking anybody.

use std::time::SystemTime;

use bank_api::log::entry;
use wallet_core::{Balance as CoreBalance, Divergence as CoreDivergence, HistoryItem as CoreItem};

use crate::{AccountId, Amount, OrderId, RequestId, value::instant};

/// What the wallet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Balance {
    /// The balance after the newest verified entry.
    pub settled: Amount,
    /// What payments cost, or may yet cost, that no verified entry shows.
    pub reserved: Amount,
    /// What may be paid: `settled` less `reserved`.
    pub available: Amount,
}

impl From<CoreBalance> for Balance {
    fn from(balance: CoreBalance) -> Self {
        Self {
            settled: balance.settled.into(),
            reserved: balance.reserved.into(),
            available: balance.available.into(),
        }
    }
}

/// What moved the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum EntryKind {
    /// A payment from one wallet to another.
    Payment,
    /// Given back to a commercial bank for fiat money.
    Redemption,
    /// Got from a commercial bank for fiat money.
    TopUp,
    /// Bought by a commercial bank from the central bank.
    Purchase,
    /// Issued by the central bank.
    Mint,
    /// Withdrawn by the central bank.
    Burn,
}

impl From<entry::EntryKind> for EntryKind {
    fn from(kind: entry::EntryKind) -> Self {
        match kind {
            entry::EntryKind::Payment => Self::Payment,
            entry::EntryKind::Redemption => Self::Redemption,
            entry::EntryKind::TopUp => Self::TopUp,
            entry::EntryKind::Purchase => Self::Purchase,
            entry::EntryKind::Mint => Self::Mint,
            entry::EntryKind::Burn => Self::Burn,
        }
    }
}

/// On which side of the account an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Direction {
    /// Money came in.
    Credit,
    /// Money went out.
    Debit,
}

impl From<entry::Direction> for Direction {
    fn from(direction: entry::Direction) -> Self {
        match direction {
            entry::Direction::Credit => Self::Credit,
            entry::Direction::Debit => Self::Debit,
        }
    }
}

/// One entry of the account, verified before it was stored.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct HistoryItem {
    /// Its number, from 1, without gaps.
    pub seq: u64,
    /// What moved the money.
    pub kind: EntryKind,
    /// In or out.
    pub direction: Direction,
    /// How much.
    pub amount: Amount,
    /// The balance after it.
    pub balance_after: Amount,
    /// The account on the other side.
    pub counterparty: AccountId,
    /// Its name, as the bank knew it.
    pub counterparty_name: String,
    /// The order, or the operation, that moved the money.
    pub order_id: OrderId,
    /// The payment request that was answered.
    pub request: Option<RequestId>,
    /// The payer's text.
    pub memo: Option<String>,
    /// When, by the bank's clock.
    pub settled_at: SystemTime,
}

impl From<CoreItem> for HistoryItem {
    fn from(item: CoreItem) -> Self {
        Self {
            seq: item.seq,
            kind: item.kind.into(),
            direction: item.direction.into(),
            amount: item.amount.into(),
            balance_after: item.balance_after.into(),
            counterparty: item.counterparty.into(),
            counterparty_name: item.counterparty_name,
            order_id: item.order_id.into(),
            request: item.request.map(Into::into),
            memo: item.memo,
            settled_at: instant(item.settled_at),
        }
    }
}

/// What a sync brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SyncReport {
    /// How many entries are new.
    pub new_entries: u64,
    /// The number of the newest entry; 0 when there is none.
    pub seq: u64,
    /// The balance after it.
    pub balance: Amount,
    /// The size of the ledger log that proves it.
    pub tree_size: u64,
}

impl From<wallet_core::SyncReport> for SyncReport {
    fn from(report: wallet_core::SyncReport) -> Self {
        Self {
            new_entries: report.new_entries,
            seq: report.seq,
            balance: report.balance.into(),
            tree_size: report.tree_size,
        }
    }
}

/// Something that the bank showed and that can't be true together with what it showed before. While there is one, the
/// wallet does not pay.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Divergence {
    /// When the wallet noticed.
    pub noticed_at: SystemTime,
    /// What did not verify, for people.
    pub what: String,
    /// What the bank sent, as JSON: to be shown to someone who can judge it.
    pub evidence: String,
}

impl From<CoreDivergence> for Divergence {
    fn from(divergence: CoreDivergence) -> Self {
        Self {
            noticed_at: instant(divergence.noticed_at),
            what: divergence.what,
            evidence: divergence.evidence,
        }
    }
}
