//! A wallet's registration, devices, account and entries.

use axum::{
    Json,
    extract::{FromRequest, Request, State},
};
use bank_api::{
    cose::CoseError,
    encoding::Bytes,
    id::AccountId,
    message::{
        bank::Limits,
        route,
        wallet::{
            AccountInfo, AuthoriseDevice, Devices, EntriesPage, EntriesQuery, RegisterWallet, RevokeDevice,
        },
    },
    problem::ProblemCode,
    time::Timestamp,
};
use rusqlite::Transaction;
use serde::de::DeserializeOwned;

use super::{
    Answer, Api,
    call::{self, CallBody, Parameters, Signed},
    caller::{Device, authenticate_as, read_body},
    refusal::Refusal,
};
use crate::{
    directory::{self, Authorisation, DeviceAdded, DeviceRevoked, NewWallet, Revocation, WalletAdded},
    exchange::customer::{self, Customer, EnrolmentCode},
};

/// A request with a device's authorisation in its body, signed by that very device.
pub(crate) struct ByNewDevice<B> {
    body: B,
    authorisation: Authorisation,
}

/// A body with a device's authorisation in it.
pub(crate) trait HoldsAuthorisation {
    /// The signed [`DeviceAuthorisation`](bank_api::statement::DeviceAuthorisation).
    fn authorisation(&self) -> &Bytes;
}

impl HoldsAuthorisation for RegisterWallet {
    fn authorisation(&self) -> &Bytes {
        &self.authorisation
    }
}

impl HoldsAuthorisation for AuthoriseDevice {
    fn authorisation(&self) -> &Bytes {
        &self.authorisation
    }
}

impl<B: HoldsAuthorisation + DeserializeOwned + Send> FromRequest<Api> for ByNewDevice<B> {
    type Rejection = Refusal;

    async fn from_request(request: Request, api: &Api) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let bytes = read_body(&parts, body).await?;
        // The key that signed the request stands in the body: so that is read first, and believed only as far as it
        // proves itself.
        let call::Json(body) = call::Json::<B>::parse(&parts.headers, &bytes)?;
        let (statement, keys) = (body.authorisation().0.clone(), api.keys.ledger.clone());
        let authorisation = api.env.block(move || Authorisation::verify(&statement, &keys.network)).await?;
        let authorisation = authorisation.map_err(invalid_statement)?;
        authenticate_as(api, &parts, &bytes, authorisation.body().device_key).await?;
        Ok(Self { body, authorisation })
    }
}

fn invalid_statement(error: CoseError) -> Refusal {
    Refusal::new(ProblemCode::InvalidStatement, error.to_string())
}

/// Opens a wallet with the enrolment code of a commercial bank's customer. Signed by the device in the body. Safe to
/// repeat.
#[utoipa::path(post, path = route::WALLETS, tag = "wallet", request_body = RegisterWallet,
    responses((status = 200, body = AccountInfo)))]
pub(super) async fn register(
    State(api): State<Api>,
    ByNewDevice { body, authorisation }: ByNewDevice<RegisterWallet>,
) -> Result<Json<AccountInfo>, Refusal> {
    let code = EnrolmentCode::typed(&body.enrolment_code);
    let account = authorisation.body().account();
    let (now, limits) = (api.env.clock.now(), api.limits);
    let opened = api.write(move |tx| {
        let refused = |detail: &str| Ok(Err(Refusal::new(ProblemCode::EnrolmentRefused, detail)));
        let Some(customer) = customer::by_code(tx, &code)? else {
            return refused("there is no such enrolment code: type it as your bank gave it to you");
        };
        // One wallet for a code, and one code for a wallet.
        let other_wallet = customer.wallet.is_some_and(|wallet| wallet != account);
        let other_customer = customer::by_wallet(tx, account)?.is_some_and(|owner| owner.id != customer.id);
        if other_wallet || other_customer {
            return refused("the enrolment code, or the wallet, is in use: ask your bank for a new code");
        }
        let Customer { name, kind, participant, .. } = customer;
        match directory::insert_wallet(tx, &authorisation, &NewWallet { name, kind, participant }, now)? {
            WalletAdded::New(_) | WalletAdded::Already(_) => {}
            WalletAdded::NotACustomer => return refused("the customer may not open a wallet"),
            WalletAdded::DeviceRefused => return Ok(Err(device_refused())),
        }
        if customer.wallet.is_none() {
            customer::set_wallet(tx, customer.id, account)?;
        }
        account_of(tx, account, limits, now)
    });
    Ok(Json(opened.await?))
}

fn device_refused() -> Refusal {
    Refusal::new(
        ProblemCode::DeviceRevoked,
        "the device was revoked, or its keys are another device's: make new ones",
    )
}

/// The wallet's own account.
fn account_of(
    tx: &Transaction<'_>,
    account: AccountId,
    limits: Limits,
    now: Timestamp,
) -> Answer<AccountInfo> {
    let found = directory::account_info(tx, account, limits, now)?;
    Ok(found.ok_or_else(|| Refusal::not_found("wallet")))
}

/// Lets one more device act for a wallet: its owner's new phone. Signed by the device in the body. Safe to repeat.
#[utoipa::path(post, path = route::DEVICES, tag = "wallet", request_body = AuthoriseDevice,
    responses((status = 200, body = AccountInfo)))]
pub(super) async fn authorise_device(
    State(api): State<Api>,
    ByNewDevice { authorisation, .. }: ByNewDevice<AuthoriseDevice>,
) -> Result<Json<AccountInfo>, Refusal> {
    let account = authorisation.body().account();
    let (now, limits) = (api.env.clock.now(), api.limits);
    let added = api.write(move |tx| match directory::insert_device(tx, &authorisation, now)? {
        DeviceAdded::New | DeviceAdded::Already => account_of(tx, account, limits, now),
        DeviceAdded::NoWallet => Ok(Err(Refusal::not_found("wallet"))),
        DeviceAdded::Revoked | DeviceAdded::KeyTaken => Ok(Err(device_refused())),
    });
    Ok(Json(added.await?))
}

/// The wallet's devices, revoked ones included.
#[utoipa::path(get, path = route::DEVICES, tag = "wallet", responses((status = 200, body = Devices)))]
pub(super) async fn devices(
    State(api): State<Api>,
    Signed { caller, .. }: Signed<Device>,
) -> Result<Json<Devices>, Refusal> {
    let devices = api.database.read(move |tx| directory::devices(tx, caller.account)).await?;
    Ok(Json(Devices { devices }))
}

/// Takes a device's rights away, for ever. Safe to repeat.
#[utoipa::path(post, path = route::DEVICE_REVOCATIONS, tag = "wallet", request_body = RevokeDevice,
    responses((status = 200, body = Devices)))]
pub(super) async fn revoke_device(
    State(api): State<Api>,
    Signed { caller, body: call::Json(body) }: Signed<Device, call::Json<RevokeDevice>>,
) -> Result<Json<Devices>, Refusal> {
    let keys = api.keys.ledger.clone();
    let revocation = api.env.block(move || Revocation::verify(&body.revocation.0, &keys.network)).await?;
    let revocation = revocation.map_err(invalid_statement)?;
    if AccountId::of_wallet(&revocation.body().root_key) != caller.account {
        return Err(Refusal::forbidden("the revocation is by the owner of another wallet"));
    }
    let (now, revoked) = (api.env.clock.now(), revocation.body().device);
    let devices = api
        .write(move |tx| match directory::revoke_device(tx, &revocation, now)? {
            DeviceRevoked::Now | DeviceRevoked::Already => Ok(Ok(directory::devices(tx, caller.account)?)),
            DeviceRevoked::NoSuchDevice => Ok(Err(Refusal::not_found("device"))),
        })
        .await?;
    api.streams.end(revoked);
    Ok(Json(Devices { devices }))
}

/// The wallet's own account.
#[utoipa::path(get, path = route::ACCOUNT, tag = "wallet", responses((status = 200, body = AccountInfo)))]
pub(super) async fn account(
    State(api): State<Api>,
    Signed { caller, .. }: Signed<Device>,
) -> Result<Json<AccountInfo>, Refusal> {
    let (now, limits) = (api.env.clock.now(), api.limits);
    let info = api.read(move |tx| account_of(tx, caller.account, limits, now));
    Ok(Json(info.await?))
}

/// A page of the wallet's entries and what proves it.
#[utoipa::path(get, path = route::ENTRIES, tag = "wallet", params(EntriesQuery),
    responses((status = 200, body = EntriesPage)))]
pub(super) async fn entries(
    State(api): State<Api>,
    Parameters(query): Parameters<EntriesQuery>,
    Signed { caller, .. }: Signed<Device>,
) -> Result<Json<EntriesPage>, Refusal> {
    Ok(Json(api.ledger.entries(caller.account, query).await?))
}
