use std::{fs, sync::Arc};

use bank_api::{env::TokioBlocking, time::Timestamp};
use rusqlite::Connection;

use super::*;
use crate::{
    FolderFiles, KeysError, OpenedFiles, Pin, Purpose, StoreError, WalletError, WalletFiles, Words,
    testing::{Fault, Phone, TestBank, World, kip, pin},
};

fn other_pin() -> Pin {
    Pin::new("314159".to_owned()).unwrap()
}

/// A phone whose wallet is in a real folder.
struct OnDisk {
    folder: tempfile::TempDir,
    phone: Phone,
}

impl OnDisk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), phone: Phone::new(&TestBank::new()) }
    }

    fn parts(&self) -> WalletParts {
        let files = Arc::new(FolderFiles::new(self.folder.path().join("wallet")));
        let parts = self.phone.parts();
        // Jobs on threads of their own, as on a real phone: a call that is dropped leaves its job running.
        let env = Env { blocking: Arc::new(TokioBlocking), ..parts.env };
        WalletParts { env, files, ..parts }
    }

    fn database(&self) -> std::path::PathBuf {
        self.folder.path().join("wallet/wallet.db")
    }

    async fn create(&self) -> Result<Wallet, WalletError> {
        Wallet::create(self.parts(), pin(), "phone", None).await.map(|(wallet, _)| wallet)
    }

    async fn open_error(&self) -> WalletError {
        Wallet::open(self.parts()).await.unwrap_err()
    }
}

/// Compiles, which is all there is to show.
#[allow(dead_code)]
fn a_wallet_and_its_futures_may_go_to_any_thread(wallet: &'static Wallet, preview: crate::Preview) {
    fn shared<T: Send + Sync + Clone>(_: &T) {}
    fn sent<T: Send>(_: T) {}
    shared(wallet);
    sent(wallet.run());
    sent(wallet.confirm(preview));
    sent(wallet.prepare("", None, None));
    sent(wallet.sync());
    sent(wallet.resume());
}

#[tokio::test]
async fn a_wallet_is_the_same_one_when_it_is_opened_again() {
    let disk = OnDisk::new();
    let wallet = disk.create().await.unwrap();
    assert!(!wallet.is_locked());
    wallet.register("Noy").await.unwrap();
    let (account, device) = (wallet.account(), wallet.device());
    drop(wallet);
    let wallet = Wallet::open(disk.parts()).await.unwrap();
    assert_eq!((wallet.account(), wallet.device(), wallet.is_locked()), (account, device, true));
    assert!(wallet.is_registered().await.unwrap());
    assert_eq!(wallet.profile().await.unwrap().unwrap().name, "Noy");
    assert_eq!(format!("{wallet:?}"), format!("Wallet {{ account: {account:?}, .. }}"));
}

#[tokio::test]
async fn the_words_are_the_wallet_and_the_pin_opens_them() {
    let phone = Phone::new(&TestBank::new());
    let (wallet, words) = phone.wallet("Noy").await;
    assert_eq!(*wallet.words(pin()).await.unwrap().words(), *words.words());
    assert_eq!(AccountId::of_wallet(&words.root_key().public()), wallet.account());
    wallet.change_pin(pin(), other_pin()).await.unwrap();
    assert_eq!(wallet.unlock(pin()).await.unwrap_err().code(), "wrong-pin");
    assert_eq!(*wallet.words(other_pin()).await.unwrap().words(), *words.words());
}

#[tokio::test]
async fn wrong_pins_cost_time_also_after_a_restart() {
    let phone = Phone::new(&TestBank::new());
    let (mut wallet, _) = phone.wallet("Noy").await;
    for _ in 0..5 {
        assert_eq!(wallet.unlock(other_pin()).await.unwrap_err().code(), "wrong-pin");
        drop(wallet);
        wallet = phone.reopen().await;
    }
    let error = wallet.unlock(pin()).await.unwrap_err();
    assert!(matches!(error, WalletError::Keys(KeysError::TooManyWrongPins { .. })), "{error}");
    assert!(wallet.is_locked());
    phone.clock.pass(3600);
    wallet.unlock(pin()).await.unwrap();
    wallet.lock();
    assert!(wallet.is_locked());
}

#[tokio::test]
async fn what_is_wrong_with_a_new_wallet_is_said_before_anything_is_made() {
    let phone = Phone::new(&TestBank::new());
    let long = "x".repeat(65);
    let create = async |pin: &str, label: &str| {
        let pin = Pin::new(pin.to_owned()).unwrap();
        Wallet::create(phone.parts(), pin, label, None).await.unwrap_err().code()
    };
    assert_eq!(create("123456", "phone").await, "weak-pin");
    assert_eq!(create("271828", "  ").await, "bad-label");
    assert_eq!(create("271828", "a\u{7}b").await, "bad-label");
    assert_eq!(create("271828", &long).await, "too-long");
    let parts = WalletParts { bank_url: "http://bank.example".to_owned(), ..phone.parts() };
    assert_eq!(Wallet::create(parts, pin(), "phone", None).await.unwrap_err().code(), "bank-address");
    assert_eq!(Wallet::open(phone.parts()).await.unwrap_err().code(), "wallet-not-found");
    phone.wallet("Noy").await;
    assert_eq!(create("271828", "phone").await, "wallet-exists");
}

#[tokio::test]
async fn a_bank_that_is_trusted_before_need_not_be_there_to_make_a_wallet() {
    let bank = TestBank::new();
    let phone = Phone::new(&bank);
    let (wallet, _) = Wallet::create(phone.parts(), pin(), "phone", Some(bank.trust())).await.unwrap();
    assert_eq!((bank.asked("GET"), wallet.trust()), (0, &bank.trust()));
    assert_eq!(wallet.sync().await.unwrap_err().code(), "not-registered");
    assert_eq!(wallet.redeem(kip(1)).await.unwrap_err().code(), "not-registered");
}

#[tokio::test]
async fn a_registration_whose_answer_was_lost_is_gone_on_with() {
    let bank = TestBank::new();
    let phone = Phone::new(&bank);
    let (wallet, _) = Wallet::create(phone.parts(), pin(), "phone", None).await.unwrap();
    assert_eq!(wallet.register("nobody").await.unwrap_err().code(), "enrolment-refused");
    assert_eq!(
        wallet.sync().await.unwrap_err().code(),
        "not-registered",
        "a refused code is not tried again"
    );
    bank.fault("/v1/wallets", Fault::LoseAnswer);
    assert_eq!(wallet.register("Noy").await.unwrap_err().code(), "bank-unreachable");
    drop(wallet);
    let wallet = phone.reopen().await;
    assert!(!wallet.is_registered().await.unwrap());
    wallet.sync().await.unwrap();
    assert!(wallet.is_registered().await.unwrap());
    assert_eq!(wallet.register("Noy again").await.unwrap().name, "Noy");
}

#[tokio::test]
async fn a_restored_wallet_has_its_history_and_the_lost_phone_can_be_revoked() {
    let world = World::new().await;
    world.pay(kip(100)).await.unwrap();
    let words = world.payer.words(pin()).await.unwrap();
    let phone = Phone::new(&world.bank);
    let restored = Wallet::restore(phone.parts(), words, other_pin(), "new phone", None).await.unwrap();
    assert_eq!(restored.account(), world.payer.account());
    restored.sync().await.unwrap();
    assert_eq!(restored.balance().await.unwrap().available, kip(900));
    assert_eq!(restored.history(None, 10).await.unwrap().len(), 2);
    let code = world.payee.static_code(Some(kip(50))).await.unwrap();
    let preview = restored.prepare(&code, None, None).await.unwrap();
    assert!(restored.confirm(preview).await.unwrap().state == crate::PaymentState::Settled);

    let devices = restored.devices().await.unwrap();
    assert_eq!(devices.iter().map(|device| device.label.as_str()).collect::<Vec<_>>(), ["Noy", "new phone"]);
    assert!(
        restored.revoke_device(world.payer.device(), pin()).await.is_err(),
        "that is not this phone's PIN"
    );
    restored.revoke_device(world.payer.device(), other_pin()).await.unwrap();
    assert_eq!(world.payer.sync().await.unwrap_err().code(), "device-revoked");
    restored.sync().await.unwrap();
}

#[tokio::test]
async fn words_that_the_bank_does_not_know_leave_the_place_free() {
    let disk = OnDisk::new();
    let words = || Words::generate(disk.parts().env.rng.as_ref()).unwrap();
    let error = Wallet::restore(disk.parts(), words(), pin(), "phone", None).await.unwrap_err();
    assert_eq!(error.code(), "not-found");
    assert_eq!(disk.open_error().await.code(), "wallet-not-found");
    disk.create().await.unwrap();
}

#[tokio::test]
async fn a_wallet_that_was_restored_without_a_network_joins_later() {
    let World { bank, payer, .. } = World::new().await;
    let words = payer.words(pin()).await.unwrap();
    let phone = Phone::new(&bank);
    bank.fault("/v1/devices", Fault::LoseAnswer);
    let restored =
        Wallet::restore(phone.parts(), words, pin(), "new phone", Some(bank.trust())).await.unwrap();
    assert!(!restored.is_registered().await.unwrap());
    drop(restored);
    let restored = phone.reopen().await;
    restored.sync().await.unwrap();
    assert_eq!(restored.balance().await.unwrap().available, kip(1000));
    assert_eq!(restored.devices().await.unwrap().len(), 2);
}

#[tokio::test]
async fn one_wallet_is_open_in_one_program_at_a_time() {
    let disk = OnDisk::new();
    let wallet = disk.create().await.unwrap();
    assert_eq!(disk.open_error().await.code(), "wallet-in-use");
    assert_eq!(disk.create().await.unwrap_err().code(), "wallet-in-use");
    drop(wallet);
    Wallet::open(disk.parts()).await.unwrap();
    assert_eq!(disk.create().await.unwrap_err().code(), "wallet-exists");
}

#[tokio::test]
async fn a_wallet_in_memory_too_is_open_once_at_a_time() {
    let bank = crate::testing::TestBank::new();
    let phone = Phone::new(&bank);
    assert_eq!(Wallet::open(phone.parts()).await.unwrap_err().code(), "wallet-not-found");
    let (wallet, _) = phone.wallet("Noy").await;
    assert_eq!(Wallet::open(phone.parts()).await.unwrap_err().code(), "wallet-in-use");
    drop(wallet);
    phone.reopen().await;
}

#[tokio::test]
async fn a_damaged_file_is_said_to_be_damaged() {
    let disk = OnDisk::new();
    drop(disk.create().await.unwrap());
    let sound = fs::read(disk.database()).unwrap();
    fs::write(disk.database(), b"this is no database, but it is long enough to look like one".repeat(100))
        .unwrap();
    assert_eq!(disk.open_error().await.code(), "wallet-damaged");
    // Pages of another wallet's life in the middle of it.
    let mut torn = sound.clone();
    for byte in &mut torn[4096..] {
        *byte ^= 0x5a;
    }
    fs::write(disk.database(), torn).unwrap();
    let _ = fs::remove_file(disk.database().with_extension("db-wal"));
    assert_eq!(disk.open_error().await.code(), "wallet-damaged");
    fs::write(disk.database(), sound).unwrap();
    Wallet::open(disk.parts()).await.unwrap();
}

#[tokio::test]
async fn a_wallet_of_a_newer_version_is_left_alone() {
    let disk = OnDisk::new();
    drop(disk.create().await.unwrap());
    let database = Connection::open(disk.database()).unwrap();
    database.execute("INSERT INTO schema_migration VALUES (99, 'of tomorrow', 0)", []).unwrap();
    drop(database);
    assert_eq!(disk.open_error().await.code(), "wallet-newer");
}

/// What the first version of the app left behind is this version's file without what came later.
#[tokio::test]
async fn a_wallet_of_the_first_version_is_opened_and_searched() {
    let disk = OnDisk::new();
    drop(disk.create().await.unwrap());
    let database = Connection::open(disk.database()).unwrap();
    database
        .execute_batch("DROP INDEX entry_by_time; DELETE FROM schema_migration WHERE version > 1")
        .unwrap();
    drop(database);
    let wallet = Wallet::open(disk.parts()).await.unwrap();
    let since = crate::HistoryFilter { from: Some(Timestamp::EPOCH), ..crate::HistoryFilter::default() };
    assert_eq!(wallet.history_summary(since).await.unwrap(), crate::HistorySummary::default());
}

#[tokio::test]
async fn without_its_keystore_a_copied_file_is_worth_nothing() {
    let disk = OnDisk::new();
    drop(disk.create().await.unwrap());
    let parts = WalletParts { keystore: Arc::new(crate::MemoryKeystore::new()), ..disk.parts() };
    assert_eq!(Wallet::open(parts).await.unwrap_err().code(), "keystore-secret-missing");
}

#[tokio::test]
async fn a_file_holds_no_secret_that_can_be_read() {
    let disk = OnDisk::new();
    let (wallet, words) = Wallet::create(disk.parts(), pin(), "phone", None).await.unwrap();
    let spending = wallet.spending_key().unwrap().to_seed();
    let device = wallet.device_key().to_seed();
    drop(wallet);
    let file = fs::read(disk.database()).unwrap();
    let holds = |secret: &[u8]| file.windows(secret.len()).any(|window| window == secret);
    assert!(!holds(spending.as_slice()) && !holds(device.as_slice()) && !holds(b"271828"));
    // Single words may well be in the schema's comments.
    let words = words.words();
    let pairs = words.split(' ').zip(words.split(' ').skip(1));
    assert!(pairs.map(|(one, next)| format!("{one} {next}")).all(|pair| !holds(pair.as_bytes())));
}

/// A disk that holds so many pages and no more.
struct FullDisk(FolderFiles);

impl WalletFiles for FullDisk {
    fn open(&self, purpose: Purpose) -> Result<OpenedFiles, StoreError> {
        let opened = self.0.open(purpose)?;
        let pages: u32 = opened.connection.query_row("PRAGMA page_count", [], |row| row.get(0))?;
        opened.connection.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?;
        Ok(opened)
    }
}

#[tokio::test]
async fn a_full_disk_pays_nothing_and_loses_nothing() {
    let disk = OnDisk::new();
    let bank = TestBank::new();
    let parts = || {
        let files = Arc::new(FolderFiles::new(disk.folder.path().join("wallet")));
        WalletParts { files, transport: Arc::clone(&bank) as _, ..disk.phone.parts() }
    };
    let (wallet, _) = Wallet::create(parts(), pin(), "phone", None).await.unwrap();
    let (payee, _) = Phone::new(&bank).wallet("Han Kafe").await;
    wallet.register("Noy").await.unwrap();
    wallet.top_up(kip(1000)).await.unwrap();
    wallet.sync().await.unwrap();
    drop(wallet);

    let full = Arc::new(FullDisk(FolderFiles::new(disk.folder.path().join("wallet"))));
    let wallet = Wallet::open(WalletParts { files: full, ..parts() }).await.unwrap();
    wallet.unlock(pin()).await.unwrap();
    let code = payee.static_code(Some(kip(1))).await.unwrap();
    let memo = "m".repeat(140);
    let (mut paid, mut error) = (0, None);
    while error.is_none() && paid < 200 {
        let preview = wallet.prepare(&code, None, Some(&memo)).await;
        match preview {
            Ok(preview) => match wallet.confirm(preview).await {
                Ok(payment) => paid += u64::from(payment.state == crate::PaymentState::Settled),
                Err(refused) => error = Some(refused),
            },
            Err(refused) => error = Some(refused),
        }
    }
    assert_eq!(error.map(|error| error.code()), Some("disk-full"));
    drop(wallet);
    // Space was made. Nothing is lost, and nothing that failed has been paid.
    let wallet = Wallet::open(parts()).await.unwrap();
    wallet.resume().await.unwrap();
    wallet.sync().await.unwrap();
    assert!(paid > 0);
    let settled = wallet.payments(None, 1000).await.unwrap();
    assert!(settled.iter().all(|payment| payment.state == crate::PaymentState::Settled));
    assert_eq!(bank.balance(payee.account()), kip(settled.len() as u64));
    assert_eq!(wallet.balance().await.unwrap().available, bank.balance(wallet.account()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_wallet_can_be_opened_at_once_whatever_was_going_on() {
    let disk = OnDisk::new();
    let mut wallet = disk.create().await.unwrap();
    for _ in 0..20 {
        // A call that is dropped while its job is on the disk.
        let busy = wallet.clone();
        let call = tokio::spawn(async move { busy.unlock(other_pin()).await });
        tokio::task::yield_now().await;
        call.abort();
        wallet.close().await;
        let _ = call.await;
        wallet = Wallet::open(disk.parts()).await.unwrap();
    }
}

#[tokio::test]
async fn closing_waits_for_the_other_handles() {
    let disk = OnDisk::new();
    let wallet = disk.create().await.unwrap();
    let other = wallet.clone();
    let closing = tokio::spawn(wallet.close());
    tokio::task::yield_now().await;
    assert!(!closing.is_finished());
    assert_eq!(disk.open_error().await.code(), "wallet-in-use");
    drop(other);
    closing.await.unwrap();
    Wallet::open(disk.parts()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_pin_is_not_counted_as_a_wrong_one_when_the_call_is_cancelled() {
    let disk = OnDisk::new();
    let wallet = disk.create().await.unwrap();
    for _ in 0..20 {
        let unlocking = wallet.clone();
        let call = tokio::spawn(async move { unlocking.unlock(pin()).await });
        tokio::task::yield_now().await;
        call.abort();
        let _ = call.await;
    }
    wallet.close().await; // waits for the jobs
    let wallet = Wallet::open(disk.parts()).await.unwrap();
    wallet.unlock(pin()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_opening_that_was_cancelled_is_not_in_the_way_of_the_next() {
    let disk = OnDisk::new();
    disk.create().await.unwrap().close().await;
    for _ in 0..20 {
        let parts = disk.parts();
        let opening = tokio::spawn(Wallet::open(parts));
        tokio::task::yield_now().await;
        opening.abort();
        // It may have been done before: then the wallet is open for as long as somebody could ask for it.
        drop(opening);
        Wallet::open(disk.parts()).await.unwrap().close().await;
    }
}

/// A keystore that is asked while something else happens.
struct Asking<F>(crate::MemoryKeystore, F);

impl<F: Fn() + Send + Sync> crate::Keystore for Asking<F> {
    fn load(&self, name: &str) -> Result<Option<zeroize::Zeroizing<Vec<u8>>>, crate::KeystoreError> {
        (self.1)();
        self.0.load(name)
    }

    fn store(&self, name: &str, secret: &[u8]) -> Result<(), crate::KeystoreError> {
        self.0.store(name, secret)
    }

    fn delete(&self, name: &str) -> Result<(), crate::KeystoreError> {
        self.0.delete(name)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_keystore_asks_its_owner_the_wallet_can_be_closed_and_no_pin_is_counted() {
    let disk = OnDisk::new();
    disk.create().await.unwrap().close().await;
    let (asked, gate) = (Arc::new(tokio::sync::Notify::new()), Arc::new(std::sync::Barrier::new(2)));
    let asks = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let keystore = {
        let (asked, gate, asks) = (Arc::clone(&asked), Arc::clone(&gate), Arc::clone(&asks));
        Asking((*disk.phone.keystore).clone(), move || {
            // The first time is the opening.
            if asks.fetch_add(1, std::sync::atomic::Ordering::AcqRel) == 1 {
                asked.notify_one();
                gate.wait();
            }
        })
    };
    let wallet = Wallet::open(WalletParts { keystore: Arc::new(keystore), ..disk.parts() }).await.unwrap();
    let unlocking = wallet.clone();
    let call = tokio::spawn(async move { unlocking.unlock(other_pin()).await });
    asked.notified().await;
    call.abort();
    let _ = call.await;
    wallet.close().await;
    let wallet = Wallet::open(disk.parts()).await.unwrap();
    gate.wait();
    for _ in 0..2 {
        wallet.unlock(other_pin()).await.unwrap_err();
    }
    wallet.unlock(pin()).await.unwrap();
}
