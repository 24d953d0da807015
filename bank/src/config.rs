//! How the bank is set up: defaults, then a TOML file, then the environment, then flags; each wins over those before.
//!
//! ```toml
//! data = "/var/lib/dlak"             # DLAK_BANK_DATA          the database and the keys
//! listen = "127.0.0.1:8418"          # DLAK_BANK_LISTEN        a proxy in front speaks TLS to the world
//! authorities = ["bank.example"]     # DLAK_BANK_AUTHORITIES   hosts that requests are signed for, with commas between
//! network = "dlak-sandbox"           # DLAK_BANK_NETWORK
//! log_origin = "bank.example/log"    # DLAK_BANK_LOG_ORIGIN
//! payment_limit = "50000000"         # DLAK_BANK_PAYMENT_LIMIT in kip
//! daily_limit = "200000000"          # DLAK_BANK_DAILY_LIMIT   in kip
//!
//! [central_bank]
//! id = "BOL"
//! name = "Bank of the Lao PDR"
//! operator = "ed25519:…"             # left out: the bank makes a key of its own, for the sandbox
//!
//! [[participants]]
//! id = "NAGA"
//! name = "Naga Bank"
//! operator = "ed25519:…"
//! ```
//!
//! A name that is not in this list is an error, in the file as in the environment: a misspelt limit must not be no limit.

use std::{
    collections::BTreeSet,
    net::SocketAddr,
    path::{Path, PathBuf},
    str::FromStr,
};

use bank_api::{
    amount::Amount,
    id::{NetworkId, ParticipantId},
    key::PublicKey,
    log::note::NoteVerifier,
    message::bank::Limits,
};
use serde::{Deserialize, Deserializer};

/// What the names of the environment variables begin with.
pub const ENVIRONMENT_PREFIX: &str = "DLAK_BANK_";
/// The variable that names the file: for the command line, which reads it before it calls [`Config::load`].
pub const CONFIG_FILE_VARIABLE: &str = "DLAK_BANK_CONFIG";

const DATABASE_FILE: &str = "bank.sqlite";
const KEY_FOLDER: &str = "keys";

/// How the bank is set up: complete, and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The folder with the database and the keys.
    pub data: PathBuf,
    /// Where the bank listens.
    pub listen: SocketAddr,
    /// The hosts (with the port, if it is not the default one) that requests to the bank may be signed for. When empty, the
    /// address that the bank listens on.
    pub authorities: Vec<String>,
    /// The network that signatures are good for.
    pub network: NetworkId,
    /// The name of the ledger log.
    pub log_origin: String,
    /// What a wallet may pay.
    pub limits: Limits,
    /// The central bank, and its vault.
    pub central_bank: Institution,
    /// The commercial banks.
    pub participants: Vec<Institution>,
}

/// A bank that takes part.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Institution {
    /// Its letters.
    pub id: ParticipantId,
    /// Its name.
    pub name: String,
    /// The key that signs its operators' requests; without one the bank makes a key and keeps it in its folder.
    pub operator: Option<PublicKey>,
}

/// What one source says: any part of the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// See [`Config::data`].
    pub data: Option<PathBuf>,
    /// See [`Config::listen`].
    pub listen: Option<SocketAddr>,
    /// See [`Config::authorities`].
    pub authorities: Option<Vec<String>>,
    /// See [`Config::network`].
    pub network: Option<NetworkId>,
    /// See [`Config::log_origin`].
    pub log_origin: Option<String>,
    /// See [`Limits::payment`]; a text in kip.
    #[serde(deserialize_with = "kip")]
    pub payment_limit: Option<Amount>,
    /// See [`Limits::daily`]; a text in kip.
    #[serde(deserialize_with = "kip")]
    pub daily_limit: Option<Amount>,
    /// See [`Config::central_bank`].
    pub central_bank: Option<Institution>,
    /// See [`Config::participants`].
    pub participants: Option<Vec<Institution>>,
}

/// Why the bank can't be set up like this.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file can't be read.
    #[error("the configuration {} can't be read", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not TOML of the right shape.
    #[error("the configuration {} is not understood", path.display())]
    Toml {
        /// The file.
        path: PathBuf,
        /// Where, and why.
        source: Box<toml::de::Error>,
    },
    /// A variable of the environment has no such value.
    #[error("the environment variable {name} is not understood: {why}")]
    Variable {
        /// Its name.
        name: String,
        /// What is wrong.
        why: String,
    },
    /// The values do not go together.
    #[error("the configuration's {field} can't be used: {why}")]
    Field {
        /// The field.
        field: &'static str,
        /// What is wrong.
        why: String,
    },
}

impl Config {
    /// Merges defaults, `file`, `environment` and `overrides` (flags), and checks the result. Of the environment
    /// only variables that begin with [`ENVIRONMENT_PREFIX`] are looked at.
    pub fn load(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
        overrides: Settings,
    ) -> Result<Self, ConfigError> {
        let file = file.map(Settings::from_file).transpose()?.unwrap_or_default();
        let environment = Settings::from_environment(environment)?;
        Self::complete(overrides.or(environment).or(file))
    }

    /// The sandbox: one central bank and two commercial banks, for trying out.
    pub fn sandbox() -> Self {
        let institution = |id: &str, name: &str| Institution {
            id: id.parse().expect("constant, and of upper-case letters"),
            name: name.to_owned(),
            operator: None,
        };
        Self {
            data: PathBuf::from("dlak-bank"),
            listen: SocketAddr::from(([127, 0, 0, 1], 8418)),
            authorities: Vec::new(),
            network: "dlak-sandbox".parse().expect("constant, and of lower-case letters"),
            log_origin: "dlak-sandbox/log".to_owned(),
            limits: Limits {
                payment: Amount::from_kip(50_000_000).expect("constant, and far below the largest amount"),
                daily: Amount::from_kip(200_000_000).expect("constant, and far below the largest amount"),
            },
            central_bank: institution("BOL", "Bank of the Lao PDR"),
            participants: vec![institution("NAGA", "Naga Bank"), institution("CHAMPA", "Champa Bank")],
        }
    }

    /// The database's file.
    pub fn database_file(&self) -> PathBuf {
        self.data.join(DATABASE_FILE)
    }

    /// The folder with the keys.
    pub fn key_folder(&self) -> PathBuf {
        self.data.join(KEY_FOLDER)
    }

    /// The central bank and the commercial banks.
    pub fn institutions(&self) -> impl Iterator<Item = &Institution> {
        std::iter::once(&self.central_bank).chain(&self.participants)
    }

    fn complete(settings: Settings) -> Result<Self, ConfigError> {
        let defaults = Self::sandbox();
        let network = settings.network.unwrap_or(defaults.network);
        let config = Self {
            data: settings.data.unwrap_or(defaults.data),
            listen: settings.listen.unwrap_or(defaults.listen),
            authorities: settings.authorities.unwrap_or_default(),
            log_origin: settings.log_origin.unwrap_or_else(|| format!("{network}/log")),
            network,
            limits: Limits {
                payment: settings.payment_limit.unwrap_or(defaults.limits.payment),
                daily: settings.daily_limit.unwrap_or(defaults.limits.daily),
            },
            central_bank: settings.central_bank.unwrap_or(defaults.central_bank),
            participants: settings.participants.unwrap_or(defaults.participants),
        };
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let unusable = |field, why: &str| Err(ConfigError::Field { field, why: why.to_owned() });
        if self.limits.payment.is_zero() || self.limits.daily < self.limits.payment {
            return unusable("daily_limit", "it is at least payment_limit, and that more than nothing");
        }
        let any_key = bank_api::key::SecretKey::from_seed(&[1; 32]).public();
        if NoteVerifier::new(self.log_origin.clone(), any_key).is_err() {
            return unusable(
                "log_origin",
                "it is a name without spaces and plus signs, like bank.example/log",
            );
        }
        if self.authorities.iter().any(|authority| http::uri::Authority::from_str(authority).is_err()) {
            return unusable("authorities", "each is a host, with a port if it is not the default one");
        }
        if self.listen.ip().is_unspecified() && self.authorities.is_empty() {
            let why = "a bank that listens on all addresses must be told by which hosts it is called";
            return unusable("authorities", why);
        }
        let mut seen = BTreeSet::new();
        for institution in self.institutions() {
            if !seen.insert(&institution.id) {
                return unusable("participants", "two banks have the same id");
            }
            if !(1..=64).contains(&institution.name.chars().count()) {
                return unusable("participants", "a bank's name has 1 to 64 characters");
            }
        }
        let mut keys = BTreeSet::new();
        if self.institutions().filter_map(|bank| bank.operator).any(|key| !keys.insert(key.id())) {
            return unusable("participants", "two banks have the same operator key");
        }
        Ok(())
    }
}

impl Settings {
    fn from_file(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| ConfigError::File { path: path.to_owned(), source })?;
        toml::from_str(&text)
            .map_err(|source| ConfigError::Toml { path: path.to_owned(), source: Box::new(source) })
    }

    fn from_environment(
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut settings = Self::default();
        for (name, value) in environment {
            match name.strip_prefix(ENVIRONMENT_PREFIX) {
                Some("DATA") => settings.data = Some(value.into()),
                Some("LISTEN") => settings.listen = Some(variable(&name, &value)?),
                Some("AUTHORITIES") => {
                    settings.authorities =
                        Some(value.split(',').map(|host| host.trim().to_owned()).collect());
                }
                Some("NETWORK") => settings.network = Some(variable(&name, &value)?),
                Some("LOG_ORIGIN") => settings.log_origin = Some(value),
                Some("PAYMENT_LIMIT") => settings.payment_limit = Some(variable(&name, &value)?),
                Some("DAILY_LIMIT") => settings.daily_limit = Some(variable(&name, &value)?),
                Some(_) if name != CONFIG_FILE_VARIABLE => {
                    return Err(ConfigError::Variable { name, why: "there is no such setting".to_owned() });
                }
                _ => {}
            }
        }
        Ok(settings)
    }

    /// What `self` says, and where it says nothing, `other`.
    fn or(self, other: Self) -> Self {
        Self {
            data: self.data.or(other.data),
            listen: self.listen.or(other.listen),
            authorities: self.authorities.or(other.authorities),
            network: self.network.or(other.network),
            log_origin: self.log_origin.or(other.log_origin),
            payment_limit: self.payment_limit.or(other.payment_limit),
            daily_limit: self.daily_limit.or(other.daily_limit),
            central_bank: self.central_bank.or(other.central_bank),
            participants: self.participants.or(other.participants),
        }
    }
}

fn variable<T: FromStr<Err: std::fmt::Display>>(name: &str, value: &str) -> Result<T, ConfigError> {
    value
        .parse()
        .map_err(|error: T::Err| ConfigError::Variable { name: name.to_owned(), why: error.to_string() })
}

/// An amount as people write it: a text in kip, not the API's minor units.
fn kip<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Amount>, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map(Some).map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(toml: &str, environment: &[(&str, &str)], overrides: Settings) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bank.toml");
        std::fs::write(&file, toml).unwrap();
        let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::load(Some(&file), environment, overrides)
    }

    fn error(toml: &str, environment: &[(&str, &str)]) -> String {
        let error = load(toml, environment, Settings::default()).unwrap_err();
        let source = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        format!("{error}: {source}")
    }

    #[test]
    fn without_any_source_it_is_the_sandbox() {
        assert_eq!(Config::load(None, [], Settings::default()).unwrap(), Config::sandbox());
    }

    #[test]
    fn flags_win_over_the_environment_and_that_over_the_file() {
        let toml = "listen = '127.0.0.1:1'\nnetwork = 'one'\npayment_limit = '1.50'\ndaily_limit = '3'";
        let environment =
            [("DLAK_BANK_LISTEN", "127.0.0.1:2"), ("DLAK_BANK_NETWORK", "two"), ("PATH", "/bin")];
        let overrides = Settings { listen: "127.0.0.1:3".parse().ok(), ..Settings::default() };
        let config = load(toml, &environment, overrides).unwrap();
        assert_eq!(config.listen.port(), 3);
        assert_eq!((config.network.as_str(), config.log_origin.as_str()), ("two", "two/log"));
        assert_eq!(config.limits.payment.att(), 150);
    }

    #[test]
    fn banks_are_read_with_their_keys() {
        let key = bank_api::key::SecretKey::from_seed(&[7; 32]).public();
        let toml = format!("[[participants]]\nid = 'MEKONG'\nname = 'Mekong Bank'\noperator = '{key}'");
        let config = load(&toml, &[], Settings::default()).unwrap();
        assert_eq!(config.participants.len(), 1);
        assert_eq!(config.participants[0].operator, Some(key));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (toml, name) in [
            ("listne = '127.0.0.1:1'", "listne"),
            ("listen = 'here'", "listen"),
            ("payment_limit = 'much'", "payment_limit"),
            ("payment_limit = '10'\ndaily_limit = '5'", "daily_limit"),
            ("log_origin = 'a b'", "log_origin"),
            ("authorities = ['a b']", "authorities"),
            ("listen = '0.0.0.0:8418'", "authorities"),
            ("[[participants]]\nid = 'BOL'\nname = 'Again'", "participants"),
            ("[[participants]]\nid = 'bol'\nname = 'Small'", "id"),
            ("[central_bank]\nid = 'BOL'\nname = 'B'\noperator = 'ed25519:x'", "operator"),
        ] {
            let error = error(toml, &[]);
            assert!(error.contains(name) || error.contains(toml.lines().last().unwrap()), "{toml}: {error}");
        }
        for (variable, value) in [("DLAK_BANK_LISTEN", "here"), ("DLAK_BANK_LISTNE", "127.0.0.1:1")] {
            assert!(error("", &[(variable, value)]).contains(variable));
        }
        assert!(load("", &[("DLAK_BANK_CONFIG", "x.toml")], Settings::default()).is_ok());
        assert!(Config::load(Some(Path::new("nowhere.toml")), [], Settings::default()).is_err());
    }
}
