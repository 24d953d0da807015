//! A bank whose process is killed with `SIGKILL` again and again while wallets pay, top up and redeem.
//!
//! ```text
//! wallets  ──pay──top up──redeem──pay──top up──pay──...──────────► finish ► compare
//! bank     ───────────✝ restart ────────✝ restart ──✝ restart ...──────────► audit
//! ```
//!
//! What must hold: what was answered as settled stays settled, nothing is settled twice, no att is made or lost.

#![allow(clippy::unwrap_used)] // helpers: a failure in them is a failed test

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use bank_api::{
    amount::Amount,
    env::Env,
    id::{AccountId, OrderId},
    log::entry::Direction,
    message::{
        payment::PaymentOutcome,
        route,
        wallet::{AccountInfo, HolderKind},
    },
    statement::OrderKind,
};
use dlak_cli::sandbox::{Sandbox, SandboxOptions};
use serde_json::json;
use system_tests::{BareWallet, Dice, Person, Process, World, kip, process::task};
use tokio::{sync::watch, task::JoinSet, time::timeout};
use wallet_core::{Event, PaymentState, Wallet};

/// The test that is the bank's process.
const BANK: &str = "a_bank_in_a_process_of_its_own";
const KILLS: u64 = 20;
const WALLETS: u64 = 5;
const BEFORE: u64 = 100_000;
/// Who do nothing but pay, so that the bank is killed in the middle of something.
const HAMMERS: u64 = 12;

/// Not a test by itself: the other one starts this program again to run it, and kills it.
#[tokio::test]
async fn a_bank_in_a_process_of_its_own() {
    let Some(variable) = task(BANK) else { return };
    let options = SandboxOptions {
        data: variable("DLAK_TEST_FOLDER").into(),
        listen: variable("DLAK_TEST_LISTEN").parse().unwrap(),
        authorities: Vec::new(),
    };
    match Sandbox::start(options, Env::system()).await {
        Ok(bank) => {
            println!("the bank is open");
            bank.serve_until(std::future::pending()).await.unwrap();
        }
        // Another test may have its port for a moment: it is started again.
        Err(error) => eprintln!("the bank does not open: {error:#}"),
    }
}

async fn start_bank(options: &SandboxOptions) -> Process {
    let variables = [
        ("DLAK_TEST_FOLDER", options.data.display().to_string()),
        ("DLAK_TEST_LISTEN", options.listen.to_string()),
    ];
    for _ in 0..100 {
        let mut bank = Process::start(BANK, &variables);
        if bank.says("the bank is open").await.is_some() {
            return bank;
        }
    }
    panic!("the bank does not open")
}

/// What a wallet was told, and by what.
#[derive(Debug, Default)]
struct Told {
    settled: BTreeMap<OrderId, Amount>,
    /// Ended as pending, whatever became of them.
    pending: BTreeSet<OrderId>,
    /// Answered with an error before anything was promised.
    errors: u64,
}

/// Pays, tops up and redeems until it is told to stop. Errors are the bank's absence; nothing else is accepted.
async fn live(person: Person, payees: Vec<String>, seed: u64, stop: Arc<AtomicBool>) -> (Person, Told) {
    let (mut dice, mut told) = (Dice::new(seed), Told::default());
    while !stop.load(Ordering::SeqCst) {
        let amount = kip(dice.roll(1, 50));
        let outcome = match dice.roll(0, 10) {
            0 => person.wallet.top_up(kip(dice.roll(1, 20))).await.map(|_| None),
            1 => person.wallet.redeem(amount).await.map(Some),
            2 => person.wallet.resume().await.map(|_| None),
            3 => person.wallet.sync().await.map(|_| None),
            _ => {
                let payee = &payees[usize::try_from(dice.roll(0, payees.len() as u64)).unwrap()];
                person.pay(payee, Some(amount)).await.map(Some)
            }
        };
        match outcome {
            Ok(None) => {}
            Ok(Some(payment)) if payment.state == PaymentState::Settled => {
                told.settled.insert(payment.order_id, payment.amount);
            }
            Ok(Some(payment)) => {
                assert_eq!(payment.state, PaymentState::Submitted, "{payment:?}");
                told.pending.insert(payment.order_id);
            }
            Err(error) => {
                assert!(error.retryable(), "{error:?}");
                told.errors += 1;
                // The bank is away: not a truth, only politeness.
                tokio::time::sleep(Duration::from_millis(dice.roll(1, 20))).await;
            }
        }
    }
    (person, told)
}

/// Pays by hand as fast as the bank answers. Keeps each order that was answered, and the answer.
async fn hammer(
    wallet: BareWallet,
    payee: AccountId,
    stop: Arc<AtomicBool>,
    answers: watch::Sender<u64>,
) -> (BareWallet, Vec<Answered>) {
    let mut answered = Vec::new();
    while !stop.load(Ordering::SeqCst) {
        let order = wallet.sign(wallet.order(payee, kip(1)));
        // Posted until it is answered: the same bytes each time.
        while !stop.load(Ordering::SeqCst) {
            match wallet.try_post(order.clone()).await {
                Some(Ok(outcome)) => {
                    assert!(matches!(outcome, PaymentOutcome::Settled { .. }), "{outcome:?}");
                    answered.push((order, outcome));
                    answers.send_modify(|answers| *answers += 1);
                    break;
                }
                Some(Err(problem)) => assert!(problem.retryable, "{problem:?}"),
                // The bank is away.
                None => tokio::time::sleep(Duration::from_millis(5)).await,
            }
        }
    }
    (wallet, answered)
}

type Answered = (Vec<u8>, PaymentOutcome);

/// A customer whose wallet is made by hand, with so much digital kip.
async fn bare(world: &World, name: &str, balance_kip: u64) -> BareWallet {
    let (_, code) = world.customer(name, HolderKind::Person, balance_kip).await;
    let wallet = BareWallet::new(&world.url(), None);
    wallet.register(&code).await.unwrap();
    if balance_kip > 0 {
        let body = json!({ "amount": kip(balance_kip) });
        let top_up = wallet.signed(route::TOP_UPS, &body, Some(wallet.new_id()));
        let _: serde_json::Value = wallet.send(top_up).await.unwrap();
    }
    wallet
}

async fn balance(wallet: &BareWallet) -> Amount {
    let account: AccountInfo = wallet.client.get(route::ACCOUNT, Some(&wallet.device)).await.unwrap();
    account.balance
}

/// Each order that was answered has the same answer now, and nothing else was paid. Gives what is left.
async fn check_hammer(wallet: &BareWallet, answered: &[Answered]) -> Amount {
    for (order, outcome) in answered {
        assert_eq!(wallet.post(order.clone()).await.as_ref(), Ok(outcome), "it was answered otherwise");
    }
    let left = balance(wallet).await;
    let (told, paid) = (answered.len() as u64, kip(BEFORE).checked_sub(left).unwrap());
    // The last order's answer may have been lost with the end of the test.
    assert!([kip(told), kip(told + 1)].contains(&paid), "{told} were answered, {paid} kip are paid");
    left
}

/// Follows the bank as a till does, and keeps what it was told: each order once.
async fn follow(wallet: Wallet, told: Arc<Mutex<BTreeMap<OrderId, Amount>>>) {
    let mut events = wallet.events();
    let listen = async {
        while let Some(event) = events.next().await {
            if let Event::Received { order_id, amount, .. } = event {
                let before = told.lock().unwrap().insert(order_id, amount);
                assert_eq!(before, None, "the till was told of {order_id} twice");
            }
        }
    };
    tokio::join!(wallet.run(), listen);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bank_that_is_killed_again_and_again_keeps_its_word() {
    let mut world = World::open().await;
    let mut people = Vec::new();
    for number in 0..WALLETS {
        let person = world.citizen(format!("Citizen {number}").leak(), BEFORE).await;
        // Half of it goes back to the bank account, so that there is something to top up from.
        person.wallet.redeem(kip(BEFORE / 2)).await.unwrap();
        people.push(person);
    }
    let mut stickers = Vec::new();
    for person in &people {
        stickers.push(person.sticker().await);
    }
    let cafe = world.merchant("Han Kafe").await;
    stickers.push(cafe.sticker().await);
    let told_to_the_till = Arc::new(Mutex::new(BTreeMap::new()));
    let till = tokio::spawn(follow(cafe.wallet.clone(), Arc::clone(&told_to_the_till)));
    let anvil = bare(&world, "Anvil", 0).await;
    let mut hammers = Vec::new();
    for number in 0..HAMMERS {
        hammers.push(bare(&world, &format!("Hammer {number}"), BEFORE).await);
    }
    world.stop_bank().await;
    let options = world.options();
    let mut bank = start_bank(&options).await;

    let stop = Arc::new(AtomicBool::new(false));
    let mut living = JoinSet::new();
    for (number, person) in people.into_iter().enumerate() {
        let payees = stickers.iter().enumerate().filter(|(payee, _)| *payee != number);
        let payees = payees.map(|(_, sticker)| sticker.clone()).collect();
        living.spawn(live(person, payees, 100 + number as u64, Arc::clone(&stop)));
    }
    let answers = watch::Sender::new(0);
    let mut hammering = JoinSet::new();
    for hammer_wallet in hammers {
        hammering.spawn(hammer(hammer_wallet, anvil.account(), Arc::clone(&stop), answers.clone()));
    }
    let mut dice = Dice::new(3);
    let mut seen = answers.subscribe();
    for _ in 0..KILLS {
        // Not before it has done something since the last time, and then at any moment.
        let enough = *seen.borrow_and_update() + dice.roll(5, 60);
        let working = timeout(Duration::from_mins(1), seen.wait_for(|answers| *answers >= enough));
        drop(working.await.expect("the bank does not answer any more"));
        tokio::time::sleep(Duration::from_micros(dice.roll(0, 20_000))).await;
        bank.kill().await;
        bank = start_bank(&options).await;
    }
    stop.store(true, Ordering::SeqCst);
    let lived = living.join_all().await;
    let hammered = hammering.join_all().await;
    bank.kill().await;
    world.start_bank().await;

    let settled: usize = lived.iter().map(|(_, told)| told.settled.len()).sum();
    let pending: usize = lived.iter().map(|(_, told)| told.pending.len()).sum();
    let settled = settled + hammered.iter().map(|(_, answered)| answered.len()).sum::<usize>();
    let mut checking = JoinSet::new();
    for (wallet, answered) in hammered {
        checking.spawn(async move { check_hammer(&wallet, &answered).await });
    }
    let left = checking.join_all().await.into_iter();
    let by_hand = left.fold(balance(&anvil).await, |sum, left| sum.checked_add(left).unwrap());
    println!("{settled} answered as settled, {pending} left pending by {KILLS} kills");
    assert!(settled > 50, "there was no load: {settled}");
    for (person, told) in &lived {
        person.finish().await;
        check_one(person, told).await;
    }
    let people = lived.iter().map(|(person, _)| person).chain([&cafe]);
    world.assert_sound_with(people, by_hand).await;
    check_till(&cafe, &told_to_the_till).await;
    assert!(!till.is_finished(), "the till has stopped to follow the bank");
    till.abort();
}

/// The till was told of every payment that it has, once.
async fn check_till(cafe: &Person, told: &Mutex<BTreeMap<OrderId, Amount>>) {
    let history = cafe.wallet.history(None, 1000).await.unwrap();
    let has: BTreeMap<_, _> = history.iter().map(|item| (item.order_id, item.amount)).collect();
    assert_eq!(has.len(), history.len(), "an order twice");
    assert!(!has.is_empty(), "nobody came to the till");
    // The event of the last sync may be under way.
    for _ in 0..1000 {
        if told.lock().unwrap().len() == has.len() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(*told.lock().unwrap(), has);
}

/// One wallet's orders against the verified history.
async fn check_one(person: &Person, told: &Told) {
    person.synced().await;
    let mut debits = BTreeMap::new();
    for item in person.wallet.history(None, 1000).await.unwrap() {
        if item.direction == Direction::Debit {
            assert_eq!(debits.insert(item.order_id, item.amount), None, "{} twice", item.order_id);
        }
    }
    for (order, amount) in &told.settled {
        assert_eq!(debits.get(order), Some(amount), "{}: {order} was answered as settled", person.name);
    }
    let payments = person.wallet.payments(None, 1000).await.unwrap();
    for payment in &payments {
        // Ten minutes have not passed: nothing has expired.
        assert_eq!(payment.state, PaymentState::Settled, "{payment:?}");
        assert!(debits.contains_key(&payment.order_id), "{payment:?}");
    }
    assert_eq!(payments.len(), debits.len(), "{}: what was confirmed is what was paid", person.name);
    for payment in payments.iter().take(5) {
        person.assert_paid(payment.order_id).await;
    }
    for payment in payments.iter().filter(|payment| payment.kind == OrderKind::Redemption) {
        person.paid_out(payment.order_id).await;
    }
}
