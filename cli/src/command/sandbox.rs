//! `dlak sandbox`: a bank with money in it and customers to be, with one line.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use anyhow::Context;
use bank_api::{
    amount::Amount,
    env::Env,
    id::OrderId,
    message::{operator::CustomerInfo, wallet::HolderKind},
};
use dlak_cli::sandbox::{Sandbox, SandboxOptions};
use serde_json::json;

use crate::{
    format::{in_kip, kip},
    output::Output,
};

/// In the data folder: the ids of the customers that the sandbox took in.
const CUSTOMERS_FILE: &str = "customers.json";

/// A bank with money in it and customers to be, for trying things out.
#[derive(Debug, clap::Args)]
pub(crate) struct SandboxArgs {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8418")]
    listen: SocketAddr,
    /// The folder of the bank's data, kept; without it a temporary one, removed at the end.
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// A further host that requests may be signed for, like that of a proxy. May be repeated.
    #[arg(long, value_name = "HOST")]
    authority: Vec<String>,
    /// A customer to be, a person. May be repeated.
    #[arg(long, value_name = "NAME", default_values = ["Khamla Sayasone", "Noy Vongsa"])]
    person: Vec<String>,
    /// A customer to be, a merchant. May be repeated.
    #[arg(long, value_name = "NAME", default_values = ["Han Kafe"])]
    merchant: Vec<String>,
    /// The fiat money that each customer brings, in kip.
    #[arg(long, value_name = "KIP", default_value = "10000000")]
    fiat: Amount,
    /// How much digital kip the commercial bank has to sell, in kip.
    #[arg(long, value_name = "KIP", default_value = "1000000000")]
    issue: Amount,
}

pub(crate) async fn run(args: &SandboxArgs, output: Output) -> anyhow::Result<()> {
    let temporary = tempfile::Builder::new().prefix("dlak-sandbox-").tempdir()?;
    let data = args.data.clone().unwrap_or_else(|| temporary.path().join("bank"));
    let options =
        SandboxOptions { data: data.clone(), listen: args.listen, authorities: args.authority.clone() };
    let sandbox = Sandbox::start(options, Env::system()).await?;
    let customers = match known_customers(&data)? {
        // The bank goes on with what is there.
        Some(known) => look_up(&sandbox, &known).await?,
        None => take_in(&sandbox, args).await?,
    };
    let ids: Vec<_> = customers.iter().map(|customer| customer.customer).collect();
    std::fs::write(data.join(CUSTOMERS_FILE), serde_json::to_string(&ids)?)?;
    let value = json!({
        "url": sandbox.url(),
        "data": data,
        "customers": customers.iter().map(|customer| json!({
            "customer": customer.customer, "name": customer.name, "kind": customer.kind,
            "enrolment_code": customer.enrolment_code, "fiat": in_kip(customer.fiat.available),
        })).collect::<Vec<_>>(),
    });
    output.result(&value, |output| {
        let line = |customer: &CustomerInfo| {
            let fiat = kip(customer.fiat.available);
            format!("  {:<20} enrolment code {}   {fiat}", customer.name, output.bold(&customer.enrolment_code))
        };
        format!(
            "{} {}\ndata and keys: {}\n\ncustomers, with their fiat money:\n{}\n\n\
             Open a wallet in another terminal:\n  dlak wallet create --bank {}\n  dlak wallet register CODE\n  \
             dlak wallet top-up 100000\n\nCtrl-C stops the bank.",
            output.green("A sandbox bank is open at"),
            output.bold(sandbox.url()),
            data.display(),
            customers.iter().map(line).collect::<Vec<_>>().join("\n"),
            sandbox.url()
        )
    })?;
    sandbox.serve_until(until_told_to_stop()).await
}

/// The customers of an earlier run on this folder.
fn known_customers(data: &Path) -> anyhow::Result<Option<Vec<OrderId>>> {
    match std::fs::read_to_string(data.join(CUSTOMERS_FILE)) {
        Ok(text) => Ok(Some(serde_json::from_str(&text).context(CUSTOMERS_FILE)?)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).context(CUSTOMERS_FILE),
    }
}

async fn look_up(sandbox: &Sandbox, known: &[OrderId]) -> anyhow::Result<Vec<CustomerInfo>> {
    let mut customers = Vec::new();
    for customer in known {
        customers.push(sandbox.look_up(*customer).await?);
    }
    Ok(customers)
}

/// Issues the money, and takes in the customers with their fiat money.
async fn take_in(sandbox: &Sandbox, args: &SandboxArgs) -> anyhow::Result<Vec<CustomerInfo>> {
    sandbox.fund(args.issue).await?;
    let people = args.person.iter().map(|name| (name, HolderKind::Person));
    let merchants = args.merchant.iter().map(|name| (name, HolderKind::Merchant));
    let mut customers = Vec::new();
    for (name, kind) in people.chain(merchants) {
        let customer = sandbox.customer(name, kind, args.fiat).await?;
        customers.push(sandbox.look_up(customer.customer).await?);
    }
    Ok(customers)
}

/// Ready when the user or the system asks the process to stop.
pub(super) async fn until_told_to_stop() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without a way to be told, only a kill stops it: which it survives.
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let terminated = async {
            match signal(SignalKind::terminate()) {
                Ok(mut signal) => drop(signal.recv().await),
                Err(_) => std::future::pending().await,
            }
        };
        tokio::select! { () = interrupted => {}, () = terminated => {} }
    }
    #[cfg(not(unix))]
    interrupted.await;
}
