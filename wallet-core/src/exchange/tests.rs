use super::*;
use crate::testing::{Fault, World, kip};

async fn available(world: &World) -> Amount {
    world.payer.sync().await.unwrap();
    world.payer.balance().await.unwrap().available
}

#[tokio::test]
async fn a_top_up_whose_answer_was_lost_is_bought_once() {
    let world = World::new().await;
    world.bank.fault("/v1/top-ups", Fault::LoseAnswer);
    let top_up = world.payer.top_up(kip(50)).await.unwrap();
    assert_eq!(top_up.state, TopUpState::Pending);
    world.payer.resume().await.unwrap();
    assert_eq!(world.payer.top_up_state(top_up.id).await.unwrap().state, TopUpState::Done);
    assert_eq!(available(&world).await, kip(1050));
    assert_eq!(world.payer.exchange(top_up.id).await.unwrap().amount, kip(50));
    let unknown = OrderId::from_bytes([9; 16]);
    assert_eq!(world.payer.top_up_state(unknown).await.unwrap_err().code(), "top-up-unknown");
}

#[tokio::test]
async fn a_top_up_that_never_arrived_is_asked_for_again_after_a_restart() {
    let mut world = World::new().await;
    world.bank.fault("/v1/top-ups", Fault::LoseRequest);
    let top_up = world.payer.top_up(kip(50)).await.unwrap();
    let before = world.payer;
    world.payer = {
        drop(before);
        world.phone.reopen().await
    };
    world.payer.resume().await.unwrap();
    assert_eq!(world.payer.top_up_state(top_up.id).await.unwrap().state, TopUpState::Done);
    assert_eq!(available(&world).await, kip(1050));
}

#[tokio::test]
async fn rubbish_leaves_a_top_up_pending() {
    let world = World::new().await;
    for (number, fault) in (1..).zip([
        Fault::TooLarge,
        Fault::Instead(500, Vec::new()),
        Fault::Instead(200, b"?".to_vec()),
        Fault::Alter(Box::new(|answer| answer["amount"] = "1".into())),
    ]) {
        world.bank.fault("/v1/top-ups", fault);
        assert_eq!(world.payer.top_up(kip(50)).await.unwrap().state, TopUpState::Pending, "rubbish {number}");
        world.payer.resume().await.unwrap();
        assert_eq!(available(&world).await, kip(1000 + 50 * number));
    }
}

#[tokio::test]
async fn a_rejected_top_up_says_why() {
    let world = World::new().await;
    let top_up = world.payer.top_up(kip(50_000)).await.unwrap();
    assert_eq!(top_up.state.reason(), Some(RejectReason::InsufficientFiat));
    assert_eq!(world.payer.top_up(Amount::ZERO).await.unwrap_err().code(), "amount-zero");
    assert_eq!(available(&world).await, kip(1000));
}

#[tokio::test]
async fn a_top_up_that_a_newer_bank_rejects_for_an_unknown_reason_is_at_its_end() {
    let world = World::new().await;
    world.bank.alter("/v1/top-ups", |answer| {
        answer["status"] = "rejected".into();
        answer["reason"] = "x-new".into();
    });
    let top_up = world.payer.top_up(kip(50)).await.unwrap();
    assert_eq!(top_up.state, TopUpState::Rejected(RejectReason::Unknown));
    let World { phone, payer, .. } = world;
    drop(payer);
    let payer = phone.reopen().await;
    assert_eq!(
        payer.top_up_state(top_up.id).await.unwrap().state,
        TopUpState::Rejected(RejectReason::Unknown)
    );
}

#[tokio::test]
async fn a_top_up_that_the_bank_refused_is_not_tried_behind_the_owners_back() {
    let world = World::new().await;
    let problem = bank_api::problem::Problem::new(ProblemCode::Forbidden, "not today");
    world.bank.fault("/v1/top-ups", Fault::Instead(403, serde_json::to_vec(&problem).unwrap()));
    assert_eq!(world.payer.top_up(kip(50)).await.unwrap_err().code(), "forbidden");
    world.payer.resume().await.unwrap();
    assert_eq!(available(&world).await, kip(1000));
}

#[tokio::test]
async fn a_top_up_that_was_called_rejected_and_was_bought_is_done() {
    let world = World::new().await;
    world.bank.alter("/v1/top-ups", |answer| {
        let mut info: ExchangeInfo = serde_json::from_value(answer.clone()).unwrap();
        info.status = ExchangeStatus::Rejected { reason: RejectReason::InsufficientFiat };
        *answer = serde_json::to_value(info).unwrap();
    });
    let top_up = world.payer.top_up(kip(50)).await.unwrap();
    assert_eq!(top_up.state, TopUpState::Rejected(RejectReason::InsufficientFiat));
    let mut events = world.payer.events();
    world.payer.sync().await.unwrap();
    assert_eq!(world.payer.top_up_state(top_up.id).await.unwrap().state, TopUpState::Done);
    let done = Event::TopUp { id: top_up.id, state: TopUpState::Done };
    assert!(std::iter::from_fn(|| events.try_next()).any(|event| event == done));
}

#[tokio::test]
async fn a_top_up_whose_entry_is_there_is_done() {
    let world = World::new().await;
    world.bank.fault("/v1/top-ups", Fault::LoseAnswer);
    let top_up = world.payer.top_up(kip(50)).await.unwrap();
    world.payer.sync().await.unwrap();
    assert_eq!(world.payer.top_up_state(top_up.id).await.unwrap().state, TopUpState::Done);
}
