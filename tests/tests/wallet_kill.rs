//! A wallet whose process is killed with `SIGKILL` at each persisted state, over a real bank and a real file.
//!
//! ```text
//! place: created ──► submitted ──► POST ──► bank settles ──► answer ──► settled ──► app
//!               ▲              ▲       ▲                 ▲          ▲           ▲
//!               killed here, here, here,          here, here,        and here
//! ```
//!
//! A process of its own runs the wallet, says that it has come to the chosen point, and stands still there. Then it is
//! killed, the wallet is opened again as the app would be, and goes on with what the file holds.

#![allow(clippy::unwrap_used)] // helpers: a failure in them is a failed test

use std::{
    future::{Future, pending},
    pin::pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Waker},
    time::Duration,
};

use bank_api::{
    env::{Blocking, BoxFuture, Env, Job, TokioBlocking},
    id::OrderId,
    message::wallet::HolderKind,
};
use system_tests::{BareWallet, Dice, Fault, Person, Phone, Process, World, kip, pin, process::task};
use wallet_core::{
    BankTransport, Event, Events, PaymentState, Streamed, TopUpState, TransportError, Wallet, WalletParts,
    Words,
};

/// The test that is the wallet's process.
const WALLET: &str = "a_wallet_in_a_process_of_its_own";
/// Said when the wallet is about to do what it was asked for.
const BEGINS: &str = "the wallet begins";
/// Said when it has come to the chosen point.
const STANDS_STILL: &str = "the wallet stands still";

/// What `DLAK_TEST_AT` names: `stored STATE`, `before METHOD PATH`, `after METHOD PATH`, or nothing.
#[derive(Clone, Debug)]
struct Point(String);

impl Point {
    fn is(&self, place: &str) -> bool {
        self.0 == place
    }
}

async fn stand_still() -> ! {
    println!("{STANDS_STILL}");
    pending::<()>().await;
    unreachable!("it is killed")
}

/// Stands still once the wallet has stored a payment's state, before it does anything else.
struct StopAtState {
    point: Point,
    events: Mutex<Option<Events>>,
}

impl StopAtState {
    /// Was the chosen state stored by the job that has just ended? The event comes from within that job.
    fn is_stored(&self) -> bool {
        let mut events = self.events.lock().unwrap();
        let Some(events) = events.as_mut() else { return false };
        let mut stored = false;
        while let Poll::Ready(Some(event)) = pin!(events.next()).poll(&mut Context::from_waker(Waker::noop()))
        {
            if let Event::Payment { state, .. } = event {
                stored |= self.point.is(&format!("stored {}", state.name()));
            }
        }
        stored
    }
}

struct Stopping(Arc<StopAtState>);

impl Blocking for Stopping {
    fn run(&self, job: Job) -> BoxFuture<'static, ()> {
        let (job, stop) = (TokioBlocking.run(job), Arc::clone(&self.0));
        Box::pin(async move {
            job.await;
            if stop.is_stored() {
                stand_still().await;
            }
        })
    }
}

/// Stands still before a request leaves, or once its answer is there.
struct StopAtRequest {
    point: Point,
    inner: Arc<dyn BankTransport>,
    /// How many such requests pass first.
    pass: AtomicUsize,
}

impl BankTransport for StopAtRequest {
    fn send(
        &self,
        request: http::Request<Vec<u8>>,
    ) -> BoxFuture<'_, Result<http::Response<Vec<u8>>, TransportError>> {
        let line = format!("{} {}", request.method(), request.uri().path());
        Box::pin(async move {
            let (before, after) =
                (self.point.is(&format!("before {line}")), self.point.is(&format!("after {line}")));
            let here = (before || after)
                && self
                    .pass
                    .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1))
                    .is_err();
            if here && before {
                stand_still().await;
            }
            let answer = self.inner.send(request).await;
            if here {
                stand_still().await;
            }
            answer
        })
    }

    fn stream(&self, request: http::Request<Vec<u8>>) -> BoxFuture<'_, Result<Streamed, TransportError>> {
        self.inner.stream(request)
    }
}

/// Not a test by itself: the others start this program again to run it, and kill it.
#[tokio::test]
async fn a_wallet_in_a_process_of_its_own() {
    let Some(variable) = task(WALLET) else { return };
    let phone = Phone {
        folder: variable("DLAK_TEST_FOLDER").into(),
        bank_url: variable("DLAK_TEST_BANK"),
        env: Env::system(),
    };
    let point = Point(variable("DLAK_TEST_AT"));
    let stop = Arc::new(StopAtState { point: point.clone(), events: Mutex::default() });
    let (parts, argument) = (phone.parts(), variable("DLAK_TEST_ARGUMENT"));
    let pass = AtomicUsize::new(variable("DLAK_TEST_PASS").parse().unwrap_or(0));
    let parts = WalletParts {
        env: Env { blocking: Arc::new(Stopping(Arc::clone(&stop))), ..Env::system() },
        transport: Arc::new(StopAtRequest { point, inner: parts.transport, pass }),
        ..parts
    };
    match variable("DLAK_TEST_DO").as_str() {
        "create" => {
            println!("{BEGINS}");
            drop(Wallet::create(parts, pin(), "phone", None).await.unwrap());
            return;
        }
        "restore" => {
            let words = Words::parse(&argument).unwrap();
            drop(Wallet::restore(parts, words, pin(), "new phone", None).await.unwrap());
            return;
        }
        _ => {}
    }
    let wallet = Wallet::open(parts).await.unwrap();
    wallet.unlock(pin()).await.unwrap();
    *stop.events.lock().unwrap() = Some(wallet.events());

    match variable("DLAK_TEST_DO").as_str() {
        "pay" => {
            let preview = wallet.prepare(&argument, Some(kip(PRICE)), None).await.unwrap();
            println!("{BEGINS}");
            wallet.confirm(preview).await.unwrap();
        }
        "resume" => drop(wallet.resume().await.unwrap()),
        "redeem" => drop(wallet.redeem(kip(PRICE)).await.unwrap()),
        "top-up" => drop(wallet.top_up(kip(PRICE)).await.unwrap()),
        "register" => drop(wallet.register(&argument).await.unwrap()),
        "sync" => drop(wallet.sync().await.unwrap()),
        other => panic!("what is {other}?"),
    }
}

const PRICE: u64 = 15_000;
const BEFORE: u64 = 100_000;

/// The wallet's process, on its way to the point; the wallet must not be open here.
fn start(phone: &Phone, doing: &str, argument: &str, point: &str, pass: usize) -> Process {
    let variables = [
        ("DLAK_TEST_FOLDER", phone.folder.display().to_string()),
        ("DLAK_TEST_BANK", phone.bank_url.clone()),
        ("DLAK_TEST_DO", doing.to_owned()),
        ("DLAK_TEST_ARGUMENT", argument.to_owned()),
        ("DLAK_TEST_AT", point.to_owned()),
        ("DLAK_TEST_PASS", pass.to_string()),
    ];
    Process::start(WALLET, &variables)
}

/// Lets the wallet's process do something and kills it at the point.
async fn kill_at(phone: &Phone, doing: &str, argument: &str, point: &str, pass: usize) {
    let mut process = start(phone, doing, argument, point, pass);
    process.says(STANDS_STILL).await.unwrap_or_else(|| panic!("never came to {point:?}"));
    process.kill().await;
}

/// The person without the wallet open, for another process to open it.
fn close(person: Person) -> (String, OrderId, Phone) {
    let Person { name, customer, phone, wallet } = person;
    drop(wallet);
    (name, customer, phone)
}

async fn reopen((name, customer, phone): (String, OrderId, Phone)) -> Person {
    let wallet = phone.open().await;
    Person { name, customer, phone, wallet }
}

/// Kills a payment at `point`, where the file must say `state`; then it goes on and is paid exactly once.
async fn a_payment_killed(point: &str, state: PaymentState) {
    let world = World::behind_proxy().await;
    let (khamla, cafe) = (world.citizen("Khamla", BEFORE).await, world.merchant("Han Kafe").await);
    let khamla = close(khamla);
    if point == "while the bank answers" {
        world.proxy().inject("POST /v1/payments ", Fault::Stall, 1);
        let mut process = start(&khamla.2, "pay", &cafe.sticker().await, point, 0);
        process.says(BEGINS).await.unwrap();
        world.proxy().stalled().await;
        process.kill().await;
    } else {
        kill_at(&khamla.2, "pay", &cafe.sticker().await, point, 0).await;
    }

    let khamla = reopen(khamla).await;
    let found = khamla.wallet.payments(None, 10).await.unwrap();
    assert_eq!((found.len(), found[0].state), (1, state), "{point}");
    assert_eq!(khamla.wallet.balance().await.unwrap().available, kip(BEFORE - PRICE), "{point}");
    let reached = cafe.synced().await;
    khamla.wallet.lock(); // what is signed goes on without the PIN
    khamla.finish().await;
    khamla.assert_paid(found[0].order_id).await;
    assert_eq!(khamla.wallet.resume().await.unwrap(), [], "{point}");
    assert_eq!(cafe.synced().await, kip(PRICE), "{point}: {reached} before");
    assert_eq!(khamla.synced().await, kip(BEFORE - PRICE), "{point}");
    assert_eq!(khamla.wallet.history(None, 10).await.unwrap().len(), 2, "{point}: a top-up and a payment");
    world.assert_sound([&khamla, &cafe]).await;
}

#[tokio::test]
async fn killed_after_created_is_stored_it_is_paid_once() {
    a_payment_killed("stored created", PaymentState::Created).await;
}

#[tokio::test]
async fn killed_after_submitted_is_stored_it_is_paid_once() {
    a_payment_killed("stored submitted", PaymentState::Submitted).await;
}

#[tokio::test]
async fn killed_before_the_order_leaves_it_is_paid_once() {
    a_payment_killed("before POST /v1/payments", PaymentState::Submitted).await;
}

#[tokio::test]
async fn killed_when_the_bank_has_the_order_and_no_answer_came_it_is_paid_once() {
    a_payment_killed("while the bank answers", PaymentState::Submitted).await;
}

#[tokio::test]
async fn killed_when_the_answer_is_there_and_not_stored_it_is_paid_once() {
    a_payment_killed("after POST /v1/payments", PaymentState::Submitted).await;
}

#[tokio::test]
async fn killed_after_settled_is_stored_it_stays_paid_once() {
    a_payment_killed("stored settled", PaymentState::Settled).await;
}

#[tokio::test]
async fn killed_again_and_again_while_it_goes_on_it_is_paid_once() {
    let world = World::behind_proxy().await;
    let (khamla, cafe) = (world.citizen("Khamla", BEFORE).await, world.merchant("Han Kafe").await);
    let khamla = close(khamla);
    kill_at(&khamla.2, "pay", &cafe.sticker().await, "stored created", 0).await;
    kill_at(&khamla.2, "resume", "", "stored submitted", 0).await;
    kill_at(&khamla.2, "resume", "", "before POST /v1/payments", 0).await;
    kill_at(&khamla.2, "resume", "", "after POST /v1/payments", 0).await;
    let khamla = reopen(khamla).await;
    assert_eq!(cafe.synced().await, kip(PRICE), "the bank settled what nobody knows of");
    khamla.finish().await;
    let order = khamla.wallet.payments(None, 10).await.unwrap()[0].order_id;
    khamla.assert_paid(order).await;
    assert_eq!(cafe.synced().await, kip(PRICE));
    world.assert_sound([&khamla, &cafe]).await;
}

#[tokio::test]
async fn killed_at_any_moment_what_the_file_knows_is_what_the_bank_settles() {
    let world = World::open().await;
    let (khamla, cafe) = (world.citizen("Khamla", 20 * PRICE).await, world.merchant("Han Kafe").await);
    let (sticker, mut khamla, mut dice) = (cafe.sticker().await, close(khamla), Dice::new(8418));
    for round in 0..12 {
        let mut process = start(&khamla.2, "pay", &sticker, "", 0);
        process.says(BEGINS).await.unwrap();
        tokio::time::sleep(Duration::from_micros(dice.roll(0, 40_000))).await;
        process.kill().await;
        let person = reopen(khamla).await;
        person.finish().await;
        let known = person.wallet.payments(None, 100).await.unwrap();
        assert!(
            known.iter().all(|payment| payment.state == PaymentState::Settled),
            "round {round}: {known:?}"
        );
        assert_eq!(cafe.synced().await, kip(PRICE * known.len() as u64), "round {round}");
        world.assert_sound([&person, &cafe]).await;
        khamla = close(person);
    }
}

#[tokio::test]
async fn a_redemption_that_is_killed_is_paid_out_once() {
    for point in ["stored created", "before POST /v1/payments", "after POST /v1/payments"] {
        let world = World::open().await;
        let khamla = close(world.citizen("Khamla", BEFORE).await);
        kill_at(&khamla.2, "redeem", "", point, 0).await;
        let khamla = reopen(khamla).await;
        khamla.finish().await;
        let redemption = khamla.wallet.payments(None, 10).await.unwrap().remove(0);
        khamla.paid_out(redemption.order_id).await;
        assert_eq!(world.fiat(&khamla).await, kip(PRICE), "{point}");
        assert_eq!(khamla.synced().await, kip(BEFORE - PRICE), "{point}");
        world.assert_sound([&khamla]).await;
    }
}

/// A customer with fiat money and a wallet on a phone that the bank does not know yet.
async fn newcomer(world: &World) -> (String, (String, OrderId, Phone)) {
    let (customer, code) = world.customer("Khamla", HolderKind::Person, BEFORE).await;
    let phone = world.phone("Khamla");
    drop(Wallet::create(phone.parts(), pin(), "phone", None).await.unwrap());
    (code, ("Khamla".to_owned(), customer, phone))
}

#[tokio::test]
async fn a_registration_that_is_killed_opens_one_wallet() {
    for point in ["before POST /v1/wallets", "after POST /v1/wallets"] {
        let world = World::open().await;
        let (code, khamla) = newcomer(&world).await;
        kill_at(&khamla.2, "register", &code, point, 0).await;
        let khamla = reopen(khamla).await;
        assert!(!khamla.wallet.is_registered().await.unwrap(), "{point}");
        // The code was stored: it need not be typed again.
        assert_eq!(khamla.wallet.refresh_account().await.unwrap().name, "Khamla", "{point}");
        assert_eq!(khamla.wallet.devices().await.unwrap().len(), 1, "{point}");
        world.assert_sound([&khamla]).await;
    }
}

#[tokio::test]
async fn a_wallet_whose_making_was_killed_is_there_or_can_be_made_anew() {
    let world = World::open().await;
    let (mut dice, mut made, mut unmade) = (Dice::new(1887), 0, 0);
    for round in 0..10 {
        let phone = world.phone(&format!("phone {round}"));
        let mut process = start(&phone, "create", "", "", 0);
        process.says(BEGINS).await.unwrap();
        tokio::time::sleep(Duration::from_micros(dice.roll(0, 300_000))).await;
        process.kill().await;
        match Wallet::open(phone.parts()).await {
            Ok(_) => made += 1,
            Err(error) => {
                assert_eq!(error.code(), "wallet-not-found", "round {round}: {error}");
                unmade += 1;
                drop(Wallet::create(phone.parts(), pin(), "phone", None).await.unwrap());
            }
        }
        let wallet = phone.open().await;
        assert!(!wallet.is_locked(), "round {round}");
    }
    println!("{made} were there, {unmade} were made anew");
}

#[tokio::test]
async fn a_wallet_whose_restoring_was_killed_is_restored_by_its_next_start() {
    let world = World::open().await;
    let khamla = world.citizen("Khamla", BEFORE).await;
    let words = khamla.wallet.words(pin()).await.unwrap();
    for (devices, point) in (2..).zip(["before POST /v1/devices", "after POST /v1/devices"]) {
        let phone = world.phone(point);
        kill_at(&phone, "restore", words.words().as_str(), point, 0).await;
        let wallet = phone.open().await;
        assert_eq!(wallet.sync().await.unwrap().balance, kip(BEFORE), "{point}");
        assert_eq!(wallet.devices().await.unwrap().len(), devices, "{point}");
    }
    world.assert_sound([&khamla]).await;
}

#[tokio::test]
async fn a_top_up_that_is_killed_is_bought_once() {
    for point in ["before POST /v1/top-ups", "after POST /v1/top-ups"] {
        let world = World::open().await;
        let (code, khamla) = newcomer(&world).await;
        let khamla = reopen(khamla).await;
        khamla.wallet.register(&code).await.unwrap();
        let khamla = close(khamla);
        kill_at(&khamla.2, "top-up", "", point, 0).await;
        let khamla = reopen(khamla).await;
        khamla.finish().await;
        assert_eq!(khamla.synced().await, kip(PRICE), "{point}");
        assert_eq!(world.fiat(&khamla).await, kip(BEFORE - PRICE), "{point}");
        let first = khamla.wallet.history(None, 10).await.unwrap().remove(0);
        assert_eq!(
            khamla.wallet.top_up_state(first.order_id).await.unwrap().state,
            TopUpState::Done,
            "{point}"
        );
        world.assert_sound([&khamla]).await;
    }
}

#[tokio::test]
async fn a_sync_that_is_killed_has_taken_whole_pages() {
    /// More than one page.
    const PAYMENTS: u64 = 230;
    let world = World::open().await;
    let cafe = world.merchant("Han Kafe").await;
    let (customer, code) = world.customer("Noy", HolderKind::Person, BEFORE).await;
    let noy = Arc::new(BareWallet::new(&world.url(), None));
    noy.register(&code).await.unwrap();
    let body = serde_json::json!({ "amount": kip(PAYMENTS) });
    let _: serde_json::Value = noy.send(noy.signed("/v1/top-ups", &body, Some(noy.new_id()))).await.unwrap();
    let mut payments = tokio::task::JoinSet::new();
    for _ in 0..PAYMENTS {
        let (noy, payee) = (Arc::clone(&noy), cafe.wallet.account());
        payments.spawn(async move { noy.pay(noy.order(payee, kip(1))).await.unwrap() });
    }
    assert_eq!(payments.join_all().await.len() as u64, PAYMENTS);

    let cafe = close(cafe);
    kill_at(&cafe.2, "sync", "", "after GET /v1/account/entries", 0).await;
    let cafe = reopen(cafe).await;
    assert_eq!(cafe.wallet.history(None, 1).await.unwrap(), [], "the first page was not stored");
    let cafe = close(cafe);
    kill_at(&cafe.2, "sync", "", "after GET /v1/account/entries", 1).await;
    let cafe = reopen(cafe).await;
    assert_eq!(
        cafe.wallet.history(None, 1).await.unwrap()[0].seq,
        200,
        "the first page was stored, the second not"
    );
    let report = cafe.wallet.sync().await.unwrap();
    assert_eq!((report.new_entries, report.balance), (PAYMENTS - 200, kip(PAYMENTS)));
    assert_eq!(cafe.wallet.divergences().await.unwrap(), []);
    assert_eq!(world.bank().look_up(customer).await.unwrap().fiat.available, kip(BEFORE - PAYMENTS));
}
