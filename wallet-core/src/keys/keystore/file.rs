use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use zeroize::Zeroizing;

use super::{Keystore, KeystoreError, MAX_SECRET_BYTES, check_name, check_secret};

/// A keystore of files in a folder, one for each secret, which only their owner may read.
///
/// A file is written beside its place, made durable, and moved there: it is never half there. One that others could
/// have read is refused. It does not protect from who can act as the same user; a platform's keystore does.
#[derive(Clone, Debug)]
pub struct FileKeystore {
    folder: PathBuf,
}

impl FileKeystore {
    /// The keystore in `folder`, which is made when the first secret is stored.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn path(&self, name: &str, extension: &str) -> Result<PathBuf, KeystoreError> {
        check_name(name)?;
        Ok(self.folder.join(format!("{name}.{extension}")))
    }
}

impl Keystore for FileKeystore {
    fn load(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeystoreError> {
        let path = self.path(name, "secret")?;
        let io = |source| KeystoreError::Io { path: path.clone(), source };
        // Asked of the name itself, so that neither a link leads elsewhere nor a pipe blocks the opening.
        let found = match fs::symlink_metadata(&path) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(io(error)),
        };
        if !found.is_file() || found.len() > MAX_SECRET_BYTES as u64 {
            return Err(KeystoreError::NotAFile(path));
        }
        if is_exposed(&found) {
            return Err(KeystoreError::Exposed(path));
        }
        // Large enough from the start: growing would leave copies behind.
        let mut secret = Zeroizing::new(Vec::with_capacity(MAX_SECRET_BYTES + 1));
        let file = File::open(&path).map_err(io)?;
        file.take(MAX_SECRET_BYTES as u64 + 1).read_to_end(&mut secret).map_err(io)?;
        if secret.len() > MAX_SECRET_BYTES {
            return Err(KeystoreError::NotAFile(path));
        }
        Ok(Some(secret))
    }

    fn store(&self, name: &str, secret: &[u8]) -> Result<(), KeystoreError> {
        let (path, beside) = (self.path(name, "secret")?, self.path(name, "new")?);
        check_secret(secret)?;
        let io = |source| KeystoreError::Io { path: path.clone(), source };
        create_private_folder(&self.folder).map_err(io)?;
        // One may be left from a crash.
        remove_if_there(&beside).map_err(io)?;
        let written = create_private_file(&beside)
            .and_then(|mut file| file.write_all(secret).and_then(|()| file.sync_all()))
            .and_then(|()| fs::rename(&beside, &path))
            .and_then(|()| sync_folder(&self.folder));
        written.map_err(|error| {
            // A full disk: leave no half of a secret behind. If even that fails, the next `store` removes it.
            let _ = remove_if_there(&beside);
            io(error)
        })
    }

    fn delete(&self, name: &str) -> Result<(), KeystoreError> {
        let (path, beside) = (self.path(name, "secret")?, self.path(name, "new")?);
        let deleted = remove_if_there(&beside)
            .and_then(|half| Ok(remove_if_there(&path)? || half))
            .and_then(|any| if any { sync_folder(&self.folder) } else { Ok(()) });
        deleted.map_err(|source| KeystoreError::Io { path, source })
    }
}

/// Removes a file, and says whether there was one.
fn remove_if_there(path: &Path) -> io::Result<bool> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn is_exposed(found: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    found.permissions().mode() & 0o077 != 0
}

#[cfg(unix)]
fn create_private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// A new file that only its owner may read from its first moment on.
#[cfg(unix)]
fn create_private_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Makes durable which files the folder has.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

// Elsewhere the folder of the user's profile is private, and a moved file durable, without our doing.
#[cfg(not(unix))]
fn is_exposed(_: &fs::Metadata) -> bool {
    false
}

#[cfg(not(unix))]
fn create_private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(not(unix))]
fn create_private_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
