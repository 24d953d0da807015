//! The ports to the machine, obedient.

use std::{
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    task::{Context, Poll},
};

use bank_api::{
    env::{Blocking, BoxFuture, Clock, Env, Job, NoRandomness, Rng},
    time::Timestamp,
};
use sha2::{Digest, Sha256};

/// A clock that stands still until it is moved.
pub(crate) struct TestClock(AtomicI64);

impl Default for TestClock {
    fn default() -> Self {
        Self(AtomicI64::new(1_800_000_000_000_000))
    }
}

impl TestClock {
    /// Moves the clock by `seconds`.
    pub(crate) fn pass(&self, seconds: i64) {
        self.pass_micros(seconds * 1_000_000);
    }

    /// Moves the clock by `micros`.
    pub(crate) fn pass_micros(&self, micros: i64) {
        self.0.fetch_add(micros, Ordering::Relaxed);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::Relaxed)).unwrap()
    }
}

/// Bytes that look random and are the same for a seed.
struct SeededRng {
    seed: u64,
    count: AtomicU64,
}

impl Rng for SeededRng {
    fn fill(&self, out: &mut [u8]) -> Result<(), NoRandomness> {
        for chunk in out.chunks_mut(32) {
            let count = self.count.fetch_add(1, Ordering::Relaxed);
            let digest = Sha256::digest([self.seed.to_be_bytes(), count.to_be_bytes()].concat());
            chunk.copy_from_slice(&digest[..chunk.len()]);
        }
        Ok(())
    }
}

/// Runs jobs in place, and is pending once before and once after: two more places where a caller may go away.
struct SteppedBlocking;

impl Blocking for SteppedBlocking {
    fn run(&self, job: Job) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            step().await;
            job();
            step().await;
        })
    }
}

/// Pending once.
pub(crate) fn step() -> impl Future<Output = ()> + Send {
    struct Step(bool);
    impl Future for Step {
        type Output = ();

        fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
            if std::mem::replace(&mut self.0, true) {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        }
    }
    Step(false)
}

/// A phone with this clock. Each one that is made has other random bytes.
pub(crate) fn stepped_env(clock: &Arc<TestClock>, seed: u64) -> Env {
    static STARTS: AtomicU64 = AtomicU64::new(0);
    let start = STARTS.fetch_add(1, Ordering::Relaxed);
    Env {
        clock: Arc::clone(clock) as _,
        rng: Arc::new(SeededRng { seed: (seed << 32) | start, count: AtomicU64::new(0) }),
        blocking: Arc::new(SteppedBlocking),
    }
}
