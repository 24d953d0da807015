//! The main job, end to end: issue, exchange, scan, pay, settle, prove; and a phone that is lost.

#![allow(clippy::unwrap_used)] // helpers: a failure in them is a failed test

use std::time::Duration;

use bank_api::{
    id::RequestId,
    log::entry::{Direction, EntryKind},
    message::{payment::RequestStatus, wallet::HolderKind},
    problem::RejectReason,
};
use dlak_cli::supply;
use system_tests::{
    Person, World, kip, pin,
    till::scan,
    world::{ISSUED, reason},
};
use tokio::time::timeout;
use wallet_core::{CodeKind, Event, Events, PayeeWarning, PaymentState, ProvenReceipt, TopUpState, Wallet};

const PATIENCE: Duration = Duration::from_secs(30);

/// Waits until the wallet says that the request is paid. Gives the payer's name.
async fn told(events: &mut Events, paid: RequestId) -> String {
    let heard = async {
        loop {
            match events.next().await {
                Some(Event::Received { request, from, .. }) if request == Some(paid) => return from,
                Some(_) => {}
                None => panic!("the wallet is gone"),
            }
        }
    };
    timeout(PATIENCE, heard).await.expect("nobody told the merchant")
}

#[tokio::test]
async fn a_scanned_payment_is_settled_proven_and_told_to_the_merchant() {
    let world = World::open().await;
    let (khamla, cafe) = (world.citizen("Khamla", 100_000).await, world.merchant("Han Kafe").await);
    let request = cafe.wallet.request(kip(15_000), Some("coffee"), Duration::from_mins(10)).await.unwrap();
    let mut events = cafe.wallet.events();
    let follower = cafe.wallet.clone();
    let following = tokio::spawn(async move { follower.run().await });

    let seen = scan(&request.code);
    assert_eq!(seen.kind, CodeKind::Dlak);
    let preview = khamla.wallet.prepare(&seen.text, None, None).await.unwrap();
    assert_eq!((preview.payee().name.as_str(), preview.payee().kind), ("Han Kafe", HolderKind::Merchant));
    assert_eq!((preview.amount(), preview.fee(), preview.memo()), (kip(15_000), kip(0), Some("coffee")));
    assert_eq!(preview.warnings(), [PayeeWarning::FirstPayment]);
    assert_eq!(khamla.wallet.balance().await.unwrap().available, kip(100_000), "looking costs nothing");
    let payment = khamla.wallet.confirm(preview).await.unwrap();

    assert_eq!(payment.state, PaymentState::Settled);
    assert_eq!(khamla.wallet.balance().await.unwrap().available, kip(85_000), "before any sync");
    assert_eq!(told(&mut events, request.id).await, "Khamla");
    assert_eq!(cafe.wallet.balance().await.unwrap().settled, kip(15_000));
    assert_eq!(cafe.wallet.request_status(request.id).await.unwrap(), RequestStatus::Paid);
    khamla.assert_paid(payment.order_id).await;
    following.abort();
    world.assert_sound([&khamla, &cafe]).await;
}

#[tokio::test]
async fn a_sticker_is_paid_with_what_the_payer_types_from_person_to_person() {
    let world = World::open().await;
    let (khamla, noy) = (world.citizen("Khamla", 100_000).await, world.citizen("ນ້ອຍ ວົງສາ", 0).await);
    let code = scan(&noy.sticker().await).text;
    assert_eq!(khamla.wallet.prepare(&code, None, None).await.unwrap_err().code(), "amount-missing");

    let preview = khamla.wallet.prepare(&code, Some(kip(20_000)), Some("ຂອບໃຈ")).await.unwrap();
    assert_eq!((preview.payee().name.as_str(), preview.payee().kind), ("ນ້ອຍ ວົງສາ", HolderKind::Person));
    let payment = khamla.wallet.confirm(preview.clone()).await.unwrap();
    assert_eq!(payment.state, PaymentState::Settled);
    // Yes twice for one preview is one payment; a new preview is another.
    assert_eq!(khamla.wallet.confirm(preview).await.unwrap(), payment);
    let second = khamla.pay(&code, Some(kip(1_000))).await.unwrap();
    assert_ne!(second.order_id, payment.order_id);

    assert_eq!(noy.synced().await, kip(21_000));
    let newest = &noy.wallet.history(None, 10).await.unwrap()[1];
    assert_eq!((newest.memo.as_deref(), newest.counterparty_name.as_str()), (Some("ຂອບໃຈ"), "Khamla"));
    // And back again, with an amount in the code.
    let code = khamla.wallet.static_code(Some(kip(500))).await.unwrap();
    assert_eq!(noy.pay(&code, None).await.unwrap().state, PaymentState::Settled);
    world.assert_sound([&khamla, &noy]).await;
}

#[tokio::test]
async fn the_history_comes_in_pages_and_adds_up() {
    let world = World::open().await;
    let (khamla, cafe) = (world.citizen("Khamla", 10_000).await, world.merchant("Han Kafe").await);
    let code = cafe.sticker().await;
    for amount in 1..=6 {
        khamla.pay(&code, Some(kip(amount))).await.unwrap();
    }
    khamla.synced().await;
    let mut seen = Vec::new();
    loop {
        let page = khamla.wallet.history(seen.last().copied(), 3).await.unwrap();
        seen.extend(page.iter().map(|item| item.seq));
        for pair in page.windows(2) {
            assert_eq!(pair[0].balance_after.checked_add(pair[0].amount), Some(pair[1].balance_after));
        }
        if page.len() < 3 {
            break;
        }
    }
    assert_eq!(seen, [7, 6, 5, 4, 3, 2, 1]);
    let first = khamla.wallet.history(Some(2), 1).await.unwrap().remove(0);
    assert_eq!((first.kind, first.direction), (EntryKind::TopUp, Direction::Credit));
    world.assert_sound([&khamla, &cafe]).await;
}

#[tokio::test]
async fn a_redemption_is_credited_to_the_bank_account_once() {
    let world = World::open().await;
    let khamla = world.citizen("Khamla", 50_000).await;
    assert_eq!(world.fiat(&khamla).await, kip(0));
    let redemption = khamla.wallet.redeem(kip(30_000)).await.unwrap();
    assert_eq!(redemption.state, PaymentState::Settled);

    khamla.paid_out(redemption.order_id).await;
    assert_eq!(world.fiat(&khamla).await, kip(30_000));
    khamla.assert_paid(redemption.order_id).await;
    // The fiat money buys digital kip again.
    assert_eq!(khamla.wallet.top_up(kip(30_000)).await.unwrap().state, TopUpState::Done);
    assert_eq!(khamla.synced().await, kip(50_000));
    let too_much = khamla.wallet.top_up(kip(1)).await.unwrap();
    assert_eq!(too_much.state, TopUpState::Rejected(RejectReason::InsufficientFiat));
    world.assert_sound([&khamla]).await;
}

#[tokio::test]
async fn a_receipt_convinces_whoever_has_the_keys_and_an_altered_one_nobody() {
    let world = World::open().await;
    let (khamla, cafe) = (world.citizen("Khamla", 10_000).await, world.merchant("Han Kafe").await);
    let paid = khamla.pay(&cafe.sticker().await, Some(kip(1_234))).await.unwrap();
    let text = khamla.wallet.receipt(paid.order_id).await.unwrap().to_string();
    let trust = khamla.wallet.trust().clone();
    assert_eq!(cafe.wallet.trust(), &trust);

    let proven = ProvenReceipt::verify(&text, &trust).unwrap();
    assert_eq!(
        (proven.receipt().payer, proven.receipt().payee),
        (khamla.wallet.account(), cafe.wallet.account())
    );
    assert_eq!(proven.receipt().amount, kip(1_234));
    for at in (0..text.len()).filter(|at| text.as_bytes()[*at].is_ascii_alphanumeric()) {
        let mut altered = text.clone();
        let other = if &text[at..=at] == "A" { "B" } else { "A" };
        altered.replace_range(at..=at, other);
        // Base64 ignores nothing: each character of it is covered by a signature or a hash, or is a place in the tree.
        assert!(ProvenReceipt::verify(&altered, &trust).is_err(), "at {at}");
    }
    // The proof is kept: the receipt can be shown when the bank is gone.
    let mut world = world;
    world.stop_bank().await;
    assert_eq!(khamla.wallet.receipt(paid.order_id).await.unwrap().to_string(), text);
}

#[tokio::test]
async fn anybody_recomputes_the_supply_from_the_log() {
    let world = World::open().await;
    let (bank, central_bank) = (world.bank(), world.central_bank());
    let khamla = world.citizen("Khamla", 10_000).await;
    let new_id = || central_bank.new_id().unwrap();
    central_bank.mint(new_id(), bank.vault().clone(), kip(700)).await.unwrap();
    let more = supply::prove(&world.client(), Some(khamla.wallet.trust().clone())).await.unwrap();
    assert_eq!((more.outstanding, more.minted, more.burned), (kip(ISSUED + 700), kip(ISSUED + 700), kip(0)));

    let burn = new_id();
    for _ in 0..2 {
        // The same id again burns nothing more.
        central_bank.burn(burn, bank.vault().clone(), kip(700)).await.unwrap();
    }
    let less = supply::prove(&world.client(), None).await.unwrap();
    assert_eq!((less.outstanding, less.minted, less.burned), (kip(ISSUED), kip(ISSUED + 700), kip(700)));
    assert_eq!(less.tree_size, more.tree_size + 1);
    world.assert_sound([&khamla]).await;
}

#[tokio::test]
async fn a_lost_phone_costs_nothing_but_the_phone() {
    let world = World::open().await;
    let (khamla, cafe) = (world.citizen("Khamla", 100_000).await, world.merchant("Han Kafe").await);
    let code = cafe.sticker().await;
    khamla.pay(&code, Some(kip(3_000))).await.unwrap();
    khamla.synced().await;

    let words = khamla.wallet.words(pin()).await.unwrap();
    let phone = world.phone("new phone");
    let wallet = Wallet::restore(phone.parts(), words, pin(), "new phone", None).await.unwrap();
    let found = Person { name: "Khamla".to_owned(), customer: khamla.customer, phone, wallet };
    assert_eq!(found.wallet.account(), khamla.wallet.account());
    assert_eq!(found.synced().await, kip(97_000));
    assert_eq!(found.wallet.history(None, 10).await.unwrap(), khamla.wallet.history(None, 10).await.unwrap());

    // Both work, and see what the other does.
    assert_eq!(found.pay(&code, Some(kip(7_000))).await.unwrap().state, PaymentState::Settled);
    let old = khamla.wallet.prepare(&code, Some(kip(5_000)), None).await.unwrap();
    assert_eq!(old.available(), kip(90_000));
    let waiting = khamla.wallet.prepare(&code, Some(kip(1_000)), None).await.unwrap();
    assert_eq!(khamla.wallet.confirm(old).await.unwrap().state, PaymentState::Settled);
    assert_eq!(found.synced().await, kip(85_000));

    // The old one is lost: whoever has it, even unlocked, can neither pay nor look.
    let devices = found.wallet.revoke_device(khamla.wallet.device(), pin()).await.unwrap();
    assert_eq!(devices.iter().map(|device| device.revoked_at.is_some()).collect::<Vec<_>>(), [true, false]);
    let refused = khamla.wallet.confirm(waiting).await.unwrap();
    assert_eq!(reason(&refused), Some(RejectReason::DeviceRevoked));
    for refused in [
        khamla.wallet.sync().await.map(|_| ()),
        khamla.wallet.refresh_account().await.map(|_| ()),
        khamla.wallet.prepare(&code, Some(kip(1)), None).await.map(|_| ()),
        khamla.wallet.redeem(kip(1)).await.map(|_| ()),
        khamla.wallet.request(kip(1), None, Duration::from_mins(1)).await.map(|_| ()),
        khamla.wallet.devices().await.map(|_| ()),
        khamla.wallet.top_up(kip(1)).await.map(|_| ()),
    ] {
        assert_eq!(refused.unwrap_err().code(), "device-revoked");
    }
    found.pay(&code, Some(kip(100))).await.unwrap();
    assert_eq!(cafe.synced().await, kip(15_100));
    world.assert_sound([&found, &cafe]).await;
}

#[tokio::test]
async fn two_phones_of_one_wallet_do_not_spend_its_money_twice() {
    let world = World::open().await;
    let (khamla, cafe) = (world.citizen("Khamla", 10_000).await, world.merchant("Han Kafe").await);
    let words = khamla.wallet.words(pin()).await.unwrap();
    let phone = world.phone("second phone");
    let second = Wallet::restore(phone.parts(), words, pin(), "second phone", None).await.unwrap();
    second.sync().await.unwrap();
    let code = cafe.sticker().await;
    let (first, other) = (
        khamla.wallet.prepare(&code, Some(kip(7_000)), None).await.unwrap(),
        second.prepare(&code, Some(kip(7_000)), None).await.unwrap(),
    );
    let (first, other) = tokio::join!(khamla.wallet.confirm(first), second.confirm(other));
    let (paid, refused) = match (first.unwrap(), other.unwrap()) {
        (first, other) if first.state == PaymentState::Settled => (first, other),
        (first, other) => (other, first),
    };
    assert_eq!(paid.state, PaymentState::Settled);
    assert_eq!(reason(&refused), Some(RejectReason::InsufficientFunds));
    assert_eq!(second.sync().await.unwrap().balance, kip(3_000));
    assert_eq!(second.balance().await.unwrap().available, kip(3_000));
    assert_eq!(cafe.synced().await, kip(7_000));
    world.assert_sound([&khamla, &cafe]).await;
}

#[tokio::test]
async fn everything_is_there_after_bank_and_app_were_closed() {
    let mut world = World::open().await;
    let (khamla, cafe) = (world.citizen("Khamla", 100_000).await, world.merchant("Han Kafe").await);
    let request = cafe.wallet.request(kip(100), None, Duration::from_mins(10)).await.unwrap();
    let paid = khamla.pay(&cafe.sticker().await, Some(kip(900))).await.unwrap();
    world.stop_bank().await;
    let (khamla, cafe) = (khamla.restart().await, cafe.restart().await);
    assert_eq!(khamla.wallet.balance().await.unwrap().available, kip(99_100), "without the bank");
    world.start_bank().await;

    khamla.assert_paid(paid.order_id).await;
    assert_eq!(khamla.pay(&request.code, None).await.unwrap().state, PaymentState::Settled);
    assert_eq!(cafe.synced().await, kip(1_000));
    world.assert_sound([&khamla, &cafe]).await;
}
