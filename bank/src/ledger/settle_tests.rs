use bank_api::{
    amount::{Amount, Balance},
    id::AccountId,
    log::entry::chain_start,
    message::wallet::AccountStatus,
    problem::RejectReason,
    statement::{OrderKind, PaymentOrder, VALIDITY_MAX},
    time::Timestamp,
};
use proptest::prelude::*;

use super::{
    account::{Seen, SeenDecision, Spent},
    settle::Decision,
    *,
};
use crate::testing::*;

/// Two people and a merchant with 1000 kip each, the commercial bank with 5000, the vault with 2000.
fn accounts() -> Accounts {
    let mut accounts = Accounts::default();
    let mut open = |id, kind, balance: i64| {
        let account = Account {
            kind,
            status: AccountStatus::Active,
            balance: Balance::from_att(balance * 100),
            seq: 0,
            chain: chain_start(id),
            spent: Spent::default(),
        };
        accounts.accounts.insert(id, account);
    };
    open(AccountId::issuance(), AccountKind::Issuance, -10_000);
    open(vault(), AccountKind::Participant, 2000);
    open(naga(), AccountKind::Participant, 5000);
    for number in 1..=3 {
        open(Person::new(number).account, AccountKind::Wallet { participant: naga() }, 1000);
    }
    accounts.totals = Totals { minted: kip(10_000), burned: Amount::ZERO };
    for number in 1..=3 {
        let person = Person::new(number);
        let device = Device { account: person.account, revoked: false };
        accounts.devices.insert(person.spending.public().id(), device);
    }
    accounts
}

fn settle_at(accounts: &mut Accounts, instructions: &[Instruction], at: Timestamp) -> Vec<Decision> {
    settle(accounts, limits(), instructions, at)
}

fn settle_one(accounts: &mut Accounts, instruction: Instruction) -> Decision {
    settle_at(accounts, &[instruction], noon()).remove(0)
}

fn balances(accounts: &Accounts) -> Vec<i64> {
    accounts.accounts.values().map(|account| account.balance.att()).collect()
}

fn att(accounts: &Accounts, id: AccountId) -> i64 {
    accounts.accounts[&id].balance.att()
}

/// The reason for which an order of the first person is rejected, after `change` to the world and `alter` to the order.
fn refusal(change: impl FnOnce(&mut Accounts), alter: impl FnOnce(&mut PaymentOrder)) -> RejectReason {
    let (ann, ben) = (Person::new(1), Person::new(2));
    let mut accounts = accounts();
    change(&mut accounts);
    let mut order = ann.pays(1, ben.account, kip(10));
    alter(&mut order);
    let before = balances(&accounts);
    let decision = settle_one(&mut accounts, ann.instructs(order));
    assert_eq!(balances(&accounts), before, "a rejected order moves nothing");
    assert!(accounts.accounts.values().all(|account| account.seq == 0), "and makes no entry");
    match decision {
        Decision::Reject(reason) => reason,
        other => panic!("not rejected: {other:?}"),
    }
}

fn nothing<T>(_: &mut T) {}

#[test]
fn a_payment_moves_its_amount_from_payer_to_payee() {
    let (ann, ben) = (Person::new(1), Person::new(2));
    let mut accounts = accounts();
    let decision = settle_one(&mut accounts, ann.instructs(ann.pays(1, ben.account, kip(1000))));
    let Decision::Move(transfer) = decision else { panic!("{decision:?}") };
    assert_eq!((transfer.debit.account, transfer.credit.account), (ann.account, ben.account));
    assert_eq!((transfer.debit.seq, transfer.debit.balance_after.att()), (1, 0));
    assert_eq!((transfer.credit.seq, transfer.credit.balance_after.att()), (1, 200_000));
    assert_eq!((att(&accounts, ann.account), att(&accounts, ben.account)), (0, 200_000));
}

#[test]
fn one_att_more_than_the_payer_has_is_refused() {
    let reason = refusal(nothing, |order| order.amount = Amount::from_att(100_001).unwrap());
    assert_eq!(reason, RejectReason::InsufficientFunds);
}

#[test]
fn an_order_past_its_expiry_is_never_settled() {
    assert_eq!(
        refusal(nothing, |order| {
            order.created_at = noon().shifted(-2);
            order.expires_at = noon().shifted(-1);
        }),
        RejectReason::OrderExpired
    );
    let ann = Person::new(1);
    let mut last_moment = ann.pays(1, Person::new(2).account, kip(1));
    last_moment.created_at = noon().shifted(-1);
    last_moment.expires_at = noon();
    assert!(matches!(settle_one(&mut accounts(), ann.instructs(last_moment)), Decision::Move(_)));
}

#[test]
fn an_order_that_would_stay_valid_for_long_is_never_settled() {
    let latest = noon().plus(VALIDITY_MAX);
    let too_long = |order: &mut PaymentOrder| order.expires_at = latest.shifted(1);
    assert_eq!(refusal(nothing, too_long), RejectReason::ValidTooLong);
    let ann = Person::new(1);
    let longest = PaymentOrder { expires_at: latest, ..ann.pays(1, Person::new(2).account, kip(1)) };
    assert!(matches!(settle_one(&mut accounts(), ann.instructs(longest)), Decision::Move(_)));
}

#[test]
fn a_device_that_was_revoked_after_the_order_was_verified_no_longer_spends() {
    let revoke = |accounts: &mut Accounts| {
        accounts.devices.values_mut().for_each(|device| device.revoked = true);
    };
    assert_eq!(refusal(revoke, nothing), RejectReason::DeviceRevoked);
    assert_eq!(refusal(|accounts| accounts.devices.clear(), nothing), RejectReason::DeviceRevoked);
    let swap = |accounts: &mut Accounts| {
        accounts.devices.values_mut().for_each(|device| device.account = Person::new(2).account);
    };
    assert_eq!(refusal(swap, nothing), RejectReason::DeviceRevoked);
}

#[test]
fn a_frozen_account_neither_pays_nor_is_paid() {
    let freeze = |number: u8| {
        move |accounts: &mut Accounts| {
            let account = accounts.accounts.get_mut(&Person::new(number).account).unwrap();
            account.status = AccountStatus::Frozen;
        }
    };
    assert_eq!(refusal(freeze(1), nothing), RejectReason::PayerBlocked);
    assert_eq!(refusal(freeze(2), nothing), RejectReason::PayeeCannotReceive);
}

#[test]
fn only_wallets_are_paid_and_only_if_they_exist() {
    let unknown = Person::new(9).account;
    assert_eq!(refusal(nothing, |order| order.payee = unknown), RejectReason::PayeeUnknown);
    assert_eq!(refusal(nothing, |order| order.payee = naga()), RejectReason::PayeeCannotReceive);
    let issuance = AccountId::issuance();
    assert_eq!(refusal(nothing, |order| order.payee = issuance), RejectReason::PayeeCannotReceive);
    let gone = |accounts: &mut Accounts| {
        accounts.accounts.remove(&Person::new(1).account);
    };
    assert_eq!(refusal(gone, nothing), RejectReason::PayerBlocked);
}

#[test]
fn a_redemption_goes_to_the_payers_own_bank_and_nowhere_else() {
    let redeem = |payee| {
        move |order: &mut PaymentOrder| {
            order.kind = OrderKind::Redemption;
            order.payee = payee;
        }
    };
    for other in [vault(), Person::new(2).account, AccountId::issuance()] {
        assert_eq!(refusal(nothing, redeem(other)), RejectReason::PayeeCannotReceive);
    }
    let ann = Person::new(1);
    let mut order = ann.pays(1, naga(), kip(400));
    order.kind = OrderKind::Redemption;
    let mut accounts = accounts();
    assert!(matches!(settle_one(&mut accounts, ann.instructs(order)), Decision::Move(_)));
    assert_eq!((att(&accounts, ann.account), att(&accounts, naga())), (60_000, 540_000));
}

#[test]
fn a_payment_over_a_limit_is_refused_and_the_day_ends_at_midnight_in_vientiane() {
    let ann = Person::new(1);
    let rich = |accounts: &mut Accounts| {
        let account = accounts.accounts.get_mut(&Person::new(1).account).unwrap();
        account.balance = Balance::from_att(kip(100_000_000).signed_att());
    };
    let over = refusal(rich, |order| order.amount = limits().payment.checked_add(kip(1)).unwrap());
    assert_eq!(over, RejectReason::OverPaymentLimit);

    let mut accounts = accounts();
    rich(&mut accounts);
    let pay = |id, amount, at: Timestamp| {
        let order = ann.pays(id, Person::new(2).account, amount);
        ann.instructs(PaymentOrder { expires_at: at.shifted(1), created_at: at.shifted(-1), ..order })
    };
    let midnight: Timestamp = "2026-11-24T17:00:00Z".parse().unwrap();
    let evening = midnight.shifted(-1);
    let day =
        [pay(1, kip(5_000_000), evening), pay(2, kip(5_000_000), evening), pay(3, kip(2_000_000), evening)];
    for decision in settle_at(&mut accounts, &day, evening) {
        assert!(matches!(decision, Decision::Move(_)), "{decision:?}");
    }
    let one_more = [pay(4, Amount::from_att(1).unwrap(), evening)];
    assert_eq!(
        settle_at(&mut accounts, &one_more, evening),
        [Decision::Reject(RejectReason::OverDailyLimit)]
    );
    let tomorrow = [pay(5, kip(5_000_000), midnight)];
    assert!(matches!(settle_at(&mut accounts, &tomorrow, midnight)[0], Decision::Move(_)));
    assert_eq!(accounts.accounts[&ann.account].spent.on_day_of(midnight), kip(5_000_000));
}

#[test]
fn a_redemption_is_not_spending() {
    let ann = Person::new(1);
    let mut accounts = accounts();
    accounts.accounts.get_mut(&ann.account).unwrap().balance =
        Balance::from_att(kip(20_000_000).signed_att());
    let mut order = ann.pays(1, naga(), kip(20_000_000));
    order.kind = OrderKind::Redemption;
    assert!(matches!(settle_one(&mut accounts, ann.instructs(order)), Decision::Move(_)));
    assert_eq!(accounts.accounts[&ann.account].spent.on_day_of(noon()), Amount::ZERO);
}

#[test]
fn a_request_is_paid_once_as_it_was_asked_and_in_time() {
    let (ann, ben) = (Person::new(1), Person::new(2));
    let asks = |amount, expires_at| {
        let payee = Person::new(2).account;
        move |accounts: &mut Accounts| {
            let request = Request { payee, amount, expires_at, paid: false };
            accounts.requests.insert(request_id(1), request);
        }
    };
    let answer = |order: &mut PaymentOrder| order.request = Some(request_id(1));
    assert_eq!(refusal(nothing, answer), RejectReason::RequestUnknown);
    assert_eq!(refusal(asks(kip(11), noon()), answer), RejectReason::RequestMismatch);
    assert_eq!(
        refusal(asks(kip(10), noon()), |order| {
            answer(order);
            order.payee = Person::new(3).account;
        }),
        RejectReason::RequestMismatch
    );
    assert_eq!(refusal(asks(kip(10), noon().shifted(-1)), answer), RejectReason::RequestExpired);

    let mut accounts = accounts();
    asks(kip(10), noon())(&mut accounts);
    let pay = |person: &Person, id| {
        let mut order = person.pays(id, ben.account, kip(10));
        answer(&mut order);
        person.instructs(order)
    };
    // Two who scan the same code: one pays, in one batch or in two.
    let both = [pay(&ann, 1), pay(&Person::new(3), 2)];
    let decisions = settle_at(&mut accounts, &both, noon());
    assert!(matches!(decisions[0], Decision::Move(_)));
    assert_eq!(decisions[1], Decision::Reject(RejectReason::RequestPaid));
    assert_eq!(settle_one(&mut accounts, pay(&ann, 3)), Decision::Reject(RejectReason::RequestPaid));
    assert_eq!(att(&accounts, ben.account), 101_000);
}

#[test]
fn a_request_that_was_not_paid_because_the_payer_has_too_little_stays_open() {
    let (ann, ben) = (Person::new(1), Person::new(2));
    let mut accounts = accounts();
    let request = Request { payee: ben.account, amount: kip(2000), expires_at: noon(), paid: false };
    accounts.requests.insert(request_id(1), request);
    let mut order = ann.pays(1, ben.account, kip(2000));
    order.request = Some(request_id(1));
    assert_eq!(
        settle_one(&mut accounts, ann.instructs(order)),
        Decision::Reject(RejectReason::InsufficientFunds)
    );
    assert!(!accounts.requests[&request_id(1)].paid);
}

#[test]
fn the_same_order_again_gets_its_first_outcome_and_another_with_its_id_is_refused() {
    let (ann, ben) = (Person::new(1), Person::new(2));
    let order = ann.pays(1, ben.account, kip(600));
    let other = ann.pays(1, ben.account, kip(1));
    let broke = ann.pays(2, ben.account, kip(600));
    let batch = [order.clone(), order.clone(), other, broke.clone(), broke].map(|order| ann.instructs(order));
    let mut accounts = accounts();
    let decisions = settle_at(&mut accounts, &batch, noon());
    assert!(matches!(decisions[0], Decision::Move(_)));
    assert_eq!(decisions[1], Decision::RepeatOf(0));
    assert_eq!(decisions[2], Decision::IdReused);
    assert_eq!(decisions[3], Decision::Reject(RejectReason::InsufficientFunds));
    assert_eq!(decisions[4], Decision::RepeatOf(3));
    assert_eq!(att(&accounts, ben.account), 160_000);
}

#[test]
fn an_order_of_an_earlier_batch_gets_its_outcome_even_when_it_is_past_its_time() {
    let (ann, ben) = (Person::new(1), Person::new(2));
    let instruction = ann.instructs(ann.pays(1, ben.account, kip(600)));
    let outcome = Outcome::Settled(Settled { leaf_index: 7, settled_at: noon(), receipt: Some(vec![1]) });
    let mut accounts = accounts();
    let decision = SeenDecision::Earlier(outcome.clone());
    accounts.seen.insert(order_id(1), Seen { digest: instruction.digest(), decision });
    let later = noon().shifted(3_600_000_000);
    assert_eq!(settle_at(&mut accounts, &[instruction], later), [Decision::Repeat(outcome)]);
    assert_eq!(att(&accounts, ben.account), 100_000);
}

#[test]
fn a_frozen_wallet_is_not_topped_up_and_its_owner_is_told_why() {
    let ann = Person::new(1).account;
    let mut accounts = accounts();
    accounts.accounts.get_mut(&ann).unwrap().status = AccountStatus::Frozen;
    let top_up =
        |participant| Instruction::TopUp { id: order_id(1), participant, wallet: ann, amount: kip(1) };
    let decision = settle_one(&mut accounts.clone(), top_up(naga()));
    assert_eq!(decision, Decision::Reject(RejectReason::AccountFrozen));
    // Another's customer: that it is frozen is not his to know.
    let decision = settle_one(&mut accounts, top_up(vault()));
    assert_eq!(decision, Decision::Reject(RejectReason::PayeeCannotReceive));
}

#[test]
fn operations_of_the_bank_keep_the_same_rules() {
    let ann = Person::new(1).account;
    let mut accounts = accounts();
    let id = order_id;
    let mut settle = |instruction| settle_one(&mut accounts, instruction);
    let reject = Decision::Reject;
    let too_much = kip(5001);
    let top_up = |number, participant, wallet, amount| Instruction::TopUp {
        id: id(number),
        participant,
        wallet,
        amount,
    };
    assert_eq!(settle(top_up(1, naga(), ann, too_much)), reject(RejectReason::InsufficientFunds));
    assert_eq!(settle(top_up(2, vault(), ann, kip(1))), reject(RejectReason::PayeeCannotReceive));
    assert_eq!(settle(top_up(3, ann, ann, kip(1))), reject(RejectReason::SelfPayment));
    assert_eq!(settle(top_up(4, naga(), ann, Amount::ZERO)), reject(RejectReason::ZeroAmount));
    assert_eq!(settle(top_up(5, Person::new(2).account, ann, kip(1))), reject(RejectReason::PayerBlocked));
    assert!(matches!(settle(top_up(6, naga(), ann, kip(5000))), Decision::Move(_)));
    let burn = Instruction::Burn { id: id(7), participant: vault(), amount: kip(2001) };
    assert_eq!(settle(burn), reject(RejectReason::InsufficientFunds));
    let burn = Instruction::Burn { id: id(8), participant: vault(), amount: kip(2000) };
    assert!(matches!(settle(burn), Decision::Move(_)));
    let burn = Instruction::Burn { id: id(9), participant: ann, amount: kip(1) };
    assert_eq!(settle(burn), reject(RejectReason::PayerBlocked));
    let mint = Instruction::Mint { id: id(10), participant: ann, amount: kip(1) };
    assert_eq!(settle(mint), reject(RejectReason::PayeeCannotReceive));
    let mint = Instruction::Mint { id: id(11), participant: vault(), amount: Amount::MAX };
    assert_eq!(settle(mint), reject(RejectReason::BalanceOverflow));
    assert_eq!(accounts.totals, Totals { minted: kip(10_000), burned: kip(2000) });
    assert_eq!(att(&accounts, AccountId::issuance()), -800_000);
}

/// Anything at all that somebody may ask of a ledger with three people.
fn any_instruction() -> impl Strategy<Value = Instruction> {
    let accounts = [
        AccountId::issuance(),
        vault(),
        naga(),
        Person::new(1).account,
        Person::new(2).account,
        Person::new(3).account,
        Person::new(9).account,
    ];
    let amount = prop_oneof![
        4 => (1..200_000u64).prop_map(|att| Amount::from_att(att).unwrap()),
        1 => Just(Amount::ZERO),
        1 => Just(Amount::MAX),
    ];
    let parties = (proptest::sample::select(accounts.to_vec()), proptest::sample::select(accounts.to_vec()));
    (0..12u64, amount, parties, 0..8u8, 1..=3u8, -2..3i64, proptest::option::of(1..3u8)).prop_map(
        |(id, amount, (a, b), what, who, age, request)| match what {
            0 => Instruction::Mint { id: order_id(id), participant: a, amount },
            1 => Instruction::Burn { id: order_id(id), participant: a, amount },
            2 => Instruction::TopUp { id: order_id(id), participant: a, wallet: b, amount },
            3 => Instruction::Purchase { id: order_id(id), vault: a, participant: b, amount },
            _ => {
                let person = Person::new(who);
                let payee = if b == person.account { vault() } else { b };
                let amount = if amount.is_zero() { kip(1) } else { amount };
                let kind = if what == 4 { OrderKind::Redemption } else { OrderKind::Payment };
                let request = request.map(request_id);
                let created_at = noon().shifted(-10);
                let expires_at = noon().shifted(age);
                let order = person.pays(id, payee, amount);
                person.instructs(PaymentOrder { kind, request, created_at, expires_at, ..order })
            }
        },
    )
}

fn with_requests() -> Accounts {
    let mut accounts = accounts();
    for (number, who) in [(1, 1), (2, 2)] {
        let payee = Person::new(who).account;
        let request = Request { payee, amount: kip(1), expires_at: noon(), paid: false };
        accounts.requests.insert(request_id(number), request);
    }
    accounts
}

proptest! {
    #[test]
    fn no_batch_makes_or_loses_money(batch in proptest::collection::vec(any_instruction(), 0..40)) {
        let mut accounts = with_requests();
        let decisions = settle_at(&mut accounts, &batch, noon());
        prop_assert_eq!(decisions.len(), batch.len());
        let sum: i128 = accounts.accounts.values().map(|account| i128::from(account.balance.att())).sum();
        prop_assert_eq!(sum, 0);
        for (id, account) in &accounts.accounts {
            prop_assert!(account.balance.att() >= 0 || *id == AccountId::issuance(), "{} is negative", id);
        }
        let supply = accounts.totals.minted.checked_sub(accounts.totals.burned).unwrap();
        prop_assert_eq!(att(&accounts, AccountId::issuance()), -supply.signed_att());
        let moves = decisions.iter().filter(|decision| matches!(decision, Decision::Move(_))).count() as u64;
        let entries: u64 = accounts.accounts.values().map(|account| account.seq).sum();
        prop_assert_eq!(entries, moves * 2);
    }

    #[test]
    fn where_a_batch_ends_changes_nothing(
        batch in proptest::collection::vec(any_instruction(), 0..30),
        cut in 0..30usize,
    ) {
        let cut = cut.min(batch.len());
        let mut whole = with_requests();
        settle_at(&mut whole, &batch, noon());
        let mut parts = with_requests();
        settle_at(&mut parts, &batch[..cut], noon());
        settle_at(&mut parts, &batch[cut..], noon());
        prop_assert_eq!(whole.accounts, parts.accounts);
        prop_assert_eq!(whole.requests, parts.requests);
        prop_assert_eq!(whole.totals, parts.totals);
    }

    #[test]
    fn a_batch_that_comes_twice_moves_money_once(batch in proptest::collection::vec(any_instruction(), 0..30)) {
        let mut accounts = with_requests();
        settle_at(&mut accounts, &batch, noon());
        let after_once = accounts.clone();
        for decision in settle_at(&mut accounts, &batch, noon()) {
            prop_assert!(matches!(decision, Decision::RepeatOf(_) | Decision::IdReused), "{:?}", decision);
        }
        prop_assert_eq!(accounts.accounts, after_once.accounts);
    }
}
