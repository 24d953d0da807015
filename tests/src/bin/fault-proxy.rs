//! The fault proxy as a program, for tests in any language: commands on stdin, an answer for each on stdout.
//!
//! `tests/journeys/README.md` has the table of commands.

use std::{net::SocketAddr, time::Duration};

use serde_json::{Value, json};
use system_tests::{Fault, FaultProxy};
use tokio::{
    io::{AsyncBufReadExt, BufReader, stdin},
    time::timeout,
};

/// How many bytes are missing of an answer that is garbled.
const GARBLED_BYTES: usize = 10;

/// How long `stalled` waits: longer than anything takes on a slow and busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (listener, _) = FaultProxy::bind().await?;
    let proxy = FaultProxy::without_bank(listener)?;
    if let Some(bank) = upstream(&std::env::args().skip(1).collect::<Vec<_>>())? {
        proxy.set_bank(bank);
    }
    // Each println is flushed: stdout is buffered by line, also when it is a pipe.
    println!("{}", json!({ "url": proxy.url() }));
    let mut stalls = 0;
    let mut lines = BufReader::new(stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        let answer = match obey(&proxy, &mut stalls, line.trim_end_matches('\r')).await {
            Ok(mut answer) => {
                answer["ok"] = true.into();
                answer
            }
            Err(error) => json!({ "ok": false, "error": error }),
        };
        println!("{answer}");
    }
    Ok(())
}

/// What the program was started with.
fn upstream(arguments: &[String]) -> Result<Option<SocketAddr>, String> {
    match arguments {
        [] => Ok(None),
        [flag, address] if flag == "--upstream" => Ok(Some(parse(address)?)),
        _ => Err("usage: fault-proxy [--upstream HOST:PORT]".to_owned()),
    }
}

/// Does what one line says. `stalls` counts the stalled answers that were told of.
async fn obey(proxy: &FaultProxy, stalls: &mut usize, line: &str) -> Result<Value, String> {
    let (command, text) = line.split_once(' ').unwrap_or((line, ""));
    match (command, text) {
        ("upstream", address) => proxy.set_bank(parse(address)?),
        ("lose", text) => inject(proxy, text, Fault::LoseAnswer)?,
        ("lose-request", text) => inject(proxy, text, Fault::LoseRequest)?,
        ("garble", text) => inject(proxy, text, Fault::CutEnd(GARBLED_BYTES))?,
        ("stall", text) => inject(proxy, text, Fault::Stall)?,
        ("stalled", "") => {
            let stalled = timeout(PATIENCE, proxy.stalled_times(*stalls + 1)).await;
            stalled.map_err(|_| "no answer is held back".to_owned())?;
            *stalls += 1;
        }
        ("cut", "") => proxy.cut(),
        ("mend", "") => proxy.mend(),
        ("heal", "") => proxy.heal(),
        ("status", "") => {
            let (requests, hits, unused) = (proxy.requests(), proxy.hits(), proxy.unused());
            return Ok(json!({ "requests": requests, "hits": hits, "unused": unused }));
        }
        ("took", "") => {
            let bank = proxy.bank_time();
            return Ok(json!({ "answers": bank.answers, "us": bank.waited.as_micros() }));
        }
        _ => return Err(format!("there is no command {line:?}")),
    }
    Ok(json!({}))
}

fn inject(proxy: &FaultProxy, text: &str, fault: Fault) -> Result<(), String> {
    // Every line contains nothing: a command that was cut short would hit whatever comes next.
    if text.is_empty() {
        return Err("say which request: a part of its first line".to_owned());
    }
    proxy.inject(text, fault, 1);
    Ok(())
}

fn parse(address: &str) -> Result<SocketAddr, String> {
    address.parse().map_err(|_| format!("{address:?} is no HOST:PORT"))
}
