use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};

use bank_api::{
    encoding::{Bytes, base64url_encode},
    id::OrderId,
    key::SecretKey,
    log::hash::Hash,
    problem::{Problem, RejectReason},
    statement::{NotSeen, Rejection, Signed, Statement, Version1},
};

use super::*;
use crate::{
    Event, Wallet,
    testing::{Fault, Phone, TestBank, World, kip, pin as the_pin},
};

const ORDERS: &str = "/v1/payments";

/// The base64url of a receipt in an answer, changed.
fn change_receipt(answer: &mut serde_json::Value, change: impl FnOnce(Vec<u8>) -> Vec<u8>) {
    let text = answer["receipt"].as_str().unwrap();
    let receipt = bank_api::encoding::base64url_decode(text).unwrap();
    answer["receipt"] = base64url_encode(&change(receipt)).into();
}

async fn state(wallet: &Wallet, payment: &Payment) -> PaymentState {
    wallet.payment(payment.order_id).await.unwrap().state
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_and_never_paid_again() {
    let world = World::new().await;
    world.bank.fault(ORDERS, Fault::LoseAnswer);
    let payment = world.pay(kip(150)).await.unwrap();
    assert_eq!(payment.state, PaymentState::Submitted);
    assert_eq!(
        world.payer.balance().await.unwrap().available,
        kip(850),
        "what may be spent is not there twice"
    );
    let resumed = world.payer.resume().await.unwrap();
    assert_eq!(resumed[0].state, PaymentState::Settled);
    assert_eq!((world.paid(), world.bank.asked("POST /v1/payments")), (kip(150), 1));
    assert_eq!(world.payer.resume().await.unwrap(), []);
}

#[tokio::test]
async fn an_order_that_never_arrived_is_sent_again_as_it_was() {
    let world = World::new().await;
    world.bank.fault(ORDERS, Fault::LoseRequest);
    let payment = world.pay(kip(150)).await.unwrap();
    assert_eq!((payment.state, world.paid()), (PaymentState::Submitted, kip(0)));
    assert_eq!(world.payer.resume().await.unwrap()[0].state, PaymentState::Settled);
    assert_eq!((world.paid(), world.bank.asked("POST /v1/payments")), (kip(150), 2));
}

#[tokio::test]
async fn rubbish_of_any_kind_leaves_a_payment_pending_until_the_truth_is_known() {
    let rubbish: Vec<fn() -> Fault> = vec![
        || Fault::TooLarge,
        || Fault::Instead(200, b"<html>captive portal</html>".to_vec()),
        || Fault::Instead(200, Vec::new()),
        || Fault::Instead(200, b"{\"status\":\"settled\"}".to_vec()),
        || Fault::Instead(200, b"{\"status\":\"settled\",\"receipt\":\"AAAA\"}".to_vec()),
        || Fault::Instead(500, b"oops".to_vec()),
        || {
            Fault::Instead(
                503,
                br#"{"type":"","title":"","status":503,"detail":"","code":"unavailable","retryable":true}"#
                    .to_vec(),
            )
        },
        || Fault::Instead(302, Vec::new()),
        || {
            Fault::Instead(404, br#"{"type":"","title":"","status":404,"detail":"","code":"no-such-order","retryable":false}"#.to_vec())
        },
        || Fault::Alter(Box::new(|answer| answer["status"] = "rejected".into())),
        // A bit of the signature is wrong: the last byte of the receipt.
        || {
            Fault::Alter(Box::new(|answer| {
                change_receipt(answer, |mut receipt| {
                    *receipt.last_mut().unwrap() ^= 1;
                    receipt
                });
            }))
        },
        // A bit of what is signed is wrong.
        || {
            Fault::Alter(Box::new(|answer| {
                change_receipt(answer, |mut receipt| {
                    let middle = receipt.len() / 2;
                    receipt[middle] ^= 1;
                    receipt
                });
            }))
        },
    ];
    let world = World::new().await;
    for (number, fault) in (1..).zip(rubbish) {
        // For the POST and, when the wallet asks afterwards, for the GET.
        world.bank.fault(ORDERS, fault());
        let payment = world.pay(kip(10)).await.unwrap();
        assert_eq!(payment.state, PaymentState::Submitted, "rubbish {number}");
        world.bank.fault(ORDERS, fault());
        let _ = world.payer.resume().await.unwrap();
        let _ = world.payer.resume().await.unwrap();
        assert_eq!(state(&world.payer, &payment).await, PaymentState::Settled, "rubbish {number}");
        assert_eq!((world.paid(), world.bank.faults_left()), (kip(10 * number), 0));
    }
    assert_eq!(world.payer.divergences().await.unwrap(), [], "nothing of this was evidence");
}

/// What somebody who is not this network's bank, or the bank about something else, signed.
fn signed_elsewhere<T: Statement + Clone>(bank: &TestBank, body: &T, about_another: &T) -> [Vec<u8>; 5] {
    let (network, key) = (bank.trust().network, SecretKey::from_seed(&[9; 32]));
    let by = |network, key: &SecretKey| Signed::sign(body.clone(), &network, key).bytes().to_vec();
    let mut torn = bank.sign(body.clone());
    *torn.last_mut().unwrap() ^= 1;
    [
        by(network, &key),
        by("other".parse().unwrap(), &SecretKey::from_seed(&[1; 32])),
        bank.sign(about_another.clone()),
        torn,
        Vec::new(),
    ]
}

#[tokio::test]
async fn a_rejection_that_the_bank_did_not_sign_for_this_order_is_not_believed() {
    let world = World::new().await;
    let lies = 8;
    for number in 0..lies {
        for path in [ORDERS, "/v1/payments/"] {
            let bank = std::sync::Arc::clone(&world.bank);
            world.bank.alter(path, move |answer| {
                let truth = TestBank::rejection_of(answer);
                let other_bytes = Rejection { order_digest: Hash::of(b"another"), ..truth.clone() };
                let other_order = Rejection { order_id: OrderId::from_bytes([9; 16]), ..truth.clone() };
                let mut signed = signed_elsewhere(&bank, &truth, &other_bytes).to_vec();
                signed.push(bank.sign(other_order));
                *answer = match signed.get(number) {
                    Some(lie) => {
                        serde_json::json!({ "status": "rejected", "rejection": base64url_encode(lie) })
                    }
                    None if number == 6 => serde_json::json!({
                        "status": "rejected", "reason": "insufficient-funds", "decided_at": truth.decided_at,
                    }),
                    None => serde_json::json!({ "status": "rejected" }),
                };
            });
        }
        let payment = world.pay(kip(10)).await.unwrap();
        assert_eq!(payment.state, PaymentState::Submitted, "lie {number}");
        let resumed = world.payer.resume().await.unwrap();
        assert_eq!(resumed[0].state, PaymentState::Submitted, "lie {number}, when asked again");
        assert_eq!(world.payer.resume().await.unwrap()[0].state, PaymentState::Settled);
    }
    assert_eq!((world.paid(), world.bank.faults_left()), (kip(10 * lies as u64), 0));
    assert_eq!(world.payer.divergences().await.unwrap(), [], "somebody else's lie is not the bank's");
}

#[tokio::test]
async fn a_rejection_for_a_reason_of_a_newer_bank_ends_the_payment() {
    let world = World::new().await;
    let bank = std::sync::Arc::clone(&world.bank);
    world.bank.alter(ORDERS, move |answer| {
        let newer = Rejection { code: "x-new".to_owned(), ..TestBank::rejection_of(answer) };
        let signed = base64url_encode(&bank.sign(newer));
        *answer = serde_json::json!({ "status": "rejected", "rejection": signed });
    });
    let payment = world.pay(kip(10)).await.unwrap();
    let rejected = PaymentState::Rejected(RejectReason::Unknown);
    assert_eq!(payment.state, rejected);
    let World { phone, payer, .. } = world;
    drop(payer);
    let payer = phone.reopen().await;
    assert_eq!(payer.payment(payment.order_id).await.unwrap(), payment);
    assert_eq!(payer.resume().await.unwrap(), [], "there is nothing to go on with");
}

#[tokio::test]
async fn an_order_that_the_bank_did_not_sign_to_have_missed_has_not_expired() {
    let world = World::new().await;
    let lies = 6;
    for number in 0..lies {
        world.bank.fault(ORDERS, Fault::LoseAnswer);
        let payment = world.pay(kip(10)).await.unwrap();
        let as_of = payment.expires_at.shifted(1);
        let truth = NotSeen { version: Version1, order_id: payment.order_id, as_of };
        let other = NotSeen { order_id: OrderId::from_bytes([9; 16]), ..truth.clone() };
        let mut lies = signed_elsewhere(&world.bank, &truth, &other).to_vec();
        // True, and too early to mean anything.
        lies.push(world.bank.sign(NotSeen { as_of: payment.expires_at, ..truth }));
        let problem = Problem::no_such_order(Bytes(lies[number].clone()));
        let lie = Fault::Instead(problem.status, serde_json::to_vec(&problem).unwrap());
        world.bank.fault("/v1/payments/", lie);
        world.bank.fault(ORDERS, Fault::LoseRequest);
        assert_eq!(world.payer.resume().await.unwrap()[0].state, PaymentState::Submitted, "lie {number}");
        assert_eq!(world.payer.resume().await.unwrap()[0].state, PaymentState::Settled, "lie {number}");
    }
    assert_eq!((world.paid(), world.bank.faults_left()), (kip(10 * lies as u64), 0));
    assert_eq!(world.payer.divergences().await.unwrap(), []);
}

#[tokio::test]
async fn a_receipt_of_another_payment_settles_nothing() {
    let world = World::new().await;
    let first = world.pay(kip(10)).await.unwrap();
    let receipt = world.payer.stored_receipt(&first).await;
    world.bank.alter(ORDERS, move |answer| change_receipt(answer, |_| receipt));
    let second = world.pay(kip(10)).await.unwrap();
    assert_eq!(second.state, PaymentState::Submitted);
    assert_eq!(world.payer.resume().await.unwrap()[0].state, PaymentState::Settled);
    assert_eq!(world.paid(), kip(20));
}

#[tokio::test]
async fn a_signed_receipt_for_something_else_than_was_ordered_is_kept_and_blocks_paying() {
    let world = World::new().await;
    let bank = std::sync::Arc::clone(&world.bank);
    world.bank.alter(ORDERS, move |answer| {
        change_receipt(answer, |receipt| bank.sign_receipt(|receipt| receipt.amount = kip(999), &receipt));
    });
    let mut events = world.payer.events();
    let error = world.pay(kip(10)).await.unwrap_err();
    assert_eq!(error.code(), "ledger-diverged");
    let kept = world.payer.divergences().await.unwrap();
    assert!(kept.len() == 1 && kept[0].evidence.contains("receipt"), "{kept:?}");
    assert!(std::iter::from_fn(|| events.try_next()).any(|event| matches!(event, Event::Diverged { .. })));
    // Also after a restart, and whatever the bank says then.
    let World { phone, payer, payee, .. } = world;
    drop(payer);
    let payer = phone.reopen().await;
    let code = payee.static_code(Some(kip(1))).await.unwrap();
    assert_eq!(payer.prepare(&code, None, None).await.unwrap_err().code(), "ledger-diverged");
}

#[tokio::test]
async fn an_order_has_expired_only_when_no_batch_can_settle_it_any_more() {
    let world = World::new().await;
    world.bank.fault(ORDERS, Fault::LoseRequest);
    let payment = world.pay(kip(150)).await.unwrap();
    let validity = payment.expires_at.since(payment.created_at).as_secs();
    for clock in [&world.bank.clock, &world.phone.clock] {
        clock.pass(i64::try_from(validity).unwrap());
    }
    // At the very instant of its expiry a batch may still settle it: it is sent again, and lost again.
    world.bank.fault("/v1/payments/", Fault::Alter(Box::new(|_| {})));
    world.bank.fault("/v1/payments", Fault::LoseRequest);
    assert_eq!(world.payer.resume().await.unwrap()[0].state, PaymentState::Submitted);
    assert_eq!(world.bank.asked("POST /v1/payments"), 2);
    world.bank.clock.pass(1);
    assert_eq!(world.payer.resume().await.unwrap()[0].state, PaymentState::Expired);
    assert_eq!(world.payer.balance().await.unwrap().available, kip(1000));
    assert_eq!((world.paid(), world.bank.asked("POST /v1/payments")), (kip(0), 2));
}

/// Polls `future` at most `polls` times, then drops it. Says whether it ended.
async fn polled(future: impl Future, polls: usize) -> bool {
    let mut future = pin!(future);
    let mut left = polls;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        match future.as_mut().poll(context) {
            Poll::Ready(_) => Poll::Ready(true),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

#[tokio::test]
async fn a_payment_that_is_cancelled_anywhere_is_paid_once_or_was_never_begun() {
    let World { bank, phone, payer, payee } = World::new().await;
    let code = payee.static_code(Some(kip(7))).await.unwrap();
    let (mut payer, mut paid, mut begun) = (payer, 0, Vec::new());
    for polls in 1.. {
        let preview = payer.prepare(&code, None, None).await.unwrap();
        let order_id = preview.order_id;
        let ended = polled(payer.confirm(preview), polls).await;
        // The app is killed and started again: what is not on the disk is gone.
        drop(payer);
        payer = phone.reopen().await;
        let resumed = payer.resume().await.unwrap();
        match payer.payment(order_id).await {
            Ok(payment) => {
                assert_eq!(payment.state, PaymentState::Settled, "after {polls} polls");
                paid += 7;
            }
            Err(error) => assert_eq!(error.code(), "payment-unknown"),
        }
        begun.push((!resumed.is_empty(), ended));
        assert_eq!(bank.balance(payee.account()), kip(paid), "after {polls} polls");
        payer.sync().await.unwrap();
        let balance = payer.balance().await.unwrap();
        assert_eq!((balance.settled, balance.reserved), (kip(1000 - paid), kip(0)), "after {polls} polls");
        payer.unlock(the_pin()).await.unwrap();
        if ended {
            break;
        }
    }
    assert!(begun.len() > 10 && begun.iter().any(|(resumed, _)| *resumed), "{begun:?}");
}

#[tokio::test]
async fn resuming_that_is_cancelled_anywhere_goes_on_the_next_time() {
    let World { bank, phone, payer, payee } = World::new().await;
    let code = payee.static_code(Some(kip(7))).await.unwrap();
    let mut payer = payer;
    for (round, polls) in (1..).zip(1..) {
        let preview = payer.prepare(&code, None, None).await.unwrap();
        bank.fault(ORDERS, if polls % 2 == 0 { Fault::LoseAnswer } else { Fault::LoseRequest });
        payer.confirm(preview).await.unwrap();
        let ended = polled(payer.resume(), polls).await;
        drop(payer);
        payer = phone.reopen().await;
        payer.resume().await.unwrap();
        assert_eq!(bank.balance(payee.account()), kip(7 * round), "after {polls} polls");
        payer.unlock(the_pin()).await.unwrap();
        if ended {
            break;
        }
    }
}

#[tokio::test]
async fn an_app_that_is_killed_between_storing_and_sending_sends_the_next_time() {
    let World { bank, phone, payer, payee } = World::new().await;
    let code = payee.static_code(Some(kip(7))).await.unwrap();
    let preview = payer.prepare(&code, None, None).await.unwrap();
    let order_id = preview.order_id;
    // One pause before the database does its job, one after it.
    assert!(!polled(payer.confirm(preview), 2).await);
    assert_eq!(payer.payment(order_id).await.unwrap().state, PaymentState::Created);
    assert_eq!((bank.asked("POST /v1/payments"), payer.balance().await.unwrap().available), (0, kip(993)));
    drop(payer);
    let payer = phone.reopen().await;
    assert!(payer.is_locked(), "it was signed when it was confirmed: the PIN is not needed again");
    assert_eq!(payer.resume().await.unwrap()[0].state, PaymentState::Settled);
    assert_eq!(bank.balance(payee.account()), kip(7));
}

#[tokio::test]
async fn a_payment_of_a_device_that_was_revoked_meanwhile_ends() {
    for fault in [Fault::LoseAnswer, Fault::LoseRequest] {
        let arrived = matches!(fault, Fault::LoseAnswer);
        let world = World::new().await;
        let words = world.payer.words(the_pin()).await.unwrap();
        world.bank.fault(ORDERS, fault);
        let payment = world.pay(kip(100)).await.unwrap();
        let other = Phone::new(&world.bank);
        let other = Wallet::restore(other.parts(), words, the_pin(), "new", None).await.unwrap();
        other.revoke_device(world.payer.device(), the_pin()).await.unwrap();
        // An order is its own credential: the bank answers whoever brings it.
        let ended = world.payer.resume().await.unwrap()[0].clone();
        let (expected, paid) = if arrived {
            (PaymentState::Settled, kip(100))
        } else {
            (PaymentState::Rejected(RejectReason::DeviceRevoked), kip(0))
        };
        assert_eq!((ended.order_id, ended.state), (payment.order_id, expected));
        assert_eq!(world.paid(), paid);
    }
}

impl Wallet {
    async fn stored_receipt(&self, payment: &Payment) -> Vec<u8> {
        let order_id = payment.order_id;
        self.store().read(move |transaction| record::receipt(transaction, order_id)).await.unwrap().unwrap().0
    }
}
