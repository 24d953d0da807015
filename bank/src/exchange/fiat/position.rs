//! What an account with fiat money holds, and the only ways in which that may change: pure arithmetic.

use bank_api::{amount::Amount, message::operator::FiatBalance};

/// What is in an account, in att.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Position {
    /// All of it. Negative only for the bank's own accounts.
    pub(super) balance: i64,
    /// What of it is set aside; 0 for the bank's own accounts.
    pub(super) held: i64,
}

impl Position {
    /// Sets `amount` aside, if so much is free.
    pub(super) fn hold(self, amount: Amount) -> Option<Self> {
        let held = self.held.checked_add(amount.signed_att())?;
        (held <= self.balance).then_some(Self { held, ..self })
    }

    /// Gives back what was set aside.
    pub(super) fn release(self, amount: Amount) -> Option<Self> {
        let held = self.held.checked_sub(amount.signed_att()).filter(|held| *held >= 0)?;
        Some(Self { held, ..self })
    }

    /// Takes what was set aside.
    pub(super) fn capture(self, amount: Amount) -> Option<Self> {
        self.release(amount)?.debit(amount)
    }

    /// Adds `amount`.
    pub(super) fn credit(self, amount: Amount) -> Option<Self> {
        Some(Self { balance: self.balance.checked_add(amount.signed_att())?, ..self })
    }

    /// Takes `amount`; of a bank's own account also what is not there.
    pub(super) fn debit(self, amount: Amount) -> Option<Self> {
        Some(Self { balance: self.balance.checked_sub(amount.signed_att())?, ..self })
    }

    /// What its owner sees, if it is an owner's.
    pub(super) fn seen(self) -> Option<FiatBalance> {
        let available = Amount::from_signed_att(self.balance.checked_sub(self.held)?)?;
        Some(FiatBalance { available, held: Amount::from_signed_att(self.held)? })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn amount(att: i64) -> Amount {
        Amount::from_signed_att(att).unwrap()
    }

    #[test]
    fn no_more_than_is_free_can_be_set_aside() {
        let position = Position { balance: 10, held: 4 };
        assert_eq!(position.hold(amount(6)), Some(Position { balance: 10, held: 10 }));
        assert_eq!(position.hold(amount(7)), None);
        assert_eq!(position.hold(Amount::MAX), None);
        assert_eq!(position.release(amount(5)), None);
    }

    proptest! {
        #[test]
        fn what_is_held_comes_back_or_is_taken(balance in 0..i64::MAX, held in 0..i64::MAX, att in 1..i64::MAX) {
            prop_assume!(held <= balance);
            let before = Position { balance, held };
            if let Some(placed) = before.hold(amount(att)) {
                prop_assert_eq!(placed.balance, balance);
                prop_assert_eq!(placed.release(amount(att)), Some(before));
                let taken = placed.capture(amount(att)).unwrap();
                prop_assert_eq!(taken, Position { balance: balance - att, held });
                prop_assert!(taken.seen().is_some());
            } else {
                prop_assert!(att > balance - held);
            }
        }

        #[test]
        fn sums_never_wrap(balance in any::<i64>(), att in 0..=i64::MAX) {
            let position = Position { balance, held: 0 };
            let sum = position.credit(amount(att)).map(|after| i128::from(after.balance));
            let exact = i128::from(balance) + i128::from(att);
            prop_assert_eq!(sum, (exact <= i128::from(i64::MAX)).then_some(exact));
        }
    }
}
