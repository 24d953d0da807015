//! The bank's API over HTTP: every route of [`bank_api::message::route`].
//!
//! ```text
//! request -> observe (id, log, headers) -> panics -> time limit -> route -> extractor (body, signature, nonce, role) -> handler
//!                                                                              |                                     |
//!                                                                              +---------- Refusal = problem <--------+
//! ```
//!
//! A handler has few lines: it takes what an extractor has checked, does one thing in one transaction or asks the
//! ledger, and answers. TLS is not spoken here: a proxy in front does, and passes `Host` on unchanged, which
//! signatures cover.
//!
//! | module | what |
//! | --- | --- |
//! | [`caller`], [`nonce`] | who calls: request signatures, each taken once |
//! | [`call`], [`idempotency`] | what a handler takes, and what makes it safe to repeat |
//! | [`refusal`] | problems |
//! | [`everybody`], [`wallets`], [`payments`], [`exchanges`], [`operators`], [`events`] | the handlers |
//! | [`openapi`] | the document that describes them |
//! | [`streams`] | which streams of events are open |
//! | [`observe`] | what goes around every request |

mod call;
mod caller;
mod events;
mod everybody;
mod exchanges;
mod idempotency;
mod nonce;
mod observe;
mod openapi;
mod operators;
mod payments;
mod refusal;
mod streams;
mod wallets;

#[cfg(test)]
mod tests;

use std::{ops::Deref, sync::Arc};

use axum::{Router, middleware, response::IntoResponse};
use bank_api::{
    amount::Amount,
    env::Env,
    id::{AccountId, ParticipantId},
    message::bank::{Limits, ParticipantInfo},
    problem::{ProblemCode, RejectReason},
    time::Timestamp,
};
use rusqlite::Transaction;
use tokio::sync::watch;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::Modify;
use utoipa_axum::{router::OpenApiRouter, routes};

use self::refusal::Refusal;
pub(crate) use self::{nonce::Nonces, streams::Streams};
use crate::{
    exchange::Exchanges,
    keys::BankKeys,
    sequencer::Ledger,
    store::{Database, StoreError},
};

/// What was asked for, or why not; outside of it, the database's own trouble, which takes everything back.
type Answer<T> = Result<Result<T, Refusal>, StoreError>;

/// What the handlers work with. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Api(Arc<Parts>);

/// See [`Api`].
pub(crate) struct Parts {
    pub(crate) database: Database,
    pub(crate) ledger: Ledger,
    pub(crate) exchanges: Exchanges,
    pub(crate) keys: Arc<BankKeys>,
    pub(crate) env: Env,
    pub(crate) limits: Limits,
    /// The commercial banks.
    pub(crate) participants: Vec<ParticipantInfo>,
    /// The central bank.
    pub(crate) central_bank: ParticipantId,
    /// Its account at the ledger.
    pub(crate) vault: AccountId,
    /// The hosts that requests may be signed for.
    pub(crate) authorities: Vec<String>,
    /// When the bank was opened, by its own time.
    pub(crate) started_at: Timestamp,
    /// Turns true when the bank shuts down.
    pub(crate) stopping: watch::Receiver<bool>,
    pub(crate) nonces: Nonces,
    pub(crate) streams: Streams,
    pub(crate) openapi: Arc<utoipa::openapi::OpenApi>,
}

impl Deref for Api {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Api {
    /// Runs `job` in one transaction that is durable when this returns. What it wrote before it refused is taken back.
    async fn write<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Transaction<'_>) -> Answer<T> + Send + 'static,
    ) -> Result<T, Refusal> {
        let all_or_nothing = |tx: &Transaction<'_>| {
            tx.execute_batch("SAVEPOINT request")?;
            let answer = job(tx)?;
            if answer.is_err() {
                tx.execute_batch("ROLLBACK TO request")?;
            }
            tx.execute_batch("RELEASE request")?;
            Ok(answer)
        };
        self.database.write(all_or_nothing).await?
    }

    /// Runs `job` on one snapshot.
    async fn read<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Transaction<'_>) -> Answer<T> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.database.read(job).await?
    }
}

/// More than nothing.
fn positive(amount: Amount) -> Result<(), Refusal> {
    if amount.is_zero() { Err(Refusal::rejected(RejectReason::ZeroAmount)) } else { Ok(()) }
}

/// All routes, and the document that describes them.
fn described() -> (Router<Api>, utoipa::openapi::OpenApi) {
    let (router, mut document) = OpenApiRouter::with_openapi(openapi::document())
        .routes(routes!(everybody::info))
        .routes(routes!(openapi::openapi))
        .routes(routes!(everybody::health))
        .routes(routes!(everybody::supply))
        .routes(routes!(everybody::checkpoint))
        .routes(routes!(everybody::inclusion))
        .routes(routes!(everybody::consistency))
        .routes(routes!(everybody::leaves))
        .routes(routes!(wallets::register))
        .routes(routes!(wallets::authorise_device, wallets::devices))
        .routes(routes!(wallets::revoke_device))
        .routes(routes!(wallets::account))
        .routes(routes!(wallets::entries))
        .routes(routes!(events::events))
        .routes(routes!(payments::pay))
        .routes(routes!(payments::payment))
        .routes(routes!(payments::create_request))
        .routes(routes!(payments::request))
        .routes(routes!(payments::payee))
        .routes(routes!(exchanges::top_up))
        .routes(routes!(exchanges::exchange_status))
        .routes(routes!(operators::mint))
        .routes(routes!(operators::burn))
        .routes(routes!(operators::deposit_reserves, operators::reserves))
        .routes(routes!(operators::set_account_status))
        .routes(routes!(operators::audit))
        .routes(routes!(exchanges::purchase))
        .routes(routes!(operators::create_customer))
        .routes(routes!(operators::customer_info))
        .routes(routes!(operators::deposit_for_customer))
        .split_for_parts();
    openapi::Everywhere.modify(&mut document);
    (router, document)
}

/// The OpenAPI document.
pub(crate) fn document() -> utoipa::openapi::OpenApi {
    described().1
}

/// The whole API.
pub(crate) fn router(parts: Parts) -> Router {
    let api = Api(Arc::new(parts));
    described()
        .0
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_method)
        .layer(middleware::from_fn(observe::limit_time))
        .layer(CatchPanicLayer::custom(observe::after_panic))
        .layer(middleware::from_fn_with_state(api.clone(), observe::observe))
        .with_state(api)
}

async fn no_such_path() -> impl IntoResponse {
    Refusal::not_found("path")
}

async fn no_such_method() -> impl IntoResponse {
    Refusal::new(ProblemCode::MethodNotAllowed, "this path does not take this method: see Allow")
}
