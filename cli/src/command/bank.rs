//! `dlak bank serve`: the reference bank.

use std::path::PathBuf;

use ::bank::{
    config::{CONFIG_FILE_VARIABLE, Config, Settings},
    keys::{create_key_file, read_key_file},
    server::Bank,
};
use anyhow::Context;
use bank_api::{env::Env, key::SecretKey};
use clap::Subcommand;
use tokio::net::TcpListener;

use super::sandbox::until_told_to_stop;
use crate::output::Output;

/// The reference bank.
#[derive(Debug, clap::Args)]
pub(crate) struct BankCommand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the bank's API over HTTP; a proxy in front speaks TLS. Settings: defaults, then the file, then DLAK_BANK_*
    /// variables, then these flags.
    Serve(ServeArgs),
    /// Make an operator's key in a new file, and show its public half: the `operator` of the configuration.
    NewKey {
        /// The file; nobody else may read it.
        file: PathBuf,
    },
    /// Show the public half of an operator's key.
    PublicKey {
        /// The file with the key.
        file: PathBuf,
    },
}

#[derive(Debug, clap::Args)]
struct ServeArgs {
    /// The configuration (TOML).
    #[arg(long, value_name = "FILE", env = CONFIG_FILE_VARIABLE)]
    config: Option<PathBuf>,
    /// The folder of the database and the keys.
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// Where to listen.
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<std::net::SocketAddr>,
    /// A host that requests may be signed for. May be repeated.
    #[arg(long, value_name = "HOST")]
    authority: Vec<String>,
}

pub(crate) async fn run(args: &BankCommand, output: Output) -> anyhow::Result<()> {
    let args = match &args.command {
        Command::Serve(args) => args,
        Command::NewKey { file } => {
            return show_key(&create_key_file(file, Env::system().rng.as_ref())?, output);
        }
        Command::PublicKey { file } => return show_key(&read_key_file(file)?, output),
    };
    let flags = Settings {
        data: args.data.clone(),
        listen: args.listen,
        authorities: (!args.authority.is_empty()).then(|| args.authority.clone()),
        ..Settings::default()
    };
    let environment = std::env::vars().filter(|(name, _)| name != CONFIG_FILE_VARIABLE);
    let config = Config::load(args.config.as_deref(), environment, flags)?;
    let listener = TcpListener::bind(config.listen).await;
    let listener = listener.with_context(|| format!("can't listen at {}", config.listen))?;
    let address = listener.local_addr()?;
    let (bank, _) = Bank::open_folder(&config, Env::system()).await?;
    let value = serde_json::json!({ "url": format!("http://{address}"), "data": config.data, "network": config.network });
    output.result(&value, |_| {
        format!(
            "the bank of {} is open at http://{address}, its data in {}",
            config.network,
            config.data.display()
        )
    })?;
    bank.serve(listener, until_told_to_stop()).await?;
    Ok(())
}

fn show_key(key: &SecretKey, output: Output) -> anyhow::Result<()> {
    let public = key.public();
    output.result(&serde_json::json!({ "operator": public }), |_| format!("operator = \"{public}\""))
}
