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
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
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
    pub(crate) fn new_parts(&self, bank: &BankArgs) -> anyhow::Result<WalletParts> {
        parts(&self.folder()?, &bank.bank, &bank.certificates()?)
    }

    /// Remembers the bank of a wallet that was made.
    pub(crate) fn remember(&self, bank: &BankArgs) -> anyhow::Result<()> {
        let certificates =
            bank.certificates()?.into_iter().map(String::from_utf8).collect::<Result<_, _>>()?;
        let file = BankFile { url: bank.bank.clone(), certificates };
        let path = self.folder()?.join(BANK_FILE);
        fs::write(&path, serde_json::to_string_pretty(&file)?).with_context(|| path.display().to_string())
    }
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
