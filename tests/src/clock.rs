//! A clock that is wrong on order.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use bank_api::{
    env::{Clock, Env, SystemClock},
    time::Timestamp,
};

/// The system's clock, moved. All clones are one clock.
#[derive(Clone, Debug, Default)]
pub struct MovedClock {
    micros: Arc<AtomicI64>,
}

impl MovedClock {
    /// A clock that is `seconds` ahead; behind, when negative.
    pub fn ahead(seconds: i64) -> Self {
        let clock = Self::default();
        clock.advance(seconds);
        clock
    }

    /// Moves the clock on by `seconds`; back, when negative.
    pub fn advance(&self, seconds: i64) {
        self.micros.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    /// Lets time pass: not a clock that jumps, but `time` later, for this clock and for tokio's timers. In a test that runs on one
    /// thread, and whose time runs.
    pub async fn pass(&self, time: Duration) {
        self.micros.fetch_add(i64::try_from(time.as_micros()).unwrap(), Ordering::SeqCst);
        tokio::time::pause();
        tokio::time::advance(time).await;
        tokio::time::resume();
    }

    /// The machine, with this clock.
    pub fn env(&self) -> Env {
        Env { clock: Arc::new(self.clone()), ..Env::system() }
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        SystemClock.now().shifted(self.micros.load(Ordering::SeqCst))
    }
}
