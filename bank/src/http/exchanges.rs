//! Fiat money against digital kip: a customer's top-up, a commercial bank's purchase.

use axum::{Json, extract::State};
use bank_api::{
    amount::Amount,
    id::{AccountId, OrderId},
    message::{
        exchange::{ExchangeInfo, RequestTopUp},
        operator::PurchaseRequest,
        route,
    },
};

use super::{
    Api,
    call::{self, Created, Creation, Id, Signed},
    caller::{Caller, Device, Participant},
    idempotency::Claim,
    positive,
    refusal::Refusal,
};
use crate::{exchange::Wanted, keys::Operator};

/// Exchanges the customer's fiat money for digital kip. The `Idempotency-Key` is the exchange's id.
#[utoipa::path(post, path = route::TOP_UPS, tag = "exchange", request_body = RequestTopUp,
    responses((status = 200, body = ExchangeInfo)))]
pub(super) async fn top_up(
    State(api): State<Api>,
    Creation { caller, body: call::Json(body), id, claim }: Creation<Device, call::Json<RequestTopUp>>,
) -> Result<Created<ExchangeInfo>, Refusal> {
    exchange(&api, id, claim, Wanted::TopUp(caller.account), body.amount).await
}

/// Exchanges a commercial bank's reserves for digital kip from the central bank's vault. The `Idempotency-Key` is the
/// exchange's id.
#[utoipa::path(post, path = route::PURCHASES, tag = "operators", request_body = PurchaseRequest,
    responses((status = 200, body = ExchangeInfo)))]
pub(super) async fn purchase(
    State(api): State<Api>,
    Creation { caller: Participant(participant), body: call::Json(body), id, claim }: Creation<
        Participant,
        call::Json<PurchaseRequest>,
    >,
) -> Result<Created<ExchangeInfo>, Refusal> {
    exchange(&api, id, claim, Wanted::Purchase(participant), body.amount).await
}

async fn exchange(
    api: &Api,
    id: OrderId,
    claim: Claim,
    wanted: Wanted,
    amount: Amount,
) -> Result<Created<ExchangeInfo>, Refusal> {
    positive(amount)?;
    let (exchanges, now) = (api.exchanges.clone(), api.env.clock.now());
    let stored = api.write(move |tx| {
        let kind = match exchanges.store_request(tx, id, &wanted, amount)? {
            Ok(kind) => kind,
            Err(error) => return Ok(Err(error.into())),
        };
        Ok(claim.take(tx, now)?.map(|replayed| (kind, replayed)))
    });
    let (kind, replayed) = stored.await?;
    // From here on it is stored, and gets done: if not now, then by itself.
    let body = match api.exchanges.finish(id, kind).await {
        Ok(info) => info,
        Err(error) => {
            tracing::warn!(?kind, %error, "an exchange did not get on at once");
            api.exchanges.stands(id, kind).await?
        }
    };
    Ok(Created { body, replayed })
}

/// Where an exchange stands; for the wallet or the commercial bank whose it is.
#[utoipa::path(get, path = route::EXCHANGE, tag = "exchange",
    params(("exchange" = OrderId, Path, description = "The exchange")),
    responses((status = 200, body = ExchangeInfo)))]
pub(super) async fn exchange_status(
    State(api): State<Api>,
    Id(id): Id<OrderId>,
    Signed { caller, .. }: Signed<Caller>,
) -> Result<Json<ExchangeInfo>, Refusal> {
    let owner = match caller {
        Caller::Wallet(device) => device.account,
        Caller::Operator(Operator::Participant(participant)) => AccountId::of_participant(&participant),
        Caller::Operator(Operator::CentralBank) => {
            return Err(Refusal::forbidden("this is for the exchange's owner"));
        }
    };
    let found = api.exchanges.find(id, owner).await?;
    found.map(Json).ok_or_else(|| Refusal::not_found("exchange"))
}
