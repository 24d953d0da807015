//! The decision. One pure function, in order, in memory; the rules below are all there are.

use bank_api::{
    amount::{Amount, Balance},
    id::{AccountId, OrderId, RequestId},
    log::entry::EntryKind,
    message::{bank::Limits, wallet::AccountStatus},
    problem::RejectReason,
    statement::VALIDITY_MAX,
    time::Timestamp,
};

use super::{
    account::{Account, AccountKind, Accounts, Seen, SeenDecision, Spent, Totals, vientiane_day},
    instruction::{Instruction, Movement, VerifiedOrder},
    outcome::Outcome,
};

/// What settlement decides about one instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Money moves.
    Move(Transfer),
    /// None does, and none will under this id.
    Reject(RejectReason),
    /// An earlier batch has decided this very instruction: what it decided.
    Repeat(Outcome),
    /// Instruction number n of this batch was this very instruction: what was decided there.
    RepeatOf(usize),
    /// The id belongs to another instruction, which keeps its outcome.
    IdReused,
}

/// Money that moves: one debit, one credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// The instruction's id.
    pub order_id: OrderId,
    /// What moves it.
    pub kind: EntryKind,
    /// How much, more than nothing.
    pub amount: Amount,
    /// Where it leaves.
    pub debit: Side,
    /// Where it arrives.
    pub credit: Side,
    /// The payment request that it answers.
    pub request: Option<RequestId>,
}

/// One side of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// The account.
    pub account: AccountId,
    /// The number of the account's entry.
    pub seq: u64,
    /// What the account holds after it.
    pub balance_after: Balance,
}

/// Decides a batch, in order, and moves the money in `accounts`. `at` is the batch's time.
///
/// Gives one decision for each instruction. An instruction sees what those before it in the batch have done.
pub fn settle(
    accounts: &mut Accounts,
    limits: Limits,
    instructions: &[Instruction],
    at: Timestamp,
) -> Vec<Decision> {
    let mut decisions = Vec::with_capacity(instructions.len());
    for (number, instruction) in instructions.iter().enumerate() {
        let movement = instruction.movement();
        let digest = instruction.digest();
        let decision = accounts.repeated(movement.id, digest).unwrap_or_else(|| {
            let decision = SeenDecision::ThisBatch(number);
            accounts.seen.insert(movement.id, Seen { digest, decision });
            decide(accounts, limits, instruction, movement, at).map_or_else(Decision::Reject, Decision::Move)
        });
        decisions.push(decision);
    }
    decisions
}

/// Decides an instruction that is new. Changes nothing unless all rules are kept.
fn decide(
    accounts: &mut Accounts,
    limits: Limits,
    instruction: &Instruction,
    movement: Movement<'_>,
    at: Timestamp,
) -> Result<Transfer, RejectReason> {
    if let Instruction::Order(order) = instruction {
        check_order(accounts, order, at)?;
    }
    if movement.amount.is_zero() {
        return Err(RejectReason::ZeroAmount);
    }
    if movement.debtor == movement.creditor {
        return Err(RejectReason::SelfPayment);
    }
    let debtor = accounts.accounts.get(&movement.debtor).ok_or(RejectReason::PayerBlocked)?;
    let creditor = accounts.accounts.get(&movement.creditor).ok_or(RejectReason::PayeeUnknown)?;
    check_parties(&movement, debtor, creditor)?;
    if let Some(request) = movement.request {
        check_request(accounts, request, &movement, at)?;
    }
    let spent = spent_after(limits, &movement, debtor, at)?;
    let (debited, credited) = balances_after(&movement, debtor, creditor)?;
    let totals = totals_after(accounts, &movement)?;

    // Every rule is kept, and nothing below can fail: the money moves in all places.
    accounts.totals = totals;
    if let Some(request) = movement.request.and_then(|id| accounts.requests.get_mut(&id)) {
        request.paid = true;
    }
    let debit = post(accounts, movement.debtor, debited, Some(spent));
    let credit = post(accounts, movement.creditor, credited, None);
    Ok(Transfer {
        order_id: movement.id,
        kind: movement.kind,
        amount: movement.amount,
        debit,
        credit,
        request: movement.request,
    })
}

/// What only a customer's order must keep: its time, and the device that signed it.
fn check_order(accounts: &Accounts, order: &VerifiedOrder, at: Timestamp) -> Result<(), RejectReason> {
    // "At" is still in time: the bank says `as_of` = expires_at only once no later batch can have that time.
    if at > order.order().expires_at {
        return Err(RejectReason::OrderExpired);
    }
    // Whoever got hold of an order and kept it back can't use it later than that.
    if order.order().expires_at > at.plus(VALIDITY_MAX) {
        return Err(RejectReason::ValidTooLong);
    }
    let device = accounts.devices.get(&order.key_id());
    if device.is_some_and(|device| !device.revoked && device.account == order.order().payer) {
        Ok(())
    } else {
        Err(RejectReason::DeviceRevoked)
    }
}

/// Who may move money to whom. One row for each kind; anything else is refused.
fn check_parties(movement: &Movement<'_>, debtor: &Account, creditor: &Account) -> Result<(), RejectReason> {
    use AccountKind::{Issuance, Participant, Wallet};
    let may_pay = match movement.kind {
        EntryKind::Payment | EntryKind::Redemption => matches!(debtor.kind, Wallet { .. }),
        EntryKind::TopUp | EntryKind::Purchase | EntryKind::Burn => debtor.kind == Participant,
        EntryKind::Mint => debtor.kind == Issuance,
    };
    if !may_pay || debtor.status != AccountStatus::Active {
        return Err(RejectReason::PayerBlocked);
    }
    let may_be_paid = match movement.kind {
        EntryKind::Payment => matches!(creditor.kind, Wallet { .. }),
        // Digital kip goes back to where the customer's fiat money is, and comes from there.
        EntryKind::Redemption => debtor.kind == Wallet { participant: movement.creditor },
        EntryKind::TopUp => creditor.kind == Wallet { participant: movement.debtor },
        EntryKind::Purchase | EntryKind::Mint => creditor.kind == Participant,
        EntryKind::Burn => creditor.kind == Issuance,
    };
    let frozen = creditor.status != AccountStatus::Active;
    match movement.kind {
        _ if !may_be_paid => Err(RejectReason::PayeeCannotReceive),
        // Its owner is the one who asked: to him it is no payee, but his own wallet.
        EntryKind::TopUp if frozen => Err(RejectReason::AccountFrozen),
        _ if frozen => Err(RejectReason::PayeeCannotReceive),
        _ => Ok(()),
    }
}

fn check_request(
    accounts: &Accounts,
    id: RequestId,
    movement: &Movement<'_>,
    at: Timestamp,
) -> Result<(), RejectReason> {
    let request = accounts.requests.get(&id).ok_or(RejectReason::RequestUnknown)?;
    if request.payee != movement.creditor || request.amount != movement.amount {
        Err(RejectReason::RequestMismatch)
    } else if request.paid {
        Err(RejectReason::RequestPaid)
    } else if at > request.expires_at {
        Err(RejectReason::RequestExpired)
    } else {
        Ok(())
    }
}

/// What the payer has spent today with this movement, if the limits allow it. Only payments count: a redemption
/// stays the owner's money, and operations of the bank are no one's spending.
fn spent_after(
    limits: Limits,
    movement: &Movement<'_>,
    debtor: &Account,
    at: Timestamp,
) -> Result<Spent, RejectReason> {
    if movement.kind != EntryKind::Payment {
        return Ok(debtor.spent);
    }
    if movement.amount > limits.payment {
        return Err(RejectReason::OverPaymentLimit);
    }
    let amount = debtor.spent.on_day_of(at).checked_add(movement.amount);
    match amount.filter(|amount| *amount <= limits.daily) {
        Some(amount) => Ok(Spent { day: vientiane_day(at), amount }),
        None => Err(RejectReason::OverDailyLimit),
    }
}

fn balances_after(
    movement: &Movement<'_>,
    debtor: &Account,
    creditor: &Account,
) -> Result<(Balance, Balance), RejectReason> {
    let amount = movement.amount.signed_att();
    let debited = debtor.balance.att().checked_sub(amount).ok_or(RejectReason::BalanceOverflow)?;
    let credited = creditor.balance.att().checked_add(amount).ok_or(RejectReason::BalanceOverflow)?;
    if debited < 0 && debtor.kind != AccountKind::Issuance {
        return Err(RejectReason::InsufficientFunds);
    }
    if credited > 0 && creditor.kind == AccountKind::Issuance {
        return Err(RejectReason::BalanceOverflow); // more burned than there is: no participant can hold it
    }
    Ok((Balance::from_att(debited), Balance::from_att(credited)))
}

/// How much money there is after this movement.
fn totals_after(accounts: &Accounts, movement: &Movement<'_>) -> Result<Totals, RejectReason> {
    let mut totals = accounts.totals;
    let total = match movement.kind {
        EntryKind::Mint => &mut totals.minted,
        EntryKind::Burn => &mut totals.burned,
        _ => return Ok(totals),
    };
    *total = total.checked_add(movement.amount).ok_or(RejectReason::BalanceOverflow)?;
    Ok(totals)
}

/// Writes one side into its account, which was found before.
fn post(accounts: &mut Accounts, id: AccountId, balance: Balance, spent: Option<Spent>) -> Side {
    let account = accounts.accounts.get_mut(&id);
    // `decide` has looked both accounts up, and nothing takes an account away.
    let account = account.expect("both accounts of a movement were found");
    account.balance = balance;
    account.seq += 1;
    account.spent = spent.unwrap_or(account.spent);
    Side { account: id, seq: account.seq, balance_after: balance }
}
