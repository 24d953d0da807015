//! From a scanned code to what the owner confirms: who is it really, how much, what speaks against it.
//!
//! Who is paid is the account in the code; the name that is shown is the one that the *bank* knows for it. What is
//! printed in the code is only the payee's word: when it differs, that is a warning.

use bank_api::{
    amount::Amount,
    env::random,
    id::{OrderId, RequestId},
    message::{
        payment::{PayeeInfo, PaymentRequestInfo, RequestStatus},
        route,
        wallet::{AccountInfo, AccountStatus},
    },
    problem::{ProblemCode, RejectReason},
    statement::is_memo,
};

use super::record;
use crate::{
    Wallet, WalletError,
    code::{PaymentCode, read_code},
    request::checked_memo,
};

/// What the owner is about to confirm. Made by [`Wallet::prepare`] only, so that what is confirmed is what was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The id that the order will have: confirming twice pays once.
    pub(super) order_id: OrderId,
    pub(super) payee: PayeeInfo,
    pub(super) amount: Amount,
    pub(super) request: Option<RequestId>,
    pub(super) memo: Option<String>,
    pub(super) available: Amount,
    pub(super) left_today: Amount,
    pub(super) warnings: Vec<PayeeWarning>,
}

impl Preview {
    /// The id that the payment will have.
    pub fn order_id(&self) -> OrderId {
        self.order_id
    }

    /// Who is paid, as the bank knows it.
    pub fn payee(&self) -> &PayeeInfo {
        &self.payee
    }

    /// How much.
    pub fn amount(&self) -> Amount {
        self.amount
    }

    /// What the bank takes for it: nothing. The bank has no fees; the field is here so that no app forgets to show it.
    pub fn fee(&self) -> Amount {
        Amount::ZERO
    }

    /// What the payee asked for, when it is a payment request.
    pub fn memo(&self) -> Option<&str> {
        self.memo.as_deref()
    }

    /// Does it answer a payment request?
    pub fn request(&self) -> Option<RequestId> {
        self.request
    }

    /// What the wallet has before the payment.
    pub fn available(&self) -> Amount {
        self.available
    }

    /// What may still be paid today before the payment.
    pub fn left_today(&self) -> Amount {
        self.left_today
    }

    /// What the owner should know before saying yes.
    pub fn warnings(&self) -> &[PayeeWarning] {
        &self.warnings
    }
}

/// Something that the owner should know before saying yes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PayeeWarning {
    /// The name in the code is not the one that the bank knows: is it the right shop?
    NameDiffers {
        /// The name in the code, fit to be shown.
        printed: String,
    },
    /// This wallet never paid this payee before.
    FirstPayment,
}

impl Wallet {
    /// Reads a payment code and asks the bank who and what it is. `amount` is for codes that leave it to the payer; it
    /// may repeat the one in the code. `memo` is the payer's text for the payee of a code without a request.
    pub async fn prepare(
        &self,
        code: &str,
        amount: Option<Amount>,
        memo: Option<&str>,
    ) -> Result<Preview, WalletError> {
        let code = read_code(code)?;
        if code.account == self.account() {
            return Err(WalletError::OwnCode);
        }
        let memo = checked_memo(memo)?;
        self.check_registered().await?;
        self.check_not_diverged().await?;

        // Asked together: the answer that takes longest is what the owner waits for.
        let (asked, account) = tokio::join!(self.ask(&code), self.refresh_account());
        let (payee, asked) = asked?;
        let account = account?;
        self.check_time(&code)?;
        if account.seq > self.head().await?.seq {
            // Money has come in that is not in the balance yet.
            self.sync().await?;
        }

        let fixed = asked.as_ref().map(|request| request.amount).or(code.amount);
        let amount = match (fixed, amount) {
            (Some(fixed), Some(amount)) if fixed != amount => return Err(WalletError::AmountFixed(fixed)),
            (Some(amount), _) | (None, Some(amount)) => amount,
            (None, None) => return Err(WalletError::AmountMissing),
        };
        let (request, memo) = match asked {
            Some(request) => (Some(request.id), request.memo),
            None => (None, memo),
        };
        let available = self.balance().await?.available;
        let left_today = check_payable(&payee, &account, amount, available)?;
        let warnings = self.warnings(&code, &payee).await?;
        let order_id = OrderId::new(self.client().now(), random(self.env().rng.as_ref())?);
        Ok(Preview { order_id, payee, amount, request, memo, available, left_today, warnings })
    }

    /// Is the code's time not over? Asked when the bank has accepted our time: the phone's own may be wrong by hours.
    fn check_time(&self, code: &PaymentCode) -> Result<(), WalletError> {
        match code.expires_at {
            Some(expires_at) if expires_at <= self.client().now() => {
                Err(WalletError::CodeExpired(expires_at))
            }
            _ => Ok(()),
        }
    }

    /// Asks the bank who the payee is and, for a dynamic code, what exactly is asked for.
    async fn ask(&self, code: &PaymentCode) -> Result<(PayeeInfo, Option<PaymentRequestInfo>), WalletError> {
        let device = Some(self.device_key());
        let Some(request) = code.request else {
            let path = route::fill(route::PAYEE, code.account);
            let payee: Result<PayeeInfo, _> = self.client().get(&path, device).await;
            let payee = payee.map_err(|error| unless_found(error, RejectReason::PayeeUnknown))?;
            if payee.account != code.account {
                // The answer is not signed: whoever stands in between could name himself.
                return Err(WalletError::BankAnswer("it tells of another payee".to_owned()));
            }
            return Ok((payee, None));
        };
        let path = route::fill(route::PAYMENT_REQUEST, request);
        let asked: Result<PaymentRequestInfo, _> = self.client().get(&path, device).await;
        let asked = asked.map_err(|error| unless_found(error, RejectReason::RequestUnknown))?;
        let as_printed = asked.id == request
            && asked.payee.account == code.account
            && code.amount.is_none_or(|amount| amount == asked.amount);
        if !as_printed {
            // A code pasted together from two: whichever is meant, the owner can't know.
            return Err(WalletError::WouldBeRejected(RejectReason::RequestMismatch));
        }
        if !asked.memo.as_deref().is_none_or(is_memo) {
            // No order may hold it, and it could make the screen say something else.
            return Err(WalletError::BankAnswer("the request's text can't be shown".to_owned()));
        }
        match asked.status {
            RequestStatus::Open => Ok((asked.payee.clone(), Some(asked))),
            RequestStatus::Paid => Err(WalletError::WouldBeRejected(RejectReason::RequestPaid)),
            RequestStatus::Expired => Err(WalletError::CodeExpired(asked.expires_at)),
        }
    }

    async fn warnings(
        &self,
        code: &PaymentCode,
        payee: &PayeeInfo,
    ) -> Result<Vec<PayeeWarning>, WalletError> {
        let account = payee.account;
        let paid_before = self.store().read(move |t| record::has_paid(t, account)).await?;
        let mut warnings = Vec::new();
        if let Some(printed) = code.printed_name.clone().filter(|printed| !same_name(printed, &payee.name)) {
            warnings.push(PayeeWarning::NameDiffers { printed });
        }
        if !paid_before {
            warnings.push(PayeeWarning::FirstPayment);
        }
        Ok(warnings)
    }
}

/// What the bank would say, said before the owner confirms. Gives what is left of today's limit.
fn check_payable(
    payee: &PayeeInfo,
    account: &AccountInfo,
    amount: Amount,
    available: Amount,
) -> Result<Amount, WalletError> {
    let left_today = account.limits.daily.checked_sub(account.spent_today).unwrap_or(Amount::ZERO);
    let refusal = if amount.is_zero() {
        return Err(WalletError::AmountZero);
    } else if account.status != AccountStatus::Active {
        Some(RejectReason::PayerBlocked)
    } else if !payee.may_receive {
        Some(RejectReason::PayeeCannotReceive)
    } else if amount > account.limits.payment {
        Some(RejectReason::OverPaymentLimit)
    } else if amount > left_today {
        Some(RejectReason::OverDailyLimit)
    } else {
        None
    };
    match refusal {
        Some(reason) => Err(WalletError::WouldBeRejected(reason)),
        None if amount > available => Err(WalletError::InsufficientFunds { available }),
        None => Ok(left_today),
    }
}

fn unless_found(error: WalletError, reason: RejectReason) -> WalletError {
    if error.is_refusal(ProblemCode::NotFound) { WalletError::WouldBeRejected(reason) } else { error }
}

/// Codes cut long names and write them in capitals; that is no other name.
fn same_name(printed: &str, known: &str) -> bool {
    let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let (printed, known) = (plain(printed), plain(known));
    printed == known || (printed.chars().count() >= 15 && known.starts_with(&printed))
}
