//! A small bank for tests: a clock that is set, randomness from a seed, and a few people.

mod machine;
mod person;
mod world;

use std::sync::Arc;

use bank_api::{
    amount::Amount,
    id::{AccountId, NetworkId, OrderId, ParticipantId, RequestId},
    key::SecretKey,
    log::note::NoteSigner,
    message::bank::Limits,
    time::Timestamp,
};
pub(crate) use machine::{FaultyFiles, PowerLoss, SeededRng, TestClock, test_env};
pub(crate) use person::Person;
pub(crate) use world::{World, receipt, rejected, settled};

use crate::ledger::LedgerKeys;

/// 2026-11-24, 16:30 in Vientiane.
pub(crate) fn noon() -> Timestamp {
    "2026-11-24T09:30:00Z".parse().unwrap()
}

pub(crate) fn kip(kip: u64) -> Amount {
    Amount::from_kip(kip).unwrap()
}

pub(crate) fn network() -> NetworkId {
    "dlak-test".parse().unwrap()
}

pub(crate) fn ledger_keys() -> Arc<LedgerKeys> {
    Arc::new(LedgerKeys {
        network: network(),
        receipt: SecretKey::from_seed(&[101; 32]),
        log: NoteSigner::new("bank.example/log", SecretKey::from_seed(&[102; 32])).unwrap(),
    })
}

pub(crate) fn limits() -> Limits {
    Limits { payment: kip(5_000_000), daily: kip(12_000_000) }
}

pub(crate) fn order_id(number: u64) -> OrderId {
    let mut random = [0; 10];
    random[2..].copy_from_slice(&number.to_be_bytes());
    OrderId::new(noon(), random)
}

pub(crate) fn request_id(number: u8) -> RequestId {
    RequestId::new(noon(), [number; 10])
}

/// The central bank's vault and a commercial bank.
pub(crate) fn vault() -> AccountId {
    AccountId::of_participant(&"BOL".parse().unwrap())
}

pub(crate) fn naga() -> AccountId {
    AccountId::of_participant(&naga_id())
}

pub(crate) fn naga_id() -> ParticipantId {
    "NAGA".parse().unwrap()
}
