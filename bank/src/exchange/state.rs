//! Where an exchange stands: the picture of [the module](super) as types, and the one table of what may follow what.

use bank_api::{
    amount::Amount,
    id::{AccountId, OrderId, ParticipantId},
    message::exchange::{ExchangeInfo, ExchangeKind, ExchangeStatus},
    problem::RejectReason,
    time::Timestamp,
};

use super::FiatAccount;

/// The last step of an exchange that is known to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It is stored that somebody wants it.
    Requested,
    /// The fiat money is set aside.
    Held,
    /// The digital kip has moved: the fiat money is owed to the other side.
    Settled,
    /// The ledger said no: the fiat money goes back.
    Refused(RejectReason),
    /// Both sides have moved.
    Done,
    /// Neither side has moved, and none will.
    Rejected(RejectReason),
}

impl State {
    /// Nothing follows any more.
    pub(super) const fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Rejected(_))
    }

    /// May `next` follow? The whole table.
    pub(super) fn may_become(self, next: Self) -> bool {
        match (self, next) {
            (Self::Requested, Self::Held | Self::Rejected(_))
            | (Self::Held, Self::Settled | Self::Refused(_))
            | (Self::Settled, Self::Done) => true,
            (Self::Refused(why), Self::Rejected(reason)) => why == reason,
            _ => false,
        }
    }

    /// The state as a column holds it, and the reason beside it.
    pub(super) const fn columns(self) -> (&'static str, Option<RejectReason>) {
        match self {
            Self::Requested => ("requested", None),
            Self::Held => ("held", None),
            Self::Settled => ("settled", None),
            Self::Refused(reason) => ("refused", Some(reason)),
            Self::Done => ("done", None),
            Self::Rejected(reason) => ("rejected", Some(reason)),
        }
    }

    pub(super) fn from_columns(name: &str, reason: Option<RejectReason>) -> Option<Self> {
        match (name, reason) {
            ("requested", None) => Some(Self::Requested),
            ("held", None) => Some(Self::Held),
            ("settled", None) => Some(Self::Settled),
            ("refused", Some(reason)) => Some(Self::Refused(reason)),
            ("done", None) => Some(Self::Done),
            ("rejected", Some(reason)) => Some(Self::Rejected(reason)),
            _ => None,
        }
    }
}

/// An exchange as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Exchange {
    pub(super) id: OrderId,
    pub(super) kind: ExchangeKind,
    /// Whose: the account of the wallet, or of the commercial bank.
    pub(super) account: AccountId,
    /// The commercial bank.
    pub(super) participant: ParticipantId,
    /// The customer; a purchase has none.
    pub(super) customer: Option<OrderId>,
    pub(super) amount: Amount,
    pub(super) state: State,
    pub(super) created_at: Timestamp,
}

impl Exchange {
    /// Where its fiat money comes from or goes to.
    pub(super) fn fiat_account(&self) -> FiatAccount {
        let participant = self.participant.clone();
        match self.customer {
            Some(customer) => FiatAccount::Customer { participant, customer },
            None => FiatAccount::Reserves { participant },
        }
    }

    /// Is it the same as `other`, but for how far it is?
    pub(super) fn asks_the_same(&self, other: &Self) -> bool {
        (self.id, self.kind, self.account, self.amount) == (other.id, other.kind, other.account, other.amount)
    }

    /// As the API shows it.
    pub(super) fn info(&self) -> ExchangeInfo {
        let status = match self.state {
            State::Done => ExchangeStatus::Done,
            State::Rejected(reason) => ExchangeStatus::Rejected { reason },
            State::Requested | State::Held | State::Settled | State::Refused(_) => ExchangeStatus::Pending,
        };
        ExchangeInfo { id: self.id, kind: self.kind, amount: self.amount, status }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATES: [State; 7] = [
        State::Requested,
        State::Held,
        State::Settled,
        State::Refused(RejectReason::InsufficientFunds),
        State::Refused(RejectReason::PayerBlocked),
        State::Done,
        State::Rejected(RejectReason::InsufficientFunds),
    ];

    #[test]
    fn nothing_follows_a_final_state() {
        for last in STATES.into_iter().filter(|state| state.is_final()) {
            assert!(STATES.into_iter().all(|next| !last.may_become(next)), "{last:?}");
        }
    }

    #[test]
    fn money_that_was_held_is_taken_or_given_back() {
        let followers = |state: State| STATES.into_iter().filter(move |next| state.may_become(*next)).count();
        assert_eq!(followers(State::Held), 3);
        assert!(!State::Held.may_become(State::Done));
        assert!(!State::Settled.may_become(State::Rejected(RejectReason::InsufficientFunds)));
        assert!(!State::Refused(RejectReason::PayerBlocked).may_become(State::Done));
    }

    #[test]
    fn every_state_reads_back_from_its_columns() {
        for state in STATES {
            let (name, reason) = state.columns();
            assert_eq!(State::from_columns(name, reason), Some(state));
        }
        assert_eq!(State::from_columns("done", Some(RejectReason::PayerBlocked)), None);
        assert_eq!(State::from_columns("refused", None), None);
    }
}
