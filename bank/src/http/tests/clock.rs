//! The bank's time, when the machine's clock is wrong.

use std::{sync::Arc, time::Duration};

use bank_api::{
    id::AccountId,
    message::{bank::BankInfo, payment::PaymentOutcome, route},
    statement::PaymentOrder,
};

use super::sandbox::{Phone, Sandbox, get, two_customers};
use crate::{
    store::MemoryDatabase,
    testing::{kip, order_id, test_env},
};

const HOUR: i64 = 3_600;
const YEAR: i64 = 365 * 24 * HOUR;

/// An order as a wallet dates it: by the time that the bank tells.
async fn dated(bank: &Sandbox, noy: &Phone, id: u64, payee: AccountId) -> PaymentOrder {
    let created_at = bank.send(get(route::INFO)).await.ok::<BankInfo>().server_time;
    let expires_at = created_at.plus(Duration::from_mins(1));
    PaymentOrder { created_at, expires_at, ..noy.order(id, payee, kip(1)) }
}

async fn assert_pays(bank: &Sandbox, noy: &Phone, id: u64, payee: AccountId) {
    let order = dated(bank, noy, id, payee).await;
    let outcome = bank.settle(order, noy).await;
    assert!(matches!(outcome, PaymentOutcome::Settled { .. }), "{outcome:?}");
}

#[tokio::test]
async fn payments_go_on_when_the_machines_clock_jumps_and_comes_back() {
    let (bank, noy, dao) = two_customers().await;
    for (id, jump) in [(10, HOUR), (20, -HOUR), (30, YEAR), (40, -YEAR)] {
        bank.clock.advance_secs(jump);
        // Somebody asks: the ledger looks at the time, and keeps it.
        let never = route::fill(route::PAYMENT, order_id(77));
        assert_eq!(bank.get(&noy.device, &never).await.code(), "no-such-order");
        assert_pays(&bank, &noy, id, dao.account).await;
        bank.clock.advance_secs(-jump);
        assert_pays(&bank, &noy, id + 1, dao.account).await;
    }
    assert_eq!(bank.account(&dao).await.balance, kip(30_008));
    bank.assert_sound().await;
}

#[tokio::test]
async fn a_bank_that_once_ran_with_a_wrong_clock_goes_on_by_the_ledgers_time() {
    let disk = Arc::new(MemoryDatabase::new());
    let (env, clock) = test_env(7);
    clock.advance_secs(YEAR);
    let bank = Sandbox::open_with(disk.clone(), env, clock).await;
    bank.stock(900, kip(1_000_000)).await;
    let noy = bank.customer(1, kip(80_000), kip(30_000)).await;
    let dao = bank.customer(2, kip(0), kip(0)).await;
    bank.close().await;

    let bank = Sandbox::open_on(disk).await;
    assert!(bank.now().since(crate::testing::noon()) >= Duration::from_hours(365 * 24));
    assert_pays(&bank, &noy, 10, dao.account).await;
    assert_eq!(bank.account(&dao).await.balance, kip(1));
    bank.assert_sound().await;
}

#[tokio::test(start_paused = true)]
async fn a_request_is_taken_once_and_expires_whatever_the_machines_clock_says() {
    let (bank, noy, _) = two_customers().await;
    for jump in [HOUR, -HOUR] {
        let mut request = get(route::ACCOUNT);
        bank.sign(&mut request, &noy.device);
        bank.clock.advance_secs(jump);
        assert_eq!(bank.send(request.clone()).await.status, 200);
        assert_eq!(bank.send(request.clone()).await.code(), "nonce-reused");
        bank.clock.advance_secs(-jump);
        bank.pass(Duration::from_secs(59)).await;
        assert_eq!(bank.send(request.clone()).await.code(), "nonce-reused");
        bank.pass(Duration::from_secs(2)).await;
        assert_eq!(bank.send(request).await.code(), "clock-skew");
        bank.account(&noy).await;
    }
}
