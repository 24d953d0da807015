//! How fast money moves: the decision alone, with its signatures, and through the queue into a file that is durable.
//!
//! `cargo bench -p bank --bench settle`. The last group is mostly the disk: compare it with a run of the same hour.

use std::{hint::black_box, sync::Arc, time::Instant};

use bank::{
    Ledger,
    directory::{self, Authorisation, NewWallet},
    ledger::{
        Account, AccountKind, Accounts, Device, Instruction, LedgerKeys, Totals, VerifiedOrder,
        account::Spent,
        record::{Head, record},
        settle,
        settle::Decision,
        verify::{SpendingKey, verify},
    },
    store::{Database, FileDatabase},
};
use bank_api::{
    amount::{Amount, Balance},
    env::{Clock, Env},
    id::{AccountId, NetworkId, OrderId, ParticipantId},
    key::SecretKey,
    log::{entry::chain_start, hash::Hash, note::NoteSigner},
    message::{
        bank::Limits,
        wallet::{AccountStatus, HolderKind},
    },
    statement::{DeviceAuthorisation, Lak, OrderKind, PaymentOrder, Signed, Unverified, Version1},
    time::Timestamp,
};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

const PEOPLE: u32 = 1000;
const BATCH: usize = 512;

struct Person {
    root: SecretKey,
    device: SecretKey,
    spending: SecretKey,
    account: AccountId,
}

impl Person {
    fn new(number: u32) -> Self {
        let key = |purpose: u8| {
            let mut seed = [purpose; 32];
            seed[..4].copy_from_slice(&number.to_le_bytes());
            SecretKey::from_seed(&seed)
        };
        let root = key(1);
        let account = AccountId::of_wallet(&root.public());
        Self { root, device: key(2), spending: key(3), account }
    }

    fn pays(&self, number: u64, payee: AccountId) -> VerifiedOrder {
        let mut random = [0; 10];
        random[2..].copy_from_slice(&number.to_be_bytes());
        let order = PaymentOrder {
            version: Version1,
            id: OrderId::new(now().shifted(i64::try_from(number).expect("a small number")), random),
            payer: self.account,
            payee,
            amount: Amount::from_att(100).expect("a small amount"),
            currency: Lak,
            kind: OrderKind::Payment,
            request: None,
            memo: Some("noodles".to_owned()),
            created_at: now(),
            expires_at: now().plus(std::time::Duration::from_mins(30)),
        };
        let signed = Signed::sign(order, &network(), &self.spending);
        let spending = SpendingKey { key: self.spending.public(), account: self.account };
        let order = Unverified::parse(signed.bytes()).expect("it was just signed");
        verify(order, &network(), &spending).expect("it was just signed")
    }
}

fn now() -> Timestamp {
    "2026-11-24T09:30:00Z".parse().expect("an instant")
}

fn network() -> NetworkId {
    "dlak-bench".parse().expect("a network")
}

fn keys() -> LedgerKeys {
    LedgerKeys {
        network: network(),
        receipt: SecretKey::from_seed(&[1; 32]),
        log: NoteSigner::new("bank.example/log", SecretKey::from_seed(&[2; 32])).expect("a name"),
    }
}

fn limits() -> Limits {
    Limits { payment: Amount::MAX, daily: Amount::MAX }
}

fn naga() -> ParticipantId {
    "NAGA".parse().expect("a participant")
}

fn people() -> Vec<Person> {
    (0..PEOPLE).map(Person::new).collect()
}

/// Orders from everybody to somebody, the first with this number.
fn orders(people: &[Person], first: u64, count: usize) -> Vec<Instruction> {
    (first..)
        .take(count)
        .map(|number| {
            let payer = usize::try_from(number).expect("a small number") % people.len();
            let other = (payer * 7 + 1) % people.len();
            let other = if other == payer { (payer + 1) % people.len() } else { other };
            Instruction::Order(people[payer].pays(number, people[other].account))
        })
        .collect()
}

fn accounts(people: &[Person]) -> Accounts {
    let participant = AccountId::of_participant(&naga());
    let mut accounts = Accounts { totals: Totals::default(), ..Accounts::default() };
    for person in people {
        let account = Account {
            kind: AccountKind::Wallet { participant },
            status: AccountStatus::Active,
            balance: Balance::from_att(1_000_000),
            seq: 0,
            chain: chain_start(person.account),
            spent: Spent::default(),
        };
        accounts.accounts.insert(person.account, account);
        let device = Device { account: person.account, revoked: false };
        accounts.devices.insert(person.spending.public().id(), device);
    }
    accounts
}

fn in_memory(c: &mut Criterion) {
    let people = people();
    let orders = orders(&people, 0, BATCH);
    let (accounts, keys) = (accounts(&people), keys());
    let mut group = c.benchmark_group("in memory");
    group.throughput(Throughput::Elements(BATCH as u64));
    let mut trial = accounts.clone();
    let decisions = settle(&mut trial, limits(), &orders, now());
    assert!(
        decisions.iter().all(|decision| matches!(decision, Decision::Move(_))),
        "rejecting is no measure"
    );
    // What no bank that signs receipts does without.
    group.bench_function("floor, 512 signatures", |b| {
        b.iter(|| (0..BATCH).map(|_| black_box(keys.receipt.sign(&[7; 200]))[0]).fold(0, u8::wrapping_add));
    });
    group.bench_function("settle a batch of 512", |b| {
        b.iter_batched_ref(
            || accounts.clone(),
            |accounts| black_box(settle(accounts, limits(), &orders, now())),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("settle and record it: chains, tree, receipts", |b| {
        b.iter_batched(
            || (accounts.clone(), Head::empty(now(), &keys)),
            |(mut accounts, head)| {
                let decisions = settle(&mut accounts, limits(), &orders, now());
                let blindings = || Ok::<_, std::convert::Infallible>([Hash::from_bytes([7; 32]); 2]);
                black_box(record(accounts, head, &orders, decisions, now(), blindings, &keys))
            },
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

/// A clock that stands: batches move the ledger's time on by themselves, and no order expires however long this takes.
struct Standing;

impl Clock for Standing {
    fn now(&self) -> Timestamp {
        now()
    }
}

/// A bank in a file, whose people have money.
async fn bank(path: std::path::PathBuf, people: &[Person]) -> Ledger {
    let env = Env { clock: Arc::new(Standing), ..Env::system() };
    let database =
        Database::open(Arc::new(FileDatabase::new(path)), env.clone()).await.expect("a new database");
    let opened = Ledger::open(database.clone(), Arc::new(keys()), limits(), env).await;
    let (ledger, driver) = opened.expect("a new ledger");
    tokio::spawn(driver.run());
    let authorisations: Vec<_> = people.iter().map(authorisation).collect();
    database
        .write(move |tx| {
            directory::insert_participant(tx, &naga(), "Naga Bank")?;
            for authorisation in &authorisations {
                let wallet =
                    NewWallet { name: "A person".to_owned(), kind: HolderKind::Person, participant: naga() };
                directory::insert_wallet(tx, authorisation, &wallet, now())?;
            }
            Ok(())
        })
        .await
        .expect("a directory");
    let participant = AccountId::of_participant(&naga());
    let each = Amount::from_kip(10_000_000).expect("a sum");
    let all = Amount::from_kip(10_000_000 * u64::from(PEOPLE)).expect("a sum");
    let id = |number: u16| {
        OrderId::new(now(), [number.to_be_bytes()[0], number.to_be_bytes()[1], 9, 9, 9, 9, 9, 9, 9, 9])
    };
    let mint = Instruction::Mint { id: id(0), participant, amount: all };
    ledger.submit(mint).await.expect("a mint");
    for (number, person) in (1..).zip(people) {
        let top_up = Instruction::TopUp { id: id(number), participant, wallet: person.account, amount: each };
        ledger.submit(top_up).await.expect("a top-up");
    }
    ledger
}

fn authorisation(person: &Person) -> Authorisation {
    let body = DeviceAuthorisation {
        version: Version1,
        root_key: person.root.public(),
        device_key: person.device.public(),
        spending_key: person.spending.public(),
        label: "phone".to_owned(),
        issued_at: now(),
    };
    let signed = Signed::sign(body, &network(), &person.root);
    Authorisation::verify(signed.bytes(), &network()).expect("it was just signed")
}

fn durable(c: &mut Criterion) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let people = people();
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = runtime.block_on(bank(folder.path().join("bank.db"), &people));
    let mut group = c.benchmark_group("durable in a file");
    group.throughput(Throughput::Elements(1)).sample_size(10);
    let mut next = 0;
    for callers in [1_usize, 64, 256] {
        group.bench_function(format!("payments of {callers} callers"), |b| {
            b.iter_custom(|iterations| {
                let count = usize::try_from(iterations).expect("a number of iterations");
                let mut orders = orders(&people, next, count);
                next += iterations;
                let share = count.div_ceil(callers);
                let shares: Vec<Vec<_>> =
                    (0..callers).map(|_| orders.split_off(orders.len().saturating_sub(share))).collect();
                let start = Instant::now();
                runtime.block_on(async {
                    let callers: Vec<_> = shares
                        .into_iter()
                        .map(|orders| {
                            let ledger = ledger.clone();
                            tokio::spawn(async move {
                                for order in orders {
                                    let outcome = ledger.submit(order).await.expect("it settles");
                                    assert!(matches!(outcome, bank::ledger::Outcome::Settled(_)));
                                }
                            })
                        })
                        .collect();
                    for caller in callers {
                        caller.await.expect("a caller");
                    }
                });
                start.elapsed()
            });
        });
    }
    group.finish();
    let report = runtime.block_on(ledger.audit()).expect("an audit");
    assert!(report.findings.is_empty(), "{:?}", report.findings);
}

criterion_group!(benches, in_memory, durable);
criterion_main!(benches);
