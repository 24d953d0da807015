//! A wallet of one language pays a merchant of another: two programs, one bank.

#![allow(clippy::unwrap_used)] // helpers: a failure in them is a failed test

use std::{fs, process::ExitStatus, sync::Arc, time::Duration};

use bank_api::{env::Env, message::route};
use system_tests::{
    interop::{PAID_FILE, Paid, RECEIPT_FILE, Role, Task},
    journey::Stage,
    kip,
};
use tokio::{
    process::{Child, Command},
    time::timeout,
};
use wallet_core::{BankClient, BankTrust, HttpTransport, ProvenReceipt};

/// Longer than two programs take on a slow and busy machine, and each waits a minute for the other.
const PATIENCE: Duration = Duration::from_mins(3);

/// The program of a language.
#[derive(Clone, Debug)]
struct Program {
    language: &'static str,
    /// A line for `sh -c`.
    command: String,
}

impl Program {
    fn rust() -> Self {
        Self { language: "Rust", command: format!("exec '{}'", env!("CARGO_BIN_EXE_interop")) }
    }

    /// The program that the variable names. Without it a word about it: `cargo xtask test interop` names them all.
    fn of(language: &'static str, variable: &str) -> Option<Self> {
        let command = std::env::var(variable).ok().filter(|command| !command.is_empty());
        if command.is_none() {
            println!("SKIPPED {language}: {variable} does not say how its program is started");
        }
        command.map(|command| Self { language, command })
    }

    fn start(&self, task: &Task) -> Running {
        let mut command = Command::new("sh");
        command.arg("-c").arg(&self.command).envs(task.variables()).process_group(0).kill_on_drop(true);
        Running(command.spawn().unwrap())
    }
}

/// A program and all that it has started; killed when it is dropped.
struct Running(Child);

impl Running {
    async fn ends(&mut self) -> ExitStatus {
        timeout(PATIENCE, self.0.wait()).await.expect("the program does not end").unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // None when it has ended.
        if let Some(group) = self.0.id() {
            let _ = std::process::Command::new("kill").args(["-9", "--", &format!("-{group}")]).status();
        }
    }
}

/// One payment, from program to program.
async fn pays(payer: &Program, payee: &Program) {
    let between = format!("{} pays {}", payer.language, payee.language);
    let stage = Stage::set().await;
    let (folder, amount) = (stage.folder("shared"), kip(15_000));
    fs::create_dir(&folder).unwrap();
    let task = |role: Role, customer: &str| Task {
        role,
        bank_url: stage.url().to_owned(),
        enrolment: stage.enrolment_code(customer).unwrap(),
        folder: folder.clone(),
        amount,
    };
    let mut payee = payee.start(&task(Role::Payee, "Han Kafe"));
    let mut payer = payer.start(&task(Role::Payer, "Khamla Sayasone"));
    let must = |side: &str, status: ExitStatus| {
        assert!(status.success(), "{between}: the {side} ended with {status}; its stderr says why");
    };
    // The first that fails ends the test, and by that the other one.
    tokio::join!(async { must("payee", payee.ends().await) }, async { must("payer", payer.ends().await) });

    let paid: Paid = serde_json::from_slice(&fs::read(folder.join(PAID_FILE)).unwrap()).unwrap();
    let expected = Paid { amount: amount.att(), from: "Khamla Sayasone".to_owned(), seq: 1 };
    assert_eq!(paid, expected, "{between}");
    let receipt = fs::read_to_string(folder.join(RECEIPT_FILE)).unwrap();
    let proven = ProvenReceipt::verify(&receipt, &trust(stage.url()).await).unwrap();
    assert_eq!(proven.receipt().amount, amount, "{between}");
    println!("passed {between}");
}

/// How the bank is to be believed, as it says itself.
async fn trust(bank_url: &str) -> BankTrust {
    let transport = Arc::new(HttpTransport::new(bank_url, &[]).unwrap());
    let client = BankClient::new(bank_url, transport, Env::system()).unwrap();
    BankTrust::on_first_use(&client.get(route::INFO, None).await.unwrap()).unwrap()
}

#[tokio::test]
async fn a_rust_wallet_pays_a_rust_merchant() {
    pays(&Program::rust(), &Program::rust()).await;
}

#[tokio::test]
#[should_panic(expected = "Rust pays nobody: the payee ended with exit status: 7")]
async fn a_program_that_fails_is_told() {
    let nobody = Program { language: "nobody", command: "exit 7".to_owned() };
    pays(&Program::rust(), &nobody).await;
}

/// `cargo xtask test interop` builds the programs first, and says where they are.
#[tokio::test]
async fn each_language_pays_each_other() {
    let kotlin = Program::of("Kotlin", "DLAK_INTEROP_KOTLIN");
    let swift = Program::of("Swift", "DLAK_INTEROP_SWIFT");
    let programs: Vec<Program> = [Some(Program::rust()), kotlin, swift].into_iter().flatten().collect();
    for payer in &programs {
        for payee in &programs {
            if payer.language != payee.language {
                pays(payer, payee).await;
            }
        }
    }
}
