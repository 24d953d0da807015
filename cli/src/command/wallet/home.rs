//! A wallet's folder: its file, its keystore, and which bank it belongs to.
//!
//! ```text
//! FOLDER/wallet.db      the wallet (wallet-core)
//! FOLDER/wallet.lock    held while a program has it open
//! FOLDER/keystore/      the secret that the platform's keystore holds on a phone
//! FOLDER/bank.json      the bank's address and the certificates of its authority
//! ```

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;
use wallet_core::{Env, FileKeystore, FolderFiles, HttpTransport, Wallet, WalletParts};

const BANK_FILE: &str = "bank.json";

/// Where the wallet is.
#[derive(Debug, clap::Args)]
pub(crate) struct HomeArgs {
    /// The wallet's folder; without it, one under your data folder.
    #[arg(long, value_name = "FOLDER", env = "DLAK_WALLET", global = true)]
    wallet: Option<PathBuf>,
}

/// Which bank the wallet is made for.
#[derive(Debug, clap::Args)]
pub(crate) struct BankArgs {
    /// The bank's address, like `https://bank.example` or `http://127.0.0.1:8418`.
    #[arg(long, value_name = "URL", env = "DLAK_BANK")]
    pub(crate) bank: String,
    /// The certificate (PEM) of the authority that may speak for the bank; needed for https. May be repeated.
    #[arg(long, value_name = "FILE", env = "DLAK_CERTIFICATE", value_delimiter = ',')]
    pub(crate) certificate: Vec<PathBuf>,
}

impl BankArgs {
    /// The certificates, read.
    pub(crate) fn certificates(&self) -> anyhow::Result<Vec<Vec<u8>>> {
        self.certificate
            .iter()
            .map(|file| fs::read(file).with_context(|| file.display().to_string()))
            .collect()
    }
}

/// The bank of a wallet, as its folder remembers it.
#[derive(Serialize, Deserialize)]
struct BankFile {
    url: String,
    certificates: Vec<String>,
}

impl HomeArgs {
    /// The wallet's folder.
    pub(crate) fn folder(&self) -> anyhow::Result<PathBuf> {
        if let Some(folder) = &self.wallet {
            return Ok(folder.clone());
        }
        let data = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        let home = || std::env::home_dir().map(|home| home.join(".local/share"));
        let data =
            data.or_else(home).context("there is no home folder: say where the wallet is with --wallet")?;
        Ok(data.join("dlak/wallet"))
    }

    /// Opens the wallet that is there, locked.
    pub(crate) async fn open(&self) -> anyhow::Result<Wallet> {
        let folder = self.folder()?;
        let text = match fs::read_to_string(folder.join(BANK_FILE)) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => bail!(
                "there is no wallet in {}: make one with `dlak wallet create`, or name its folder with --wallet",
                folder.display()
            ),
            Err(error) => return Err(error).with_context(|| folder.join(BANK_FILE).display().to_string()),
        };
        let bank: BankFile = serde_json::from_str(&text)
            .with_context(|| format!("{} is damaged", folder.join(BANK_FILE).display()))?;
        let certificates: Vec<_> = bank.certificates.into_iter().map(String::into_bytes).collect();
        Ok(Wallet::open(parts(&folder, &bank.url, &certificates)?).await?)
    }

    /// The outside of a new wallet.
    fn new_parts(&self, bank: &BankArgs) -> anyhow::Result<WalletParts> {
        parts(&self.folder()?, &bank.bank, &bank.certificates()?)
    }

    /// Makes a wallet in the folder with `make`, and remembers its bank. The bank is written first, under another name: a
    /// disk that is full then is found before there is a wallet whose words nobody has seen.
    pub(crate) async fn found<T>(
        &self,
        bank: &BankArgs,
        make: impl AsyncFnOnce(WalletParts) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let folder = self.folder()?;
        let pending = write_bank(&folder, &bank.bank, &bank.certificates()?)?;
        match make(self.new_parts(bank)?).await {
            Ok(made) => {
                pending
                    .persist(folder.join(BANK_FILE))
                    .context("the wallet is made, and its bank's address is not kept")?;
                Ok(made)
            }
            Err(error) => Err(error),
        }
    }
}

/// Keeps a wallet's bank in its folder, for [`HomeArgs::open`].
pub(crate) fn remember(folder: &Path, url: &str) -> anyhow::Result<()> {
    write_bank(folder, url, &[])?.persist(folder.join(BANK_FILE))?;
    Ok(())
}

fn write_bank(folder: &Path, url: &str, certificates: &[Vec<u8>]) -> anyhow::Result<NamedTempFile> {
    let certificates = certificates.iter().cloned().map(String::from_utf8).collect::<Result<_, _>>()?;
    let text = serde_json::to_string_pretty(&BankFile { url: url.to_owned(), certificates })?;
    create_private_folder(folder).with_context(|| folder.display().to_string())?;
    let mut file = NamedTempFile::new_in(folder).with_context(|| folder.display().to_string())?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all())?;
    Ok(file)
}

/// Nobody else has to see who pays whom.
fn create_private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

fn parts(folder: &Path, url: &str, certificates: &[Vec<u8>]) -> anyhow::Result<WalletParts> {
    Ok(WalletParts {
        env: Env::system(),
        files: Arc::new(FolderFiles::new(folder)),
        keystore: Arc::new(FileKeystore::new(folder.join("keystore"))),
        transport: Arc::new(HttpTransport::new(url, certificates)?),
        bank_url: url.to_owned(),
    })
}
