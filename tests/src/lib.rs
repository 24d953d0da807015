//! What the whole-system tests share: a bank on 127.0.0.1, wallets in folders, and a network that fails on order.
//!
//! The tests stand in `tests/tests`, one file a theme, and use nothing but the crates' public APIs, real HTTP and real
//! files.
//!
//! ```text
//! World: a bank with money, its people         BareWallet: keys and requests made by hand,
//!   |-- Person: a customer, a Phone, a Wallet              for what a sound wallet never sends
//!   |-- FaultProxy between the two             Process: this very test, run again, to be killed
//!
//! journey: the stories of `tests/journeys`, run from Rust as they are from Kotlin and Swift
//! app_journey: the stories of `app-spec/journeys`, run on the two apps
//! interop: one payment between two programs, whatever they are written in
//! ```

#![allow(clippy::unwrap_used, clippy::expect_used)] // test support: a failure here is a failed test

pub mod app_journey;
pub mod bare_wallet;
pub mod clock;
pub mod fault_proxy;
pub mod interop;
pub mod journey;
pub mod process;
pub mod till;
pub mod world;

use bank_api::amount::Amount;
use wallet_core::Pin;

pub use bare_wallet::BareWallet;
pub use fault_proxy::{BankTime, Fault, FaultProxy};
pub use process::Process;
pub use world::{Person, Phone, World};

/// The README's code is compiled with the tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct ReadmeDoctests;

/// So many kip.
pub fn kip(kip: u64) -> Amount {
    Amount::from_kip(kip).unwrap()
}

/// Everybody's PIN.
pub fn pin() -> Pin {
    Pin::new("271828".to_owned()).unwrap()
}

/// Numbers that look random and are the same in every run (splitmix64).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The dice of this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from `from` on, less than `to`.
    pub fn roll(&mut self, from: u64, to: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        from + (z ^ (z >> 31)) % (to - from)
    }
}
