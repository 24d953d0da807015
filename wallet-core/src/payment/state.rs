//! The state of an outgoing payment.
//!
//! ```text
//! Created (signed, stored) -> Submitted -> Settled   (receipt verified)
//!                                       -> Rejected  (reason from the bank)
//!                                       -> Expired   (bank's clock is past `expires_at` and it has no such order)
//! ```
//!
//! Each state is in the database before the step that follows it leaves the phone. A final state never changes,
//! whatever arrives later: the table below says so, and a trigger of the database says it again.

use bank_api::problem::RejectReason;

/// Where an outgoing payment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaymentState {
    /// Signed and stored; has not left the phone.
    Created,
    /// May have reached the bank; its answer is not known. It resolves itself: the bank is asked until it answers or
    /// the order has expired.
    Submitted,
    /// Final: the money has moved, and the bank's receipt was verified.
    Settled,
    /// Final: the ledger rejected the order. No money has moved.
    Rejected(RejectReason),
    /// Final: the order expired before the ledger saw it. No money has moved.
    Expired,
}

impl PaymentState {
    /// Will it never change again?
    pub fn is_final(self) -> bool {
        matches!(self, Self::Settled | Self::Rejected(_) | Self::Expired)
    }

    /// May the money have moved, or yet move?
    pub fn may_cost(self) -> bool {
        matches!(self, Self::Created | Self::Submitted | Self::Settled)
    }

    /// The table of transitions: everything else asks it.
    pub fn may_become(self, next: Self) -> bool {
        match self {
            Self::Created => next == Self::Submitted,
            Self::Submitted => next.is_final(),
            Self::Settled | Self::Rejected(_) | Self::Expired => false,
        }
    }

    /// The state's name, as the database and scripts know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Submitted => "submitted",
            Self::Settled => "settled",
            Self::Rejected(_) => "rejected",
            Self::Expired => "expired",
        }
    }

    /// The state with this name; `reason` belongs to `rejected` and to nothing else.
    pub(crate) fn from_name(name: &str, reason: Option<RejectReason>) -> Option<Self> {
        match (name, reason) {
            ("created", None) => Some(Self::Created),
            ("submitted", None) => Some(Self::Submitted),
            ("settled", None) => Some(Self::Settled),
            ("rejected", Some(reason)) => Some(Self::Rejected(reason)),
            ("expired", None) => Some(Self::Expired),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [PaymentState; 5] = [
        PaymentState::Created,
        PaymentState::Submitted,
        PaymentState::Settled,
        PaymentState::Rejected(RejectReason::InsufficientFunds),
        PaymentState::Expired,
    ];

    #[test]
    fn a_final_state_never_changes() {
        for state in ALL.into_iter().filter(|state| state.is_final()) {
            assert!(ALL.into_iter().all(|next| !state.may_become(next)), "{state:?}");
        }
    }

    #[test]
    fn nothing_is_decided_before_it_was_submitted() {
        let next: Vec<_> = ALL.into_iter().filter(|next| PaymentState::Created.may_become(*next)).collect();
        assert_eq!(next, [PaymentState::Submitted]);
    }

    #[test]
    fn states_are_read_back_by_name() {
        for state in ALL {
            let reason = match state {
                PaymentState::Rejected(reason) => Some(reason),
                _ => None,
            };
            assert_eq!(PaymentState::from_name(state.name(), reason), Some(state));
        }
        assert_eq!(PaymentState::from_name("rejected", None), None);
        assert_eq!(PaymentState::from_name("settled", Some(RejectReason::ZeroAmount)), None);
    }
}
