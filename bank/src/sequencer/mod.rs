//! Puts instructions in order and settles them in batches.
//!
//! ```text
//! submit --try_send--> bounded queue --> Driver: take what is there (at most MAX_BATCH), one transaction, answer
//!    ^                                       |     while it commits, the queue fills: the next batch forms by itself
//!    +------------- outcome, once durable ---+---> notices, to who listens to the account
//! ```
//!
//! - An answer is given only after its batch is durable. Who goes away before loses only the answer: it is found again.
//! - Nothing is kept in memory between batches: after a commit that failed, the next batch begins from what is stored.
//! - Time is the batch's: the clock (in a bank [`SteadyClock`](crate::steady_clock::SteadyClock)), but always after the
//!   last batch. [`Ledger::find`] says "not seen" with a batch time that it has had stored: all later batches are after it,
//!   so what expires by then is never settled, whatever waits in the queue and whatever the clock does.

mod driver;
mod handle;
mod notices;

pub use driver::{Driver, MAX_BATCH};
pub use handle::{Ledger, LedgerError, QUEUE};
pub use notices::Notices;

#[cfg(test)]
mod model_tests;
#[cfg(test)]
mod tests;
