//! `dlak wallet` against `dlak sandbox`: each call a process of its own, as scripts use it.

use std::path::{Path, PathBuf};

use crate::support::{Relay, Server, dlak, error, wallet, wallet_output};
use serde_json::{Value, json};
use tempfile::TempDir;

struct Town {
    bank: Server,
    folder: TempDir,
    /// Where wallets reach the bank, if not directly.
    url: Option<String>,
}

impl Town {
    fn new() -> Self {
        Self { bank: Server::sandbox(&[]), folder: TempDir::new().unwrap(), url: None }
    }

    /// A town whose wallets reach the bank through a relay.
    fn behind(relay: &Relay) -> Self {
        let bank = Server::sandbox(&["--authority", relay.address()]);
        let url = Some(format!("http://{}", relay.address()));
        Self { bank, folder: TempDir::new().unwrap(), url }
    }

    fn url(&self) -> &str {
        self.url.as_deref().unwrap_or(self.bank.url())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A registered wallet of the sandbox's customer.
    fn wallet(&self, folder: &str, customer: &str) -> PathBuf {
        let folder = self.path(folder);
        wallet(&folder, &["create", "--bank", self.url()]);
        let account = wallet(&folder, &["register", self.bank.code(customer)]);
        assert_eq!(account["name"], customer);
        folder
    }

    fn payer(&self) -> PathBuf {
        let payer = self.wallet("payer", "Noy Vongsa");
        let top_up = wallet(&payer, &["top-up", "100000"]);
        assert_eq!((&top_up["state"], &top_up["balance"]), (&json!("done"), &json!("100000")));
        payer
    }
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap()
}

fn arguments(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_request_is_paid_from_its_picture_and_proven_from_a_file() {
    let town = Town::new();
    let (payer, merchant) = (town.payer(), town.wallet("merchant", "Han Kafe"));
    let (png, proof) = (town.path("request.png"), town.path("receipt.txt"));
    let request = wallet(&merchant, &["request", "15000", "--memo", "coffee", "--png", arguments(&png)]);
    assert_eq!(request["amount"], "15000");

    let paid = wallet(&payer, &["pay", arguments(&png), "--yes"]);
    assert_eq!((&paid["state"], &paid["payee"]["name"]), (&json!("settled"), &json!("Han Kafe")));

    assert_eq!(paid["warnings"], json!(["first-payment"]));
    let history = wallet(&payer, &["history"])["entries"].clone();
    assert_eq!((&history[0]["kind"], &history[0]["memo"]), (&json!("payment"), &json!("coffee")));

    let order = text(&paid, "order_id");
    let receipt = wallet(&payer, &["receipt", order, "--save", arguments(&proof)]);
    assert_eq!(receipt["amount"], "15000");
    // The merchant, who has only the file and the bank's keys, verifies it too.
    assert_eq!(wallet(&merchant, &["verify", arguments(&proof)])["order_id"], *order);
    assert_eq!(wallet(&merchant, &["sync"])["balance"], "15000");
    assert_eq!(wallet(&payer, &["balance"])["available"], "85000");
}

#[test]
fn a_wallet_comes_back_from_its_words_and_can_revoke_the_lost_device() {
    let town = Town::new();
    let lost = town.path("lost");
    let created = wallet(&lost, &["create", "--bank", town.bank.url()]);
    wallet(&lost, &["register", town.bank.code("Khamla Sayasone")]);
    wallet(&lost, &["top-up", "5000"]);

    let found = town.path("found");
    let mut restore = dlak();
    restore.args(["--json", "wallet", "--wallet"]).arg(&found).args(["restore", "--bank", town.bank.url()]);
    restore.env("DLAK_PIN", crate::support::PIN).env("DLAK_WORDS", text(&created, "words"));
    let restored = crate::support::json(&restore.output().unwrap());
    assert_eq!((&restored["account"], &restored["balance"]), (&created["account"], &json!("5000")));

    let devices = wallet(&found, &["devices"]);
    let other =
        devices["devices"].as_array().unwrap().iter().find(|device| device["device"] != devices["this"]);
    wallet(&found, &["revoke", text(other.unwrap(), "device"), "--yes"]);
    assert_eq!(error(&wallet_output(&lost, &["sync"]))["code"], "device-revoked");
    wallet(&found, &["sync"]);
}

#[test]
fn what_goes_wrong_has_a_code_and_says_what_to_do() {
    let town = Town::new();
    let payer = town.payer();
    let merchant = town.wallet("merchant", "Han Kafe");
    let own = wallet(&payer, &["code"]);
    let sticker = wallet(&merchant, &["code"]);
    let sticker = text(&sticker, "code");
    let damaged = sticker.replace("Kafe", "Cafe");
    for (arguments, code) in [
        (vec!["pay", "https://example.com", "--yes"], "bad-code"),
        (vec!["pay", &damaged, "--yes"], "bad-code"),
        (vec!["pay", text(&own, "code"), "--amount", "1", "--yes"], "own-code"),
        (vec!["pay", sticker, "--yes"], "amount-missing"),
        (vec!["pay", sticker, "--amount", "0", "--yes"], "amount-zero"),
        (vec!["pay", sticker, "--amount", "100001", "--yes"], "insufficient-funds"),
    ] {
        let output = wallet_output(&payer, &arguments);
        assert_eq!(error(&output)["code"], code, "{arguments:?}");
    }
    // What a false sticker looks like is not paid in passing.
    let merchant_account = text(&wallet(&merchant, &["code"]), "code").to_owned();
    let false_name = with_name(&merchant_account, "Honest Shop");
    let output = wallet_output(&payer, &["pay", &false_name, "--amount", "1", "--yes"]);
    assert!(text(&error(&output), "message").contains("Han Kafe"));
    // Nothing of it has cost anything.
    assert_eq!(wallet(&payer, &["sync"])["balance"], "100000");
    // Without a terminal nobody has said yes.
    let unasked = wallet_output(&payer, &["pay", sticker, "--amount", "1"]);
    assert!(text(&error(&unasked), "message").contains("--yes"));
}

#[test]
fn a_wrong_pin_pays_nothing_and_a_weak_one_is_not_taken() {
    let town = Town::new();
    let payer = town.payer();
    let merchant = town.wallet("merchant", "Han Kafe");
    let sticker = wallet(&merchant, &["code", "--amount", "10"]);
    let mut pay = dlak();
    pay.args(["--json", "wallet", "--wallet"]).arg(&payer).args(["pay", text(&sticker, "code"), "--yes"]);
    let wrong = pay.env("DLAK_PIN", "314159").output().unwrap();
    assert!(text(&error(&wrong), "message").contains("PIN"), "{wrong:?}");
    assert_eq!(wallet(&payer, &["sync"])["balance"], "100000");

    let mut create = dlak();
    create.args(["--json", "wallet", "--wallet"]).arg(town.path("weak"));
    let weak = create.args(["create", "--bank", town.bank.url()]).env("DLAK_PIN", "123456").output().unwrap();
    assert!(!weak.status.success());
}

#[test]
fn a_payment_that_is_not_decided_is_not_made_again_when_the_command_is() {
    let relay = Relay::bind();
    let town = Town::behind(&relay);
    relay.carry_to(town.bank.url());
    let payer = town.payer();
    let merchant = town.wallet("merchant", "Han Kafe");
    let sticker = wallet(&merchant, &["code", "--amount", "10"]);
    let pay = || wallet_output(&payer, &["pay", text(&sticker, "code"), "--yes"]);

    relay.lose("/v1/payments");
    for _ in 0..2 {
        let pending = pay();
        assert_eq!(pending.status.code(), Some(3), "{pending:?}");
        let payments = wallet(&payer, &["payments"]);
        assert_eq!(payments["payments"].as_array().unwrap().len(), 1, "nothing new is sent");
    }
    relay.lose("nothing");
    let synced = wallet(&payer, &["sync"]);
    assert_eq!((&synced["resumed"][0]["state"], &synced["balance"]), (&json!("settled"), &json!("99990")));
}

#[test]
fn a_bank_that_is_down_is_said_and_loses_nothing() {
    let town = Town::new();
    let payer = town.payer();
    let merchant = town.wallet("merchant", "Han Kafe");
    let sticker = wallet(&merchant, &["code", "--amount", "10"]);
    let Town { bank, folder: _folder, .. } = town;
    drop(bank);
    let output = wallet_output(&payer, &["pay", text(&sticker, "code"), "--yes"]);
    let error = error(&output);
    assert_eq!((&error["code"], &error["retryable"]), (&json!("bank-unreachable"), &json!(true)));
    assert_eq!(wallet(&payer, &["balance"])["available"], "100000");
}

#[test]
fn a_folder_without_a_wallet_says_how_to_make_one() {
    let folder = TempDir::new().unwrap();
    let output = wallet_output(folder.path(), &["balance"]);
    assert!(text(&error(&output), "message").contains("dlak wallet create"));
}

/// The same code with another name printed in it.
fn with_name(code: &str, name: &str) -> String {
    let parsed = crate::support::json(&dlak().args(["--json", "qr", "parse", code]).output().unwrap());
    let account = parsed["objects"][2]["objects"][1]["value"].as_str().unwrap().to_owned();
    let made = dlak().args(["--json", "qr", "make", "--account", &account, "--name", name]).output().unwrap();
    let made = crate::support::json(&made);
    made["text"].as_str().unwrap().to_owned()
}
