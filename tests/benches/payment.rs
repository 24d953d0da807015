//! How long one payment takes and how many go through, over real HTTP and a real file, held against what the same machine
//! can do at best in the same run.
//!
//! ```text
//! latency      frame ► scan ► prepare ► confirm ► settled, receipt verified
//! its floor    one durable commit + two HTTP round trips + one signature + two verifications
//!
//! throughput   64 payers at once, orders signed before
//! its floors   the same rows inserted into a file in batches of 64; signatures verified by one core
//! ```
//!
//! `cargo bench -p system-tests --bench payment`. Payers, bank and disk share one machine here.

#![allow(clippy::unwrap_used)] // a benchmark that fails stops

use std::{
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

use bank_api::{
    key::SecretKey,
    message::{payment::PaymentOutcome, route, wallet::HolderKind},
};
use qr_scan::Frame;
use rusqlite::{Connection, params_from_iter, types::Value};
use serde_json::json;
use system_tests::{
    BareWallet, World, kip,
    till::{Picture, png_of},
};
use tokio::task::JoinSet;
use wallet_core::{BankTransport, HttpTransport, PaymentState, Wallet};

const PAYMENTS: usize = 150;
const PAYERS: usize = 64;
const ORDERS_EACH: usize = 150;
const BATCH: i64 = 64;

fn main() {
    // `cargo test --benches` calls it too, to see that it runs; that is what `cargo bench` is for.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        latency().await;
        throughput().await;
    });
}

/// The times of one thing, done many times.
struct Times(Vec<Duration>);

impl Times {
    fn of(what: impl Iterator<Item = Duration>) -> Self {
        let mut times: Vec<_> = what.collect();
        times.sort_unstable();
        Self(times)
    }

    fn median(&self) -> Duration {
        self.0[self.0.len() / 2]
    }

    fn print(&self, what: &str) {
        let worst = self.0[self.0.len() * 99 / 100];
        println!("  {what:<44} {:>9} {:>9}", micros(self.median()), micros(worst));
    }
}

fn micros(time: Duration) -> String {
    format!("{} µs", time.as_micros())
}

#[allow(clippy::cast_precision_loss)] // far below 2^52
fn ratio(this: Duration, floor: Duration) -> f64 {
    this.as_nanos() as f64 / floor.as_nanos() as f64
}

#[allow(clippy::cast_precision_loss)] // far below 2^52
fn per_second(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}

struct Payment {
    scan: Duration,
    prepare: Duration,
    confirm: Duration,
}

async fn latency() {
    let world = World::open().await;
    let (khamla, cafe) = (world.citizen("Khamla", 1_000_000).await, world.merchant("Han Kafe").await);
    let mut floor = Floor::new(&world);
    let (mut payments, mut floors) = (Vec::new(), Vec::new());
    for number in 0..PAYMENTS {
        let request = cafe.wallet.request(kip(1 + number as u64), Some("coffee"), Duration::from_mins(10));
        let picture = Picture::from_png(&png_of(&request.await.unwrap().code));
        payments.push(pay(&khamla.wallet, &picture.frame()).await);
        floors.push(floor.measure().await);
    }
    println!("\none payment, {PAYMENTS} times                             median       p99");
    let of = |part: fn(&Payment) -> Duration| Times::of(payments.iter().map(part));
    of(|payment| payment.scan).print("scan the frame");
    of(|payment| payment.prepare).print("prepare: who is it, what does it cost");
    of(|payment| payment.confirm).print("confirm: settled, receipt verified");
    let whole = of(|payment| payment.scan + payment.prepare + payment.confirm);
    whole.print("scan to settled");
    let floor = Times::of(floors.into_iter());
    floor.print("floor: commit, 2 round trips, sign, 2 verify");
    println!("  {:<44} {:>9.1}", "scan to settled / floor", ratio(whole.median(), floor.median()));
    let bank = of(|payment| payment.prepare + payment.confirm);
    println!("  {:<44} {:>9.1}", "prepare and confirm / floor", ratio(bank.median(), floor.median()));
    let confirm = of(|payment| payment.confirm);
    println!("  {:<44} {:>9.1}", "confirm / floor", ratio(confirm.median(), floor.median()));
    world.assert_sound([&khamla, &cafe]).await;
}

async fn pay(wallet: &Wallet, frame: &Frame<'_>) -> Payment {
    let start = Instant::now();
    let code = Wallet::scan(frame).remove(0);
    let scanned = Instant::now();
    let preview = wallet.prepare(&code.text, None, None).await.unwrap();
    let prepared = Instant::now();
    let payment = wallet.confirm(preview).await.unwrap();
    assert_eq!(payment.state, PaymentState::Settled);
    Payment {
        scan: scanned.duration_since(start),
        prepare: prepared.duration_since(scanned),
        confirm: prepared.elapsed(),
    }
}

/// What no payment can do without.
struct Floor {
    database: Connection,
    transport: HttpTransport,
    health: String,
    key: SecretKey,
}

impl Floor {
    fn new(world: &World) -> Self {
        let database = durable(&world.folder().join("floor.sqlite"));
        database.execute_batch("CREATE TABLE row (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL)").unwrap();
        Self {
            database,
            transport: HttpTransport::new(&world.url(), &[]).unwrap(),
            health: format!("{}{}", world.url(), route::HEALTH),
            key: SecretKey::from_seed(&[7; 32]),
        }
    }

    async fn measure(&mut self) -> Duration {
        let start = Instant::now();
        let message = [7; 300];
        let signature = self.key.sign(&message);
        for _ in 0..2 {
            let request = http::Request::get(self.health.as_str()).body(Vec::new()).unwrap();
            assert!(self.transport.send(request).await.unwrap().status().is_success());
            black_box(self.key.public().verify(&message, &signature)).unwrap();
        }
        self.database.execute("INSERT INTO row (bytes) VALUES (?1)", [message]).unwrap();
        start.elapsed()
    }
}

/// A database that is as durable as the bank's.
fn durable(path: &Path) -> Connection {
    let database = Connection::open(path).unwrap();
    database.pragma_update(None, "journal_mode", "WAL").unwrap();
    database.pragma_update(None, "synchronous", "FULL").unwrap();
    database
}

async fn throughput() {
    let mut world = World::open().await;
    let cafe = world.merchant("Han Kafe").await;
    let mut payers = Vec::new();
    for number in 0..PAYERS {
        let (_, code) = world.customer(&format!("Citizen {number}"), HolderKind::Person, 1_000).await;
        let payer = BareWallet::new(&world.url(), None);
        payer.register(&code).await.unwrap();
        let top_up = payer.signed(route::TOP_UPS, &json!({ "amount": kip(1_000) }), Some(payer.new_id()));
        let _: serde_json::Value = payer.send(top_up).await.unwrap();
        let order = || payer.sign(payer.order(cafe.wallet.account(), kip(1)));
        let orders: Vec<_> = (0..ORDERS_EACH).map(|_| order()).collect();
        payers.push((payer, orders));
    }
    let verify = verifications(&payers[0].0, &payers[0].1[0]);

    let start = Instant::now();
    let mut paying = JoinSet::new();
    for (payer, orders) in payers {
        paying.spawn(async move {
            let mut times = Vec::with_capacity(orders.len());
            for order in orders {
                let start = Instant::now();
                let outcome = payer.post(order).await.unwrap();
                assert!(matches!(outcome, PaymentOutcome::Settled { .. }), "{outcome:?}");
                times.push(start.elapsed());
            }
            times
        });
    }
    let times: Vec<_> = paying.join_all().await.into_iter().flatten().collect();
    let through = per_second(times.len(), start.elapsed());
    assert_eq!(cafe.synced().await, kip((PAYERS * ORDERS_EACH) as u64));
    world.stop_bank().await;
    let rows = Rows::of(&world.options().data.join("bank.sqlite"));
    let raw = rows.insert(&world.folder().join("raw.sqlite"));

    println!("\n{PAYERS} payers at once, {} payments                    median       p99", times.len());
    Times::of(times.into_iter()).print("order posted to settled");
    println!("  {:<44} {through:>7.0}/s", "transfers");
    println!("  {:<44} {raw:>7.0}/s", "floor: the same rows in batches of 64");
    println!("  {:<44} {verify:>7.0}/s", "floor: signatures verified by one core");
    println!("  {:<44} {:>9.2}", "transfers / rows in batches", through / raw);
    println!("  {:<44} {:>9.2}", "transfers / verifications", through / verify);
}

/// Signatures of an order that one core verifies in a second.
fn verifications(payer: &BareWallet, order: &[u8]) -> f64 {
    const COUNT: usize = 5_000;
    let (key, signature) = (payer.spending.public(), payer.spending.sign(order));
    let start = Instant::now();
    for _ in 0..COUNT {
        black_box(key.verify(black_box(order), &signature)).unwrap();
    }
    per_second(COUNT, start.elapsed())
}

/// What the bank has written for its transfers, to be written again with nothing else around it.
struct Rows {
    /// The tables, as the bank makes them.
    schema: Vec<String>,
    /// The statements that insert into them.
    inserts: Vec<String>,
    /// The rows of each batch of transfers, each with the number of its statement.
    batches: Vec<Vec<(usize, Vec<Value>)>>,
    transfers: usize,
}

impl Rows {
    /// The tables that grow with each transfer, and the leaf at which a row is written.
    const TABLES: [(&'static str, &'static str); 4] = [
        ("transfer", "leaf_index"),
        ("entry", "leaf_index"),
        ("decision", "leaf_index"),
        ("log_node", "((idx + 1) << level) - 1"),
    ];

    fn of(bank: &Path) -> Self {
        let bank = Connection::open(bank).unwrap();
        let transfers: i64 = bank.query_row("SELECT count(*) FROM transfer", [], |row| row.get(0)).unwrap();
        let mut batches = Vec::new();
        batches.resize_with(usize::try_from(transfers / BATCH + 1).unwrap(), Vec::new);
        let (mut schema, mut inserts) = (Vec::new(), Vec::new());
        for (number, (table, leaf)) in Self::TABLES.into_iter().enumerate() {
            let sql = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1";
            schema.push(bank.query_row(sql, [table], |row| row.get(0)).unwrap());
            let sql = format!("SELECT {leaf}, * FROM {table} WHERE {leaf} IS NOT NULL");
            let mut select = bank.prepare(&sql).unwrap();
            let columns = select.column_count() - 1;
            inserts.push(format!("INSERT INTO {table} VALUES ({})", vec!["?"; columns].join(", ")));
            let mut rows = select.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                let leaf: i64 = row.get(0).unwrap();
                let values = (1..=columns).map(|column| row.get(column).unwrap()).collect();
                batches[usize::try_from(leaf / BATCH).unwrap()].push((number, values));
            }
        }
        Self { schema, inserts, batches, transfers: usize::try_from(transfers).unwrap() }
    }

    /// Transfers a second.
    fn insert(&self, path: &Path) -> f64 {
        let mut database = durable(path);
        for table in &self.schema {
            database.execute_batch(table).unwrap();
        }
        let start = Instant::now();
        for batch in &self.batches {
            let transaction = database.transaction().unwrap();
            for (number, values) in batch {
                let mut insert = transaction.prepare_cached(&self.inserts[*number]).unwrap();
                insert.execute(params_from_iter(values)).unwrap();
            }
            transaction.commit().unwrap();
        }
        per_second(self.transfers, start.elapsed())
    }
}
