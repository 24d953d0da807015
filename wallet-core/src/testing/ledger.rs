//! The books of the bank in memory: accounts with their chains, the log, orders, requests, devices. It takes requests as
//! the real one does.

use std::{
    collections::{BTreeMap, HashMap},
    convert::Infallible,
};

use bank_api::{
    amount::{Amount, Balance},
    encoding::Bytes,
    http_signature::{ParsedSignature, SignatureError},
    id::{AccountId, OrderId, ParticipantId, RequestId},
    key::{KeyId, PublicKey, SecretKey},
    log::{
        checkpoint::SignedCheckpoint,
        entry::{Direction, Entry, EntryKind, Leaf, chain_start},
        hash::Hash,
        note::NoteSigner,
        tree::{Frontier, consistency_path, inclusion_path},
    },
    message::{
        bank::{BankInfo, Limits, LogProof},
        exchange::{ExchangeInfo, ExchangeKind, ExchangeStatus, RequestTopUp},
        payment::{CreatePaymentRequest, PayeeInfo, PaymentOutcome, PaymentRequestInfo, RequestStatus},
        route,
        wallet::{
            AccountInfo, AccountStatus, AuthoriseDevice, DeviceInfo, Devices, EntriesPage, EntryItem,
            HolderKind, RegisterWallet, RevokeDevice,
        },
    },
    problem::{Problem, ProblemCode, RejectReason},
    statement::{
        DeviceAuthorisation, DeviceRevocation, Lak, NotSeen, OrderKind, PaymentOrder, Receipt, Rejection,
        Signed, Unverified, Version1,
    },
    time::Timestamp,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

pub(super) const NETWORK: &str = "dlak-test";
const PARTICIPANT: &str = "BCEL";
/// What the commercial bank has to sell.
const STOCK: i64 = 1_000_000_000_000;

pub(super) struct Account {
    pub(super) name: String,
    pub(super) kind: HolderKind,
    pub(super) chain: Hash,
    pub(super) balance: i64,
    pub(super) items: Vec<EntryItem>,
}

pub(super) struct Device {
    key: PublicKey,
    spending: PublicKey,
    account: AccountId,
    info: DeviceInfo,
}

pub(super) struct Ledger {
    pub(super) receipt_key: SecretKey,
    pub(super) signer: NoteSigner,
    pub(super) accounts: BTreeMap<AccountId, Account>,
    pub(super) devices: Vec<Device>,
    pub(super) orders: HashMap<OrderId, (Hash, PaymentOutcome)>,
    pub(super) requests: HashMap<RequestId, PaymentRequestInfo>,
    pub(super) top_ups: HashMap<OrderId, Amount>,
    pub(super) leaves: Vec<Hash>,
    pub(super) frontier: Frontier,
    pub(super) nodes: HashMap<(u8, u64), Hash>,
    pub(super) blindings: u64,
    /// What the books will say instead of the next order.
    pub(super) miswrite: Option<fn(&mut PaymentOrder)>,
}

pub(super) type Answer = Result<Value, Problem>;

impl Ledger {
    /// A bank without customers.
    pub(super) fn new() -> Self {
        let signer = NoteSigner::new("bank.test/log", SecretKey::from_seed(&[2; 32])).unwrap();
        let bank = Account {
            name: "BCEL".to_owned(),
            kind: HolderKind::Participant,
            chain: chain_start(participant()),
            balance: STOCK,
            items: Vec::new(),
        };
        Self {
            receipt_key: SecretKey::from_seed(&[1; 32]),
            signer,
            accounts: [(participant(), bank)].into(),
            devices: Vec::new(),
            orders: HashMap::new(),
            requests: HashMap::new(),
            top_ups: HashMap::new(),
            leaves: Vec::new(),
            frontier: Frontier::empty(),
            nodes: HashMap::new(),
            blindings: 0,
            miswrite: None,
        }
    }

    /// Does what a request asks for.
    pub(super) fn handle(&mut self, parts: &http::request::Parts, body: &[u8], now: Timestamp) -> Answer {
        let path = parts.uri.path().to_owned();
        let segments: Vec<&str> = path.split('/').collect();
        let last = segments.last().copied().unwrap_or_default();
        let key = parts
            .headers
            .get("idempotency-key")
            .map(|key| key.to_str().unwrap().trim_matches('"').to_owned());
        match (parts.method.as_str(), path.as_str()) {
            ("GET", route::INFO) => return ok(&self.info(now)),
            ("POST", route::PAYMENTS) => return self.pay(body, now),
            ("POST", route::WALLETS) => return self.register(parts, body, now),
            ("POST", route::DEVICES) => return self.authorise(parts, body, now),
            ("GET", route::LOG_INCLUSION) => {
                let path = self.inclusion(number(parts, "index"), number(parts, "size"));
                return ok(&LogProof { path });
            }
            ("GET", route::LOG_CONSISTENCY) => {
                let path = self.consistency(number(parts, "from"), number(parts, "to"));
                return ok(&LogProof { path });
            }
            _ => {}
        }
        let caller = self.caller(parts, body, now)?;
        match (parts.method.as_str(), path.as_str()) {
            ("GET", route::ACCOUNT) => ok(&self.account_info(caller)),
            ("GET", route::ENTRIES) => ok(&self.page(
                caller,
                number(parts, "after"),
                number(parts, "limit"),
                number(parts, "tree_size"),
            )),
            ("GET", route::DEVICES) => ok(&self.devices_of(caller)),
            ("POST", route::DEVICE_REVOCATIONS) => self.revoke(body, now),
            ("POST", route::PAYMENT_REQUESTS) => {
                let asked: CreatePaymentRequest = read(body)?;
                let id: RequestId = key.unwrap().parse().unwrap();
                let info = PaymentRequestInfo {
                    id,
                    payee: self.payee(caller)?,
                    amount: asked.amount,
                    memo: asked.memo,
                    expires_at: asked.expires_at,
                    status: RequestStatus::Open,
                };
                ok(self.requests.entry(id).or_insert(info))
            }
            ("POST", route::TOP_UPS) => {
                let asked: RequestTopUp = read(body)?;
                self.top_up(caller, key.unwrap().parse().unwrap(), asked.amount, now)
            }
            ("GET", _) if path.starts_with("/v1/payees/") => ok(&self.payee(last.parse().unwrap())?),
            ("GET", _) if path.starts_with("/v1/payments/") => {
                let order: OrderId = last.parse().unwrap();
                let found = self.orders.get(&order).map(|(_, outcome)| outcome);
                found.map_or_else(|| Err(Problem::no_such_order(self.not_seen(order, now))), ok)
            }
            ("GET", _) if path.starts_with("/v1/exchanges/") => {
                let id: OrderId = last.parse().unwrap();
                let amount = *self.top_ups.get(&id).ok_or_else(not_found)?;
                ok(&exchanged(id, amount))
            }
            ("GET", _) if path.starts_with("/v1/payment-requests/") => {
                let request = self.requests.get(&last.parse().unwrap()).ok_or_else(not_found)?;
                let mut request = request.clone();
                if request.status == RequestStatus::Open && now > request.expires_at {
                    request.status = RequestStatus::Expired;
                }
                ok(&request)
            }
            _ => Err(not_found()),
        }
    }

    fn info(&self, now: Timestamp) -> BankInfo {
        BankInfo {
            network: NETWORK.parse().unwrap(),
            currency: "LAK".to_owned(),
            exponent: 2,
            receipt_key: self.receipt_key.public(),
            log_key: self.signer.verifier().clone(),
            server_time: now,
            participants: Vec::new(),
            limits: limits(),
            minimum_client: "0.1.0".to_owned(),
        }
    }

    fn caller(
        &self,
        parts: &http::request::Parts,
        body: &[u8],
        now: Timestamp,
    ) -> Result<AccountId, Problem> {
        let signature = signature(parts)?;
        let device = self.devices.iter().find(|device| device.key.id() == signature.key_id());
        let device = device.ok_or_else(|| Problem::new(ProblemCode::UnknownKey, "who is it?"))?;
        verify(&signature, parts, body, &device.key, now)?;
        if device.info.revoked_at.is_some() {
            return Err(Problem::new(ProblemCode::DeviceRevoked, "revoked"));
        }
        Ok(device.account)
    }

    fn register(&mut self, parts: &http::request::Parts, body: &[u8], now: Timestamp) -> Answer {
        let asked: RegisterWallet = read(body)?;
        if asked.enrolment_code == "nobody" {
            return Err(Problem::new(ProblemCode::EnrolmentRefused, "no such code"));
        }
        let account = self.add_device(parts, body, &asked.authorisation, now)?;
        self.accounts.entry(account).or_insert_with(|| Account {
            name: asked.enrolment_code,
            kind: HolderKind::Person,
            chain: chain_start(account),
            balance: 0,
            items: Vec::new(),
        });
        ok(&self.account_info(account))
    }

    fn authorise(&mut self, parts: &http::request::Parts, body: &[u8], now: Timestamp) -> Answer {
        let asked: AuthoriseDevice = read(body)?;
        let known =
            Unverified::<DeviceAuthorisation>::parse(&asked.authorisation.0).unwrap().body().account();
        if !self.accounts.contains_key(&known) {
            return Err(not_found());
        }
        let account = self.add_device(parts, body, &asked.authorisation, now)?;
        ok(&self.account_info(account))
    }

    fn add_device(
        &mut self,
        parts: &http::request::Parts,
        body: &[u8],
        authorisation: &Bytes,
        now: Timestamp,
    ) -> Result<AccountId, Problem> {
        let read = Unverified::<DeviceAuthorisation>::parse(&authorisation.0).unwrap();
        let root = read.body().root_key;
        let device = read.verify(&NETWORK.parse().unwrap(), &root).unwrap().body().clone();
        verify(&signature(parts)?, parts, body, &device.device_key, now)?;
        if !self.devices.iter().any(|known| known.key == device.device_key) {
            let (id, label) = (device.device(), device.label.clone());
            self.devices.push(Device {
                key: device.device_key,
                spending: device.spending_key,
                account: device.account(),
                info: DeviceInfo { device: id, label, added_at: now, revoked_at: None },
            });
        }
        Ok(device.account())
    }

    fn revoke(&mut self, body: &[u8], now: Timestamp) -> Answer {
        let asked: RevokeDevice = read(body)?;
        let read = Unverified::<DeviceRevocation>::parse(&asked.revocation.0).unwrap();
        let root = read.body().root_key;
        let revocation = read.verify(&NETWORK.parse().unwrap(), &root).unwrap();
        let account = AccountId::of_wallet(&root);
        for device in &mut self.devices {
            if device.account == account && device.info.device == revocation.body().device {
                device.info.revoked_at.get_or_insert(now);
            }
        }
        ok(&self.devices_of(account))
    }

    fn devices_of(&self, account: AccountId) -> Devices {
        let devices = self.devices.iter().filter(|device| device.account == account);
        Devices { devices: devices.map(|device| device.info.clone()).collect() }
    }

    fn payee(&self, account: AccountId) -> Result<PayeeInfo, Problem> {
        let found = self.accounts.get(&account).ok_or_else(not_found)?;
        Ok(PayeeInfo { account, name: found.name.clone(), kind: found.kind, may_receive: true })
    }

    fn account_info(&self, account: AccountId) -> AccountInfo {
        let found = &self.accounts[&account];
        AccountInfo {
            account,
            name: found.name.clone(),
            kind: found.kind,
            participant: PARTICIPANT.parse().unwrap(),
            participant_account: participant(),
            status: AccountStatus::Active,
            balance: Amount::from_signed_att(found.balance).unwrap(),
            seq: found.items.len() as u64,
            limits: limits(),
            spent_today: Amount::ZERO,
        }
    }

    fn pay(&mut self, body: &[u8], now: Timestamp) -> Answer {
        let invalid = || Problem::new(ProblemCode::InvalidStatement, "no order");
        let read = Unverified::<PaymentOrder>::parse(body).map_err(|_| invalid())?;
        let signer =
            self.devices.iter().find(|device| device.spending.id() == read.key_id()).ok_or_else(invalid)?;
        let (key, owner) = (signer.spending, signer.account);
        let revoked = signer.info.revoked_at.is_some();
        let order = read.verify(&NETWORK.parse().unwrap(), &key).map_err(|_| invalid())?;
        let (digest, order) = (order.digest(), order.body().clone());
        if let Some((known, outcome)) = self.orders.get(&order.id) {
            assert_eq!(*known, digest, "a wallet sends the same bytes each time");
            return ok(outcome);
        }
        let outcome = match self.refusal(&order, now).filter(|_| !revoked && owner == order.payer) {
            Some(reason) => self.rejected(order.id, digest, reason, now),
            None if revoked => self.rejected(order.id, digest, RejectReason::DeviceRevoked, now),
            None => PaymentOutcome::Settled { receipt: Bytes(self.settle(&order, digest, now)) },
        };
        self.orders.insert(order.id, (digest, outcome.clone()));
        ok(&outcome)
    }

    fn rejected(
        &self,
        order_id: OrderId,
        order_digest: Hash,
        reason: RejectReason,
        decided_at: Timestamp,
    ) -> PaymentOutcome {
        let code = reason.code().to_owned();
        let rejection = Rejection { version: Version1, order_id, order_digest, code, decided_at };
        let signed = Signed::sign(rejection, &NETWORK.parse().unwrap(), &self.receipt_key);
        PaymentOutcome::Rejected { rejection: Bytes(signed.bytes().to_vec()) }
    }

    fn not_seen(&self, order_id: OrderId, as_of: Timestamp) -> Bytes {
        let not_seen = NotSeen { version: Version1, order_id, as_of };
        Bytes(Signed::sign(not_seen, &NETWORK.parse().unwrap(), &self.receipt_key).bytes().to_vec())
    }

    fn refusal(&self, order: &PaymentOrder, now: Timestamp) -> Option<RejectReason> {
        let request = order.request.map(|request| &self.requests[&request]);
        if now > order.expires_at {
            Some(RejectReason::OrderExpired)
        } else if !self.accounts.contains_key(&order.payee) {
            Some(RejectReason::PayeeUnknown)
        } else if request.is_some_and(|request| request.status == RequestStatus::Paid) {
            Some(RejectReason::RequestPaid)
        } else if self.accounts[&order.payer].balance < order.amount.signed_att() {
            Some(RejectReason::InsufficientFunds)
        } else {
            None
        }
    }

    fn settle(&mut self, order: &PaymentOrder, order_digest: Hash, now: Timestamp) -> Vec<u8> {
        if let Some(request) = order.request {
            self.requests.get_mut(&request).unwrap().status = RequestStatus::Paid;
        }
        let mut written = order.clone();
        if let Some(miswrite) = self.miswrite.take() {
            miswrite(&mut written);
        }
        let (leaf_index, debit_hash, credit_hash) = self.write_down(&written, now);
        let receipt = Receipt {
            version: Version1,
            order_id: order.id,
            order_digest,
            kind: order.kind,
            payer: order.payer,
            payee: order.payee,
            amount: order.amount,
            currency: Lak,
            request: order.request,
            settled_at: now,
            leaf_index,
            debit_hash,
            credit_hash,
        };
        Signed::sign(receipt, &NETWORK.parse().unwrap(), &self.receipt_key).bytes().to_vec()
    }

    /// Moves what the order asks for.
    pub(super) fn write_down(&mut self, order: &PaymentOrder, now: Timestamp) -> (u64, Hash, Hash) {
        let kind = match order.kind {
            OrderKind::Payment => EntryKind::Payment,
            OrderKind::Redemption => EntryKind::Redemption,
        };
        let moved = Moved {
            kind,
            order: order.id,
            amount: order.amount,
            request: order.request,
            memo: order.memo.clone(),
        };
        self.transfer(order.payer, order.payee, &moved, now)
    }

    fn top_up(&mut self, account: AccountId, id: OrderId, amount: Amount, now: Timestamp) -> Answer {
        if amount > limits().daily {
            return Err(Problem::rejected(RejectReason::InsufficientFiat));
        }
        if self.top_ups.insert(id, amount).is_none() {
            let moved = Moved { kind: EntryKind::TopUp, order: id, amount, request: None, memo: None };
            self.transfer(participant(), account, &moved, now);
        }
        ok(&exchanged(id, amount))
    }

    /// Moves money, and appends the transfer to the log.
    pub(super) fn transfer(
        &mut self,
        debtor: AccountId,
        creditor: AccountId,
        moved: &Moved,
        now: Timestamp,
    ) -> (u64, Hash, Hash) {
        let leaf_index = self.leaves.len() as u64;
        let debit = self.post(debtor, creditor, Direction::Debit, moved, now);
        let credit = self.post(creditor, debtor, Direction::Credit, moved, now);
        self.append(Leaf::Transfer { debit, credit }.hash());
        for (account, counter_hash) in [(debtor, credit), (creditor, debit)] {
            let item = self.accounts.get_mut(&account).unwrap().items.last_mut().unwrap();
            (item.leaf_index, item.counter_hash) = (leaf_index, counter_hash);
        }
        (leaf_index, debit, credit)
    }

    fn post(
        &mut self,
        account: AccountId,
        other: AccountId,
        direction: Direction,
        moved: &Moved,
        now: Timestamp,
    ) -> Hash {
        self.blindings += 1;
        let counterparty_name = self.accounts[&other].name.clone();
        let found = self.accounts.get_mut(&account).unwrap();
        let mut entry = Entry {
            seq: found.items.len() as u64 + 1,
            kind: moved.kind,
            order_id: moved.order,
            counterparty: other,
            direction,
            amount: moved.amount,
            balance_after: Balance::from_att(0),
            settled_at: now,
            request: moved.request,
            memo: moved.memo.clone(),
            blinding: Hash::of(&self.blindings.to_be_bytes()),
        };
        found.balance += entry.signed_amount();
        entry.balance_after = Balance::from_att(found.balance);
        found.chain = entry.hash(account, found.chain);
        let counter_hash = found.chain; // the other side's is filled in when it is known
        found.items.push(EntryItem { entry, counterparty_name, leaf_index: 0, counter_hash });
        found.chain
    }

    pub(super) fn append(&mut self, leaf: Hash) {
        self.leaves.push(leaf);
        let nodes = self.frontier.append(leaf);
        self.nodes.extend(nodes.into_iter().map(|node| ((node.level, node.index), node.hash)));
    }

    pub(super) fn page(&self, account: AccountId, after: u64, limit: u64, tree_size: u64) -> EntriesPage {
        let items = &self.accounts[&account].items;
        let start = usize::try_from(after).unwrap().min(items.len());
        let end = (start + usize::try_from(limit).unwrap()).min(items.len());
        let size = self.frontier.size();
        let entries = items[start..end].to_vec();
        EntriesPage {
            more: end < items.len(),
            checkpoint: SignedCheckpoint::sign(size, self.frontier.root(), &self.signer).into_note(),
            consistency: self.consistency(tree_size, size),
            inclusion: entries.last().map_or_else(Vec::new, |item| self.inclusion(item.leaf_index, size)),
            entries,
        }
    }

    fn inclusion(&self, index: u64, size: u64) -> Vec<Hash> {
        inclusion_path(index, size, |level, index| Ok::<_, Infallible>(self.nodes[&(level, index)])).unwrap()
    }

    fn consistency(&self, from: u64, to: u64) -> Vec<Hash> {
        consistency_path(from, to, |level, index| Ok::<_, Infallible>(self.nodes[&(level, index)])).unwrap()
    }
}

pub(super) struct Moved {
    pub(super) kind: EntryKind,
    pub(super) order: OrderId,
    pub(super) amount: Amount,
    pub(super) request: Option<RequestId>,
    pub(super) memo: Option<String>,
}

/// The commercial bank's account.
pub(super) fn participant() -> AccountId {
    AccountId::of_participant(&PARTICIPANT.parse::<ParticipantId>().unwrap())
}

fn limits() -> Limits {
    Limits { payment: Amount::from_kip(5_000).unwrap(), daily: Amount::from_kip(20_000).unwrap() }
}

fn exchanged(id: OrderId, amount: Amount) -> ExchangeInfo {
    ExchangeInfo { id, kind: ExchangeKind::TopUp, amount, status: ExchangeStatus::Done }
}

fn not_found() -> Problem {
    Problem::new(ProblemCode::NotFound, "nothing there")
}

#[allow(clippy::unnecessary_wraps)] // so that a handler ends with it
fn ok<T: Serialize>(value: &T) -> Answer {
    Ok(serde_json::to_value(value).unwrap())
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(|_| Problem::new(ProblemCode::InvalidRequest, "unreadable"))
}

fn number(parts: &http::request::Parts, name: &str) -> u64 {
    let query = parts.uri.query().unwrap_or_default();
    let value = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    value.unwrap().parse().unwrap()
}

fn signature(parts: &http::request::Parts) -> Result<ParsedSignature, Problem> {
    ParsedSignature::parse(parts)
        .map_err(|error| Problem::new(ProblemCode::SignatureInvalid, error.to_string()))
}

fn verify(
    signature: &ParsedSignature,
    parts: &http::request::Parts,
    body: &[u8],
    key: &PublicKey,
    now: Timestamp,
) -> Result<KeyId, Problem> {
    match signature.verify(parts, body, key, &["bank.test".to_owned()], now) {
        Ok(()) => Ok(key.id()),
        Err(SignatureError::OutsideWindow { .. }) => Err(Problem::clock_skew(now)),
        Err(error) => Err(Problem::new(ProblemCode::SignatureInvalid, error.to_string())),
    }
}
