//! Going on with what is stored, whatever interrupted it.
//!
//! | stored | asked | answer | then |
//! | --- | --- | --- | --- |
//! | created | | | submit, then as below |
//! | submitted | the outcome of the order | settled, receipt verifies | settled |
//! | | | rejected | rejected |
//! | | | no such order until after `expires_at` | expired |
//! | | | no such order, not that late | post the same bytes again |
//! | | | none, or one that can't be believed | submitted, until the next time |
//!
//! **When has an order failed for certain?** The bank settles an order in a batch whose time is at most `expires_at`;
//! batch times never go back. "No such order as of `t`" means that no batch up to time `t` holds it, so a later one
//! has a time of `t` *or more*. At `t = expires_at` the next batch may still be in time; only `t > expires_at` ends it.
//! The bank's clock decides both, so the phone's may be as wrong as it likes.

use bank_api::{
    id::OrderId,
    message::payment::PaymentOutcome,
    problem::{Problem, ProblemCode},
};

use super::{Payment, PaymentState, receipt, record};
use crate::{
    Event, Wallet, WalletError, bank_client::payment_path, evidence::Flaw, payment::record::Verdict,
};

/// How far a payment was brought.
pub(super) enum Progress {
    /// To its end.
    Final(Payment),
    /// Not to its end, because of this.
    Pending(Payment, WalletError),
}

impl Progress {
    /// The payment, as far as it is.
    pub(super) fn into_payment(self) -> Payment {
        match self {
            Self::Final(payment) | Self::Pending(payment, _) => payment,
        }
    }
}

impl Wallet {
    /// Goes on with everything that is unfinished: a registration, payments, top-ups. Gives the payments that it went on
    /// with, as far as they are now. Costs nothing when there is nothing to do; may be cancelled and called at any time.
    ///
    /// That the bank can't be reached is no error here: what is unfinished stays so.
    pub async fn resume(&self) -> Result<Vec<Payment>, WalletError> {
        let unfinished = self.store().read(record::unfinished).await?;
        let mut payments = Vec::with_capacity(unfinished.len());
        let mut reachable = true;
        for order_id in unfinished {
            let Some(_driving) = self.try_drive(order_id) else { continue };
            if !reachable {
                payments.push(self.payment(order_id).await?);
                continue;
            }
            let progress = self.advance(order_id).await?;
            if let Progress::Pending(_, error) = &progress {
                // One payment that the bank can't answer for must not keep the others waiting; no bank at all does.
                reachable = !matches!(error, WalletError::BankUnreachable(_));
            }
            payments.push(progress.into_payment());
        }
        if reachable {
            self.resume_top_ups().await?;
        }
        Ok(payments)
    }

    /// Brings a stored payment as far as it gets.
    pub(super) async fn advance(&self, order_id: OrderId) -> Result<Progress, WalletError> {
        let (payment, order) = self.stored(order_id).await?;
        match payment.state {
            PaymentState::Created => self.post(payment, order).await,
            PaymentState::Submitted => self.ask_then_post(payment, order).await,
            PaymentState::Settled | PaymentState::Rejected(_) | PaymentState::Expired => {
                Ok(Progress::Final(payment))
            }
        }
    }

    /// The order may have reached the bank: asks for its outcome first.
    async fn ask_then_post(&self, payment: Payment, order: Vec<u8>) -> Result<Progress, WalletError> {
        let path = payment_path(payment.order_id);
        match self.client().get(&path, Some(self.device_key())).await {
            Err(WalletError::Refused(problem)) if problem.code == ProblemCode::NoSuchOrder => {
                match *problem {
                    Problem { as_of: Some(at), .. } if at > payment.expires_at => {
                        self.finish(payment, Verdict::Expired { at }).await
                    }
                    _ => self.post(payment, order).await,
                }
            }
            answer => self.conclude(payment, order, answer).await,
        }
    }

    /// Sends the order's bytes: the same ones each time, so that the bank settles them once.
    async fn post(&self, payment: Payment, order: Vec<u8>) -> Result<Progress, WalletError> {
        let (order_id, events) = (payment.order_id, self.event_sender().clone());
        self.store()
            .write_then(
                move |transaction| record::submit(transaction, order_id),
                move |submitted| {
                    if *submitted {
                        events.send(Event::Payment { order_id, state: PaymentState::Submitted });
                    }
                },
            )
            .await?;
        let answer = self.client().post_order(order.clone()).await;
        self.conclude(payment, order, answer).await
    }

    /// Stores how the payment ended, if the answer says so and can be believed.
    async fn conclude(
        &self,
        payment: Payment,
        order: Vec<u8>,
        answer: Result<PaymentOutcome, WalletError>,
    ) -> Result<Progress, WalletError> {
        let error = match answer {
            Ok(PaymentOutcome::Settled { receipt }) => {
                match receipt::check(self.trust(), &order, &receipt.0) {
                    Ok(checked) => {
                        let at = checked.body().settled_at;
                        return self.finish(payment, Verdict::Settled { receipt: receipt.0, at }).await;
                    }
                    Err(Flaw::Nonsense(what) | Flaw::Unproven(what)) => WalletError::BankAnswer(what),
                    Err(Flaw::Contradiction(what)) => {
                        let evidence = receipt::evidence(&order, &receipt.0);
                        self.diverge(what, evidence).await
                    }
                }
            }
            Ok(PaymentOutcome::Rejected { reason, decided_at }) => {
                return self.finish(payment, Verdict::Rejected { reason, at: decided_at }).await;
            }
            Err(error) => error,
        };
        tracing::debug!(code = error.code(), "a payment is still pending");
        let (payment, _) = self.stored(payment.order_id).await?;
        Ok(Progress::Pending(payment, error))
    }

    async fn finish(&self, payment: Payment, verdict: Verdict) -> Result<Progress, WalletError> {
        let (order_id, events) = (payment.order_id, self.event_sender().clone());
        let state = verdict.state();
        self.store()
            .write_then(
                move |transaction| record::finish(transaction, order_id, &verdict),
                move |finished| {
                    if *finished {
                        events.send(Event::Payment { order_id, state });
                        events.send(Event::BalanceChanged);
                    }
                },
            )
            .await?;
        Ok(Progress::Final(self.payment(order_id).await?))
    }

    /// The payment with this order's id.
    pub async fn payment(&self, order_id: OrderId) -> Result<Payment, WalletError> {
        self.stored(order_id).await.map(|(payment, _)| payment)
    }

    /// The newest payments confirmed before `before` (all, when there is none), the newest first; at most `limit`.
    pub async fn payments(
        &self,
        before: Option<bank_api::time::Timestamp>,
        limit: u32,
    ) -> Result<Vec<Payment>, WalletError> {
        self.store().read(move |transaction| record::newest(transaction, before, limit)).await
    }

    /// The payment and its signed order.
    pub(super) async fn stored(&self, order_id: OrderId) -> Result<(Payment, Vec<u8>), WalletError> {
        let found = self.store().read(move |transaction| record::find(transaction, order_id)).await?;
        found.ok_or(WalletError::PaymentUnknown)
    }
}
