//! From the owner's yes to a stored order, and on to its outcome.
//!
//! What is stored before each step is all that counts: the app may drop the future, be killed or lose power at any
//! point, and [`Wallet::resume`] goes on with the same order. Once the order is submitted, dropping the future only
//! means not waiting for the answer.

use std::time::Duration;

use bank_api::{
    amount::Amount,
    env::random,
    id::{AccountId, OrderId, RequestId},
    message::wallet::AccountStatus,
    problem::RejectReason,
    statement::{Lak, OrderKind, PaymentOrder, Signed, Statement, VALIDITY_MAX, Version1},
};
use rusqlite::Transaction;

use super::{Payment, PaymentState, Preview, record, resume::Progress};
use crate::{Event, Wallet, WalletError, evidence::first_divergence, history, store::StoreError};

/// How long an order is good for, by the bank's clock: as long as a payment may at most stay unclear.
const VALIDITY: Duration = Duration::from_mins(10);
const _: () = assert!(VALIDITY.as_secs() < VALIDITY_MAX.as_secs(), "the ledger would reject the order");

impl Wallet {
    /// Pays what was prepared. Gives the payment
    ///
    /// - settled: the bank's receipt was verified;
    /// - rejected, with the reason: no money has moved, and none will;
    /// - not final: the outcome is not known yet, and [`run`](Wallet::run) or [`resume`](Wallet::resume) finds it.
    ///
    /// An error means that this call has paid nothing, and that nothing will be paid by it; only with
    /// [`WalletError::LedgerDiverged`] it is not known. The wallet must be unlocked. Confirming the same preview twice pays once. May be cancelled at any time.
    pub async fn confirm(&self, preview: Preview) -> Result<Payment, WalletError> {
        let order = Draft {
            id: preview.order_id,
            kind: OrderKind::Payment,
            payee: preview.payee.account,
            payee_name: preview.payee.name,
            amount: preview.amount,
            request: preview.request,
            memo: preview.memo,
        };
        self.pay(order).await
    }

    /// Gives `amount` back to the owner's commercial bank, for fiat money in the owner's account there. A payment like
    /// any other: see [`confirm`](Wallet::confirm).
    pub async fn redeem(&self, amount: Amount) -> Result<Payment, WalletError> {
        self.check_registered().await?;
        let account = self.refresh_account().await?;
        if account.seq > self.head().await?.seq {
            self.sync().await?;
        }
        // The limits of payments are not those of one's own money at one's own bank: the ledger decides.
        if amount.is_zero() {
            return Err(WalletError::AmountZero);
        }
        if account.status != AccountStatus::Active {
            return Err(WalletError::WouldBeRejected(RejectReason::PayerBlocked));
        }
        let order = Draft {
            id: OrderId::new(self.client().now(), random(self.env().rng.as_ref())?),
            kind: OrderKind::Redemption,
            payee: account.participant_account,
            payee_name: account.participant.to_string(),
            amount,
            request: None,
            memo: None,
        };
        self.pay(order).await
    }

    async fn pay(&self, draft: Draft) -> Result<Payment, WalletError> {
        let (order_id, payee_name) = (draft.id, draft.payee_name.clone());
        if self.spending_key().is_none() {
            return Err(WalletError::Locked);
        }
        // Without the bank's time, the phone's: a bank that can't be asked must not keep the order from being stored. The key
        // is not held meanwhile.
        let now = self.bank_time().await.unwrap_or_else(|_| self.client().now());
        let order = {
            let spending = self.spending_key().ok_or(WalletError::Locked)?;
            let order = draft.order(self.account(), now);
            if !order.is_sound() {
                // A bank in the year 9999, say. The ledger would not even read it, so it must not be stored.
                return Err(WalletError::BankAnswer("no order can be made of it".to_owned()));
            }
            Signed::sign(order, &self.trust().network, &spending)
        };
        // From here to its end this payment is this call's: `resume` leaves it alone.
        let _driving = self.drive(order_id);
        // The order is stored also when the caller goes away in between: then `run` must know of it.
        let wallet = self.clone();
        let placed = self
            .store()
            .write_then(
                move |transaction| place(transaction, &order, &payee_name),
                move |placed| {
                    if matches!(placed, Placed::New(_)) {
                        wallet.event_sender().send(Event::Payment { order_id, state: PaymentState::Created });
                        wallet.event_sender().send(Event::BalanceChanged);
                        wallet.wake();
                    }
                },
            )
            .await?;
        match placed {
            Placed::New(stored) | Placed::Known(stored) => match self.advance(order_id).await {
                Ok(Progress::Pending(_, error @ WalletError::LedgerDiverged(_))) => Err(error),
                Ok(Progress::Final(payment) | Progress::Pending(payment, _)) => Ok(payment),
                // The disk is full, say. But the order is stored, and may be with the bank: an error here would make
                // the owner pay again.
                Err(error) => {
                    tracing::debug!(code = error.code(), "a payment is still pending");
                    Ok(self.payment(order_id).await.unwrap_or_else(|_| stored.last_known()))
                }
            },
            Placed::Diverged(what) => Err(WalletError::LedgerDiverged(what)),
            Placed::RequestTaken => Err(WalletError::WouldBeRejected(RejectReason::RequestPaid)),
            Placed::TooLittle { available } => Err(WalletError::InsufficientFunds { available }),
        }
    }
}

impl Payment {
    /// As it is when it can't be read back: an order that was stored may have left the phone since.
    fn last_known(mut self) -> Self {
        if self.state == PaymentState::Created {
            self.state = PaymentState::Submitted;
        }
        self
    }
}

/// An order before it is dated and signed.
struct Draft {
    id: OrderId,
    kind: OrderKind,
    payee: AccountId,
    payee_name: String,
    amount: Amount,
    request: Option<RequestId>,
    memo: Option<String>,
}

impl Draft {
    fn order(self, payer: AccountId, now: bank_api::time::Timestamp) -> PaymentOrder {
        PaymentOrder {
            version: Version1,
            id: self.id,
            payer,
            payee: self.payee,
            amount: self.amount,
            currency: Lak,
            kind: self.kind,
            request: self.request,
            memo: self.memo,
            created_at: now,
            expires_at: now.plus(VALIDITY),
        }
    }
}

/// What became of an order that was to be stored.
enum Placed {
    /// It is stored, as `created`.
    New(Box<Payment>),
    /// It was stored before: the owner confirmed the same preview again.
    Known(Box<Payment>),
    /// Something of the bank's did not verify: nothing is paid.
    Diverged(String),
    /// Another payment for the same request is paid, or under way.
    RequestTaken,
    /// Less is available than when it was prepared.
    TooLittle { available: Amount },
}

/// Stores the order if it may be paid now. In one transaction with the question, so that two orders at once can't
/// spend the same money.
fn place(
    transaction: &Transaction<'_>,
    order: &Signed<PaymentOrder>,
    payee_name: &str,
) -> Result<Placed, StoreError> {
    let body = order.body();
    if let Some((known, _)) = record::find(transaction, body.id)? {
        return Ok(Placed::Known(Box::new(known)));
    }
    if let Some(what) = first_divergence(transaction)? {
        return Ok(Placed::Diverged(what));
    }
    if let Some(request) = body.request
        && record::answers(transaction, request)?
    {
        return Ok(Placed::RequestTaken);
    }
    let available = history::balance(transaction)?.available;
    if body.amount > available {
        return Ok(Placed::TooLittle { available });
    }
    record::insert(transaction, order, payee_name)?;
    Ok(Placed::New(Box::new(Payment {
        order_id: body.id,
        kind: body.kind,
        payee: body.payee,
        payee_name: payee_name.to_owned(),
        amount: body.amount,
        request: body.request,
        memo: body.memo.clone(),
        created_at: body.created_at,
        expires_at: body.expires_at,
        state: PaymentState::Created,
        decided_at: None,
    })))
}
