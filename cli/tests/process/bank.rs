//! `dlak bank serve` and `dlak operator`: a bank in a folder, operated with the keys that it made.

use std::{path::Path, process::Command};

use crate::support::{Server, dlak, error};
use serde_json::{Value, json};
use tempfile::TempDir;

fn serve(data: &Path) -> Server {
    Server::start(
        dlak()
            .args(["--json", "bank", "serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .env("DLAK_LOG", "warn"),
    )
}

fn operator(bank: &Server, data: &Path, who: &str) -> Command {
    let mut command = dlak();
    let key = data.join(format!("keys/operator-{who}.key"));
    command.args(["--json", "operator", "--bank", bank.url(), "--key"]).arg(key);
    command
}

fn run(command: &mut Command) -> Value {
    crate::support::json(&command.output().unwrap())
}

#[test]
fn money_is_issued_and_bought_and_is_still_there_after_a_restart() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("bank");
    let bank = serve(&data);
    let id = "01928f3e-5b1a-7c2d-8e4f-0123456789ab";
    let mint = || run(operator(&bank, &data, "BOL").args(["mint", "BOL", "1000000", "--id", id]));
    // The answer of the first may have been lost: the same id is done once.
    assert_eq!(mint(), mint());
    run(operator(&bank, &data, "BOL").args(["deposit-reserves", "NAGA", "1000000"]));
    assert_eq!(run(operator(&bank, &data, "NAGA").args(["purchase", "400000"]))["status"], "done");

    // A commercial bank can't mint; reserves that are not there buy nothing.
    let minted = operator(&bank, &data, "NAGA").args(["mint", "NAGA", "1"]).output().unwrap();
    assert_eq!(error(&minted)["code"], "forbidden");
    let bought = operator(&bank, &data, "NAGA").args(["purchase", "600001"]).output().unwrap();
    assert!(!bought.status.success());
    let bought: Value = serde_json::from_slice(&bought.stdout).unwrap();
    assert_eq!((&bought["status"], &bought["reason"]), (&json!("rejected"), &json!("insufficient-fiat")));

    assert!(bank.terminate().success(), "a bank that is told to stop ends well");
    let bank = serve(&data);
    let supply = run(dlak().args(["--json", "supply", "--bank", bank.url()]));
    assert_eq!(supply["outstanding"], "1000000");
    let audit = run(operator(&bank, &data, "BOL").args(["audit"]));
    assert_eq!(audit["findings"], json!([]));
    let reserves = run(operator(&bank, &data, "NAGA").args(["reserves", "NAGA"]));
    assert_eq!((&reserves["available"], &reserves["held"]), (&json!("600000"), &json!("0")));
}

#[test]
fn a_second_bank_on_one_folder_is_refused() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("bank");
    let _bank = serve(&data);
    let second = dlak()
        .args(["--json", "bank", "serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(&data)
        .output()
        .unwrap();
    assert!(!second.status.success());
    assert!(error(&second)["message"].as_str().unwrap().contains("open"), "{second:?}");
}

#[test]
fn a_misspelt_setting_is_an_error_that_names_it() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("bank.toml");
    std::fs::write(&file, "payment_limt = \"5\"\n").unwrap();
    let output = dlak().args(["--json", "bank", "serve", "--config"]).arg(&file).output().unwrap();
    assert!(error(&output)["message"].as_str().unwrap().contains("payment_limt"));
    let output =
        dlak().args(["--json", "bank", "serve"]).env("DLAK_BANK_PAYMENT_LIMT", "5").output().unwrap();
    assert!(error(&output)["message"].as_str().unwrap().contains("DLAK_BANK_PAYMENT_LIMT"));
}
