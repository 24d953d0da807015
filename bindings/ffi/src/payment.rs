//! Paying, asking to be paid, exchanging; receipts.

use std::time::SystemTime;

use bank_api::{
    message::{exchange, payment::RequestStatus as CoreRequestStatus},
    statement::OrderKind,
};
use wallet_core::{
    PayeeWarning as CoreWarning, Payment as CorePayment, PaymentRequest as CoreRequest,
    PaymentState as CoreState, Preview, ProvenReceipt, TopUp as CoreTopUp, TopUpState as CoreTopUpState,
};

use crate::{
    AccountId, Amount, BankTrust, ErrorCode, HolderKind, NativeError, OrderId, RequestId, call::run_here,
    value::instant,
};

/// What the owner is about to confirm. What is confirmed is what was checked: only the wallet makes one.
#[derive(Debug, uniffi::Object)]
pub struct NativePreview(pub(crate) Preview);

#[uniffi::export]
impl NativePreview {
    /// All that a screen shows.
    pub fn details(&self) -> Result<PreviewDetails, NativeError> {
        run_here(|| {
            let preview = &self.0;
            Ok(PreviewDetails {
                order_id: preview.order_id().into(),
                payee: preview.payee().account.into(),
                payee_name: preview.payee().name.clone(),
                payee_kind: preview.payee().kind.into(),
                amount: preview.amount().into(),
                fee: preview.fee().into(),
                memo: preview.memo().map(str::to_owned),
                request: preview.request().map(Into::into),
                available: preview.available().into(),
                left_today: preview.left_today().into(),
                warnings: preview.warnings().iter().map(Into::into).collect(),
            })
        })
    }
}

/// What the owner should see before saying yes.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PreviewDetails {
    /// The id that the payment will have: confirming twice pays once.
    pub order_id: OrderId,
    /// Who is paid.
    pub payee: AccountId,
    /// The payee's name, as the bank knows it.
    pub payee_name: String,
    /// Who the payee is.
    pub payee_kind: HolderKind,
    /// How much.
    pub amount: Amount,
    /// What the bank takes for it.
    pub fee: Amount,
    /// What it is for.
    pub memo: Option<String>,
    /// The payment request that it answers.
    pub request: Option<RequestId>,
    /// What the wallet has before the payment.
    pub available: Amount,
    /// What may still be paid today before the payment.
    pub left_today: Amount,
    /// What speaks against it.
    pub warnings: Vec<PayeeWarning>,
}

/// Something that the owner should know before saying yes.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum PayeeWarning {
    /// The name in the code is not the one that the bank knows: is it the right shop?
    NameDiffers {
        /// The name in the code, fit to be shown.
        printed: String,
    },
    /// This wallet never paid this payee before.
    FirstPayment,
    /// A warning that this version has no words for: tell the owner to look twice.
    Other,
}

impl From<&CoreWarning> for PayeeWarning {
    fn from(warning: &CoreWarning) -> Self {
        match warning {
            CoreWarning::NameDiffers { printed } => Self::NameDiffers { printed: printed.clone() },
            CoreWarning::FirstPayment => Self::FirstPayment,
            _ => Self::Other,
        }
    }
}

/// What a payment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum PaymentKind {
    /// To another wallet.
    Payment,
    /// Back to the owner's commercial bank, for fiat money.
    Redemption,
}

/// Where an outgoing payment stands.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum PaymentState {
    /// Signed and stored; has not left the phone.
    Created,
    /// May have reached the bank; its answer is not known. It resolves itself: the bank is asked until it answers or the
    /// order has expired.
    Submitted,
    /// Final: the money has moved, and the bank's receipt was verified.
    Settled,
    /// Final: the bank rejected it. No money has moved.
    Rejected {
        /// Why.
        reason: ErrorCode,
    },
    /// Final: it expired before the bank saw it. No money has moved.
    Expired,
}

impl From<CoreState> for PaymentState {
    fn from(state: CoreState) -> Self {
        match state {
            CoreState::Created => Self::Created,
            CoreState::Submitted => Self::Submitted,
            CoreState::Settled => Self::Settled,
            CoreState::Rejected(reason) => Self::Rejected { reason: reason.into() },
            CoreState::Expired => Self::Expired,
        }
    }
}

/// An outgoing payment, as the wallet remembers it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Payment {
    /// Its id.
    pub order_id: OrderId,
    /// Payment or redemption.
    pub kind: PaymentKind,
    /// Who is paid.
    pub payee: AccountId,
    /// The payee's name, as the bank knew it when the payment was confirmed.
    pub payee_name: String,
    /// How much.
    pub amount: Amount,
    /// The payment request that it answers.
    pub request: Option<RequestId>,
    /// The text for the payee.
    pub memo: Option<String>,
    /// When it was confirmed.
    pub created_at: SystemTime,
    /// After this the bank never settles it.
    pub expires_at: SystemTime,
    /// Where it stands.
    pub state: PaymentState,
    /// When that was decided, by the bank's clock; none until it is final.
    pub decided_at: Option<SystemTime>,
}

impl From<CorePayment> for Payment {
    fn from(payment: CorePayment) -> Self {
        Self {
            order_id: payment.order_id.into(),
            kind: payment.kind.into(),
            payee: payment.payee.into(),
            payee_name: payment.payee_name,
            amount: payment.amount.into(),
            request: payment.request.map(Into::into),
            memo: payment.memo,
            created_at: instant(payment.created_at),
            expires_at: instant(payment.expires_at),
            state: payment.state.into(),
            decided_at: payment.decided_at.map(instant),
        }
    }
}

impl From<OrderKind> for PaymentKind {
    fn from(kind: OrderKind) -> Self {
        match kind {
            OrderKind::Payment => Self::Payment,
            OrderKind::Redemption => Self::Redemption,
        }
    }
}

/// A request to be paid.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PaymentRequest {
    /// Its id.
    pub id: RequestId,
    /// How much is asked for.
    pub amount: Amount,
    /// What for.
    pub memo: Option<String>,
    /// The text of the code: shown as a QR symbol.
    pub code: String,
    /// Until when it can be paid.
    pub expires_at: SystemTime,
}

impl From<CoreRequest> for PaymentRequest {
    fn from(request: CoreRequest) -> Self {
        Self {
            id: request.id.into(),
            amount: request.amount.into(),
            memo: request.memo,
            code: request.code,
            expires_at: instant(request.expires_at),
        }
    }
}

/// Where a payment request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum RequestStatus {
    /// It can be paid.
    Open,
    /// It is paid, and the entry is in the wallet, verified: it is safe to hand over the goods.
    Paid,
    /// It was not paid in time.
    Expired,
}

impl From<CoreRequestStatus> for RequestStatus {
    fn from(status: CoreRequestStatus) -> Self {
        match status {
            CoreRequestStatus::Open => Self::Open,
            CoreRequestStatus::Paid => Self::Paid,
            CoreRequestStatus::Expired => Self::Expired,
        }
    }
}

/// Where an exchange of fiat money and digital kip stands.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum ExchangeState {
    /// Under way; it goes on by itself.
    Pending,
    /// Both sides have moved.
    Done,
    /// Neither side has moved.
    Rejected {
        /// Why.
        reason: ErrorCode,
    },
}

impl From<CoreTopUpState> for ExchangeState {
    fn from(state: CoreTopUpState) -> Self {
        match state {
            CoreTopUpState::Pending => Self::Pending,
            CoreTopUpState::Done => Self::Done,
            CoreTopUpState::Rejected(reason) => Self::Rejected { reason: reason.into() },
        }
    }
}

impl From<exchange::ExchangeStatus> for ExchangeState {
    fn from(status: exchange::ExchangeStatus) -> Self {
        match status {
            exchange::ExchangeStatus::Pending => Self::Pending,
            exchange::ExchangeStatus::Done => Self::Done,
            exchange::ExchangeStatus::Rejected { reason } => Self::Rejected { reason: reason.into() },
        }
    }
}

/// What is exchanged for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum ExchangeKind {
    /// A customer's fiat money for digital kip.
    TopUp,
    /// A customer's digital kip for fiat money.
    Redemption,
    /// A commercial bank's reserves for digital kip.
    Purchase,
}

impl From<exchange::ExchangeKind> for ExchangeKind {
    fn from(kind: exchange::ExchangeKind) -> Self {
        match kind {
            exchange::ExchangeKind::TopUp => Self::TopUp,
            exchange::ExchangeKind::Redemption => Self::Redemption,
            exchange::ExchangeKind::Purchase => Self::Purchase,
        }
    }
}

/// An exchange of fiat money and digital kip, as the bank knows it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Exchange {
    /// What for what.
    pub kind: ExchangeKind,
    /// How much.
    pub amount: Amount,
    /// Where it stands.
    pub state: ExchangeState,
}

impl From<exchange::ExchangeInfo> for Exchange {
    fn from(info: exchange::ExchangeInfo) -> Self {
        Self { kind: info.kind.into(), amount: info.amount.into(), state: info.status.into() }
    }
}

/// Fiat money for digital kip, as the wallet remembers it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TopUp {
    /// Its id.
    pub id: OrderId,
    /// How much.
    pub amount: Amount,
    /// When it was asked for.
    pub created_at: SystemTime,
    /// Where it stands.
    pub state: ExchangeState,
}

impl From<CoreTopUp> for TopUp {
    fn from(top_up: CoreTopUp) -> Self {
        Self {
            id: top_up.id.into(),
            amount: top_up.amount.into(),
            created_at: instant(top_up.created_at),
            state: top_up.state.into(),
        }
    }
}

/// A receipt that was verified: signed by the bank, and in the ledger log that the bank signed.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Receipt {
    /// The receipt with its proof, as one text that anyone can verify who knows the bank's keys (C2SP tlog-proof).
    pub text: String,
    /// The order that was settled.
    pub order_id: OrderId,
    /// Payment or redemption.
    pub kind: PaymentKind,
    /// Who paid.
    pub payer: AccountId,
    /// Who was paid.
    pub payee: AccountId,
    /// How much.
    pub amount: Amount,
    /// The payment request that it answered.
    pub request: Option<RequestId>,
    /// When it was settled, by the bank's clock.
    pub settled_at: SystemTime,
    /// The transfer's place in the ledger log.
    pub leaf_index: u64,
    /// The size of the ledger log that proves it.
    pub tree_size: u64,
}

impl From<ProvenReceipt> for Receipt {
    fn from(proven: ProvenReceipt) -> Self {
        let receipt = proven.receipt();
        Self {
            text: proven.to_string(),
            order_id: receipt.order_id.into(),
            kind: receipt.kind.into(),
            payer: receipt.payer.into(),
            payee: receipt.payee.into(),
            amount: receipt.amount.into(),
            request: receipt.request.map(Into::into),
            settled_at: instant(receipt.settled_at),
            leaf_index: receipt.leaf_index,
            tree_size: proven.checkpoint().size,
        }
    }
}

/// Verifies the text of a receipt, without a wallet and without asking the bank.
#[uniffi::export]
pub fn verify_receipt(text: String, trust: BankTrust) -> Result<Receipt, NativeError> {
    run_here(|| Ok(ProvenReceipt::verify(&text, &trust.try_into()?)?.into()))
}
