//! The bank's keys, and those of the people who operate it.
//!
//! ```text
//! data/keys/          0700
//!   receipt.key       0600   signs receipts and the supply
//!   log.key           0600   signs checkpoints of the ledger log
//!   enrolment.key     0600   from which the customers' enrolment codes are made
//!   operator-BOL.key  0600   only in a sandbox: the central bank's operator
//!   operator-NAGA.key 0600   only in a sandbox: a commercial bank's operator
//! ```
//!
//! Each file is one line, 32 random bytes in base64url, made at the first start. In earnest the operators keep
//! their keys themselves and the configuration names the public ones: then the bank makes none.

use std::{
    collections::BTreeMap,
    fmt, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use bank_api::{
    encoding::{base64url_decode, base64url_encode},
    env::{NoRandomness, Rng, random},
    id::ParticipantId,
    key::{KeyId, PublicKey, SecretKey},
    log::note::{NoteError, NoteSigner},
};
use zeroize::Zeroizing;

use crate::{config::Config, ledger::LedgerKeys};

/// What the bank signs with, and whom it obeys. Good for one network.
pub struct BankKeys {
    /// What the ledger signs with.
    pub ledger: Arc<LedgerKeys>,
    /// What enrolment codes are made from.
    pub enrolment: EnrolmentKey,
    /// The keys of those who operate the bank.
    pub operators: Operators,
}

impl fmt::Debug for BankKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BankKeys").field("network", &self.ledger.network).finish_non_exhaustive()
    }
}

/// What enrolment codes are made from.
#[derive(Clone)]
pub struct EnrolmentKey(Zeroizing<[u8; 32]>);

impl EnrolmentKey {
    /// The key with these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The key's bytes.
    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for EnrolmentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EnrolmentKey([redacted])")
    }
}

/// Who operates the bank.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// The central bank.
    CentralBank,
    /// A commercial bank.
    Participant(ParticipantId),
}

/// The public keys of those who operate the bank.
#[derive(Clone, Debug)]
pub struct Operators(BTreeMap<KeyId, (Operator, PublicKey)>);

impl Operators {
    /// The operator whose key this is.
    pub fn find(&self, key: KeyId) -> Option<&(Operator, PublicKey)> {
        self.0.get(&key)
    }
}

/// The secret keys of operators, where the bank made them itself: in a sandbox.
#[derive(Debug, Default)]
pub struct OperatorKeys {
    /// The central bank's, unless the configuration names a public one.
    pub central_bank: Option<SecretKey>,
    /// The commercial banks', but for those whose public key the configuration names.
    pub participants: BTreeMap<ParticipantId, SecretKey>,
}

/// Why the keys can't be had.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The file system says no.
    #[error("the key {} can't be read or written", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Others than the bank may read the file.
    #[error("the key {} may be read by others: make it yours alone (chmod 600)", path.display())]
    Readable {
        /// The file.
        path: PathBuf,
    },
    /// The file holds something else than a key.
    #[error("the file {} is not a key: put the backup of it there, a new key would break every proof", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// No random bytes for a new key.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The log's name can't be used.
    #[error("the log's name can't be used")]
    Origin(#[from] NoteError),
}

impl BankKeys {
    /// New keys that are kept nowhere, with those of all operators: for tests and simulations.
    pub fn generate(config: &Config, rng: &dyn Rng) -> Result<(Self, OperatorKeys), KeysError> {
        assemble(config, |_| Ok(Zeroizing::new(random(rng)?)))
    }

    /// The keys of the configuration's folder; those that are not there yet are made.
    ///
    /// Touches files: call it where blocking is allowed.
    pub fn load_or_create(config: &Config, rng: &dyn Rng) -> Result<(Self, OperatorKeys), KeysError> {
        let folder = config.key_folder();
        create_folder(&folder).map_err(|source| KeysError::File { path: folder.clone(), source })?;
        assemble(config, |name| seed(&folder.join(format!("{name}.key")), rng))
    }
}

/// Puts the keys together, each from the seed of its name.
fn assemble(
    config: &Config,
    mut seed: impl FnMut(&str) -> Result<Zeroizing<[u8; 32]>, KeysError>,
) -> Result<(BankKeys, OperatorKeys), KeysError> {
    let mut public = BTreeMap::new();
    let mut secret = OperatorKeys::default();
    for institution in config.institutions() {
        let central = institution.id == config.central_bank.id;
        let operator =
            if central { Operator::CentralBank } else { Operator::Participant(institution.id.clone()) };
        let key = if let Some(key) = institution.operator {
            key
        } else {
            let own = SecretKey::from_seed(&*seed(&format!("operator-{}", institution.id))?);
            let key = own.public();
            if central {
                secret.central_bank = Some(own);
            } else {
                secret.participants.insert(institution.id.clone(), own);
            }
            key
        };
        public.insert(key.id(), (operator, key));
    }
    let ledger = LedgerKeys {
        network: config.network.clone(),
        receipt: SecretKey::from_seed(&*seed("receipt")?),
        log: NoteSigner::new(config.log_origin.clone(), SecretKey::from_seed(&*seed("log")?))?,
    };
    let keys = BankKeys {
        ledger: Arc::new(ledger),
        enrolment: EnrolmentKey(seed("enrolment")?),
        operators: Operators(public),
    };
    Ok((keys, secret))
}

/// The key in a file of this form: an operator's, for those who act at a bank.
pub fn read_key_file(path: &Path) -> Result<SecretKey, KeysError> {
    Ok(SecretKey::from_seed(&*read_seed(path)?))
}

/// Makes a key in a new file of this form: for an operator who keeps the key himself. A file that is there is not touched.
pub fn create_key_file(path: &Path, rng: &dyn Rng) -> Result<SecretKey, KeysError> {
    match path.try_exists() {
        Ok(false) => Ok(SecretKey::from_seed(&*seed(path, rng)?)),
        Ok(true) => {
            let source = io::Error::from(io::ErrorKind::AlreadyExists);
            Err(KeysError::File { path: path.to_owned(), source })
        }
        Err(source) => Err(KeysError::File { path: path.to_owned(), source }),
    }
}

/// The 32 bytes in the file; new ones if there is no file.
fn seed(path: &Path, rng: &dyn Rng) -> Result<Zeroizing<[u8; 32]>, KeysError> {
    match read_seed(path) {
        Err(KeysError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            let seed = Zeroizing::new(random(rng)?);
            write_private(path, &Zeroizing::new(format!("{}\n", base64url_encode(&*seed))))
                .map_err(|source| KeysError::File { path: path.to_owned(), source })?;
            Ok(seed)
        }
        read => read,
    }
}

/// The 32 bytes in the file.
fn read_seed(path: &Path) -> Result<Zeroizing<[u8; 32]>, KeysError> {
    match read_private(path) {
        Ok(Some(text)) => {
            let bytes = base64url_decode(text.trim_end()).map(Zeroizing::new);
            let seed = bytes.and_then(|bytes| bytes.as_slice().try_into().ok());
            seed.map(Zeroizing::new).ok_or_else(|| KeysError::Damaged { path: path.to_owned() })
        }
        Ok(None) => Err(KeysError::Readable { path: path.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            Err(KeysError::Damaged { path: path.to_owned() })
        }
        Err(source) => Err(KeysError::File { path: path.to_owned(), source }),
    }
}

/// The file's text, or `None` if others may read it.
fn read_private(path: &Path) -> io::Result<Option<Zeroizing<String>>> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if std::fs::metadata(path)?.permissions().mode() & 0o077 != 0 {
            return Ok(None);
        }
    }
    std::fs::read_to_string(path).map(Zeroizing::new).map(Some)
}

/// Writes a new file that only its owner may read: under another name first, so that a crash leaves no half key.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    use std::io::Write;
    let unfinished = path.with_extension("new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(&unfinished)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&unfinished, path)?;
    // The name itself is durable only when the folder is.
    match path.parent() {
        Some(folder) if cfg!(unix) => std::fs::File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path)
}

#[cfg(test)]
mod tests {
    use bank_api::env::SystemRng;

    use super::*;

    fn sandbox() -> (tempfile::TempDir, Config) {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data: folder.path().join("data"), ..Config::sandbox() };
        (folder, config)
    }

    #[test]
    fn keys_are_made_once_and_are_the_same_after_a_restart() {
        let (_folder, config) = sandbox();
        let (first, operators) = BankKeys::load_or_create(&config, &SystemRng).unwrap();
        let (second, same) = BankKeys::load_or_create(&config, &SystemRng).unwrap();
        assert_eq!(first.ledger.receipt.public(), second.ledger.receipt.public());
        assert_eq!(first.ledger.log.verifier(), second.ledger.log.verifier());
        assert_eq!(first.enrolment.as_bytes(), second.enrolment.as_bytes());
        let public = |keys: &OperatorKeys| keys.central_bank.as_ref().map(SecretKey::public);
        assert_eq!(public(&operators), public(&same));
        assert_eq!(operators.participants.len(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_bank_may_read_its_keys() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, config) = sandbox();
        BankKeys::load_or_create(&config, &SystemRng).unwrap();
        let receipt = config.key_folder().join("receipt.key");
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&receipt), mode(&config.key_folder())), (0o600, 0o700));

        std::fs::set_permissions(&receipt, PermissionsExt::from_mode(0o644)).unwrap();
        let refused = BankKeys::load_or_create(&config, &SystemRng);
        assert!(matches!(refused, Err(KeysError::Readable { path }) if path == receipt));
    }

    #[test]
    fn a_damaged_key_is_an_error_and_never_replaced() {
        let (_folder, config) = sandbox();
        BankKeys::load_or_create(&config, &SystemRng).unwrap();
        let receipt = config.key_folder().join("receipt.key");
        for damage in ["".as_bytes(), b"AAAA\n", b"\xff\xfe"] {
            std::fs::write(&receipt, damage).unwrap();
            let refused = BankKeys::load_or_create(&config, &SystemRng);
            assert!(matches!(refused, Err(KeysError::Damaged { path }) if path == receipt));
            assert_eq!(std::fs::read(&receipt).unwrap(), damage);
        }
    }

    #[test]
    fn no_key_is_made_for_an_operator_who_has_one() {
        let (_folder, mut config) = sandbox();
        let key = SecretKey::from_seed(&[7; 32]).public();
        config.central_bank.operator = Some(key);
        let (keys, operators) = BankKeys::load_or_create(&config, &SystemRng).unwrap();
        assert!(operators.central_bank.is_none());
        assert!(!config.key_folder().join("operator-BOL.key").exists());
        assert_eq!(keys.operators.find(key.id()), Some(&(Operator::CentralBank, key)));
    }

    #[test]
    fn no_secret_is_printed() {
        let (keys, operators) = BankKeys::generate(&Config::sandbox(), &SystemRng).unwrap();
        let printed = format!("{keys:?} {operators:?} {:?}", keys.enrolment);
        assert!(!printed.contains(&base64url_encode(&*keys.ledger.receipt.to_seed())));
        assert!(!printed.contains(&base64url_encode(keys.enrolment.as_bytes())));
    }
}
