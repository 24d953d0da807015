use std::sync::Arc;

use bank_api::{
    encoding::{Bytes, base64url_encode},
    id::{AccountId, RequestId},
    problem::{Problem, RejectReason},
    statement::{NotSeen, OrderKind, PaymentOrder, Version1},
};

use super::*;
use crate::testing::{Fault, TestBank, World, kip};

const ENTRIES: &str = "/v1/account/entries";

async fn verified(wallet: &Wallet) -> (u64, Amount) {
    let head = wallet.head().await.unwrap();
    (head.seq, head.balance)
}

/// The payer has one entry that is verified and one, of 5 kip, that is not yet.
async fn world() -> World {
    let world = World::new().await;
    world.pay(kip(5)).await.unwrap();
    assert_eq!(verified(&world.payer).await, (1, kip(1000)));
    world
}

fn code(result: Result<SyncReport, WalletError>) -> &'static str {
    result.map_or_else(|error| error.code(), |_| "fine")
}

#[tokio::test]
async fn a_long_history_comes_in_pages_and_is_read_in_pages() {
    let world = World::new().await;
    for _ in 0..450 {
        world.bank.top_up_unasked(world.payer.account(), kip(1));
    }
    let report = world.payer.sync().await.unwrap();
    assert_eq!((report.new_entries, report.seq, report.balance), (450, 451, kip(1450)));
    assert_eq!(world.bank.asked("GET /v1/account/entries"), 1 + 3);

    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = world.payer.history(before, 100).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.seq);
        seen.extend(page.iter().map(|item| item.seq));
    }
    assert!(seen.iter().rev().copied().eq(1..=451));
}

#[tokio::test]
async fn two_syncs_at_once_take_each_entry_once() {
    let world = World::new().await;
    for _ in 0..450 {
        world.bank.top_up_unasked(world.payer.account(), kip(1));
    }
    let (first, second) = tokio::join!(world.payer.sync(), world.payer.sync());
    assert_eq!(first.unwrap().new_entries + second.unwrap().new_entries, 450);
    assert_eq!(verified(&world.payer).await, (451, kip(1450)));
}

#[tokio::test]
async fn unsigned_nonsense_is_refused_and_the_next_answer_is_taken() {
    let nonsense: Vec<fn() -> Fault> = vec![
        || Fault::TooLarge,
        || Fault::Instead(200, b"<html>".to_vec()),
        || Fault::Instead(500, Vec::new()),
        // A checkpoint that the bank did not sign.
        || Fault::Alter(Box::new(|page| page["checkpoint"] = "bank.test/log\n9\nAAAA\n\n— x y\n".into())),
        // Entries are missing before the first one.
        || Fault::Alter(Box::new(|page| page["entries"][0]["seq"] = 3.into())),
        // More is said to come, and nothing is there.
        || {
            Fault::Alter(Box::new(|page| {
                page["entries"] = serde_json::json!([]);
                page["inclusion"] = serde_json::json!([]);
                page["more"] = true.into();
            }))
        },
    ];
    for (number, fault) in (1..).zip(nonsense) {
        let world = world().await;
        world.bank.fault(ENTRIES, fault());
        let error = world.payer.sync().await.unwrap_err();
        assert!(error.retryable(), "nonsense {number}: {error}");
        assert_eq!(verified(&world.payer).await, (1, kip(1000)), "nonsense {number}");
        world.payer.sync().await.unwrap();
        assert_eq!(verified(&world.payer).await, (2, kip(995)), "nonsense {number}");
        assert_eq!(world.payer.divergences().await.unwrap(), []);
    }
}

#[tokio::test]
async fn a_page_that_was_sent_before_is_not_taken_again() {
    let world = world().await;
    world.payer.sync().await.unwrap();
    world.bank.alter(ENTRIES, {
        let bank = Arc::clone(&world.bank);
        let account = world.payer.account();
        move |page| *page = bank.page_json(account, 0, 0)
    });
    assert_eq!(code(world.payer.sync().await), "bank-answer");
    assert_eq!(verified(&world.payer).await, (2, kip(995)));
    assert_eq!(world.payer.divergences().await.unwrap(), []);
}

/// Ways to alter a page so that it no longer belongs to its signed checkpoint.
fn altered() -> Vec<fn(&mut serde_json::Value)> {
    vec![
        |page| page["entries"][0]["amount"] = "400".into(),
        |page| page["entries"][0]["balance_after"] = "99900".into(),
        |page| page["entries"][0]["memo"] = "for the mafia".into(),
        |page| page["entries"][0]["direction"] = "credit".into(),
        |page| page["entries"][0]["counterparty"] = "00000000000000000000000000".into(),
        |page| page["entries"][0]["leaf_index"] = 0.into(),
        |page| page["inclusion"] = serde_json::json!([]),
        |page| page["consistency"] = serde_json::json!([]),
    ]
}

#[tokio::test]
async fn a_page_that_was_altered_on_the_way_is_asked_for_again() {
    for alter in altered() {
        let world = world().await;
        world.bank.alter(ENTRIES, alter);
        world.payer.sync().await.unwrap();
        assert_eq!((world.bank.faults_left(), verified(&world.payer).await), (0, (2, kip(995))));
        assert_eq!(world.payer.divergences().await.unwrap(), []);
    }
}

#[tokio::test]
async fn a_history_that_the_signed_ledger_does_not_hold_is_kept_as_evidence_and_blocks_paying() {
    for (number, alter) in (1..).zip(altered()) {
        let world = world().await;
        world.bank.alter(ENTRIES, alter);
        world.bank.alter(ENTRIES, alter);
        assert_eq!(code(world.payer.sync().await), "ledger-diverged", "alteration {number}");
        assert_eq!(verified(&world.payer).await, (1, kip(1000)), "nothing of it was taken in");
        let kept = world.payer.divergences().await.unwrap();
        assert!(kept.len() == 1 && kept[0].evidence.contains("bank.test/log"), "{kept:?}");
        // An honest answer comes too late, also after a restart.
        let World { bank, phone, payer, payee } = world;
        drop(payer);
        let payer = phone.reopen().await;
        assert_eq!(code(payer.sync().await), "ledger-diverged");
        let request = payee.static_code(Some(kip(1))).await.unwrap();
        assert_eq!(payer.prepare(&request, None, None).await.unwrap_err().code(), "ledger-diverged");
        assert_eq!((bank.faults_left(), payer.divergences().await.unwrap()), (0, kept));
    }
}

#[tokio::test]
async fn a_ledger_that_was_rewritten_is_noticed() {
    let world = world().await;
    world.bank.rewrite_log();
    let mut events = world.payer.events();
    assert_eq!(code(world.payer.sync().await), "ledger-diverged");
    assert!(matches!(events.try_next(), Some(Event::Diverged { .. })));
}

#[tokio::test]
async fn two_signed_ledgers_of_one_size_are_evidence_at_once() {
    let world = world().await;
    world.payer.sync().await.unwrap();
    world.bank.rewrite_log();
    let asked = world.bank.asked("GET /v1/account/entries");
    let error = world.payer.sync().await.unwrap_err();
    assert!(error.to_string().contains("two ledgers"), "{error}");
    assert_eq!(world.bank.asked("GET /v1/account/entries"), asked + 1);
}

#[tokio::test]
async fn an_older_ledger_is_no_lie_if_ours_grew_out_of_it() {
    let world = world().await;
    let account = world.payer.account();
    let old = world.bank.page_json(account, 1, 1);
    world.bank.grow_log();
    world.payer.sync().await.unwrap();
    for _ in 0..3 {
        let old = old.clone();
        world.bank.alter(ENTRIES, move |page| *page = old);
        assert_eq!(code(world.payer.sync().await), "bank-answer");
    }
    assert_eq!(code(world.payer.sync().await), "fine");
    // One that ours did not grow out of is.
    let forked = world.bank.forked_page_json();
    for _ in 0..2 {
        let forked = forked.clone();
        world.bank.alter(ENTRIES, move |page| *page = forked);
    }
    assert_eq!(code(world.payer.sync().await), "ledger-diverged");
}

#[tokio::test]
async fn a_balance_that_does_not_add_up_is_evidence_at_once() {
    let world = world().await;
    world.bank.misstate_next_balance(world.payer.account());
    world.bank.top_up_unasked(world.payer.account(), kip(1));
    let error = world.payer.sync().await.unwrap_err();
    assert!(error.to_string().contains("does not add up"), "{error}");
    assert_eq!(verified(&world.payer).await, (1, kip(1000)));
}

#[tokio::test]
async fn an_order_that_was_called_rejected_and_takes_money_is_evidence() {
    let world = World::new().await;
    let bank = Arc::clone(&world.bank);
    let (told, hear) = std::sync::mpsc::channel();
    world.bank.alter("/v1/payments", move |answer| {
        let rejection = base64url_encode(&bank.sign(TestBank::rejection_of(answer)));
        *answer = serde_json::json!({ "status": "rejected", "rejection": rejection });
        told.send(rejection).unwrap();
    });
    let payment = world.pay(kip(5)).await.unwrap();
    let rejected = crate::PaymentState::Rejected(RejectReason::InsufficientFunds);
    assert_eq!((payment.state, world.paid()), (rejected, kip(5)));
    let error = world.payer.sync().await.unwrap_err();
    assert!(error.to_string().contains("signed that it was rejected"), "{error}");
    assert_eq!(world.payer.payment(payment.order_id).await.unwrap().state, rejected, "what is final stays");
    let kept = world.payer.divergences().await.unwrap();
    assert!(kept[0].evidence.contains(&hear.recv().unwrap()), "the bank's two words stand side by side");
}

#[tokio::test]
async fn a_signed_word_that_an_order_failed_is_evidence_when_the_ledger_holds_it() {
    for rejected in [true, false] {
        let world = World::new().await;
        world.bank.fault("/v1/payments", Fault::LoseAnswer);
        let payment = world.pay(kip(5)).await.unwrap();
        world.payer.sync().await.unwrap();
        let bank = Arc::clone(&world.bank);
        if rejected {
            world.bank.alter("/v1/payments/", move |answer| {
                let rejection = base64url_encode(&bank.sign(TestBank::rejection_of(answer)));
                *answer = serde_json::json!({ "status": "rejected", "rejection": rejection });
            });
        } else {
            let as_of = payment.expires_at.shifted(1);
            let body = NotSeen { version: Version1, order_id: payment.order_id, as_of };
            let problem = Problem::no_such_order(Bytes(bank.sign(body)));
            let fault = Fault::Instead(problem.status, serde_json::to_vec(&problem).unwrap());
            world.bank.fault("/v1/payments/", fault);
        }
        world.payer.resume().await.unwrap();
        let stored = world.payer.payment(payment.order_id).await.unwrap();
        assert_eq!(stored.state, crate::PaymentState::Submitted);
        let kept = world.payer.divergences().await.unwrap();
        assert!(kept.len() == 1 && kept[0].evidence.contains("failure"), "{kept:?}");
    }
}

#[tokio::test]
async fn what_is_said_again_at_another_time_is_kept_and_told_once() {
    let world = World::new().await;
    let mut events = world.payer.events();
    let mut said = Vec::new();
    for number in 1..=2 {
        // Before it is noticed, or nothing is paid any more.
        world.bank.fault("/v1/payments", Fault::LoseAnswer);
        said.push(world.pay(kip(number)).await.unwrap());
    }
    world.payer.sync().await.unwrap();
    for attempt in 1..=3 {
        for payment in &said {
            let as_of = payment.expires_at.shifted(attempt);
            let body = NotSeen { version: Version1, order_id: payment.order_id, as_of };
            let problem = Problem::no_such_order(Bytes(world.bank.sign(body)));
            let fault = Fault::Instead(problem.status, serde_json::to_vec(&problem).unwrap());
            world.bank.fault("/v1/payments/", fault);
        }
        world.payer.resume().await.unwrap();
    }
    assert_eq!(world.bank.faults_left(), 0);
    let kept = world.payer.divergences().await.unwrap();
    assert_eq!(kept.len(), 2, "one for each order: {kept:?}");
    for (divergence, payment) in kept.iter().zip(&said) {
        assert!(divergence.what.contains(&payment.order_id.to_string()), "{divergence:?}");
    }
    let told = std::iter::from_fn(|| events.try_next());
    assert_eq!(told.filter(|event| matches!(event, crate::Event::Diverged { .. })).count(), 2);
}

#[tokio::test]
async fn the_banks_mere_word_does_not_undo_what_the_ledger_shows() {
    let world = World::new().await;
    world.bank.fault("/v1/payments", Fault::LoseAnswer);
    let payment = world.pay(kip(5)).await.unwrap();
    world.payer.sync().await.unwrap();
    world.bank.alter("/v1/payments", |answer| {
        *answer = serde_json::json!({
            "status": "rejected", "reason": "insufficient-funds", "decided_at": "2027-01-15T08:00:00Z"
        });
    });
    world.payer.resume().await.unwrap();
    assert_eq!(world.payer.payment(payment.order_id).await.unwrap().state, crate::PaymentState::Submitted);
    world.payer.resume().await.unwrap();
    assert_eq!(world.payer.payment(payment.order_id).await.unwrap().state, crate::PaymentState::Settled);
}

#[tokio::test]
async fn a_receipt_and_an_entry_that_differ_are_evidence_whichever_comes_first() {
    for entry_first in [true, false] {
        let world = World::new().await;
        if entry_first {
            world.bank.fault("/v1/payments", Fault::LoseAnswer);
            world.pay(kip(5)).await.unwrap();
            world.payer.sync().await.unwrap();
        }
        let bank = Arc::clone(&world.bank);
        world.bank.alter("/v1/payments", move |answer| {
            let receipt = bank_api::encoding::base64url_decode(answer["receipt"].as_str().unwrap()).unwrap();
            let other = bank.sign_receipt(|receipt| receipt.debit_hash = receipt.credit_hash, &receipt);
            answer["receipt"] = bank_api::encoding::base64url_encode(&other).into();
        });
        if entry_first {
            world.payer.resume().await.unwrap();
        } else {
            world.pay(kip(5)).await.unwrap();
            assert_eq!(code(world.payer.sync().await), "ledger-diverged");
        }
        assert_eq!(world.payer.divergences().await.unwrap().len(), 1, "{entry_first}");
    }
}

#[tokio::test]
async fn an_entry_that_takes_something_else_than_was_ordered_is_evidence() {
    let changes: [fn(&mut PaymentOrder); 5] = [
        |order| order.amount = kip(500),
        |order| order.payee = AccountId::of_participant(&"BCEL".parse().unwrap()),
        |order| order.kind = OrderKind::Redemption,
        |order| order.request = Some(RequestId::from_bytes([9; 16])),
        |order| order.memo = Some("for the mafia".to_owned()),
    ];
    for (number, change) in (1..).zip(changes) {
        for answered in [true, false] {
            let world = World::new().await;
            world.bank.miswrite_next_order(change);
            if !answered {
                world.bank.fault("/v1/payments", Fault::LoseAnswer);
            }
            let payment = world.pay(kip(5)).await.unwrap();
            assert_eq!(payment.state == crate::PaymentState::Settled, answered);
            let error = world.payer.sync().await.unwrap_err();
            assert!(error.to_string().contains("than was ordered"), "change {number}: {error}");
            assert_eq!(verified(&world.payer).await, (1, kip(1000)), "nothing of it was taken in");
            let (_, order) = world.payer.stored_order(payment.order_id).await;
            let evidence = &world.payer.divergences().await.unwrap()[0].evidence;
            let both = evidence.contains(&base64url_encode(&order)) && evidence.contains("counter_hash");
            assert!(both, "the order and the entry stand side by side: {evidence}");
        }
    }
}

#[tokio::test]
async fn money_that_is_taken_twice_for_one_order_is_evidence() {
    for synced_between in [true, false] {
        let world = World::new().await;
        // Without a receipt, which would name one of the two.
        world.bank.fault("/v1/payments", Fault::LoseAnswer);
        let payment = world.pay(kip(5)).await.unwrap();
        if synced_between {
            world.payer.sync().await.unwrap();
        }
        let (_, order) = world.payer.stored_order(payment.order_id).await;
        world.bank.charge_again(&order);
        let error = world.payer.sync().await.unwrap_err();
        assert!(error.to_string().contains("a second time"), "{error}");
    }
}

#[tokio::test]
async fn the_other_side_of_an_entry_that_was_altered_on_the_way_is_no_evidence() {
    let world = world().await;
    world.bank.top_up_unasked(world.payer.account(), kip(1));
    // Only the last entry's other side is proven by the log.
    world.bank.alter(ENTRIES, |page| {
        let other = page["entries"][1]["counter_hash"].clone();
        page["entries"][0]["counter_hash"] = other;
    });
    assert_eq!(code(world.payer.sync().await), "bank-answer");
    assert_eq!(world.payer.divergences().await.unwrap(), []);
    world.payer.sync().await.unwrap();
    assert_eq!(verified(&world.payer).await, (3, kip(996)));
}

#[tokio::test]
async fn a_receipt_for_what_the_ledger_leaves_out_is_evidence() {
    let world = World::new().await;
    let bank = Arc::clone(&world.bank);
    world.bank.fault("/v1/payments", Fault::LoseRequest);
    let payment = world.pay(kip(5)).await.unwrap();
    // The bank signs for what it never wrote down.
    let (_, order) = world.payer.stored_order(payment.order_id).await;
    world.bank.alter("/v1/payments/", |_| {});
    world.bank.fault("/v1/payments", Fault::Instead(200, bank.receipt_out_of_thin_air(&order)));
    world.payer.resume().await.unwrap();
    assert_eq!(world.payer.payment(payment.order_id).await.unwrap().state, crate::PaymentState::Settled);
    world.bank.top_up_unasked(world.payer.account(), kip(1));
    let error = world.payer.sync().await.unwrap_err();
    assert!(error.to_string().contains("leaves out"), "{error}");
}

#[tokio::test]
async fn nothing_more_is_sent_to_a_bank_that_contradicts_itself() {
    let world = world().await;
    let World { bank, payer, payee, .. } = &world;
    payer.sync().await.unwrap();
    let code = payee.static_code(Some(kip(7))).await.unwrap();
    let preview = payer.prepare(&code, None, None).await.unwrap();
    bank.fault("/v1/payments", Fault::LoseRequest);
    let payment = payer.confirm(preview).await.unwrap();
    bank.rewrite_log();
    payer.sync().await.unwrap_err();
    payer.resume().await.unwrap();
    assert_eq!((world.paid(), bank.asked("POST /v1/payments")), (kip(5), 2));
    world.bank.clock.pass(3600);
    world.phone.clock.pass(3600);
    payer.resume().await.unwrap();
    assert_eq!(payer.payment(payment.order_id).await.unwrap().state, crate::PaymentState::Expired);
}

#[tokio::test]
async fn an_entry_that_is_synced_before_the_answer_counts_once() {
    let world = World::new().await;
    world.bank.fault("/v1/payments", Fault::LoseAnswer);
    let payment = world.pay(kip(100)).await.unwrap();
    world.payer.sync().await.unwrap();
    let balance = world.payer.balance().await.unwrap();
    assert_eq!((balance.settled, balance.reserved, balance.available), (kip(900), kip(0), kip(900)));
    world.payer.resume().await.unwrap();
    assert_eq!(world.payer.payment(payment.order_id).await.unwrap().state, crate::PaymentState::Settled);
    assert_eq!(world.payer.balance().await.unwrap(), balance);
}
