//! Remembers which signed requests were seen, so that none is taken twice.
//!
//! A nonce is kept until its signature has expired; after that the time refuses it. Nothing is kept on disk: a
//! bank that has just started takes no request that was signed before it started (see [`super::caller`]).

use std::{
    collections::{BTreeSet, HashSet},
    sync::{Mutex, PoisonError},
};

use bank_api::{key::KeyId, time::Timestamp};

/// The most nonces that are kept: more than two minutes of 8,000 requests a second, in under 200 MB. Only requests whose
/// signature is right take a place.
const CAPACITY: usize = 1 << 20;

/// What became of a nonce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// It is new, and remembered from now on.
    New,
    /// It was there before.
    Before,
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

    /// Takes in the nonce of a request by `key` whose signature holds until `expires`. Forgets what has expired.
    pub(crate) fn take(&self, key: KeyId, nonce: [u8; 16], expires: Timestamp, now: Timestamp) -> Seen {
        // Each change below leaves the two sets in agreement enough to go on: a poisoned lock is taken anyway.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(&(expiry, nonce)) = known.by_expiry.first()
            && expiry < now
        {
            known.by_expiry.pop_first();
            known.nonces.remove(&nonce);
        }
        let nonce = (key, nonce);
        if known.nonces.contains(&nonce) {
            return Seen::Before;
        }
        if known.nonces.len() >= self.capacity {
            return Seen::Full;
        }
        known.nonces.insert(nonce);
        known.by_expiry.insert((expires, nonce));
        Seen::New
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_seconds(seconds).unwrap()
    }

    #[test]
    fn a_nonce_counts_once_until_its_signature_has_expired() {
        let nonces = Nonces::default();
        let key = KeyId::from_bytes([1; 16]);
        assert_eq!(nonces.take(key, [7; 16], at(60), at(0)), Seen::New);
        assert_eq!(nonces.take(key, [7; 16], at(60), at(60)), Seen::Before);
        assert_eq!(nonces.take(KeyId::from_bytes([2; 16]), [7; 16], at(60), at(0)), Seen::New);
        assert_eq!(nonces.take(key, [7; 16], at(121), at(61)), Seen::New);
    }

    #[test]
    fn when_there_is_no_room_nothing_is_forgotten_and_nothing_taken() {
        let nonces = Nonces::with_capacity(2);
        let key = KeyId::from_bytes([1; 16]);
        assert_eq!(nonces.take(key, [1; 16], at(60), at(0)), Seen::New);
        assert_eq!(nonces.take(key, [2; 16], at(60), at(0)), Seen::New);
        assert_eq!(nonces.take(key, [3; 16], at(60), at(0)), Seen::Full);
        assert_eq!(nonces.take(key, [1; 16], at(60), at(0)), Seen::Before);
        assert_eq!(nonces.take(key, [3; 16], at(121), at(61)), Seen::New);
    }
}
