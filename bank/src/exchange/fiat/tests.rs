//! The fiat ledger against its promises: no money appears or vanishes, nothing is done twice, nobody is overdrawn.

use bank_api::{
    amount::Amount,
    id::{OrderId, ParticipantId},
    message::operator::FiatBalance,
};
use proptest::prelude::*;
use rusqlite::{Connection, Transaction};

use super::{audit, book};
use crate::{
    exchange::{CoreBankError, FiatAccount, Hold},
    store::StoreError,
    testing::{noon, order_id},
};

fn central_bank() -> ParticipantId {
    "BOL".parse().unwrap()
}

fn naga() -> ParticipantId {
    "NAGA".parse().unwrap()
}

fn customer(number: u64) -> FiatAccount {
    FiatAccount::Customer { participant: naga(), customer: order_id(number) }
}

fn reserves() -> FiatAccount {
    FiatAccount::Reserves { participant: naga() }
}

fn accounts() -> [FiatAccount; 3] {
    [customer(1), customer(2), reserves()]
}

fn att(att: i64) -> Amount {
    Amount::from_signed_att(att).unwrap()
}

fn open() -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(include_str!("../../../migrations/0001_ledger.sql")).unwrap();
    connection.execute_batch(include_str!("../../../migrations/0002_exchange.sql")).unwrap();
    let tx = connection.transaction().unwrap();
    for bank in [central_bank(), naga()] {
        book::open_book(&tx, &bank).unwrap();
    }
    for account in accounts() {
        book::open_account(&tx, &account, &central_bank()).unwrap();
    }
    tx.commit().unwrap();
    connection
}

/// Runs `job` in one transaction.
fn write<T>(connection: &mut Connection, job: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>) -> T {
    let tx = connection.transaction().unwrap();
    let value = job(&tx).unwrap();
    tx.commit().unwrap();
    value
}

fn balances(connection: &mut Connection) -> Vec<FiatBalance> {
    write(connection, |tx| {
        accounts().iter().map(|account| Ok(book::balance(tx, account)?.unwrap())).collect()
    })
}

fn deposit(connection: &mut Connection, number: u64, account: &FiatAccount, amount: Amount) {
    write(connection, |tx| book::deposit(tx, order_id(number), account, amount, noon())).unwrap();
}

#[test]
fn money_that_was_held_is_taken_once() {
    let mut bank = open();
    deposit(&mut bank, 10, &customer(1), att(100));
    let hold = |bank: &mut Connection| {
        write(bank, |tx| book::hold(tx, order_id(11), &customer(1), att(70), noon())).unwrap()
    };
    assert_eq!(hold(&mut bank), Hold::Placed);
    assert_eq!(balances(&mut bank)[0], FiatBalance { available: att(30), held: att(70) });
    for _ in 0..2 {
        write(&mut bank, |tx| book::capture(tx, order_id(11), noon())).unwrap();
        assert_eq!(balances(&mut bank)[0], FiatBalance { available: att(30), held: Amount::ZERO });
    }
    // A hold that comes late, again, does not set anything aside anew.
    assert_eq!(hold(&mut bank), Hold::Placed);
    assert_eq!(balances(&mut bank)[0], FiatBalance { available: att(30), held: Amount::ZERO });
    let released = write(&mut bank, |tx| book::release(tx, order_id(11)));
    assert!(matches!(released, Err(CoreBankError::Conflict)));
}

#[test]
fn what_was_once_refused_stays_refused() {
    let mut bank = open();
    let hold =
        |bank: &mut Connection| write(bank, |tx| book::hold(tx, order_id(11), &customer(1), att(70), noon()));
    assert_eq!(hold(&mut bank).unwrap(), Hold::Insufficient);
    deposit(&mut bank, 10, &customer(1), att(100));
    assert_eq!(hold(&mut bank).unwrap(), Hold::Insufficient);
    let captured = write(&mut bank, |tx| book::capture(tx, order_id(11), noon()));
    assert!(matches!(captured, Err(CoreBankError::Conflict)));
    write(&mut bank, |tx| book::release(tx, order_id(11))).unwrap();
    assert_eq!(balances(&mut bank)[0], FiatBalance { available: att(100), held: Amount::ZERO });
}

#[test]
fn an_id_can_not_become_something_else() {
    let mut bank = open();
    deposit(&mut bank, 10, &customer(1), att(100));
    for (account, amount) in [(customer(2), att(100)), (customer(1), att(99))] {
        let again = write(&mut bank, |tx| book::deposit(tx, order_id(10), &account, amount, noon()));
        assert!(matches!(again, Err(CoreBankError::Conflict)));
    }
    write(&mut bank, |tx| book::hold(tx, order_id(11), &customer(1), att(1), noon())).unwrap();
    let again = write(&mut bank, |tx| book::hold(tx, order_id(11), &customer(1), att(2), noon()));
    assert!(matches!(again, Err(CoreBankError::Conflict)));
}

#[test]
fn there_is_nothing_for_nobody() {
    let mut bank = open();
    let nobody = customer(9);
    let held = write(&mut bank, |tx| book::hold(tx, order_id(1), &nobody, att(1), noon()));
    assert!(matches!(held, Err(CoreBankError::NoSuchAccount)));
    let paid = write(&mut bank, |tx| book::deposit(tx, order_id(1), &nobody, att(1), noon()));
    assert!(matches!(paid, Err(CoreBankError::NoSuchAccount)));
    let captured = write(&mut bank, |tx| book::capture(tx, order_id(1), noon()));
    assert!(matches!(captured, Err(CoreBankError::NoSuchHold)));
    assert_eq!(write(&mut bank, |tx| book::balance(tx, &nobody)), None);
}

#[test]
fn more_than_an_account_can_hold_is_refused_and_nothing_moves() {
    let mut bank = open();
    deposit(&mut bank, 10, &customer(1), Amount::MAX);
    let more = write(&mut bank, |tx| book::deposit(tx, order_id(11), &customer(1), att(1), noon()));
    assert!(matches!(more, Err(CoreBankError::Overflow)));
    assert_eq!(write(&mut bank, audit), Vec::<String>::new());
}

#[test]
fn the_database_itself_refuses_what_must_not_be() {
    let mut bank = open();
    deposit(&mut bank, 10, &customer(1), att(100));
    write(&mut bank, |tx| book::hold(tx, order_id(11), &customer(1), att(60), noon())).unwrap();
    for wrong in [
        "UPDATE fiat_account SET balance = -1 WHERE role = 'customer'",
        "UPDATE fiat_account SET held = 101 WHERE role = 'customer'",
        "UPDATE fiat_account SET held = 1 WHERE role = 'external'",
        "UPDATE fiat_transfer SET amount = 1",
        "DELETE FROM fiat_transfer",
        "UPDATE fiat_hold SET amount = 1",
    ] {
        assert!(bank.execute_batch(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn the_audit_finds_money_that_came_from_nowhere() {
    let mut bank = open();
    deposit(&mut bank, 10, &customer(1), att(100));
    bank.execute_batch("UPDATE fiat_account SET balance = balance + 1 WHERE role = 'customer'").unwrap();
    let findings = write(&mut bank, audit);
    assert!(findings.iter().any(|finding| finding.contains("transfers")), "{findings:?}");
    assert!(findings.iter().any(|finding| finding.contains("NAGA")), "{findings:?}");
}

/// Something that is done to the books.
#[derive(Clone, Debug)]
enum Step {
    Deposit(u64, usize, i64),
    Hold(u64, usize, i64),
    Capture(u64),
    Release(u64),
    Credit(u64, usize, i64),
}

/// Few ids and accounts, so that the same id comes again and again, also for something else.
fn steps() -> impl Strategy<Value = Step> {
    let (id, account) = (100..106u64, 0..3usize);
    let amount = prop_oneof![1..200i64, Just(i64::MAX)];
    prop_oneof![
        (id.clone(), account.clone(), 1..500i64)
            .prop_map(|(id, account, att)| Step::Deposit(id, account, att)),
        (id.clone(), account.clone(), amount.clone())
            .prop_map(|(id, account, att)| Step::Hold(id, account, att)),
        id.clone().prop_map(Step::Capture),
        id.clone().prop_map(Step::Release),
        (id, account, amount).prop_map(|(id, account, att)| Step::Credit(id, account, att)),
    ]
}

/// Does a step; the answer as text, to be compared.
fn take(bank: &mut Connection, step: &Step) -> String {
    let id = |number: u64| -> OrderId { order_id(number) };
    let accounts = accounts();
    match *step {
        Step::Deposit(n, to, amount) => {
            format!("{:?}", write(bank, |tx| book::deposit(tx, id(n), &accounts[to], att(amount), noon())))
        }
        Step::Hold(n, on, amount) => {
            format!("{:?}", write(bank, |tx| book::hold(tx, id(n), &accounts[on], att(amount), noon())))
        }
        Step::Capture(n) => format!("{:?}", write(bank, |tx| book::capture(tx, id(n), noon()))),
        Step::Release(n) => format!("{:?}", write(bank, |tx| book::release(tx, id(n)))),
        Step::Credit(n, to, amount) => {
            format!("{:?}", write(bank, |tx| book::credit(tx, id(n), &accounts[to], att(amount), noon())))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_is_done_and_repeated_the_books_balance(steps in proptest::collection::vec(steps(), 1..40)) {
        let mut bank = open();
        for step in &steps {
            let before = balances(&mut bank);
            let answer = take(&mut bank, step);
            let after = balances(&mut bank);
            if !answer.starts_with("Ok") || answer.contains("Insufficient") {
                prop_assert_eq!(&before, &after, "{:?} was refused and yet moved money", step);
            }
            if let (Step::Hold(_, on, amount), true) = (step, answer.contains("Placed")) {
                prop_assert!(before == after || before[*on].available >= att(*amount));
            }
            // Each is safe to repeat: the same answer, and nothing moves.
            prop_assert_eq!(take(&mut bank, step), answer);
            prop_assert_eq!(balances(&mut bank), after);
            prop_assert_eq!(write(&mut bank, audit), Vec::<String>::new());
        }
    }
}
