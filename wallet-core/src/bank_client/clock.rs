//! The bank's clock, as far as the wallet knows it.
//!
//! Whatever the wallet dates (an order, a request) it dates by the bank's time, so that the phone's clock may be as wrong as
//! it likes. What the wallet knows is a difference: learned when the bank refuses a request for its time, right while the
//! bank accepts what is signed with it.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use bank_api::{env::Clock, time::Timestamp};

/// So long after the bank accepted a signed request its time is held to be known. Short, because somebody may set the
/// phone's clock meanwhile.
const FRESH: Duration = Duration::from_mins(10);
/// When it was never accepted.
const NEVER: i64 = i64::MIN;

#[derive(Debug)]
pub(super) struct BankClock {
    /// The bank's clock less the phone's, in microseconds.
    offset: AtomicI64,
    /// When the bank last accepted a signed request, by the phone's clock in microseconds.
    accepted_at: AtomicI64,
}

impl Default for BankClock {
    fn default() -> Self {
        Self { offset: AtomicI64::new(0), accepted_at: AtomicI64::new(NEVER) }
    }
}

impl BankClock {
    pub(super) fn offset(&self) -> i64 {
        self.offset.load(Ordering::Relaxed)
    }

    pub(super) fn set_offset(&self, offset: i64) {
        self.offset.store(offset, Ordering::Relaxed);
    }

    /// What time it is at the bank.
    pub(super) fn now(&self, phone: &dyn Clock) -> Timestamp {
        phone.now().shifted(self.offset())
    }

    /// The bank says what time it is.
    pub(super) fn learn(&self, phone: &dyn Clock, server_time: Timestamp) {
        self.set_offset(server_time.micros().saturating_sub(phone.now().micros()));
    }

    /// The bank accepted a request that was signed just now.
    pub(super) fn accept(&self, phone: &dyn Clock) {
        self.accepted_at.store(phone.now().micros(), Ordering::Relaxed);
    }

    /// Was a request accepted a short while ago, and has the phone's clock gone neither back nor far ahead since?
    pub(super) fn is_known(&self, phone: &dyn Clock) -> bool {
        let accepted_at = self.accepted_at.load(Ordering::Relaxed);
        let since = phone.now().micros().checked_sub(accepted_at).and_then(|since| u64::try_from(since).ok());
        accepted_at != NEVER && since.is_some_and(|since| Duration::from_micros(since) <= FRESH)
    }
}
