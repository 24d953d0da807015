//! What can be compared of what the wallet gives, in the words of the journeys.

use bank_api::{
    amount::Amount,
    id::{AccountId, RequestId},
    log::entry::Direction,
    message::{
        exchange::ExchangeInfo,
        payment::RequestStatus,
        wallet::{AccountInfo, DeviceInfo},
    },
    problem::RejectReason,
    statement::{OrderKind, Receipt},
};
use serde::Serialize;
use serde_json::{Value, json};
use wallet_core::{
    Balance, CodeKind, Event, HistoryItem, PayeeWarning, Payment, PaymentRequest, PaymentState, Preview,
    ScannedCode, SyncReport, TopUp, Wallet, WalletError,
};

use super::Facts;

/// Makes facts of an object; what is null is no fact.
fn facts(value: Value) -> Facts {
    let Value::Object(mut facts) = value else { panic!("facts are an object") };
    facts.retain(|_, fact| !fact.is_null());
    facts
}

/// Lists are rows of facts.
fn rows(rows: impl Iterator<Item = Value>) -> Facts {
    facts(json!({ "rows": rows.map(facts).collect::<Vec<_>>() }))
}

/// The name that the API has for it.
fn named(value: impl Serialize) -> Value {
    serde_json::to_value(value).expect("a name is JSON")
}

fn att(amount: Amount) -> Value {
    amount.att().into()
}

fn order_kind(kind: OrderKind) -> &'static str {
    match kind {
        OrderKind::Payment => "payment",
        OrderKind::Redemption => "redemption",
    }
}

fn reason(state: PaymentState) -> Option<&'static str> {
    if let PaymentState::Rejected(reason) = state { Some(reason.code()) } else { None }
}

pub(super) async fn wallet(wallet: &Wallet) -> Result<Facts, WalletError> {
    Ok(facts(json!({ "locked": wallet.is_locked(), "registered": wallet.is_registered().await? })))
}

pub(super) fn lock(wallet: &Wallet) -> Facts {
    facts(json!({ "locked": wallet.is_locked() }))
}

pub(super) fn count(count: usize) -> Facts {
    facts(json!({ "count": count }))
}

pub(super) fn account(account: &AccountInfo) -> Facts {
    facts(json!({ "owner": account.name, "kind": named(account.kind) }))
}

pub(super) fn top_up(top_up: &TopUp) -> Facts {
    let reason = top_up.state.reason().map(RejectReason::code);
    facts(json!({ "state": top_up.state.name(), "reason": reason, "amount": att(top_up.amount) }))
}

pub(super) fn payment(payment: &Payment) -> Facts {
    facts(json!({
        "state": payment.state.name(), "reason": reason(payment.state), "amount": att(payment.amount),
        "party": payment.payee_name, "memo": payment.memo,
    }))
}

pub(super) fn unfinished(payments: &[Payment]) -> Facts {
    let unfinished = payments.iter().filter(|payment| !payment.state.is_final()).count();
    facts(json!({ "unfinished": unfinished }))
}

pub(super) fn exchange(info: &ExchangeInfo) -> Facts {
    let status = named(info.status)["status"].clone();
    facts(json!({ "kind": named(info.kind), "status": status, "amount": att(info.amount) }))
}

pub(super) fn sync(report: &SyncReport) -> Facts {
    facts(json!({ "balance": att(report.balance), "seq": report.seq }))
}

pub(super) fn balance(balance: &Balance) -> Facts {
    facts(json!({
        "settled": att(balance.settled), "reserved": att(balance.reserved), "available": att(balance.available),
    }))
}

pub(super) fn history(items: &[HistoryItem]) -> Facts {
    rows(items.iter().map(|item| {
        json!({
            "seq": item.seq, "direction": direction(item.direction), "kind": named(item.kind),
            "amount": att(item.amount), "balance": att(item.balance_after), "party": item.counterparty_name,
            "memo": item.memo,
        })
    }))
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Credit => "credit",
        Direction::Debit => "debit",
    }
}

pub(super) fn payments(payments: &[Payment]) -> Facts {
    rows(payments.iter().map(|payment| {
        json!({
            "kind": order_kind(payment.kind), "state": payment.state.name(), "amount": att(payment.amount),
            "party": payment.payee_name, "memo": payment.memo,
        })
    }))
}

pub(super) fn devices(devices: &[DeviceInfo]) -> Facts {
    rows(
        devices.iter().map(|device| json!({ "label": device.label, "revoked": device.revoked_at.is_some() })),
    )
}

pub(super) fn request(request: &PaymentRequest) -> Facts {
    facts(json!({ "amount": att(request.amount), "memo": request.memo }))
}

pub(super) fn request_status(status: RequestStatus) -> Facts {
    facts(json!({ "status": named(status) }))
}

pub(super) fn seen(seen: &[ScannedCode]) -> Facts {
    let (kind, scheme, country) = match seen.first().map(|code| &code.kind) {
        None => (None, None, None),
        Some(CodeKind::Dlak) => (Some("dlak"), None, None),
        Some(CodeKind::Foreign { scheme, country }) => (Some("foreign"), Some(scheme), Some(country)),
        Some(CodeKind::Broken { .. }) => (Some("broken"), None, None),
        Some(CodeKind::NotPayment) => (Some("not-payment"), None, None),
        Some(kind) => panic!("a kind of code that journeys don't know: {kind:?}"),
    };
    facts(json!({ "count": seen.len(), "kind": kind, "scheme": scheme, "country": country }))
}

pub(super) fn preview(preview: &Preview) -> Facts {
    let warning = |warning: &PayeeWarning| match warning {
        PayeeWarning::NameDiffers { .. } => "name-differs",
        PayeeWarning::FirstPayment => "first-payment",
        warning => panic!("a warning that journeys don't know: {warning:?}"),
    };
    facts(json!({
        "payee": preview.payee().name, "kind": named(preview.payee().kind), "amount": att(preview.amount()),
        "fee": att(preview.fee()), "memo": preview.memo(), "available": att(preview.available()),
        "warnings": preview.warnings().iter().map(warning).collect::<Vec<_>>(),
    }))
}

pub(super) fn receipt<'a>(receipt: &Receipt, whose: impl Fn(AccountId) -> &'a str) -> Facts {
    facts(json!({
        "proven": true, "kind": order_kind(receipt.kind), "amount": att(receipt.amount),
        "payer": whose(receipt.payer), "payee": whose(receipt.payee),
    }))
}

pub(super) fn not_proven() -> Facts {
    facts(json!({ "proven": false }))
}

/// The event's name in a journey.
pub(super) fn name_of(event: &Event) -> &'static str {
    match event {
        Event::Payment { .. } => "payment",
        Event::TopUp { .. } => "top-up",
        Event::Received { .. } => "received",
        Event::AccountChanged => "account-changed",
        Event::BalanceChanged => "balance-changed",
        Event::Diverged { .. } => "diverged",
        Event::Missed => "missed",
        event => panic!("an event that journeys don't know: {event:?}"),
    }
}

/// The payment request that was answered.
pub(super) fn request_of(event: &Event) -> Option<RequestId> {
    if let Event::Received { request, .. } = event { *request } else { None }
}

pub(super) fn event(event: &Event) -> Facts {
    facts(match event {
        Event::Payment { state, .. } => json!({ "state": state.name() }),
        Event::TopUp { state, .. } => json!({ "state": state.name() }),
        Event::Received { seq, amount, from, .. } => {
            json!({ "seq": seq, "amount": att(*amount), "party": from })
        }
        _ => json!({}),
    })
}
