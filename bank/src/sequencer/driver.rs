use std::sync::Arc;

use bank_api::{
    env::{Env, Rng, random},
    log::hash::Hash,
    message::bank::Limits,
    time::Timestamp,
};
use tokio::sync::{mpsc, oneshot, watch};

use super::{handle::LedgerError, notices::Listeners};
use crate::{
    ledger::{
        Instruction, LedgerKeys, Outcome,
        record::{Batch, record},
        settle,
    },
    store::{LedgerStore, Loaded, StoreError, Wanted},
};

/// The most instructions of one batch: larger ones gain little and make everybody wait.
pub const MAX_BATCH: usize = 512;

/// What waits in the queue.
pub(super) enum Ask {
    /// Settle this.
    Settle { instruction: Instruction, reply: oneshot::Sender<Result<Outcome, LedgerError>> },
    /// Store a time that all later batches are after.
    PassTime { reply: oneshot::Sender<Result<Timestamp, LedgerError>> },
}

/// Settles what is submitted, batch by batch. Owns the order of things: there is one for each [`Ledger`](super::Ledger).
pub struct Driver {
    pub(super) store: Arc<dyn LedgerStore>,
    pub(super) keys: Arc<LedgerKeys>,
    pub(super) limits: Limits,
    pub(super) env: Env,
    pub(super) asks: mpsc::Receiver<Ask>,
    pub(super) closed: watch::Receiver<bool>,
    pub(super) listeners: Listeners,
}

impl std::fmt::Debug for Driver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Driver")
    }
}

impl Driver {
    /// Settles until the ledger is closed (or dropped) and nothing waits any more. May be dropped at any point: a batch
    /// is then written whole or not at all, and who waited asks again.
    pub async fn run(mut self) {
        loop {
            let ask = tokio::select! {
                biased;
                // A close, or the loss of the last handle: no more comes in, what waits is still settled.
                _ = self.closed.wait_for(|closed| *closed), if !self.asks.is_closed() => {
                    self.asks.close();
                    continue;
                }
                ask = self.asks.recv() => ask,
            };
            let Some(first) = ask else { return };
            let mut waiting = Waiting::default();
            waiting.add(first);
            while waiting.len() < MAX_BATCH {
                let Ok(ask) = self.asks.try_recv() else { break };
                waiting.add(ask);
            }
            self.settle(waiting).await;
            // Those who were just answered often ask again at once: one turn for them makes the next batch whole.
            tokio::task::yield_now().await;
        }
    }

    async fn settle(&self, waiting: Waiting) {
        match self.commit(&waiting.instructions).await {
            Ok(batch) => self.answer(waiting, batch),
            // One of them meets a row that is not as it should be: the others need not suffer for it.
            Err(error @ (StoreError::Refused(_) | StoreError::Damaged(_))) if waiting.len() > 1 => {
                tracing::error!(%error, "a batch was refused: its instructions are settled one by one");
                for one in waiting.apart() {
                    match self.commit(&one.instructions).await {
                        Ok(batch) => self.answer(one, batch),
                        Err(error) => one.fail(error),
                    }
                }
            }
            Err(error) => waiting.fail(error),
        }
    }

    async fn commit(&self, instructions: &[Instruction]) -> Result<Batch, StoreError> {
        let wanted = Wanted::by(instructions);
        let instructions = instructions.to_vec();
        let (keys, limits, rng) = (Arc::clone(&self.keys), self.limits, Arc::clone(&self.env.rng));
        let now = self.env.clock.now();
        let decide = move |loaded| decide(loaded, &instructions, limits, now, &*rng, &keys);
        self.store.settle(wanted, Box::new(decide)).await
    }

    fn answer(&self, waiting: Waiting, batch: Batch) {
        self.listeners.tell(batch.accounts.iter().map(|(account, state)| (*account, state.seq)));
        // Whoever has gone away is not answered: what was settled for him is found under its id.
        for (reply, outcome) in waiting.outcomes.into_iter().zip(batch.outcomes) {
            let _ = reply.send(Ok(outcome));
        }
        for reply in waiting.times {
            let _ = reply.send(Ok(batch.head.batch_time));
        }
    }
}

type Reply<T> = oneshot::Sender<Result<T, LedgerError>>;

/// What waits for one batch, and who waits for it.
#[derive(Default)]
struct Waiting {
    instructions: Vec<Instruction>,
    /// One for each instruction.
    outcomes: Vec<Reply<Outcome>>,
    times: Vec<Reply<Timestamp>>,
}

impl Waiting {
    fn add(&mut self, ask: Ask) {
        match ask {
            Ask::Settle { instruction, reply } => {
                self.instructions.push(instruction);
                self.outcomes.push(reply);
            }
            Ask::PassTime { reply } => self.times.push(reply),
        }
    }

    fn len(&self) -> usize {
        self.outcomes.len() + self.times.len()
    }

    /// Each instruction for itself, in the same order, and last those who wait for time to pass.
    fn apart(self) -> impl Iterator<Item = Self> {
        let each = self.instructions.into_iter().zip(self.outcomes);
        let each = each.map(|(instruction, reply)| Self {
            instructions: vec![instruction],
            outcomes: vec![reply],
            times: Vec::new(),
        });
        each.chain([Self { times: self.times, ..Self::default() }])
    }

    fn fail(self, error: StoreError) {
        tracing::error!(%error, instructions = self.outcomes.len(), "a batch was not settled");
        let error = LedgerError::from(error);
        for reply in self.outcomes {
            let _ = reply.send(Err(error.clone()));
        }
        for reply in self.times {
            let _ = reply.send(Err(error.clone()));
        }
    }
}

/// Decides and records a batch.
pub(crate) fn decide(
    Loaded { head, mut accounts }: Loaded,
    instructions: &[Instruction],
    limits: Limits,
    now: Timestamp,
    rng: &dyn Rng,
    keys: &LedgerKeys,
) -> Result<Batch, StoreError> {
    let at =
        head.next_time(now).ok_or_else(|| StoreError::damaged("the last batch is at the end of time"))?;
    let decisions = settle(&mut accounts, limits, instructions, at);
    let blindings = || {
        let (debit, credit) = (random(rng)?, random(rng)?);
        Ok([debit, credit].map(Hash::from_bytes))
    };
    record(accounts, head, instructions, decisions, at, blindings, keys)
}
