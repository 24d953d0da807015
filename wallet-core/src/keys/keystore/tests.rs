use std::{fs, path::Path};

use super::*;
use crate::keys::testing::{NoRng, SeededRng};

const ACCOUNT: AccountId = AccountId::from_bytes([0xab; 16]);

/// What every keystore does: run on each adapter.
fn conforms(keystore: &dyn Keystore) {
    assert!(keystore.load("a").unwrap().is_none());
    keystore.delete("a").unwrap();

    keystore.store("a", b"first").unwrap();
    keystore.store("b-2", &[]).unwrap();
    assert_eq!(keystore.load("a").unwrap().unwrap().as_slice(), b"first");
    keystore.store("a", &[0xff; MAX_SECRET_BYTES]).unwrap();
    assert_eq!(keystore.load("a").unwrap().unwrap().as_slice(), [0xff; MAX_SECRET_BYTES]);
    assert_eq!(keystore.load("b-2").unwrap().unwrap().as_slice(), b"");

    assert!(matches!(keystore.store("a", &[0; MAX_SECRET_BYTES + 1]), Err(KeystoreError::TooLong)));
    assert_eq!(keystore.load("a").unwrap().unwrap().len(), MAX_SECRET_BYTES, "the old one is still there");

    let too_long = "x".repeat(65);
    for name in
        ["", ".", "..", "../a", "a/b", "a\\b", "/etc/passwd", "A", "a.b", "a b", "a\0", "ກ", &too_long]
    {
        assert!(matches!(keystore.load(name), Err(KeystoreError::Name)), "{name:?}");
        assert!(matches!(keystore.store(name, b"x"), Err(KeystoreError::Name)), "{name:?}");
        assert!(matches!(keystore.delete(name), Err(KeystoreError::Name)), "{name:?}");
    }

    keystore.delete("a").unwrap();
    assert!(keystore.load("a").unwrap().is_none());
    assert!(keystore.load("b-2").unwrap().is_some());
}

#[test]
fn the_keystore_in_memory_conforms() {
    conforms(&MemoryKeystore::new());
}

#[test]
fn the_keystore_of_files_conforms_and_leaves_no_other_files() {
    let folder = tempfile::tempdir().unwrap();
    let keystore = FileKeystore::new(folder.path().join("a/b"));
    conforms(&keystore);
    assert_eq!(files_in(keystore.folder()), ["b-2.secret"]);
}

fn files_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_keystore_outlives_the_wallet_that_uses_it() {
    let folder = tempfile::tempdir().unwrap();
    FileKeystore::new(folder.path()).store("a", b"kept").unwrap();
    assert_eq!(FileKeystore::new(folder.path()).load("a").unwrap().unwrap().as_slice(), b"kept");
    let memory = MemoryKeystore::new();
    memory.clone().store("a", b"kept").unwrap();
    assert_eq!(memory.load("a").unwrap().unwrap().as_slice(), b"kept");
}

#[cfg(unix)]
#[test]
fn files_are_private_and_one_that_others_could_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let keystore = FileKeystore::new(folder.path().join("keys"));
    keystore.store("a", b"x").unwrap();
    let path = keystore.folder().join("a.secret");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(keystore.folder()), mode(&path)), (0o700, 0o600));
    for open in [0o640, 0o604, 0o620, 0o610] {
        fs::set_permissions(&path, fs::Permissions::from_mode(open)).unwrap();
        assert!(matches!(keystore.load("a"), Err(KeystoreError::Exposed(_))), "{open:o}");
    }
    keystore.store("a", b"y").unwrap();
    assert_eq!(keystore.load("a").unwrap().unwrap().as_slice(), b"y", "what is stored anew is private again");
}

#[cfg(unix)]
#[test]
fn links_and_folders_in_a_secrets_place_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let keystore = FileKeystore::new(folder.path());
    keystore.store("a", b"x").unwrap();
    std::os::unix::fs::symlink(folder.path().join("a.secret"), folder.path().join("b.secret")).unwrap();
    fs::create_dir(folder.path().join("c.secret")).unwrap();
    for name in ["b", "c"] {
        assert!(matches!(keystore.load(name), Err(KeystoreError::NotAFile(_))), "{name}");
    }
    assert!(matches!(keystore.store("c", b"x"), Err(KeystoreError::Io { .. })));
    assert!(!folder.path().join("c.new").exists(), "what could not be moved is not left behind");
}

#[test]
fn what_a_crash_left_while_writing_is_neither_read_nor_in_the_way() {
    let folder = tempfile::tempdir().unwrap();
    let keystore = FileKeystore::new(folder.path());
    fs::write(folder.path().join("a.new"), b"half").unwrap();
    assert!(keystore.load("a").unwrap().is_none());
    keystore.store("a", b"whole").unwrap();
    assert_eq!(keystore.load("a").unwrap().unwrap().as_slice(), b"whole");
    assert_eq!(files_in(folder.path()), ["a.secret"]);
    fs::write(folder.path().join("a.new"), b"half").unwrap();
    keystore.delete("a").unwrap();
    assert!(files_in(folder.path()).is_empty());
}

#[test]
fn a_folder_that_is_a_file_is_an_error_with_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, b"").unwrap();
    let error = FileKeystore::new(&file).store("a", b"x").unwrap_err();
    assert!(error.to_string().contains("file"), "{error}");
}

#[test]
fn a_wallets_secret_is_made_once() {
    let (keystore, rng) = (MemoryKeystore::new(), SeededRng::default());
    assert!(matches!(KeystoreSecret::load(&keystore, ACCOUNT), Err(KeysError::SecretMissing)));
    let made = KeystoreSecret::load_or_create(&keystore, ACCOUNT, &rng).unwrap();
    let again = KeystoreSecret::load_or_create(&keystore, ACCOUNT, &rng).unwrap();
    let loaded = KeystoreSecret::load(&keystore, ACCOUNT).unwrap();
    assert_eq!((made.as_bytes(), made.as_bytes()), (again.as_bytes(), loaded.as_bytes()));
    let other = KeystoreSecret::load_or_create(&keystore, AccountId::from_bytes([1; 16]), &rng).unwrap();
    assert_ne!(other.as_bytes(), made.as_bytes());
    assert_eq!(format!("{made:?} {keystore:?}"), "KeystoreSecret([redacted]) MemoryKeystore([redacted])");
}

#[test]
fn no_secret_is_made_without_randomness_and_a_damaged_one_is_not_replaced() {
    let keystore = MemoryKeystore::new();
    assert!(matches!(
        KeystoreSecret::load_or_create(&keystore, ACCOUNT, &NoRng),
        Err(KeysError::Randomness(_))
    ));
    assert!(keystore.load(&KeystoreSecret::name(ACCOUNT)).unwrap().is_none());
    keystore.store(&KeystoreSecret::name(ACCOUNT), &[1; 31]).unwrap();
    let rng = SeededRng::default();
    assert!(matches!(KeystoreSecret::load_or_create(&keystore, ACCOUNT, &rng), Err(KeysError::Damaged)));
}

/// A keystore that takes a secret and loses it.
struct Forgetful;

impl Keystore for Forgetful {
    fn load(&self, _: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeystoreError> {
        Ok(None)
    }

    fn store(&self, _: &str, _: &[u8]) -> Result<(), KeystoreError> {
        Ok(())
    }

    fn delete(&self, _: &str) -> Result<(), KeystoreError> {
        Ok(())
    }
}

#[test]
fn nothing_is_sealed_with_a_secret_that_the_keystore_has_lost() {
    let rng = SeededRng::default();
    assert!(matches!(
        KeystoreSecret::load_or_create(&Forgetful, ACCOUNT, &rng),
        Err(KeysError::SecretMissing)
    ));
}

/// A keystore whose `store` takes its time.
struct Slow(MemoryKeystore);

impl Keystore for Slow {
    fn load(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeystoreError> {
        self.0.load(name)
    }

    fn store(&self, name: &str, secret: &[u8]) -> Result<(), KeystoreError> {
        std::thread::sleep(std::time::Duration::from_millis(20));
        self.0.store(name, secret)
    }

    fn delete(&self, name: &str) -> Result<(), KeystoreError> {
        self.0.delete(name)
    }
}

#[test]
fn two_who_make_the_secret_of_one_account_get_the_same() {
    let (keystore, account) = (Slow(MemoryKeystore::new()), AccountId::issuance());
    let make =
        || *KeystoreSecret::load_or_create(&keystore, account, &bank_api::env::SystemRng).unwrap().as_bytes();
    let made: Vec<_> = std::thread::scope(|scope| {
        let threads = [scope.spawn(make), scope.spawn(make), scope.spawn(make)];
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(made[0], made[1]);
    assert_eq!(made[1], made[2]);
}
