use std::{collections::BTreeSet, sync::Arc};

use bank_api::{
    amount::Amount,
    env::{Env, SystemRng, TokioBlocking},
    problem::RejectReason,
    statement::{PaymentOrder, Signed},
};
use futures_util::FutureExt;

use super::*;
use crate::{
    ledger::{Found, Instruction, Outcome, VerifyError},
    store::{DatabaseFiles, FileDatabase, MemoryDatabase},
    testing::*,
};

fn memory() -> Arc<dyn DatabaseFiles> {
    Arc::new(MemoryDatabase::new())
}

/// A real machine's randomness and threads, and a clock that is set.
fn threaded_env() -> (Env, Arc<TestClock>) {
    let (env, clock) = test_env(1);
    (Env { rng: Arc::new(SystemRng), blocking: Arc::new(TokioBlocking), ..env }, clock)
}

#[tokio::test]
async fn an_order_altered_by_one_bit_is_not_verified() {
    let world = World::open(memory()).await;
    let (ann, ben) = (world.customer(1, kip(1000)).await, world.customer(2, kip(0)).await);
    let signed = ann.sign(ann.pays(1, ben.account, kip(300)));
    for bit in 0..signed.len() * 8 {
        let mut altered = signed.clone();
        altered[bit / 8] ^= 1 << (bit % 8);
        assert!(world.ledger.verify(&altered).await.is_err(), "bit {bit}");
    }
    assert!(world.ledger.verify(&signed).await.is_ok());
}

#[tokio::test]
async fn only_the_payers_own_key_on_this_network_orders() {
    let world = World::open(memory()).await;
    let (ann, ben) = (world.customer(1, kip(1000)).await, world.customer(2, kip(1000)).await);
    let order = || ann.pays(1, ben.account, kip(300));
    let by = |person: &Person| person.sign(order());
    assert!(matches!(world.ledger.verify(&by(&ben)).await, Err(VerifyError::NotThePayers)));
    assert!(matches!(world.ledger.verify(&by(&Person::new(9))).await, Err(VerifyError::UnknownKey)));
    let elsewhere = Signed::sign(order(), &"dlak-other".parse().unwrap(), &ann.spending);
    assert!(matches!(world.ledger.verify(elsewhere.bytes()).await, Err(VerifyError::Statement(_))));
    assert!(matches!(world.ledger.verify(b"rubbish").await, Err(VerifyError::Statement(_))));
    assert!(matches!(world.ledger.verify(&vec![0; 20_000]).await, Err(VerifyError::Statement(_))));
}

#[tokio::test]
async fn what_waits_together_settles_in_one_batch() {
    let (env, clock) = test_env(1);
    let (world, driver) = World::open_still(memory(), env, clock).await.unwrap();
    let mint = |number| {
        let mint = Instruction::Mint { id: order_id(number), participant: vault(), amount: kip(1) };
        world.ledger.submit(mint)
    };
    let both = async {
        let (first, second) = tokio::join!(mint(1), mint(2));
        world.ledger.close();
        (settled(first.unwrap()), settled(second.unwrap()))
    };
    let ((first, second), ()) = tokio::join!(both, driver.run());
    assert_eq!((first.leaf_index, second.leaf_index), (0, 1));
    assert_eq!(first.settled_at, second.settled_at);
}

#[tokio::test]
async fn time_goes_forward_even_when_the_clock_does_not() {
    let world = World::open(memory()).await;
    let mut times = BTreeSet::new();
    for number in 0..6 {
        match number {
            2 => world.clock.set(noon().shifted(-3_600_000_000)),
            4 => world.clock.set(noon().shifted(3_600_000_000)),
            _ => {}
        }
        let mint = Instruction::Mint { id: order_id(number), participant: vault(), amount: kip(1) };
        let settled_at = settled(world.ledger.submit(mint).await.unwrap()).settled_at;
        assert!(times.last().is_none_or(|last| *last < settled_at));
        times.insert(settled_at);
    }
    assert_eq!(times.last(), Some(&noon().shifted(3_600_000_001)), "the clock, and one later for each batch");
}

#[tokio::test]
async fn what_was_said_to_be_expired_is_never_settled_whatever_the_clock_does() {
    let files = memory();
    let world = World::open(Arc::clone(&files)).await;
    let (ann, ben) = (world.customer(1, kip(1000)).await, world.customer(2, kip(0)).await);
    world.clock.advance_secs(30);
    let Found::NotSeen { as_of } = world.ledger.find(order_id(1)).await.unwrap() else { panic!("seen") };
    assert!(as_of >= noon().shifted(30_000_000));
    world.crash().await;

    // A second start, with the clock of the first.
    let world = World::open(files).await;
    let expires = |at| PaymentOrder { expires_at: at, ..ann.pays(1, ben.account, kip(300)) };
    let outcome = world.submit(&ann, expires(as_of)).await;
    assert_eq!(rejected(outcome), RejectReason::OrderExpired);
    let later = PaymentOrder { id: order_id(2), ..expires(as_of.shifted(1_000_000)) };
    settled(world.submit(&ann, later).await);
}

#[tokio::test]
async fn an_order_that_waits_in_the_queue_is_not_called_unseen() {
    let (env, clock) = test_env(1);
    let files = memory();
    let world = World::open_with(Arc::clone(&files), env.clone(), Arc::clone(&clock)).await.unwrap();
    let (ann, ben) = (world.customer(1, kip(1000)).await, world.customer(2, kip(0)).await);
    world.close().await;

    // The question is asked first, but its answer comes after the batch that has the order.
    let (world, driver) = World::open_still(files, env, clock).await.unwrap();
    let order = ann.verified(ann.pays(1, ben.account, kip(300)));
    let question = async {
        let found = world.ledger.find(order_id(1)).await.unwrap();
        world.ledger.close();
        found
    };
    let (found, outcome, ()) =
        tokio::join!(question, world.ledger.submit(Instruction::Order(order)), driver.run());
    let Found::Decided(decided) = found else { panic!("{found:?}") };
    assert_eq!(decided.outcome, outcome.unwrap());
}

#[tokio::test]
async fn a_submitter_who_goes_away_loses_only_the_answer() {
    let (env, clock) = test_env(1);
    let (world, driver) = World::open_still(memory(), env, clock).await.unwrap();
    let mint = Instruction::Mint { id: order_id(1), participant: vault(), amount: kip(5) };
    let mut submission = Box::pin(world.ledger.submit(mint));
    assert!(poll_once(submission.as_mut()).await.is_none());
    drop(submission);
    let question = async {
        let found = world.ledger.find(order_id(1)).await.unwrap();
        world.ledger.close();
        found
    };
    let (found, ()) = tokio::join!(question, driver.run());
    assert!(matches!(found, Found::Decided(_)), "{found:?}");
    assert_eq!(world.balance(vault()).await, 500);
}

/// Polls a future once: its value, if it is ready.
async fn poll_once<F: Future + Unpin>(mut future: F) -> Option<F::Output> {
    std::future::poll_fn(|context| {
        let polled = std::pin::Pin::new(&mut future).poll(context);
        std::task::Poll::Ready(match polled {
            std::task::Poll::Ready(value) => Some(value),
            std::task::Poll::Pending => None,
        })
    })
    .await
}

#[tokio::test]
async fn a_full_queue_says_busy_and_a_closed_ledger_settles_what_waits_and_takes_no_more() {
    let (env, clock) = test_env(1);
    let (world, driver) = World::open_still(memory(), env, clock).await.unwrap();
    let mint = |number| {
        let mint = Instruction::Mint { id: order_id(number), participant: vault(), amount: kip(1) };
        Box::pin(world.ledger.submit(mint))
    };
    let mut waiting = Vec::new();
    for number in 0..QUEUE as u64 {
        let mut submission = mint(number);
        assert!(poll_once(submission.as_mut()).await.is_none());
        waiting.push(submission);
    }
    assert!(matches!(mint(u64::MAX).await, Err(LedgerError::Busy)));
    world.ledger.close();
    assert!(matches!(mint(u64::MAX).await, Err(LedgerError::Closed)), "at once, not when the queue is empty");
    driver.run().await;
    let mut batches = BTreeSet::new();
    for submission in waiting {
        batches.insert(settled(submission.await.unwrap()).settled_at);
    }
    assert_eq!(batches.len(), QUEUE / MAX_BATCH, "batches are as large as they may be, and no larger");
    assert!(matches!(mint(u64::MAX).await, Err(LedgerError::Closed)));
    assert_eq!(world.balance(vault()).await, kip(QUEUE as u64).signed_att());
}

#[tokio::test]
async fn a_crash_at_any_point_loses_no_answered_order_and_settles_none_twice() {
    let (mut lost_answers, mut never_settled) = (0, 0);
    for jobs in 0..12 {
        for last_is_done in [false, true] {
            let files = memory();
            let world = World::open(Arc::clone(&files)).await;
            let (ann, ben) = (world.customer(1, kip(1000)).await, world.customer(2, kip(0)).await);
            world.close().await;
            let orders = [1, 2, 3].map(|id| ann.pays(id, ben.account, kip(10)));

            // Three orders, one after the other, on a machine that loses its power after so many steps.
            let mut answers = Vec::new();
            let (healthy, clock) = test_env(1);
            let env = Env { blocking: Arc::new(PowerLoss::after(jobs, last_is_done)), ..healthy };
            let mut day = Box::pin(async {
                let (world, driver) = World::open_still(Arc::clone(&files), env, clock).await.unwrap();
                let customers = async {
                    for order in &orders {
                        let order = world.ledger.verify(&ann.sign(order.clone())).await.unwrap();
                        answers.push(world.ledger.submit(Instruction::Order(order)).await.unwrap());
                    }
                };
                tokio::join!(customers, driver.run());
            });
            for _ in 0..50 {
                assert!(poll_once(day.as_mut()).await.is_none());
            }
            drop(day);

            let world = World::open(files).await;
            for (order, answer) in orders.iter().zip(&answers) {
                let Found::Decided(found) = world.ledger.find(order.id).await.unwrap() else {
                    panic!("an answered order was lost");
                };
                assert_eq!(found.outcome, *answer);
            }
            let settled_before = world.balance(ben.account).await / 1000;
            let answered = i64::try_from(answers.len()).unwrap();
            lost_answers += settled_before - answered;
            never_settled += 3 - settled_before;
            for order in &orders {
                settled(world.submit(&ann, order.clone()).await);
            }
            assert_eq!(world.balance(ben.account).await, 3000, "each order settled once");
            world.assert_sound(&[&ann, &ben]).await;
        }
    }
    assert!(lost_answers > 0 && never_settled > 0, "the crashes hit no interesting moment");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_who_submit_one_order_settle_it_once() {
    let folder = tempfile::tempdir().unwrap();
    let (env, clock) = threaded_env();
    let files = Arc::new(FileDatabase::new(folder.path().join("bank.db")));
    let world = World::open_with(files, env, clock).await.unwrap();
    let (ann, ben) = (world.customer(1, kip(1000)).await, world.customer(2, kip(0)).await);
    let order = ann.verified(ann.pays(1, ben.account, kip(10)));
    let submitters: Vec<_> = (0..64)
        .map(|_| {
            let (ledger, order) = (world.ledger.clone(), order.clone());
            tokio::spawn(async move { ledger.submit(Instruction::Order(order)).await.unwrap() })
        })
        .collect();
    let mut outcomes = Vec::new();
    for submitter in submitters {
        outcomes.push(submitter.await.unwrap());
    }
    outcomes.dedup();
    assert_eq!(outcomes.len(), 1, "all got the same outcome");
    assert_eq!(world.balance(ben.account).await, 1000);
    world.assert_sound(&[&ann, &ben]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_who_pay_each_other_at_once_make_and_lose_no_money() {
    let folder = tempfile::tempdir().unwrap();
    let (env, clock) = threaded_env();
    let files = Arc::new(FileDatabase::new(folder.path().join("bank.db")));
    let world = World::open_with(files, env, clock).await.unwrap();
    let mut people = Vec::new();
    for number in 1..=8 {
        people.push(world.customer(number, kip(100)).await);
    }
    let mut submitters = Vec::new();
    for number in 0..400u64 {
        let payer = &people[usize::try_from(number % 8).unwrap()];
        let other = &people[usize::try_from((number / 8 + number + 1) % 8).unwrap()];
        if payer.account == other.account {
            continue;
        }
        // Every fiftieth is more than there is in the world.
        let amount =
            if number % 50 == 0 { kip(1000) } else { Amount::from_att(number * 37 % 2000 + 1).unwrap() };
        let order = payer.sign(payer.pays(number, other.account, amount));
        let ledger = world.ledger.clone();
        submitters.push(tokio::spawn(async move {
            let order = ledger.verify(&order).await.unwrap();
            ledger.submit(Instruction::Order(order)).await.unwrap()
        }));
    }
    let (mut moved, mut refused) = (0, 0);
    for submitter in submitters {
        match submitter.await.unwrap() {
            Outcome::Settled(_) => moved += 1,
            Outcome::Rejected { reason, .. } => {
                assert_eq!(reason, RejectReason::InsufficientFunds);
                refused += 1;
            }
        }
    }
    assert!(moved > 100 && refused > 0, "{moved} {refused}");
    world.assert_sound(&people.iter().collect::<Vec<_>>()).await;
}

#[tokio::test]
async fn parties_are_told_of_their_newest_entry_and_no_one_else_is() {
    let world = World::open(memory()).await;
    let (ann, ben) = (world.customer(1, kip(1000)).await, world.customer(2, kip(0)).await);
    let mut notices = [ann.account, ben.account, naga()].map(|account| world.ledger.subscribe(account));
    settled(world.submit(&ann, ann.pays(1, ben.account, kip(1))).await);
    rejected(world.submit(&ann, ann.pays(2, ben.account, kip(5000))).await);
    world.ledger.find(order_id(9)).await.unwrap();
    let [of_ann, of_ben, of_naga] = &mut notices;
    assert_eq!((of_ann.next().await, of_ben.next().await), (2, 1));
    let again = (of_ann.next().now_or_never(), of_ben.next().now_or_never(), of_naga.next().now_or_never());
    assert_eq!(again, (None, None, None));
}

#[tokio::test]
async fn a_size_of_the_log_is_signed_once() {
    let world = World::open(memory()).await;
    world.customer(1, kip(1000)).await;
    let (checkpoint, supply) = (world.ledger.checkpoint().await, world.ledger.supply().await);
    world.clock.advance_secs(60);
    world.ledger.find(order_id(1)).await.unwrap();
    assert_eq!(world.ledger.checkpoint().await.unwrap(), checkpoint.unwrap());
    assert_eq!(world.ledger.supply().await.unwrap(), supply.unwrap());
}

#[tokio::test]
async fn one_account_whose_row_is_damaged_does_not_stop_the_others() {
    let (env, clock) = test_env(1);
    let files = memory();
    let world = World::open_with(Arc::clone(&files), env.clone(), Arc::clone(&clock)).await.unwrap();
    let (ann, ben) = (world.customer(1, kip(1000)).await, world.customer(2, kip(1000)).await);
    let shop = world.customer(3, kip(0)).await;
    world.close().await;

    let (world, driver) = World::open_still(files, env, clock).await.unwrap();
    let account = ann.account;
    world
        .database
        .write(move |tx| {
            tx.pragma_update(None, "ignore_check_constraints", "ON")?;
            // The number of the newest entry is wrong: the next one collides with what is there.
            tx.execute("UPDATE account SET seq = 0 WHERE id = ?1", [account.as_bytes()])?;
            Ok(())
        })
        .await
        .unwrap();
    let pay = |person: &Person, id| {
        let order = person.instructs(person.pays(id, shop.account, kip(10)));
        world.ledger.submit(order)
    };
    let customers = async {
        let asked = tokio::join!(pay(&ann, 1), pay(&ben, 2), world.ledger.find(order_id(7)));
        world.ledger.close();
        asked
    };
    let ((anns, bens, found), ()) = tokio::join!(customers, driver.run());
    assert!(matches!(anns, Err(LedgerError::Store(_))), "{anns:?}");
    settled(bens.unwrap());
    assert!(matches!(found, Ok(Found::NotSeen { .. })));
    assert_eq!(world.balance(shop.account).await, 1000);
}
