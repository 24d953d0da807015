//! Many at once, through real HTTP: every payment is settled once, to the att.

#![allow(clippy::unwrap_used)] // helpers: a failure in them is a failed test

use std::time::Duration;

use bank_api::problem::RejectReason;
use system_tests::{Person, World, kip, world::reason};
use tokio::task::JoinSet;
use wallet_core::{Payment, PaymentState};

const WALLETS: u64 = 50;
const PAYMENTS: u64 = 3;
const PRICE: u64 = 7;

/// All wallets, each with something to spend.
async fn crowd(world: &'static World) -> Vec<Person> {
    let mut opening = JoinSet::new();
    for number in 0..WALLETS {
        let name: &'static str = format!("Citizen {number}").leak();
        opening.spawn(async move { world.citizen(name, 1_000).await });
    }
    opening.join_all().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_wallets_pay_one_merchant_at_once() {
    // The people outlive the scope in which they act at once.
    let world: &World = Box::leak(Box::new(World::open().await));
    let cafe = world.merchant("Han Kafe").await;
    let code = cafe.sticker().await;
    let mut paying = JoinSet::new();
    for person in crowd(world).await {
        let code = code.clone();
        paying.spawn(async move {
            for _ in 0..PAYMENTS {
                let payment = person.pay(&code, Some(kip(PRICE))).await.unwrap();
                assert_eq!(payment.state, PaymentState::Settled);
            }
            person
        });
    }
    let people = paying.join_all().await;

    assert_eq!(cafe.synced().await, kip(WALLETS * PAYMENTS * PRICE));
    let mut orders = std::collections::BTreeSet::new();
    for item in cafe.wallet.history(None, 1000).await.unwrap() {
        assert!(orders.insert(item.order_id), "{} twice", item.order_id);
    }
    assert_eq!(orders.len() as u64, WALLETS * PAYMENTS);
    for person in &people {
        assert_eq!(person.synced().await, kip(1_000 - PAYMENTS * PRICE), "{}", person.name);
        for payment in person.wallet.payments(None, 10).await.unwrap() {
            assert!(orders.contains(&payment.order_id));
        }
    }
    one_request_has_one_payer(&people, &cafe).await;
    one_wallet_does_not_spend_what_it_has_not(&people[0], &code).await;
    world.assert_sound(people.iter().chain([&cafe])).await;
}

/// All of them scan the same dynamic code and say yes.
async fn one_request_has_one_payer(people: &[Person], cafe: &Person) {
    let before = cafe.synced().await;
    let request = cafe.wallet.request(kip(100), None, Duration::from_mins(10)).await.unwrap();
    let mut previews = Vec::new();
    for person in people {
        let preview = person.wallet.prepare(&request.code, None, None).await.unwrap();
        previews.push((person.wallet.clone(), preview));
    }
    let mut confirming = JoinSet::new();
    for (wallet, preview) in previews {
        confirming.spawn(async move { wallet.confirm(preview).await.unwrap() });
    }
    let (paid, refused): (Vec<Payment>, Vec<_>) =
        confirming.join_all().await.into_iter().partition(|payment| payment.state == PaymentState::Settled);
    assert_eq!(paid.len(), 1);
    assert!(refused.iter().all(|payment| reason(payment) == Some(RejectReason::RequestPaid)), "{refused:?}");
    assert_eq!(cafe.synced().await, before.checked_add(kip(100)).unwrap());
}

/// One wallet pays with both hands: together more than it has.
async fn one_wallet_does_not_spend_what_it_has_not(person: &Person, code: &str) {
    let has = person.wallet.sync().await.unwrap().balance;
    let each = kip(has.att() / 100 / 4);
    let mut previews = Vec::new();
    for _ in 0..10 {
        previews.push(person.wallet.prepare(code, Some(each), None).await.unwrap());
    }
    let mut confirming = JoinSet::new();
    for preview in previews {
        let wallet = person.wallet.clone();
        confirming.spawn(async move { wallet.confirm(preview).await });
    }
    let outcomes = confirming.join_all().await;
    let settled =
        outcomes.iter().filter(|outcome| outcome.as_ref().is_ok_and(|p| p.state == PaymentState::Settled));
    assert_eq!(settled.count(), 4);
    let refused = outcomes.iter().filter_map(|outcome| outcome.as_ref().err());
    assert!(refused.into_iter().all(|error| error.code() == "insufficient-funds"), "{outcomes:?}");
}
