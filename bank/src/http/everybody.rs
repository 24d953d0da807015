//! What everybody may ask, unsigned: who the bank is, the supply, the ledger log.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use bank_api::{
    amount::{CURRENCY, CURRENCY_EXPONENT},
    message::{
        PAGE_MAX,
        bank::{BankInfo, Leaves, LogProof, SupplyStatement},
        route,
    },
    problem::ProblemCode,
};
use http::{
    HeaderValue,
    header::{CACHE_CONTROL, CONTENT_TYPE},
};
use serde::Deserialize;

use super::{Api, call::Parameters, refusal::Refusal};

/// The smallest version of the wallet that the bank still serves.
const MINIMUM_CLIENT: &str = "0.1.0";
/// For answers that are for everybody: may be kept, and is asked about again before it is used.
const NO_CACHE: HeaderValue = HeaderValue::from_static("no-cache");
const TEXT: &str = "text/plain; charset=utf-8";

/// Who the bank is, its keys, its limits and its time.
#[utoipa::path(get, path = route::INFO, tag = "everybody", responses((status = 200, body = BankInfo)))]
pub(super) async fn info(State(api): State<Api>) -> Json<BankInfo> {
    let keys = &api.keys.ledger;
    Json(BankInfo {
        network: keys.network.clone(),
        currency: CURRENCY.to_owned(),
        exponent: CURRENCY_EXPONENT,
        receipt_key: keys.receipt.public(),
        log_key: keys.log.verifier().clone(),
        server_time: api.env.clock.now(),
        participants: api.participants.clone(),
        limits: api.limits,
        minimum_client: MINIMUM_CLIENT.to_owned(),
    })
}

/// 200 when the bank takes orders.
#[utoipa::path(get, path = route::HEALTH, tag = "everybody",
    responses((status = 200, body = String, content_type = "text/plain")))]
pub(super) async fn health(State(api): State<Api>) -> Result<Response, Refusal> {
    if *api.stopping.borrow() {
        return Err(Refusal::new(ProblemCode::Unavailable, "the bank is shutting down"));
    }
    api.ledger.batch_time().await?;
    Ok(([(CONTENT_TYPE, TEXT)], "ok\n").into_response())
}

/// The bank's signed word on how much digital kip there is.
#[utoipa::path(get, path = route::SUPPLY, tag = "everybody", responses((status = 200, body = SupplyStatement)))]
pub(super) async fn supply(State(api): State<Api>) -> Result<Response, Refusal> {
    Ok(for_everybody(Json(api.ledger.supply().await?)))
}

/// The newest checkpoint of the ledger log: a signed note (C2SP tlog-checkpoint).
#[utoipa::path(get, path = route::LOG_CHECKPOINT, tag = "everybody",
    responses((status = 200, body = String, content_type = "text/plain")))]
pub(super) async fn checkpoint(State(api): State<Api>) -> Result<Response, Refusal> {
    Ok(for_everybody(([(CONTENT_TYPE, TEXT)], api.ledger.checkpoint().await?)))
}

#[derive(Clone, Copy, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct InclusionQuery {
    /// The leaf.
    index: u64,
    /// The size of the tree that it is to be proved in.
    size: u64,
}

/// The proof that a leaf is in the tree of a size (RFC 9162, section 2.1.3).
#[utoipa::path(get, path = route::LOG_INCLUSION, tag = "everybody", params(InclusionQuery),
    responses((status = 200, body = LogProof)))]
pub(super) async fn inclusion(
    State(api): State<Api>,
    Parameters(InclusionQuery { index, size }): Parameters<InclusionQuery>,
) -> Result<Response, Refusal> {
    Ok(for_everybody(Json(api.ledger.inclusion(index, size).await?)))
}

#[derive(Clone, Copy, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ConsistencyQuery {
    /// The size of the smaller tree.
    from: u64,
    /// The size of the larger one.
    to: u64,
}

/// The proof that one tree is the beginning of another (RFC 9162, section 2.1.4).
#[utoipa::path(get, path = route::LOG_CONSISTENCY, tag = "everybody", params(ConsistencyQuery),
    responses((status = 200, body = LogProof)))]
pub(super) async fn consistency(
    State(api): State<Api>,
    Parameters(ConsistencyQuery { from, to }): Parameters<ConsistencyQuery>,
) -> Result<Response, Refusal> {
    Ok(for_everybody(Json(api.ledger.consistency(from, to).await?)))
}

#[derive(Clone, Copy, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct LeavesQuery {
    /// The first leaf.
    #[serde(default)]
    from: u64,
    /// How many at the most, 1 to 200.
    #[serde(default = "page_max")]
    limit: u32,
}

fn page_max() -> u32 {
    PAGE_MAX
}

/// Leaves of the ledger log: mints and burns in clear, everything else only as hashes.
#[utoipa::path(get, path = route::LOG_LEAVES, tag = "everybody", params(LeavesQuery),
    responses((status = 200, body = Leaves)))]
pub(super) async fn leaves(
    State(api): State<Api>,
    Parameters(LeavesQuery { from, limit }): Parameters<LeavesQuery>,
) -> Result<Response, Refusal> {
    Ok(for_everybody(Json(api.ledger.leaves(from, limit).await?)))
}

fn for_everybody(answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    response.headers_mut().insert(CACHE_CONTROL, NO_CACHE);
    response
}
