//! People who cheat: a clear refusal each, and no money moves. Codes that are not what they seem stand in `codes.rs`.

#![allow(clippy::unwrap_used)] // helpers: a failure in them is a failed test

use std::{sync::Arc, time::Duration};

use bank_api::{
    amount::Amount,
    cose,
    encoding::Bytes,
    http_signature::{self, CONTENT_DIGEST, IDEMPOTENCY_KEY},
    id::{AccountId, OrderId, RequestId},
    key::SecretKey,
    message::{
        payment::PaymentOutcome,
        route,
        wallet::{AccountStatus, HolderKind},
    },
    problem::{Problem, RejectReason},
    statement::{OrderKind, PaymentOrder, Rejection, Signed, Statement, Unverified},
};
use http::HeaderValue;
use serde_json::{Value, json};
use system_tests::{BareWallet, Fault, Person, World, clock::MovedClock, kip, world::reason};
use tokio::task::JoinSet;
use wallet_core::{BankTransport, PaymentState, WalletError};

/// A customer whose wallet's keys are in the test's hands, with so much digital kip; and her customer's id.
async fn cheat(world: &World, name: &str, balance_kip: u64) -> BareWallet {
    let (_, code) = world.customer(name, HolderKind::Person, balance_kip).await;
    let wallet = BareWallet::new(&world.url(), None);
    wallet.register(&code).await.unwrap();
    if balance_kip > 0 {
        let body = json!({ "amount": kip(balance_kip) });
        let _: Value =
            wallet.send(wallet.signed(route::TOP_UPS, &body, Some(wallet.new_id()))).await.unwrap();
    }
    wallet
}

/// Nothing has gone from or to the cheat's account.
async fn assert_untouched(cheat: &BareWallet, balance_kip: u64) {
    let account: Value = cheat.client.get(route::ACCOUNT, Some(&cheat.device)).await.unwrap();
    assert_eq!(account["balance"], json!(kip(balance_kip)));
    assert_eq!(account["seq"], json!(u64::from(balance_kip > 0)));
}

fn rejected(outcome: Result<PaymentOutcome, Problem>) -> RejectReason {
    match outcome {
        Ok(PaymentOutcome::Rejected { rejection }) => {
            Unverified::<Rejection>::parse(&rejection.0).unwrap().body().reason()
        }
        other => panic!("not rejected: {other:?}"),
    }
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Problem>) -> &'static str {
    outcome.unwrap_err().code.code()
}

fn receipt(outcome: Result<PaymentOutcome, Problem>) -> Bytes {
    match outcome {
        Ok(PaymentOutcome::Settled { receipt }) => receipt,
        other => panic!("not settled: {other:?}"),
    }
}

#[tokio::test]
async fn an_order_that_is_posted_again_and_again_is_settled_once() {
    let world = World::open().await;
    let (noy, cafe) = (Arc::new(cheat(&world, "Noy", 1_000).await), world.merchant("Han Kafe").await);
    let order = noy.sign(noy.order(cafe.wallet.account(), kip(10)));
    let mut posts = JoinSet::new();
    for _ in 0..30 {
        let (noy, order) = (Arc::clone(&noy), order.clone());
        posts.spawn(async move { receipt(noy.post(order).await) });
    }
    let receipts = posts.join_all().await;
    assert!(receipts.iter().all(|receipt| *receipt == receipts[0]), "to the byte");
    assert_eq!(cafe.synced().await, kip(10));

    // The id is used: another order under it is not settled, and the first keeps its outcome.
    let first = receipts[0].clone();
    let id = Unverified::<PaymentOrder>::parse(&order).unwrap().body().id;
    let other = PaymentOrder { id, ..noy.order(cafe.wallet.account(), kip(11)) };
    assert_eq!(rejected(noy.pay(other).await), RejectReason::OrderIdReused);
    assert_eq!(receipt(noy.post(order).await), first);
    assert_eq!(cafe.synced().await, kip(10));
}

#[tokio::test]
async fn an_order_with_one_bit_altered_is_refused() {
    let world = World::open().await;
    let (noy, cafe) = (cheat(&world, "Noy", 1_000).await, world.merchant("Han Kafe").await);
    let order = noy.sign(noy.order(cafe.wallet.account(), kip(10)));
    for at in 0..order.len() {
        let mut altered = order.clone();
        altered[at] ^= 1 << (at % 8);
        let code = refused(noy.post(altered).await);
        assert!(["invalid-statement", "unknown-key"].contains(&code), "at {at}: {code}");
    }
    for part in [&order[..order.len() - 1], &order[1..], &[], &[&order[..], &[0]].concat()] {
        assert_eq!(refused(noy.post(part.to_vec()).await), "invalid-statement");
    }
    assert_untouched(&noy, 1_000).await;
    assert_eq!(cafe.synced().await, kip(0));
}

#[tokio::test]
async fn an_order_under_another_key_is_refused() {
    let world = World::open().await;
    let (noy, dao) = (cheat(&world, "Noy", 1_000).await, cheat(&world, "Dao", 1_000).await);
    let network = BareWallet::network();
    let order = || noy.order(dao.account(), kip(10));
    let signed = |key: &SecretKey| Signed::sign(order(), &network, key).bytes().to_vec();
    // The payee signs for the payer.
    assert_eq!(refused(dao.post(signed(&dao.spending)).await), "forbidden");
    // A key that nobody has; the right device's other key; the owner's root key.
    for key in [&SecretKey::from_seed(&[9; 32]), &noy.device, &noy.root] {
        assert_eq!(refused(dao.post(signed(key)).await), "unknown-key");
    }
    // The right key, for play money.
    let play = Signed::sign(order(), &"dlak-play".parse().unwrap(), &noy.spending).bytes().to_vec();
    assert_eq!(refused(dao.post(play).await), "invalid-statement");
    for cheat in [&noy, &dao] {
        assert_untouched(cheat, 1_000).await;
    }
}

#[tokio::test]
async fn an_order_that_breaks_its_own_rules_is_refused() {
    let world = World::open().await;
    let (noy, dao) = (cheat(&world, "Noy", 1_000).await, cheat(&world, "Dao", 0).await);
    let order = || noy.order(dao.account(), kip(10));
    let unsound = [
        ("nothing", PaymentOrder { amount: Amount::ZERO, ..order() }),
        ("to oneself", PaymentOrder { payee: noy.account(), ..order() }),
        ("over before it began", PaymentOrder { expires_at: order().created_at, ..order() }),
        ("a novel", PaymentOrder { memo: Some("x".repeat(141)), ..order() }),
        ("an empty memo", PaymentOrder { memo: Some(String::new()), ..order() }),
    ];
    for (what, order) in unsound {
        let payload = minicbor::to_vec(&order).unwrap();
        let network = BareWallet::network();
        let bytes =
            cose::sign(PaymentOrder::CONTENT_TYPE, &payload, network.as_str().as_bytes(), &noy.spending);
        assert_eq!(refused(noy.post(bytes).await), "invalid-statement", "{what}");
    }
    // What is well-formed is decided by the ledger, once and for ever.
    let now = noy.client.now();
    let an_hour_ago = now.shifted(-3_600_000_000);
    let nobody = AccountId::from_bytes([7; 16]);
    let bank = AccountId::of_participant(world.bank().participant().unwrap());
    let vault = AccountId::of_participant(world.bank().vault());
    for (what, order, reason) in [
        (
            "an old order",
            PaymentOrder {
                created_at: an_hour_ago,
                expires_at: an_hour_ago.plus(Duration::from_mins(10)),
                ..order()
            },
            RejectReason::OrderExpired,
        ),
        ("too much", PaymentOrder { amount: kip(1_001), ..order() }, RejectReason::InsufficientFunds),
        (
            "all the money there can be",
            PaymentOrder { amount: Amount::MAX, ..order() },
            RejectReason::OverPaymentLimit,
        ),
        ("to nobody", PaymentOrder { payee: nobody, ..order() }, RejectReason::PayeeUnknown),
        ("to a bank", PaymentOrder { payee: bank, ..order() }, RejectReason::PayeeCannotReceive),
        (
            "to the press",
            PaymentOrder { payee: AccountId::issuance(), ..order() },
            RejectReason::PayeeCannotReceive,
        ),
        (
            "redeemed at another wallet",
            PaymentOrder { kind: OrderKind::Redemption, ..order() },
            RejectReason::PayeeCannotReceive,
        ),
        (
            "redeemed at a foreign bank",
            PaymentOrder { kind: OrderKind::Redemption, payee: vault, ..order() },
            RejectReason::PayeeCannotReceive,
        ),
        (
            "for a request that is none",
            PaymentOrder { request: Some(RequestId::from_bytes([7; 16])), ..order() },
            RejectReason::RequestUnknown,
        ),
    ] {
        let bytes = noy.sign(order);
        assert_eq!(rejected(noy.post(bytes.clone()).await), reason, "{what}");
        assert_eq!(rejected(noy.post(bytes).await), reason, "{what}, again");
    }
    assert_untouched(&noy, 1_000).await;
    assert_untouched(&dao, 0).await;
}

#[tokio::test]
async fn a_request_that_is_altered_on_the_way_is_refused() {
    let world = World::open().await;
    let noy = cheat(&world, "Noy", 1_000).await;
    let (mine, more) = (json!({ "amount": kip(1) }), json!({ "amount": kip(900) }));
    let signed = || noy.signed(route::TOP_UPS, &mine, Some(noy.new_id()));

    let mut other_body = signed();
    *other_body.body_mut() = serde_json::to_vec(&more).unwrap();
    assert_eq!(refused(noy.send::<Value>(other_body.clone()).await), "digest-mismatch");
    // With the digest of the other body, taken from a request that someone else has signed.
    let digest = noy.signed(route::TOP_UPS, &more, None).headers()[CONTENT_DIGEST].clone();
    other_body.headers_mut().insert(CONTENT_DIGEST, digest);
    assert_eq!(refused(noy.send::<Value>(other_body).await), "signature-invalid");

    let mut other_key = signed();
    let key = HeaderValue::from_str(&format!("\"{}\"", noy.new_id())).unwrap();
    other_key.headers_mut().insert(IDEMPOTENCY_KEY, key);
    assert_eq!(refused(noy.send::<Value>(other_key).await), "signature-invalid");

    let mut other_path = signed();
    *other_path.uri_mut() = format!("{}{}", world.url(), route::PAYMENT_REQUESTS).parse().unwrap();
    assert_eq!(refused(noy.send::<Value>(other_path).await), "signature-invalid");

    let mut other_query = signed();
    *other_query.uri_mut() = format!("{}{}?x=1", world.url(), route::TOP_UPS).parse().unwrap();
    assert_eq!(refused(noy.send::<Value>(other_query).await), "signature-invalid");

    let mut unsigned = signed();
    unsigned.headers_mut().remove(http_signature::SIGNATURE);
    assert_eq!(refused(noy.send::<Value>(unsigned).await), "signature-invalid");

    // The very same request twice: once it was good.
    let (_, code) = world.customer("Dao", HolderKind::Person, 10).await;
    let dao = BareWallet::new(&world.url(), None);
    dao.register(&code).await.unwrap();
    let good = dao.signed(route::TOP_UPS, &mine, Some(dao.new_id()));
    let _: Value = dao.send(good.clone()).await.unwrap();
    assert_eq!(refused(dao.send::<Value>(good).await), "nonce-reused");
    assert_untouched(&dao, 1).await;
    assert_untouched(&noy, 1_000).await;
}

/// An answer of somebody between wallet and bank.
fn forged(status: &str, body: &impl serde::Serialize) -> Fault {
    let body = serde_json::to_string(body).unwrap();
    let length = body.len();
    Fault::Forge(format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes())
}

#[tokio::test]
async fn what_the_bank_signed_about_another_order_is_not_believed_of_this_one() {
    let bank_clock = MovedClock::default();
    let world = World::with_clock(&bank_clock).await;
    let (khamla, cafe) = (world.citizen("Khamla", 1_000).await, world.merchant("Han Kafe").await);
    let middleman = cheat(&world, "Middleman", 100).await;
    let code = cafe.sticker().await;
    // True words of the bank, about the middleman's own orders.
    let settled = middleman.pay(middleman.order(cafe.wallet.account(), kip(1))).await.unwrap();
    let rejected = middleman.pay(middleman.order(AccountId::from_bytes([7; 16]), kip(1))).await.unwrap();
    // And one that nobody has signed.
    let unsigned =
        json!({ "status": "rejected", "reason": "insufficient-funds", "decided_at": "2026-11-24T00:00:00Z" });
    let lies = [forged("200 OK", &settled), forged("200 OK", &rejected), forged("200 OK", &unsigned)];
    let mut paid = Vec::new();
    for lie in lies {
        world.proxy().inject("POST /v1/payments ", lie.clone(), 1);
        let pending = khamla.pay(&code, Some(kip(10))).await.unwrap();
        assert_eq!(pending.state, PaymentState::Submitted);
        world.proxy().inject("GET /v1/payments/", lie, 1);
        assert_eq!(khamla.wallet.resume().await.unwrap()[0].state, PaymentState::Submitted);
        khamla.finish().await;
        paid.push(pending.order_id);
    }
    world.proxy().inject("POST /v1/payments ", Fault::LoseAnswer, 1);
    let pending = khamla.pay(&code, Some(kip(10))).await.unwrap();
    paid.push(pending.order_id);
    bank_clock.pass(Duration::from_mins(11)).await;
    let never = route::fill(route::PAYMENT, middleman.new_id());
    let not_seen: Result<Value, _> = middleman.client.get(&never, Some(&middleman.device)).await;
    let Err(WalletError::Refused(not_seen)) = not_seen else { panic!("{not_seen:?}") };
    assert_eq!(not_seen.code.code(), "no-such-order");
    // Khamla's clock is put right first, so that the lie meets her question.
    khamla.wallet.refresh_account().await.unwrap();
    world.proxy().inject("GET /v1/payments/", forged("404 Not Found", &not_seen), 1);
    let answered = khamla.wallet.resume().await.unwrap();
    assert_ne!(answered[0].state, PaymentState::Expired, "it would be paid a second time");
    khamla.finish().await;
    for order in paid {
        khamla.assert_paid(order).await;
    }
    assert_eq!(cafe.synced().await, kip(41));
    assert_eq!(khamla.wallet.divergences().await.unwrap(), [], "a middleman's lie is not the bank's");
}

#[tokio::test]
async fn nobody_sees_or_does_what_is_anothers() {
    let world = World::open().await;
    let (noy, dao) = (cheat(&world, "Noy", 1_000).await, cheat(&world, "Dao", 0).await);
    let spy = cheat(&world, "Spy", 10).await;
    let order = noy.order(dao.account(), kip(10));
    let id = order.id;
    receipt(noy.pay(order).await);
    let look = async |who: &BareWallet, path: String| -> Result<Value, WalletError> {
        who.client.get(&path, Some(&who.device)).await
    };
    let payment = route::fill(route::PAYMENT, id);
    assert_eq!(look(&noy, payment.clone()).await.unwrap(), look(&dao, payment.clone()).await.unwrap());
    assert_eq!(look(&spy, payment).await.unwrap_err().code(), "not-found");

    let top_up = noy.new_id();
    let body = json!({ "amount": kip(1) });
    let _: Result<Value, _> = noy.send(noy.signed(route::TOP_UPS, &body, Some(top_up))).await;
    let exchange = route::fill(route::EXCHANGE, top_up);
    assert!(look(&noy, exchange.clone()).await.is_ok());
    assert_eq!(look(&spy, exchange).await.unwrap_err().code(), "not-found");

    // Another's key for one's own wish.
    let stolen = spy.send::<Value>(spy.signed(route::TOP_UPS, &body, Some(top_up))).await;
    assert!(stolen.is_err(), "{stolen:?}");
    // What only banks may do.
    let vault = world.bank().vault();
    for (path, body) in [
        (route::MINTS.to_owned(), json!({ "participant": vault, "amount": kip(1) })),
        (route::BURNS.to_owned(), json!({ "participant": vault, "amount": kip(1) })),
        (route::fill(route::RESERVES, "NAGA"), json!({ "amount": kip(1) })),
        (route::PURCHASES.to_owned(), json!({ "amount": kip(1) })),
        (route::CUSTOMERS.to_owned(), json!({ "name": "Me", "kind": "person" })),
        (route::fill(route::ACCOUNT_STATUS, spy.account()), json!({ "status": "active" })),
    ] {
        let answer = spy.send::<Value>(spy.signed(&path, &body, Some(spy.new_id()))).await;
        assert_eq!(refused(answer), "forbidden", "{path}");
    }
    assert_eq!(refused(spy.send::<Value>(spy.signed(route::AUDITS, &json!({}), None)).await), "forbidden");
    // A commercial bank is not the central bank, and the other way round.
    let (central, commercial) = (world.central_bank(), world.bank().commercial_bank());
    let new_id = || central.new_id().unwrap();
    assert_eq!(commercial.mint(new_id(), vault.clone(), kip(1)).await.unwrap_err().code(), "forbidden");
    assert_eq!(central.purchase(new_id(), kip(1)).await.unwrap_err().code(), "forbidden");
    assert_untouched(&spy, 10).await;
}

#[tokio::test]
async fn an_enrolment_code_opens_one_wallet() {
    let world = World::open().await;
    let (_, code) = world.customer("Noy", HolderKind::Person, 0).await;
    let (noy, thief) = (BareWallet::new(&world.url(), None), BareWallet::new(&world.url(), None));
    noy.register(&code).await.unwrap();
    assert_eq!(thief.register(&code).await.unwrap_err().code(), "enrolment-refused");
    assert_eq!(noy.register(&code).await.unwrap().account, noy.account(), "the same again is no harm");
    for wrong in ["", "AAAA-AAAA", &code.to_lowercase().replace(char::is_alphanumeric, "7")] {
        assert_eq!(thief.register(wrong).await.unwrap_err().code(), "enrolment-refused", "{wrong:?}");
    }
    // A device of another's wallet, and a wallet that was never opened.
    assert!(thief.join().await.is_err());
    // Guessing has cost nothing: the thief's own code works.
    let (_, code) = world.customer("Thief", HolderKind::Person, 0).await;
    thief.register(&code).await.unwrap();
}

#[tokio::test]
async fn a_device_that_was_revoked_does_nothing_any_more() {
    let world = World::open().await;
    let noy = cheat(&world, "Noy", 1_000).await;
    let dao = cheat(&world, "Dao", 0).await;
    let second = BareWallet::new(&world.url(), Some(SecretKey::from_seed(&noy.root.to_seed())));
    second.join().await.unwrap();
    let in_the_drawer = noy.sign(noy.order(dao.account(), kip(1)));
    let settled = noy.sign(noy.order(dao.account(), kip(5)));
    let before = receipt(noy.post(settled.clone()).await);

    let revocation = bank_api::statement::DeviceRevocation {
        version: bank_api::statement::Version1,
        root_key: noy.root.public(),
        device: noy.device.public().id(),
        issued_at: noy.client.now(),
    };
    let revocation = Signed::sign(revocation, &BareWallet::network(), &noy.root);
    let body = json!({ "revocation": Bytes(revocation.bytes().to_vec()) });
    let _: Value = second.send(second.signed(route::DEVICE_REVOCATIONS, &body, None)).await.unwrap();

    assert_eq!(rejected(noy.post(in_the_drawer).await), RejectReason::DeviceRevoked);
    assert_eq!(receipt(noy.post(settled).await), before, "what was settled stays so");
    let answer: Result<Value, _> = noy.client.get(route::ACCOUNT, Some(&noy.device)).await;
    assert_eq!(answer.unwrap_err().code(), "device-revoked");
    assert!(noy.join().await.is_err(), "a revoked device does not come back");
    receipt(second.pay(second.order(dao.account(), kip(7))).await);
    let account: Value = dao.client.get(route::ACCOUNT, Some(&dao.device)).await.unwrap();
    assert_eq!(account["balance"], json!(kip(12)));
}

#[tokio::test]
async fn a_request_is_paid_once_by_whoever_is_first() {
    let world = World::open().await;
    let (khamla, noy) = (world.citizen("Khamla", 1_000).await, world.citizen("Noy", 1_000).await);
    let cafe = world.merchant("Han Kafe").await;
    let request = cafe.wallet.request(kip(10), None, Duration::from_mins(10)).await.unwrap();
    let mine = khamla.wallet.prepare(&request.code, None, None).await.unwrap();
    let again = khamla.wallet.prepare(&request.code, None, None).await.unwrap();
    let theirs = noy.wallet.prepare(&request.code, None, None).await.unwrap();
    assert_eq!(khamla.wallet.confirm(mine).await.unwrap().state, PaymentState::Settled);

    assert_eq!(khamla.wallet.confirm(again).await.unwrap_err().code(), "request-paid");
    assert_eq!(reason(&noy.wallet.confirm(theirs).await.unwrap()), Some(RejectReason::RequestPaid));
    for person in [&khamla, &noy] {
        let error = person.wallet.prepare(&request.code, None, None).await.unwrap_err();
        assert_eq!(error.code(), "request-paid");
    }
    assert_eq!(noy.wallet.balance().await.unwrap().available, kip(1_000));
    // With a pen: another amount, another payee.
    let cheat = cheat(&world, "Cheat", 100).await;
    let request = cafe.wallet.request(kip(10), None, Duration::from_mins(10)).await.unwrap();
    let order = || PaymentOrder { request: Some(request.id), ..cheat.order(cafe.wallet.account(), kip(10)) };
    for order in
        [PaymentOrder { amount: kip(1), ..order() }, PaymentOrder { payee: noy.wallet.account(), ..order() }]
    {
        assert_eq!(rejected(cheat.pay(order).await), RejectReason::RequestMismatch);
    }
    assert_untouched(&cheat, 100).await;
    assert_eq!(cafe.synced().await, kip(10));
}

#[tokio::test]
async fn a_request_past_its_time_is_not_paid() {
    let bank_clock = MovedClock::default();
    let world = World::with_clock(&bank_clock).await;
    let (khamla, cafe) = (world.citizen("Khamla", 1_000).await, world.merchant("Han Kafe").await);
    let cheat = cheat(&world, "Cheat", 100).await;
    let request = cafe.wallet.request(kip(10), None, Duration::from_mins(2)).await.unwrap();
    let ready = khamla.wallet.prepare(&request.code, None, None).await.unwrap();
    bank_clock.pass(Duration::from_secs(121)).await;
    assert_eq!(reason(&khamla.wallet.confirm(ready).await.unwrap()), Some(RejectReason::RequestExpired));
    let error = khamla.wallet.prepare(&request.code, None, None).await.unwrap_err();
    assert_eq!(error.code(), "code-expired");
    let order = PaymentOrder { request: Some(request.id), ..cheat.order(cafe.wallet.account(), kip(10)) };
    assert_eq!(rejected(cheat.pay(order).await), RejectReason::RequestExpired);
    assert_eq!(cafe.synced().await, kip(0));
}

#[tokio::test]
async fn too_little_money_and_too_much_in_a_day_are_said_before_and_refused_after() {
    const LIMIT: u64 = 50_000_000;
    let world = World::open().await;
    let (khamla, cafe) = (world.citizen("Khamla", 5 * LIMIT).await, world.merchant("Han Kafe").await);
    let poor = world.citizen("Poor", 10).await;
    let code = cafe.sticker().await;
    let error = poor.wallet.prepare(&code, Some(kip(11)), None).await.unwrap_err();
    assert!(matches!(error, WalletError::InsufficientFunds { available } if available == kip(10)));
    let (first, second) = (
        poor.wallet.prepare(&code, Some(kip(6)), None).await.unwrap(),
        poor.wallet.prepare(&code, Some(kip(6)), None).await.unwrap(),
    );
    poor.wallet.confirm(first).await.unwrap();
    assert_eq!(poor.wallet.confirm(second).await.unwrap_err().code(), "insufficient-funds");

    let error = khamla.wallet.prepare(&code, Some(kip(LIMIT + 1)), None).await.unwrap_err();
    assert_eq!(error.code(), "over-payment-limit");
    for left in (1..=4).rev() {
        let preview = khamla.wallet.prepare(&code, Some(kip(LIMIT)), None).await.unwrap();
        assert_eq!(preview.left_today(), kip(left * LIMIT));
        khamla.wallet.confirm(preview).await.unwrap();
    }
    let error = khamla.wallet.prepare(&code, Some(kip(1)), None).await.unwrap_err();
    assert_eq!(error.code(), "over-daily-limit");
    // One's own money at one's own bank is no spending.
    assert_eq!(khamla.wallet.redeem(kip(LIMIT)).await.unwrap().state, PaymentState::Settled);
    assert_eq!(cafe.synced().await, kip(4 * LIMIT + 6));
}

#[tokio::test]
async fn a_frozen_account_neither_pays_nor_is_paid() {
    let world = World::open().await;
    let (khamla, cafe) = (world.citizen("Khamla", 1_000).await, world.merchant("Han Kafe").await);
    let central_bank = world.central_bank();
    let set = async |person: &Person, status| {
        let id: OrderId = central_bank.new_id().unwrap();
        central_bank.set_status(id, person.wallet.account(), status).await.unwrap();
    };
    let (code, back) = (cafe.sticker().await, khamla.sticker().await);
    let ready = khamla.wallet.prepare(&code, Some(kip(10)), None).await.unwrap();
    set(&khamla, AccountStatus::Frozen).await;
    assert_eq!(reason(&khamla.wallet.confirm(ready).await.unwrap()), Some(RejectReason::PayerBlocked));
    let error = khamla.wallet.prepare(&code, Some(kip(10)), None).await.unwrap_err();
    assert_eq!(error.code(), "payer-blocked");
    assert_eq!(khamla.wallet.redeem(kip(10)).await.unwrap_err().code(), "payer-blocked");
    let error = cafe.wallet.prepare(&back, Some(kip(1)), None).await.unwrap_err();
    assert_eq!(error.code(), "payee-cannot-receive");

    set(&khamla, AccountStatus::Active).await;
    assert_eq!(khamla.pay(&code, Some(kip(10))).await.unwrap().state, PaymentState::Settled);
    world.assert_sound([&khamla, &cafe]).await;
}

#[tokio::test]
async fn the_press_does_not_print_more_than_there_can_be() {
    let world = World::open().await;
    let (central_bank, vault) = (world.central_bank(), world.bank().vault().clone());
    let new_id = || central_bank.new_id().unwrap();
    let error = central_bank.mint(new_id(), vault.clone(), Amount::MAX).await.unwrap_err();
    assert_eq!(error.code(), "rejected");
    let error = central_bank.burn(new_id(), vault.clone(), kip(1)).await.unwrap_err();
    assert_eq!(error.code(), "rejected", "the vault is empty");
    assert!(central_bank.mint(new_id(), vault.clone(), Amount::ZERO).await.is_err());
    let id = new_id();
    central_bank.mint(id, vault.clone(), kip(1)).await.unwrap();
    let error = central_bank.mint(id, vault.clone(), kip(2)).await.unwrap_err();
    assert_eq!(error.code(), "idempotency-key-reused");
    central_bank.burn(new_id(), vault, kip(1)).await.unwrap();
    world.assert_sound([]).await;
}

#[tokio::test]
async fn a_request_that_is_no_request_gets_a_problem_and_not_silence() {
    let world = World::open().await;
    let noy = cheat(&world, "Noy", 0).await;
    for (method, path) in
        [("GET", "/"), ("DELETE", route::ACCOUNT), ("POST", "/v2/payments"), ("GET", "/v1/payments/x")]
    {
        let request = http::Request::builder().method(method).uri(format!("{}{path}", world.url()));
        let answer = noy.transport.send(request.body(Vec::new()).unwrap()).await.unwrap();
        let problem: Problem = serde_json::from_slice(answer.body()).unwrap();
        assert_eq!(problem.status, answer.status().as_u16(), "{method} {path}");
    }
    let order = noy.sign(noy.order(AccountId::from_bytes([7; 16]), kip(1)));
    let huge = vec![0; 10 * 1024 * 1024];
    let request = http::Request::post(format!("{}{}", world.url(), route::PAYMENTS));
    let request = request.header("content-type", "application/cose").body(huge).unwrap();
    // The bank answers before it has read it all, or hangs up: either way it is still there afterwards.
    let answer = noy.transport.send(request).await;
    assert!(answer.as_ref().is_ok_and(|answer| answer.status() == 413) || answer.is_err(), "{answer:?}");
    assert_eq!(rejected(noy.post(order).await), RejectReason::PayeeUnknown);
}
