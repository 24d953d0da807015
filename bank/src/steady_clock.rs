//! The bank's time: the machine's clock without its jumps.
//!
//! ```text
//! machine's clock ---+
//!                    +--> SteadyClock --> batches, expiry, signatures, nonces, requests, exchanges, server_time
//! monotonic time ----+
//! ```
//!
//! A machine's clock is set by people and by programs, and once in a while to nonsense. A ledger's time never goes back, so one
//! look at a clock that is an hour ahead would leave the ledger an hour ahead of everybody who dates orders. Therefore:
//!
//! - it begins at the machine's clock, or at the newest batch's time when that is later;
//! - it runs with monotonic time, which no one sets, and follows the machine's clock by at most a thousandth: a jump of an hour
//!   that is put right after ten minutes moves it by 0.6 seconds. What a time service slews is in monotonic time already;
//! - it never goes back;
//! - everything in the bank goes by it, and wallets take it from the API. So orders are dated by the ledger's time even when it
//!   is wrong, and a wrong clock stops no one's payments.
//!
//! Monotonic time is tokio's, and so a simulation's where there is one.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bank_api::{env::Clock, time::Timestamp};
use tokio::time::Instant;

/// By what part of the time that passes the machine's clock is followed: twice what a time service slews.
const FOLLOW: u32 = 1_000;
/// How long the time runs on from one reading before it begins from a newer one.
const STRETCH: Duration = Duration::from_secs(1);
/// How far apart the two may be before the operator is told.
const APART: Duration = Duration::from_secs(10);
/// How often he is told.
const TOLD_EVERY: Duration = Duration::from_mins(1);

/// A clock that runs evenly, wrapped around one that jumps.
pub struct SteadyClock {
    machine: Arc<dyn Clock>,
    running: Mutex<Running>,
}

/// What the time is counted from.
struct Running {
    from: Timestamp,
    since: Instant,
    newest: Timestamp,
    told: Option<Instant>,
}

impl SteadyClock {
    /// Begins at what `machine` says now, but not before `earliest`: the newest time that is stored.
    pub fn new(machine: Arc<dyn Clock>, earliest: Option<Timestamp>) -> Self {
        let now = machine.now();
        let from = earliest.map_or(now, |earliest| now.max(earliest));
        let running = Running { from, since: Instant::now(), newest: from, told: None };
        Self { machine, running: Mutex::new(running) }
    }
}

impl Clock for SteadyClock {
    fn now(&self) -> Timestamp {
        let machine = self.machine.now();
        // Each reading leaves it whole: a poisoned lock is taken anyway.
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let instant = Instant::now();
        let now = running.read(machine, instant);
        let tell = running.is_to_tell(machine, instant);
        drop(running);
        if tell {
            tracing::warn!(bank = %now, machine = %machine,
                "the machine's clock is not the bank's time: put the clock right; restart the bank only if it is behind");
        }
        now
    }
}

impl Running {
    fn read(&mut self, machine: Timestamp, instant: Instant) -> Timestamp {
        let elapsed = instant.saturating_duration_since(self.since);
        let slack = elapsed / FOLLOW;
        let (slowest, fastest) = (elapsed.saturating_sub(slack), elapsed.saturating_add(slack));
        let possible = (self.from.plus(slowest), self.from.plus(fastest));
        self.newest = machine.clamp(possible.0, possible.1).max(self.newest);
        if elapsed >= STRETCH {
            (self.from, self.since) = (self.newest, instant);
        }
        self.newest
    }

    /// Is the machine's clock wrong, and did nobody say so lately?
    fn is_to_tell(&mut self, machine: Timestamp, instant: Instant) -> bool {
        let apart = machine.since(self.newest).max(self.newest.since(machine)) > APART;
        let lately = self.told.is_some_and(|told| instant.saturating_duration_since(told) < TOLD_EVERY);
        if apart && !lately {
            self.told = Some(instant);
        }
        apart && !lately
    }
}

impl fmt::Debug for SteadyClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SteadyClock")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{noon, test_env};

    const HOUR: i64 = 3_600;

    fn secs(seconds: i64) -> Timestamp {
        noon().shifted(seconds * 1_000_000)
    }

    #[tokio::test(start_paused = true)]
    async fn it_runs_with_a_clock_that_is_right() {
        let (env, machine) = test_env(1);
        let clock = SteadyClock::new(env.clock, None);
        for step in [0, 1, 500, 86_400] {
            machine.advance_secs(step);
            tokio::time::advance(Duration::from_secs(step.unsigned_abs())).await;
            assert_eq!(clock.now(), machine.now());
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_jump_moves_it_by_a_thousandth_of_the_time_that_it_lasts() {
        for jump in [HOUR, -HOUR, 365 * 24 * HOUR] {
            let (env, machine) = test_env(1);
            let clock = SteadyClock::new(env.clock, None);
            machine.advance_secs(jump);
            assert_eq!(clock.now(), noon());
            // Long before the jump, or after a thousand readings: it makes no difference.
            for _ in 0..1_000 {
                machine.advance_secs(1);
                tokio::time::advance(Duration::from_secs(1)).await;
                clock.now();
            }
            assert_eq!(clock.now(), secs(1_000 + jump.signum()));
            machine.advance_secs(-jump);
            assert_eq!(clock.now(), secs(1_000 + jump.signum()).max(clock.now()));
            for _ in 0..2_000 {
                machine.advance_secs(1);
                tokio::time::advance(Duration::from_secs(1)).await;
                clock.now();
            }
            assert_eq!(clock.now(), machine.now(), "it finds back");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn it_begins_where_the_ledger_has_ended() {
        let (env, _machine) = test_env(1);
        let clock = SteadyClock::new(Arc::clone(&env.clock), Some(secs(HOUR)));
        assert_eq!(clock.now(), secs(HOUR));
        tokio::time::advance(Duration::from_secs(1_000)).await;
        assert_eq!(clock.now(), secs(HOUR + 999));
        assert_eq!(SteadyClock::new(env.clock, Some(secs(-HOUR))).now(), noon());
    }

    #[tokio::test(start_paused = true)]
    async fn it_never_goes_back() {
        let (env, machine) = test_env(1);
        let clock = SteadyClock::new(env.clock, None);
        let mut before = clock.now();
        for step in 0..2_000_i64 {
            machine.set(secs(step * 7_919 % 5_000 - 2_500));
            tokio::time::advance(Duration::from_micros(step.unsigned_abs() * 131 % 3_000)).await;
            let now = clock.now();
            assert!(now >= before);
            before = now;
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_wrong_clock_is_told_once_a_minute() {
        let mut running = Running { from: noon(), since: Instant::now(), newest: noon(), told: None };
        let mut tell = |machine| running.is_to_tell(machine, Instant::now());
        assert!(!tell(secs(10)));
        assert!(tell(secs(11)));
        assert!(!tell(secs(-11)));
        tokio::time::advance(TOLD_EVERY).await;
        assert!(tell(secs(-11)));
    }
}
