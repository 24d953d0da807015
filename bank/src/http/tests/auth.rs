//! Who is not let in.

use std::{sync::Arc, time::Duration};

use bank_api::{
    http_signature::ACCEPT_SIGNATURE,
    key::SecretKey,
    message::{
        exchange::RequestTopUp,
        operator::{BurnRequest, FiatDeposit, MintRequest, NewCustomer, PurchaseRequest, SetAccountStatus},
        payment::{CreatePaymentRequest, PayeeInfo},
        route,
        wallet::{AccountInfo, AccountStatus, AuthoriseDevice, HolderKind, RegisterWallet},
    },
};
use http::{HeaderValue, Request, StatusCode};
use proptest::prelude::*;

use super::sandbox::{HOST, Phone, Sandbox, get, naga_id, post, set_idempotency_key, two_customers};
use crate::{
    store::MemoryDatabase,
    testing::{kip, noon, order_id},
};

#[tokio::test(start_paused = true)]
async fn an_unsigned_request_is_told_how_to_sign() {
    let bank = Sandbox::open().await;
    let reply = bank.send(get(route::ACCOUNT)).await;
    assert_eq!((reply.status, reply.code().as_str()), (StatusCode::UNAUTHORIZED, "signature-invalid"));
    assert_eq!(reply.headers["accept-signature"], ACCEPT_SIGNATURE);
    assert_eq!(reply.headers["date"], "Tue, 24 Nov 2026 09:30:00 GMT");
}

#[tokio::test]
async fn a_request_that_was_altered_is_refused() {
    let (bank, noy, _) = two_customers().await;
    let signed = |bank: &Sandbox| {
        let mut request = post(route::TOP_UPS, &RequestTopUp { amount: kip(1) });
        set_idempotency_key(&mut request, order_id(40));
        bank.sign(&mut request, &noy.device);
        request
    };
    let altered_body = {
        let mut request = signed(&bank);
        *request.body_mut() = serde_json::to_vec(&RequestTopUp { amount: kip(9) }).unwrap();
        request
    };
    let reply = bank.send(altered_body).await;
    assert_eq!((reply.status, reply.code().as_str()), (StatusCode::BAD_REQUEST, "digest-mismatch"));
    assert_eq!(reply.headers["want-content-digest"], "sha-256=10");

    let altered: [fn(&mut Request<Vec<u8>>); 5] = [
        |request| *request.uri_mut() = format!("https://{HOST}{}", route::PURCHASES).parse().unwrap(),
        |request| *request.uri_mut() = format!("https://{HOST}{}?x", route::TOP_UPS).parse().unwrap(),
        |request| set_idempotency_key(request, order_id(41)),
        |request| *request.uri_mut() = format!("https://evil.example{}", route::TOP_UPS).parse().unwrap(),
        |request| {
            request.headers_mut().insert("host", HeaderValue::from_static("evil.example"));
        },
    ];
    for alter in altered {
        let mut request = signed(&bank);
        alter(&mut request);
        assert_eq!(bank.send(request).await.code(), "signature-invalid");
    }
    assert_eq!(bank.account(&noy).await.balance, kip(30_000));
}

#[test]
fn any_text_as_a_signature_is_a_problem_and_nothing_worse() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let bank = runtime.block_on(Sandbox::open());
    proptest!(|(input in "[ -~]{0,120}", signature in "[ -~]{0,120}")| {
        let mut request = get(route::ACCOUNT);
        request.headers_mut().insert("signature-input", input.parse().unwrap());
        request.headers_mut().insert("signature", signature.parse().unwrap());
        let reply = runtime.block_on(bank.send(request));
        prop_assert_eq!(reply.code(), "signature-invalid");
    });
}

#[tokio::test]
async fn a_request_by_another_key_is_refused() {
    let (bank, noy, _) = two_customers().await;
    let stranger = SecretKey::from_seed(&[99; 32]);
    assert_eq!(bank.get(&stranger, route::ACCOUNT).await.code(), "unknown-key");
    // A spending key signs orders, and nothing else.
    assert_eq!(bank.get(&noy.spending, route::ACCOUNT).await.code(), "unknown-key");
    // A stranger who says that he is Noy's device.
    let mut request = get(route::ACCOUNT);
    bank.sign(&mut request, &stranger);
    let claimed = request.headers()["signature-input"].to_str().unwrap();
    let claimed = claimed.replace(&stranger.public().id().to_string(), &noy.device.public().id().to_string());
    request.headers_mut().insert("signature-input", claimed.parse().unwrap());
    assert_eq!(bank.send(request).await.code(), "signature-invalid");
}

#[tokio::test(start_paused = true)]
async fn a_request_is_taken_once() {
    let (bank, noy, _) = two_customers().await;
    let mut request = get(route::ACCOUNT);
    bank.sign(&mut request, &noy.device);
    assert_eq!(bank.send(request.clone()).await.status, StatusCode::OK);
    let replayed = bank.send(request.clone()).await;
    assert_eq!(replayed.code(), "nonce-reused");
    bank.pass(Duration::from_secs(61)).await;
    assert_eq!(bank.send(request).await.code(), "clock-skew");
}

#[tokio::test(start_paused = true)]
async fn a_wrong_clock_is_told_the_right_time() {
    let (bank, noy, _) = two_customers().await;
    bank.pass(Duration::from_mins(10)).await;
    for offset in [-61, 61] {
        let mut request = get(route::ACCOUNT);
        let created = bank.now().shifted(offset * 1_000_000);
        bank_api::http_signature::sign(&mut request, &noy.device, created, [1; 16]).unwrap();
        let reply = bank.send(request).await;
        assert_eq!((reply.status, reply.code().as_str()), (StatusCode::UNAUTHORIZED, "clock-skew"));
        assert_eq!(reply.problem().server_time, Some(bank.now()));
    }
}

#[tokio::test]
async fn a_request_that_an_earlier_run_of_the_bank_took_is_not_taken_again() {
    let disk = Arc::new(MemoryDatabase::new());
    let bank = Sandbox::open_on(disk.clone()).await;
    let noy = bank.customer(1, kip(0), kip(0)).await;
    let mut request = get(route::ACCOUNT);
    bank_api::http_signature::sign(&mut request, &noy.device, noon().shifted(-1_000_000), [1; 16]).unwrap();
    let before = bank.send(request.clone()).await;
    // The clock of the test begins where it began before: what was signed a second ago is before the start.
    assert_eq!(before.code(), "clock-skew");
    bank.close().await;
    let bank = Sandbox::open_on(disk).await;
    assert_eq!(bank.send(request).await.code(), "clock-skew");
    assert_eq!(bank.account(&noy).await.account, noy.account);
    bank.close().await;
}

#[tokio::test]
async fn an_order_to_release_an_account_is_not_played_again_after_a_restart() {
    let disk = Arc::new(MemoryDatabase::new());
    let bank = Sandbox::open_on(disk.clone()).await;
    bank.stock(900, kip(1_000)).await;
    let noy = bank.customer(1, kip(0), kip(0)).await;
    let path = route::fill(route::ACCOUNT_STATUS, noy.account);
    let [release, freeze] =
        [AccountStatus::Active, AccountStatus::Frozen].map(|status| SetAccountStatus { status });
    // The operator's clock is ahead, as far as it may be.
    let mut captured = post(&path, &release);
    set_idempotency_key(&mut captured, order_id(50));
    bank_api::http_signature::sign(&mut captured, &bank.bol, bank.now().shifted(40_000_000), [9; 16])
        .unwrap();
    assert!(!bank.send(captured.clone()).await.replayed());
    let payee: PayeeInfo = bank.create(&bank.bol, &path, 51, &freeze).await.ok();
    assert!(!payee.may_receive);
    bank.close().await;

    let bank = Sandbox::open_on(disk).await;
    let again = bank.send(captured).await;
    assert!(again.replayed());
    assert!(!again.ok::<PayeeInfo>().may_receive, "the account was released");
    assert_eq!(bank.account(&noy).await.status, AccountStatus::Frozen);
    assert_eq!(bank.create(&bank.bol, &path, 50, &freeze).await.code(), "idempotency-key-reused");
    assert_eq!(bank.post(&bank.bol, &path, &freeze).await.code(), "idempotency-key-missing");
}

#[tokio::test]
async fn strangers_take_no_room_for_what_is_remembered_of_requests() {
    let bank = Sandbox::open().await;
    let stranger = Phone::new(99, "NONSENSE".to_owned());
    let body =
        RegisterWallet { enrolment_code: stranger.code.clone(), authorisation: stranger.authorisation() };
    let mut request = post(route::WALLETS, &body);
    bank.sign(&mut request, &stranger.device);
    for _ in 0..2 {
        assert_eq!(bank.send(request.clone()).await.code(), "enrolment-refused", "it is not remembered");
    }
    // Nor is there any need to: who is let in is let in once.
    let noy = bank.customer(1, kip(0), kip(0)).await;
    let body = RegisterWallet { enrolment_code: noy.code.clone(), authorisation: noy.authorisation() };
    let mut request = post(route::WALLETS, &body);
    bank.sign(&mut request, &noy.device);
    for _ in 0..2 {
        assert_eq!(bank.send(request.clone()).await.ok::<AccountInfo>().account, noy.account);
    }
}

#[tokio::test(start_paused = true)]
async fn a_device_that_asks_without_end_is_told_to_wait_and_shuts_no_other_out() {
    let (bank, noy, dao) = two_customers().await;
    let ask = async |phone: &Phone| bank.get(&phone.device, &route::fill(route::PAYEE, dao.account)).await;
    let mut asked = 0;
    let told = loop {
        let reply = ask(&noy).await;
        if reply.status != StatusCode::OK {
            break reply;
        }
        asked += 1;
        assert!(asked <= 4096);
    };
    assert!(asked > 4000);
    assert_eq!((told.status, told.code().as_str()), (StatusCode::TOO_MANY_REQUESTS, "too-many-requests"));
    assert!(told.headers.contains_key("retry-after"));
    assert_eq!(ask(&dao).await.status, StatusCode::OK);
    assert_eq!(bank.get(&bank.naga, &route::fill(route::RESERVES, "NAGA")).await.status, StatusCode::OK);
    bank.pass(Duration::from_mins(1)).await;
    assert_eq!(ask(&noy).await.code(), "too-many-requests");
    bank.pass(Duration::from_secs(2)).await;
    assert_eq!(ask(&noy).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_wallet_is_opened_by_the_device_that_it_authorises() {
    let bank = Sandbox::open().await;
    let noy = Phone::new(1, "AAAA".to_owned());
    let body = RegisterWallet { enrolment_code: noy.code.clone(), authorisation: noy.authorisation() };
    let thief = SecretKey::from_seed(&[99; 32]);
    assert_eq!(bank.post(&thief, route::WALLETS, &body).await.code(), "signature-invalid");
    assert_eq!(bank.post(&noy.root, route::WALLETS, &body).await.code(), "signature-invalid");
    let mut damaged = noy.authorisation();
    let last = damaged.0.len() - 1;
    damaged.0[last] ^= 1;
    let body = AuthoriseDevice { authorisation: damaged };
    assert_eq!(bank.post(&noy.device, route::DEVICES, &body).await.code(), "invalid-statement");
}

#[tokio::test]
async fn each_operation_is_for_whom_it_is_for() {
    let (bank, noy, _) = two_customers().await;
    let amount = kip(1);
    let json = |body: serde_json::Value| body;
    let to_json = |body: &dyn erased::Body| body.json();
    let for_wallets = [
        (route::TOP_UPS, to_json(&RequestTopUp { amount })),
        (
            route::PAYMENT_REQUESTS,
            to_json(&CreatePaymentRequest { amount, memo: None, expires_at: bank.now().shifted(1_000_000) }),
        ),
    ];
    let for_central_bank = [
        (route::MINTS.to_owned(), to_json(&MintRequest { participant: naga_id(), amount })),
        (route::BURNS.to_owned(), to_json(&BurnRequest { participant: naga_id(), amount })),
        (route::fill(route::RESERVES, "NAGA"), to_json(&FiatDeposit { amount })),
        (
            route::fill(route::ACCOUNT_STATUS, noy.account),
            to_json(&SetAccountStatus { status: AccountStatus::Frozen }),
        ),
        (route::AUDITS.to_owned(), json(serde_json::Value::Null)),
    ];
    let for_participants = [
        (route::PURCHASES.to_owned(), to_json(&PurchaseRequest { amount })),
        (
            route::CUSTOMERS.to_owned(),
            to_json(&NewCustomer { name: "X".to_owned(), kind: HolderKind::Person }),
        ),
        (route::fill(route::CUSTOMER_DEPOSITS, order_id(1000)), to_json(&FiatDeposit { amount })),
    ];
    for (path, body) in for_wallets {
        for key in [&bank.bol, &bank.naga] {
            assert_eq!(bank.create(key, path, 90, &body).await.code(), "forbidden", "{path}");
        }
    }
    for (path, body) in for_central_bank {
        for key in [&bank.naga, &noy.device] {
            assert_eq!(bank.create(key, &path, 90, &body).await.code(), "forbidden", "{path}");
        }
    }
    for (path, body) in for_participants {
        for key in [&bank.bol, &noy.device] {
            assert_eq!(bank.create(key, &path, 90, &body).await.code(), "forbidden", "{path}");
        }
    }
    for path in [route::ACCOUNT, route::ENTRIES, route::DEVICES, route::EVENTS] {
        assert_eq!(bank.get(&bank.naga, path).await.code(), "forbidden", "{path}");
    }
    assert_eq!(bank.get(&noy.device, route::ACCOUNT).await.ok::<AccountInfo>().balance, kip(30_000));
}

/// Bodies of several types in one list.
mod erased {
    pub(super) trait Body {
        fn json(&self) -> serde_json::Value;
    }

    impl<T: serde::Serialize> Body for T {
        fn json(&self) -> serde_json::Value {
            serde_json::to_value(self).unwrap()
        }
    }
}
