//! Exchanges through crashes: whatever is cut off, wherever, both ledgers end up agreeing and money has moved once.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicI64, Ordering},
};

use bank_api::{
    amount::Amount,
    env::BoxFuture,
    id::OrderId,
    message::{
        exchange::{ExchangeInfo, ExchangeKind, ExchangeStatus},
        operator::FiatBalance,
        wallet::HolderKind,
    },
    problem::RejectReason,
    statement::{OrderKind, PaymentOrder},
};

use super::{
    CoreBank, CoreBankError, ExchangeError, Exchanges, FiatAccount, FiatLedger, Hold, Wanted,
    customer::{self, Customer},
    fiat::{audit, book},
};
use crate::{
    keys::EnrolmentKey,
    ledger::Instruction,
    store::{DatabaseFiles, MemoryDatabase, OpenedDatabase, StoreError},
    testing::{Person, World, kip, naga, naga_id, order_id, settled, test_env, vault},
};

const CUSTOMER: u64 = 77;
const EXCHANGE: u64 = 500;

fn person() -> Person {
    Person::new(1)
}

fn customers() -> FiatAccount {
    FiatAccount::Customer { participant: naga_id(), customer: order_id(CUSTOMER) }
}

fn reserves() -> FiatAccount {
    FiatAccount::Reserves { participant: naga_id() }
}

/// A disk with a power cut: from some commit on, nothing is written any more.
#[derive(Clone)]
struct Disk {
    memory: Arc<MemoryDatabase>,
    commits_left: Arc<AtomicI64>,
}

impl Disk {
    fn new() -> Self {
        Self { memory: Arc::default(), commits_left: Arc::new(AtomicI64::new(i64::MAX)) }
    }
}

impl DatabaseFiles for Disk {
    fn open(&self) -> Result<OpenedDatabase, StoreError> {
        let mut opened = self.memory.open()?;
        let left = Arc::clone(&self.commits_left);
        // A commit hook that says true turns the commit into a rollback.
        opened.writer.commit_hook(Some(move || left.fetch_sub(1, Ordering::SeqCst) <= 0))?;
        Ok(opened)
    }
}

/// A bank with one customer, who has a wallet; customer and bank have 1,000 kip of fiat money each.
struct Scene {
    world: World,
    exchanges: Exchanges,
}

impl Scene {
    async fn open(disk: &Disk) -> Self {
        let (env, clock) = test_env(7);
        let world = World::open_with(Arc::new(disk.clone()), env, clock).await.unwrap();
        let core_bank = Arc::new(FiatLedger::new(world.database.clone(), world.env.clone()));
        Self::with(world, core_bank)
    }

    fn with(world: World, core_bank: Arc<dyn CoreBank>) -> Self {
        let (database, ledger, env) = (world.database.clone(), world.ledger.clone(), world.env.clone());
        let exchanges = Exchanges::new(database, ledger, core_bank, vault(), env);
        Self { world, exchanges }
    }

    /// Digital kip for the vault, of which the commercial bank gets some, of which the wallet gets some.
    async fn furnish(&self, [minted, sold, topped_up]: [u64; 3]) {
        let person = person();
        self.world.register(&person).await;
        let instructions = [
            Instruction::Mint { id: order_id(1), participant: vault(), amount: kip(minted) },
            Instruction::Purchase { id: order_id(2), vault: vault(), participant: naga(), amount: kip(sold) },
            Instruction::TopUp {
                id: order_id(3),
                participant: naga(),
                wallet: person.account,
                amount: kip(topped_up),
            },
        ];
        for instruction in instructions {
            self.world.ledger.submit(instruction).await.unwrap();
        }
        let furnish = self.world.database.write(move |tx| {
            let (bol, now) = ("BOL".parse().unwrap(), crate::testing::noon());
            book::open_book(tx, &bol)?;
            book::open_book(tx, &naga_id())?;
            book::open_account(tx, &reserves(), &bol)?;
            let customer = Customer {
                id: order_id(CUSTOMER),
                participant: naga_id(),
                name: "Noy".to_owned(),
                kind: HolderKind::Person,
                wallet: None,
            };
            assert!(customer::insert(tx, &customer, &EnrolmentKey::from_bytes([7; 32]), &bol, now)?);
            customer::set_wallet(tx, order_id(CUSTOMER), person.account)?;
            for (number, account) in [(90, customers()), (91, reserves())] {
                book::deposit(tx, order_id(number), &account, kip(1000), now)?.unwrap();
            }
            Ok(())
        });
        furnish.await.unwrap();
    }

    async fn request(&self, wanted: Wanted, amount: Amount) -> Result<ExchangeInfo, ExchangeError> {
        let exchanges = self.exchanges.clone();
        let store = move |tx: &rusqlite::Transaction<'_>| {
            exchanges.store_request(tx, order_id(EXCHANGE), &wanted, amount)
        };
        let kind = self.world.database.write(store).await??;
        self.exchanges.finish(order_id(EXCHANGE), kind).await
    }

    async fn fiat(&self, account: FiatAccount) -> FiatBalance {
        self.world.database.read(move |tx| book::balance(tx, &account)).await.unwrap().unwrap()
    }

    /// What the customer's and the bank's fiat accounts, the wallet, the bank and the vault hold, in kip.
    async fn holdings(&self) -> [u64; 5] {
        let mut holdings = [0; 5];
        for (at, account) in [customers(), reserves()].into_iter().enumerate() {
            let FiatBalance { available, held } = self.fiat(account).await;
            assert_eq!(held, Amount::ZERO, "nothing stays set aside");
            holdings[at] = available.att() / 100;
        }
        for (at, account) in [(2, person().account), (3, naga()), (4, vault())] {
            holdings[at] = u64::try_from(self.world.balance(account).await).unwrap() / 100;
        }
        holdings
    }

    async fn assert_sound(&self) {
        self.world.assert_sound(&[&person()]).await;
        assert_eq!(self.world.database.read(audit).await.unwrap(), Vec::<String>::new());
    }

    async fn crash(self) {
        drop(self.exchanges);
        self.world.crash().await;
    }
}

/// Something that a customer or a bank wants, what there is before, and what must be afterwards.
struct Story {
    name: &'static str,
    furniture: [u64; 3],
    wish: Wish,
    kip: u64,
    status: ExchangeStatus,
    /// Fiat money of the customer and the bank; digital kip of the wallet, the bank and the vault.
    holdings: [u64; 5],
}

#[derive(Clone, Copy)]
enum Wish {
    TopUp,
    Purchase,
    Redemption,
}

const STORIES: [Story; 6] = [
    Story {
        name: "a top-up",
        furniture: [5000, 800, 0],
        wish: Wish::TopUp,
        kip: 300,
        status: ExchangeStatus::Done,
        holdings: [700, 1000, 300, 500, 4200],
    },
    Story {
        name: "a top-up by a customer with too little",
        furniture: [5000, 3000, 0],
        wish: Wish::TopUp,
        kip: 1001,
        status: ExchangeStatus::Rejected { reason: RejectReason::InsufficientFiat },
        holdings: [1000, 1000, 0, 3000, 2000],
    },
    Story {
        name: "a top-up at a bank that has too little",
        furniture: [5000, 100, 0],
        wish: Wish::TopUp,
        kip: 300,
        status: ExchangeStatus::Rejected { reason: RejectReason::InsufficientFunds },
        holdings: [1000, 1000, 0, 100, 4900],
    },
    Story {
        name: "a purchase",
        furniture: [5000, 100, 0],
        wish: Wish::Purchase,
        kip: 900,
        status: ExchangeStatus::Done,
        holdings: [1000, 100, 0, 1000, 4000],
    },
    Story {
        name: "a purchase from an empty vault",
        furniture: [500, 100, 0],
        wish: Wish::Purchase,
        kip: 900,
        status: ExchangeStatus::Rejected { reason: RejectReason::InsufficientFunds },
        holdings: [1000, 1000, 0, 100, 400],
    },
    Story {
        name: "a redemption",
        furniture: [5000, 800, 500],
        wish: Wish::Redemption,
        kip: 200,
        status: ExchangeStatus::Done,
        holdings: [1200, 1000, 300, 500, 4200],
    },
];

impl Story {
    /// Asks for it, as the API would; safe to repeat.
    async fn ask(&self, scene: &Scene) -> Option<ExchangeInfo> {
        let amount = kip(self.kip);
        match self.wish {
            Wish::TopUp => scene.request(Wanted::TopUp(person().account), amount).await.ok(),
            Wish::Purchase => scene.request(Wanted::Purchase(naga_id()), amount).await.ok(),
            Wish::Redemption => {
                let order =
                    PaymentOrder { kind: OrderKind::Redemption, ..person().pays(EXCHANGE, naga(), amount) };
                let instruction = person().instructs(order);
                settled(scene.world.ledger.submit(instruction).await.ok()?);
                scene.exchanges.resume().await.ok().filter(|stuck| *stuck == 0)?;
                scene.exchanges.find(order_id(EXCHANGE), person().account).await.ok()?
            }
        }
    }

    async fn assert_told(&self, scene: &Scene) {
        let info = self.ask(scene).await.unwrap_or_else(|| panic!("{} did not finish", self.name));
        assert_eq!((info.status, info.amount), (self.status, kip(self.kip)), "{}", self.name);
        assert_eq!(scene.holdings().await, self.holdings, "{}", self.name);
        scene.assert_sound().await;
    }
}

#[tokio::test]
async fn an_exchange_moves_money_once_wherever_the_power_is_cut() {
    for story in STORIES {
        let mut cuts = 0;
        for commits in 0.. {
            let disk = Disk::new();
            let scene = Scene::open(&disk).await;
            scene.furnish(story.furniture).await;
            disk.commits_left.store(commits, Ordering::SeqCst);
            let told = story.ask(&scene).await;
            let was_cut = disk.commits_left.load(Ordering::SeqCst) < 0;
            scene.crash().await;

            disk.commits_left.store(i64::MAX, Ordering::SeqCst);
            let scene = Scene::open(&disk).await;
            assert_eq!(scene.exchanges.resume().await.unwrap(), 0);
            // Before anybody asks again: all of it has moved, or nothing.
            let begun = scene.exchanges.find(order_id(EXCHANGE), person().account).await.unwrap();
            let begun = begun.or(scene.exchanges.find(order_id(EXCHANGE), naga()).await.unwrap());
            if let Some(info) = begun {
                assert_eq!(info.status, story.status, "{} after {commits} commits", story.name);
                assert_eq!(scene.holdings().await, story.holdings, "{} after {commits} commits", story.name);
            }
            scene.assert_sound().await;
            // The one who asked asks again.
            story.assert_told(&scene).await;
            scene.crash().await;

            if !was_cut {
                assert_eq!(told.map(|info| info.status), Some(story.status), "{}", story.name);
                break;
            }
            cuts += 1;
        }
        assert!(cuts >= 3, "{} has at least three steps, {cuts} were cut", story.name);
    }
}

/// A core bank that does what it is asked for, and whose every other answer is lost.
struct Forgetful {
    inner: FiatLedger,
    loses: AtomicBool,
}

impl Forgetful {
    async fn answer<T>(&self, done: BoxFuture<'_, Result<T, CoreBankError>>) -> Result<T, CoreBankError> {
        let answer = done.await;
        if self.loses.fetch_xor(true, Ordering::SeqCst) {
            return Err(CoreBankError::Unavailable("the line is dead".into()));
        }
        answer
    }
}

impl CoreBank for Forgetful {
    fn hold(
        &self,
        id: OrderId,
        account: FiatAccount,
        amount: Amount,
    ) -> BoxFuture<'_, Result<Hold, CoreBankError>> {
        Box::pin(self.answer(self.inner.hold(id, account, amount)))
    }

    fn capture(&self, id: OrderId) -> BoxFuture<'_, Result<(), CoreBankError>> {
        Box::pin(self.answer(self.inner.capture(id)))
    }

    fn release(&self, id: OrderId) -> BoxFuture<'_, Result<(), CoreBankError>> {
        Box::pin(self.answer(self.inner.release(id)))
    }

    fn credit(
        &self,
        id: OrderId,
        account: FiatAccount,
        amount: Amount,
    ) -> BoxFuture<'_, Result<(), CoreBankError>> {
        Box::pin(self.answer(self.inner.credit(id, account, amount)))
    }
}

#[tokio::test(start_paused = true)]
async fn lost_answers_of_the_core_bank_cost_only_time() {
    for story in STORIES {
        let (env, clock) = test_env(7);
        let world = World::open_with(Arc::new(Disk::new()), env, clock).await.unwrap();
        let inner = FiatLedger::new(world.database.clone(), world.env.clone());
        let scene = Scene::with(world, Arc::new(Forgetful { inner, loses: AtomicBool::new(true) }));
        scene.furnish(story.furniture).await;
        assert_eq!(story.ask(&scene).await.map(|info| info.status), None, "{}", story.name);

        // The bank goes on by itself.
        let _ = tokio::time::timeout(std::time::Duration::from_mins(1), scene.exchanges.run()).await;
        let kind = match story.wish {
            Wish::TopUp => ExchangeKind::TopUp,
            Wish::Purchase => ExchangeKind::Purchase,
            Wish::Redemption => ExchangeKind::Redemption,
        };
        let info = scene.exchanges.stands(order_id(EXCHANGE), kind).await.unwrap();
        assert_eq!(info.status, story.status, "{}", story.name);
        assert_eq!(scene.holdings().await, story.holdings, "{}", story.name);
        scene.assert_sound().await;
    }
}

#[tokio::test]
async fn two_who_go_on_with_one_exchange_do_it_once() {
    for story in STORIES {
        let scene = Scene::open(&Disk::new()).await;
        scene.furnish(story.furniture).await;
        let (one, other, _) = tokio::join!(story.ask(&scene), story.ask(&scene), scene.exchanges.resume());
        assert_eq!(one.map(|info| info.status), Some(story.status), "{}", story.name);
        assert_eq!(other.map(|info| info.status), Some(story.status), "{}", story.name);
        story.assert_told(&scene).await;
    }
}

#[tokio::test]
async fn an_id_belongs_to_one_exchange() {
    let scene = Scene::open(&Disk::new()).await;
    scene.furnish([5000, 800, 0]).await;
    scene.request(Wanted::TopUp(person().account), kip(1)).await.unwrap();
    let other_amount = scene.request(Wanted::TopUp(person().account), kip(2)).await;
    assert!(matches!(other_amount, Err(ExchangeError::IdReused)));
    let other_kind = scene.request(Wanted::Purchase(naga_id()), kip(1)).await;
    assert!(matches!(other_kind, Err(ExchangeError::IdReused)));
    let nobody = scene.request(Wanted::TopUp(Person::new(9).account), kip(1)).await;
    assert!(matches!(nobody, Err(ExchangeError::NoCustomer)));
    scene.assert_sound().await;
}

#[tokio::test]
async fn a_redemption_under_the_id_of_a_top_up_does_not_stop_the_others() {
    let scene = Scene::open(&Disk::new()).await;
    scene.furnish([5000, 800, 500]).await;
    let amount = kip(100);
    // The wallet orders a redemption under an id that it then also uses for a top-up.
    let order = PaymentOrder { kind: OrderKind::Redemption, ..person().pays(EXCHANGE, naga(), amount) };
    settled(scene.world.ledger.submit(person().instructs(order)).await.unwrap());
    let top_up = scene.request(Wanted::TopUp(person().account), amount).await.unwrap();
    let reused = ExchangeStatus::Rejected { reason: RejectReason::OrderIdReused };
    assert_eq!(top_up.status, reused);
    assert_eq!(scene.exchanges.resume().await.unwrap(), 0);
    assert_eq!(scene.holdings().await, [1100, 1000, 400, 400, 4200]);
    scene.assert_sound().await;
}

#[tokio::test]
async fn an_exchange_is_shown_to_its_owner_only() {
    let scene = Scene::open(&Disk::new()).await;
    scene.furnish([5000, 800, 500]).await;
    let order = PaymentOrder { kind: OrderKind::Redemption, ..person().pays(EXCHANGE, naga(), kip(100)) };
    settled(scene.world.ledger.submit(person().instructs(order)).await.unwrap());
    // Still in the outbox.
    let info = scene.exchanges.find(order_id(EXCHANGE), person().account).await.unwrap().unwrap();
    assert_eq!((info.kind, info.status), (ExchangeKind::Redemption, ExchangeStatus::Pending));
    assert_eq!(scene.exchanges.find(order_id(EXCHANGE), naga()).await.unwrap(), None);
    assert_eq!(scene.exchanges.find(order_id(EXCHANGE + 1), person().account).await.unwrap(), None);
}

#[tokio::test]
async fn redemptions_of_nobody_do_not_keep_the_others_waiting() {
    let scene = Scene::open(&Disk::new()).await;
    scene.furnish([5000, 800, 500]).await;
    let order = PaymentOrder { kind: OrderKind::Redemption, ..person().pays(EXCHANGE, naga(), kip(100)) };
    settled(scene.world.ledger.submit(person().instructs(order)).await.unwrap());
    let damage = scene.world.database.write(|tx| {
        tx.execute("UPDATE redemption_outbox SET leaf_index = 5000", [])?;
        tx.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
             INSERT INTO redemption_outbox (leaf_index, order_id, payer, participant, amount, settled_at)
             SELECT 1000 + i, randomblob(16), zeroblob(16), zeroblob(16), 1, 0 FROM n",
            [],
        )?;
        Ok(())
    });
    damage.await.unwrap();
    assert_eq!(scene.exchanges.resume().await.unwrap(), 0);
    let info = scene.exchanges.find(order_id(EXCHANGE), person().account).await.unwrap().unwrap();
    assert_eq!(info.status, ExchangeStatus::Done);
}
