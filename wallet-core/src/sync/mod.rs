//! Takes in the bank's history of the account, and believes none of it unproven.
//!
//! ```text
//!            the wallet's head                          one page of the bank
//!   seq 41, chain hash, balance 900 kip     entries 42..57   seq without gaps, each chained to the one before,
//!                                                            balances that add up
//!                                           inclusion        the last entry's leaf is in the log: by the chain,
//!                                                            so is all before it
//!   checkpoint of 10 000 leaves             checkpoint       signed; the log of 10 000 leaves only grew into it
//!                                           consistency
//! ```
//!
//! A page is verified against the head that is stored and becomes the new head in **one** transaction, so a sync that
//! is cut off anywhere has taken whole pages, and two at once do not disturb each other. What verifies is never asked
//! for again; what does not is told apart by [`crate::evidence`].

mod follow;
#[cfg(test)]
mod follow_tests;
pub(crate) mod record;
#[cfg(test)]
mod tests;
mod verify;

use bank_api::{
    amount::Amount,
    log::proof::verify_consistency,
    message::{
        PAGE_MAX,
        bank::LogProof,
        route,
        wallet::{EntriesPage, EntriesQuery},
    },
};
pub(crate) use verify::Head;

use self::record::Applied;
use crate::{Event, TopUpState, Wallet, WalletError, evidence::Flaw};

/// What a sync brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl Wallet {
    /// Takes in what is new in the account, page by page. May be cancelled at any time and called again.
    pub async fn sync(&self) -> Result<SyncReport, WalletError> {
        self.check_registered().await?;
        self.check_not_diverged().await?;
        let mut new_entries = 0;
        let mut suspected = false;
        loop {
            let head = self.head().await?;
            let page = self.entries_after(&head).await?;
            let more = page.more;
            match self.take_in(head.clone(), page.clone()).await? {
                // Another sync was faster: go on from where it has come to.
                Applied::Stale => {}
                Applied::Stored { head, entries, .. } => {
                    suspected = false;
                    new_entries += entries;
                    if !more {
                        let tree_size = head.tree_size();
                        return Ok(SyncReport {
                            new_entries,
                            seq: head.seq,
                            balance: head.balance,
                            tree_size,
                        });
                    }
                }
                Applied::Older { size } => {
                    let Err(flaw) = self.check_older(&head, &page, size).await? else {
                        return Err(WalletError::BankAnswer(
                            "it is older than what was shown before".to_owned(),
                        ));
                    };
                    suspected = self.suspect(suspected, flaw, &head, &page).await?;
                }
                Applied::Flawed(flaw) => suspected = self.suspect(suspected, flaw, &head, &page).await?,
                Applied::Contradicts { what, papers } => {
                    return Err(self.diverge(what, record::evidence(&head, &page, Some(&papers))).await);
                }
            }
        }
    }

    /// What has been verified so far.
    pub(crate) async fn head(&self) -> Result<Head, WalletError> {
        let (account, log_key) = (self.account(), self.trust().log_key.clone());
        self.store().read(move |transaction| record::head(transaction, account, &log_key)).await
    }

    async fn entries_after(&self, head: &Head) -> Result<EntriesPage, WalletError> {
        let query = EntriesQuery { after: head.seq, limit: PAGE_MAX, tree_size: head.tree_size() };
        let EntriesQuery { after, limit, tree_size } = query;
        let path = format!("{}?after={after}&limit={limit}&tree_size={tree_size}", route::ENTRIES);
        self.client().get(&path, Some(self.device_key())).await
    }

    /// Verifies `page` against the head that is stored and stores it, in one transaction; then tells the app.
    async fn take_in(&self, asked_from: Head, page: EntriesPage) -> Result<Applied, WalletError> {
        let (account, log_key) = (self.account(), self.trust().log_key.clone());
        let events = self.event_sender().clone();
        let received: Vec<Event> = record::credits(&page);
        self.store()
            .write_then(
                move |transaction| record::apply(transaction, account, &log_key, &asked_from, &page),
                move |applied| {
                    if let Applied::Stored { entries: 1.., bought, .. } = applied {
                        for id in bought {
                            events.send(Event::TopUp { id: *id, state: TopUpState::Done });
                        }
                        for event in received {
                            events.send(event);
                        }
                        events.send(Event::BalanceChanged);
                    }
                },
            )
            .await
    }

    /// An older checkpoint than ours is no lie if our log grew out of it: an answer of a slow server.
    async fn check_older(
        &self,
        head: &Head,
        page: &EntriesPage,
        size: u64,
    ) -> Result<Result<(), Flaw>, WalletError> {
        let (Some(ours), Ok(older)) =
            (&head.checkpoint, verify::checkpoint(&page.checkpoint, &self.trust().log_key))
        else {
            return Ok(Ok(())); // can't be: `apply` has just read both
        };
        let path = format!("{}?from={size}&to={}", route::LOG_CONSISTENCY, ours.size());
        let proof: LogProof = match self.client().get(&path, None).await {
            Err(WalletError::Refused(_)) => {
                // As a bank would that was set back to an old copy of itself.
                let what = "it shows an older ledger than before, and no proof that ours grew out of it";
                return Err(WalletError::BankAnswer(what.to_owned()));
            }
            answer => answer?,
        };
        let grew = verify_consistency(older.size(), older.root(), ours.size(), ours.root(), &proof.path);
        Ok(grew.map_err(|error| Flaw::Unproven(format!("the log that was shown before: {error}"))))
    }

    /// What follows from a flaw: asking again (says whether the next flaw is the second in a row), or the end.
    async fn suspect(
        &self,
        suspected: bool,
        flaw: Flaw,
        head: &Head,
        page: &EntriesPage,
    ) -> Result<bool, WalletError> {
        match flaw {
            Flaw::Nonsense(what) => Err(WalletError::BankAnswer(what)),
            Flaw::Unproven(_) if !suspected => Ok(true),
            Flaw::Unproven(what) | Flaw::Contradiction(what) => {
                Err(self.diverge(what, record::evidence(head, page, None)).await)
            }
        }
    }
}
