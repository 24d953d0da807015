use std::sync::Arc;

use bank_api::{
    env::{Env, Rng},
    log::hash::Hash,
    message::bank::Limits,
    time::Timestamp,
};
use tokio::sync::{broadcast, mpsc, oneshot, watch};

use super::handle::{LedgerError, Notice};
use crate::{
    ledger::{
        Instruction, LedgerKeys, Outcome,
        record::{Batch, blindings_needed, record},
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
    pub(super) notices: broadcast::Sender<Notice>,
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
                ask = self.asks.recv() => ask,
                // Both a close and the loss of the last handle: no more comes in, what waits is still settled.
                _ = self.closed.wait_for(|closed| *closed), if !self.asks.is_closed() => {
                    self.asks.close();
                    continue;
                }
            };
            let Some(first) = ask else { return };
            let mut asks = vec![first];
            while asks.len() < MAX_BATCH {
                let Ok(ask) = self.asks.try_recv() else { break };
                asks.push(ask);
            }
            self.settle(asks).await;
        }
    }

    async fn settle(&self, asks: Vec<Ask>) {
        let (mut instructions, mut settles, mut times) = (Vec::new(), Vec::new(), Vec::new());
        for ask in asks {
            match ask {
                Ask::Settle { instruction, reply } => {
                    instructions.push(instruction);
                    settles.push(reply);
                }
                Ask::PassTime { reply } => times.push(reply),
            }
        }
        // Whoever has gone away is not answered: what was settled for him is found under its id.
        match self.commit(instructions).await {
            Ok(batch) => {
                self.notify(&batch);
                for (reply, outcome) in settles.into_iter().zip(batch.outcomes) {
                    let _ = reply.send(Ok(outcome));
                }
                for reply in times {
                    let _ = reply.send(Ok(batch.head.batch_time));
                }
            }
            Err(error) => {
                tracing::error!(%error, instructions = settles.len(), "a batch was not settled");
                let error = LedgerError::from(error);
                for reply in settles {
                    let _ = reply.send(Err(error.clone()));
                }
                for reply in times {
                    let _ = reply.send(Err(error.clone()));
                }
            }
        }
    }

    async fn commit(&self, instructions: Vec<Instruction>) -> Result<Batch, StoreError> {
        let wanted = Wanted::by(&instructions);
        let (keys, limits, rng) = (Arc::clone(&self.keys), self.limits, Arc::clone(&self.env.rng));
        let now = self.env.clock.now();
        let decide = move |loaded| decide(loaded, &instructions, limits, now, &*rng, &keys);
        self.store.settle(wanted, Box::new(decide)).await
    }

    fn notify(&self, batch: &Batch) {
        for (account, state) in &batch.accounts {
            // No one listens: no one is told.
            let _ = self.notices.send(Notice { account: *account, seq: state.seq });
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
    let mut random = vec![0; blindings_needed(&decisions) * 32];
    rng.fill(&mut random)?;
    let (random, _) = random.as_chunks::<32>();
    let blindings: Vec<Hash> = random.iter().copied().map(Hash::from_bytes).collect();
    Ok(record(accounts, head, instructions, decisions, at, &blindings, keys))
}
