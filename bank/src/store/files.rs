//! Where the bank's database is: the port, a file, and memory for tests and simulations.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use rusqlite::{Connection, OpenFlags};

use super::StoreError;

/// How many connections read beside the one that writes.
const READERS: usize = 4;

/// Gives access to the database's file. Sync and slow: called where blocking is allowed.
pub trait DatabaseFiles: Send + Sync {
    /// Opens the database for this process alone; makes it when there is none.
    fn open(&self) -> Result<OpenedDatabase, StoreError>;
}

/// Opens a connection to a database that is open.
pub type Connect = Box<dyn Fn() -> Result<Connection, StoreError> + Send + Sync>;

/// An opened database and what keeps other processes out while it lives.
pub struct OpenedDatabase {
    /// The connection that writes.
    pub writer: Connection,
    /// Connections that read at the same time. When there are none, the writer reads.
    pub readers: Vec<Connection>,
    /// Opens one more connection for a read that takes long. When there is none, the writer does it.
    pub another: Option<Connect>,
    /// Lets others in when dropped, which happens last.
    pub lock: Box<dyn Send + Sync>,
}

/// One file, and beside it the file whose lock says that the bank is open.
#[derive(Clone, Debug)]
pub struct FileDatabase {
    path: PathBuf,
}

impl FileDatabase {
    /// The database in the file `path`, which is made, with its folder, when it is not there.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl DatabaseFiles for FileDatabase {
    fn open(&self) -> Result<OpenedDatabase, StoreError> {
        let io = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::StorageFull => StoreError::Full,
            _ => StoreError::Io(format!("{}: {error}", self.path.display())),
        };
        if let Some(folder) = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            create_private_folder(folder).map_err(io)?;
        }
        let lock = lock(&self.path.with_extension("lock")).map_err(io)?.ok_or(StoreError::InUse)?;
        let path = self.path.clone();
        let connect = move || {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
                | OpenFlags::SQLITE_OPEN_CREATE
                | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            Ok(Connection::open_with_flags(&path, flags)?)
        };
        // For this bank alone, whoever made the folder. SQLite makes what stands beside it the same.
        private(OpenOptions::new().create(true).truncate(false).write(true)).open(&self.path).map_err(io)?;
        // The writer first: it fills the file and turns WAL on, which lets the others read while it writes.
        let writer = connect()?;
        writer.pragma_update(None, "journal_mode", "WAL")?;
        let readers = (0..READERS).map(|_| connect()).collect::<Result<Vec<_>, StoreError>>()?;
        Ok(OpenedDatabase { writer, readers, another: Some(Box::new(connect)), lock: Box::new(lock) })
    }
}

/// The lock on `path`, or `None` when another holds it.
fn lock(path: &Path) -> std::io::Result<Option<File>> {
    let file = private(OpenOptions::new().create(true).truncate(false).write(true)).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// A file that is made is for its owner only.
#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
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
/// "crash" drops the bank and keeps the "disk".
#[derive(Debug)]
pub struct MemoryDatabase {
    uri: String,
    in_use: Arc<AtomicBool>,
    // Keeps the memory alive between openings.
    keeper: Mutex<Option<Connection>>,
}

impl Default for MemoryDatabase {
    fn default() -> Self {
        Self::new()
    }
}

impl MemoryDatabase {
    /// An empty "disk".
    pub fn new() -> Self {
        static DISKS: AtomicU64 = AtomicU64::new(0);
        let number = DISKS.fetch_add(1, Ordering::Relaxed);
        // SQLite's memdb: a name that begins with a slash is one database for all connections of the process.
        let uri = format!("file:/dlak-bank-{number}?vfs=memdb");
        Self { uri, in_use: Arc::default(), keeper: Mutex::new(None) }
    }
}

impl DatabaseFiles for MemoryDatabase {
    fn open(&self) -> Result<OpenedDatabase, StoreError> {
        let lock = MemoryLock::take(&self.in_use)?;
        let mut keeper = self.keeper.lock().unwrap_or_else(PoisonError::into_inner);
        if keeper.is_none() {
            *keeper = Some(Connection::open(&self.uri)?);
        }
        // It has no WAL, in which readers see the past while another writes: one connection does both.
        Ok(OpenedDatabase {
            writer: Connection::open(&self.uri)?,
            readers: Vec::new(),
            another: None,
            lock: Box::new(lock),
        })
    }
}

struct MemoryLock(Arc<AtomicBool>);

impl MemoryLock {
    fn take(in_use: &Arc<AtomicBool>) -> Result<Self, StoreError> {
        if in_use.swap(true, Ordering::SeqCst) {
            Err(StoreError::InUse)
        } else {
            Ok(Self(Arc::clone(in_use)))
        }
    }
}

impl Drop for MemoryLock {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}
