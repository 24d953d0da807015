//! What the wallet holds and what moved: from the store, without asking anybody.

use std::time::SystemTime;

use bank_api::log::entry;
use wallet_core::{
    Balance as CoreBalance, Divergence as CoreDivergence, HistoryFilter as CoreFilter,
    HistoryItem as CoreItem, HistorySummary as CoreSummary,
};

use crate::{
    AccountId, Amount, OrderId, RequestId,
    value::{instant, timestamp},
};

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

impl From<EntryKind> for entry::EntryKind {
    fn from(kind: EntryKind) -> Self {
        match kind {
            EntryKind::Payment => Self::Payment,
            EntryKind::Redemption => Self::Redemption,
            EntryKind::TopUp => Self::TopUp,
            EntryKind::Purchase => Self::Purchase,
            EntryKind::Mint => Self::Mint,
            EntryKind::Burn => Self::Burn,
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

impl From<Direction> for entry::Direction {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Credit => Self::Credit,
            Direction::Debit => Self::Debit,
        }
    }
}

/// Which entries of the history are meant: those of which all holds that is said. Without anything said, all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, uniffi::Record)]
pub struct HistoryFilter {
    /// Found in the other side's name or in the memo, as a person reads them: in any case, with or without accents, however
    /// Lao and Thai vowels and tone marks are encoded. Or the beginning of the order's id, from 8 hexadecimal digits on.
    #[uniffi(default = None)]
    pub text: Option<String>,
    /// On this side of the account.
    #[uniffi(default = None)]
    pub direction: Option<Direction>,
    /// Of one of these kinds; of any, when there are none.
    #[uniffi(default = [])]
    pub kinds: Vec<EntryKind>,
    /// Settled then, or later.
    #[uniffi(default = None)]
    pub from: Option<SystemTime>,
    /// Settled before then.
    #[uniffi(default = None)]
    pub until: Option<SystemTime>,
}

impl From<HistoryFilter> for CoreFilter {
    fn from(filter: HistoryFilter) -> Self {
        Self {
            text: filter.text,
            direction: filter.direction.map(Into::into),
            kinds: filter.kinds.into_iter().map(Into::into).collect(),
            from: filter.from.map(timestamp),
            until: filter.until.map(timestamp),
        }
    }
}

/// How much money moved with some entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct HistorySummary {
    /// How many entries there are.
    pub entries: u64,
    /// What came in, all together.
    pub received: Amount,
    /// What went out, all together.
    pub paid: Amount,
}

impl From<CoreSummary> for HistorySummary {
    fn from(summary: CoreSummary) -> Self {
        Self { entries: summary.entries, received: summary.received.into(), paid: summary.paid.into() }
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

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use bank_api::time::Timestamp;

    use super::*;

    #[test]
    fn a_filter_means_the_same_on_both_sides() {
        let kinds = vec![
            EntryKind::Payment,
            EntryKind::Redemption,
            EntryKind::TopUp,
            EntryKind::Purchase,
            EntryKind::Mint,
            EntryKind::Burn,
        ];
        for direction in [Direction::Credit, Direction::Debit] {
            let filter = CoreFilter::from(HistoryFilter {
                text: Some("noodles".to_owned()),
                direction: Some(direction),
                kinds: kinds.clone(),
                from: Some(UNIX_EPOCH + Duration::from_secs(1)),
                until: Some(UNIX_EPOCH + Duration::from_secs(2)),
            });
            assert_eq!(filter.text.as_deref(), Some("noodles"));
            assert_eq!(filter.direction.map(Direction::from), Some(direction));
            assert_eq!(filter.kinds.iter().copied().map(EntryKind::from).collect::<Vec<_>>(), kinds);
            assert_eq!([filter.from, filter.until], [1, 2].map(|at| Timestamp::from_seconds(at).ok()));
        }
        assert_eq!(CoreFilter::from(HistoryFilter::default()), CoreFilter::default());
    }
}
