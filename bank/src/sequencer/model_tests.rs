//! Whatever happens in whatever order, the stored ledger does what the pure rules say, one instruction at a time.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use bank_api::{
    amount::{Amount, Balance},
    id::{AccountId, OrderId},
    log::entry::chain_start,
    message::wallet::AccountStatus,
    statement::{OrderKind, PaymentOrder},
    time::Timestamp,
};
use proptest::prelude::*;

use crate::{
    Ledger,
    ledger::{
        Account, AccountKind, Accounts, Device, Found, Instruction, Outcome,
        account::Spent,
        settle::{Decision, settle},
    },
    store::{DatabaseFiles, MemoryDatabase},
    testing::*,
};

#[derive(Clone, Debug)]
enum Step {
    /// One person pays another, or redeems. Few ids, so that many are repeated or reused.
    Pay { who: u8, to: u8, att: u64, id: u64, expires_in_secs: i64, redeem: bool },
    /// The bank sells money to a person.
    TopUp { to: u8, att: u64, id: u64 },
    /// The central bank makes money, or takes it back.
    Issue { att: u64, id: u64, burn: bool },
    /// Somebody asks what became of an order.
    Find { id: u64 },
    /// The clock jumps.
    Clock { secs: i64 },
    /// An account is frozen or freed.
    Freeze { who: u8, frozen: bool },
    /// A phone is lost.
    Revoke { who: u8 },
    /// The next commit fails.
    FailNext,
    /// The bank stops where it stands and starts again.
    Crash,
}

fn any_step() -> impl Strategy<Value = Step> {
    let (who, id) = (1..=3u8, 0..12u64);
    prop_oneof![
        8 => (who.clone(), 1..=3u8, 1..40_000u64, id.clone(), 1..90i64, prop::bool::weighted(0.2)).prop_map(
            |(who, to, att, id, expires_in_secs, redeem)| Step::Pay { who, to, att, id, expires_in_secs, redeem }
        ),
        2 => (who.clone(), 1..40_000u64, id.clone()).prop_map(|(to, att, id)| Step::TopUp { to, att, id }),
        1 => (1..40_000u64, id.clone(), any::<bool>()).prop_map(|(att, id, burn)| Step::Issue { att, id, burn }),
        2 => id.prop_map(|id| Step::Find { id }),
        2 => (-60..60i64).prop_map(|secs| Step::Clock { secs }),
        1 => (who.clone(), any::<bool>()).prop_map(|(who, frozen)| Step::Freeze { who, frozen }),
        1 => who.prop_map(|who| Step::Revoke { who }),
        1 => Just(Step::FailNext),
        1 => Just(Step::Crash),
    ]
}

/// The rules alone, in memory.
struct Model {
    accounts: Accounts,
    /// What was told of each order, and will be told for ever.
    told: BTreeMap<OrderId, Outcome>,
    /// Until when each order was certainly not seen.
    not_seen: BTreeMap<OrderId, Timestamp>,
}

impl Model {
    fn new() -> Self {
        let mut accounts = Accounts::default();
        let wallet = AccountKind::Wallet { participant: naga() };
        let kinds = [
            (AccountId::issuance(), AccountKind::Issuance),
            (vault(), AccountKind::Participant),
            (naga(), AccountKind::Participant),
            (Person::new(1).account, wallet),
            (Person::new(2).account, wallet),
            (Person::new(3).account, wallet),
        ];
        for (id, kind) in kinds {
            let account = Account {
                kind,
                status: AccountStatus::Active,
                balance: Balance::default(),
                seq: 0,
                chain: chain_start(id),
                spent: Spent::default(),
            };
            accounts.accounts.insert(id, account);
        }
        for person in [1, 2, 3].map(Person::new) {
            let device = Device { account: person.account, revoked: false };
            accounts.devices.insert(person.spending.public().id(), device);
        }
        Self { accounts, told: BTreeMap::new(), not_seen: BTreeMap::new() }
    }

    /// Compares what the bank answered with what the rules say at that time.
    fn check(&mut self, instruction: &Instruction, outcome: &Outcome, at: Timestamp) {
        let decision = settle(&mut self.accounts, limits(), std::slice::from_ref(instruction), at).remove(0);
        let id = instruction.id();
        match (&decision, outcome) {
            (Decision::Move(_), Outcome::Settled(settled)) => {
                if let (Some(as_of), Some(order)) = (self.not_seen.get(&id), instruction.order()) {
                    assert!(order.order().expires_at > *as_of, "settled although it was called expired");
                }
                assert!(settled.settled_at >= at);
                self.told.insert(id, outcome.clone());
            }
            (Decision::Reject(expected), Outcome::Rejected { reason, .. }) if expected == reason => {
                self.told.insert(id, outcome.clone());
            }
            (Decision::RepeatOf(_), outcome) => assert_eq!(self.told.get(&id), Some(outcome)),
            (Decision::IdReused, Outcome::Rejected { reason, .. }) => {
                assert_eq!(*reason, bank_api::problem::RejectReason::OrderIdReused);
            }
            (decision, outcome) => panic!("the rules say {decision:?}, the bank says {outcome:?}"),
        }
    }
}

/// A bank under test, with what can happen to it.
struct Trial {
    files: Arc<dyn DatabaseFiles>,
    commits_fail: Arc<AtomicBool>,
    people: [Person; 3],
    model: Model,
    world: Option<World>,
}

impl Trial {
    async fn new() -> Self {
        let commits_fail: Arc<AtomicBool> = Arc::default();
        let files = Arc::new(FaultyFiles {
            inner: Arc::new(MemoryDatabase::new()),
            commits_fail: Arc::clone(&commits_fail),
            pages: None,
        });
        let world = World::open(Arc::clone(&files) as _).await;
        let people = [1, 2, 3].map(Person::new);
        for person in &people {
            world.register(person).await;
        }
        let mut trial = Self { files, commits_fail, people, model: Model::new(), world: Some(world) };
        trial.submit(Instruction::Mint { id: order_id(100), participant: naga(), amount: kip(2000) }).await;
        for (number, wallet) in (101..).zip(trial.people.each_ref().map(|person| person.account)) {
            let top_up =
                Instruction::TopUp { id: order_id(number), participant: naga(), wallet, amount: kip(300) };
            trial.submit(top_up).await;
        }
        trial
    }

    fn world(&self) -> &World {
        self.world.as_ref().expect("between crashes there is a bank")
    }

    fn ledger(&self) -> &Ledger {
        &self.world().ledger
    }

    async fn submit(&mut self, instruction: Instruction) {
        let at = self.world().env.clock.now().max(self.ledger().batch_time().await.unwrap());
        let failing = self.commits_fail.load(Ordering::SeqCst);
        match self.ledger().submit(instruction.clone()).await {
            Ok(outcome) => self.model.check(&instruction, &outcome, at),
            Err(error) => assert!(failing, "{error}"),
        }
        self.commits_fail.store(false, Ordering::SeqCst);
    }

    async fn step(&mut self, step: Step) {
        match step {
            Step::Pay { who, to, att, id, expires_in_secs, redeem } => {
                let person = &self.people[usize::from(who - 1)];
                let payee = if redeem || who == to { naga() } else { Person::new(to).account };
                let order = person.pays(id, payee, Amount::from_att(att).unwrap());
                let kind = if redeem { OrderKind::Redemption } else { OrderKind::Payment };
                // Half a second past a whole one: never the very time of a batch.
                let expires_at = noon().shifted(expires_in_secs * 1_000_000 + 500_000);
                self.submit(person.instructs(PaymentOrder { kind, expires_at, ..order })).await;
            }
            Step::TopUp { to, att, id } => {
                let (wallet, amount) = (Person::new(to).account, Amount::from_att(att).unwrap());
                self.submit(Instruction::TopUp { id: order_id(id), participant: naga(), wallet, amount })
                    .await;
            }
            Step::Issue { att, id, burn } => {
                let (id, participant, amount) = (order_id(id), naga(), Amount::from_att(att).unwrap());
                self.submit(if burn {
                    Instruction::Burn { id, participant, amount }
                } else {
                    Instruction::Mint { id, participant, amount }
                })
                .await;
            }
            Step::Find { id } => self.find(order_id(id)).await,
            Step::Clock { secs } => self.world().clock.advance_secs(secs),
            Step::Freeze { who, frozen } => {
                let account = Person::new(who).account;
                let status = if frozen { AccountStatus::Frozen } else { AccountStatus::Active };
                self.commits_fail.store(false, Ordering::SeqCst);
                self.world().set_status(account, status).await;
                self.model.accounts.accounts.get_mut(&account).unwrap().status = status;
            }
            Step::Revoke { who } => {
                let person = &self.people[usize::from(who - 1)];
                self.commits_fail.store(false, Ordering::SeqCst);
                self.world().revoke(person).await;
                let key = person.spending.public().id();
                self.model.accounts.devices.get_mut(&key).unwrap().revoked = true;
            }
            Step::FailNext => self.commits_fail.store(true, Ordering::SeqCst),
            Step::Crash => {
                self.commits_fail.store(false, Ordering::SeqCst);
                let world = self.world.take().expect("between crashes there is a bank");
                let (env, clock) = (world.env.clone(), Arc::clone(&world.clock));
                world.crash().await;
                self.world = Some(World::open_with(Arc::clone(&self.files), env, clock).await.unwrap());
            }
        }
    }

    async fn find(&mut self, id: OrderId) {
        let failing = self.commits_fail.swap(false, Ordering::SeqCst);
        if failing {
            return;
        }
        match self.ledger().find(id).await.unwrap() {
            Found::Decided(decided) => assert_eq!(self.model.told.get(&id), Some(&decided.outcome)),
            Found::NotSeen { as_of } => {
                assert!(!self.model.told.contains_key(&id), "an order was forgotten");
                self.model.not_seen.insert(id, as_of);
            }
        }
    }

    async fn check_all(&mut self) {
        self.commits_fail.store(false, Ordering::SeqCst);
        for (id, account) in &self.model.accounts.accounts {
            assert_eq!(self.world().balance(*id).await, account.balance.att(), "balance of {id}");
        }
        self.world().assert_sound(&self.people.each_ref()).await;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_stored_ledger_does_what_the_rules_say(steps in proptest::collection::vec(any_step(), 1..60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let mut trial = Trial::new().await;
            for step in steps {
                trial.step(step).await;
            }
            trial.check_all().await;
        });
    }
}
