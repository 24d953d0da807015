//! The machine that a test runs on: its clock, its randomness, its disk, and how they fail.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicI64, Ordering},
};

use bank_api::{
    env::{Blocking, BoxFuture, Clock, Env, Job, NoRandomness, Rng},
    time::Timestamp,
};

use super::noon;
use crate::store::{DatabaseFiles, OpenedDatabase, StoreError};

/// A clock that says what it was set to.
pub(crate) struct TestClock(AtomicI64);

impl TestClock {
    pub(crate) fn set(&self, now: Timestamp) {
        self.0.store(now.micros(), Ordering::SeqCst);
    }

    pub(crate) fn advance_secs(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// SplitMix64: the same seed, the same bytes.
pub(crate) struct SeededRng(Mutex<u64>);

impl SeededRng {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Rng for SeededRng {
    fn fill(&self, out: &mut [u8]) -> Result<(), NoRandomness> {
        let mut state = self.0.lock().unwrap();
        for chunk in out.chunks_mut(8) {
            *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = *state;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// Runs jobs where they are asked for: a whole bank on one thread.
struct OnThisThread;

impl Blocking for OnThisThread {
    fn run(&self, job: Job) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            // As the port says: a panic ends only the job.
            let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(job));
        })
    }
}

/// A machine that loses its power: after so many jobs it does nothing more, for ever.
pub(crate) struct PowerLoss {
    jobs_left: AtomicI64,
    /// Is the last job still done, and only its result lost?
    last_is_done: bool,
}

impl PowerLoss {
    pub(crate) fn after(jobs: i64, last_is_done: bool) -> Self {
        Self { jobs_left: AtomicI64::new(jobs), last_is_done }
    }
}

impl Blocking for PowerLoss {
    fn run(&self, job: Job) -> BoxFuture<'static, ()> {
        match self.jobs_left.fetch_sub(1, Ordering::SeqCst) {
            left if left > 0 => OnThisThread.run(job),
            0 if self.last_is_done => Box::pin(async move {
                job();
                std::future::pending::<()>().await;
            }),
            _ => Box::pin(std::future::pending()),
        }
    }
}

/// Files whose commits can be made to fail, and whose disk can be made full.
pub(crate) struct FaultyFiles {
    pub(crate) inner: Arc<dyn DatabaseFiles>,
    pub(crate) commits_fail: Arc<AtomicBool>,
    /// The most pages of the database's file.
    pub(crate) pages: Option<u32>,
}

impl DatabaseFiles for FaultyFiles {
    fn open(&self) -> Result<OpenedDatabase, StoreError> {
        let mut opened = self.inner.open()?;
        let fail = Arc::clone(&self.commits_fail);
        // A commit hook that says true turns the commit into a rollback.
        opened.writer.commit_hook(Some(move || fail.load(Ordering::SeqCst)))?;
        if let Some(pages) = self.pages {
            opened.writer.pragma_update(None, "max_page_count", pages)?;
        }
        Ok(opened)
    }
}

/// An `Env` on one thread, and its clock.
pub(crate) fn test_env(seed: u64) -> (Env, Arc<TestClock>) {
    let clock = Arc::new(TestClock(AtomicI64::new(noon().micros())));
    let rng = Arc::new(SeededRng::new(seed));
    (Env { clock: Arc::clone(&clock) as _, rng, blocking: Arc::new(OnThisThread) }, clock)
}
