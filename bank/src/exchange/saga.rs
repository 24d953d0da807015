//! The steps of an exchange, and what takes them.

use std::{sync::Arc, time::Duration};

use bank_api::{
    amount::Amount,
    env::Env,
    id::{AccountId, OrderId, ParticipantId},
    message::exchange::{ExchangeInfo, ExchangeKind},
    problem::RejectReason,
};
use rusqlite::Transaction;
use tokio::sync::Notify;

use super::{
    CoreBank, CoreBankError, Hold, customer, record,
    state::{Exchange, State},
};
use crate::{
    ledger::{Instruction, Outcome},
    sequencer::{Ledger, LedgerError},
    store::{Database, StoreError, outbox},
};

/// How long after a step that failed, or was left by somebody who went away, it is tried again.
const RETRY_AFTER: Duration = Duration::from_secs(5);
/// How many are taken up at a time.
const PAGE: u32 = 256;

/// Why an exchange did not get on. It is stored, and goes on later by itself, but for the first two.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// The id belongs to another exchange.
    #[error("the id belongs to another exchange")]
    IdReused,
    /// The account is no customer's wallet.
    #[error("the account is no customer's wallet")]
    NoCustomer,
    /// The database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The ledger did not answer.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The core bank did not do it.
    #[error(transparent)]
    CoreBank(#[from] CoreBankError),
}

/// Who wants to exchange.
#[derive(Clone, Debug)]
pub(crate) enum Wanted {
    /// A customer's wallet tops up.
    TopUp(AccountId),
    /// A commercial bank buys.
    Purchase(ParticipantId),
}

/// All exchanges. Cheap to clone.
#[derive(Clone)]
pub struct Exchanges {
    database: Database,
    ledger: Ledger,
    core_bank: Arc<dyn CoreBank>,
    vault: AccountId,
    env: Env,
    wake: Arc<Notify>,
}

impl std::fmt::Debug for Exchanges {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Exchanges")
    }
}

impl Exchanges {
    /// Exchanges between `ledger` and `core_bank`, kept in `database`. `vault` is the central bank's account at the ledger.
    pub fn new(
        database: Database,
        ledger: Ledger,
        core_bank: Arc<dyn CoreBank>,
        vault: AccountId,
        env: Env,
    ) -> Self {
        Self { database, ledger, core_bank, vault, env, wake: Arc::default() }
    }

    /// Stores that an exchange is wanted, as part of a transaction. The same one again changes nothing.
    pub(crate) fn store_request(
        &self,
        tx: &Transaction<'_>,
        id: OrderId,
        wanted: &Wanted,
        amount: Amount,
    ) -> Result<Result<ExchangeKind, ExchangeError>, StoreError> {
        let (kind, account, participant, customer) = match wanted {
            Wanted::TopUp(wallet) => {
                let Some(customer) = customer::by_wallet(tx, *wallet)? else {
                    return Ok(Err(ExchangeError::NoCustomer));
                };
                (ExchangeKind::TopUp, *wallet, customer.participant, Some(customer.id))
            }
            Wanted::Purchase(participant) => {
                let account = AccountId::of_participant(participant);
                (ExchangeKind::Purchase, account, participant.clone(), None)
            }
        };
        let (state, created_at) = (State::Requested, self.env.clock.now());
        let wanted = Exchange { id, kind, account, participant, customer, amount, state, created_at };
        if !record::insert(tx, &wanted)? {
            let same = record::find(tx, id, kind)?.is_some_and(|earlier| earlier.asks_the_same(&wanted));
            if !same {
                return Ok(Err(ExchangeError::IdReused));
            }
        }
        Ok(Ok(kind))
    }

    /// Takes all the steps that are left of an exchange, and says where it stands then. If this future is dropped, or a
    /// step fails, [`Self::run`] goes on with it.
    pub(crate) async fn finish(
        &self,
        id: OrderId,
        kind: ExchangeKind,
    ) -> Result<ExchangeInfo, ExchangeError> {
        loop {
            let exchange = self.load(id, kind).await?;
            if exchange.state.is_final() {
                return Ok(exchange.info());
            }
            let next = self.step(&exchange).await?;
            let now = self.env.clock.now();
            // Whether we or another has stored it: the next round looks.
            self.database.write(move |tx| record::advance(tx, &exchange, next, now)).await?;
        }
    }

    /// Where an exchange stands.
    pub(crate) async fn stands(&self, id: OrderId, kind: ExchangeKind) -> Result<ExchangeInfo, StoreError> {
        Ok(self.load(id, kind).await?.info())
    }

    async fn load(&self, id: OrderId, kind: ExchangeKind) -> Result<Exchange, StoreError> {
        let found = self.database.read(move |tx| record::find(tx, id, kind)).await?;
        found.ok_or_else(|| StoreError::Damaged("an exchange is gone".to_owned()))
    }

    /// Where an exchange of `account` stands, if there is one with this id.
    pub(crate) async fn find(
        &self,
        id: OrderId,
        account: AccountId,
    ) -> Result<Option<ExchangeInfo>, StoreError> {
        self.database
            .read(move |tx| {
                let kept = record::find_all(tx, id)?.into_iter().find(|exchange| exchange.account == account);
                if let Some(exchange) = kept {
                    return Ok(Some(exchange.info()));
                }
                // A redemption that settled a moment ago is still in the outbox.
                let settled = outbox::find(tx, id)?.filter(|settled| settled.payer == account);
                let owed = settled.map(|settled| record::of_redemption(tx, &settled)).transpose()?.flatten();
                Ok(owed.map(|exchange| exchange.info()))
            })
            .await
    }

    /// Does the next step outside of the database: nothing if it was done before. What it says is then stored.
    async fn step(&self, exchange: &Exchange) -> Result<State, ExchangeError> {
        let (id, amount) = (exchange.id, exchange.amount);
        Ok(match exchange.state {
            State::Requested => match self.core_bank.hold(id, exchange.fiat_account(), amount).await? {
                Hold::Placed => State::Held,
                Hold::Insufficient => State::Rejected(RejectReason::InsufficientFiat),
            },
            State::Held => match self.ledger.submit(self.instruction(exchange)).await? {
                Outcome::Settled(_) => State::Settled,
                Outcome::Rejected { reason, .. } => State::Refused(reason),
            },
            State::Settled => {
                if exchange.kind == ExchangeKind::Redemption {
                    self.core_bank.credit(id, exchange.fiat_account(), amount).await?;
                } else {
                    self.core_bank.capture(id).await?;
                }
                State::Done
            }
            State::Refused(reason) => {
                self.core_bank.release(id).await?;
                State::Rejected(reason)
            }
            end @ (State::Done | State::Rejected(_)) => end,
        })
    }

    /// What the ledger is asked to do.
    fn instruction(&self, exchange: &Exchange) -> Instruction {
        let participant = AccountId::of_participant(&exchange.participant);
        let (id, amount) = (exchange.id, exchange.amount);
        if exchange.customer.is_some() {
            Instruction::TopUp { id, participant, wallet: exchange.account, amount }
        } else {
            Instruction::Purchase { id, vault: self.vault, participant, amount }
        }
    }

    /// Finishes what was begun: takes over the redemptions that have settled, and takes every exchange as far as
    /// it goes. Says how many could not be finished; they will be tried again.
    pub async fn resume(&self) -> Result<usize, ExchangeError> {
        let mut from = 0;
        while let Some(next) = self.take_over(from).await? {
            from = next;
        }
        let (mut stuck, mut last) = (0, None);
        loop {
            let page = self.database.read(move |tx| record::unfinished(tx, last.as_ref(), PAGE)).await?;
            if page.is_empty() {
                return Ok(stuck);
            }
            for exchange in &page {
                if let Err(error) = self.finish(exchange.id, exchange.kind).await {
                    tracing::warn!(kind = ?exchange.kind, %error, "an exchange did not get on: it is tried again");
                    stuck += 1;
                }
            }
            last = page.last().cloned();
        }
    }

    /// Takes over some of the redemptions that have settled, from a leaf on. Says where to go on, if there were any.
    async fn take_over(&self, from: u64) -> Result<Option<u64>, StoreError> {
        // Nothing to write is the usual case, and the writer has better to do.
        if self.database.read(move |tx| outbox::pending(tx, from, 1)).await?.is_empty() {
            return Ok(None);
        }
        self.database.write(move |tx| record::take_over(tx, from, PAGE)).await
    }

    /// A redemption has settled: pay it out now, and not only when [`Self::run`] looks again.
    pub(crate) fn wake(&self) {
        self.wake.notify_one();
    }

    /// Resumes whenever there is something to do. Never ends by itself; may be dropped at any point.
    pub async fn run(&self) {
        loop {
            if let Err(error) = self.resume().await {
                tracing::warn!(%error, "exchanges could not be resumed: tried again");
            }
            tokio::select! {
                () = self.wake.notified() => {}
                () = tokio::time::sleep(RETRY_AFTER) => {}
            }
        }
    }
}
