//! A sandbox bank as a process of its own, and `dlak` as scripts run it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Output, Stdio},
    sync::{Arc, Mutex},
};

use serde_json::Value;

/// Everybody's PIN in these tests.
pub(crate) const PIN: &str = "271828";

/// `dlak` with a clean environment.
pub(crate) fn dlak() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dlak"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("DLAK_")) {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// Runs a wallet's command and gives its JSON.
pub(crate) fn wallet(folder: &Path, arguments: &[&str]) -> Value {
    json(&wallet_output(folder, arguments))
}

/// Runs a wallet's command.
pub(crate) fn wallet_output(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = dlak();
    command.args(["--json", "wallet", "--wallet"]).arg(folder).args(arguments).env("DLAK_PIN", PIN);
    command.output().unwrap()
}

/// The one JSON object that a command printed.
pub(crate) fn json(output: &Output) -> Value {
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {error}", output.status);
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The error that a command printed.
pub(crate) fn error(output: &Output) -> Value {
    assert!(!output.status.success());
    let text = String::from_utf8_lossy(&output.stderr);
    let value: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    value["error"].clone()
}

/// A process that serves, and what it said first.
pub(crate) struct Server {
    child: Child,
    pub(crate) hello: Value,
}

impl Server {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let hello = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error} in {line:?}"));
        Self { child, hello }
    }

    pub(crate) fn sandbox(more: &[&str]) -> Self {
        Self::start(dlak().args(["--json", "sandbox", "--listen", "127.0.0.1:0"]).args(more))
    }

    pub(crate) fn url(&self) -> &str {
        self.hello["url"].as_str().unwrap()
    }

    /// The enrolment code of the customer of this name.
    pub(crate) fn code(&self, name: &str) -> &str {
        let customers = self.hello["customers"].as_array().unwrap();
        customers.iter().find(|customer| customer["name"] == name).unwrap()["enrolment_code"]
            .as_str()
            .unwrap()
    }

    /// Asks it to stop, as an operator's service manager does, and gives how it ended.
    #[cfg(unix)]
    pub(crate) fn terminate(mut self) -> std::process::ExitStatus {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Stands between wallets and bank, and loses the requests that it is told to.
pub(crate) struct Relay {
    address: String,
    listener: TcpListener,
    lost: Arc<Mutex<String>>,
}

impl Relay {
    pub(crate) fn bind() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        Self { address, listener, lost: Arc::new(Mutex::new("nothing".to_owned())) }
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// From now on, requests whose first line contains `text` reach nobody.
    pub(crate) fn lose(&self, text: &str) {
        text.clone_into(&mut self.lost.lock().unwrap());
    }

    /// Carries the rest to the bank, for as long as the test runs.
    pub(crate) fn carry_to(&self, bank: &str) {
        let (listener, lost) = (self.listener.try_clone().unwrap(), Arc::clone(&self.lost));
        let bank = bank.trim_start_matches("http://").to_owned();
        std::thread::spawn(move || {
            for wallet in listener.incoming().flatten() {
                let (bank, lost) = (bank.clone(), Arc::clone(&lost));
                std::thread::spawn(move || drop(carry(wallet, &bank, &lost)));
            }
        });
    }
}

fn carry(mut wallet: TcpStream, bank: &str, lost: &Mutex<String>) -> std::io::Result<()> {
    let mut bank = TcpStream::connect(bank)?;
    let (mut from_bank, mut to_wallet) = (bank.try_clone()?, wallet.try_clone()?);
    std::thread::spawn(move || std::io::copy(&mut from_bank, &mut to_wallet));
    let mut request = vec![0; 64 * 1024];
    loop {
        let read = wallet.read(&mut request)?;
        let line = request[..read].split(|byte| *byte == b'\r').next().map(String::from_utf8_lossy);
        let is_lost = line.is_some_and(|line| line.contains(lost.lock().unwrap().as_str()));
        if read == 0 || is_lost {
            wallet.shutdown(Shutdown::Both)?;
            return bank.shutdown(Shutdown::Both);
        }
        bank.write_all(&request[..read])?;
    }
}
