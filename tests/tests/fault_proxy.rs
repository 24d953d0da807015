//! The program `fault-proxy`: what it is told on stdin, and what it says.

#![allow(clippy::unwrap_used)] // helpers: a failure in them is a failed test

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    thread::JoinHandle,
};

use serde_json::{Value, json};

/// The running program.
struct Proxy {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
    address: String,
}

impl Proxy {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fault-proxy"));
        let mut child = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (stdin, stdout) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        let mut proxy = Self { child, stdin, stdout, address: String::new() };
        let started = proxy.says();
        proxy.address.push_str(started["url"].as_str().unwrap().strip_prefix("http://").unwrap());
        proxy
    }

    fn says(&mut self) -> Value {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }

    fn told(&mut self, command: &str) -> Value {
        writeln!(self.stdin.as_mut().unwrap(), "{command}").unwrap();
        self.says()
    }

    fn obeys(&mut self, command: &str) {
        assert_eq!(self.told(command), json!({ "ok": true }), "{command}");
    }

    /// What comes back for a request; nothing, when the connection breaks.
    fn ask(&self, line: &str) -> String {
        let mut connection = TcpStream::connect(&self.address).unwrap();
        // A broken connection is an answer too.
        let _ = connection.write_all(format!("{line} HTTP/1.1\r\n\r\n").as_bytes());
        let mut answer = String::new();
        let _ = connection.read_to_string(&mut answer);
        answer
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // It ends by itself when a test has closed its stdin.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A bank that answers so many connections, each with `ANSWER-OF-THE-BANK`.
fn bank(connections: usize) -> (String, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let bank = std::thread::spawn(move || {
        for _ in 0..connections {
            let (mut connection, _) = listener.accept().unwrap();
            let mut request = [0; 1000];
            if connection.read(&mut request).unwrap_or(0) > 0 {
                // Who lost the answer may be gone.
                let _ = connection.write_all(b"ANSWER-OF-THE-BANK");
            }
        }
    });
    (address, bank)
}

#[test]
fn nothing_is_carried_before_the_bank_is_known_and_while_the_line_is_cut() {
    let mut proxy = Proxy::start(&[]);
    let (address, bank) = bank(2);
    assert_eq!(proxy.ask("GET /"), "");
    proxy.obeys(&format!("upstream {address}"));
    assert_eq!(proxy.ask("GET /"), "ANSWER-OF-THE-BANK");
    proxy.obeys("cut");
    assert_eq!(proxy.ask("GET /"), "");
    proxy.obeys("mend");
    assert_eq!(proxy.ask("GET /"), "ANSWER-OF-THE-BANK");
    bank.join().unwrap();
    assert_eq!(proxy.told("status"), json!({ "ok": true, "requests": 2, "hits": 0, "unused": 0 }));
}

#[test]
fn a_cut_breaks_the_connections_that_there_are() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut proxy = Proxy::start(&["--upstream", &listener.local_addr().unwrap().to_string()]);
    let mut wallet = TcpStream::connect(&proxy.address).unwrap();
    wallet.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
    let (mut bank, _) = listener.accept().unwrap();
    let mut request = [0; 3];
    bank.read_exact(&mut request).unwrap();
    proxy.obeys("cut");
    // It ends, or it is reset: what was never read may be told of so.
    assert_eq!(wallet.read(&mut [0; 10]).unwrap_or(0), 0);
}

#[test]
fn a_fault_is_for_the_next_request_that_it_names() {
    let (address, bank) = bank(5);
    let mut proxy = Proxy::start(&["--upstream", &address]);
    proxy.obeys("lose POST /v1/payments");
    proxy.obeys("garble GET /v1/account");
    proxy.obeys("lose-request GET /v1/info");
    assert_eq!(proxy.told("status")["unused"], 3);
    assert_eq!(proxy.ask("POST /v1/payment-requests"), "ANSWER-OF-THE-BANK");
    assert_eq!(proxy.ask("POST /v1/payments"), "");
    assert_eq!(proxy.ask("POST /v1/payments"), "ANSWER-OF-THE-BANK");
    assert_eq!(proxy.ask("GET /v1/account"), "ANSWER-O");
    assert_eq!(proxy.ask("GET /v1/info"), "");
    bank.join().unwrap();
    assert_eq!(proxy.told("status"), json!({ "ok": true, "requests": 5, "hits": 3, "unused": 0 }));
    proxy.obeys("lose POST /v1/payments");
    proxy.obeys("heal");
    assert_eq!(proxy.told("status")["unused"], 0);
}

#[test]
fn the_time_of_the_bank_is_counted_from_one_question_to_the_next() {
    let (address, bank) = bank(2);
    let mut proxy = Proxy::start(&["--upstream", &address]);
    proxy.ask("GET /");
    proxy.ask("GET /");
    bank.join().unwrap();
    let took = proxy.told("took");
    assert_eq!(took["answers"], 2);
    assert!(took["us"].as_u64().unwrap() > 0);
    assert_eq!(proxy.told("took"), json!({ "ok": true, "answers": 0, "us": 0 }));
}

#[test]
fn a_stalled_answer_is_told_of_when_it_is_there() {
    let (address, bank) = bank(2);
    let mut proxy = Proxy::start(&["--upstream", &address]);
    for _ in 0..2 {
        proxy.obeys("stall GET /v1/info");
        let mut wallet = TcpStream::connect(&proxy.address).unwrap();
        wallet.write_all(b"GET /v1/info HTTP/1.1\r\n\r\n").unwrap();
        proxy.obeys("stalled");
    }
    bank.join().unwrap();
}

#[test]
fn what_it_does_not_understand_it_refuses() {
    let mut proxy = Proxy::start(&[]);
    for (command, why) in [
        ("fly", "there is no command"),
        ("cut everything", "there is no command"),
        ("lose", "say which request"),
        ("upstream the bank", "is no HOST:PORT"),
    ] {
        let answer = proxy.told(command);
        assert_eq!(answer["ok"], false, "{command}");
        assert!(answer["error"].as_str().unwrap().contains(why), "{command}: {answer}");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_fault-proxy")).arg("--help").output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("usage"), "{output:?}");
}

#[test]
fn it_ends_when_nobody_speaks_to_it_any_more() {
    let mut proxy = Proxy::start(&[]);
    drop(proxy.stdin.take());
    assert!(proxy.child.wait().unwrap().success());
}
