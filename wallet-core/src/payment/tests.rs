use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
    time::Duration,
};

use bank_api::{
    encoding::{Bytes, base64url_encode},
    id::{AccountId, OrderId, ParticipantId},
    key::SecretKey,
    log::hash::Hash,
    problem::{Problem, RejectReason},
    statement::{NotSeen, Rejection, Signed, Statement, Version1},
};

use super::*;
use crate::{
    Event, StoreError, Wallet, WalletError,
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
async fn a_payment_settles_with_a_receipt_that_anyone_can_verify() {
    let world = World::new().await;
    let payment = world.pay(kip(150)).await.unwrap();
    assert_eq!(payment.state, PaymentState::Settled);
    assert_eq!((world.paid(), payment.payee_name.as_str()), (kip(150), "Han Kafe"));
    let receipt = world.payer.receipt(payment.order_id).await.unwrap();
    assert_eq!(ProvenReceipt::verify(&receipt.to_string(), &world.bank.trust()), Ok(receipt.clone()));
    // The proof is kept: the bank need not be there the next time.
    world.bank.fault("/v1/log", Fault::LoseRequest);
    assert_eq!(world.payer.receipt(payment.order_id).await.unwrap(), receipt);
}

#[tokio::test]
async fn a_receipt_with_one_character_changed_proves_nothing() {
    let world = World::new().await;
    let payment = world.pay(kip(150)).await.unwrap();
    let text = world.payer.receipt(payment.order_id).await.unwrap().to_string();
    let trust = world.bank.trust();
    for at in 0..text.len() {
        for with in ["A", "x", "\n", "7"] {
            let mut changed = text.clone();
            if changed.is_char_boundary(at) && changed.is_char_boundary(at + 1) {
                changed.replace_range(at..=at, with);
            }
            assert!(changed == text || ProvenReceipt::verify(&changed, &trust).is_err(), "{at} {with:?}");
        }
    }
    let mut other_bank = trust;
    other_bank.receipt_key = bank_api::key::SecretKey::from_seed(&[9; 32]).public();
    assert!(matches!(ProvenReceipt::verify(&text, &other_bank), Err(ReceiptError::Receipt(_))));
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

#[tokio::test]
async fn a_phone_with_a_wrong_clock_pays_all_the_same() {
    let world = World::new().await;
    for seconds in [-86_400 * 400, 86_400 * 800] {
        world.phone.clock.pass(seconds);
        assert_eq!(world.pay(kip(10)).await.unwrap().state, PaymentState::Settled);
    }
}

#[tokio::test]
async fn a_phone_with_a_wrong_clock_pays_a_code_that_has_not_expired_at_the_bank() {
    for seconds in [3600, -3600] {
        let World { bank, phone, payer, payee } = World::new().await;
        let request = payee.request(kip(20), None, Duration::from_mins(5)).await.unwrap();
        // As a program that runs once for each command.
        drop(payer);
        phone.clock.pass(seconds);
        let payer = phone.reopen().await;
        payer.unlock(the_pin()).await.unwrap();
        let preview = payer.prepare(&request.code, None, None).await.unwrap();
        assert_eq!(payer.confirm(preview).await.unwrap().state, PaymentState::Settled);
        let late = payee.request(kip(20), None, Duration::from_mins(5)).await.unwrap();
        bank.clock.pass(301);
        let error = payer.prepare(&late.code, None, None).await.unwrap_err();
        assert_eq!(error.code(), "code-expired");
    }
}

#[tokio::test]
async fn a_rejected_payment_says_why_and_frees_its_money() {
    let world = World::new().await;
    let code = world.payee.static_code(Some(kip(700))).await.unwrap();
    let preview = world.payer.prepare(&code, None, None).await.unwrap();
    // The owner's other phone spends the money in between.
    let words = world.payer.words(the_pin()).await.unwrap();
    let other = Phone::new(&world.bank);
    let other = Wallet::restore(other.parts(), words, the_pin(), "other", None).await.unwrap();
    let theirs = other.prepare(&code, None, None).await.unwrap();
    assert_eq!(other.confirm(theirs).await.unwrap().state, PaymentState::Settled);

    let payment = world.payer.confirm(preview).await.unwrap();
    assert_eq!(payment.state, PaymentState::Rejected(RejectReason::InsufficientFunds));
    world.payer.sync().await.unwrap();
    assert_eq!((world.payer.balance().await.unwrap().available, world.paid()), (kip(300), kip(700)));
}

#[tokio::test]
async fn two_payments_at_once_can_not_spend_the_same_money() {
    let world = World::new().await;
    let code = world.payee.static_code(Some(kip(600))).await.unwrap();
    let first = world.payer.prepare(&code, None, None).await.unwrap();
    let second = world.payer.prepare(&code, None, None).await.unwrap();
    let (first, second) = tokio::join!(world.payer.confirm(first), world.payer.confirm(second));
    let refused = [&first, &second].into_iter().filter(|result| {
        matches!(result, Err(WalletError::InsufficientFunds { available }) if *available == kip(400))
    });
    assert_eq!(refused.count(), 1);
    assert_eq!(world.paid(), kip(600));
}

#[tokio::test]
async fn confirming_twice_pays_once() {
    let world = World::new().await;
    let code = world.payee.static_code(Some(kip(100))).await.unwrap();
    let preview = world.payer.prepare(&code, None, None).await.unwrap();
    let (first, second) =
        tokio::join!(world.payer.confirm(preview.clone()), world.payer.confirm(preview.clone()));
    let (first, second, third) =
        (first.unwrap(), second.unwrap(), world.payer.confirm(preview).await.unwrap());
    assert_eq!((first.order_id, second.order_id), (third.order_id, third.order_id));
    assert_eq!((third.state, world.paid()), (PaymentState::Settled, kip(100)));
}

#[tokio::test]
async fn a_locked_wallet_does_not_pay() {
    let world = World::new().await;
    let code = world.payee.static_code(Some(kip(100))).await.unwrap();
    let preview = world.payer.prepare(&code, None, None).await.unwrap();
    world.payer.lock();
    assert_eq!(world.payer.confirm(preview.clone()).await.unwrap_err().code(), "locked");
    assert_eq!(world.payer.payments(None, 10).await.unwrap(), []);
    world.payer.unlock(the_pin()).await.unwrap();
    assert_eq!(world.payer.confirm(preview).await.unwrap().state, PaymentState::Settled);
}

#[tokio::test]
async fn what_can_not_be_paid_is_said_before_the_owner_confirms() {
    let world = World::new().await;
    let prepare = async |code: &str, amount| match world.payer.prepare(code, amount, None).await {
        Ok(_) => "fine",
        Err(error) => error.code(),
    };
    let open = world.payee.static_code(None).await.unwrap();
    let fixed = world.payee.static_code(Some(kip(10))).await.unwrap();
    let own = world.payer.static_code(None).await.unwrap();
    let stranger = bank_api::id::AccountId::from_bytes([9; 16]);
    let stranger = crate::code::own_code(stranger, "Nobody", Some(kip(1)), None).unwrap();
    assert_eq!(prepare(&open, Some(kip(10))).await, "fine");
    assert_eq!(prepare(&fixed, Some(kip(10))).await, "fine");
    assert_eq!(prepare(&open, None).await, "amount-missing");
    assert_eq!(prepare(&open, Some(kip(0))).await, "amount-zero");
    assert_eq!(prepare(&fixed, Some(kip(11))).await, "amount-fixed");
    assert_eq!(prepare(&own, Some(kip(10))).await, "own-code");
    assert_eq!(prepare(&stranger, None).await, "payee-unknown");
    assert_eq!(prepare(&open, Some(kip(1001))).await, "insufficient-funds");
    assert_eq!(prepare(&open, Some(kip(5001))).await, "over-payment-limit");
    assert_eq!(prepare(&fixed.replace("10", "11"), None).await, "bad-code");
    let long = "x".repeat(141);
    let error = world.payer.prepare(&fixed, None, Some(&long)).await.unwrap_err();
    assert_eq!(error.code(), "too-long");
    let error = world.payer.prepare(&fixed, None, Some("a\u{202e}b")).await.unwrap_err();
    assert_eq!(error.code(), "bad-memo");
    let request = world.payee.request(kip(1), Some("tea"), Duration::from_mins(5)).await.unwrap().code;
    world.bank.alter("/v1/payment-requests/", |answer| answer["memo"] = "a\u{202e}b".into());
    assert_eq!(prepare(&request, None).await, "bank-answer");
    world.bank.fault("/v1/payees", Fault::LoseRequest);
    assert_eq!(prepare(&fixed, None).await, "bank-unreachable");
    assert_eq!(world.payer.payments(None, 10).await.unwrap(), [], "preparing leaves no trace");
}

#[tokio::test]
async fn the_name_that_is_shown_is_the_one_that_the_bank_knows() {
    let world = World::new().await;
    let code = crate::code::own_code(world.payee.account(), "Nong's Noodles", Some(kip(1)), None).unwrap();
    let preview = world.payer.prepare(&code, None, None).await.unwrap();
    assert_eq!(preview.payee().name, "Han Kafe");
    let printed = "Nong's Noodles".to_owned();
    assert_eq!(preview.warnings(), [PayeeWarning::NameDiffers { printed }, PayeeWarning::FirstPayment]);
    world.payer.confirm(preview).await.unwrap();
    world.payer.sync().await.unwrap();
    let code = world.payee.static_code(Some(kip(1))).await.unwrap();
    assert_eq!(world.payer.prepare(&code, None, None).await.unwrap().warnings(), []);
}

#[tokio::test]
async fn whoever_is_named_on_the_way_the_account_in_the_code_is_paid() {
    let world = World::new().await;
    let (thief, _) = Phone::new(&world.bank).wallet("Thief").await;
    let account = thief.account();
    let sticker = world.payee.static_code(Some(kip(100))).await.unwrap();
    let request = world.payee.request(kip(100), None, Duration::from_mins(5)).await.unwrap().code;
    world.bank.alter("/v1/payees/", move |answer| answer["account"] = account.to_string().into());
    assert_eq!(world.payer.prepare(&sticker, None, None).await.unwrap_err().code(), "bank-answer");
    world.bank.alter("/v1/payment-requests/", move |answer| {
        answer["payee"]["account"] = account.to_string().into();
    });
    assert_eq!(world.payer.prepare(&request, None, None).await.unwrap_err().code(), "request-mismatch");
    let preview = world.payer.prepare(&sticker, None, None).await.unwrap();
    world.payer.confirm(preview).await.unwrap();
    assert_eq!((world.paid(), world.bank.balance(account)), (kip(100), kip(0)));
}

#[tokio::test]
async fn money_goes_back_to_the_owners_own_bank_whatever_is_named_on_the_way() {
    let world = World::new().await;
    let (thief, _) = Phone::new(&world.bank).wallet("Thief").await;
    let account = thief.account();
    world.bank.alter("/v1/account", move |answer| answer["participant_account"] = account.to_string().into());
    assert_eq!(world.payer.redeem(kip(400)).await.unwrap_err().code(), "bank-answer");
    let other: ParticipantId = "EVIL".parse().unwrap();
    world.bank.alter("/v1/account", move |answer| {
        answer["participant"] = other.to_string().into();
        answer["participant_account"] = AccountId::of_participant(&other).to_string().into();
    });
    assert_eq!(world.payer.redeem(kip(400)).await.unwrap_err().code(), "bank-answer");
    assert_eq!(world.payer.payments(None, 10).await.unwrap(), []);
    assert_eq!(world.payer.redeem(kip(400)).await.unwrap().payee_name, "BCEL");
}

#[tokio::test]
async fn a_request_is_paid_once_and_not_after_its_time() {
    let world = World::new().await;
    let request = world.payee.request(kip(20), Some("two coffees"), Duration::from_mins(5)).await.unwrap();
    let preview = world.payer.prepare(&request.code, None, None).await.unwrap();
    assert_eq!((preview.amount(), preview.memo()), (kip(20), Some("two coffees")));
    let again = world.payer.prepare(&request.code, None, None).await.unwrap();
    world.bank.fault(ORDERS, Fault::LoseAnswer);
    assert_eq!(world.payer.confirm(preview).await.unwrap().state, PaymentState::Submitted);
    assert_eq!(world.payer.confirm(again).await.unwrap_err().code(), "request-paid", "one is on its way");
    world.payer.resume().await.unwrap();
    assert_eq!(world.payer.prepare(&request.code, None, None).await.unwrap_err().code(), "request-paid");
    assert_eq!(world.paid(), kip(20));

    let late = world.payee.request(kip(20), None, Duration::from_mins(5)).await.unwrap();
    for clock in [&world.bank.clock, &world.phone.clock] {
        clock.pass(300);
    }
    assert_eq!(world.payer.prepare(&late.code, None, None).await.unwrap_err().code(), "code-expired");
}

#[tokio::test]
async fn money_goes_back_to_the_owners_bank() {
    let world = World::new().await;
    assert_eq!(world.payer.redeem(kip(0)).await.unwrap_err().code(), "amount-zero");
    assert_eq!(world.payer.redeem(kip(1001)).await.unwrap_err().code(), "insufficient-funds");
    let payment = world.payer.redeem(kip(400)).await.unwrap();
    assert_eq!((payment.state, payment.payee_name.as_str()), (PaymentState::Settled, "BCEL"));
    world.payer.sync().await.unwrap();
    assert_eq!(world.payer.balance().await.unwrap().settled, kip(600));
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
async fn a_revoked_device_can_not_pay_and_says_so() {
    let world = World::new().await;
    let words = world.payer.words(the_pin()).await.unwrap();
    let other = Phone::new(&world.bank);
    let other = Wallet::restore(other.parts(), words, the_pin(), "other", None).await.unwrap();
    let code = world.payee.static_code(Some(kip(7))).await.unwrap();
    let preview = world.payer.prepare(&code, None, None).await.unwrap();
    let devices = other.revoke_device(world.payer.device(), the_pin()).await.unwrap();
    assert_eq!(devices.iter().filter(|device| device.revoked_at.is_some()).count(), 1);
    let payment = world.payer.confirm(preview).await.unwrap();
    assert_eq!(payment.state, PaymentState::Rejected(RejectReason::DeviceRevoked));
    assert_eq!(world.payer.refresh_account().await.unwrap_err().code(), "device-revoked");
    assert_eq!(world.paid(), kip(0));
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

#[tokio::test]
async fn payments_of_one_instant_are_read_page_by_page_without_losing_one() {
    let world = World::new().await;
    let mut all = Vec::new();
    for _ in 0..7 {
        all.push(world.pay(kip(1)).await.unwrap().order_id);
    }
    let mut seen: Vec<OrderId> = Vec::new();
    loop {
        let page = world.payer.payments(seen.last().copied(), 2).await.unwrap();
        if page.is_empty() {
            break;
        }
        seen.extend(page.iter().map(|payment| payment.order_id));
    }
    all.sort();
    all.reverse();
    assert_eq!(seen, all);
    let unknown = OrderId::from_bytes([9; 16]);
    assert_eq!(world.payer.payments(Some(unknown), 2).await.unwrap_err().code(), "payment-unknown");
}

#[tokio::test]
async fn a_final_payment_never_changes_whatever_is_written() {
    let world = World::new().await;
    let payment = world.pay(kip(10)).await.unwrap();
    let order_id = payment.order_id;
    let (reason, at) = (RejectReason::ZeroAmount, payment.created_at);
    let verdict = record::Verdict::Rejected { rejection: vec![1], reason, at };
    let finished = world.payer.store().write(move |t| record::finish(t, order_id, &verdict)).await.unwrap();
    assert_eq!(finished, record::Finished::Before);
    world.payer.sync().await.unwrap();
    let verdict = record::Verdict::Expired { not_seen: vec![1], at };
    let finished = world.payer.store().write(move |t| record::finish(t, order_id, &verdict)).await.unwrap();
    assert_eq!(finished, record::Finished::Contradicted);
    for sql in ["UPDATE payment SET state = 'expired', receipt = NULL", "DELETE FROM payment"] {
        let error = world.payer.store().write(move |t| Ok(t.execute(sql, [])?)).await.unwrap_err();
        assert!(matches!(error, WalletError::Store(StoreError::Database(_))), "{error}");
    }
    assert_eq!(world.payer.payment(order_id).await.unwrap(), payment);
}

impl Wallet {
    async fn stored_receipt(&self, payment: &Payment) -> Vec<u8> {
        let order_id = payment.order_id;
        self.store().read(move |transaction| record::receipt(transaction, order_id)).await.unwrap().unwrap().0
    }
}
