//! What the wallet tells the app: pulled by the app ([`NativeEvents`]), or pushed to a listener.
//!
//! An event says what changed, never what is true. Who is slow misses some and is told so ([`Event::Missed`]): the wallet
//! waits for nobody.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tokio::{sync::Mutex, task::AbortHandle};
use wallet_core::{Event as CoreEvent, Events};

use crate::{Amount, ExchangeState, NativeError, OrderId, PaymentState, RequestId, call::runtime};

/// Something changed.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
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
        state: ExchangeState,
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
        from_name: String,
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

impl From<CoreEvent> for Event {
    fn from(event: CoreEvent) -> Self {
        match event {
            CoreEvent::Payment { order_id, state } => {
                Self::Payment { order_id: order_id.into(), state: state.into() }
            }
            CoreEvent::TopUp { id, state } => Self::TopUp { id: id.into(), state: state.into() },
            CoreEvent::Received { seq, order_id, amount, from, request } => Self::Received {
                seq,
                order_id: order_id.into(),
                amount: amount.into(),
                from_name: from,
                request: request.map(Into::into),
            },
            CoreEvent::AccountChanged => Self::AccountChanged,
            CoreEvent::BalanceChanged => Self::BalanceChanged,
            CoreEvent::Diverged { what } => Self::Diverged { what },
            // Also what a later version tells besides: reading everything is never wrong.
            _ => Self::Missed,
        }
    }
}

/// Events, one after the other, from the moment of its making on.
#[derive(Debug, uniffi::Object)]
pub struct NativeEvents(Mutex<Events>);

impl NativeEvents {
    pub(crate) fn new(events: Events) -> Self {
        Self(Mutex::new(events))
    }
}

#[uniffi::export]
impl NativeEvents {
    /// The next event; none when the wallet was closed. May be cancelled.
    // On the caller's thread, for it only waits: a task of its own could take an event that its caller, cancelled, never
    // gets.
    pub async fn next(&self) -> Result<Option<Event>, NativeError> {
        Ok(self.0.lock().await.next().await.map(Into::into))
    }
}

/// Why a callback of the app did not do its work.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum NativeCallbackFailure {
    /// It threw.
    #[error("{why}")]
    Threw {
        /// What it threw, for the log.
        why: String,
    },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for NativeCallbackFailure {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Threw { why: error.reason }
    }
}

/// Is told what changes. Called on a thread that may block, one call after the other. What it throws is logged.
#[uniffi::export(foreign)]
pub trait NativeEventListener: Send + Sync {
    /// Something changed.
    fn on_event(&self, event: Event) -> Result<(), NativeCallbackFailure>;
}

/// A listener at work, until this is cancelled or freed, or the wallet closed.
#[derive(Debug, uniffi::Object)]
pub struct NativeSubscription {
    task: AbortHandle,
    /// For an event that waits for a thread when the task is aborted: nothing takes it back.
    over: Arc<AtomicBool>,
}

impl NativeSubscription {
    pub(crate) fn start(
        mut events: Events,
        listener: Arc<dyn NativeEventListener>,
    ) -> Result<Self, NativeError> {
        let over = Arc::new(AtomicBool::new(false));
        let is_over = Arc::clone(&over);
        let task = runtime()?.spawn(async move {
            while let Some(event) = events.next().await {
                let (listener, event, is_over) = (Arc::clone(&listener), event.into(), Arc::clone(&is_over));
                let told =
                    tokio::task::spawn_blocking(move || tell(listener.as_ref(), event, &is_over)).await;
                if !matches!(told, Ok(Ok(()))) {
                    // What it threw may hold the owner's data.
                    tracing::warn!("a listener threw");
                }
            }
        });
        Ok(Self { task: task.abort_handle(), over })
    }

    fn end(&self) {
        self.over.store(true, Ordering::Release);
        self.task.abort();
    }
}

fn tell(
    listener: &dyn NativeEventListener,
    event: Event,
    is_over: &AtomicBool,
) -> Result<(), NativeCallbackFailure> {
    if is_over.load(Ordering::Acquire) { Ok(()) } else { listener.on_event(event) }
}

#[uniffi::export]
impl NativeSubscription {
    /// The listener is not called again; a call that is under way ends.
    pub fn cancel(&self) {
        self.end();
    }
}

impl Drop for NativeSubscription {
    fn drop(&mut self) {
        self.end();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    #[derive(Default)]
    struct Counter(AtomicUsize);

    impl NativeEventListener for Counter {
        fn on_event(&self, _: Event) -> Result<(), NativeCallbackFailure> {
            self.0.fetch_add(1, Ordering::Relaxed);
            Ok(())
        }
    }

    #[test]
    fn an_event_that_waited_when_the_listener_was_cancelled_is_not_told() {
        let (counter, over) = (Counter::default(), Arc::new(AtomicBool::new(false)));
        tell(&counter, Event::Missed, &over).unwrap();
        let task = runtime().unwrap().spawn(std::future::pending::<()>()).abort_handle();
        NativeSubscription { task, over: Arc::clone(&over) }.cancel();
        tell(&counter, Event::Missed, &over).unwrap();
        assert_eq!(counter.0.load(Ordering::Relaxed), 1);
    }
}
