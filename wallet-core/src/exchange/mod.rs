//! Fiat money against digital kip at the owner's commercial bank.
//!
//! A **top-up** is asked for with an id that is stored before the first attempt: a lost answer is asked for again, never
//! bought again. A **redemption** is a payment to the commercial bank ([`Wallet::redeem`]), after which the bank
//! credits the fiat account; [`Wallet::exchange`] says how far that is.
//!
//! ```text
//! pending (stored) -> done       both sides have moved; or its entry was synced, whichever comes first
//!                  -> rejected   the bank says that neither side has moved, and none will
//! ```
//!
//! What the bank says of a top-up is not signed. Its entry is proven: one that comes after all makes it done.

mod record;
#[cfg(test)]
mod tests;

use bank_api::{
    amount::Amount,
    env::random,
    id::OrderId,
    message::{
        exchange::{ExchangeInfo, ExchangeKind, ExchangeStatus, RequestTopUp},
        route,
    },
    problem::{Problem, ProblemCode, RejectReason},
};
pub(crate) use record::any_unfinished;
pub use record::{TopUp, TopUpState};

use crate::{Event, Wallet, WalletError};

impl Wallet {
    /// Buys `amount` of digital kip for fiat money from the owner's account at the commercial bank. When it is still
    /// pending, [`run`](Wallet::run) or [`resume`](Wallet::resume) goes on with it. The money is in the balance after the
    /// next sync.
    pub async fn top_up(&self, amount: Amount) -> Result<TopUp, WalletError> {
        if amount.is_zero() {
            return Err(WalletError::AmountZero);
        }
        self.check_registered().await?;
        let now = match self.bank_time().await {
            // Its date is only for the owner, and the top-up is not to wait for it.
            Err(WalletError::BankUnreachable(_)) => self.client().now(),
            time => time?,
        };
        let id = OrderId::new(now, random(self.env().rng.as_ref())?);
        let top_up = TopUp { id, amount, created_at: now, state: TopUpState::Pending };
        let stored = top_up.clone();
        // From here to its end this top-up is this call's: `resume` leaves it alone.
        let _driving = self.drive(id);
        let wallet = self.clone();
        self.store()
            .write_then(move |transaction| record::insert(transaction, &stored), move |()| wallet.wake())
            .await?;
        match self.post_top_up(&top_up).await {
            Ok(()) => {}
            Err(error) if error.is_final_refusal() => {
                // The bank did nothing, and the owner is told so: it must not be tried again behind his back.
                self.store().write(move |transaction| record::forget(transaction, id)).await?;
                return Err(error);
            }
            Err(error) => tracing::debug!(code = error.code(), "a top-up is still pending"),
        }
        // It may be bought: what can't be read back is still pending, and no error that makes its owner buy again.
        Ok(self.top_up_state(id).await.unwrap_or(top_up))
    }

    /// The top-up with this id, as the wallet knows it.
    pub async fn top_up_state(&self, id: OrderId) -> Result<TopUp, WalletError> {
        let found = self.store().read(move |transaction| record::find(transaction, id)).await?;
        found.ok_or(WalletError::TopUpUnknown)
    }

    /// Where a top-up (by its id) or a redemption (by its order's id) stands at the bank.
    pub async fn exchange(&self, id: OrderId) -> Result<ExchangeInfo, WalletError> {
        self.check_registered().await?;
        let path = route::fill(route::EXCHANGE, id);
        self.client().get(&path, Some(self.device_key())).await
    }

    /// Goes on with the top-ups whose end is not known.
    pub(crate) async fn resume_top_ups(&self) -> Result<(), WalletError> {
        for id in self.store().read(record::unfinished).await? {
            let Some(_driving) = self.try_drive(id) else { continue };
            // Read only now: whoever drove it before may have ended it, or forgotten it.
            let stored = self.store().read(move |transaction| record::find(transaction, id)).await?;
            let Some(top_up) = stored.filter(|top_up| top_up.state == TopUpState::Pending) else { continue };
            // Asked first: a repeated POST repeats the first answer, which may have been "pending".
            let known = match self.exchange(top_up.id).await {
                Ok(info) => self.conclude_top_up(&top_up, &info).await,
                Err(error) if error.is_refusal(ProblemCode::NotFound) => self.post_top_up(&top_up).await,
                Err(error) => Err(error),
            };
            match known {
                Err(WalletError::BankUnreachable(_)) => break,
                Err(error @ WalletError::Store(_)) => return Err(error),
                Err(error) => tracing::debug!(code = error.code(), "a top-up is still pending"),
                Ok(()) => {}
            }
        }
        Ok(())
    }

    async fn post_top_up(&self, top_up: &TopUp) -> Result<(), WalletError> {
        let body = RequestTopUp { amount: top_up.amount };
        let key = Some(top_up.id.to_string());
        let answer = self.client().post(route::TOP_UPS, &body, key, self.device_key()).await;
        match answer {
            Ok(info) => self.conclude_top_up(top_up, &info).await,
            Err(WalletError::Refused(problem)) => match *problem {
                Problem { code: ProblemCode::Rejected, reason: Some(reason), .. } => {
                    self.finish_top_up(top_up, TopUpState::Rejected(reason)).await
                }
                problem => Err(WalletError::Refused(Box::new(problem))),
            },
            Err(error) => Err(error),
        }
    }

    async fn conclude_top_up(&self, top_up: &TopUp, info: &ExchangeInfo) -> Result<(), WalletError> {
        let asked = (info.id, info.kind, info.amount) == (top_up.id, ExchangeKind::TopUp, top_up.amount);
        if !asked {
            return Err(WalletError::BankAnswer("it tells of another exchange".to_owned()));
        }
        match info.status {
            ExchangeStatus::Pending => Ok(()),
            ExchangeStatus::Done => self.finish_top_up(top_up, TopUpState::Done).await,
            ExchangeStatus::Rejected { reason } => {
                self.finish_top_up(top_up, TopUpState::Rejected(reason)).await
            }
        }
    }

    async fn finish_top_up(&self, top_up: &TopUp, state: TopUpState) -> Result<(), WalletError> {
        let (id, events) = (top_up.id, self.event_sender().clone());
        self.store()
            .write_then(
                move |transaction| record::finish(transaction, id, state),
                move |finished| {
                    if *finished {
                        events.send(Event::TopUp { id, state });
                    }
                },
            )
            .await?;
        Ok(())
    }
}

impl TopUpState {
    /// The state's name, as the database and scripts know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Done => "done",
            Self::Rejected(_) => "rejected",
        }
    }

    /// Why it was rejected, if it was.
    pub fn reason(self) -> Option<RejectReason> {
        match self {
            Self::Rejected(reason) => Some(reason),
            Self::Pending | Self::Done => None,
        }
    }
}
