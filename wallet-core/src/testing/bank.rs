//! A bank in memory: it signs, proves and settles as the real one does, one order at a time, and does the wrong thing
//! exactly when it is told to.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use bank_api::{
    amount::Amount,
    encoding::base64url_decode,
    env::{BoxFuture, Clock},
    id::{AccountId, OrderId},
    log::{checkpoint::SignedCheckpoint, entry::EntryKind, hash::Hash, tree::Frontier},
    message::{payment::PaymentOutcome, wallet::EntriesPage},
    problem::RejectReason,
    statement::{Lak, PaymentOrder, Receipt, Rejection, Signed, Statement, Unverified, Version1},
};
use http::{Request, Response, StatusCode};
use serde_json::Value;
use tokio::{sync::broadcast, time::timeout};

use super::{
    env::{TestClock, step},
    ledger::{Ledger, Moved, NETWORK, participant},
};
use crate::{BankTransport, BankTrust, EventSource, Streamed, TransportError};

/// What goes wrong with one request.
pub(crate) enum Fault {
    /// The bank never gets it.
    LoseRequest,
    /// The bank does it, and the answer is lost.
    LoseAnswer,
    /// The bank does it, and its answer has 10 MB.
    TooLarge,
    /// The bank does not do it, and this comes back.
    Instead(u16, Vec<u8>),
    /// The bank does it, and its answer is altered on the way.
    Alter(Box<dyn FnOnce(&mut Value) + Send>),
}

/// What comes over the network.
#[derive(Default)]
struct Traffic {
    faults: VecDeque<(&'static str, Fault)>,
    seen: Vec<String>,
}

pub(crate) struct TestBank {
    pub(crate) clock: TestClock,
    ledger: Mutex<Ledger>,
    traffic: Mutex<Traffic>,
    hints: broadcast::Sender<()>,
}

impl TestBank {
    pub(crate) fn new() -> Arc<Self> {
        let (hints, _) = broadcast::channel(16);
        Arc::new(Self {
            clock: TestClock::default(),
            ledger: Mutex::new(Ledger::new()),
            traffic: Mutex::default(),
            hints,
        })
    }

    /// The next request whose path begins with `path` goes wrong.
    pub(crate) fn fault(&self, path: &'static str, fault: Fault) {
        self.traffic().faults.push_back((path, fault));
    }

    /// The next answer to `path` is altered.
    pub(crate) fn alter(&self, path: &'static str, alter: impl FnOnce(&mut Value) + Send + 'static) {
        self.fault(path, Fault::Alter(Box::new(alter)));
    }

    /// Faults that have not happened.
    pub(crate) fn faults_left(&self) -> usize {
        self.traffic().faults.len()
    }

    /// Nothing goes wrong any more.
    pub(crate) fn clear_faults(&self) {
        self.traffic().faults.clear();
    }

    /// How often `method path` was asked.
    pub(crate) fn asked(&self, what: &str) -> usize {
        self.traffic().seen.iter().filter(|seen| seen.starts_with(what)).count()
    }

    pub(crate) fn balance(&self, account: AccountId) -> Amount {
        Amount::from_signed_att(self.ledger().accounts[&account].balance).unwrap()
    }

    pub(crate) fn trust(&self) -> BankTrust {
        let ledger = self.ledger();
        BankTrust {
            network: NETWORK.parse().unwrap(),
            receipt_key: ledger.receipt_key.public(),
            log_key: ledger.signer.verifier().clone(),
        }
    }

    /// The bank rewrites the first transfer of its log, and signs the new one.
    pub(crate) fn rewrite_log(&self) {
        let mut ledger = self.ledger();
        let mut leaves = std::mem::take(&mut ledger.leaves);
        leaves[0] = Hash::of(b"another transfer");
        (ledger.frontier, ledger.nodes) = (Frontier::empty(), HashMap::new());
        for leaf in leaves {
            ledger.append(leaf);
        }
    }

    /// Money comes in that the wallet did not ask for.
    pub(crate) fn top_up_unasked(&self, account: AccountId, amount: Amount) {
        let now = self.clock.now();
        let mut ledger = self.ledger();
        let order =
            OrderId::new(now, [ledger.leaves.len().to_be_bytes(), [7; 8]].concat()[..10].try_into().unwrap());
        let moved = Moved { kind: EntryKind::TopUp, order, amount, request: None, memo: None };
        ledger.transfer(participant(), account, &moved, now);
        drop(ledger);
        let _ = self.hints.send(());
    }

    /// The bank loses one att of the account's next balance.
    pub(crate) fn misstate_next_balance(&self, account: AccountId) {
        self.ledger().accounts.get_mut(&account).unwrap().balance -= 1;
    }

    /// The bank signs a receipt for the next order as it is, and writes down another one.
    pub(crate) fn miswrite_next_order(&self, change: fn(&mut PaymentOrder)) {
        self.ledger().miswrite = Some(change);
    }

    /// The bank takes the money for this order once more.
    pub(crate) fn charge_again(&self, order: &[u8]) {
        let order = Unverified::<PaymentOrder>::parse(order).unwrap().body().clone();
        let now = self.clock.now();
        self.ledger().write_down(&order, now);
    }

    /// A page as the bank would answer now.
    pub(crate) fn page_json(&self, account: AccountId, after: u64, tree_size: u64) -> Value {
        serde_json::to_value(self.ledger().page(account, after, 200, tree_size)).unwrap()
    }

    /// A page with a signed ledger of one transfer, which is another than the bank's.
    pub(crate) fn forked_page_json(&self) -> Value {
        let checkpoint = SignedCheckpoint::sign(1, Hash::of(b"fork"), &self.ledger().signer);
        let page = EntriesPage {
            entries: Vec::new(),
            more: false,
            checkpoint: checkpoint.into_note(),
            consistency: Vec::new(),
            inclusion: Vec::new(),
        };
        serde_json::to_value(page).unwrap()
    }

    /// Someone moves a transfer in the log, so that it grows.
    pub(crate) fn grow_log(&self) {
        let mut ledger = self.ledger();
        let leaf = Hash::of(&ledger.leaves.len().to_be_bytes());
        ledger.append(leaf);
    }

    /// The answer to an order that is not in the books, and a signed receipt in it.
    pub(crate) fn receipt_out_of_thin_air(&self, order: &[u8]) -> Vec<u8> {
        let body = Unverified::<PaymentOrder>::parse(order).unwrap().body().clone();
        let receipt = Receipt {
            version: Version1,
            order_id: body.id,
            order_digest: Hash::of(order),
            kind: body.kind,
            payer: body.payer,
            payee: body.payee,
            amount: body.amount,
            currency: Lak,
            request: body.request,
            settled_at: self.clock.now(),
            leaf_index: self.ledger().leaves.len() as u64 - 1,
            debit_hash: Hash::of(b"debit"),
            credit_hash: Hash::of(b"credit"),
        };
        let receipt = Signed::sign(receipt, &NETWORK.parse().unwrap(), &self.ledger().receipt_key);
        let receipt = bank_api::encoding::Bytes(receipt.bytes().to_vec());
        serde_json::to_vec(&PaymentOutcome::Settled { receipt }).unwrap()
    }

    /// The bank signs a receipt for whatever it is told.
    pub(crate) fn sign_receipt(&self, change: impl FnOnce(&mut Receipt), receipt: &[u8]) -> Vec<u8> {
        let mut body = Unverified::<Receipt>::parse(receipt).unwrap().body().clone();
        change(&mut body);
        self.sign(body)
    }

    /// What the bank would sign had it rejected the order that it has settled in this answer.
    pub(crate) fn rejection_of(answer: &Value) -> Rejection {
        let receipt = base64url_decode(answer["receipt"].as_str().unwrap()).unwrap();
        let receipt = Unverified::<Receipt>::parse(&receipt).unwrap().body().clone();
        Rejection {
            version: Version1,
            order_id: receipt.order_id,
            order_digest: receipt.order_digest,
            code: RejectReason::InsufficientFunds.code().to_owned(),
            decided_at: receipt.settled_at,
        }
    }

    /// The bank signs whatever it is told.
    pub(crate) fn sign<T: Statement>(&self, body: T) -> Vec<u8> {
        Signed::sign(body, &NETWORK.parse().unwrap(), &self.ledger().receipt_key).bytes().to_vec()
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap()
    }

    fn traffic(&self) -> MutexGuard<'_, Traffic> {
        self.traffic.lock().unwrap()
    }

    fn answer(&self, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
        let (parts, body) = request.into_parts();
        let answer = self.ledger().handle(&parts, &body, self.clock.now());
        if parts.method == http::Method::POST {
            let _ = self.hints.send(());
        }
        let (status, body) = match answer {
            Ok(value) => (200, serde_json::to_vec(&value).unwrap()),
            Err(problem) => (problem.status, serde_json::to_vec(&problem).unwrap()),
        };
        response(status, body)
    }

    fn take_fault(&self, path: &str) -> Option<Fault> {
        let mut traffic = self.traffic();
        let at = traffic.faults.iter().position(|(prefix, _)| path.starts_with(prefix))?;
        traffic.faults.remove(at).map(|(_, fault)| fault)
    }
}

fn response(status: u16, body: Vec<u8>) -> Response<Vec<u8>> {
    Response::builder().status(status).body(body).unwrap()
}

impl BankTransport for TestBank {
    fn send(&self, request: Request<Vec<u8>>) -> BoxFuture<'_, Result<Response<Vec<u8>>, TransportError>> {
        Box::pin(async move {
            step().await; // the request is on its way
            let path = request.uri().path().to_owned();
            self.traffic().seen.push(format!("{} {path}", request.method()));
            let broken = || TransportError::Broken("cut".to_owned());
            let answer = match self.take_fault(&path) {
                None => Ok(self.answer(request)),
                Some(Fault::LoseRequest) => Err(TransportError::Unreachable("no route".to_owned())),
                Some(Fault::LoseAnswer) => {
                    self.answer(request);
                    Err(broken())
                }
                Some(Fault::TooLarge) => {
                    self.answer(request);
                    Err(TransportError::TooLarge)
                }
                Some(Fault::Instead(status, body)) => Ok(response(status, body)),
                Some(Fault::Alter(alter)) => {
                    let answer = self.answer(request);
                    let mut value: Value = serde_json::from_slice(answer.body()).unwrap();
                    alter(&mut value);
                    Ok(response(answer.status().as_u16(), serde_json::to_vec(&value).unwrap()))
                }
            };
            step().await; // the answer is on its way
            answer
        })
    }

    fn stream(&self, request: Request<Vec<u8>>) -> BoxFuture<'_, Result<Streamed, TransportError>> {
        Box::pin(async move {
            self.traffic().seen.push(format!("{} {}", request.method(), request.uri().path()));
            let source: Box<dyn EventSource> = Box::new(Hints(self.hints.subscribe()));
            Ok((StatusCode::OK, source))
        })
    }
}

/// How long the stream of events is silent at the most.
const HEARTBEAT: Duration = Duration::from_secs(15);

struct Hints(broadcast::Receiver<()>);

impl EventSource for Hints {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>> {
        Box::pin(async move {
            let Ok(heard) = timeout(HEARTBEAT, self.0.recv()).await else {
                return Ok(Some(b": heartbeat\n\n".to_vec()));
            };
            match heard {
                Ok(()) | Err(broadcast::error::RecvError::Lagged(_)) => Ok(Some(b"data: {}\n\n".to_vec())),
                Err(broadcast::error::RecvError::Closed) => Ok(None),
            }
        })
    }
}
