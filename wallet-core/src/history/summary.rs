//! How many entries, and how much money: a merchant's day.

use bank_api::{amount::Amount, log::entry::Direction};
use rusqlite::Transaction;

use super::filter::{HistoryFilter, SEARCHED};
use crate::{
    Wallet, WalletError,
    store::{Column, StoreError, Wanted, named},
};

/// How much money moved with some entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HistorySummary {
    /// How many entries there are.
    pub entries: u64,
    /// What came in, all together.
    pub received: Amount,
    /// What went out, all together.
    pub paid: Amount,
}

impl HistorySummary {
    /// With one more entry; `None` when a sum is more than an amount can be.
    fn with(self, direction: Direction, amount: Amount) -> Option<Self> {
        let entries = self.entries.checked_add(1)?;
        Some(match direction {
            Direction::Credit => Self { entries, received: self.received.checked_add(amount)?, ..self },
            Direction::Debit => Self { entries, paid: self.paid.checked_add(amount)?, ..self },
        })
    }
}

impl Wallet {
    /// Counts and adds up all entries that `filter` means, from the store.
    ///
    /// Fails with [`WalletError::SumTooLarge`] when a sum is more than an [`Amount`] can be.
    pub async fn history_summary(&self, filter: HistoryFilter) -> Result<HistorySummary, WalletError> {
        let summary =
            self.store().search(move |transaction, wanted| summary(transaction, wanted, &filter)).await?;
        summary.ok_or(WalletError::SumTooLarge)
    }
}

/// `None` when a sum is too large.
fn summary(
    transaction: &Transaction<'_>,
    wanted: &Wanted,
    filter: &HistoryFilter,
) -> Result<Option<HistorySummary>, StoreError> {
    let mut summary = Some(HistorySummary::default());
    filter.each(transaction, wanted, &format!("{SEARCHED}, direction, amount"), i64::MAX, |row| {
        let (direction, amount) = (named(row, 3)?, Amount::get(row, 4)?);
        summary = summary.and_then(|summary| summary.with(direction, amount));
        Ok(summary.is_some())
    })?;
    Ok(summary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_that_is_no_amount_is_none() {
        let most = Amount::from_signed_att(i64::MAX).unwrap();
        let one = Amount::from_att(1).unwrap();
        for direction in [Direction::Credit, Direction::Debit] {
            let full = HistorySummary::default().with(direction, most).unwrap();
            assert_eq!(full.with(direction, one), None);
            assert!(full.with(direction, Amount::ZERO).is_some());
        }
        // One side does not fill the other.
        let both =
            HistorySummary::default().with(Direction::Credit, most).unwrap().with(Direction::Debit, most);
        assert_eq!(both, Some(HistorySummary { entries: 2, received: most, paid: most }));
    }
}
