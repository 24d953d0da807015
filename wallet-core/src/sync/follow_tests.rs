use std::{
    future::{Future, poll_fn},
    task::Poll,
    time::Duration,
};

use bank_api::log::entry::Direction;

use crate::{
    Event, Wallet,
    testing::{Fault, Phone, World, kip, pin},
};

const ENTRIES: &str = "/v1/account/entries";

#[tokio::test]
async fn who_is_paid_hears_of_it_and_knows_that_it_is_true() {
    let world = World::new().await;
    let request = world.payee.request(kip(20), Some("coffee"), Duration::from_mins(5)).await.unwrap();
    let open = bank_api::message::payment::RequestStatus::Open;
    assert_eq!(world.payee.request_status(request.id).await.unwrap(), open);
    let follower = world.payee.clone();
    let mut events = world.payee.events();
    let following = tokio::spawn(async move { follower.run().await });
    let preview = world.payer.prepare(&request.code, None, None).await.unwrap();
    let payment = world.payer.confirm(preview).await.unwrap();
    let received = loop {
        if let Some(event @ Event::Received { .. }) = events.next().await {
            break event;
        }
    };
    let (amount, request_id, from) = (kip(20), Some(request.id), "Noy".to_owned());
    let expected = Event::Received { seq: 1, order_id: payment.order_id, amount, from, request: request_id };
    assert_eq!(received, expected);
    let paid = bank_api::message::payment::RequestStatus::Paid;
    assert_eq!(world.payee.request_status(request.id).await.unwrap(), paid);
    let item = world.payee.history(None, 1).await.unwrap().remove(0);
    assert_eq!((item.direction, item.memo.as_deref()), (Direction::Credit, Some("coffee")));
    following.abort();
}

#[tokio::test(start_paused = true)]
async fn following_outlives_whatever_the_bank_does_and_resumes_payments() {
    let world = World::new().await;
    world.bank.fault("/v1/payments", Fault::LoseAnswer);
    for _ in 0..5 {
        world.bank.fault("/v1/payments/", Fault::LoseRequest);
        world.bank.fault(ENTRIES, Fault::Instead(500, Vec::new()));
        world.bank.fault(ENTRIES, Fault::TooLarge);
    }
    let follower = world.payer.clone();
    let following = tokio::spawn(async move { follower.run().await });
    let payment = world.pay(kip(5)).await;
    // Whether preparing found the bank in a bad moment or not: all comes to an end.
    while world.bank.faults_left() > 0 {
        tokio::time::sleep(Duration::from_mins(1)).await;
        if world.bank.faults_left() > 0 && payment.is_err() {
            break;
        }
    }
    tokio::time::sleep(Duration::from_mins(5)).await;
    let payments = world.payer.payments(None, 10).await.unwrap();
    assert!(payments.iter().all(|payment| payment.state.is_final()), "{payments:?}");
    assert_eq!(verified(&world.payer).await, world.bank.balance(world.payer.account()));
    assert!(!following.is_finished());
    following.abort();
}

#[tokio::test(start_paused = true)]
async fn following_goes_on_with_a_top_up_until_it_ends() {
    let world = World::new().await;
    let follower = world.payer.clone();
    let following = tokio::spawn(async move { follower.run().await });
    tokio::time::sleep(Duration::from_secs(1)).await;
    for _ in 0..4 {
        world.bank.fault("/v1/top-ups", Fault::Instead(500, Vec::new()));
    }
    let top_up = world.payer.top_up(kip(50)).await.unwrap();
    assert_eq!(top_up.state, crate::TopUpState::Pending);
    tokio::time::sleep(Duration::from_mins(2)).await;
    assert_eq!(world.payer.top_up_state(top_up.id).await.unwrap().state, crate::TopUpState::Done);
    assert_eq!(verified(&world.payer).await, kip(1050));
    following.abort();
}

/// Polls `future` so many times, then drops it; says whether it ended.
async fn polled(future: impl Future, polls: usize) -> bool {
    let mut future = std::pin::pin!(future);
    for _ in 0..polls {
        let ended = poll_fn(|context| Poll::Ready(future.as_mut().poll(context).is_ready())).await;
        if ended {
            return true;
        }
        tokio::task::yield_now().await;
    }
    false
}

/// A world whose payer is followed.
async fn followed() -> (World, tokio::task::JoinHandle<()>) {
    let world = World::new().await;
    let follower = world.payer.clone();
    let following = tokio::spawn(async move { follower.run().await });
    tokio::time::sleep(Duration::from_secs(5)).await;
    (world, following)
}

#[tokio::test(start_paused = true)]
async fn following_goes_on_with_a_payment_whose_screen_was_left() {
    for polls in 1.. {
        let (world, following) = followed().await;
        let code = world.payee.static_code(Some(kip(100))).await.unwrap();
        let preview = world.payer.prepare(&code, None, None).await.unwrap();
        let order_id = preview.order_id();
        let ended = polled(world.payer.confirm(preview), polls).await;
        tokio::time::sleep(Duration::from_secs(2)).await;
        match world.payer.payment(order_id).await {
            Ok(payment) => assert_eq!(payment.state, crate::PaymentState::Settled, "after {polls} polls"),
            Err(error) => assert_eq!(error.code(), "payment-unknown"),
        }
        following.abort();
        if ended {
            assert!(polls > 8);
            break;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn following_goes_on_with_a_top_up_whose_screen_was_left() {
    for polls in 1.. {
        let (world, following) = followed().await;
        let ended = polled(world.payer.top_up(kip(100)), polls).await;
        tokio::time::sleep(Duration::from_secs(2)).await;
        let left: i64 = world
            .payer
            .store()
            .read(|t| {
                Ok(t.query_row("SELECT count(*) FROM top_up WHERE state = 'pending'", [], |r| r.get(0))?)
            })
            .await
            .unwrap();
        assert_eq!(left, 0, "after {polls} polls");
        assert_eq!(verified(&world.payer).await, world.bank.balance(world.payer.account()));
        following.abort();
        if ended {
            assert!(polls > 8);
            break;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_end_of_a_top_up_is_told_once_whichever_way_it_is_learned() {
    for lost in [false, true] {
        let (world, following) = followed().await;
        let mut events = world.payer.events();
        if lost {
            world.bank.fault("/v1/top-ups", Fault::LoseAnswer);
        }
        let id = world.payer.top_up(kip(5)).await.unwrap().id;
        tokio::time::sleep(Duration::from_mins(1)).await;
        let told = std::iter::from_fn(|| events.try_next());
        let told: Vec<Event> = told.filter(|event| matches!(event, Event::TopUp { .. })).collect();
        assert_eq!(told, [Event::TopUp { id, state: crate::TopUpState::Done }], "lost: {lost}");
        following.abort();
    }
}

#[tokio::test]
async fn following_waits_for_a_wallet_to_be_registered() {
    let bank = crate::testing::TestBank::new();
    let phone = Phone::new(&bank);
    let (wallet, _) = Wallet::create(phone.parts(), pin(), "phone", None).await.unwrap();
    let follower = wallet.clone();
    let following = tokio::spawn(async move { follower.run().await });
    tokio::task::yield_now().await;
    wallet.register("Noy").await.unwrap();
    let mut events = wallet.events();
    bank.top_up_unasked(wallet.account(), kip(3));
    assert!(matches!(events.next().await, Some(Event::Received { .. })));
    following.abort();
}

async fn verified(wallet: &Wallet) -> bank_api::amount::Amount {
    wallet.head().await.unwrap().balance
}
