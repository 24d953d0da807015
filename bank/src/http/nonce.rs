//! Remembers which signed requests were seen, so that none is taken twice.
//!
//! A nonce is kept until its signature has expired; after that the time refuses it. Nothing is kept on disk: a
//! bank that has just started takes no request that was signed before it started (see [`super::caller`]).
//!
//! Only keys that the bank knows take places. No device takes more than [`OF_DEVICE`], so that one that was stolen can't keep
//! its owner's others from revoking it; and all devices of a wallet, however many the owner authorises, no more than
//! [`OF_WALLET`]: neither strangers nor one customer can fill the memory and shut the others out. Operators have no limit.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::{Mutex, PoisonError},
};

use bank_api::{id::AccountId, key::KeyId, time::Timestamp};

/// The most nonces that are kept: more than two minutes of 8,000 requests a second, in under 200 MB.
const CAPACITY: usize = 1 << 20;

/// The most nonces of one device: 68 requests a second, as long as their signatures hold.
const OF_DEVICE: u32 = 4_096;

/// The most nonces of all devices of one wallet: 1/64 of what there is room for.
const OF_WALLET: u32 = 4 * OF_DEVICE;

/// What became of a nonce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// It is new, and remembered from now on.
    New,
    /// It was there before.
    Before,
    /// It is new, and its device or its wallet has too many: the request can't be taken.
    TooMany,
    /// It is new, and there is no room to remember it: the request can't be taken.
    Full,
}

type Nonce = (KeyId, [u8; 16]);

/// The nonces of the requests that were taken in.
#[derive(Debug)]
pub(crate) struct Nonces {
    capacity: usize,
    of_device: u32,
    of_wallet: u32,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    nonces: HashSet<Nonce>,
    by_expiry: BTreeSet<(Timestamp, Nonce)>,
    devices: HashMap<KeyId, OfDevice>,
    wallets: HashMap<AccountId, u32>,
}

/// The nonces of one device.
#[derive(Debug)]
struct OfDevice {
    wallet: AccountId,
    count: u32,
}

impl Default for Nonces {
    fn default() -> Self {
        Self::with_limits(CAPACITY, OF_DEVICE, OF_WALLET)
    }
}

impl Nonces {
    fn with_limits(capacity: usize, of_device: u32, of_wallet: u32) -> Self {
        Self { capacity, of_device, of_wallet, known: Mutex::default() }
    }

    /// Takes in the nonce of a request by `key` whose signature holds until `expires`. `wallet` is the one that the key's
    /// device acts for, and `None` for an operator's key. Forgets what has expired.
    pub(crate) fn take(
        &self,
        key: KeyId,
        wallet: Option<AccountId>,
        nonce: [u8; 16],
        expires: Timestamp,
        now: Timestamp,
    ) -> Seen {
        // Each change below leaves the collections in agreement enough to go on: a poisoned lock is taken anyway.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.forget(now);
        if known.nonces.contains(&(key, nonce)) {
            return Seen::Before;
        }
        if let Some(wallet) = wallet
            && (known.devices.get(&key).is_some_and(|device| device.count >= self.of_device)
                || known.wallets.get(&wallet).is_some_and(|count| *count >= self.of_wallet))
        {
            return Seen::TooMany;
        }
        if known.nonces.len() >= self.capacity {
            return Seen::Full;
        }
        known.nonces.insert((key, nonce));
        known.by_expiry.insert((expires, (key, nonce)));
        if let Some(wallet) = wallet {
            known.devices.entry(key).or_insert(OfDevice { wallet, count: 0 }).count += 1;
            *known.wallets.entry(wallet).or_default() += 1;
        }
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
            self.give_back(nonce.0);
        }
    }

    /// One nonce less of the device with this key, and of its wallet.
    fn give_back(&mut self, key: KeyId) {
        let Some(device) = self.devices.get_mut(&key) else { return };
        let wallet = device.wallet;
        device.count -= 1;
        if device.count == 0 {
            self.devices.remove(&key);
        }
        if let Some(count) = self.wallets.get_mut(&wallet) {
            *count -= 1;
            if *count == 0 {
                self.wallets.remove(&wallet);
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

    fn wallet(number: u8) -> AccountId {
        AccountId::from_bytes([number; 16])
    }

    #[test]
    fn a_nonce_counts_once_until_its_signature_has_expired() {
        let nonces = Nonces::default();
        assert_eq!(nonces.take(key(1), Some(wallet(1)), [7; 16], at(60), at(0)), Seen::New);
        assert_eq!(nonces.take(key(1), Some(wallet(1)), [7; 16], at(60), at(60)), Seen::Before);
        assert_eq!(nonces.take(key(2), Some(wallet(2)), [7; 16], at(60), at(0)), Seen::New);
        assert_eq!(nonces.take(key(1), Some(wallet(1)), [7; 16], at(121), at(61)), Seen::New);
    }

    #[test]
    fn when_there_is_no_room_nothing_is_forgotten_and_nothing_taken() {
        let nonces = Nonces::with_limits(2, 9, 9);
        assert_eq!(nonces.take(key(1), Some(wallet(1)), [1; 16], at(60), at(0)), Seen::New);
        assert_eq!(nonces.take(key(1), Some(wallet(1)), [2; 16], at(60), at(0)), Seen::New);
        assert_eq!(nonces.take(key(1), Some(wallet(1)), [3; 16], at(60), at(0)), Seen::Full);
        assert_eq!(nonces.take(key(1), Some(wallet(1)), [1; 16], at(60), at(0)), Seen::Before);
        assert_eq!(nonces.take(key(1), Some(wallet(1)), [3; 16], at(121), at(61)), Seen::New);
    }

    #[test]
    fn a_device_with_many_nonces_gets_no_more_and_keeps_no_other_out() {
        let nonces = Nonces::with_limits(100, 2, 9);
        assert_eq!(nonces.take(key(1), Some(wallet(1)), [1; 16], at(60), at(0)), Seen::New);
        assert_eq!(nonces.take(key(1), Some(wallet(1)), [2; 16], at(70), at(0)), Seen::New);
        assert_eq!(nonces.take(key(1), Some(wallet(1)), [3; 16], at(60), at(0)), Seen::TooMany);
        assert_eq!(nonces.take(key(1), Some(wallet(1)), [2; 16], at(60), at(0)), Seen::Before);
        // The owner's other device, which may have to revoke this one.
        assert_eq!(nonces.take(key(2), Some(wallet(1)), [3; 16], at(60), at(0)), Seen::New);
        // One of the two has expired.
        assert_eq!(nonces.take(key(1), Some(wallet(1)), [3; 16], at(120), at(61)), Seen::New);
        assert_eq!(nonces.take(key(1), Some(wallet(1)), [4; 16], at(120), at(61)), Seen::TooMany);
        assert_eq!(nonces.take(key(1), Some(wallet(1)), [4; 16], at(190), at(130)), Seen::New);
        let known = nonces.known.into_inner().unwrap();
        assert_eq!((known.devices.len(), known.wallets.len()), (1, 1));
        assert_eq!((known.nonces.len(), known.by_expiry.len()), (1, 1));
    }

    #[test]
    fn a_wallet_takes_no_more_places_with_many_devices_and_keeps_no_other_wallet_out() {
        let nonces = Nonces::with_limits(100, 2, 3);
        for device in 1..=3 {
            assert_eq!(nonces.take(key(device), Some(wallet(1)), [device; 16], at(60), at(0)), Seen::New);
        }
        for device in 1..=200 {
            assert_eq!(nonces.take(key(device), Some(wallet(1)), [0; 16], at(60), at(0)), Seen::TooMany);
        }
        assert_eq!(nonces.take(key(201), Some(wallet(2)), [0; 16], at(60), at(0)), Seen::New);
        assert_eq!(nonces.take(key(4), Some(wallet(1)), [0; 16], at(121), at(61)), Seen::New);
        let known = nonces.known.into_inner().unwrap();
        assert_eq!((known.devices.len(), known.wallets.len(), known.nonces.len()), (1, 1, 1));
    }

    #[test]
    fn an_operator_has_no_limit_but_the_room() {
        let nonces = Nonces::with_limits(3, 1, 1);
        for number in 0..3 {
            assert_eq!(nonces.take(key(1), None, [number; 16], at(60), at(0)), Seen::New);
        }
        assert_eq!(nonces.take(key(1), None, [9; 16], at(60), at(0)), Seen::Full);
        assert_eq!(nonces.take(key(1), None, [9; 16], at(121), at(61)), Seen::New);
    }
}
