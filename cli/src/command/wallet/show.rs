//! How payments, entries and devices look.

use bank_api::{
    key::KeyId,
    log::entry::{Direction, EntryKind},
    message::wallet::DeviceInfo,
    statement::OrderKind,
};
use comfy_table::{CellAlignment, Table, presets};
use serde_json::{Value, json};
use wallet_core::{HistoryItem, Payment, PaymentState, TopUp, TopUpState};

use crate::{
    format::{in_kip, kip, moment},
    output::Output,
};

/// A payment for scripts.
pub(super) fn payment_json(payment: &Payment) -> Value {
    let reason = match payment.state {
        PaymentState::Rejected(reason) => Some(reason),
        _ => None,
    };
    json!({
        "order_id": payment.order_id,
        "kind": match payment.kind { OrderKind::Payment => "payment", OrderKind::Redemption => "redemption" },
        "state": payment.state.name(),
        "reason": reason,
        "payee": { "account": payment.payee, "name": payment.payee_name },
        "amount": in_kip(payment.amount),
        "request": payment.request,
        "memo": payment.memo,
        "created_at": payment.created_at,
        "expires_at": payment.expires_at,
        "decided_at": payment.decided_at,
    })
}

/// What became of a payment, for people.
pub(super) fn payment_text(payment: &Payment, output: Output) -> String {
    let what = format!("{} to {}", kip(payment.amount), output.bold(shown(&payment.payee_name)));
    let done = match payment.kind {
        OrderKind::Payment => "Paid:",
        OrderKind::Redemption => "Redeemed:",
    };
    match payment.state {
        PaymentState::Settled => {
            format!("{} {what}\nreceipt: dlak wallet receipt {}", output.green(done), payment.order_id)
        }
        PaymentState::Rejected(reason) => {
            format!("{} {what}. {}. No money has moved.", output.red("Not paid:"), reason.title())
        }
        PaymentState::Expired => {
            format!(
                "{} {what}. The order expired before the bank had it. No money has moved.",
                output.red("Not paid:")
            )
        }
        PaymentState::Created | PaymentState::Submitted => format!(
            "{} {what}. The bank's answer is not known yet. Do not pay again: `dlak wallet sync` finds out, at the latest after {}.",
            output.yellow("Pending:"),
            moment(payment.expires_at)
        ),
    }
}

/// A top-up for scripts.
pub(super) fn top_up_json(top_up: &TopUp) -> Value {
    json!({
        "id": top_up.id,
        "amount": in_kip(top_up.amount),
        "state": top_up.state.name(),
        "reason": top_up.state.reason(),
    })
}

/// What became of a top-up, for people.
pub(super) fn top_up_text(top_up: &TopUp, output: Output) -> String {
    let amount = kip(top_up.amount);
    match top_up.state {
        TopUpState::Done => format!("{} {amount}", output.green("Topped up:")),
        TopUpState::Rejected(reason) => {
            format!("{} {amount}. {}. No money has moved.", output.red("Not topped up:"), reason.title())
        }
        TopUpState::Pending => format!(
            "{} {amount}. The bank's answer is not known yet. Do not repeat it: `dlak wallet sync` goes on.",
            output.yellow("Pending:")
        ),
    }
}

/// An entry for scripts.
pub(super) fn entry_json(item: &HistoryItem) -> Value {
    json!({
        "seq": item.seq,
        "kind": item.kind,
        "direction": item.direction,
        "amount": in_kip(item.amount),
        "balance_after": in_kip(item.balance_after),
        "counterparty": { "account": item.counterparty, "name": item.counterparty_name },
        "order_id": item.order_id,
        "request": item.request,
        "memo": item.memo,
        "settled_at": item.settled_at,
    })
}

/// Entries for people.
pub(super) fn entries(items: &[HistoryItem]) -> String {
    if items.is_empty() {
        return "Nothing has moved yet.".to_owned();
    }
    let mut table = table(&["#", "when (UTC)", "what", "with", "amount", "balance"]);
    for item in items {
        let sign = if item.direction == Direction::Credit { "+" } else { "-" };
        let with = match &item.memo {
            Some(memo) => format!("{} ({})", shown(&item.counterparty_name), cut(&shown(memo))),
            None => shown(&item.counterparty_name),
        };
        table.add_row([
            item.seq.to_string(),
            moment(item.settled_at).trim_end_matches(" UTC").to_owned(),
            kind(item.kind).to_owned(),
            with,
            format!("{sign}{}", kip(item.amount)),
            kip(item.balance_after),
        ]);
    }
    right(&mut table, &[0, 4, 5]);
    without_blanks_at_ends(&table)
}

/// Payments for people.
pub(super) fn payments(payments: &[Payment]) -> String {
    if payments.is_empty() {
        return "This wallet has not paid yet.".to_owned();
    }
    let mut table = table(&["when", "state", "to", "amount", "order"]);
    for payment in payments {
        table.add_row([
            moment(payment.created_at),
            payment.state.name().to_owned(),
            shown(&payment.payee_name),
            kip(payment.amount),
            payment.order_id.to_string(),
        ]);
    }
    right(&mut table, &[3]);
    without_blanks_at_ends(&table)
}

/// Devices for people.
pub(super) fn devices(devices: &[DeviceInfo], this: KeyId) -> String {
    let mut table = table(&["device", "name", "since", "state"]);
    for device in devices {
        let state = match device.revoked_at {
            Some(at) => format!("revoked {}", moment(at)),
            None if device.device == this => "this one".to_owned(),
            None => "active".to_owned(),
        };
        table.add_row([device.device.to_string(), shown(&device.label), moment(device.added_at), state]);
    }
    without_blanks_at_ends(&table)
}

/// Other people's text without what could move the cursor or turn the line around.
pub(super) fn shown(text: &str) -> String {
    payment_qr::displayable(text).into_owned()
}

/// As much of a text as a line of a table has room for.
fn cut(text: &str) -> String {
    const ROOM: usize = 24;
    if text.chars().count() <= ROOM {
        text.to_owned()
    } else {
        text.chars().take(ROOM - 1).chain(['…']).collect()
    }
}

fn without_blanks_at_ends(table: &Table) -> String {
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

fn kind(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Payment => "payment",
        EntryKind::Redemption => "redemption",
        EntryKind::TopUp => "top-up",
        EntryKind::Purchase => "purchase",
        EntryKind::Mint => "mint",
        EntryKind::Burn => "burn",
    }
}

fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(header.iter().copied());
    table
}

fn right(table: &mut Table, columns: &[usize]) {
    for column in columns {
        if let Some(column) = table.column_mut(*column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}
