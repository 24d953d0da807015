//! What the central bank and the commercial banks do.

use axum::{Json, extract::State};
use bank_api::{
    amount::Amount,
    id::{AccountId, OrderId, ParticipantId},
    message::{
        operator::{
            AuditReport, BurnRequest, CustomerInfo, FiatBalance, FiatDeposit, IssuanceInfo, MintRequest,
            NewCustomer, SetAccountStatus,
        },
        payment::PayeeInfo,
        route,
        wallet::{AccountStatus, HolderKind},
    },
    statement::is_readable,
};
use rusqlite::Transaction;

use super::{
    Answer, Api,
    call::{self, Created, Creation, Id, Signed},
    caller::{CentralBank, Participant},
    idempotency::Claim,
    positive,
    refusal::Refusal,
};
use crate::{
    directory,
    exchange::{
        FiatAccount,
        customer::{self, Customer},
        fiat::{self, book},
    },
    keys::Operator,
    ledger::{Instruction, Outcome},
};

/// Issues digital kip to a participant: usually to the central bank's own vault. The `Idempotency-Key` is its id.
#[utoipa::path(post, path = route::MINTS, tag = "operators", request_body = MintRequest,
    responses((status = 200, body = IssuanceInfo)))]
pub(super) async fn mint(
    State(api): State<Api>,
    Creation { body: call::Json(body), id, claim, .. }: Creation<CentralBank, call::Json<MintRequest>>,
) -> Result<Created<IssuanceInfo>, Refusal> {
    let participant = known_participant(&api, body.participant)?;
    issue(&api, claim, body.amount, Instruction::Mint { id, participant, amount: body.amount }).await
}

/// Withdraws digital kip from a participant. The `Idempotency-Key` is its id.
#[utoipa::path(post, path = route::BURNS, tag = "operators", request_body = BurnRequest,
    responses((status = 200, body = IssuanceInfo)))]
pub(super) async fn burn(
    State(api): State<Api>,
    Creation { body: call::Json(body), id, claim, .. }: Creation<CentralBank, call::Json<BurnRequest>>,
) -> Result<Created<IssuanceInfo>, Refusal> {
    let participant = known_participant(&api, body.participant)?;
    issue(&api, claim, body.amount, Instruction::Burn { id, participant, amount: body.amount }).await
}

fn known_participant(api: &Api, id: ParticipantId) -> Result<AccountId, Refusal> {
    let account = AccountId::of_participant(&id);
    let known = account == api.vault || api.participants.iter().any(|participant| participant.id == id);
    if known { Ok(account) } else { Err(Refusal::not_found("participant")) }
}

async fn issue(
    api: &Api,
    claim: Claim,
    amount: Amount,
    instruction: Instruction,
) -> Result<Created<IssuanceInfo>, Refusal> {
    positive(amount)?;
    let (id, now) = (instruction.id(), api.env.clock.now());
    let replayed = api.write(move |tx| claim.take(tx, now)).await?;
    // The ledger does it once under this id, however often it is asked.
    match api.ledger.submit(instruction).await? {
        Outcome::Settled(settled) => {
            let (leaf_index, settled_at) = (settled.leaf_index, settled.settled_at);
            Ok(Created { body: IssuanceInfo { id, leaf_index, settled_at }, replayed })
        }
        Outcome::Rejected { reason, .. } => Err(Refusal::rejected(reason)),
    }
}

/// Pays reserves in that come from another system. The `Idempotency-Key` is the deposit's id.
#[utoipa::path(post, path = route::RESERVES, tag = "operators", request_body = FiatDeposit,
    params(("participant" = ParticipantId, Path, description = "The commercial bank")),
    responses((status = 200, body = FiatBalance)))]
pub(super) async fn deposit_reserves(
    State(api): State<Api>,
    Id(participant): Id<ParticipantId>,
    Creation { body: call::Json(body), id, claim, .. }: Creation<CentralBank, call::Json<FiatDeposit>>,
) -> Result<Created<FiatBalance>, Refusal> {
    deposit(&api, id, claim, FiatAccount::Reserves { participant }, body.amount).await
}

/// A commercial bank's reserves; for that bank and the central bank.
#[utoipa::path(get, path = route::RESERVES, tag = "operators",
    params(("participant" = ParticipantId, Path, description = "The commercial bank")),
    responses((status = 200, body = FiatBalance)))]
pub(super) async fn reserves(
    State(api): State<Api>,
    Id(participant): Id<ParticipantId>,
    Signed { caller, .. }: Signed<Operator>,
) -> Result<Json<FiatBalance>, Refusal> {
    if matches!(&caller, Operator::Participant(id) if *id != participant) {
        return Err(Refusal::forbidden("these are the reserves of another bank"));
    }
    let balance = api.read(move |tx| balance_of(tx, &FiatAccount::Reserves { participant }));
    Ok(Json(balance.await?))
}

async fn deposit(
    api: &Api,
    id: OrderId,
    claim: Claim,
    account: FiatAccount,
    amount: Amount,
) -> Result<Created<FiatBalance>, Refusal> {
    positive(amount)?;
    let now = api.env.clock.now();
    let deposited = api.write(move |tx| {
        if let Err(error) = book::deposit(tx, id, &account, amount, now)? {
            return Ok(Err(error.into()));
        }
        let replayed = match claim.take(tx, now)? {
            Ok(replayed) => replayed,
            Err(refusal) => return Ok(Err(refusal)),
        };
        Ok(balance_of(tx, &account)?.map(|body| Created { body, replayed }))
    });
    deposited.await
}

fn balance_of(tx: &Transaction<'_>, account: &FiatAccount) -> Answer<FiatBalance> {
    Ok(book::balance(tx, account)?.ok_or_else(|| Refusal::not_found("account")))
}

/// Freezes an account, or lets it go. A repetition changes nothing: an order from before can't be played again when another was
/// given since. The `Idempotency-Key` names the order.
#[utoipa::path(post, path = route::ACCOUNT_STATUS, tag = "operators", request_body = SetAccountStatus,
    params(("account" = AccountId, Path, description = "The account")),
    responses((status = 200, body = PayeeInfo)))]
pub(super) async fn set_account_status(
    State(api): State<Api>,
    Id(account): Id<AccountId>,
    Creation { body: call::Json(body), claim, .. }: Creation<CentralBank, call::Json<SetAccountStatus>>,
) -> Result<Created<PayeeInfo>, Refusal> {
    let now = api.env.clock.now();
    let set = api.write(move |tx| {
        let none = || Refusal::not_found("account");
        if directory::payee(tx, account)?.is_none() {
            return Ok(Err(none())); // the issuance account included: it is no one's
        }
        let replayed = match claim.take(tx, now)? {
            Ok(replayed) => replayed,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if !replayed {
            directory::set_status(tx, account, body.status)?;
        }
        Ok(directory::payee(tx, account)?.ok_or_else(none).map(|body| Created { body, replayed }))
    });
    let set = set.await?;
    let asked_to_freeze = body.status == AccountStatus::Frozen;
    if set.replayed {
        tracing::info!(
            asked_to_freeze,
            "an order to set an account's status was repeated: nothing was changed"
        );
    } else {
        tracing::warn!(frozen = asked_to_freeze, "the central bank has set an account's status");
    }
    Ok(set)
}

/// Recomputes the whole ledger, and the fiat ledger, and says what does not hold.
#[utoipa::path(post, path = route::AUDITS, tag = "operators", responses((status = 200, body = AuditReport)))]
pub(super) async fn audit(
    State(api): State<Api>,
    _: Signed<CentralBank>,
) -> Result<Json<AuditReport>, Refusal> {
    let mut report = api.ledger.audit().await?;
    report.findings.extend(api.database.read_apart(fiat::audit).await?);
    if !report.findings.is_empty() {
        tracing::error!(findings = report.findings.len(), "the audit found what does not hold");
    }
    Ok(Json(report))
}

/// Takes in a customer who may open a wallet. The `Idempotency-Key` is the customer's id.
#[utoipa::path(post, path = route::CUSTOMERS, tag = "operators", request_body = NewCustomer,
    responses((status = 200, body = CustomerInfo)))]
pub(super) async fn create_customer(
    State(api): State<Api>,
    Creation { caller: Participant(participant), body: call::Json(body), id, claim }: Creation<
        Participant,
        call::Json<NewCustomer>,
    >,
) -> Result<Created<CustomerInfo>, Refusal> {
    let new = new_customer(id, participant, body)?;
    let (now, keys) = (api.env.clock.now(), api.keys.clone());
    let central_bank = api.central_bank.clone();
    let created = api.write(move |tx| {
        if !customer::insert(tx, &new, &keys.enrolment, &central_bank, now)? {
            return Ok(Err(Refusal::idempotency_key_reused()));
        }
        let replayed = match claim.take(tx, now)? {
            Ok(replayed) => replayed,
            Err(refusal) => return Ok(Err(refusal)),
        };
        // As it is now: an earlier attempt may have been answered, and the wallet opened since.
        let kept = customer::find(tx, id)?.unwrap_or(new);
        Ok(Ok(Created { body: customer::info(tx, kept, &keys.enrolment)?, replayed }))
    });
    created.await
}

fn new_customer(id: OrderId, participant: ParticipantId, body: NewCustomer) -> Result<Customer, Refusal> {
    let NewCustomer { name, kind } = body;
    if !is_readable(&name, 64) || name.trim() != name {
        return Err(Refusal::invalid("a name has 1 to 64 characters, and none that can't be seen"));
    }
    if kind == HolderKind::Participant {
        return Err(Refusal::invalid("a customer is a person or a merchant"));
    }
    Ok(Customer { id, participant, name, kind, wallet: None })
}

/// A customer; for the commercial bank whose customer it is.
#[utoipa::path(get, path = route::CUSTOMER, tag = "operators",
    params(("customer" = OrderId, Path, description = "The customer")),
    responses((status = 200, body = CustomerInfo)))]
pub(super) async fn customer_info(
    State(api): State<Api>,
    Id(id): Id<OrderId>,
    Signed { caller: Participant(participant), .. }: Signed<Participant>,
) -> Result<Json<CustomerInfo>, Refusal> {
    let keys = api.keys.clone();
    let info = api.read(move |tx| match customer::find(tx, id)? {
        Some(found) if found.participant == participant => {
            Ok(Ok(customer::info(tx, found, &keys.enrolment)?))
        }
        _ => Ok(Err(Refusal::not_found("customer of this bank"))),
    });
    Ok(Json(info.await?))
}

/// Pays a customer's cash into the customer's fiat account. The `Idempotency-Key` is the deposit's id.
#[utoipa::path(post, path = route::CUSTOMER_DEPOSITS, tag = "operators", request_body = FiatDeposit,
    params(("customer" = OrderId, Path, description = "The customer")),
    responses((status = 200, body = FiatBalance)))]
pub(super) async fn deposit_for_customer(
    State(api): State<Api>,
    Id(customer): Id<OrderId>,
    Creation { caller: Participant(participant), body: call::Json(body), id, claim }: Creation<
        Participant,
        call::Json<FiatDeposit>,
    >,
) -> Result<Created<FiatBalance>, Refusal> {
    deposit(&api, id, claim, FiatAccount::Customer { participant, customer }, body.amount).await
}
