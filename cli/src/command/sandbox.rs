//! `dlak sandbox`: a bank with money in it and customers to be, with one line.

use std::{net::SocketAddr, path::PathBuf};

use bank_api::{
    amount::Amount,
    env::Env,
    message::{operator::CustomerInfo, wallet::HolderKind},
};
use dlak_cli::sandbox::{Sandbox, SandboxOptions};
use serde_json::json;

use crate::{format::kip, output::Output};

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
    sandbox.fund(args.issue).await?;
    let people = args.person.iter().map(|name| (name, HolderKind::Person));
    let merchants = args.merchant.iter().map(|name| (name, HolderKind::Merchant));
    let mut customers = Vec::new();
    for (name, kind) in people.chain(merchants) {
        customers.push(sandbox.customer(name, kind, args.fiat).await?);
    }
    let value = json!({
        "url": sandbox.url(),
        "data": data,
        "customers": customers.iter().map(|customer| json!({
            "customer": customer.customer, "name": customer.name, "kind": customer.kind,
            "enrolment_code": customer.enrolment_code, "fiat": args.fiat,
        })).collect::<Vec<_>>(),
    });
    output.result(&value, |output| {
        let line = |customer: &CustomerInfo| {
            format!("  {:<20} enrolment code {}", customer.name, output.bold(&customer.enrolment_code))
        };
        format!(
            "{} {}\ndata and keys: {}\n\ncustomers, each with {} of fiat money:\n{}\n\n\
             Open a wallet in another terminal:\n  dlak wallet create --bank {}\n  dlak wallet register CODE\n  \
             dlak wallet top-up 100000\n\nCtrl-C stops the bank.",
            output.green("A sandbox bank is open at"),
            output.bold(sandbox.url()),
            data.display(),
            kip(args.fiat),
            customers.iter().map(line).collect::<Vec<_>>().join("\n"),
            sandbox.url()
        )
    })?;
    sandbox.serve_until(until_told_to_stop()).await
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
