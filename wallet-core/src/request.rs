//! Asking to be paid: a request that the bank keeps, and the code that names it.

use std::time::Duration;

use bank_api::{
    amount::Amount,
    env::random,
    id::RequestId,
    message::{
        payment::{CreatePaymentRequest, PaymentRequestInfo, RequestStatus},
        route,
    },
    problem::ProblemCode,
    statement::{MEMO_MAX_CHARS, is_memo},
    time::Timestamp,
};
use rusqlite::{Transaction, params};

use crate::{Wallet, WalletError, code::own_code, store::StoreError};

/// The longest time that the bank keeps a request open.
const VALID_MAX: Duration = Duration::from_hours(31 * 24);

/// A request to be paid, as the app shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentRequest {
    /// Its reference.
    pub id: RequestId,
    /// How much is asked for.
    pub amount: Amount,
    /// What for.
    pub memo: Option<String>,
    /// The text of the code: shown as a QR symbol.
    pub code: String,
    /// Until when it can be paid.
    pub expires_at: Timestamp,
}

impl Wallet {
    /// Asks the bank to keep a request, so that it is paid once, with exactly this amount. `valid_for` counts in whole
    /// seconds, at least one and at most 31 days.
    pub async fn request(
        &self,
        amount: Amount,
        memo: Option<&str>,
        valid_for: Duration,
    ) -> Result<PaymentRequest, WalletError> {
        if amount.is_zero() {
            return Err(WalletError::AmountZero);
        }
        let memo = checked_memo(memo)?;
        self.check_registered().await?;
        let name = self.profile().await?.map(|profile| profile.name).unwrap_or_default();
        let now = self.bank_time().await?;
        let valid_for = valid_for.clamp(Duration::from_secs(1), VALID_MAX);
        // Codes count whole seconds: not less than was asked for, lest it be over before the bank hears of it.
        let last = now.plus(VALID_MAX).seconds();
        let expires_at = now.plus(valid_for).shifted(999_999).seconds().min(last);
        let expires_at = Timestamp::from_seconds(expires_at).unwrap_or(now);
        let id = RequestId::new(now, random(self.env().rng.as_ref())?);
        let code = own_code(self.account(), &name, Some(amount), Some((id, expires_at)))?;

        let body = CreatePaymentRequest { amount, memo: memo.clone(), expires_at };
        let stored = body.clone();
        self.store().write(move |transaction| insert(transaction, id, &stored, now)).await?;
        let kept = match self.keep_request(id, &body).await {
            // Perhaps only the answer was lost: the same again makes nothing new.
            Err(WalletError::BankUnreachable(_)) => self.keep_request(id, &body).await?,
            answer => answer?,
        };
        let as_asked = kept.id == id
            && kept.payee.account == self.account()
            && (kept.amount, kept.expires_at) == (amount, expires_at);
        if !as_asked {
            return Err(WalletError::BankAnswer("it keeps another request than was asked for".to_owned()));
        }
        Ok(PaymentRequest { id, amount, memo, code, expires_at })
    }

    async fn keep_request(
        &self,
        id: RequestId,
        body: &CreatePaymentRequest,
    ) -> Result<PaymentRequestInfo, WalletError> {
        let key = Some(id.to_string());
        self.client().post(route::PAYMENT_REQUESTS, body, key, self.device_key()).await
    }

    /// Where a request of this wallet stands. [`Paid`](RequestStatus::Paid) is said only when the entry that paid it is in
    /// the wallet, verified: it is safe to hand over the goods. [`Expired`](RequestStatus::Expired) is said only when there is no such entry
    /// after a sync.
    pub async fn request_status(&self, id: RequestId) -> Result<RequestStatus, WalletError> {
        if self.is_paid(id).await? {
            return Ok(RequestStatus::Paid);
        }
        let path = route::fill(route::PAYMENT_REQUEST, id);
        let asked: Result<PaymentRequestInfo, _> = self.client().get(&path, Some(self.device_key())).await;
        let status = match asked {
            Ok(request) => request.status,
            Err(error) if error.is_refusal(ProblemCode::NotFound) => return Err(WalletError::RequestUnknown),
            Err(error) => return Err(error),
        };
        if status == RequestStatus::Open {
            return Ok(status);
        }
        // The answer is not signed. Neither is "expired" said before the entries are looked at: who hears it asks to be paid
        // again.
        self.sync().await?;
        match status {
            _ if self.is_paid(id).await? => Ok(RequestStatus::Paid),
            RequestStatus::Paid => {
                Err(WalletError::BankAnswer("it says paid, and shows no money".to_owned()))
            }
            RequestStatus::Open | RequestStatus::Expired => Ok(status),
        }
    }

    async fn is_paid(&self, id: RequestId) -> Result<bool, WalletError> {
        self.store().read(move |transaction| is_paid(transaction, id)).await
    }
}

/// A memo without blanks around it; one of blanks alone is none. One that could read otherwise than it was written is
/// refused: the ledger would.
pub(crate) fn checked_memo(memo: Option<&str>) -> Result<Option<String>, WalletError> {
    let memo = memo.map(str::trim).filter(|memo| !memo.is_empty()).map(str::to_owned);
    match &memo {
        Some(text) if text.chars().count() > MEMO_MAX_CHARS => {
            Err(WalletError::TooLong { what: "a memo", limit: MEMO_MAX_CHARS })
        }
        Some(text) if !is_memo(text) => Err(WalletError::BadMemo),
        _ => Ok(memo),
    }
}

fn insert(
    transaction: &Transaction<'_>,
    id: RequestId,
    request: &CreatePaymentRequest,
    now: Timestamp,
) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO payment_request (id, amount, memo, created_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            id.as_bytes(),
            request.amount.signed_att(),
            request.memo,
            now.micros(),
            request.expires_at.micros()
        ],
    )?;
    Ok(())
}

/// Did money come in for this request, of this or another device of the wallet? By the index `entry_by_request`.
fn is_paid(transaction: &Transaction<'_>, id: RequestId) -> Result<bool, StoreError> {
    let mut statement = transaction
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM entry WHERE request = ?1 AND direction = 'credit')")?;
    Ok(statement.query_row([id.as_bytes()], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use bank_api::env::Clock;

    use super::*;
    use crate::testing::{Fault, World, kip};

    #[tokio::test]
    async fn a_request_whose_answer_was_lost_is_made_once() {
        let world = World::new().await;
        world.bank.fault("/v1/payment-requests", Fault::LoseAnswer);
        let request = world.payee.request(kip(20), Some("  coffee "), Duration::from_mins(5)).await.unwrap();
        assert_eq!(request.memo.as_deref(), Some("coffee"));
        assert_eq!(world.payee.request_status(request.id).await.unwrap(), RequestStatus::Open);
        assert_eq!(world.bank.asked("POST /v1/payment-requests"), 2);
    }

    #[tokio::test]
    async fn what_can_not_be_asked_for_is_refused() {
        let world = World::new().await;
        let minute = Duration::from_mins(1);
        assert_eq!(world.payee.request(kip(0), None, minute).await.unwrap_err().code(), "amount-zero");
        let long = "x".repeat(MEMO_MAX_CHARS + 1);
        assert_eq!(world.payee.request(kip(1), Some(&long), minute).await.unwrap_err().code(), "too-long");
        for bad in ["tea\u{202e}00001", "tea\u{1b}[2J", "tea\nfor two"] {
            let error = world.payee.request(kip(1), Some(bad), minute).await.unwrap_err();
            assert_eq!(error.code(), "bad-memo");
        }
        let unknown = RequestId::from_bytes([9; 16]);
        assert_eq!(world.payee.request_status(unknown).await.unwrap_err().code(), "request-unknown");
    }

    #[tokio::test]
    async fn a_request_is_open_for_a_second_at_least_and_31_days_at_most() {
        let world = World::new().await;
        let now = world.payee.client().now();
        for (asked, given) in
            [(Duration::ZERO, 1), (Duration::MAX, 31 * 86_400), (Duration::from_secs(90), 90)]
        {
            let request = world.payee.request(kip(1), None, asked).await.unwrap();
            assert_eq!(request.expires_at.since(now), Duration::from_secs(given));
        }
    }

    #[tokio::test]
    async fn a_short_request_is_open_for_as_long_as_it_was_asked_for() {
        let world = World::new().await;
        for clock in [&world.bank.clock, &world.phone.clock] {
            clock.pass_micros(999_000);
        }
        let now = world.payer.client().now();
        let request = world.payer.request(kip(1), None, Duration::from_secs(1)).await.unwrap();
        assert!(request.expires_at.since(now) >= Duration::from_secs(1));
        let request = world.payer.request(kip(1), None, Duration::MAX).await.unwrap();
        assert!(request.expires_at.since(now) <= VALID_MAX);
    }

    #[tokio::test]
    async fn a_request_is_dated_by_the_banks_clock() {
        for seconds in [3600, -3600] {
            let World { bank, phone, payer, .. } = World::new().await;
            drop(payer);
            phone.clock.pass(seconds);
            let payer = phone.reopen().await;
            let now = bank.clock.now();
            let request = payer.request(kip(1), None, Duration::from_mins(5)).await.unwrap();
            assert_eq!(request.expires_at.since(now), Duration::from_mins(5));
            let id = payer.top_up(kip(1)).await.unwrap().id;
            assert_eq!(payer.top_up_state(id).await.unwrap().created_at, now);
            // The phone's clock is set right while the program runs.
            phone.clock.pass(-seconds);
            let request = payer.request(kip(1), None, Duration::from_mins(5)).await.unwrap();
            assert_eq!(request.expires_at.since(now), Duration::from_mins(5));
        }
    }

    #[tokio::test]
    async fn what_was_learned_of_the_banks_clock_is_kept() {
        let World { bank, phone, payer, .. } = World::new().await;
        phone.clock.pass(3600);
        payer.refresh_account().await.unwrap();
        drop(payer);
        let payer = phone.reopen().await;
        assert_eq!(payer.client().now(), bank.clock.now());
        let asked = bank.asked("GET /v1/account");
        payer.refresh_account().await.unwrap();
        assert_eq!(bank.asked("GET /v1/account"), asked + 1, "no request is refused for its time");
    }

    #[tokio::test]
    async fn expired_is_not_said_of_a_request_that_was_paid() {
        let world = World::new().await;
        let request = world.payee.request(kip(20), None, Duration::from_mins(5)).await.unwrap();
        let preview = world.payer.prepare(&request.code, None, None).await.unwrap();
        world.payer.confirm(preview).await.unwrap();
        world.bank.alter("/v1/payment-requests/", |answer| answer["status"] = "expired".into());
        assert_eq!(world.payee.request_status(request.id).await.unwrap(), RequestStatus::Paid);
        assert_eq!(world.bank.faults_left(), 0, "the bank was asked, and lied");

        let unpaid = world.payee.request(kip(20), None, Duration::from_mins(5)).await.unwrap();
        world.bank.alter("/v1/payment-requests/", |answer| answer["status"] = "expired".into());
        assert_eq!(world.payee.request_status(unpaid.id).await.unwrap(), RequestStatus::Expired);
    }

    #[tokio::test]
    async fn paid_is_not_said_on_the_banks_word_alone() {
        let world = World::new().await;
        let request = world.payee.request(kip(20), None, Duration::from_mins(5)).await.unwrap();
        world.bank.alter("/v1/payment-requests/", |answer| answer["status"] = "paid".into());
        assert_eq!(world.payee.request_status(request.id).await.unwrap_err().code(), "bank-answer");
    }
}
