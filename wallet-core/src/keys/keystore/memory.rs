use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use zeroize::Zeroizing;

use super::{Keystore, KeystoreError, check_name, check_secret};

type Secrets = BTreeMap<String, Zeroizing<Vec<u8>>>;

/// A keystore that lives as long as the program: for tests and simulations, where a "crash" drops the wallet and keeps the
/// "device". Clones are the same keystore.
#[derive(Clone, Default)]
pub struct MemoryKeystore(Arc<Mutex<Secrets>>);

impl MemoryKeystore {
    /// An empty keystore.
    pub fn new() -> Self {
        Self::default()
    }

    fn secrets(&self) -> MutexGuard<'_, Secrets> {
        // No call leaves the map half changed, so a panic elsewhere does not matter.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Keystore for MemoryKeystore {
    fn load(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeystoreError> {
        check_name(name)?;
        Ok(self.secrets().get(name).cloned())
    }

    fn store(&self, name: &str, secret: &[u8]) -> Result<(), KeystoreError> {
        check_name(name)?;
        check_secret(secret)?;
        self.secrets().insert(name.to_owned(), Zeroizing::new(secret.to_vec()));
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), KeystoreError> {
        check_name(name)?;
        self.secrets().remove(name);
        Ok(())
    }
}

impl fmt::Debug for MemoryKeystore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemoryKeystore([redacted])")
    }
}
