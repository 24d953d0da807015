//! What the API is for, from the first kip to the last.

use bank_api::{
    id::AccountId,
    log::{
        checkpoint::SignedCheckpoint,
        entry::{Direction, chain_start},
        proof::{verify_consistency, verify_inclusion},
    },
    message::{
        bank::{BankInfo, Leaves, LogProof, SupplyStatement},
        exchange::{ExchangeInfo, ExchangeKind, ExchangeStatus, RequestTopUp},
        operator::{
            BurnRequest, CustomerInfo, FiatBalance, FiatDeposit, IssuanceInfo, MintRequest, NewCustomer,
            SetAccountStatus,
        },
        payment::{CreatePaymentRequest, PayeeInfo, PaymentOutcome, PaymentRequestInfo, RequestStatus},
        route,
        wallet::{
            AccountInfo, AccountStatus, AuthoriseDevice, Devices, EntriesPage, HolderKind, RevokeDevice,
        },
    },
    problem::RejectReason,
    statement::{NotSeen, OrderKind, PaymentOrder, Receipt, Rejection, Supply, Unverified},
};
use http::{StatusCode, header::CACHE_CONTROL};

use super::sandbox::{Sandbox, get, naga_id, two_customers};
use crate::testing::{kip, network, order_id, request_id};

fn receipt(bank: &Sandbox, outcome: &PaymentOutcome) -> Receipt {
    let PaymentOutcome::Settled { receipt } = outcome else { panic!("{outcome:?}") };
    let receipt = Unverified::<Receipt>::parse(&receipt.0).unwrap();
    receipt.verify(&network(), &bank.keys.ledger.receipt.public()).unwrap().body().clone()
}

#[tokio::test(start_paused = true)]
async fn everybody_learns_who_the_bank_is() {
    let bank = Sandbox::open().await;
    let reply = bank.send(get(route::INFO)).await;
    let info: BankInfo = reply.ok();
    assert_eq!(info.network, network());
    assert_eq!(info.receipt_key, bank.keys.ledger.receipt.public());
    assert_eq!(info.log_key, *bank.keys.ledger.log.verifier());
    assert_eq!(info.server_time, bank.now());
    let ids: Vec<_> = info.participants.iter().map(|participant| participant.id.as_str()).collect();
    assert_eq!(ids, ["NAGA", "CHAMPA"]);
    assert_eq!(reply.headers["date"], "Tue, 24 Nov 2026 09:30:00 GMT");
    assert!(reply.headers.contains_key("x-request-id"));
    assert_eq!(bank.send(get(route::HEALTH)).await.body, b"ok\n");
}

#[tokio::test]
async fn a_payment_moves_money_and_proves_it() {
    let (bank, noy, dao) = two_customers().await;
    let order = noy.sign(noy.order(1, dao.account, kip(12_000)));
    let reply = bank.pay(&order).await;
    let outcome: PaymentOutcome = reply.ok();
    assert_eq!(reply.headers[CACHE_CONTROL], "no-store");
    let receipt = receipt(&bank, &outcome);
    assert_eq!((receipt.payer, receipt.payee, receipt.amount), (noy.account, dao.account, kip(12_000)));

    // Asked again, by both parties, and sent again: the same for ever.
    let path = route::fill(route::PAYMENT, order_id(1));
    for phone in [&noy, &dao] {
        assert_eq!(bank.get(&phone.device, &path).await.ok::<PaymentOutcome>(), outcome);
    }
    assert_eq!(bank.pay(&order).await.ok::<PaymentOutcome>(), outcome);
    assert_eq!(bank.account(&noy).await.balance, kip(18_000));
    assert_eq!(bank.account(&noy).await.spent_today, kip(12_000));
    assert_eq!(bank.account(&dao).await.balance, kip(42_000));

    // The payee's page proves itself.
    let page: EntriesPage = bank.get(&dao.device, &format!("{}?after=0&limit=10", route::ENTRIES)).await.ok();
    let checkpoint = SignedCheckpoint::verify(page.checkpoint, bank.keys.ledger.log.verifier()).unwrap();
    let mut chain = chain_start(dao.account);
    for item in &page.entries {
        chain = item.entry.hash(dao.account, chain);
    }
    let last = page.entries.last().unwrap();
    assert_eq!((last.entry.direction, last.counterparty_name.as_str()), (Direction::Credit, "Customer 1"));
    assert_eq!((last.leaf_index, chain), (receipt.leaf_index, receipt.credit_hash));
    let leaf = last.leaf(chain).hash();
    verify_inclusion(&leaf, last.leaf_index, checkpoint.size(), &page.inclusion, checkpoint.root()).unwrap();
    bank.assert_sound().await;
}

#[tokio::test]
async fn a_payment_is_shown_to_its_parties_only_and_what_is_not_there_is_said_with_a_time() {
    let (bank, noy, dao) = two_customers().await;
    let third = bank.customer(3, kip(1), kip(0)).await;
    bank.settle(noy.order(1, dao.account, kip(1)), &noy).await;
    let stranger = bank.get(&third.device, &route::fill(route::PAYMENT, order_id(1))).await;
    assert_eq!(stranger.code(), "not-found");
    let absent = bank.get(&noy.device, &route::fill(route::PAYMENT, order_id(99))).await.problem();
    assert_eq!(absent.code.to_string(), "no-such-order");
    let not_seen = Unverified::<NotSeen>::parse(&absent.not_seen.unwrap().0).unwrap();
    assert_eq!(not_seen.body().order_id, order_id(99));
    let as_of = not_seen.body().as_of;
    // What expired by then can never be settled any more.
    bank.clock.set(as_of.shifted(-1));
    let late = PaymentOrder { expires_at: as_of, ..noy.order(99, dao.account, kip(1)) };
    let outcome = bank.settle(late, &noy).await;
    assert_eq!(reason(&outcome), RejectReason::OrderExpired);
    // A top-up is no payment.
    let top_up = bank.get(&noy.device, &route::fill(route::PAYMENT, order_id(1002))).await;
    assert_eq!(top_up.code(), "not-found");
}

#[tokio::test]
async fn a_request_is_made_shown_paid_and_not_paid_again() {
    let (bank, noy, dao) = two_customers().await;
    let wish = CreatePaymentRequest {
        amount: kip(5_000),
        memo: Some("ເຂົ້າໜຽວ".to_owned()),
        expires_at: bank.now().shifted(30_000_000),
    };
    let first = bank.create(&dao.device, route::PAYMENT_REQUESTS, 7, &wish).await;
    let made: PaymentRequestInfo = first.ok();
    assert_eq!((made.id.as_bytes(), made.status), (order_id(7).as_bytes(), RequestStatus::Open));
    assert!(!first.replayed());
    let again = bank.create(&dao.device, route::PAYMENT_REQUESTS, 7, &wish).await;
    assert_eq!(again.ok::<PaymentRequestInfo>(), made);
    assert!(again.replayed());

    let path = route::fill(route::PAYMENT_REQUEST, made.id);
    let seen: PaymentRequestInfo = bank.get(&noy.device, &path).await.ok();
    assert_eq!(seen.payee.name, "Customer 2");
    for (id, paid) in [(1, true), (2, false)] {
        let order = PaymentOrder { request: Some(made.id), ..noy.order(id, dao.account, kip(5_000)) };
        let outcome = bank.settle(order, &noy).await;
        assert_eq!(matches!(outcome, PaymentOutcome::Settled { .. }), paid, "{outcome:?}");
    }
    let paid: PaymentRequestInfo = bank.get(&dao.device, &path).await.ok();
    assert_eq!(paid.status, RequestStatus::Paid);
    assert_eq!(
        bank.get(&noy.device, &route::fill(route::PAYMENT_REQUEST, request_id(9))).await.code(),
        "not-found"
    );
}

#[tokio::test]
async fn a_payee_is_who_the_bank_says_it_is() {
    let (bank, noy, dao) = two_customers().await;
    let payee: PayeeInfo = bank.get(&noy.device, &route::fill(route::PAYEE, dao.account)).await.ok();
    assert_eq!(
        (payee.name.as_str(), payee.kind, payee.may_receive),
        ("Customer 2", HolderKind::Person, true)
    );
    let nobody = route::fill(route::PAYEE, AccountId::from_bytes([9; 16]));
    assert_eq!(bank.get(&noy.device, &nobody).await.code(), "not-found");
    assert_eq!(
        bank.get(&noy.device, &route::fill(route::PAYEE, AccountId::issuance())).await.code(),
        "not-found"
    );
}

#[tokio::test]
async fn money_comes_in_as_fiat_and_goes_out_as_fiat() {
    let (bank, noy, _) = two_customers().await;
    let customer = route::fill(route::CUSTOMER, order_id(1000));
    let before: CustomerInfo = bank.get(&bank.naga, &customer).await.ok();
    assert_eq!(before.wallet, Some(noy.account));
    assert_eq!(before.fiat, FiatBalance { available: kip(50_000), held: kip(0) });

    let account = bank.account(&noy).await;
    assert_eq!(
        (account.participant, account.participant_account),
        (naga_id(), AccountId::of_participant(&naga_id()))
    );
    let redemption = PaymentOrder {
        kind: OrderKind::Redemption,
        ..noy.order(5, account.participant_account, kip(10_000))
    };
    assert!(matches!(bank.settle(redemption, &noy).await, PaymentOutcome::Settled { .. }));
    // The bank pays out by itself, a moment later.
    let path = route::fill(route::EXCHANGE, order_id(5));
    let mut info: ExchangeInfo = bank.get(&noy.device, &path).await.ok();
    while info.status == ExchangeStatus::Pending {
        tokio::task::yield_now().await;
        info = bank.get(&noy.device, &path).await.ok();
    }
    assert_eq!((info.kind, info.status), (ExchangeKind::Redemption, ExchangeStatus::Done));
    let after: CustomerInfo = bank.get(&bank.naga, &customer).await.ok();
    assert_eq!(after.fiat, FiatBalance { available: kip(60_000), held: kip(0) });
    bank.assert_sound().await;
}

#[tokio::test]
async fn a_top_up_that_can_not_be_says_why_and_moves_nothing() {
    let (bank, noy, dao) = two_customers().await;
    let rejected = bank.create(&noy.device, route::TOP_UPS, 50, &RequestTopUp { amount: kip(60_000) }).await;
    let info: ExchangeInfo = rejected.ok();
    assert_eq!(info.status, ExchangeStatus::Rejected { reason: RejectReason::InsufficientFiat });
    // It stays rejected, though there is enough now.
    let deposits = route::fill(route::CUSTOMER_DEPOSITS, order_id(1000));
    bank.create(&bank.naga, &deposits, 51, &FiatDeposit { amount: kip(60_000) }).await.ok::<FiatBalance>();
    let again = bank.create(&noy.device, route::TOP_UPS, 50, &RequestTopUp { amount: kip(60_000) }).await;
    assert_eq!(again.ok::<ExchangeInfo>(), info);
    assert!(again.replayed());
    // It is shown to its owner.
    let path = route::fill(route::EXCHANGE, order_id(50));
    assert_eq!(bank.get(&noy.device, &path).await.ok::<ExchangeInfo>(), info);
    for other in [&dao.device, &bank.naga] {
        assert_eq!(bank.get(other, &path).await.code(), "not-found");
    }
    let purchase = route::fill(route::EXCHANGE, order_id(902));
    assert_eq!(bank.get(&bank.naga, &purchase).await.ok::<ExchangeInfo>().kind, ExchangeKind::Purchase);
    bank.assert_sound().await;
}

#[tokio::test(start_paused = true)]
async fn a_top_up_whose_caller_goes_away_is_finished_all_the_same() {
    let (bank, noy, _) = two_customers().await;
    let top_up = RequestTopUp { amount: kip(1_000) };
    tokio::select! {
        biased;
        reply = bank.create(&noy.device, route::TOP_UPS, 50, &top_up) => panic!("answered too soon: {reply:?}"),
        // Polled once: as far as it goes without waiting for the ledger, and no further.
        () = std::future::ready(()) => {}
    }
    let path = route::fill(route::EXCHANGE, order_id(50));
    assert_eq!(bank.get(&noy.device, &path).await.ok::<ExchangeInfo>().status, ExchangeStatus::Pending);
    tokio::time::sleep(std::time::Duration::from_secs(6)).await;
    assert_eq!(bank.get(&noy.device, &path).await.ok::<ExchangeInfo>().status, ExchangeStatus::Done);
    assert_eq!(bank.account(&noy).await.balance, kip(31_000));
    bank.assert_sound().await;
}

#[tokio::test]
async fn issuance_is_public_and_adds_up() {
    let (bank, ..) = two_customers().await;
    let burn = BurnRequest { participant: naga_id(), amount: kip(100_000) };
    let burned: IssuanceInfo = bank.create(&bank.bol, route::BURNS, 60, &burn).await.ok();
    assert_eq!(bank.create(&bank.bol, route::BURNS, 60, &burn).await.ok::<IssuanceInfo>(), burned);
    let too_much = BurnRequest { participant: naga_id(), amount: kip(9_000_000) };
    let refused = bank.create(&bank.bol, route::BURNS, 61, &too_much).await.problem();
    assert_eq!(refused.reason, Some(RejectReason::InsufficientFunds));

    let statement: SupplyStatement = bank.send(get(route::SUPPLY)).await.ok();
    let supply = Unverified::<Supply>::parse(&statement.supply.0).unwrap();
    let supply = supply.verify(&network(), &bank.keys.ledger.receipt.public()).unwrap();
    assert_eq!(supply.body().outstanding(), Some(kip(900_000)));
    let checkpoint = String::from_utf8(bank.send(get(route::LOG_CHECKPOINT)).await.body).unwrap();
    assert_eq!(checkpoint, statement.checkpoint);

    let log = SignedCheckpoint::verify(checkpoint, bank.keys.ledger.log.verifier()).unwrap();
    let leaves =
        bank.send(get(&format!("{}?from=0&limit=200", route::LOG_LEAVES))).await.ok::<Leaves>().leaves;
    assert_eq!(leaves.len() as u64, log.size());
    let hash = bank_api::log::hash::leaf_hash(&leaves[usize::try_from(burned.leaf_index).unwrap()].0);
    let query = format!("{}?index={}&size={}", route::LOG_INCLUSION, burned.leaf_index, log.size());
    let proof: LogProof = bank.send(get(&query)).await.ok();
    verify_inclusion(&hash, burned.leaf_index, log.size(), &proof.path, log.root()).unwrap();
    let query = format!("{}?from={}&to={}", route::LOG_CONSISTENCY, log.size(), log.size());
    let same: LogProof = bank.send(get(&query)).await.ok();
    verify_consistency(log.size(), log.root(), log.size(), log.root(), &same.path).unwrap();
    let beyond = format!("{}?index=0&size={}", route::LOG_INCLUSION, log.size() + 1);
    assert_eq!(bank.send(get(&beyond)).await.code(), "not-found");
}

#[tokio::test]
async fn a_mint_is_done_once_and_only_for_a_participant() {
    let bank = Sandbox::open().await;
    let mint = MintRequest { participant: "BOL".parse().unwrap(), amount: kip(7) };
    let first = bank.create(&bank.bol, route::MINTS, 1, &mint).await;
    let again = bank.create(&bank.bol, route::MINTS, 1, &mint).await;
    assert_eq!(first.ok::<IssuanceInfo>(), again.ok::<IssuanceInfo>());
    assert_eq!((first.replayed(), again.replayed()), (false, true));
    let nobody = MintRequest { participant: "NOBODY".parse().unwrap(), amount: kip(7) };
    assert_eq!(bank.create(&bank.bol, route::MINTS, 2, &nobody).await.code(), "not-found");
    bank.assert_sound().await;
}

#[tokio::test]
async fn registering_is_safe_to_repeat_and_a_code_is_good_for_one_wallet() {
    let (bank, noy, dao) = two_customers().await;
    let again: AccountInfo = bank.register(&noy).await.ok();
    assert_eq!((again.account, again.balance), (noy.account, kip(30_000)));
    // Another wallet with a used code, a wallet with another customer's code, a code that is none.
    let new = NewCustomer { name: "Third".to_owned(), kind: HolderKind::Merchant };
    let third: CustomerInfo = bank.create(&bank.naga, route::CUSTOMERS, 70, &new).await.ok();
    let stolen = super::sandbox::Phone::new(9, noy.code.clone());
    let greedy = super::sandbox::Phone {
        code: third.enrolment_code.clone(),
        ..super::sandbox::Phone::new(2, String::new())
    };
    assert_eq!(greedy.account, dao.account);
    let guessed = super::sandbox::Phone::new(9, "AAAA-BBBB-CCCC-DDDD".to_owned());
    for phone in [stolen, greedy, guessed] {
        assert_eq!(bank.register(&phone).await.code(), "enrolment-refused");
    }
    // As people type it.
    let typed = super::sandbox::Phone::new(9, third.enrolment_code.to_lowercase().replace('-', " "));
    let opened: AccountInfo = bank.register(&typed).await.ok();
    assert_eq!((opened.name.as_str(), opened.kind), ("Third", HolderKind::Merchant));
}

#[tokio::test]
async fn a_new_phone_is_authorised_and_the_lost_one_revoked() {
    let (bank, noy, dao) = two_customers().await;
    let second = noy.second();
    let authorise = AuthoriseDevice { authorisation: second.authorisation() };
    for _ in 0..2 {
        let info: AccountInfo = bank.post(&second.device, route::DEVICES, &authorise).await.ok();
        assert_eq!(info.account, noy.account);
    }
    let devices: Devices = bank.get(&second.device, route::DEVICES).await.ok();
    assert_eq!(devices.devices.len(), 2);

    // Revoked by another's owner: no. By one's own: for ever.
    let others = RevokeDevice { revocation: dao.revocation() };
    assert_eq!(bank.post(&second.device, route::DEVICE_REVOCATIONS, &others).await.code(), "forbidden");
    let revoke = RevokeDevice { revocation: noy.revocation() };
    for _ in 0..2 {
        let devices: Devices = bank.post(&second.device, route::DEVICE_REVOCATIONS, &revoke).await.ok();
        assert_eq!(devices.devices.iter().filter(|device| device.revoked_at.is_some()).count(), 1);
    }
    assert_eq!(bank.get(&noy.device, route::ACCOUNT).await.code(), "device-revoked");
    let authorise = AuthoriseDevice { authorisation: noy.authorisation() };
    assert_eq!(bank.post(&noy.device, route::DEVICES, &authorise).await.code(), "device-revoked");
    let outcome = bank.settle(noy.order(1, dao.account, kip(1)), &noy).await;
    assert_eq!(reason(&outcome), RejectReason::DeviceRevoked);
    assert!(matches!(
        bank.settle(second.order(2, dao.account, kip(1)), &second).await,
        PaymentOutcome::Settled { .. }
    ));

    // A wallet that nobody opened gets no device.
    let stranger = super::sandbox::Phone::new(9, String::new());
    let authorise = AuthoriseDevice { authorisation: stranger.authorisation() };
    assert_eq!(bank.post(&stranger.device, route::DEVICES, &authorise).await.code(), "not-found");
}

#[tokio::test]
async fn a_frozen_account_neither_pays_nor_is_paid() {
    let (bank, noy, dao) = two_customers().await;
    let path = route::fill(route::ACCOUNT_STATUS, dao.account);
    let frozen = SetAccountStatus { status: AccountStatus::Frozen };
    let payee: PayeeInfo = bank.create(&bank.bol, &path, 80, &frozen).await.ok();
    assert!(!payee.may_receive);
    let outcome = bank.settle(noy.order(1, dao.account, kip(1)), &noy).await;
    assert_eq!(reason(&outcome), RejectReason::PayeeCannotReceive);
    let outcome = bank.settle(dao.order(2, noy.account, kip(1)), &dao).await;
    assert_eq!(reason(&outcome), RejectReason::PayerBlocked);
    let active = SetAccountStatus { status: AccountStatus::Active };
    bank.create(&bank.bol, &path, 81, &active).await.ok::<PayeeInfo>();
    assert!(matches!(
        bank.settle(noy.order(3, dao.account, kip(1)), &noy).await,
        PaymentOutcome::Settled { .. }
    ));
    let nobody = route::fill(route::ACCOUNT_STATUS, AccountId::issuance());
    assert_eq!(bank.create(&bank.bol, &nobody, 82, &frozen).await.code(), "not-found");
}

#[tokio::test]
async fn reserves_are_shown_to_their_bank_and_the_central_bank() {
    let (bank, noy, _) = two_customers().await;
    let path = route::fill(route::RESERVES, "NAGA");
    bank.create(&bank.bol, &path, 80, &FiatDeposit { amount: kip(5) }).await.ok::<FiatBalance>();
    for key in [&bank.bol, &bank.naga] {
        assert_eq!(
            bank.get(key, &path).await.ok::<FiatBalance>(),
            FiatBalance { available: kip(5), held: kip(0) }
        );
    }
    let champa = &bank.operators.participants[&"CHAMPA".parse().unwrap()];
    for key in [champa, &noy.device] {
        assert_eq!(bank.get(key, &path).await.code(), "forbidden");
    }
    assert_eq!(bank.get(&bank.bol, &route::fill(route::RESERVES, "NOBODY")).await.code(), "not-found");
}

#[tokio::test]
async fn a_customer_is_seen_by_its_own_bank_only() {
    let (bank, noy, _) = two_customers().await;
    let champa = &bank.operators.participants[&"CHAMPA".parse().unwrap()];
    let path = route::fill(route::CUSTOMER, order_id(1000));
    assert_eq!(bank.get(champa, &path).await.code(), "not-found");
    let deposits = route::fill(route::CUSTOMER_DEPOSITS, order_id(1000));
    let deposit = FiatDeposit { amount: kip(1) };
    assert_eq!(bank.create(champa, &deposits, 90, &deposit).await.code(), "not-found");
    assert_eq!(bank.get(&noy.device, &path).await.code(), "forbidden");
    // Taken in again by its own bank: the same code.
    let new = NewCustomer { name: "Customer 1".to_owned(), kind: HolderKind::Person };
    let again = bank.create(&bank.naga, route::CUSTOMERS, 1000, &new).await;
    let info: CustomerInfo = again.ok();
    assert!(again.replayed());
    assert_eq!((info.enrolment_code, info.wallet), (noy.code.clone(), Some(noy.account)));
}

#[tokio::test]
async fn a_bank_that_shuts_down_says_so() {
    let mut bank = Sandbox::open().await;
    bank.begin_shutdown();
    tokio::task::yield_now().await;
    while bank.send(get(route::HEALTH)).await.status == StatusCode::OK {
        tokio::task::yield_now().await;
    }
    assert_eq!(bank.send(get(route::HEALTH)).await.code(), "unavailable");
    let mint = MintRequest { participant: "BOL".parse().unwrap(), amount: kip(7) };
    let reply = bank.create(&bank.bol, route::MINTS, 1, &mint).await;
    assert_eq!(reply.code(), "unavailable");
    assert_eq!(reply.headers["retry-after"], "1");
    bank.close().await;
}

/// Why an order was rejected, in the bank's signed words.
fn reason(outcome: &PaymentOutcome) -> RejectReason {
    let PaymentOutcome::Rejected { rejection } = outcome else { panic!("not rejected: {outcome:?}") };
    Unverified::<Rejection>::parse(&rejection.0).unwrap().body().reason()
}
