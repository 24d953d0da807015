//! The OpenAPI 3.1 document: made from the handlers, served at `/openapi.json`, kept in `docs/openapi.json`.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use bank_api::{
    message::route,
    problem::{MEDIA_TYPE, Problem},
};
use http::header::CACHE_CONTROL;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        Content, Ref, ResponseBuilder,
        path::{Operation, PathItem},
        security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme},
    },
};

use super::Api;

const SIGNATURE_SCHEME: &str = "signature";
const SIGNATURE: &str = "An HTTP message signature (RFC 9421) with the device's or the operator's Ed25519 key, in \
    `Signature-Input` and `Signature`: label `sig1`, over exactly \"@method\" \"@authority\" \"@path\" \"@query\", with \
    content also \"content-digest\" \"content-type\", and \"idempotency-key\" when the request has one, in this order; with \
    the parameters created, expires (60 s later), nonce (16 random bytes, base64), keyid, alg=\"ed25519\", \
    tag=\"dlak-wallet-v1\". A 401 says so in `Accept-Signature`.";

/// Routes that need no signature of the request.
const UNSIGNED: &[&str] = &[
    route::INFO,
    route::OPENAPI,
    route::HEALTH,
    route::SUPPLY,
    route::LOG_CHECKPOINT,
    route::LOG_INCLUSION,
    route::LOG_CONSISTENCY,
    route::LOG_LEAVES,
    route::PAYMENTS,
];

/// Routes whose POST makes a thing or moves money, under an `Idempotency-Key`.
const WITH_KEY: &[&str] = &[
    route::PAYMENT_REQUESTS,
    route::TOP_UPS,
    route::MINTS,
    route::BURNS,
    route::RESERVES,
    route::ACCOUNT_STATUS,
    route::PURCHASES,
    route::CUSTOMERS,
    route::CUSTOMER_DEPOSITS,
];

#[derive(OpenApi)]
#[openapi(
    info(
        title = "DLak bank API",
        description = "Digital kip: wallets, payments, issuance, exchange, and the verifiable ledger log. Amounts are \
            strings of minor units (att), instants RFC 3339, signed statements base64url. Errors are problem details \
            (RFC 9457); switch on `code`."
    ),
    tags(
        (name = "everybody", description = "Unsigned: who the bank is, the supply, the ledger log"),
        (name = "wallet", description = "A wallet's registration, devices, account and entries"),
        (name = "payments", description = "Orders, payment requests, payees"),
        (name = "exchange", description = "Fiat money against digital kip"),
        (name = "operators", description = "The central bank and the commercial banks"),
    ),
    components(schemas(Problem)),
)]
struct Document;

/// What the document says before the handlers are added.
pub(super) fn document() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// What is true of all operations, and so is said in one place.
pub(super) struct Everywhere;

impl Modify for Everywhere {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = ApiKeyValue::with_description("Signature", SIGNATURE);
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme(SIGNATURE_SCHEME, SecurityScheme::ApiKey(ApiKey::Header(scheme)));
        for (path, item) in &mut openapi.paths.paths {
            for (posts, operation) in operations(item) {
                operation.responses.responses.insert("default".to_owned(), problem());
                if !UNSIGNED.contains(&path.as_str()) {
                    operation.security = Some(vec![SecurityRequirement::new(SIGNATURE_SCHEME, [""; 0])]);
                }
                if posts && WITH_KEY.contains(&path.as_str()) {
                    operation.parameters.get_or_insert_default().push(idempotency_key().into());
                }
            }
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (bool, &mut Operation)> {
    let get = item.get.as_mut().map(|operation| (false, operation));
    get.into_iter().chain(item.post.as_mut().map(|operation| (true, operation)))
}

fn problem() -> utoipa::openapi::RefOr<utoipa::openapi::Response> {
    ResponseBuilder::new()
        .description("It was not done: a problem (RFC 9457)")
        .content(MEDIA_TYPE, Content::new(Some(Ref::from_schema_name("Problem"))))
        .build()
        .into()
}

fn idempotency_key() -> utoipa::openapi::path::Parameter {
    use utoipa::openapi::{
        Required,
        path::{ParameterBuilder, ParameterIn},
        schema::{ObjectBuilder, Type},
    };
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some(
            "A UUIDv7 in quotes, made and stored before the first attempt: the id of what is made",
        ))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}

/// This document.
#[utoipa::path(get, path = route::OPENAPI, tag = "everybody",
    responses((status = 200, body = serde_json::Value, description = "OpenAPI 3.1")))]
pub(super) async fn openapi(State(api): State<Api>) -> Response {
    ([(CACHE_CONTROL, "no-cache")], Json((*api.openapi).clone())).into_response()
}
