//! A real process that settles into a real file and is killed in the middle of it, again and again.

#![allow(clippy::unwrap_used)]

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
};

use bank::{
    Ledger,
    directory::{insert_participant, payee},
    ledger::{Found, Instruction, LedgerKeys, Outcome},
    store::{Database, FileDatabase},
};
use bank_api::{
    amount::Amount,
    env::Env,
    id::{AccountId, OrderId, ParticipantId},
    key::SecretKey,
    log::note::NoteSigner,
    message::{bank::Limits, wallet::EntriesQuery},
    time::Timestamp,
};

/// Names the file for the process that is to be killed; without it the test of that name does nothing.
const FILE: &str = "DLAK_TEST_KILLED_FILE";
const FIRST: &str = "DLAK_TEST_KILLED_FIRST";
/// How many submit at the same time.
const CALLERS: u64 = 32;
const ROUNDS: u64 = 8;

fn vault() -> ParticipantId {
    "BOL".parse().unwrap()
}

fn id(number: u64) -> OrderId {
    let mut random = [0; 10];
    random[2..].copy_from_slice(&number.to_be_bytes());
    OrderId::new(Timestamp::EPOCH, random)
}

fn mint(number: u64) -> Instruction {
    let participant = AccountId::of_participant(&vault());
    Instruction::Mint { id: id(number), participant, amount: Amount::from_att(1).unwrap() }
}

/// The bank in that file, and the end of its driver.
async fn open(path: &Path) -> (Database, Ledger, tokio::task::JoinHandle<()>) {
    let keys = LedgerKeys {
        network: "dlak-test".parse().unwrap(),
        receipt: SecretKey::from_seed(&[1; 32]),
        log: NoteSigner::new("bank.example/log", SecretKey::from_seed(&[2; 32])).unwrap(),
    };
    let database = Database::open(Arc::new(FileDatabase::new(path)), Env::system()).await.unwrap();
    let limits = Limits { payment: Amount::MAX, daily: Amount::MAX };
    let opened = Ledger::open(database.clone(), Arc::new(keys), limits, Env::system()).await;
    let (ledger, driver) = opened.unwrap();
    let driver = tokio::spawn(driver.run());
    database.write(|tx| insert_participant(tx, &vault(), "Vault")).await.unwrap();
    (database, ledger, driver)
}

/// The process that is killed: settles without end, and says of each id that it was answered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn settles_until_it_is_killed() {
    let (Ok(file), Ok(first)) = (std::env::var(FILE), std::env::var(FIRST)) else { return };
    let first: u64 = first.parse().unwrap();
    let (_database, ledger, _driver) = open(Path::new(&file)).await;
    let callers: Vec<_> = (0..CALLERS)
        .map(|caller| {
            let ledger = ledger.clone();
            tokio::spawn(async move {
                for number in (first + caller..).step_by(usize::try_from(CALLERS).unwrap()) {
                    let outcome = ledger.submit(mint(number)).await.unwrap();
                    assert!(matches!(outcome, Outcome::Settled(_)));
                    let mut out = std::io::stdout().lock();
                    writeln!(out, "answered {number}").and_then(|()| out.flush()).unwrap();
                }
            })
        })
        .collect();
    for caller in callers {
        caller.await.unwrap();
    }
}

/// Runs the other test in a process of its own until it has answered `count`, and kills it. Gives what it answered.
fn answered_before_the_kill(file: &Path, first: u64, count: usize) -> BTreeSet<u64> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["settles_until_it_is_killed", "--exact", "--nocapture"])
        .env(FILE, file)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let answers = lines.map_while(Result::ok).filter_map(|line| {
        // The test harness writes the first answer behind its own words.
        let (_, number) = line.rsplit_once("answered ")?;
        number.parse::<u64>().ok()
    });
    let mut answered = BTreeSet::new();
    for number in answers {
        answered.insert(number);
        if answered.len() == count {
            child.kill().unwrap(); // SIGKILL; what it had already written is still read to its end
        }
    }
    child.wait().unwrap();
    answered
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_bank_has_lost_no_answer_and_settled_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bank.db");
    let mut submitted = 0;
    for round in 0..ROUNDS {
        // At another place each time.
        let count = usize::try_from(20 + round * 37).unwrap();
        let answered = answered_before_the_kill(&file, submitted, count);
        assert!(answered.len() >= count, "{} of {count}", answered.len());
        let (database, ledger, driver) = open(&file).await;
        for number in &answered {
            let found = ledger.find(id(*number)).await.unwrap();
            let Found::Decided(decided) = found else { panic!("answer {number} of round {round} was lost") };
            assert!(matches!(decided.outcome, Outcome::Settled(_)));
        }
        // Everybody who may have been waiting asks again.
        submitted = answered.last().unwrap() + 1 + CALLERS * 2;
        for number in 0..submitted {
            assert!(matches!(ledger.submit(mint(number)).await.unwrap(), Outcome::Settled(_)));
        }
        let report = ledger.audit().await.unwrap();
        assert_eq!(report.findings, Vec::<String>::new());
        assert_eq!((report.supply.att(), report.transfers), (submitted, submitted), "each was settled once");
        let account = AccountId::of_participant(&vault());
        let query = EntriesQuery { after: submitted - 1, limit: 1, tree_size: 0 };
        let page = ledger.entries(account, query).await.unwrap();
        assert_eq!(page.entries[0].entry.balance_after.att(), i64::try_from(submitted).unwrap());
        assert!(database.read(move |tx| payee(tx, account)).await.unwrap().is_some());
        // The file must be let go before the next process takes it.
        ledger.close();
        driver.await.unwrap();
    }
}
