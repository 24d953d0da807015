//! Going on with what is stored, whatever interrupted it.
//!
//! | stored | asked | answer | then |
//! | --- | --- | --- | --- |
//! | created | | | submit, then as below |
//! | submitted | the outcome of the order | settled, receipt verifies | settled |
//! | | | rejected, signed | rejected |
//! | | | no such order until after `expires_at`, signed | expired |
//! | | | no such order, not that late or not signed | post the same bytes again |
//! | | | this device was revoked, or is unknown | post the same bytes again |
//! | | | none, or one that can't be believed | submitted, until the next time |
//!
//! **When has an order failed for certain?** The bank settles an order in a batch whose time is at most `expires_at`;
//! batch times never go back. "No such order as of `t`" means that no batch up to time `t` holds it, so a later one
//! has a time of `t` *or more*. At `t = expires_at` the next batch may still be in time; only `t > expires_at` ends it.
//! (The reference bank's next batch is always after `t`; that costs the wallet a microsecond and is not relied on.)
//! The bank's clock decides both, so the phone's may be as wrong as it likes.

use bank_api::{id::OrderId, message::payment::PaymentOutcome, problem::ProblemCode};

use super::{
    Payment, PaymentState,
    papers::{self, Papers},
    receipt,
    record::{self, Finished, Verdict},
    verdict,
};
use crate::{
    Event, Wallet, WalletError,
    bank_client::payment_path,
    evidence::{Flaw, first_divergence},
    history::PAGE_MAX,
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
            Err(WalletError::Refused(problem)) if leaves_open(problem.code) => {
                let not_seen = problem
                    .not_seen
                    .map(|signed| verdict::check_not_seen(self.trust(), payment.order_id, &signed));
                match not_seen {
                    Some(Ok(not_seen)) if not_seen.body().as_of > payment.expires_at => {
                        let (at, not_seen) = (not_seen.body().as_of, not_seen.bytes().to_vec());
                        self.finish(payment, order, Verdict::Expired { not_seen, at }).await
                    }
                    _ => self.post(payment, order).await,
                }
            }
            answer => self.conclude(payment, order, answer).await,
        }
    }

    /// Sends the order's bytes: the same ones each time, so that the bank settles them once. Nothing is sent to a bank that
    /// contradicts itself.
    async fn post(&self, payment: Payment, order: Vec<u8>) -> Result<Progress, WalletError> {
        let (order_id, events) = (payment.order_id, self.event_sender().clone());
        let submitted = self
            .store()
            .write_then(
                move |transaction| match first_divergence(transaction)? {
                    Some(what) => Ok(Err(what)),
                    None => Ok(Ok(record::submit(transaction, order_id)?)),
                },
                move |submitted| {
                    if *submitted == Ok(true) {
                        events.send(Event::Payment { order_id, state: PaymentState::Submitted });
                    }
                },
            )
            .await?;
        if let Err(what) = submitted {
            return self.pending(order_id, WalletError::LedgerDiverged(what)).await;
        }
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
        match answer {
            Ok(PaymentOutcome::Settled { receipt }) => {
                match receipt::check(self.trust(), &order, &receipt.0) {
                    Ok(checked) => {
                        let (debit_hash, at) = (checked.body().debit_hash, checked.body().settled_at);
                        let verdict = Verdict::Settled { receipt: receipt.0, debit_hash, at };
                        self.finish(payment, order, verdict).await
                    }
                    Err(Flaw::Nonsense(what) | Flaw::Unproven(what)) => {
                        self.pending(payment.order_id, WalletError::BankAnswer(what)).await
                    }
                    Err(Flaw::Contradiction(what)) => {
                        let state = payment.state.name().to_owned();
                        let papers = Papers { state, order, receipt: Some(receipt.0), failure: None };
                        let what = format!("order {}: {what}", payment.order_id);
                        let error = self.diverge(what, papers.to_json().to_string()).await;
                        self.pending(payment.order_id, error).await
                    }
                }
            }
            Ok(PaymentOutcome::Rejected { rejection }) => {
                match verdict::check_rejection(self.trust(), payment.order_id, &order, &rejection) {
                    Ok(rejection) => {
                        let (reason, at) = (rejection.body().reason(), rejection.body().decided_at);
                        let rejection = rejection.bytes().to_vec();
                        self.finish(payment, order, Verdict::Rejected { rejection, reason, at }).await
                    }
                    Err(flaw) => {
                        self.pending(payment.order_id, WalletError::BankAnswer(flaw.to_string())).await
                    }
                }
            }
            Err(error) => self.pending(payment.order_id, error).await,
        }
    }

    async fn pending(&self, order_id: OrderId, error: WalletError) -> Result<Progress, WalletError> {
        tracing::debug!(code = error.code(), "a payment is still pending");
        Ok(Progress::Pending(self.payment(order_id).await?, error))
    }

    async fn finish(
        &self,
        payment: Payment,
        order: Vec<u8>,
        verdict: Verdict,
    ) -> Result<Progress, WalletError> {
        let (order_id, events) = (payment.order_id, self.event_sender().clone());
        let (state, stored) = (verdict.state(), verdict.clone());
        let finished = self
            .store()
            .write_then(
                move |transaction| record::finish(transaction, order_id, &stored),
                move |finished| {
                    if *finished == Finished::Now {
                        events.send(Event::Payment { order_id, state });
                        events.send(Event::BalanceChanged);
                    }
                },
            )
            .await?;
        match (finished, verdict) {
            (Finished::Now | Finished::Before, _) => Ok(Progress::Final(self.payment(order_id).await?)),
            // Signed against proven.
            (Finished::Contradicted, verdict) => {
                let what = match &verdict {
                    Verdict::Settled { .. } => {
                        "the bank's receipt names another entry than the one in its ledger"
                    }
                    Verdict::Rejected { .. } => "the bank signed that it rejected what its ledger holds",
                    Verdict::Expired { .. } => "the bank signed that it never saw what its ledger holds",
                };
                let entry =
                    self.store().read(move |transaction| papers::debit(transaction, order_id)).await?;
                let papers = Papers::of(verdict, order).to_json();
                let evidence = serde_json::json!({ "entry": entry, "payment": papers }).to_string();
                let error = self.diverge(format!("order {order_id}: {what}"), evidence).await;
                self.pending(order_id, error).await
            }
        }
    }

    /// The payment with this order's id.
    pub async fn payment(&self, order_id: OrderId) -> Result<Payment, WalletError> {
        self.stored(order_id).await.map(|(payment, _)| payment)
    }

    /// The newest payments, or those older than the one of the order `before`, the newest first; at most `limit`, and at
    /// most 1000.
    pub async fn payments(&self, before: Option<OrderId>, limit: u32) -> Result<Vec<Payment>, WalletError> {
        let limit = limit.min(PAGE_MAX);
        let found = self.store().read(move |transaction| record::newest(transaction, before, limit)).await?;
        found.ok_or(WalletError::PaymentUnknown)
    }

    #[cfg(test)]
    pub(crate) async fn stored_order(&self, order_id: OrderId) -> (Payment, Vec<u8>) {
        self.stored(order_id).await.unwrap()
    }

    /// The payment and its signed order.
    pub(super) async fn stored(&self, order_id: OrderId) -> Result<(Payment, Vec<u8>), WalletError> {
        let found = self.store().read(move |transaction| record::find(transaction, order_id)).await?;
        found.ok_or(WalletError::PaymentUnknown)
    }
}

/// Is the order's own posting the way to learn more? The bank has no such order, or none of this wallet's (its id is that
/// of somebody else's); or it does not talk to this device any more, but answers the order, which is its own credential.
fn leaves_open(code: ProblemCode) -> bool {
    use ProblemCode::{DeviceRevoked, NoSuchOrder, NotFound, UnknownKey};
    matches!(code, NoSuchOrder | NotFound | DeviceRevoked | UnknownKey)
}
