//! A wallet and a bank through anything: whatever is done, lost, cancelled or killed in whatever order, in the end the
//! wallet and the bank agree to the att, and nothing that was not confirmed was paid.

use std::{
    collections::BTreeMap,
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};

use bank_api::{
    id::OrderId,
    log::entry::{Direction, EntryKind},
};
use proptest::prelude::*;

use crate::{
    PaymentState, TopUpState, Wallet,
    testing::{Fault, Phone, TestBank, World, kip, pin as the_pin},
};

#[derive(Clone, Debug)]
enum Step {
    Pay(u64),
    ConfirmAgain,
    Redeem(u64),
    TopUp(u64),
    Sync,
    Resume,
    Kill,
    TimePasses(i64),
}

#[derive(Clone, Copy, Debug)]
enum Trouble {
    LoseRequest,
    LoseAnswer,
    Rubbish,
    TooLarge,
}

/// What is done, what goes wrong with which of its requests, and after how many polls it is dropped.
type Event = (Step, Option<(usize, Trouble)>, Option<usize>);

fn event() -> impl Strategy<Value = Event> {
    let step = prop_oneof![
        5 => (1..400_u64).prop_map(Step::Pay),
        1 => Just(Step::ConfirmAgain),
        1 => (1..400_u64).prop_map(Step::Redeem),
        2 => (1..400_u64).prop_map(Step::TopUp),
        2 => Just(Step::Sync),
        2 => Just(Step::Resume),
        1 => Just(Step::Kill),
        1 => (1..700_i64).prop_map(Step::TimePasses),
    ];
    let trouble = prop_oneof![
        Just(Trouble::LoseRequest),
        Just(Trouble::LoseAnswer),
        Just(Trouble::Rubbish),
        Just(Trouble::TooLarge),
    ];
    (step, proptest::option::of((0..PATHS.len(), trouble)), proptest::option::weighted(0.4, 1..60_usize))
}

const PATHS: [&str; 4] = ["/v1/payments", "/v1/payments/", "/v1/account", "/v1/"];

/// Polls `future` at most `polls` times, then drops it.
async fn at_most<T>(polls: Option<usize>, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let mut left = polls.unwrap_or(usize::MAX);
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

async fn live_through(events: Vec<Event>) {
    let World { bank, phone, mut payer, payee } = World::new().await;
    let account = payer.account();
    let code = payee.static_code(None).await.unwrap();
    let mut confirmed: BTreeMap<OrderId, u64> = BTreeMap::new();
    let mut last_preview = None;
    for (step, trouble, polls) in events {
        if let Some((path, trouble)) = trouble {
            let fault = match trouble {
                Trouble::LoseRequest => Fault::LoseRequest,
                Trouble::LoseAnswer => Fault::LoseAnswer,
                Trouble::Rubbish => Fault::Instead(200, b"<html>".to_vec()),
                Trouble::TooLarge => Fault::TooLarge,
            };
            bank.fault(PATHS[path], fault);
        }
        match step {
            Step::Pay(amount) => {
                let Some(Ok(preview)) = at_most(None, payer.prepare(&code, Some(kip(amount)), None)).await
                else {
                    continue;
                };
                confirmed.insert(preview.order_id(), amount);
                last_preview = Some(preview.clone());
                at_most(polls, payer.confirm(preview)).await;
            }
            Step::ConfirmAgain => {
                if let Some(preview) = last_preview.clone() {
                    at_most(polls, payer.confirm(preview)).await;
                }
            }
            Step::Redeem(amount) => drop(at_most(polls, payer.redeem(kip(amount))).await),
            Step::TopUp(amount) => drop(at_most(polls, payer.top_up(kip(amount))).await),
            Step::Sync => drop(at_most(polls, payer.sync()).await),
            Step::Resume => drop(at_most(polls, payer.resume()).await),
            Step::Kill => {
                drop(payer);
                payer = phone.reopen().await;
                payer.unlock(the_pin()).await.unwrap();
            }
            Step::TimePasses(seconds) => pass(&bank, &phone, seconds),
        }
        let available = payer.balance().await.unwrap().available;
        assert!(available <= bank.balance(account), "the wallet never shows more than there is");
    }
    bank.clear_faults();
    settle_down(&payer).await;
    pass(&bank, &phone, 3600);
    settle_down(&payer).await;

    let balance = payer.balance().await.unwrap();
    assert_eq!((balance.settled, balance.reserved), (bank.balance(account), kip(0)));
    assert_eq!(payer.divergences().await.unwrap(), []);
    let history = payer.history(None, 1000).await.unwrap();
    let mut paid = 0;
    for payment in payer.payments(None, 1000).await.unwrap() {
        let debits = history.iter().filter(|item| item.order_id == payment.order_id).count();
        let settled = payment.state == PaymentState::Settled;
        assert!(payment.state.is_final());
        assert_eq!(debits, usize::from(settled), "a payment moves money once or never: {payment:?}");
        if let Some(amount) = confirmed.get(&payment.order_id) {
            assert_eq!(payment.amount, kip(*amount));
            paid += if settled { *amount } else { 0 };
        }
    }
    assert_eq!(bank.balance(payee.account()), kip(paid));
    for item in history.iter().filter(|item| item.direction == Direction::Debit) {
        assert!(payer.payment(item.order_id).await.is_ok(), "nothing is paid that this wallet does not know");
    }
    for item in history.iter().filter(|item| item.kind == EntryKind::TopUp) {
        assert_eq!(payer.top_up_state(item.order_id).await.unwrap().state, TopUpState::Done);
    }
}

/// Time passes, for the bank as for the phone.
fn pass(bank: &TestBank, phone: &Phone, seconds: i64) {
    bank.clock.pass(seconds);
    phone.clock.pass(seconds);
}

async fn settle_down(payer: &Wallet) {
    payer.resume().await.unwrap();
    payer.sync().await.unwrap();
}

/// Everything that an app can ask of a wallet, one thing after the other.
async fn ask_everything(wallet: &Wallet, code: &str) {
    let id = OrderId::from_bytes([1; 16]);
    let _ = wallet.bank_info().await;
    let _ = wallet.refresh_account().await;
    let _ = wallet.sync().await;
    let _ = wallet.devices().await;
    let _ = wallet.exchange(id).await;
    let _ = wallet.request(kip(1), None, std::time::Duration::from_mins(1)).await;
    let _ = wallet.request_status(bank_api::id::RequestId::from_bytes([1; 16])).await;
    let _ = wallet.top_up(kip(1)).await;
    let _ = wallet.redeem(kip(1)).await;
    if let Ok(preview) = wallet.prepare(code, Some(kip(1)), None).await {
        let _ = wallet.confirm(preview).await;
    }
    let _ = wallet.resume().await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn whatever_happens_wallet_and_bank_agree_in_the_end(events in prop::collection::vec(event(), 1..20)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(live_through(events));
    }

    #[test]
    fn no_answer_of_any_bytes_moves_money_or_panics(
        answers in prop::collection::vec((100..1000_u16, any_answer()), 40), at in 0..3_usize,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let world = World::new().await;
            let code = world.payee.static_code(None).await.unwrap();
            for (status, answer) in answers {
                // From the first, second or third request on.
                world.bank.fault(["/", "/v1/account", "/v1/account/entries"][at], Fault::Instead(status, answer));
            }
            ask_everything(&world.payer, &code).await;
            assert_eq!(world.payer.divergences().await.unwrap(), []);
            world.bank.clear_faults();
            settle_down(&world.payer).await;
            assert_eq!(world.payer.balance().await.unwrap().settled, world.bank.balance(world.payer.account()));
        });
    }
}

/// Bytes, JSON of the wrong shape, problems: whatever a proxy or a broken server may send.
fn any_answer() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        prop_oneof![Just("{}"), Just("[]"), Just("null"), Just("\"\""), Just("{\"entries\":[]}")]
            .prop_map(|text| text.as_bytes().to_vec()),
        any::<u16>().prop_map(|status| {
            format!(r#"{{"type":"","title":"","status":{status},"detail":"","code":"clock-skew","retryable":true}}"#)
                .into_bytes()
        }),
    ]
}
