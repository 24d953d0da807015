//! `dlak operator`: what the central bank and the commercial banks do at a bank.

use std::{path::PathBuf, process::ExitCode};

use bank_api::{
    amount::Amount,
    env::Env,
    id::{AccountId, OrderId, ParticipantId},
    message::{
        exchange::{ExchangeInfo, ExchangeStatus},
        operator::{AuditReport, CustomerInfo, FiatBalance},
        payment::PayeeInfo,
        wallet::{AccountStatus, HolderKind},
    },
};
use clap::{Subcommand, ValueEnum};
use dlak_cli::operator::Operator;
use serde_json::{Value, json};
use wallet_core::WalletError;

use super::wallet::{BankArgs, PENDING};
use crate::{
    format::{in_kip, kip},
    output::Output,
};

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
    Mint {
        /// The participant's letters, like BOL for the central bank's vault.
        participant: ParticipantId,
        /// How much, in kip.
        amount: Amount,
    },
    /// Withdraw digital kip from a participant (central bank).
    Burn {
        /// The participant's letters.
        participant: ParticipantId,
        /// How much, in kip.
        amount: Amount,
    },
    /// Credit a participant's reserves (central bank).
    DepositReserves {
        /// The participant's letters.
        participant: ParticipantId,
        /// How much, in kip.
        amount: Amount,
    },
    /// A participant's reserves.
    Reserves {
        /// The participant's letters.
        participant: ParticipantId,
    },
    /// Buy digital kip against reserves (commercial bank).
    Purchase {
        /// How much, in kip.
        amount: Amount,
    },
    /// Take in a customer: gives the enrolment code for the customer's wallet (commercial bank).
    AddCustomer {
        /// The customer's name: what payers see.
        name: String,
        /// Who the customer is.
        #[arg(long, value_enum, default_value = "person")]
        kind: Kind,
    },
    /// A customer, with the enrolment code (commercial bank).
    Customer {
        /// The customer's id.
        customer: OrderId,
    },
    /// A customer brings fiat money (commercial bank).
    Deposit {
        /// The customer's id.
        customer: OrderId,
        /// How much, in kip.
        amount: Amount,
    },
    /// Freeze an account (central bank).
    Freeze {
        /// The account, 26 characters.
        account: AccountId,
    },
    /// Let a frozen account go (central bank).
    Unfreeze {
        /// The account, 26 characters.
        account: AccountId,
    },
    /// Recompute the whole ledger and say what does not hold (central bank).
    Audit,
}

impl Command {
    /// Is it done once, under an id?
    fn has_id(&self) -> bool {
        !matches!(self, Self::Reserves { .. } | Self::Customer { .. } | Self::Audit)
    }
}

pub(crate) async fn run(args: &OperatorArgs, output: Output) -> anyhow::Result<ExitCode> {
    let key = ::bank::keys::read_key_file(&args.key)?;
    let operator = Operator::new(&args.bank.bank, &args.bank.certificates()?, key, Env::system())?;
    let id = args.id.map_or_else(|| operator.new_id(), Ok)?;
    if args.command.has_id() {
        // Said before anything is sent: whoever is interrupted can repeat it, and it is done once.
        eprintln!("{}", if output.is_json() { json!({ "id": id }).to_string() } else { format!("id {id}") });
    }
    let done = output.waiting("asking the bank", act(&operator, id, &args.command)).await;
    let Done { mut value, text, code } = match done {
        Ok(done) => done,
        Err(error) if args.command.has_id() && error.retryable() => {
            let hint = format!("it may have been done: repeat it with --id {id}, and it is done once");
            return Err(anyhow::Error::from(error).context(hint));
        }
        Err(error) => return Err(error.into()),
    };
    if args.command.has_id() {
        value["id"] = json!(id);
    }
    output.result(&value, |_| text)?;
    Ok(code)
}

/// The result for scripts and for people.
struct Done {
    value: Value,
    text: String,
    code: ExitCode,
}

impl Done {
    fn new(value: Value, text: String) -> Self {
        Self { value, text, code: ExitCode::SUCCESS }
    }
}

fn fiat(balance: &FiatBalance) -> Value {
    json!({ "available": in_kip(balance.available), "held": in_kip(balance.held) })
}

async fn act(operator: &Operator, id: OrderId, command: &Command) -> Result<Done, WalletError> {
    Ok(match command {
        Command::Mint { participant, amount } => {
            let minted = operator.mint(id, participant.clone(), *amount).await?;
            Done::new(json!(minted), format!("minted {} to {participant}", kip(*amount)))
        }
        Command::Burn { participant, amount } => {
            let burned = operator.burn(id, participant.clone(), *amount).await?;
            Done::new(json!(burned), format!("burned {} of {participant}", kip(*amount)))
        }
        Command::DepositReserves { participant, amount } => {
            let balance = operator.deposit_reserves(id, participant, *amount).await?;
            Done::new(fiat(&balance), format!("{participant} has {} of reserves", kip(balance.available)))
        }
        Command::Reserves { participant } => {
            let balance = operator.reserves(participant).await?;
            let text =
                format!("{participant}: {} available, {} held", kip(balance.available), kip(balance.held));
            Done::new(fiat(&balance), text)
        }
        Command::Purchase { amount } => purchased(&operator.purchase(id, *amount).await?),
        Command::AddCustomer { name, kind } => {
            let kind = match kind {
                Kind::Person => HolderKind::Person,
                Kind::Merchant => HolderKind::Merchant,
            };
            customer(&operator.add_customer(id, name, kind).await?)
        }
        Command::Customer { customer: id } => customer(&operator.customer(*id).await?),
        Command::Deposit { customer, amount } => {
            let balance = operator.deposit(id, *customer, *amount).await?;
            Done::new(fiat(&balance), format!("the customer has {} of fiat money", kip(balance.available)))
        }
        Command::Freeze { account } => {
            status(&operator.set_status(id, *account, AccountStatus::Frozen).await?)
        }
        Command::Unfreeze { account } => {
            status(&operator.set_status(id, *account, AccountStatus::Active).await?)
        }
        Command::Audit => audited(&operator.audit().await?),
    })
}

fn purchased(exchange: &ExchangeInfo) -> Done {
    let amount = kip(exchange.amount);
    let (status, reason, text) = match exchange.status {
        ExchangeStatus::Done => ("done", None, format!("bought {amount}")),
        ExchangeStatus::Pending => (
            "pending",
            None,
            format!("pending: {amount}. The bank goes on by itself; --id tells where it stands."),
        ),
        ExchangeStatus::Rejected { reason } => {
            let text = format!("not bought: {amount}. {}. No money has moved.", reason.title());
            ("rejected", Some(reason), text)
        }
    };
    let value = json!({ "status": status, "reason": reason, "amount": in_kip(exchange.amount) });
    let code = match exchange.status {
        ExchangeStatus::Done => ExitCode::SUCCESS,
        ExchangeStatus::Pending => PENDING.into(),
        ExchangeStatus::Rejected { .. } => ExitCode::FAILURE,
    };
    Done { value, text, code }
}

/// What the account is now: a call that was repeated may have been overtaken.
fn status(payee: &PayeeInfo) -> Done {
    let status = if payee.may_receive { "active" } else { "frozen" };
    Done::new(json!(payee), format!("{} is {status}", payee.account))
}

fn customer(customer: &CustomerInfo) -> Done {
    let value = json!({
        "customer": customer.customer, "name": customer.name, "kind": customer.kind,
        "enrolment_code": customer.enrolment_code, "wallet": customer.wallet, "fiat": fiat(&customer.fiat),
    });
    let text = format!(
        "{}\ncustomer {}\nenrolment code {}\nfiat {}, held {}",
        customer.name,
        customer.customer,
        customer.enrolment_code,
        kip(customer.fiat.available),
        kip(customer.fiat.held)
    );
    Done::new(value, text)
}

fn audited(report: &AuditReport) -> Done {
    let value = json!({
        "accounts": report.accounts, "transfers": report.transfers, "supply": in_kip(report.supply),
        "findings": report.findings,
    });
    let supply = kip(report.supply);
    let mut lines =
        vec![format!("{} accounts, {} transfers, supply {supply}", report.accounts, report.transfers)];
    lines.extend(report.findings.iter().map(|finding| format!("DOES NOT HOLD: {finding}")));
    if report.findings.is_empty() {
        lines.push("everything holds".to_owned());
    }
    let code = if report.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    Done { value, text: lines.join("\n"), code }
}
