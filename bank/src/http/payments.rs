//! Paying: orders, payment requests, payees.

use axum::{
    Json,
    extract::{FromRequest, Request, State},
};
use bank_api::{
    content_digest,
    http_signature::CONTENT_DIGEST,
    id::{AccountId, OrderId, RequestId},
    log::hash::Hash,
    message::{
        payment::{CreatePaymentRequest, ORDER_MEDIA_TYPE, PayeeInfo, PaymentOutcome, PaymentRequestInfo},
        route,
    },
    problem::{Problem, ProblemCode},
    statement::OrderKind,
};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr, Schema,
        schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type},
    },
};

use super::{
    Api,
    call::{self, Created, Creation, Id, Signed, want_media_type},
    caller::{Device, read_body},
    refusal::Refusal,
};
use crate::{
    directory::{self, RequestCreated},
    ledger::{Found, Instruction, Outcome, not_seen},
};

/// A signed order as it arrived.
pub(crate) struct OrderBytes(Vec<u8>);

impl PartialSchema for OrderBytes {
    fn schema() -> RefOr<Schema> {
        let binary = SchemaFormat::KnownFormat(KnownFormat::Binary);
        ObjectBuilder::new().schema_type(Type::String).format(Some(binary)).into()
    }
}

impl ToSchema for OrderBytes {}

impl FromRequest<Api> for OrderBytes {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &Api) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        want_media_type(&parts.headers, ORDER_MEDIA_TYPE)?;
        let order = read_body(&parts, body).await?;
        // Needless, as the order carries its own signature; but what is sent is checked.
        if let Some(digest) = parts.headers.get(CONTENT_DIGEST) {
            content_digest::verify(digest.to_str().unwrap_or_default(), &order)
                .map_err(|error| Refusal::new(ProblemCode::DigestMismatch, error.to_string()))?;
        }
        Ok(Self(order))
    }
}

/// Settles a signed order. Not signed itself: the order is its own credential, and sent again it gets its first outcome.
#[utoipa::path(post, path = route::PAYMENTS, tag = "payments",
    request_body(content = inline(OrderBytes), content_type = "application/cose",
        description = "A COSE_Sign1 of content type application/dlak-payment-order+cbor"),
    responses((status = 200, body = PaymentOutcome)))]
pub(super) async fn pay(
    State(api): State<Api>,
    OrderBytes(order): OrderBytes,
) -> Result<Json<PaymentOutcome>, Refusal> {
    let order = api.ledger.verify(&order).await?;
    let redemption = order.order().kind == OrderKind::Redemption;
    let (id, digest) = (order.order().id, order.digest());
    let outcome = api.ledger.submit(Instruction::Order(order)).await?;
    if redemption && matches!(outcome, Outcome::Settled(_)) {
        api.exchanges.wake();
    }
    Ok(Json(message(&api, id, digest, outcome)?))
}

/// What became of an order; for its payer and its payee.
#[utoipa::path(get, path = route::PAYMENT, tag = "payments", params(("order" = OrderId, Path, description = "The order")),
    responses((status = 200, body = PaymentOutcome)))]
pub(super) async fn payment(
    State(api): State<Api>,
    Id(order): Id<OrderId>,
    Signed { caller, .. }: Signed<Device>,
) -> Result<Json<PaymentOutcome>, Refusal> {
    match api.ledger.find(order).await? {
        Found::NotSeen { as_of } => {
            Err(Problem::no_such_order(not_seen(order, as_of, &api.keys.ledger)).into())
        }
        Found::Decided(decided) if [decided.payer, decided.payee].contains(&caller.account) => {
            Ok(Json(message(&api, order, decided.digest, decided.outcome)?))
        }
        // Not `no-such-order`: that would be a lie.
        Found::Decided(_) => Err(Refusal::not_found("order of this wallet")),
    }
}

fn message(api: &Api, order: OrderId, digest: Hash, outcome: Outcome) -> Result<PaymentOutcome, Refusal> {
    // What moved money without an order (a top-up, a purchase) is no payment.
    let message = outcome.into_message(order, digest, &api.keys.ledger);
    message.ok_or_else(|| Refusal::not_found("order of this wallet"))
}

/// Keeps a payment request, for a dynamic QR code. The `Idempotency-Key` is its reference.
#[utoipa::path(post, path = route::PAYMENT_REQUESTS, tag = "payments", request_body = CreatePaymentRequest,
    responses((status = 200, body = PaymentRequestInfo)))]
pub(super) async fn create_request(
    State(api): State<Api>,
    Creation { caller, body: call::Json(body), id, claim }: Creation<
        Device,
        call::Json<CreatePaymentRequest>,
    >,
) -> Result<Created<PaymentRequestInfo>, Refusal> {
    let now = api.env.clock.now();
    let created = api.write(move |tx| {
        let reference = RequestId::from_bytes(*id.as_bytes());
        Ok(match directory::create_request(tx, reference, caller.account, &body, now)? {
            RequestCreated::New(body) => claim.take(tx, now)?.map(|replayed| Created { body, replayed }),
            RequestCreated::Already(body) => Ok(Created { body, replayed: true }),
            RequestCreated::IdReused => Err(Refusal::idempotency_key_reused()),
            RequestCreated::Invalid(why) => Err(Refusal::invalid(why)),
            RequestCreated::NoWallet => Err(Refusal::not_found("wallet")),
        })
    });
    created.await
}

/// A payment request, for whoever has its reference from the code.
#[utoipa::path(get, path = route::PAYMENT_REQUEST, tag = "payments",
    params(("request" = RequestId, Path, description = "The reference")),
    responses((status = 200, body = PaymentRequestInfo)))]
pub(super) async fn request(
    State(api): State<Api>,
    Id(request): Id<RequestId>,
    _: Signed<Device>,
) -> Result<Json<PaymentRequestInfo>, Refusal> {
    let now = api.env.clock.now();
    let found = api.database.read(move |tx| directory::find_request(tx, request, now)).await?;
    found.map(Json).ok_or_else(|| Refusal::not_found("payment request"))
}

/// Who a payee is, as the bank knows it.
#[utoipa::path(get, path = route::PAYEE, tag = "payments", params(("account" = AccountId, Path, description = "The payee")),
    responses((status = 200, body = PayeeInfo)))]
pub(super) async fn payee(
    State(api): State<Api>,
    Id(account): Id<AccountId>,
    _: Signed<Device>,
) -> Result<Json<PayeeInfo>, Refusal> {
    let found = api.database.read(move |tx| directory::payee(tx, account)).await?;
    found.map(Json).ok_or_else(|| Refusal::not_found("payee"))
}
