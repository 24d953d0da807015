//! The ports to the outside that every part takes as arguments: the clock, randomness, blocking calls.
//!
//! Nothing else in DLak reads the time, asks for random bytes or leaves the async threads. A simulation replaces
//! these three and has a whole bank and its wallets on one thread, in paused time, from one seed.

use std::{fmt, future::Future, pin::Pin, sync::Arc};

use crate::time::Timestamp;

/// A boxed future, as traits that are used as `dyn` return them.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Tells the time of day.
pub trait Clock: Send + Sync {
    /// Now. May jump in both directions: who needs order keeps it himself.
    fn now(&self) -> Timestamp;
}

/// The operating system gave no random bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the system's random number generator does not answer; try again, and restart the device if it stays so"
)]
pub struct NoRandomness;

/// Gives random bytes that no one can guess.
pub trait Rng: Send + Sync {
    /// Fills `out` with random bytes.
    fn fill(&self, out: &mut [u8]) -> Result<(), NoRandomness>;
}

/// `N` random bytes.
pub fn random<const N: usize>(rng: &dyn Rng) -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    rng.fill(&mut bytes)?;
    Ok(bytes)
}

/// A job that blocks: a database call, a slow key derivation.
pub type Job = Box<dyn FnOnce() + Send>;

/// Runs jobs that block off the async threads. Once started, a job ends, even if nobody waits for it any more.
pub trait Blocking: Send + Sync {
    /// Runs `job`; the future is ready when it has ended. A panic in the job ends only the job.
    fn run(&self, job: Job) -> BoxFuture<'static, ()>;
}

/// The job's result was lost: it panicked, or the runtime is shutting down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a background job ended without a result")]
pub struct JobLost;

/// The three ports together, as the parts take them. Cheap to clone.
#[derive(Clone)]
pub struct Env {
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub rng: Arc<dyn Rng>,
    /// Where blocking calls run.
    pub blocking: Arc<dyn Blocking>,
}

impl Env {
    /// Runs `job` where blocking is allowed, and gives its result.
    pub async fn block<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, JobLost> {
        let slot = Arc::new(std::sync::Mutex::new(None));
        let filled = Arc::clone(&slot);
        let job = Box::new(move || {
            let value = job();
            if let Ok(mut slot) = filled.lock() {
                *slot = Some(value);
            }
        });
        self.blocking.run(job).await;
        slot.lock().ok().and_then(|mut slot| slot.take()).ok_or(JobLost)
    }
}

impl fmt::Debug for Env {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Env")
    }
}

#[cfg(feature = "system")]
pub use system::{SystemClock, SystemRng, TokioBlocking};

/// The adapters of a real machine: the only place that touches the system's clock, generator and threads.
#[cfg(feature = "system")]
mod system {
    use std::time::{SystemTime, UNIX_EPOCH};

    use super::{Arc, Blocking, BoxFuture, Clock, Env, Job, NoRandomness, Rng, Timestamp};

    /// The system's clock.
    #[derive(Clone, Copy, Debug, Default)]
    pub struct SystemClock;

    impl Clock for SystemClock {
        fn now(&self) -> Timestamp {
            let micros = match SystemTime::now().duration_since(UNIX_EPOCH) {
                Ok(after) => i64::try_from(after.as_micros()).unwrap_or(i64::MAX),
                Err(before) => {
                    i64::try_from(before.duration().as_micros()).map_or(i64::MIN, |micros| -micros)
                }
            };
            Timestamp::EPOCH.shifted(micros)
        }
    }

    /// The system's random number generator.
    #[derive(Clone, Copy, Debug, Default)]
    pub struct SystemRng;

    impl Rng for SystemRng {
        fn fill(&self, out: &mut [u8]) -> Result<(), NoRandomness> {
            getrandom::fill(out).map_err(|_| NoRandomness)
        }
    }

    /// Tokio's pool for blocking calls.
    #[derive(Clone, Copy, Debug, Default)]
    pub struct TokioBlocking;

    impl Blocking for TokioBlocking {
        fn run(&self, job: Job) -> BoxFuture<'static, ()> {
            let handle = tokio::task::spawn_blocking(job);
            Box::pin(async move {
                // A job that panicked left no result; `Env::block` says so.
                let _ = handle.await;
            })
        }
    }

    impl Env {
        /// The real machine. `block` then needs a tokio runtime.
        pub fn system() -> Self {
            Self { clock: Arc::new(SystemClock), rng: Arc::new(SystemRng), blocking: Arc::new(TokioBlocking) }
        }
    }
}
