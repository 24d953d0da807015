//! The network and the clock at their worst. Money is never moved on a guess: unclear means pending, and resolves.

#![allow(clippy::unwrap_used)] // helpers: a failure in them is a failed test

use std::{sync::Arc, time::Duration};

use bank_api::{message::wallet::HolderKind, problem::RejectReason, statement::OrderKind};
use system_tests::{Dice, Fault, Person, World, clock::MovedClock, kip, pin, world::reason};
use tokio::io::AsyncWriteExt;
use wallet_core::{
    Event, FileKeystore, FolderFiles, HttpTransport, PaymentState, TopUpState, Wallet, WalletError,
    WalletParts,
};

/// An answer that a bank would not give.
fn forged(status: &str, media_type: &str, body: &[u8]) -> Fault {
    let length = body.len();
    let mut answer = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    )
    .into_bytes();
    answer.extend_from_slice(body);
    Fault::Forge(answer)
}

/// All that can come between a question and its answer.
fn faults() -> Vec<(&'static str, Fault)> {
    let lie = br#"{"status":"settled","receipt":"AAAA"}"#;
    let other_lie = br#"{"status":"rejected"}"#;
    vec![
        ("the request is lost", Fault::LoseRequest),
        ("the answer is lost", Fault::LoseAnswer),
        ("the answer is cut in its head", Fault::CutAnswer(20)),
        ("the answer's last character is missing", Fault::CutEnd(1)),
        ("it is no HTTP", Fault::Forge(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec())),
        ("it is a hotel's login page", forged("200 OK", "text/html", b"<html>Welcome!</html>")),
        ("it is a proxy's error", forged("502 Bad Gateway", "text/html", b"<h1>502</h1>")),
        ("it is an empty answer", forged("200 OK", "application/json", b"")),
        ("it is JSON of something else", forged("200 OK", "application/json", b"{\"status\":\"ok\"}")),
        ("it is a lie without a signature", forged("200 OK", "application/json", lie)),
        ("it is half a refusal", forged("200 OK", "application/json", other_lie)),
        ("it has 10 MB", forged("200 OK", "application/json", &vec![b' '; 10 * 1024 * 1024])),
    ]
}

#[tokio::test]
async fn a_payment_whose_answer_never_came_is_pending_and_then_paid_once() {
    let world = World::behind_proxy().await;
    let (khamla, cafe) = (world.citizen("Khamla", 100_000).await, world.merchant("Han Kafe").await);
    let code = cafe.sticker().await;
    let (mut price, mut paid) = (100, 0);
    for (what, fault) in faults() {
        let preview = khamla.wallet.prepare(&code, Some(kip(price)), None).await.unwrap();
        world.proxy().inject("POST /v1/payments ", fault.clone(), 1);
        let pending = khamla.wallet.confirm(preview.clone()).await.unwrap();
        assert_eq!(pending.state, PaymentState::Submitted, "{what}");
        let balance = khamla.wallet.balance().await.unwrap();
        assert_eq!(
            balance.available,
            kip(100_000 - paid - price),
            "{what}: what may be gone can't be spent again"
        );
        // Asking fails the same way: still nothing is guessed.
        world.proxy().inject("GET /v1/payments/", fault, 1);
        assert_eq!(khamla.wallet.resume().await.unwrap()[0].state, PaymentState::Submitted, "{what}");

        let resumed = khamla.wallet.resume().await.unwrap();
        assert_eq!((resumed.len(), resumed[0].state), (1, PaymentState::Settled), "{what}");
        assert_eq!(khamla.wallet.resume().await.unwrap(), [], "{what}");
        assert_eq!(khamla.wallet.confirm(preview).await.unwrap(), resumed[0], "{what}: yes again");
        (price, paid) = (price + 1, paid + price);
        assert_eq!(cafe.synced().await, kip(paid), "{what}");
        khamla.assert_paid(pending.order_id).await;
    }
    assert_eq!(world.proxy().hits(), 2 * faults().len());
    world.assert_sound([&khamla, &cafe]).await;
}

#[tokio::test]
async fn a_preparation_that_is_disturbed_costs_nothing_and_says_why() {
    let world = World::behind_proxy().await;
    let (khamla, cafe) = (world.citizen("Khamla", 1_000).await, world.merchant("Han Kafe").await);
    let request = cafe.wallet.request(kip(10), None, Duration::from_mins(10)).await.unwrap();
    for line in ["GET /v1/payment-requests/", "GET /v1/account "] {
        for (what, fault) in faults() {
            world.proxy().inject(line, fault, 1);
            let error = khamla.wallet.prepare(&request.code, None, None).await.unwrap_err();
            assert!(["bank-unreachable", "bank-answer"].contains(&error.code()), "{line}: {what}: {error}");
            assert!(error.retryable(), "{line}: {what}");
        }
    }
    assert_eq!(khamla.wallet.payments(None, 10).await.unwrap(), []);
    assert_eq!(khamla.pay(&request.code, None).await.unwrap().state, PaymentState::Settled);
    world.assert_sound([&khamla, &cafe]).await;
}

#[tokio::test]
async fn a_sync_that_is_disturbed_takes_in_nothing_wrong() {
    let world = World::behind_proxy().await;
    let (khamla, cafe) = (world.citizen("Khamla", 1_000).await, world.merchant("Han Kafe").await);
    khamla.pay(&cafe.sticker().await, Some(kip(10))).await.unwrap();
    for (what, fault) in faults() {
        world.proxy().inject("GET /v1/account/entries", fault, 1);
        let error = cafe.wallet.sync().await.unwrap_err();
        assert!(["bank-unreachable", "bank-answer"].contains(&error.code()), "{what}: {error}");
        assert_eq!(cafe.wallet.history(None, 10).await.unwrap(), [], "{what}");
    }
    assert_eq!(cafe.synced().await, kip(10));
    world.assert_sound([&khamla, &cafe]).await;
}

#[tokio::test]
async fn a_top_up_whose_answer_never_came_is_bought_once() {
    let world = World::behind_proxy().await;
    let (customer, code) = world.customer("Khamla", HolderKind::Person, 100_000).await;
    let phone = world.phone("Khamla");
    let (wallet, _) = Wallet::create(phone.parts(), pin(), "phone", None).await.unwrap();
    wallet.register(&code).await.unwrap();
    let khamla = Person { name: "Khamla".to_owned(), customer, phone, wallet };
    let mut bought = 0;
    for (amount, (what, fault)) in (100..).zip(faults()) {
        world.proxy().inject("POST /v1/top-ups", fault.clone(), 1);
        let top_up = khamla.wallet.top_up(kip(amount)).await.unwrap();
        assert_eq!(top_up.state, TopUpState::Pending, "{what}");
        world.proxy().inject("GET /v1/exchanges/", fault, 1);
        khamla.wallet.resume().await.unwrap();
        assert_eq!(khamla.wallet.top_up_state(top_up.id).await.unwrap().state, TopUpState::Pending, "{what}");
        khamla.wallet.resume().await.unwrap();
        assert_eq!(khamla.wallet.top_up_state(top_up.id).await.unwrap().state, TopUpState::Done, "{what}");
        bought += amount;
        assert_eq!(khamla.synced().await, kip(bought), "{what}");
        assert_eq!(world.fiat(&khamla).await, kip(100_000 - bought), "{what}");
    }
    world.assert_sound([&khamla]).await;
}

#[tokio::test]
async fn a_redemption_whose_answer_never_came_is_paid_out_once() {
    let world = World::behind_proxy().await;
    let khamla = world.citizen("Khamla", 100_000).await;
    let mut redeemed = 0;
    for (amount, (what, fault)) in (100..).zip(faults()) {
        world.proxy().inject("POST /v1/payments ", fault, 1);
        let pending = khamla.wallet.redeem(kip(amount)).await.unwrap();
        assert_eq!(pending.state, PaymentState::Submitted, "{what}");
        khamla.finish().await;
        khamla.assert_paid(pending.order_id).await;
        redeemed += amount;
        assert_eq!(khamla.synced().await, kip(100_000 - redeemed), "{what}");
    }
    for payment in khamla.wallet.payments(None, 1000).await.unwrap() {
        khamla.paid_out(payment.order_id).await;
    }
    assert_eq!(world.fiat(&khamla).await, kip(redeemed));
    world.assert_sound([&khamla]).await;
}

#[tokio::test]
async fn a_registration_whose_answer_never_came_opens_one_wallet() {
    let world = World::behind_proxy().await;
    let (customer, code) = world.customer("Khamla", HolderKind::Person, 100).await;
    let phone = world.phone("Khamla");
    let (wallet, _) = Wallet::create(phone.parts(), pin(), "phone", None).await.unwrap();
    assert_eq!(wallet.sync().await.unwrap_err().code(), "not-registered");
    for (what, fault) in faults() {
        world.proxy().inject("POST /v1/wallets", fault, 1);
        let error = wallet.register(&code).await.unwrap_err();
        assert!(["bank-unreachable", "bank-answer"].contains(&error.code()), "{what}: {error}");
        assert!(!wallet.is_registered().await.unwrap(), "{what}");
    }
    let khamla = Person { name: "Khamla".to_owned(), customer, phone, wallet }.restart().await;
    // What is stored is enough to go on; the code need not be typed again.
    assert_eq!(khamla.synced().await, kip(0));
    assert!(khamla.wallet.is_registered().await.unwrap());
    assert_eq!(khamla.wallet.devices().await.unwrap().len(), 1);
    assert_eq!(world.bank().look_up(customer).await.unwrap().wallet, Some(khamla.wallet.account()));
    world.assert_sound([&khamla]).await;
}

#[tokio::test]
async fn a_payment_request_whose_answer_never_came_is_asked_for_again() {
    let world = World::behind_proxy().await;
    let (khamla, cafe) = (world.citizen("Khamla", 10_000).await, world.merchant("Han Kafe").await);
    let ask = || cafe.wallet.request(kip(10), None, Duration::from_mins(10));
    let mut taken = 0;
    for (what, fault) in faults() {
        world.proxy().inject("POST /v1/payment-requests", fault, 1);
        let request = match ask().await {
            // A connection that broke: the wallet has asked again by itself.
            Ok(request) => request,
            Err(error) => {
                assert_eq!(error.code(), "bank-answer", "{what}: {error}");
                ask().await.unwrap()
            }
        };
        assert_eq!(khamla.pay(&request.code, None).await.unwrap().state, PaymentState::Settled, "{what}");
        taken += 10;
        assert_eq!(cafe.synced().await, kip(taken), "{what}");
    }
    world.assert_sound([&khamla, &cafe]).await;
}

#[tokio::test]
async fn a_bank_that_is_down_is_said_to_be_and_the_payment_goes_on_when_it_is_back() {
    let mut world = World::open().await;
    let (khamla, cafe) = (world.citizen("Khamla", 1_000).await, world.merchant("Han Kafe").await);
    let code = cafe.sticker().await;
    let preview = khamla.wallet.prepare(&code, Some(kip(10)), None).await.unwrap();
    let mut events = khamla.wallet.events();
    let follower = khamla.wallet.clone();
    let following = tokio::spawn(async move { follower.run().await });
    world.stop_bank().await;

    let error = khamla.wallet.prepare(&code, Some(kip(10)), None).await.unwrap_err();
    assert_eq!((error.code(), error.retryable()), ("bank-unreachable", true));
    assert!(error.to_string().contains("the bank can't be reached"), "{error}");
    let phone = world.phone("nobody");
    let error = Wallet::create(phone.parts(), pin(), "phone", None).await.unwrap_err();
    assert_eq!(error.code(), "bank-unreachable");
    assert_eq!(khamla.wallet.top_up(kip(1)).await.unwrap().state, TopUpState::Pending);
    let pending = khamla.wallet.confirm(preview).await.unwrap();
    assert_eq!(pending.state, PaymentState::Submitted);
    assert_eq!(khamla.wallet.balance().await.unwrap().available, kip(990));

    world.start_bank().await;
    // The wallet finds the bank again by itself.
    let settled = Event::Payment { order_id: pending.order_id, state: PaymentState::Settled };
    let heard = async { while events.next().await.expect("the wallet lives") != settled {} };
    tokio::time::timeout(Duration::from_secs(30), heard).await.expect("the wallet does not go on");
    following.abort();
    khamla.finish().await;
    khamla.assert_paid(pending.order_id).await;
    assert_eq!(cafe.synced().await, kip(10));
    // There was no fiat money for the top-up.
    world.assert_sound([&khamla, &cafe]).await;
}

/// The same wallet under another clock.
async fn under(clock: &MovedClock, person: Person) -> Person {
    let Person { name, customer, phone, wallet } = person;
    drop(wallet);
    let phone = system_tests::Phone { env: clock.env(), ..phone };
    let wallet = phone.open().await;
    Person { name, customer, phone, wallet }
}

const DAY: i64 = 24 * 60 * 60;

#[tokio::test]
async fn a_phone_that_is_a_day_off_is_put_right_once() {
    for off in [DAY, -DAY, 400 * DAY, -400 * DAY] {
        let world = World::behind_proxy().await;
        let (khamla, cafe) = (world.citizen("Khamla", 1_000).await, world.merchant("Han Kafe").await);
        let khamla = under(&MovedClock::ahead(off), khamla).await;
        let before = world.proxy().requests();
        khamla.wallet.refresh_account().await.unwrap();
        assert_eq!(world.proxy().requests() - before, 2, "{off}: refused, put right, repeated");
        khamla.wallet.refresh_account().await.unwrap();
        assert_eq!(world.proxy().requests() - before, 3, "{off}: right from then on");

        let request = cafe.wallet.request(kip(10), None, Duration::from_mins(10)).await.unwrap();
        let payment = khamla.pay(&request.code, None).await.unwrap();
        assert_eq!(payment.state, PaymentState::Settled, "{off}");
        assert!(payment.created_at <= payment.decided_at.unwrap().plus(Duration::from_secs(5)), "{off}");
        assert!(payment.decided_at.unwrap() < payment.expires_at, "{off}");
        khamla.assert_paid(payment.order_id).await;
        world.assert_sound([&khamla, &cafe]).await;
    }
}

#[tokio::test]
async fn a_merchant_whose_clock_is_a_day_off_shows_codes_that_can_be_paid() {
    for off in [DAY, -DAY] {
        let world = World::behind_proxy().await;
        let (khamla, cafe) = (world.citizen("Khamla", 1_000).await, world.merchant("Han Kafe").await);
        let cafe = under(&MovedClock::ahead(off), cafe).await;
        let request = cafe.wallet.request(kip(10), None, Duration::from_mins(10)).await;
        // The first request of a wallet whose clock is wrong: the bank corrects it, and the code is dated right.
        let request = match request {
            Ok(request) => request,
            Err(_) => cafe.wallet.request(kip(10), None, Duration::from_mins(10)).await.unwrap(),
        };
        assert_eq!(khamla.pay(&request.code, None).await.unwrap().state, PaymentState::Settled, "{off}");
        world.assert_sound([&khamla, &cafe]).await;
    }
}

#[tokio::test]
async fn an_order_that_a_wrong_clock_dated_into_the_past_moves_nothing_for_ever() {
    let world = World::behind_proxy().await;
    let (khamla, cafe) = (world.citizen("Khamla", 1_000).await, world.merchant("Han Kafe").await);
    let preview = khamla.wallet.prepare(&cafe.sticker().await, Some(kip(10)), None).await.unwrap();
    let khamla = under(&MovedClock::ahead(-DAY), khamla).await;
    // Nothing was heard of the bank since the start, so the wallet does not know better.
    world.proxy().inject("GET /v1/account ", Fault::LoseRequest, 1);
    let payment = khamla.wallet.confirm(preview.clone()).await.unwrap();
    assert_eq!(reason(&payment), Some(RejectReason::OrderExpired));
    assert_eq!(khamla.wallet.confirm(preview).await.unwrap(), payment);
    assert_eq!(khamla.wallet.balance().await.unwrap().available, kip(1_000));
    assert_eq!(cafe.synced().await, kip(0));
    world.assert_sound([&khamla, &cafe]).await;
}

#[tokio::test]
async fn an_order_is_dated_by_the_banks_clock_however_wrong_the_phones_is() {
    for off in [DAY, -DAY] {
        let world = World::behind_proxy().await;
        let (khamla, cafe) = (world.citizen("Khamla", 1_000).await, world.merchant("Han Kafe").await);
        let preview = khamla.wallet.prepare(&cafe.sticker().await, Some(kip(10)), None).await.unwrap();
        // The app is started again before the owner says yes: the bank is asked what time it is.
        let khamla = under(&MovedClock::ahead(off), khamla).await;
        let payment = khamla.wallet.confirm(preview).await.unwrap();
        assert_eq!(payment.state, PaymentState::Settled, "{off}");
        khamla.assert_paid(payment.order_id).await;
        world.assert_sound([&khamla, &cafe]).await;
    }
}

#[tokio::test]
async fn an_order_that_never_arrived_expires_by_the_banks_clock() {
    let bank_clock = MovedClock::default();
    let world = World::with_clock(&bank_clock).await;
    let (khamla, cafe) = (world.citizen("Khamla", 1_000).await, world.merchant("Han Kafe").await);
    let code = cafe.sticker().await;
    let (lost, answered) = (kip(10), kip(20));
    world.proxy().inject("POST /v1/payments ", Fault::LoseRequest, 1);
    let lost = khamla.pay(&code, Some(lost)).await.unwrap();
    world.proxy().inject("POST /v1/payments ", Fault::LoseAnswer, 1);
    let answered = khamla.pay(&code, Some(answered)).await.unwrap();
    assert_eq!((lost.state, answered.state), (PaymentState::Submitted, PaymentState::Submitted));

    bank_clock.pass(Duration::from_mins(11)).await;
    khamla.finish().await;
    assert_eq!(khamla.wallet.payment(lost.order_id).await.unwrap().state, PaymentState::Expired);
    khamla.assert_paid(answered.order_id).await;
    assert_eq!(khamla.wallet.balance().await.unwrap().available, kip(980));
    // The operators' clocks were left behind; the bank puts theirs right as well.
    assert_eq!(cafe.synced().await, kip(20));
    world.assert_sound([&khamla, &cafe]).await;
}

#[tokio::test]
async fn a_bank_whose_clock_jumps_settles_on_and_never_goes_back() {
    let bank_clock = MovedClock::default();
    let mut world = World::with_clock(&bank_clock).await;
    let (khamla, cafe) = (world.citizen("Khamla", 1_000).await, world.merchant("Han Kafe").await);
    let code = cafe.sticker().await;
    let mut decided_at = khamla.pay(&code, Some(kip(10))).await.unwrap().decided_at;
    // Back by half a minute, by an hour, and right again, a year ahead and back; while the bank runs, and before it starts. Wallets go
    // by its time.
    for jump in [-30, -3_600, 3_630, 365 * DAY, -365 * DAY] {
        bank_clock.advance(jump);
        for restarted in [false, true] {
            if restarted {
                world.stop_bank().await;
                world.start_bank().await;
            }
            let payment = khamla.pay(&code, Some(kip(10))).await.unwrap();
            assert_eq!(payment.state, PaymentState::Settled);
            assert!(payment.decided_at > decided_at);
            decided_at = payment.decided_at;
        }
    }
    assert_eq!(cafe.synced().await, kip(110));
    world.assert_sound([&khamla, &cafe]).await;
}

#[tokio::test]
async fn a_bank_that_does_not_answer_in_time_leaves_the_payment_pending() {
    let world = World::behind_proxy().await;
    let (khamla, cafe) = (world.citizen("Khamla", 1_000).await, world.merchant("Han Kafe").await);
    let preview = khamla.wallet.prepare(&cafe.sticker().await, Some(kip(10)), None).await.unwrap();
    world.proxy().inject("POST /v1/payments ", Fault::Stall, 1);
    let wallet = khamla.wallet.clone();
    let confirming = tokio::spawn(async move { wallet.confirm(preview).await });
    world.proxy().stalled().await;
    // From here on everybody only waits, so that time flies.
    tokio::time::pause();
    let pending = confirming.await.unwrap().unwrap();
    tokio::time::resume();
    assert_eq!(pending.state, PaymentState::Submitted);
    assert_eq!(cafe.synced().await, kip(10), "the bank has done it");
    khamla.finish().await;
    khamla.assert_paid(pending.order_id).await;
    world.assert_sound([&khamla, &cafe]).await;
}

/// Does something that a person does; what can't be done now is no matter.
async fn do_something(person: &Person, code: &str, dice: &mut Dice) -> Result<(), WalletError> {
    let amount = kip(dice.roll(1, 100));
    match dice.roll(0, 10) {
        0 => person.wallet.sync().await.map(drop),
        1 => person.wallet.resume().await.map(drop),
        2 => person.wallet.redeem(amount).await.map(drop),
        3 => person.wallet.top_up(amount).await.map(drop),
        4 => {
            let request = person.wallet.request(amount, None, Duration::from_mins(10)).await?;
            person.wallet.request_status(request.id).await.map(drop)
        }
        5 => match person.wallet.payments(None, 1).await?.first() {
            Some(payment) if payment.state == PaymentState::Settled => {
                person.wallet.receipt(payment.order_id).await.map(drop)
            }
            _ => Ok(()),
        },
        _ => person.pay(code, Some(amount)).await.map(drop),
    }
}

#[tokio::test]
async fn in_a_storm_of_faults_wallets_and_bank_agree_in_the_end() {
    let world = World::behind_proxy().await;
    let (khamla, cafe) = (world.citizen("Khamla", 50_000).await, world.citizen("Han Kafe", 50_000).await);
    let codes = [cafe.sticker().await, khamla.sticker().await];
    // The 10 MB are slow, and change nothing after the first time.
    let (faults, mut dice) = (&faults()[..11], Dice::new(1957));
    let mut errors = 0;
    for _ in 0..300 {
        if dice.roll(0, 3) > 0 {
            let (_, fault) = &faults[usize::try_from(dice.roll(0, faults.len() as u64)).unwrap()];
            world.proxy().inject("", fault.clone(), usize::try_from(dice.roll(1, 3)).unwrap());
        }
        let (person, code) = if dice.roll(0, 2) == 0 { (&khamla, &codes[0]) } else { (&cafe, &codes[1]) };
        if let Err(error) = do_something(person, code, &mut dice).await {
            assert!(error.retryable(), "{error:?}");
            errors += 1;
        }
    }
    assert!(errors > 30 && world.proxy().hits() > 150, "the sea was calm: {errors} errors");
    world.proxy().heal();
    for person in [&khamla, &cafe] {
        person.finish().await;
        let payments = person.wallet.payments(None, 1000).await.unwrap();
        assert!(payments.iter().all(|payment| payment.state == PaymentState::Settled), "{payments:?}");
        for payment in payments {
            if payment.kind == OrderKind::Redemption {
                person.paid_out(payment.order_id).await;
            }
            person.assert_paid(payment.order_id).await;
        }
    }
    world.assert_sound([&khamla, &cafe]).await;
}

#[tokio::test]
async fn a_bank_that_is_stopped_does_not_wait_for_whoever_says_nothing() {
    let mut world = World::open().await;
    let address = world.url().trim_start_matches("http://").to_owned();
    // Wallets open connections ahead, and a phone may lose its network in the middle of a word.
    let _silent = tokio::net::TcpStream::connect(&address).await.unwrap();
    let mut halting = tokio::net::TcpStream::connect(&address).await.unwrap();
    halting.write_all(b"GET /healthz HTTP/1.1\r\nHost:").await.unwrap();
    let began = std::time::Instant::now();
    world.stop_bank().await;
    assert!(began.elapsed() < Duration::from_secs(10), "it took {:?}", began.elapsed());
}

#[tokio::test]
async fn an_address_that_is_no_banks_is_refused_before_anything_is_sent() {
    let world = World::open().await;
    let phone = world.phone("Khamla");
    let parts = WalletParts {
        env: phone.env.clone(),
        files: Arc::new(FolderFiles::new(&phone.folder)),
        keystore: Arc::new(FileKeystore::new(phone.folder.join("keystore"))),
        transport: Arc::new(HttpTransport::new(&world.url(), &[]).unwrap()),
        bank_url: "http://bank.example".to_owned(),
    };
    let error = Wallet::create(parts, pin(), "phone", None).await.unwrap_err();
    assert_eq!(error.code(), "bank-address");
    assert!(!phone.folder.exists(), "nothing was made");
}
