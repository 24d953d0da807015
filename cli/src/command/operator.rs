//! `dlak operator`: what the central bank and the commercial banks do at a bank.

use std::path::PathBuf;

use anyhow::Context;
use bank_api::{
    amount::Amount,
    env::Env,
    id::{AccountId, OrderId, ParticipantId},
    message::wallet::{AccountStatus, HolderKind},
};
use clap::{Subcommand, ValueEnum};
use dlak_cli::operator::Operator;

use super::wallet::BankArgs;
use crate::{format::kip, output::Output};

/// What the central bank and the commercial banks do. Signed with the operator's key.
#[derive(Debug, clap::Args)]
pub(crate) struct OperatorArgs {
    #[command(flatten)]
    bank: BankArgs,
    /// The file with the operator's key, like keys/operator-BOL.key in a sandbox's data folder.
    #[arg(long, value_name = "FILE", env = "DLAK_OPERATOR_KEY")]
    key: PathBuf,
    /// The id of what is done. To repeat a call whose answer was lost, repeat its id: it is done once.
    #[arg(long, value_name = "UUID", global = true)]
    id: Option<OrderId>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    Person,
    Merchant,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Issue digital kip to a participant (central bank).
    Mint { participant: ParticipantId, amount: Amount },
    /// Withdraw digital kip from a participant (central bank).
    Burn { participant: ParticipantId, amount: Amount },
    /// Credit a participant's reserves (central bank).
    DepositReserves { participant: ParticipantId, amount: Amount },
    /// A participant's reserves.
    Reserves { participant: ParticipantId },
    /// Buy digital kip against reserves (commercial bank).
    Purchase { amount: Amount },
    /// Take in a customer: gives the enrolment code for the customer's wallet (commercial bank).
    AddCustomer {
        name: String,
        #[arg(long, value_enum, default_value = "person")]
        kind: Kind,
    },
    /// A customer, with the enrolment code (commercial bank).
    Customer { customer: OrderId },
    /// A customer brings fiat money (commercial bank).
    Deposit { customer: OrderId, amount: Amount },
    /// Freeze an account (central bank).
    Freeze { account: AccountId },
    /// Let a frozen account go (central bank).
    Unfreeze { account: AccountId },
    /// Recompute the whole ledger and say what does not hold (central bank).
    Audit,
}

pub(crate) async fn run(args: &OperatorArgs, output: Output) -> anyhow::Result<()> {
    let key = ::bank::keys::read_key_file(&args.key).with_context(|| args.key.display().to_string())?;
    let operator = Operator::new(&args.bank.bank, &args.bank.certificates()?, key, Env::system())?;
    let id = args.id.map_or_else(|| operator.new_id(), Ok)?;
    let done = output.waiting("asking the bank", act(&operator, id, &args.command)).await;
    let (value, text) = done.with_context(|| format!("to repeat exactly this call, add --id {id}"))?;
    output.result(&value, |_| text)
}

/// The result for scripts, and for people.
async fn act(
    operator: &Operator,
    id: OrderId,
    command: &Command,
) -> anyhow::Result<(serde_json::Value, String)> {
    Ok(match command {
        Command::Mint { participant, amount } => {
            let minted = operator.mint(id, participant.clone(), *amount).await?;
            (serde_json::to_value(&minted)?, format!("minted {} to {participant}", kip(*amount)))
        }
        Command::Burn { participant, amount } => {
            let burned = operator.burn(id, participant.clone(), *amount).await?;
            (serde_json::to_value(&burned)?, format!("burned {} of {participant}", kip(*amount)))
        }
        Command::DepositReserves { participant, amount } => {
            let balance = operator.deposit_reserves(id, participant, *amount).await?;
            (
                serde_json::to_value(&balance)?,
                format!("{participant} has {} of reserves", kip(balance.available)),
            )
        }
        Command::Reserves { participant } => {
            let balance = operator.reserves(participant).await?;
            let text =
                format!("{participant}: {} available, {} held", kip(balance.available), kip(balance.held));
            (serde_json::to_value(&balance)?, text)
        }
        Command::Purchase { amount } => {
            let exchange = operator.purchase(id, *amount).await?;
            (serde_json::to_value(&exchange)?, format!("purchase of {}: {:?}", kip(*amount), exchange.status))
        }
        Command::AddCustomer { name, kind } => {
            let kind = match kind {
                Kind::Person => HolderKind::Person,
                Kind::Merchant => HolderKind::Merchant,
            };
            let customer = operator.add_customer(id, name, kind).await?;
            let text = format!("customer {}\nenrolment code {}", customer.customer, customer.enrolment_code);
            (serde_json::to_value(&customer)?, text)
        }
        Command::Customer { customer } => {
            let customer = operator.customer(*customer).await?;
            let text = format!(
                "{}\nenrolment code {}\nfiat {}, held {}",
                customer.name,
                customer.enrolment_code,
                kip(customer.fiat.available),
                kip(customer.fiat.held)
            );
            (serde_json::to_value(&customer)?, text)
        }
        Command::Deposit { customer, amount } => {
            let balance = operator.deposit(id, *customer, *amount).await?;
            (
                serde_json::to_value(&balance)?,
                format!("the customer has {} of fiat money", kip(balance.available)),
            )
        }
        Command::Freeze { account } => {
            (operator.set_status(id, *account, AccountStatus::Frozen).await?, format!("{account} is frozen"))
        }
        Command::Unfreeze { account } => {
            (operator.set_status(id, *account, AccountStatus::Active).await?, format!("{account} is active"))
        }
        Command::Audit => {
            let report = operator.audit().await?;
            let mut text = format!(
                "{} accounts, {} transfers, supply {}",
                report.accounts,
                report.transfers,
                kip(report.supply)
            );
            for finding in &report.findings {
                text.push_str("\nDOES NOT HOLD: ");
                text.push_str(finding);
            }
            if report.findings.is_empty() {
                text.push_str("\neverything holds");
            }
            (serde_json::to_value(&report)?, text)
        }
    })
}
