//! Remembers which signed requests were seen, so that none is taken twice.
//!
//! A nonce is kept until its signature has expired; after that the time refuses it. Nothing is kept on disk: a
//! bank that has just started takes no request that was signed before it started (see [`super::caller`]).
//!
//! Only keys that the bank knows take places, and no device more than [`QUOTA`]: neither strangers nor one customer can
//! fill the memory and shut the others out.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::{Mutex, PoisonError},
};

use bank_api::{key::KeyId, time::Timestamp};

/// The most nonces that are kept: more than two minutes of 8,000 requests a second, in under 200 MB.
const CAPACITY: usize = 1 << 20;

/// The most nonces of one device: 68 requests a second, as long as their signatures hold.
pub(super) const QUOTA: u32 = 4096;

/// What became of a nonce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// It is new, and remembered from now on.
    New,
    /// It was there before.
    Before,
    /// It is new, and its key has too many: the request can't be taken.
    TooMany,
    /// It is new, and there is no room to remember it: the request can't be taken.
    Full,
}

type Nonce = (KeyId, [u8; 16]);

/// The nonces of the requests that were taken in.
#[derive(Debug)]
pub(crate) struct Nonces {
    capacity: usize,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    nonces: HashSet<Nonce>,
    by_expiry: BTreeSet<(Timestamp, Nonce)>,
    by_key: HashMap<KeyId, u32>,
}

impl Default for Nonces {
    fn default() -> Self {
        Self::with_capacity(CAPACITY)
    }
}

impl Nonces {
    fn with_capacity(capacity: usize) -> Self {
        Self { capacity, known: Mutex::default() }
    }

    /// Takes in the nonce of a request by `key` whose signature holds until `expires`, unless the key has `quota` of them.
    /// Forgets what has expired.
    pub(crate) fn take(
        &self,
        key: KeyId,
        nonce: [u8; 16],
        expires: Timestamp,
        now: Timestamp,
        quota: u32,
    ) -> Seen {
        // Each change below leaves the collections in agreement enough to go on: a poisoned lock is taken anyway.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.forget(now);
        if known.nonces.contains(&(key, nonce)) {
            return Seen::Before;
        }
        if known.by_key.get(&key).is_some_and(|of_key| *of_key >= quota) {
            return Seen::TooMany;
        }
        if known.nonces.len() >= self.capacity {
            return Seen::Full;
        }
        known.nonces.insert((key, nonce));
        known.by_expiry.insert((expires, (key, nonce)));
        *known.by_key.entry(key).or_default() += 1;
        Seen::New
    }
}

impl Known {
    fn forget(&mut self, now: Timestamp) {
        while let Some(&(expiry, nonce)) = self.by_expiry.first()
            && expiry < now
        {
            self.by_expiry.pop_first();
            self.nonces.remove(&nonce);
            if let Some(of_key) = self.by_key.get_mut(&nonce.0) {
                *of_key -= 1;
                if *of_key == 0 {
                    self.by_key.remove(&nonce.0);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_seconds(seconds).unwrap()
    }

    fn key(number: u8) -> KeyId {
        KeyId::from_bytes([number; 16])
    }

    #[test]
    fn a_nonce_counts_once_until_its_signature_has_expired() {
        let nonces = Nonces::default();
        assert_eq!(nonces.take(key(1), [7; 16], at(60), at(0), QUOTA), Seen::New);
        assert_eq!(nonces.take(key(1), [7; 16], at(60), at(60), QUOTA), Seen::Before);
        assert_eq!(nonces.take(key(2), [7; 16], at(60), at(0), QUOTA), Seen::New);
        assert_eq!(nonces.take(key(1), [7; 16], at(121), at(61), QUOTA), Seen::New);
    }

    #[test]
    fn when_there_is_no_room_nothing_is_forgotten_and_nothing_taken() {
        let nonces = Nonces::with_capacity(2);
        assert_eq!(nonces.take(key(1), [1; 16], at(60), at(0), QUOTA), Seen::New);
        assert_eq!(nonces.take(key(1), [2; 16], at(60), at(0), QUOTA), Seen::New);
        assert_eq!(nonces.take(key(1), [3; 16], at(60), at(0), QUOTA), Seen::Full);
        assert_eq!(nonces.take(key(1), [1; 16], at(60), at(0), QUOTA), Seen::Before);
        assert_eq!(nonces.take(key(1), [3; 16], at(121), at(61), QUOTA), Seen::New);
    }

    #[test]
    fn a_key_with_many_nonces_gets_no_more_and_keeps_no_other_out() {
        let nonces = Nonces::default();
        assert_eq!(nonces.take(key(1), [1; 16], at(60), at(0), 2), Seen::New);
        assert_eq!(nonces.take(key(1), [2; 16], at(70), at(0), 2), Seen::New);
        assert_eq!(nonces.take(key(1), [3; 16], at(60), at(0), 2), Seen::TooMany);
        assert_eq!(nonces.take(key(1), [2; 16], at(60), at(0), 2), Seen::Before);
        assert_eq!(nonces.take(key(2), [3; 16], at(60), at(0), 2), Seen::New);
        // One of the two has expired.
        assert_eq!(nonces.take(key(1), [3; 16], at(120), at(61), 2), Seen::New);
        assert_eq!(nonces.take(key(1), [4; 16], at(120), at(61), 2), Seen::TooMany);
        assert_eq!(nonces.take(key(1), [4; 16], at(190), at(130), 2), Seen::New);
        let known = nonces.known.into_inner().unwrap();
        assert_eq!((known.by_key.len(), known.nonces.len(), known.by_expiry.len()), (1, 1, 1));
    }
}
