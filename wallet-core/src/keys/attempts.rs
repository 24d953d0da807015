//! What wrong PINs cost: waits that grow.
//!
//! An attempt counts as wrong *before* the PIN is tried, and only a right PIN takes that back. So killing the app
//! in the middle of a guess, or starting it anew after each, wins nothing:
//!
//! ```text
//! begin_attempt(now) -> store the attempts -> if allowed: try the PIN -> right: succeed(), store
//!                                             if not: retry_at         -> wrong: nothing more to do
//! ```
//!
//! | wrong in a row | up to 4 | 5 | 6 | 7 | 8 | 9 | 10 and more |
//! | --- | --- | --- | --- | --- | --- | --- | --- |
//! | wait | none | 1 min | 5 min | 15 min | 1 h | 4 h | 24 h |
//!
//! The wait is measured by the device's clock. Set back, it never makes a wait shorter: behind the beginning of the
//! wait, the whole wait begins anew (and ends: an owner whose clock was once years ahead is not shut out for years). Set
//! forward, it does: no clock on the device is beyond the reach of who holds it.

use std::time::Duration;

use bank_api::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::KeysError;

/// How many PINs may be tried before the first wait.
const FREE: u32 = 5;
/// The waits after that many wrong PINs, and after each that follows; the last one stays.
const WAITS: [Duration; 6] = [
    Duration::from_mins(1),
    Duration::from_mins(5),
    Duration::from_mins(15),
    Duration::from_hours(1),
    Duration::from_hours(4),
    Duration::from_hours(24),
];

/// The wrong PINs in a row, to be stored (as JSON) with the wallet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinAttempts {
    wrong: u32,
    /// When the last attempt was begun: from then its wait counts.
    since: Timestamp,
}

impl PinAttempts {
    /// Counts an attempt, if one is allowed `now`.
    ///
    /// Whatever it answers, store these attempts before going on; then try the PIN if it answered `Ok`. One attempt at
    /// a time.
    pub fn begin_attempt(&mut self, now: Timestamp) -> Result<(), KeysError> {
        if now < self.since {
            self.since = now;
        }
        if let Some(retry_at) = self.retry_at(now) {
            return Err(KeysError::TooManyWrongPins { retry_at });
        }
        self.wrong = self.wrong.saturating_add(1);
        self.since = now;
        Ok(())
    }

    /// The PIN was right: all is forgotten. Store it.
    pub fn succeed(&mut self) {
        self.wrong = 0;
    }

    /// The attempt that was begun last tried no PIN, because keystore or memory failed: it does not count. Store it.
    pub fn withdraw(&mut self) {
        self.wrong = self.wrong.saturating_sub(1);
    }

    /// From when the next PIN may be tried, if that is later than `now`.
    pub fn retry_at(&self, now: Timestamp) -> Option<Timestamp> {
        let retry_at = self.since.min(now).plus(self.wait());
        (now < retry_at).then_some(retry_at)
    }

    /// How many PINs may still be tried before the first wait: to be shown after a wrong one.
    pub fn free_left(&self) -> u32 {
        FREE.saturating_sub(self.wrong)
    }

    fn wait(&self) -> Duration {
        let last = WAITS.len() - 1;
        match self.wrong.checked_sub(FREE) {
            None => Duration::ZERO,
            Some(index) => WAITS[usize::try_from(index).map_or(last, |index| index.min(last))],
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_seconds(1_800_000_000 + seconds).unwrap()
    }

    /// Attempts after `wrong` wrong PINs, each at the first allowed instant; and the instant of the last.
    fn after(wrong: u32) -> (PinAttempts, Timestamp) {
        let mut attempts = PinAttempts::default();
        let mut now = at(0);
        for _ in 0..wrong {
            now = attempts.retry_at(now).unwrap_or(now);
            attempts.begin_attempt(now).unwrap();
        }
        (attempts, now)
    }

    fn restart(attempts: &PinAttempts) -> PinAttempts {
        serde_json::from_str(&serde_json::to_string(attempts).unwrap()).unwrap()
    }

    fn refused_until(attempts: &mut PinAttempts, now: Timestamp) -> Option<Timestamp> {
        match attempts.begin_attempt(now) {
            Ok(()) => None,
            Err(KeysError::TooManyWrongPins { retry_at }) => Some(retry_at),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn the_waits_are_those_of_the_table() {
        let minutes = [0, 0, 0, 0, 0, 1, 5, 15, 60, 240, 1440, 1440, 1440];
        for (wrong, minutes) in (0..).zip(minutes) {
            let (attempts, now) = after(wrong);
            let wait = attempts.retry_at(now).map_or(Duration::ZERO, |retry_at| retry_at.since(now));
            assert_eq!(wait, Duration::from_mins(minutes), "after {wrong}");
        }
        assert_eq!(PinAttempts { wrong: u32::MAX, since: at(0) }.wait(), Duration::from_hours(24));
    }

    #[test]
    fn no_pin_is_tried_before_its_time_and_asking_early_costs_nothing() {
        let (mut attempts, now) = after(5);
        let retry_at = now.plus(Duration::from_mins(1));
        assert_eq!(refused_until(&mut attempts, now), Some(retry_at));
        assert_eq!(refused_until(&mut attempts, retry_at.shifted(-1)), Some(retry_at));
        assert_eq!(refused_until(&mut attempts, retry_at), None);
    }

    #[test]
    fn the_wait_survives_a_restart() {
        let (attempts, now) = after(8);
        assert_eq!(restart(&attempts), attempts);
        assert_eq!(refused_until(&mut restart(&attempts), now), Some(now.plus(Duration::from_hours(1))));
    }

    #[test]
    fn an_app_that_is_killed_in_the_middle_of_a_guess_has_made_the_guess() {
        let mut stored = PinAttempts::default();
        let guesses = std::iter::from_fn(|| {
            let mut attempts = restart(&stored);
            let allowed = attempts.begin_attempt(at(0)).is_ok();
            stored = attempts; // stored, then killed: whether the PIN was right is never written
            allowed.then_some(())
        });
        assert_eq!(guesses.take(100).count(), 5);
    }

    #[test]
    fn a_right_pin_starts_anew_and_an_attempt_that_tried_no_pin_does_not_count() {
        let (mut attempts, now) = after(7);
        attempts.succeed();
        assert_eq!((attempts.retry_at(now), attempts.free_left()), (None, 5));
        attempts.begin_attempt(now).unwrap();
        assert_eq!(attempts.free_left(), FREE - 1);
        attempts.withdraw();
        assert_eq!(attempts.free_left(), FREE);
    }

    #[test]
    fn a_clock_set_back_begins_the_wait_anew() {
        let (mut attempts, now) = after(8);
        let yesterday = now.shifted(-86_400_000_000);
        let retry_at = yesterday.plus(Duration::from_hours(1));
        assert_eq!(attempts.retry_at(yesterday), Some(retry_at), "a screen says the same");
        assert_eq!(refused_until(&mut attempts, yesterday), Some(retry_at));
        let mut attempts = restart(&attempts);
        assert_eq!(refused_until(&mut attempts, retry_at.shifted(-1)), Some(retry_at));
        assert_eq!(
            refused_until(&mut attempts, retry_at),
            None,
            "it does not last until the old time comes again"
        );
    }

    #[test]
    fn what_is_not_json_of_attempts_is_an_error() {
        for json in
            ["", "{}", "null", r#"{"wrong":-1,"since":"1970-01-01T00:00:00Z"}"#, r#"{"wrong":1,"since":0}"#]
        {
            assert!(serde_json::from_str::<PinAttempts>(json).is_err(), "{json}");
        }
    }

    proptest! {
        /// A clock that goes back and stands still, but is never set forward by more than passes, wins nothing.
        #[test]
        fn clocks_that_lag_never_make_a_wait_shorter(
            wrong in 5_u32..12, steps in prop::collection::vec((0_i64..5_000, 0_i64..20_000), 1..20)
        ) {
            let (mut attempts, begun) = after(wrong);
            let wait = attempts.wait();
            let (mut real, mut clock) = (begun, begun);
            for (passed, set_back) in steps {
                real = real.shifted(passed * 1_000_000);
                clock = clock.shifted((passed - set_back) * 1_000_000);
                if attempts.begin_attempt(clock).is_ok() {
                    prop_assert!(real.since(begun) >= wait);
                    break;
                }
                attempts = restart(&attempts);
            }
        }
    }
}
