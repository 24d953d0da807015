//! What is refused, and how it is said.

use std::time::Duration;

use axum::{Router, body::Body, middleware, routing};
use bank_api::{
    amount::Amount,
    http_signature::IDEMPOTENCY_KEY,
    message::{
        exchange::{ExchangeInfo, RequestTopUp},
        operator::{
            CustomerInfo, FiatBalance, FiatDeposit, IssuanceInfo, MintRequest, NewCustomer, PurchaseRequest,
        },
        payment::{CreatePaymentRequest, ORDER_MEDIA_TYPE, PaymentOutcome, PaymentRequestInfo},
        route,
        wallet::HolderKind,
    },
    problem::RejectReason,
};
use http::{HeaderValue, Method, Request, StatusCode, header::CONTENT_TYPE};
use proptest::prelude::*;
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;

use super::sandbox::{Sandbox, get, naga_id, post, raw_post, set_idempotency_key, two_customers, uri};
use crate::{
    http::{caller::MAX_BODY_BYTES, observe},
    testing::{kip, order_id},
};

#[tokio::test]
async fn paths_and_methods_that_are_not_there_are_problems_too() {
    let bank = Sandbox::open().await;
    assert_eq!(bank.send(get("/v2/account")).await.code(), "not-found");
    let mut request = get(route::MINTS);
    let reply = bank.send(request.clone()).await;
    assert_eq!((reply.status, reply.code().as_str()), (StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed"));
    assert_eq!(reply.headers["allow"], "POST");
    *request.method_mut() = Method::DELETE;
    assert_eq!(bank.send(request).await.code(), "method-not-allowed");
}

#[tokio::test]
async fn identifiers_and_queries_that_are_none_are_named() {
    let (bank, noy, _) = two_customers().await;
    for path in [
        route::fill(route::PAYMENT, "1"),
        route::fill(route::PAYMENT_REQUEST, "abc"),
        route::fill(route::PAYEE, "nobody"),
        route::fill(route::EXCHANGE, "x"),
        format!("{}?after=-1", route::ENTRIES),
        format!("{}?limit=many", route::ENTRIES),
    ] {
        assert_eq!(bank.get(&noy.device, &path).await.code(), "invalid-request", "{path}");
    }
    for path in [route::LOG_INCLUSION, "/v1/log/consistency?from=1", "/v1/log/leaves?from=x"] {
        assert_eq!(bank.send(get(path)).await.code(), "invalid-request", "{path}");
    }
}

#[tokio::test]
async fn bodies_that_are_not_what_is_asked_for_are_refused() {
    let (bank, noy, _) = two_customers().await;
    for body in [
        "",
        "{",
        "[]",
        "{}",
        r#"{"amount":100}"#,
        r#"{"amount":"1.5"}"#,
        r#"{"amount":"-1"}"#,
        r#"{"amount":"9223372036854775808"}"#,
        r#"{"amount":"100","more":1}"#,
        r#"{"amount":"100"} x"#,
    ] {
        let mut request = raw_post(route::TOP_UPS, body.as_bytes().to_vec());
        set_idempotency_key(&mut request, order_id(50));
        bank.sign(&mut request, &noy.device);
        assert_eq!(bank.send(request).await.code(), "invalid-request", "{body}");
    }
    // None of them has used the key.
    let reply = bank.create(&noy.device, route::TOP_UPS, 50, &RequestTopUp { amount: kip(1) }).await;
    reply.ok::<ExchangeInfo>();
    assert!(!reply.replayed());
}

#[tokio::test]
async fn a_body_of_another_media_type_is_refused() {
    let (bank, noy, dao) = two_customers().await;
    let mut request = post(route::TOP_UPS, &RequestTopUp { amount: kip(1) });
    request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
    set_idempotency_key(&mut request, order_id(50));
    bank.sign(&mut request, &noy.device);
    assert_eq!(bank.send(request).await.code(), "unsupported-media-type");

    let order = noy.sign(noy.order(1, dao.account, kip(1)));
    let reply = bank.send(raw_post(route::PAYMENTS, order)).await;
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type")
    );
}

#[tokio::test]
async fn an_order_that_comes_with_a_digest_has_that_digest() {
    let (bank, noy, dao) = two_customers().await;
    let order = noy.sign(noy.order(1, dao.account, kip(1)));
    for (of, code) in [(b"other".as_slice(), Some("digest-mismatch")), (&order, None)] {
        let request = Request::post(uri(route::PAYMENTS))
            .header(CONTENT_TYPE, ORDER_MEDIA_TYPE)
            .header("content-digest", bank_api::content_digest::content_digest(of));
        let reply = bank.send(request.body(order.clone()).unwrap()).await;
        assert_eq!((reply.status != StatusCode::OK).then(|| reply.code()).as_deref(), code);
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_read_to_its_end() {
    let bank = Sandbox::open().await;
    let whole = raw_post(route::WALLETS, vec![b' '; MAX_BODY_BYTES + 1]);
    let reply = bank.send(whole).await;
    assert_eq!((reply.status, reply.code().as_str()), (StatusCode::PAYLOAD_TOO_LARGE, "too-large"));

    // One that never says how long it is, and never ends.
    let endless = futures_util::stream::repeat_with(|| Ok::<_, std::io::Error>(vec![0; 1024]));
    let request = Request::post(uri(route::PAYMENTS)).header(CONTENT_TYPE, "application/cose");
    let request = request.body(Body::from_stream(endless)).unwrap();
    let response = bank.router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn an_idempotency_key_is_wanted_and_stands_for_one_request() {
    let (bank, noy, dao) = two_customers().await;
    let top_up = RequestTopUp { amount: kip(1) };
    assert_eq!(bank.post(&noy.device, route::TOP_UPS, &top_up).await.code(), "idempotency-key-missing");
    for bad in ["7", "\"7\"", "01928f3e-5b1a-7c2d-8e4f-0123456789ab"] {
        let mut request = post(route::TOP_UPS, &top_up);
        request.headers_mut().insert(IDEMPOTENCY_KEY, HeaderValue::from_static(bad));
        bank.sign(&mut request, &noy.device);
        assert_eq!(bank.send(request).await.code(), "invalid-request", "{bad}");
    }

    bank.create(&noy.device, route::TOP_UPS, 60, &top_up).await.ok::<ExchangeInfo>();
    let other_amount = RequestTopUp { amount: kip(2) };
    let request =
        CreatePaymentRequest { amount: kip(1), memo: None, expires_at: bank.now().shifted(1_000_000) };
    for reply in [
        bank.create(&noy.device, route::TOP_UPS, 60, &other_amount).await,
        bank.create(&noy.device, route::PAYMENT_REQUESTS, 60, &request).await,
        // Another caller's key is another key; but the exchange's id is taken.
        bank.create(&dao.device, route::TOP_UPS, 60, &top_up).await,
    ] {
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, "idempotency-key-reused")
        );
    }
    assert_eq!(bank.account(&noy).await.balance, kip(30_001));
    bank.assert_sound().await;
}

#[tokio::test]
async fn a_request_that_is_refused_leaves_nothing_behind() {
    let (bank, noy, _) = two_customers().await;
    // Keys that have each been used for something else.
    let request =
        CreatePaymentRequest { amount: kip(1), memo: None, expires_at: bank.now().shifted(1_000_000) };
    bank.create(&noy.device, route::PAYMENT_REQUESTS, 60, &request).await.ok::<PaymentRequestInfo>();
    let new = NewCustomer { name: "Third".to_owned(), kind: HolderKind::Person };
    bank.create(&bank.naga, route::CUSTOMERS, 61, &new).await.ok::<CustomerInfo>();
    let mint = MintRequest { participant: naga_id(), amount: kip(1) };
    bank.create(&bank.bol, route::MINTS, 62, &mint).await.ok::<IssuanceInfo>();

    let reserves = route::fill(route::RESERVES, "NAGA");
    let deposits = route::fill(route::CUSTOMER_DEPOSITS, order_id(1000));
    for reply in [
        bank.create(&noy.device, route::TOP_UPS, 60, &RequestTopUp { amount: kip(9) }).await,
        bank.create(&bank.naga, &deposits, 61, &FiatDeposit { amount: kip(9) }).await,
        bank.create(&bank.naga, route::PURCHASES, 61, &PurchaseRequest { amount: kip(9) }).await,
        bank.create(&bank.bol, &reserves, 62, &FiatDeposit { amount: kip(9) }).await,
    ] {
        assert_eq!(reply.code(), "idempotency-key-reused");
    }
    let exchange = route::fill(route::EXCHANGE, order_id(60));
    assert_eq!(bank.get(&noy.device, &exchange).await.code(), "not-found");
    let customer: CustomerInfo =
        bank.get(&bank.naga, &route::fill(route::CUSTOMER, order_id(1000))).await.ok();
    assert_eq!(customer.fiat, FiatBalance { available: kip(50_000), held: kip(0) });
    let balance: FiatBalance = bank.get(&bank.bol, &reserves).await.ok();
    assert_eq!(balance, FiatBalance { available: kip(0), held: kip(0) });
    // And a key that was sent with a request that could not be is still free.
    let nobodys = route::fill(route::CUSTOMER_DEPOSITS, order_id(9999));
    let deposit = FiatDeposit { amount: kip(1) };
    assert_eq!(bank.create(&bank.naga, &nobodys, 63, &deposit).await.code(), "not-found");
    assert!(!bank.create(&bank.naga, &deposits, 63, &deposit).await.replayed());
    bank.assert_sound().await;
}

#[tokio::test]
async fn numbers_at_the_edge_are_answered_or_refused() {
    let (bank, noy, _) = two_customers().await;
    for number in [0, 1, i64::MAX as u64, i64::MAX as u64 + 1, u64::MAX] {
        for path in [
            format!("{}?index={number}&size={number}", route::LOG_INCLUSION),
            format!("{}?index=0&size={number}", route::LOG_INCLUSION),
            format!("{}?from={number}&to=3", route::LOG_CONSISTENCY),
            format!("{}?from=1&to={number}", route::LOG_CONSISTENCY),
            format!("{}?from={number}", route::LOG_LEAVES),
            format!("{}?limit=0", route::LOG_LEAVES),
        ] {
            let reply = bank.send(get(&path)).await;
            assert!(reply.status.as_u16() < 500, "{path}: {}", reply.status);
        }
        for path in [
            format!("{}?after={number}", route::ENTRIES),
            format!("{}?tree_size={number}", route::ENTRIES),
            format!("{}?limit=0", route::ENTRIES),
        ] {
            let reply = bank.get(&noy.device, &path).await;
            assert!(reply.status.as_u16() < 500, "{path}: {}", reply.status);
        }
    }
}

#[tokio::test]
async fn nothing_and_nobody_are_refused() {
    let (bank, noy, _) = two_customers().await;
    let nothing = bank.create(&noy.device, route::TOP_UPS, 70, &RequestTopUp { amount: Amount::ZERO }).await;
    assert_eq!(nothing.problem().reason, Some(RejectReason::ZeroAmount));
    let mint = MintRequest { participant: naga_id(), amount: Amount::ZERO };
    assert_eq!(
        bank.create(&bank.bol, route::MINTS, 71, &mint).await.problem().reason,
        Some(RejectReason::ZeroAmount)
    );
    for (name, kind) in [
        ("", HolderKind::Person),
        (" ", HolderKind::Person),
        ("a\nb", HolderKind::Person),
        ("a\u{202e}b", HolderKind::Person),
        (&"x".repeat(65), HolderKind::Person),
        ("Bank", HolderKind::Participant),
    ] {
        let new = NewCustomer { name: name.to_owned(), kind };
        assert_eq!(
            bank.create(&bank.naga, route::CUSTOMERS, 72, &new).await.code(),
            "invalid-request",
            "{name:?}"
        );
    }
    let long_ago = CreatePaymentRequest { amount: kip(1), memo: None, expires_at: bank.now() };
    assert_eq!(
        bank.create(&noy.device, route::PAYMENT_REQUESTS, 73, &long_ago).await.code(),
        "invalid-request"
    );
}

#[tokio::test]
async fn an_order_must_be_the_payers_and_for_this_network() {
    let (bank, noy, dao) = two_customers().await;
    let other_network = noy.sign_for(noy.order(1, dao.account, kip(1)), &"dlak".parse().unwrap());
    assert_eq!(bank.pay(&other_network).await.code(), "invalid-statement");
    let robbery = noy.sign(dao.order(2, noy.account, kip(1)));
    assert_eq!(bank.pay(&robbery).await.code(), "forbidden");
    let stranger = super::sandbox::Phone::new(9, String::new());
    assert_eq!(bank.pay(&stranger.sign(stranger.order(3, dao.account, kip(1)))).await.code(), "unknown-key");
    // The device key signs requests, and no orders.
    let by_device = bank_api::statement::Signed::sign(
        noy.order(4, dao.account, kip(1)),
        &crate::testing::network(),
        &noy.device,
    );
    assert_eq!(bank.pay(by_device.bytes()).await.code(), "unknown-key");
    assert_eq!(bank.account(&noy).await.balance, kip(30_000));
    assert_eq!(bank.account(&dao).await.balance, kip(30_000));
}

#[tokio::test]
async fn an_order_altered_by_one_bit_is_refused_wherever_the_bit_is() {
    let (bank, noy, dao) = two_customers().await;
    let order = noy.sign(noy.order(1, dao.account, kip(1)));
    for bit in 0..order.len() * 8 {
        let mut altered = order.clone();
        altered[bit / 8] ^= 1 << (bit % 8);
        let reply = bank.pay(&altered).await;
        assert!(
            ["invalid-statement", "unknown-key"].contains(&reply.code().as_str()),
            "bit {bit}: {}",
            reply.code()
        );
    }
    assert_eq!(bank.account(&noy).await.balance, kip(30_000));
    assert!(matches!(bank.pay(&order).await.ok::<PaymentOutcome>(), PaymentOutcome::Settled { .. }));
}

#[test]
fn any_bytes_as_an_order_are_a_problem_and_nothing_worse() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let bank = runtime.block_on(Sandbox::open());
    proptest!(|(bytes in proptest::collection::vec(any::<u8>(), 0..200))| {
        let reply = runtime.block_on(bank.pay(&bytes));
        prop_assert_eq!(reply.code(), "invalid-statement");
    });
}

#[tokio::test]
async fn a_panic_is_one_failed_request() {
    async fn breaks() -> &'static str {
        panic!("a secret")
    }
    let router: Router =
        Router::new().route("/", routing::get(breaks)).layer(CatchPanicLayer::custom(observe::after_panic));
    let response = router.oneshot(Request::get("/").body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let body = axum::body::to_bytes(response.into_body(), 4096).await.unwrap();
    assert!(!String::from_utf8_lossy(&body).contains("secret"));
}

#[tokio::test(start_paused = true)]
async fn what_takes_too_long_is_ended() {
    async fn sleeps() {
        tokio::time::sleep(Duration::from_hours(1)).await;
    }
    let router: Router =
        Router::new().route("/", routing::get(sleeps)).layer(middleware::from_fn(observe::limit_time));
    let response = router.oneshot(Request::get("/").body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
}
