//! The bank and the fault proxy of a journey: processes, as they are for every language.

use std::{net::SocketAddr, path::PathBuf, process::Stdio, time::Duration};

use serde::Deserialize;
use serde_json::Value;
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
    time::timeout,
};

/// Longer than anything takes on a slow and busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A bank behind a fault proxy, and a folder for everything. All of it ends, and goes, when it is dropped.
#[derive(Debug)]
pub struct Stage {
    proxy: Program,
    commands: ChildStdin,
    _bank: Program,
    url: String,
    customers: Vec<Customer>,
    folder: TempDir,
}

/// A customer of the sandbox's commercial bank.
#[derive(Clone, Debug, Deserialize)]
struct Customer {
    name: String,
    enrolment_code: String,
}

/// What the sandbox says when it serves.
#[derive(Debug, Deserialize)]
struct Serving {
    url: String,
    customers: Vec<Customer>,
}

impl Stage {
    /// Starts the proxy, and the bank, which must know the proxy's address. It has the sandbox's own customers.
    pub async fn set() -> Self {
        Self::set_for([], []).await
    }

    /// As [`Self::set`], with these customers. Where there are none of a kind, the sandbox has its own.
    pub async fn set_for<'a>(
        persons: impl IntoIterator<Item = &'a str>,
        merchants: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut proxy = Command::new(program("DLAK_FAULT_PROXY", "fault-proxy"));
        let (mut proxy, commands) = Program::start(proxy.stdin(Stdio::piped()));
        let url = proxy.says().await["url"].as_str().expect("the proxy says where it is").to_owned();
        let host = url.trim_start_matches("http://");

        let mut bank = Command::new(dlak());
        bank.args(["--json", "sandbox", "--listen", "127.0.0.1:0", "--authority", host]);
        for name in persons {
            bank.args(["--person", name]);
        }
        for name in merchants {
            bank.args(["--merchant", name]);
        }
        let (mut bank, _) =
            Program::start(bank.arg("--data").arg(folder.path().join("bank")).stdin(Stdio::null()));
        let serving: Serving =
            serde_json::from_value(bank.says().await).expect("the sandbox says what it serves");
        let address: SocketAddr = serving.url.trim_start_matches("http://").parse().unwrap();

        let commands = commands.expect("its stdin is piped");
        let customers = serving.customers;
        let mut stage = Self { proxy, commands, _bank: bank, url, customers, folder };
        stage.command(&format!("upstream {address}")).await;
        stage
    }

    /// The bank's address, as wallets know it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The enrolment code of the customer with this name.
    pub fn enrolment_code(&self, name: &str) -> Option<String> {
        let customer = self.customers.iter().find(|customer| customer.name == name)?;
        Some(customer.enrolment_code.clone())
    }

    /// A folder with this name.
    pub fn folder(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Gives the proxy a command. Gives its answer.
    pub async fn command(&mut self, line: &str) -> Value {
        self.commands.write_all(format!("{line}\n").as_bytes()).await.unwrap();
        let answer = self.proxy.says().await;
        assert_eq!(answer["ok"], true, "{line}: {answer}");
        answer
    }

    /// How many faults wait for a request.
    pub async fn proxy_unused(&mut self) -> u64 {
        self.command("status").await["unused"].as_u64().expect("the proxy counts")
    }
}

/// A running program that speaks JSON, a line at a time.
#[derive(Debug)]
struct Program {
    _child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Program {
    fn start(command: &mut Command) -> (Self, Option<ChildStdin>) {
        let started = command.stdout(Stdio::piped()).kill_on_drop(true).spawn();
        let mut child = started.unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let lines = BufReader::new(child.stdout.take().expect("its stdout is piped")).lines();
        let stdin = child.stdin.take();
        (Self { _child: child, lines }, stdin)
    }

    async fn says(&mut self) -> Value {
        let line =
            timeout(PATIENCE, self.lines.next_line()).await.expect("the program says nothing").unwrap();
        let line = line.expect("the program has ended: its stderr says why");
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{line:?}: {error}"))
    }
}

/// The program `dlak`.
pub fn dlak() -> PathBuf {
    program("DLAK_BIN", "dlak")
}

/// The program that the variable names; without one, that of this build, beside the folder of this test.
fn program(variable: &str, name: &str) -> PathBuf {
    if let Some(path) = std::env::var_os(variable) {
        return path.into();
    }
    let test = std::env::current_exe().unwrap();
    let folders = test.ancestors().skip(1);
    let found = folders.map(|folder| folder.join(name)).find(|path| path.is_file());
    found
        .unwrap_or_else(|| panic!("{name} is not built: `cargo build --workspace --bins`, or set {variable}"))
}
