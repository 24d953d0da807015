//! What the wallet tells the app.
//!
//! An event says what changed, never what is true: the app reads the state that the event is about. Who listens too
//! slowly is told that it missed some ([`Event::Missed`]) and reads everything.

use bank_api::{
    amount::Amount,
    id::{OrderId, RequestId},
};
use tokio::sync::broadcast;

use crate::{exchange::TopUpState, payment::PaymentState};

/// Events that a slow listener may fall behind.
const CAPACITY: usize = 256;

/// Something changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// An outgoing payment has reached a state.
    Payment {
        /// The payment.
        order_id: OrderId,
        /// Its state.
        state: PaymentState,
    },
    /// A top-up has ended.
    TopUp {
        /// The top-up.
        id: OrderId,
        /// Its state.
        state: TopUpState,
    },
    /// Money came in, and its entry was verified.
    Received {
        /// The entry's number.
        seq: u64,
        /// The payer's order.
        order_id: OrderId,
        /// How much.
        amount: Amount,
        /// From whom, as the bank knows the name.
        from: String,
        /// The payment request that it answers.
        request: Option<RequestId>,
    },
    /// The bank describes the account in another way: its owner's name, its limits.
    AccountChanged,
    /// The balance is another one.
    BalanceChanged,
    /// What the bank showed did not verify: paying is blocked.
    Diverged {
        /// What did not verify.
        what: String,
    },
    /// Events were missed: read everything.
    Missed,
}

/// Where events are sent from.
#[derive(Clone, Debug)]
pub(crate) struct EventSender(broadcast::Sender<Event>);

impl EventSender {
    pub(crate) fn new() -> Self {
        Self(broadcast::channel(CAPACITY).0)
    }

    pub(crate) fn send(&self, event: Event) {
        // Nobody listening is no error.
        let _ = self.0.send(event);
    }

    pub(crate) fn subscribe(&self) -> Events {
        Events(self.0.subscribe())
    }
}

/// Events from the moment of [`Wallet::events`](crate::Wallet::events) on.
#[derive(Debug)]
pub struct Events(broadcast::Receiver<Event>);

impl Events {
    /// An event that is there already.
    #[cfg(test)]
    pub(crate) fn try_next(&mut self) -> Option<Event> {
        self.0.try_recv().ok()
    }

    /// The next event; `None` when the wallet was dropped. May be cancelled without losing one.
    pub async fn next(&mut self) -> Option<Event> {
        match self.0.recv().await {
            Ok(event) => Some(event),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(Event::Missed),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}
