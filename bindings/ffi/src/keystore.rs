//! The platform's keystore, implemented by the app.
//!
//! It is the app's code, and may throw, hang or call back into the wallet. So each call has a thread of its own and is
//! given up on after a while: the wallet's call then fails with the code `keystore`, and nothing else waits.
//!
//! What was given up on goes on all the same, and may store its secret an hour later. So a secret that is being changed is
//! not changed by another call before: a late secret would take the place of the one that keys are sealed with.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc},
    time::Duration,
};

use wallet_core::{FileKeystore, Keystore, KeystoreError};
use zeroize::Zeroizing;

/// Time for a person to unlock the phone for it.
pub(crate) const DEFAULT_TIMEOUT: Duration = Duration::from_mins(1);

/// Why a keystore did not do it.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum NativeKeystoreFailure {
    /// It can't be used now.
    #[error("{why}")]
    Unavailable {
        /// Why, for the log. Without secrets.
        why: String,
    },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for NativeKeystoreFailure {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Unavailable { why: error.reason }
    }
}

/// Keeps secrets by name, for this device only: never in a backup, never on another device. Names are 1 to 64 lower-case
/// letters, digits and hyphens, secrets at most 4096 bytes. Called on a thread that may block.
#[uniffi::export(rust, foreign)]
pub trait NativeKeystore: Send + Sync {
    /// The secret of this name, if there is one.
    fn load(&self, name: String) -> Result<Option<Vec<u8>>, NativeKeystoreFailure>;
    /// Keeps the secret under this name, instead of one that was there. Durable when it returns.
    fn store(&self, name: String, secret: Vec<u8>) -> Result<(), NativeKeystoreFailure>;
    /// Forgets the secret of this name, if there is one.
    fn delete(&self, name: String) -> Result<(), NativeKeystoreFailure>;
}

/// The app's keystore as the wallet's port, with a limit to its patience.
pub(crate) struct AppKeystore {
    app: Arc<dyn NativeKeystore>,
    timeout: Duration,
}

impl AppKeystore {
    pub(crate) fn new(app: Arc<dyn NativeKeystore>, timeout: Duration) -> Self {
        Self { app, timeout }
    }

    fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn NativeKeystore) -> Result<T, NativeKeystoreFailure> + Send + 'static,
    ) -> Result<T, KeystoreError> {
        let (app, (tell, answer)) = (Arc::clone(&self.app), mpsc::sync_channel(1));
        std::thread::Builder::new()
            .name("dlak-keystore".to_owned())
            // Nobody may be there any more to be told.
            .spawn(move || drop(tell.send(question(app.as_ref()))))
            .map_err(|error| KeystoreError::Unavailable(format!("the system gives no thread: {error}")))?;
        match answer.recv_timeout(self.timeout) {
            Ok(answer) => answer.map_err(|failure| KeystoreError::Unavailable(failure.to_string())),
            Err(mpsc::RecvTimeoutError::Timeout) => {
                let seconds = self.timeout.as_secs_f32();
                Err(KeystoreError::Unavailable(format!("it gave no answer within {seconds} s")))
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                Err(KeystoreError::Unavailable("it broke".to_owned()))
            }
        }
    }
}

/// A secret that an app is changing, until this is dropped. By name, and for all keystores of the process: one that was
/// tried again is another object on this side.
struct Changing(String);

static CHANGING: Mutex<Vec<String>> = Mutex::new(Vec::new());
static CHANGED: Condvar = Condvar::new();

impl Changing {
    /// Waits for an earlier change: most often a call that was cancelled and is made again.
    fn claim(name: &str, patience: Duration) -> Result<Self, KeystoreError> {
        let is_claimed = |names: &mut Vec<String>| names.iter().any(|other| other == name);
        let waited = CHANGED.wait_timeout_while(Self::names(), patience, is_claimed);
        let (mut names, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            let why = "an earlier call for the same secret has not ended; starting the app again ends it";
            return Err(KeystoreError::Unavailable(why.to_owned()));
        }
        names.push(name.to_owned());
        Ok(Self(name.to_owned()))
    }

    fn names() -> MutexGuard<'static, Vec<String>> {
        CHANGING.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Changing {
    fn drop(&mut self) {
        Self::names().retain(|name| *name != self.0);
        CHANGED.notify_all();
    }
}

impl Keystore for AppKeystore {
    fn load(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeystoreError> {
        let name = name.to_owned();
        self.ask(move |app| Ok(app.load(name)?.map(Zeroizing::new)))
    }

    fn store(&self, name: &str, secret: &[u8]) -> Result<(), KeystoreError> {
        let (changing, name, secret) =
            (Changing::claim(name, self.timeout)?, name.to_owned(), secret.to_vec());
        self.ask(move |app| {
            let _changing = changing;
            app.store(name, secret)
        })
    }

    fn delete(&self, name: &str) -> Result<(), KeystoreError> {
        let (changing, name) = (Changing::claim(name, self.timeout)?, name.to_owned());
        self.ask(move |app| {
            let _changing = changing;
            app.delete(name)
        })
    }
}

/// A keystore for programs on machines without one: files in `folder`, as safe as the folder's permissions are.
#[uniffi::export]
pub fn file_keystore(folder: String) -> Arc<dyn NativeKeystore> {
    Arc::new(Files(FileKeystore::new(folder)))
}

struct Files(FileKeystore);

impl NativeKeystore for Files {
    fn load(&self, name: String) -> Result<Option<Vec<u8>>, NativeKeystoreFailure> {
        Ok(self.0.load(&name)?.map(|secret| secret.to_vec()))
    }

    fn store(&self, name: String, secret: Vec<u8>) -> Result<(), NativeKeystoreFailure> {
        Ok(self.0.store(&name, &Zeroizing::new(secret))?)
    }

    fn delete(&self, name: String) -> Result<(), NativeKeystoreFailure> {
        Ok(self.0.delete(&name)?)
    }
}

impl From<KeystoreError> for NativeKeystoreFailure {
    fn from(error: KeystoreError) -> Self {
        Self::Unavailable { why: error.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Waits for ever, or panics.
    struct Bad {
        panics: bool,
    }

    impl NativeKeystore for Bad {
        fn load(&self, _: String) -> Result<Option<Vec<u8>>, NativeKeystoreFailure> {
            assert!(!self.panics, "as a keystore should not");
            loop {
                std::thread::park();
            }
        }

        fn store(&self, _: String, _: Vec<u8>) -> Result<(), NativeKeystoreFailure> {
            Err(NativeKeystoreFailure::Unavailable { why: "the phone is locked".to_owned() })
        }

        fn delete(&self, _: String) -> Result<(), NativeKeystoreFailure> {
            Ok(())
        }
    }

    fn bad(panics: bool) -> AppKeystore {
        let patience = if panics { DEFAULT_TIMEOUT } else { Duration::from_millis(20) };
        AppKeystore::new(Arc::new(Bad { panics }), patience)
    }

    #[test]
    fn a_keystore_that_never_answers_or_breaks_is_unavailable() {
        let hangs = bad(false).load("x").unwrap_err().to_string();
        assert!(hangs.contains("no answer within 0.02 s"), "{hangs}");
        let breaks = bad(true).load("x").unwrap_err().to_string();
        assert!(breaks.contains("it broke"), "{breaks}");
        let refuses = bad(false).store("x", &[]).unwrap_err().to_string();
        assert!(refuses.contains("the phone is locked"), "{refuses}");
        bad(false).delete("x").unwrap();
    }

    /// Stores the first secret only when it is let.
    struct Late {
        gate: Mutex<mpsc::Receiver<()>>,
        kept: Mutex<Vec<Vec<u8>>>,
    }

    impl NativeKeystore for Late {
        fn load(&self, _: String) -> Result<Option<Vec<u8>>, NativeKeystoreFailure> {
            Ok(self.kept.lock().unwrap().last().cloned())
        }

        fn store(&self, _: String, secret: Vec<u8>) -> Result<(), NativeKeystoreFailure> {
            let _ = self.gate.lock().unwrap().recv();
            self.kept.lock().unwrap().push(secret);
            Ok(())
        }

        fn delete(&self, _: String) -> Result<(), NativeKeystoreFailure> {
            Ok(())
        }
    }

    #[test]
    fn a_late_secret_does_not_take_the_place_of_a_newer_one() {
        let (open, gate) = mpsc::channel();
        let late = Arc::new(Late { gate: Mutex::new(gate), kept: Mutex::default() });
        let keystore = || AppKeystore::new(late.clone(), Duration::from_millis(50));
        assert!(keystore().store("late", b"first").is_err());
        for refused in [keystore().store("late", b"second"), keystore().delete("late")] {
            let why = refused.unwrap_err().to_string();
            assert!(why.contains("an earlier call for the same secret has not ended"), "{why}");
        }
        assert!(keystore().load("late").unwrap().is_none(), "asking is free");
        bad(false).delete("another").unwrap();

        let patient = AppKeystore::new(late.clone(), DEFAULT_TIMEOUT);
        let again = std::thread::spawn(move || patient.store("late", b"second"));
        drop(open);
        again.join().unwrap().unwrap();
        assert_eq!(*late.kept.lock().unwrap(), [b"first".to_vec(), b"second".to_vec()]);
    }

    #[test]
    fn the_file_keystore_keeps_what_it_is_given() {
        let folder = tempfile::tempdir().unwrap();
        let keystore = file_keystore(folder.path().join("keys").display().to_string());
        keystore.store("a".to_owned(), vec![1, 2]).unwrap();
        assert_eq!(keystore.load("a".to_owned()).unwrap(), Some(vec![1, 2]));
        keystore.delete("a".to_owned()).unwrap();
        assert_eq!(keystore.load("a".to_owned()).unwrap(), None);
        assert!(keystore.load("../a".to_owned()).is_err());
    }
}
