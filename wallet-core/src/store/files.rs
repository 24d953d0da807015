//! Where the wallet's file is: the port, a folder, and memory for tests and simulations.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use rusqlite::{Connection, OpenFlags};

use super::{Purpose, StoreError};

/// How long an opening waits for a wallet that is open.
const LOCK_PATIENCE: Duration = Duration::from_secs(5);
const LOCK_PAUSE: Duration = Duration::from_millis(5);

/// Gives access to the wallet's file. Sync and slow: called where blocking is allowed.
pub trait WalletFiles: Send + Sync {
    /// Opens the database for this process alone.
    fn open(&self, purpose: Purpose) -> Result<OpenedFiles, StoreError>;
}

/// An opened database and what keeps other processes out while it lives.
pub struct OpenedFiles {
    /// The connection.
    pub connection: Connection,
    /// Lets others in when dropped.
    pub lock: Box<dyn Send + Sync>,
}

/// A folder with `wallet.db` and, beside it, the file whose lock says that the wallet is open.
#[derive(Clone, Debug)]
pub struct FolderFiles {
    folder: PathBuf,
}

impl FolderFiles {
    /// The wallet in `folder`, which is made when the wallet is.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl WalletFiles for FolderFiles {
    fn open(&self, purpose: Purpose) -> Result<OpenedFiles, StoreError> {
        let io = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::StorageFull => StoreError::Full,
            _ => StoreError::Io(format!("{}: {error}", self.folder.display())),
        };
        let database = self.folder.join("wallet.db");
        match purpose {
            Purpose::Create => create_private_folder(&self.folder).map_err(io)?,
            Purpose::Open if !database.exists() => return Err(StoreError::NotFound),
            Purpose::Open => {}
        }
        let lock = lock(&self.folder.join("wallet.lock"), &self.folder)?;
        // Asked only under the lock, so that two programs can't both find nothing and create.
        if purpose == Purpose::Create && holds_wallet(&database).map_err(StoreError::from)? {
            return Err(StoreError::Exists);
        }
        if purpose == Purpose::Create {
            create_private_file(&database).map_err(io)?;
        }
        let connection = Connection::open_with_flags(
            &database,
            OpenFlags::SQLITE_OPEN_READ_WRITE
                | OpenFlags::SQLITE_OPEN_CREATE
                | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        Ok(OpenedFiles { connection, lock: Box::new(lock) })
    }
}

/// Is there a wallet in the file? One that a crash left without its row may be made anew.
fn holds_wallet(database: &Path) -> rusqlite::Result<bool> {
    if !database.exists() {
        return Ok(false);
    }
    has_wallet(&Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE)?)
}

fn has_wallet(connection: &Connection) -> rusqlite::Result<bool> {
    let has_table: bool = connection.query_row(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'wallet'",
        [],
        |row| row.get(0),
    )?;
    Ok(has_table && connection.query_row("SELECT count(*) FROM wallet", [], |row| row.get::<_, bool>(0))?)
}

/// Waits a moment for who is about to let go: an opening that was cancelled goes on in its thread, and a program that was
/// told to end may not have yet.
fn lock(path: &Path, folder: &Path) -> Result<File, StoreError> {
    let io = |error: std::io::Error| StoreError::Io(format!("{}: {error}", folder.display()));
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(io)?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if begun.elapsed() < LOCK_PATIENCE => {
                std::thread::sleep(LOCK_PAUSE);
            }
            Err(TryLockError::WouldBlock) => return Err(StoreError::InUse),
            Err(TryLockError::Error(error)) => return Err(io(error)),
        }
    }
}

/// Makes the file, if it is not there, for its owner's eyes only: SQLite gives its side files the same rights.
fn create_private_file(path: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

#[cfg(unix)]
fn create_private_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn create_private_folder(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)
}

/// A database in memory that can be opened again and again while this lives: for tests and simulations, where a
/// "crash" drops the wallet and keeps the "disk".
#[derive(Debug)]
pub struct MemoryFiles {
    uri: String,
    // Keeps the shared in-memory database alive between openings.
    keeper: Mutex<Option<Connection>>,
    open: Arc<AtomicBool>,
}

/// Lets the next one open the database when dropped.
struct MemoryLock(Arc<AtomicBool>);

impl Drop for MemoryLock {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

impl Default for MemoryFiles {
    fn default() -> Self {
        Self::new()
    }
}

impl MemoryFiles {
    /// An empty "disk".
    pub fn new() -> Self {
        static DISKS: AtomicU64 = AtomicU64::new(0);
        let number = DISKS.fetch_add(1, Ordering::Relaxed);
        // SQLite's memdb: a name that begins with a slash is one database for all connections of the process.
        Self {
            uri: format!("file:/dlak-wallet-{number}?vfs=memdb"),
            keeper: Mutex::new(None),
            open: Arc::default(),
        }
    }

    fn connect(&self) -> rusqlite::Result<Connection> {
        Connection::open_with_flags(&self.uri, OpenFlags::default())
    }
}

impl WalletFiles for MemoryFiles {
    fn open(&self, purpose: Purpose) -> Result<OpenedFiles, StoreError> {
        let mut keeper = self.keeper.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if purpose == Purpose::Open && keeper.is_none() {
            return Err(StoreError::NotFound);
        }
        if self.open.swap(true, Ordering::AcqRel) {
            return Err(StoreError::InUse);
        }
        let lock = MemoryLock(Arc::clone(&self.open));
        match (purpose, keeper.as_ref()) {
            (Purpose::Create, Some(keeper)) if has_wallet(keeper)? => return Err(StoreError::Exists),
            (Purpose::Create, None) => *keeper = Some(self.connect()?),
            (Purpose::Open, _) | (Purpose::Create, Some(_)) => {}
        }
        Ok(OpenedFiles { connection: self.connect()?, lock: Box::new(lock) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn only_the_owner_reads_the_wallet_even_in_a_folder_that_is_open_to_all() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
        let opened = FolderFiles::new(folder.path()).open(Purpose::Create).unwrap();
        opened.connection.pragma_update(None, "journal_mode", "WAL").unwrap();
        opened.connection.execute_batch("CREATE TABLE t (x)").unwrap();
        for file in ["wallet.db", "wallet.db-wal", "wallet.db-shm"] {
            let mode = fs::metadata(folder.path().join(file)).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{file}");
        }
    }
}
