//! What a message in another language needs besides the code.

use super::WalletError;
use crate::keys::KeysError;

impl WalletError {
    /// The values that the message names, by name, for apps that say it in their own words:
    ///
    /// | code | details |
    /// | --- | --- |
    /// | `too-many-wrong-pins` | `retry_at`: microseconds since 1970, UTC |
    /// | `insufficient-funds` | `available`: att |
    /// | `amount-fixed` | `amount`: att |
    /// | `code-expired` | `expired_at`: microseconds since 1970, UTC |
    /// | `foreign-code` | `scheme`, `country`: names |
    /// | `too-long` | `limit`: characters |
    /// | `word-count` | `count`: how many words there are |
    /// | `unknown-word` | `position`: which word, from 1 |
    /// | `rejected` | `reason`: a code of the table of codes |
    ///
    /// Others have none. What is not in every case known may be missing.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Keys(KeysError::TooManyWrongPins { retry_at }) => {
                vec![("retry_at", retry_at.micros().to_string())]
            }
            Self::Keys(KeysError::WordCount(count)) => vec![("count", count.to_string())],
            Self::Keys(KeysError::UnknownWord(position)) => vec![("position", position.to_string())],
            Self::InsufficientFunds { available } => vec![("available", available.att().to_string())],
            Self::AmountFixed(amount) => vec![("amount", amount.att().to_string())],
            Self::CodeExpired(at) => vec![("expired_at", at.micros().to_string())],
            Self::ForeignCode { scheme, country } => {
                vec![("scheme", scheme.clone()), ("country", country.clone())]
            }
            Self::TooLong { limit, .. } => vec![("limit", limit.to_string())],
            Self::Refused(problem) => {
                problem.reason.iter().map(|reason| ("reason", reason.code().to_owned())).collect()
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use bank_api::{
        amount::Amount,
        problem::{Problem, RejectReason},
        time::Timestamp,
    };

    use super::*;

    #[test]
    fn an_app_can_say_it_in_its_own_words() {
        let detail = |error: WalletError| error.details();
        let retry_at = Timestamp::from_micros(7).unwrap();
        assert_eq!(detail(KeysError::TooManyWrongPins { retry_at }.into()), [("retry_at", "7".to_owned())]);
        let available = Amount::from_att(150).unwrap();
        assert_eq!(detail(WalletError::InsufficientFunds { available }), [("available", "150".to_owned())]);
        let refused = WalletError::Refused(Box::new(Problem::rejected(RejectReason::InsufficientFiat)));
        assert_eq!(detail(refused), [("reason", "insufficient-fiat".to_owned())]);
        assert_eq!(detail(WalletError::Locked), []);
    }
}
