//! One payment between two programs, each in a language of its own: the side of Rust, and what both sides share.
//!
//! ```text
//!   payee                        shared folder                     payer
//!   asks for money  ──────────►  request.pgm (pixels)  ──────────► scans, prepares, confirms
//!   is told, verifies it         paid.json, receipt.txt            gets the receipt, verifies it
//! ```
//!
//! `tests/journeys/README.md` says the same for the other languages.

mod payee;
mod payer;
mod pgm;

use std::{
    error::Error,
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use bank_api::{amount::Amount, env::Env};
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, sleep};
use wallet_core::Wallet;

pub use pgm::Pgm;

use crate::{Phone, pin};

/// How long one side waits for the other.
const PATIENCE: Duration = Duration::from_mins(1);

/// The picture of the payee's code.
pub const REQUEST_FILE: &str = "request.pgm";
/// What the payee says when it is paid.
pub const PAID_FILE: &str = "paid.json";
/// The payer's proof.
pub const RECEIPT_FILE: &str = "receipt.txt";

/// Something that went wrong.
pub type Trouble = Box<dyn Error + Send + Sync>;

/// A side of the payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Asks for the money.
    Payee,
    /// Pays it.
    Payer,
}

impl Role {
    /// As the variable has it, and the folder of its wallet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Payee => "payee",
            Self::Payer => "payer",
        }
    }
}

/// What a program is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its side.
    pub role: Role,
    /// The bank's address.
    pub bank_url: String,
    /// The enrolment code of the wallet's owner.
    pub enrolment: String,
    /// The folder that both share.
    pub folder: PathBuf,
    /// How much is paid.
    pub amount: Amount,
}

/// What the payee writes when it is paid.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Paid {
    /// How much, in att.
    pub amount: u64,
    /// The payer's name.
    pub from: String,
    /// The number of the payee's entry.
    pub seq: u64,
}

impl Task {
    /// Reads the task from the variables.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, Trouble> {
        let value = |name: &str| variable(name).ok_or_else(|| format!("{name} is not set"));
        let role = match value("DLAK_INTEROP_ROLE")?.as_str() {
            "payee" => Role::Payee,
            "payer" => Role::Payer,
            other => return Err(format!("DLAK_INTEROP_ROLE is payee or payer, not {other:?}").into()),
        };
        Ok(Self {
            role,
            bank_url: value("DLAK_BANK_URL")?,
            enrolment: value("DLAK_ENROLMENT")?,
            folder: value("DLAK_INTEROP_DIR")?.into(),
            amount: Amount::from_att(value("DLAK_INTEROP_AMOUNT")?.parse()?)?,
        })
    }

    /// The variables that tell a program of the task.
    pub fn variables(&self) -> [(&'static str, String); 5] {
        [
            ("DLAK_INTEROP_ROLE", self.role.name().to_owned()),
            ("DLAK_BANK_URL", self.bank_url.clone()),
            ("DLAK_ENROLMENT", self.enrolment.clone()),
            ("DLAK_INTEROP_DIR", self.folder.display().to_string()),
            ("DLAK_INTEROP_AMOUNT", self.amount.att().to_string()),
        ]
    }

    /// Does it, with a wallet of its own.
    pub async fn perform(&self) -> Result<(), Trouble> {
        let wallet = self.enrol().await?;
        match self.role {
            Role::Payee => payee::perform(self, &wallet).await,
            Role::Payer => payer::perform(self, &wallet).await,
        }
    }

    async fn enrol(&self) -> Result<Wallet, Trouble> {
        let folder = self.folder.join(self.role.name());
        let phone = Phone { folder, bank_url: self.bank_url.clone(), env: Env::system() };
        let (wallet, _words) = Wallet::create(phone.parts(), pin(), self.role.name(), None).await?;
        wallet.register(&self.enrolment).await?;
        Ok(wallet)
    }

    /// Writes a file that is whole when it appears.
    fn publish(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let (path, unfinished) = (self.folder.join(name), self.folder.join(format!("{name}.new")));
        fs::write(&unfinished, bytes)?;
        fs::rename(unfinished, path)
    }
}

/// Waits until a file appears. Gives what is in it.
async fn appears(path: &Path) -> Result<Vec<u8>, Trouble> {
    let until = Instant::now() + PATIENCE;
    loop {
        match fs::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && Instant::now() < until => {
                sleep(Duration::from_millis(20)).await;
            }
            read => return read.map_err(|error| format!("{}: {error}", path.display()).into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_read_as_it_is_told() {
        let task = Task {
            role: Role::Payer,
            bank_url: "http://127.0.0.1:1".to_owned(),
            enrolment: "CODE".to_owned(),
            folder: "/tmp/shared folder".into(),
            amount: Amount::from_att(7).unwrap(),
        };
        let told = task.variables();
        let read = |without: &str| {
            Task::from_variables(|name| {
                let found = told.iter().find(|(known, _)| *known == name && name != without);
                found.map(|(_, value)| value.clone())
            })
        };
        assert_eq!(read("").unwrap(), task);
        for (name, _) in &told {
            assert_eq!(read(name).unwrap_err().to_string(), format!("{name} is not set"));
        }
    }
}
