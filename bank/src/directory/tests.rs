use std::sync::Arc;

use bank_api::{
    id::AccountId,
    message::{
        payment::{CreatePaymentRequest, RequestStatus},
        wallet::{AccountStatus, HolderKind},
    },
    time::Timestamp,
};

use super::*;
use crate::{
    store::{MemoryDatabase, StoreError, Transaction},
    testing::*,
};

async fn world() -> World {
    World::open(Arc::new(MemoryDatabase::new())).await
}

/// Runs `job` in one write.
async fn write<T: Send + 'static>(
    world: &World,
    job: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
) -> T {
    world.database.write(job).await.unwrap()
}

fn customer(kind: HolderKind) -> NewWallet {
    NewWallet { name: "ນາງ ແກ້ວ".to_owned(), kind, participant: naga_id() }
}

#[tokio::test]
async fn a_wallet_is_opened_once_however_often_it_is_asked_for() {
    let world = world().await;
    let ann = Person::new(1);
    for expected in [WalletAdded::New(ann.account), WalletAdded::Already(ann.account)] {
        let authorisation = ann.authorisation();
        let added = write(&world, move |tx| {
            insert_wallet(tx, &authorisation, &customer(HolderKind::Merchant), noon())
        });
        assert_eq!(added.await, expected);
    }
    let account = ann.account;
    let info = write(&world, move |tx| account_info(tx, account, limits(), noon())).await.unwrap();
    assert_eq!((info.name.as_str(), info.kind), ("ນາງ ແກ້ວ", HolderKind::Merchant));
    assert_eq!((info.participant, info.participant_account), (naga_id(), naga()));
    assert_eq!((info.seq, info.status), (0, AccountStatus::Active));
    let payee = write(&world, move |tx| payee(tx, account)).await.unwrap();
    assert!(payee.may_receive);
}

#[tokio::test]
async fn only_customers_of_a_commercial_bank_get_a_wallet() {
    let world = world().await;
    let ann = Person::new(1);
    for wallet in [
        NewWallet { participant: "NOBANK".parse().unwrap(), ..customer(HolderKind::Person) },
        customer(HolderKind::Participant),
    ] {
        let authorisation = ann.authorisation();
        let added = write(&world, move |tx| insert_wallet(tx, &authorisation, &wallet, noon()));
        assert_eq!(added.await, WalletAdded::NotACustomer);
    }
    let account = ann.account;
    assert!(write(&world, move |tx| account_info(tx, account, limits(), noon())).await.is_none());
}

#[tokio::test]
async fn a_device_of_another_wallet_opens_none() {
    let world = world().await;
    let (ann, thief) = (Person::new(1), Person::new(2));
    world.register(&ann).await;
    let authorisation = thief.authorises_keys_of(&ann);
    let added =
        write(&world, move |tx| insert_wallet(tx, &authorisation, &customer(HolderKind::Person), noon()));
    assert_eq!(added.await, WalletAdded::DeviceRefused);
    let account = thief.account;
    assert!(write(&world, move |tx| payee(tx, account)).await.is_none(), "nothing was left");
}

#[tokio::test]
async fn a_second_device_acts_for_the_wallet_until_its_owner_revokes_it() {
    let world = world().await;
    let ann = Person::new(1);
    world.register(&ann).await;
    let tablet = ann.another_device(7);
    for expected in [DeviceAdded::New, DeviceAdded::Already] {
        let authorisation = tablet.authorisation();
        let added = write(&world, move |tx| insert_device(tx, &authorisation, noon()));
        assert_eq!(added.await, expected);
    }
    let device = tablet.authorisation().body().device();
    let found = write(&world, move |tx| device_by_key(tx, device)).await.unwrap();
    assert_eq!((found.account, found.revoked_at), (ann.account, None));
    for expected in [DeviceRevoked::Now, DeviceRevoked::Already] {
        let revocation = tablet.revocation();
        let revoked = write(&world, move |tx| revoke_device(tx, &revocation, noon()));
        assert_eq!(revoked.await, expected);
    }
    let authorisation = tablet.authorisation();
    let again = write(&world, move |tx| insert_device(tx, &authorisation, noon()));
    assert_eq!(again.await, DeviceAdded::Revoked, "revoked is for ever");
    let account = ann.account;
    let all = write(&world, move |tx| devices(tx, account)).await;
    assert_eq!(all.iter().map(|device| device.revoked_at.is_some()).collect::<Vec<_>>(), [false, true]);
}

#[tokio::test]
async fn nobody_else_revokes_a_device() {
    let world = world().await;
    let (ann, thief) = (Person::new(1), Person::new(2));
    world.register(&ann).await;
    world.register(&thief).await;
    let revocation = thief.revokes_device_of(&ann);
    let revoked = write(&world, move |tx| revoke_device(tx, &revocation, noon()));
    assert_eq!(revoked.await, DeviceRevoked::NoSuchDevice);
    let authorisation = Person::new(3).authorisation();
    let added = write(&world, move |tx| insert_device(tx, &authorisation, noon()));
    assert_eq!(added.await, DeviceAdded::NoWallet);
}

#[tokio::test]
async fn commercial_banks_are_payees_that_only_redemptions_pay() {
    let world = world().await;
    let bank = write(&world, |tx| payee(tx, naga())).await.unwrap();
    assert_eq!(
        (bank.name.as_str(), bank.kind, bank.may_receive),
        ("Naga Bank", HolderKind::Participant, false)
    );
    assert!(write(&world, |tx| payee(tx, AccountId::issuance())).await.is_none());
    write(&world, |tx| insert_participant(tx, &naga_id(), "Naga Bank, Vientiane")).await;
    let all = write(&world, participants).await;
    assert_eq!(
        all.iter().map(|bank| bank.name.as_str()).collect::<Vec<_>>(),
        ["Bank of the Lao PDR", "Naga Bank, Vientiane"]
    );
}

#[tokio::test]
async fn a_payment_request_is_kept_once_and_expires() {
    let world = world().await;
    let ann = Person::new(1);
    world.register(&ann).await;
    let account = ann.account;
    let minute: Timestamp = noon().shifted(60_000_000);
    let wish = CreatePaymentRequest { amount: kip(5), memo: Some("tea".to_owned()), expires_at: minute };
    let create = |id: u8, payee: AccountId, wish: CreatePaymentRequest| {
        write(&world, move |tx| create_request(tx, request_id(id), payee, &wish, noon()))
    };
    let RequestCreated::New(info) = create(1, account, wish.clone()).await else { panic!("not new") };
    assert_eq!((info.amount, info.status, info.payee.account), (kip(5), RequestStatus::Open, account));
    assert_eq!(create(1, account, wish.clone()).await, RequestCreated::Already(info));
    let other = CreatePaymentRequest { amount: kip(6), ..wish.clone() };
    assert_eq!(create(1, account, other).await, RequestCreated::IdReused);
    assert_eq!(create(2, naga(), wish.clone()).await, RequestCreated::NoWallet);
    let month = noon().shifted(31 * 86_400_000_000);
    for bad in [
        CreatePaymentRequest { amount: kip(0), ..wish.clone() },
        CreatePaymentRequest { memo: Some("x".repeat(141)), ..wish.clone() },
        CreatePaymentRequest { memo: Some(String::new()), ..wish.clone() },
        CreatePaymentRequest { memo: Some("a\u{1b}[2Jb".to_owned()), ..wish.clone() },
        CreatePaymentRequest { memo: Some("a\u{202e}b".to_owned()), ..wish.clone() },
        CreatePaymentRequest { expires_at: noon(), ..wish.clone() },
        CreatePaymentRequest { expires_at: month.shifted(1), ..wish.clone() },
    ] {
        assert!(matches!(create(3, account, bad).await, RequestCreated::Invalid(_)));
    }
    let longest = CreatePaymentRequest { expires_at: month, memo: None, ..wish };
    assert!(matches!(create(4, account, longest).await, RequestCreated::New(_)));
    let at = |now| write(&world, move |tx| find_request(tx, request_id(1), now));
    assert_eq!(at(minute).await.unwrap().status, RequestStatus::Open, "the last instant is in time");
    assert_eq!(at(minute.shifted(1)).await.unwrap().status, RequestStatus::Expired);
    assert!(write(&world, |tx| find_request(tx, request_id(9), noon())).await.is_none());
}
