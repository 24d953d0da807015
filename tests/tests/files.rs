//! Files that are damaged, too new, in use, full or not to be written: a clear error each, nothing lost, and it goes on
//! once that is put right.

#![allow(clippy::unwrap_used)] // helpers: a failure in them is a failed test

use std::{
    fs::{self, File, OpenOptions},
    io::{Seek, SeekFrom, Write},
    net::SocketAddr,
    path::Path,
    sync::Arc,
};

use bank::{
    config::Config,
    keys::BankKeys,
    server::{Bank, BankError},
    store::{DatabaseFiles, FileDatabase, OpenedDatabase},
};
use bank_api::env::{Env, SystemRng};
use dlak_cli::sandbox::Sandbox;
use rusqlite::Connection;
use system_tests::{Person, Phone, Process, World, kip, pin, process::task};
use tokio::{sync::oneshot, task::JoinHandle};
use wallet_core::{
    FolderFiles, MemoryKeystore, OpenedFiles, Payment, PaymentState, Purpose, StoreError, Wallet,
    WalletError, WalletFiles, WalletParts,
};

/// The test that is a process with the wallet open.
const WALLET: &str = "another_program_with_the_wallet_open";
/// The test that is a process with the bank open.
const BANK: &str = "another_program_with_the_bank_open";

/// Writes rubbish over a part of a file.
fn scribble(path: &Path, at: u64, bytes: usize) {
    let mut file = OpenOptions::new().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&vec![0xA5; bytes]).unwrap();
}

/// The wallet's file with all that was written to it, in one piece.
fn checkpointed(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("wallet.db");
    let connection = Connection::open(&path).unwrap();
    connection.pragma_update(None, "wal_checkpoint", "TRUNCATE").ok();
    connection.pragma_update(None, "journal_mode", "DELETE").unwrap();
    path
}

/// Opens the wallet and asks it for everything that a start of the app shows.
async fn start(phone: &Phone) -> Result<Wallet, WalletError> {
    let wallet = Wallet::open(phone.parts()).await?;
    wallet.balance().await?;
    wallet.history(None, 1000).await?;
    wallet.payments(None, 1000).await?;
    wallet.unlock(pin()).await?;
    Ok(wallet)
}

fn close(person: Person) -> (Phone, impl FnOnce(Wallet) -> Person) {
    let Person { name, customer, phone, wallet } = person;
    drop(wallet);
    let same = phone.clone();
    (phone, move |wallet| Person { name, customer, phone: same, wallet })
}

#[tokio::test]
async fn a_damaged_wallet_says_so_and_comes_back_from_its_words() {
    let world = World::open().await;
    let (khamla, cafe) = (world.citizen("Khamla", 1_000).await, world.merchant("Han Kafe").await);
    khamla.pay(&cafe.sticker().await, Some(kip(10))).await.unwrap();
    khamla.synced().await;
    let words = khamla.wallet.words(pin()).await.unwrap();
    let (phone, person) = close(khamla);
    let file = checkpointed(&phone.folder);
    let sound = fs::read(&file).unwrap();

    let size = sound.len() as u64;
    let damages: [(&str, &dyn Fn()); 5] = [
        ("its head is gone", &|| scribble(&file, 0, 100)),
        ("its first page is rubbish", &|| scribble(&file, 100, 3_000)),
        ("all but its first page is rubbish", &|| scribble(&file, 4_096, sound.len() - 4_096)),
        ("its end is gone", &|| {
            OpenOptions::new().write(true).open(&file).unwrap().set_len(size / 2).unwrap();
        }),
        ("it is a text", &|| fs::write(&file, "my holiday pictures are in the other folder").unwrap()),
    ];
    for (what, damage) in damages {
        fs::write(&file, &sound).unwrap();
        damage();
        let error = start(&phone).await.unwrap_err();
        assert_eq!(error.code(), "wallet-damaged", "{what}: {error}");
        assert!(error.to_string().contains("restore the wallet from its words"), "{what}: {error}");
        assert!(!error.retryable());
        // Not taken for a place where a new wallet could be made.
        let error = Wallet::create(phone.parts(), pin(), "phone", None).await.unwrap_err();
        assert!(["wallet-damaged", "wallet-exists"].contains(&error.code()), "{what}: {error}");
    }
    fs::write(&file, b"").unwrap();
    assert_eq!(start(&phone).await.unwrap_err().code(), "wallet-not-found", "an empty file is none");

    let new_phone = Phone { folder: world.folder().join("phones/new"), ..phone };
    let wallet = Wallet::restore(new_phone.parts(), words, pin(), "new", None).await.unwrap();
    let khamla = Person { phone: new_phone, ..person(wallet) };
    assert_eq!(khamla.synced().await, kip(990));
    assert_eq!(khamla.pay(&cafe.sticker().await, Some(kip(1))).await.unwrap().state, PaymentState::Settled);
    world.assert_sound([&khamla, &cafe]).await;
}

#[tokio::test]
async fn a_wallet_of_a_newer_version_is_left_alone() {
    let world = World::open().await;
    let (phone, person) = close(world.citizen("Khamla", 1_000).await);
    let file = phone.folder.join("wallet.db");
    let connection = Connection::open(&file).unwrap();
    connection.execute("INSERT INTO schema_migration VALUES (999, 'of the future', 0)", []).unwrap();
    drop(connection);
    let before = fs::read(&file).unwrap();
    let error = start(&phone).await.unwrap_err();
    assert_eq!(error.code(), "wallet-newer");
    assert!(error.to_string().contains("update the app"), "{error}");
    assert_eq!(
        Wallet::create(phone.parts(), pin(), "phone", None).await.unwrap_err().code(),
        "wallet-exists"
    );
    assert!(fs::read(&file).unwrap() == before, "it was changed");

    let connection = Connection::open(&file).unwrap();
    connection.execute("DELETE FROM schema_migration WHERE version = 999", []).unwrap();
    drop(connection);
    let khamla = person(start(&phone).await.unwrap());
    world.assert_sound([&khamla]).await;
}

/// A folder on a disk with so little space left that the file grows by so many pages and no more.
struct FullDisk {
    folder: FolderFiles,
    pages_left: i64,
}

impl WalletFiles for FullDisk {
    fn open(&self, purpose: Purpose) -> Result<OpenedFiles, StoreError> {
        let opened = self.folder.open(purpose)?;
        let pages: i64 = opened.connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
        let most = pages + self.pages_left;
        opened.connection.pragma_update_and_check(None, "max_page_count", most, |_| Ok(()))?;
        Ok(opened)
    }
}

#[tokio::test]
async fn a_full_disk_stops_payments_and_loses_none() {
    let world = World::open().await;
    let (khamla, cafe) = (world.citizen("Khamla", 1_000).await, world.merchant("Han Kafe").await);
    let code = cafe.sticker().await;
    let (phone, person) = close(khamla);
    let full = |pages_left| WalletParts {
        files: Arc::new(FullDisk { folder: FolderFiles::new(&phone.folder), pages_left }),
        ..phone.parts()
    };
    let (mut confirmed, mut errors) = (0, 0);
    for pages_left in 0..4 {
        let wallet = Wallet::open(full(pages_left)).await.unwrap();
        let unlocked = wallet.unlock(pin()).await;
        if let Err(error) = unlocked {
            assert_eq!(error.code(), "disk-full", "{error}");
            errors += 1;
            continue;
        }
        for _ in 0..50 {
            let paid = async {
                let preview = wallet.prepare(&code, Some(kip(1)), Some(&"ກ".repeat(140))).await?;
                wallet.confirm(preview).await
            };
            match paid.await {
                Ok(Payment { state, .. }) => {
                    assert_eq!(state, PaymentState::Settled);
                    confirmed += 1;
                }
                Err(error) => {
                    assert_eq!(error.code(), "disk-full");
                    assert!(error.to_string().contains("free some space"), "{error}");
                    errors += 1;
                    break;
                }
            }
        }
        // It can still be looked at.
        wallet.balance().await.unwrap();
    }
    assert!(errors >= 4, "the disk was never full");
    // Space again: what was stored goes on, what was not never was.
    let khamla = person(phone.open().await);
    khamla.finish().await;
    let payments = khamla.wallet.payments(None, 1000).await.unwrap();
    assert!(payments.iter().all(|payment| payment.state == PaymentState::Settled));
    assert!(payments.len() >= confirmed);
    assert_eq!(cafe.synced().await, kip(payments.len() as u64));
    world.assert_sound([&khamla, &cafe]).await;
}

/// A folder that the system does not let anybody write to, as on a card whose switch is at "lock".
struct ReadOnly(FolderFiles);

impl WalletFiles for ReadOnly {
    fn open(&self, purpose: Purpose) -> Result<OpenedFiles, StoreError> {
        let opened = self.0.open(purpose)?;
        opened.connection.pragma_update(None, "query_only", true)?;
        Ok(opened)
    }
}

#[tokio::test]
async fn a_folder_that_is_not_to_be_written_is_a_clear_error() {
    let world = World::open().await;
    let (phone, person) = close(world.citizen("Khamla", 1_000).await);
    let parts = WalletParts { files: Arc::new(ReadOnly(FolderFiles::new(&phone.folder))), ..phone.parts() };
    let error = match Wallet::open(parts).await {
        Ok(wallet) => wallet.unlock(pin()).await.unwrap_err(),
        Err(error) => error,
    };
    assert_eq!(error.code(), "disk-error", "{error}");

    // The place of the lock is taken; the folder is a file.
    let lock = phone.folder.join("wallet.lock");
    fs::remove_file(&lock).unwrap();
    fs::create_dir(&lock).unwrap();
    assert_eq!(start(&phone).await.unwrap_err().code(), "disk-error");
    fs::remove_dir(&lock).unwrap();
    let blocked = Phone { folder: phone.folder.join("wallet.db"), ..phone.clone() };
    assert_eq!(Wallet::create(blocked.parts(), pin(), "phone", None).await.unwrap_err().code(), "disk-error");

    let khamla = person(start(&phone).await.unwrap());
    world.assert_sound([&khamla]).await;
}

#[tokio::test]
async fn without_its_keystore_a_wallet_stays_shut_and_with_it_opens_again() {
    let world = World::open().await;
    let (phone, person) = close(world.citizen("Khamla", 1_000).await);
    let parts = WalletParts { keystore: Arc::new(MemoryKeystore::new()), ..phone.parts() };
    assert_eq!(Wallet::open(parts).await.unwrap_err().code(), "keystore-secret-missing");
    let khamla = person(start(&phone).await.unwrap());
    world.assert_sound([&khamla]).await;
}

/// Not a test by itself: see below.
#[tokio::test]
async fn another_program_with_the_wallet_open() {
    let Some(variable) = task(WALLET) else { return };
    let folder = variable("DLAK_TEST_FOLDER").into();
    let phone = Phone { folder, bank_url: variable("DLAK_TEST_BANK"), env: Env::system() };
    let _wallet = Wallet::open(phone.parts()).await.unwrap();
    println!("it is open");
    std::future::pending::<()>().await;
}

#[tokio::test]
async fn a_wallet_is_open_in_one_program_at_a_time() {
    let world = World::open().await;
    let (phone, person) = close(world.citizen("Khamla", 1_000).await);
    let variables = [
        ("DLAK_TEST_FOLDER", phone.folder.display().to_string()),
        ("DLAK_TEST_BANK", phone.bank_url.clone()),
    ];
    let mut other = Process::start(WALLET, &variables);
    other.says("it is open").await.expect("the other program has failed");
    let error = Wallet::open(phone.parts()).await.unwrap_err();
    assert_eq!((error.code(), error.retryable()), ("wallet-in-use", false));
    assert!(error.to_string().contains("another program"), "{error}");
    let error = Wallet::create(phone.parts(), pin(), "phone", None).await.unwrap_err();
    assert_eq!(error.code(), "wallet-in-use");
    // Even one that was killed leaves no lock behind.
    other.kill().await;
    let khamla = person(start(&phone).await.unwrap());
    // Nor are there two in one program.
    assert_eq!(Wallet::open(phone.parts()).await.unwrap_err().code(), "wallet-in-use");
    world.assert_sound([&khamla]).await;
}

/// Not a test by itself: see below.
#[tokio::test]
async fn another_program_with_the_bank_open() {
    let Some(variable) = task(BANK) else { return };
    let config = Config { data: variable("DLAK_TEST_FOLDER").into(), ..Config::sandbox() };
    let _bank = Bank::open_folder(&config, Env::system()).await.unwrap();
    println!("it is open");
    std::future::pending::<()>().await;
}

/// Why the world's bank does not start.
async fn refusal(world: &World) -> String {
    format!("{:#}", Sandbox::start(world.options(), Env::system()).await.unwrap_err())
}

#[tokio::test]
async fn a_bank_is_open_in_one_program_at_a_time() {
    let mut world = World::open().await;
    let khamla = world.citizen("Khamla", 1_000).await;
    world.stop_bank().await;
    let mut other = Process::start(BANK, &[("DLAK_TEST_FOLDER", world.options().data.display().to_string())]);
    other.says("it is open").await.expect("the other program has failed");
    let refusal = refusal(&world).await;
    assert!(refusal.contains("another process has this bank's database open"), "{refusal}");
    other.kill().await;
    world.start_bank().await;
    world.assert_sound([&khamla]).await;
}

#[tokio::test]
async fn a_bank_of_a_newer_version_or_a_damaged_one_is_left_alone() {
    let mut world = World::open().await;
    let khamla = world.citizen("Khamla", 1_000).await;
    world.stop_bank().await;
    let file = world.options().data.join("bank.sqlite");
    let connection = Connection::open(&file).unwrap();
    connection.execute("INSERT INTO schema_migration VALUES (999, 'of the future', 0)", []).unwrap();
    drop(connection);
    let said = refusal(&world).await;
    assert!(said.contains("newer version") && said.contains("update the bank"), "{said}");
    let connection = Connection::open(&file).unwrap();
    connection.execute("DELETE FROM schema_migration WHERE version = 999", []).unwrap();
    connection.pragma_update(None, "journal_mode", "DELETE").unwrap();
    drop(connection);

    let sound = fs::read(&file).unwrap();
    scribble(&file, 0, 100);
    let said = refusal(&world).await;
    assert!(said.contains("damaged") && said.contains("backup"), "{said}");
    fs::write(&file, &sound).unwrap();

    // With its keys lost it does not go on under new ones: every proof would break.
    let keys = world.options().data.join("keys");
    let put_aside = world.options().data.join("keys put aside");
    fs::rename(&keys, &put_aside).unwrap();
    let said = refusal(&world).await;
    assert!(said.contains("key"), "{said}");
    fs::remove_dir_all(&keys).unwrap();
    fs::rename(&put_aside, &keys).unwrap();

    world.start_bank().await;
    assert_eq!(khamla.wallet.redeem(kip(1)).await.unwrap().state, PaymentState::Settled);
}

/// The bank's file on a disk that is almost full.
struct FullBankDisk(FileDatabase);

impl DatabaseFiles for FullBankDisk {
    fn open(&self) -> Result<OpenedDatabase, bank::store::StoreError> {
        let opened = self.0.open()?;
        let pages: i64 = opened.writer.pragma_query_value(None, "page_count", |row| row.get(0))?;
        opened.writer.pragma_update_and_check(None, "max_page_count", pages + 6, |_| Ok(()))?;
        Ok(opened)
    }
}

/// Serves the world's bank from these files until it is told to stop.
async fn serve(
    world: &World,
    listen: SocketAddr,
    files: Arc<dyn DatabaseFiles>,
) -> (oneshot::Sender<()>, JoinHandle<Result<(), BankError>>) {
    let config = Config { data: world.options().data, listen, ..Config::sandbox() };
    let (keys, _) = BankKeys::load_or_create(&config, &SystemRng).unwrap();
    let bank = Bank::open(&config, keys, Env::system(), files).await.unwrap();
    let listener = tokio::net::TcpListener::bind(listen).await.unwrap();
    let (stop, stopped) = oneshot::channel();
    let shutdown = async move { stopped.await.unwrap_or_default() };
    (stop, tokio::spawn(bank.serve(listener, shutdown)))
}

#[tokio::test]
async fn a_bank_whose_disk_is_full_settles_nothing_that_it_could_not_keep() {
    let mut world = World::open().await;
    let (khamla, cafe) = (world.citizen("Khamla", 1_000).await, world.merchant("Han Kafe").await);
    let code = cafe.sticker().await;
    world.stop_bank().await;
    let options = world.options();
    let files = FullBankDisk(FileDatabase::new(options.data.join("bank.sqlite")));
    let (stop, full) = serve(&world, options.listen, Arc::new(files)).await;

    let mut pending = Vec::new();
    for _ in 0..200 {
        // Once the disk is full, even asking may need space; what was confirmed is what counts.
        let Ok(preview) = khamla.wallet.prepare(&code, Some(kip(1)), None).await else { break };
        let payment = khamla.wallet.confirm(preview).await.unwrap();
        if payment.state == PaymentState::Submitted {
            pending.push(payment.order_id);
        }
        if pending.len() == 3 {
            break;
        }
    }
    assert!(!pending.is_empty(), "the disk was never full");
    stop.send(()).unwrap();
    full.await.unwrap().unwrap();

    world.start_bank().await;
    khamla.finish().await;
    for order in pending {
        khamla.assert_paid(order).await;
    }
    let payments = khamla.wallet.payments(None, 1000).await.unwrap();
    assert_eq!(cafe.synced().await, kip(payments.len() as u64));
    world.assert_sound([&khamla, &cafe]).await;
}

#[test]
fn the_folder_of_a_wallet_is_its_owners_alone() {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let wallet = folder.path().join("wallet");
        drop(FolderFiles::new(&wallet).open(Purpose::Create).unwrap());
        assert_eq!(File::open(&wallet).unwrap().metadata().unwrap().permissions().mode() & 0o077, 0);
    }
}
