//! Keeps the wallet up to date for as long as the app wants: a loop that never gives up and never hurries.
//!
//! ```text
//! resume what is unfinished -> sync -> listen -> hint: sync, resume | unfinished: resume | silence, end, error:
//!        ^                                                                                          |
//!        +--------------------------- pause (full jitter, at most a minute) ------------------------+
//! ```
//!
//! Events from the bank are hints without truth: what they hint at is pulled and verified. So a lost, forged or
//! repeated one does no harm.

use std::time::Duration;

use bank_api::env::{Env, random};
use tokio::time::{Instant, sleep, sleep_until, timeout};

use crate::{
    Wallet, WalletError,
    bank_client::{EventCounter, EventSource, TransportError},
    error::BACKOFF_MAX,
    exchange, payment,
};

/// The bank sends a heartbeat each 15 seconds: this long without one, and the connection is dead.
const SILENCE_MAX: Duration = Duration::from_secs(40);
/// A stream that lived this long was a good one: the next attempt need not wait long.
const GOOD_STREAM: Duration = Duration::from_secs(10);
/// Between the first failure and the second attempt, at the most.
const FIRST_PAUSE: Duration = Duration::from_millis(500);

impl Wallet {
    /// Resumes what is unfinished, then follows the bank: verifies and stores what is new as it comes, and tells the app
    /// by [`events`](Wallet::events). The app spawns this; it never ends by itself, and may be dropped at any time.
    pub async fn run(&self) {
        let mut backoff = Backoff::new(self.env().clone());
        loop {
            let began = Instant::now();
            match self.follow().await {
                Ok(()) => {}
                Err(WalletError::NotRegistered) => {
                    // There is nothing to follow before the owner registers, which wakes us.
                    self.woken().await;
                    continue;
                }
                Err(error) => tracing::debug!(code = error.code(), "following the bank was cut off"),
            }
            if began.elapsed() >= GOOD_STREAM {
                backoff.reset();
            }
            tokio::select! {
                () = sleep(backoff.pause()) => {}
                () = self.woken() => {}
            }
        }
    }

    /// One connection: ends when the bank ends it.
    async fn follow(&self) -> Result<(), WalletError> {
        self.check_registered().await?;
        // Payments first, and also when no stream can be had: their owner is waiting.
        let mut unfinished = self.resume_all().await?;
        // The stream is open before the sync, so that nothing falls in between.
        let stream = timeout(SILENCE_MAX, self.client().events(self.device_key())).await;
        self.sync().await?;
        let mut stream = stream.unwrap_or(Err(TransportError::Timeout.into()))?;
        let mut events = EventCounter::default();
        let mut patience = Backoff::new(self.env().clone());
        let mut ask_again = Instant::now() + patience.pause();
        loop {
            let mut next = std::pin::pin!(next_piece(stream.as_mut()));
            let piece = loop {
                tokio::select! {
                    piece = &mut next => break piece?,
                    () = self.woken() => patience.reset(),
                    () = sleep_until(ask_again), if unfinished => {}
                }
                unfinished = self.resume_all().await?;
                ask_again = Instant::now() + patience.pause();
            };
            let Some(piece) = piece else { return Ok(()) };
            if events.feed(&piece) > 0 {
                self.sync().await?;
                // What the bank hints at may be the end of something of ours.
                unfinished = self.resume_all().await?;
                ask_again = Instant::now() + patience.pause();
            }
        }
    }

    /// Goes on with everything; says whether something is still open.
    async fn resume_all(&self) -> Result<bool, WalletError> {
        self.resume().await?;
        self.store()
            .read(|transaction| {
                Ok(payment::any_unfinished(transaction)? || exchange::any_unfinished(transaction)?)
            })
            .await
    }
}

async fn next_piece(stream: &mut dyn EventSource) -> Result<Option<Vec<u8>>, TransportError> {
    timeout(SILENCE_MAX, stream.next()).await.unwrap_or(Err(TransportError::Timeout))
}

/// Growing pauses with full jitter: anything between nothing and the double of the last limit, so that a million
/// phones that lost the bank together do not come back together.
struct Backoff {
    env: Env,
    limit: Duration,
}

impl Backoff {
    fn new(env: Env) -> Self {
        Self { env, limit: FIRST_PAUSE }
    }

    fn reset(&mut self) {
        self.limit = FIRST_PAUSE;
    }

    fn pause(&mut self) -> Duration {
        let limit = self.limit;
        self.limit = (limit * 2).min(BACKOFF_MAX);
        // Without randomness the pause is the whole limit: slower, never wrong.
        let fraction = random(self.env.rng.as_ref()).map_or(u32::MAX, u32::from_le_bytes);
        limit.mul_f64(f64::from(fraction) / f64::from(u32::MAX))
    }
}
