use std::time::Duration;

use bank_api::{
    env::Clock,
    id::{AccountId, OrderId, ParticipantId},
    problem::RejectReason,
};

use super::*;
use crate::{
    StoreError, Wallet, WalletError,
    testing::{Fault, Phone, World, kip, pin as the_pin},
};

const ORDERS: &str = "/v1/payments";

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
async fn a_payment_whose_record_can_not_be_read_is_pending_and_no_error() {
    let world = World::new().await;
    let code = world.payee.static_code(Some(kip(100))).await.unwrap();
    let preview = world.payer.prepare(&code, None, None).await.unwrap();
    // What is read back is nonsense from the first change of the state on.
    world
        .payer
        .store()
        .write(|transaction| {
            Ok(transaction.execute_batch(
                "CREATE TRIGGER disk_breaks AFTER UPDATE OF state ON payment
                 BEGIN UPDATE payment SET request = x'00' WHERE order_id = NEW.order_id; END;",
            )?)
        })
        .await
        .unwrap();
    let payment = world.payer.confirm(preview).await.unwrap();
    assert_eq!((payment.state, payment.amount), (PaymentState::Submitted, kip(100)));
    assert!(world.payer.payments(None, 1).await.is_err(), "it can't be read");
    assert_eq!(world.paid(), kip(100));
}

#[tokio::test]
async fn an_order_is_dated_by_the_banks_clock() {
    for seconds in [3600, -3600] {
        let world = World::new().await;
        let code = world.payee.static_code(Some(kip(100))).await.unwrap();
        let preview = world.payer.prepare(&code, None, None).await.unwrap();
        // The phone's clock is set before the owner says yes.
        world.phone.clock.pass(seconds);
        let payment = world.payer.confirm(preview).await.unwrap();
        assert_eq!((payment.state, payment.created_at), (PaymentState::Settled, world.bank.clock.now()));
    }
}

#[tokio::test]
async fn an_order_is_stored_also_when_the_bank_can_not_be_asked_for_its_time() {
    let world = World::new().await;
    let code = world.payee.static_code(Some(kip(100))).await.unwrap();
    let preview = world.payer.prepare(&code, None, None).await.unwrap();
    world.phone.clock.pass(3600);
    world.bank.fault("/v1/account", Fault::LoseRequest);
    world.bank.fault(ORDERS, Fault::LoseRequest);
    let payment = world.payer.confirm(preview).await.unwrap();
    assert_eq!((payment.state, world.bank.faults_left()), (PaymentState::Submitted, 0));
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
