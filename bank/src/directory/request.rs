use std::time::Duration;

use bank_api::{
    amount::Amount,
    id::{AccountId, RequestId},
    message::payment::{CreatePaymentRequest, PaymentRequestInfo, RequestStatus},
    statement::is_memo,
    time::Timestamp,
};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::store::{Column, StoreError};

/// How far ahead a payment request may expire.
pub const REQUEST_MAX_DAYS: u64 = 31;

/// What became of the wish to be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestCreated {
    /// It can be paid.
    New(PaymentRequestInfo),
    /// There was this very request already: where it stands.
    Already(PaymentRequestInfo),
    /// The reference belongs to another request.
    IdReused,
    /// The amount is nothing, the text is no memo, or the time is past or too far ahead.
    Invalid(&'static str),
    /// The payee has no wallet.
    NoWallet,
}

/// Keeps a payment request of the wallet `payee`, under the reference that the wallet made. Safe to repeat.
pub fn create_request(
    tx: &Transaction<'_>,
    id: RequestId,
    payee: AccountId,
    request: &CreatePaymentRequest,
    now: Timestamp,
) -> Result<RequestCreated, StoreError> {
    if let Some(known) = find_request(tx, id, now)? {
        let same = known.payee.account == payee
            && known.amount == request.amount
            && known.memo == request.memo
            && known.expires_at == request.expires_at;
        return Ok(if same { RequestCreated::Already(known) } else { RequestCreated::IdReused });
    }
    let latest = now.plus(Duration::from_secs(REQUEST_MAX_DAYS * 86_400));
    if request.amount.is_zero() {
        return Ok(RequestCreated::Invalid("a request asks for more than nothing"));
    }
    if !request.memo.as_deref().is_none_or(is_memo) {
        return Ok(RequestCreated::Invalid("a memo has 1 to 140 characters, and none that can't be seen"));
    }
    if request.expires_at <= now || request.expires_at > latest {
        return Ok(RequestCreated::Invalid("a request expires after now and within 31 days"));
    }
    if !tx.prepare_cached("SELECT 1 FROM wallet WHERE account = ?1")?.exists([payee.as_bytes()])? {
        return Ok(RequestCreated::NoWallet);
    }
    tx.prepare_cached(
        "INSERT INTO payment_request (id, payee, amount, memo, created_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        id.as_bytes(),
        payee.as_bytes(),
        request.amount.signed_att(),
        request.memo,
        now.micros(),
        request.expires_at.micros(),
    ])?;
    let kept = find_request(tx, id, now)?;
    kept.map(RequestCreated::New).ok_or_else(|| StoreError::damaged("a request was not kept"))
}

/// A payment request and where it stands at `now`. `None` when there is none with this reference.
pub fn find_request(
    tx: &Transaction<'_>,
    id: RequestId,
    now: Timestamp,
) -> Result<Option<PaymentRequestInfo>, StoreError> {
    let mut select = tx.prepare_cached(
        "SELECT payee, amount, memo, expires_at, paid_by IS NOT NULL FROM payment_request WHERE id = ?1",
    )?;
    let found = select.query_row([id.as_bytes()], |row| {
        let expires_at = Timestamp::get(row, 3)?;
        let status = match row.get(4)? {
            true => RequestStatus::Paid,
            false if now > expires_at => RequestStatus::Expired,
            false => RequestStatus::Open,
        };
        Ok((AccountId::get(row, 0)?, Amount::get(row, 1)?, row.get(2)?, expires_at, status))
    });
    let Some((payee, amount, memo, expires_at, status)) = found.optional()? else { return Ok(None) };
    let payee = super::payee(tx, payee)?.ok_or_else(|| StoreError::damaged("a request has no payee"))?;
    Ok(Some(PaymentRequestInfo { id, payee, amount, memo, expires_at, status }))
}
