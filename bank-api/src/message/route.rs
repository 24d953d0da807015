//! The API's paths, in one place for both sides. A `{name}` is filled in by the caller.

/// GET, unsigned: [`BankInfo`](super::bank::BankInfo).
pub const INFO: &str = "/.well-known/dlak";
/// GET, unsigned: the OpenAPI 3.1 document.
pub const OPENAPI: &str = "/openapi.json";
/// GET, unsigned: 200 when the bank takes orders.
pub const HEALTH: &str = "/healthz";

/// GET, unsigned: [`SupplyStatement`](super::bank::SupplyStatement).
pub const SUPPLY: &str = "/v1/supply";
/// GET, unsigned: the newest checkpoint, a signed note as text.
pub const LOG_CHECKPOINT: &str = "/v1/log/checkpoint";
/// GET `?index=&size=`, unsigned: an inclusion [`LogProof`](super::bank::LogProof).
pub const LOG_INCLUSION: &str = "/v1/log/inclusion";
/// GET `?from=&to=`, unsigned: a consistency [`LogProof`](super::bank::LogProof).
pub const LOG_CONSISTENCY: &str = "/v1/log/consistency";
/// GET `?from=&limit=`, unsigned: [`Leaves`](super::bank::Leaves).
pub const LOG_LEAVES: &str = "/v1/log/leaves";

/// POST [`RegisterWallet`](super::wallet::RegisterWallet), signed by the device in the body:
/// [`AccountInfo`](super::wallet::AccountInfo).
pub const WALLETS: &str = "/v1/wallets";
/// POST [`AuthoriseDevice`](super::wallet::AuthoriseDevice), signed by the device in the body:
/// [`AccountInfo`](super::wallet::AccountInfo). GET: [`Devices`](super::wallet::Devices).
pub const DEVICES: &str = "/v1/devices";
/// POST [`RevokeDevice`](super::wallet::RevokeDevice): [`Devices`](super::wallet::Devices).
pub const DEVICE_REVOCATIONS: &str = "/v1/devices/revocations";

/// GET: [`AccountInfo`](super::wallet::AccountInfo).
pub const ACCOUNT: &str = "/v1/account";
/// GET [`EntriesQuery`](super::wallet::EntriesQuery): [`EntriesPage`](super::wallet::EntriesPage).
pub const ENTRIES: &str = "/v1/account/entries";
/// GET: server-sent events; each says only that the account has a newer entry.
pub const EVENTS: &str = "/v1/events";

/// POST a signed order, itself unsigned: [`PaymentOutcome`](super::payment::PaymentOutcome).
pub const PAYMENTS: &str = "/v1/payments";
/// GET, by payer or payee: [`PaymentOutcome`](super::payment::PaymentOutcome), or the problem `no-such-order`.
pub const PAYMENT: &str = "/v1/payments/{order}";
/// POST [`CreatePaymentRequest`](super::payment::CreatePaymentRequest):
/// [`PaymentRequestInfo`](super::payment::PaymentRequestInfo).
pub const PAYMENT_REQUESTS: &str = "/v1/payment-requests";
/// GET: [`PaymentRequestInfo`](super::payment::PaymentRequestInfo).
pub const PAYMENT_REQUEST: &str = "/v1/payment-requests/{request}";
/// GET: [`PayeeInfo`](super::payment::PayeeInfo).
pub const PAYEE: &str = "/v1/payees/{account}";

/// POST [`RequestTopUp`](super::exchange::RequestTopUp): [`ExchangeInfo`](super::exchange::ExchangeInfo).
pub const TOP_UPS: &str = "/v1/top-ups";
/// GET, by its owner: [`ExchangeInfo`](super::exchange::ExchangeInfo).
pub const EXCHANGE: &str = "/v1/exchanges/{exchange}";

/// POST [`MintRequest`](super::operator::MintRequest), central bank: [`IssuanceInfo`](super::operator::IssuanceInfo).
pub const MINTS: &str = "/v1/mints";
/// POST [`BurnRequest`](super::operator::BurnRequest), central bank: [`IssuanceInfo`](super::operator::IssuanceInfo).
pub const BURNS: &str = "/v1/burns";
/// POST [`FiatDeposit`](super::operator::FiatDeposit), central bank: [`FiatBalance`](super::operator::FiatBalance).
/// GET, central bank or that participant: [`FiatBalance`](super::operator::FiatBalance).
pub const RESERVES: &str = "/v1/reserves/{participant}";
/// POST [`SetAccountStatus`](super::operator::SetAccountStatus), central bank: [`PayeeInfo`](super::payment::PayeeInfo).
pub const ACCOUNT_STATUS: &str = "/v1/accounts/{account}/status";
/// POST, central bank: [`AuditReport`](super::operator::AuditReport).
pub const AUDITS: &str = "/v1/audits";
/// POST [`PurchaseRequest`](super::operator::PurchaseRequest), participant:
/// [`ExchangeInfo`](super::exchange::ExchangeInfo).
pub const PURCHASES: &str = "/v1/purchases";
/// POST [`NewCustomer`](super::operator::NewCustomer), participant:
/// [`CustomerInfo`](super::operator::CustomerInfo).
pub const CUSTOMERS: &str = "/v1/customers";
/// GET, participant: [`CustomerInfo`](super::operator::CustomerInfo).
pub const CUSTOMER: &str = "/v1/customers/{customer}";
/// POST [`FiatDeposit`](super::operator::FiatDeposit), participant: [`FiatBalance`](super::operator::FiatBalance).
pub const CUSTOMER_DEPOSITS: &str = "/v1/customers/{customer}/deposits";

/// A path with its one `{name}` filled in. Identifiers need no escaping.
pub fn fill(template: &str, value: impl std::fmt::Display) -> String {
    match (template.find('{'), template.find('}')) {
        (Some(open), Some(close)) => format!("{}{value}{}", &template[..open], &template[close + 1..]),
        _ => template.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_filled_in() {
        assert_eq!(fill(CUSTOMER_DEPOSITS, "X"), "/v1/customers/X/deposits");
        assert_eq!(fill(INFO, "X"), INFO);
    }
}
