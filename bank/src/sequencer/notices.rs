use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bank_api::id::AccountId;
use tokio::sync::watch;

/// Who listens, by account: a batch costs its own accounts' listeners and not everybody's.
#[derive(Clone, Default)]
pub(super) struct Listeners {
    by_account: Arc<Mutex<HashMap<AccountId, watch::Sender<u64>>>>,
}

impl Listeners {
    pub(super) fn subscribe(&self, account: AccountId) -> Notices {
        let newest = self.lock().entry(account).or_insert_with(|| watch::Sender::new(0)).subscribe();
        Notices { account, newest: Some(newest), listeners: self.clone() }
    }

    /// Tells of the newest entries of some accounts.
    pub(super) fn tell(&self, newest: impl IntoIterator<Item = (AccountId, u64)>) {
        let listeners = self.lock();
        for (account, seq) in newest {
            if let Some(listener) = listeners.get(&account) {
                listener.send_replace(seq);
            }
        }
    }

    // Each change is one call that does it all: a poisoned lock is taken anyway.
    fn lock(&self) -> MutexGuard<'_, HashMap<AccountId, watch::Sender<u64>>> {
        self.by_account.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells when an account has a newer entry. It carries no truth: who wants to know what happened reads the entries.
pub struct Notices {
    account: AccountId,
    newest: Option<watch::Receiver<u64>>,
    listeners: Listeners,
}

impl Notices {
    /// The number of the newest entry, once there is one that was not told. Of several only the last is told.
    pub async fn next(&mut self) -> u64 {
        if let Some(newest) = &mut self.newest
            && newest.changed().await.is_ok()
        {
            return *newest.borrow_and_update();
        }
        // The sender is in the map as long as we are: this is not reached.
        std::future::pending().await
    }
}

impl Drop for Notices {
    fn drop(&mut self) {
        let mut listeners = self.listeners.lock();
        self.newest = None;
        // The last one of the account, and under the lock nobody comes in between.
        if listeners.get(&self.account).is_some_and(|sender| sender.receiver_count() == 0) {
            listeners.remove(&self.account);
        }
    }
}

impl fmt::Debug for Notices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Notices")
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[tokio::test]
    async fn each_hears_of_its_account_and_is_forgotten_when_it_goes() {
        let listeners = Listeners::default();
        let [a, b] = [1, 2].map(|n| AccountId::from_bytes([n; 16]));
        let (mut first, mut second) = (listeners.subscribe(a), listeners.subscribe(a));
        let mut other = listeners.subscribe(b);
        listeners.tell([(a, 1)]);
        listeners.tell([(a, 2), (AccountId::from_bytes([3; 16]), 9)]);
        assert_eq!((first.next().await, second.next().await), (2, 2));
        assert_eq!((first.next().now_or_never(), other.next().now_or_never()), (None, None));

        drop(first);
        listeners.tell([(a, 3), (b, 1)]);
        assert_eq!((second.next().await, other.next().await), (3, 1));
        drop((second, other));
        assert!(listeners.lock().is_empty());
    }
}
