//! The wallet's own codes: what others scan to pay it.

use bank_api::{
    amount::Amount,
    id::{AccountId, RequestId},
    time::Timestamp,
};
use payment_qr::{DlakCode, LocalName};

use crate::{Wallet, WalletError};

/// The longest name that a code holds, in characters (EMVCo merchant-presented mode, objects 59 and 64-01).
const NAME_MAX_CHARS: usize = 25;

impl Wallet {
    /// The text of a code that can be shown again and again: with `amount`, or for the payer to type it.
    pub async fn static_code(&self, amount: Option<Amount>) -> Result<String, WalletError> {
        if amount.is_some_and(Amount::is_zero) {
            return Err(WalletError::AmountZero);
        }
        let name = self.profile().await?.map(|profile| profile.name).unwrap_or_default();
        own_code(self.account(), &name, amount, None)
    }
}

/// The text of a code that pays `account`, with the owner's name for people who read it without asking the bank.
pub(crate) fn own_code(
    account: AccountId,
    name: &str,
    amount: Option<Amount>,
    request: Option<(RequestId, Timestamp)>,
) -> Result<String, WalletError> {
    // Object 59 is ASCII (the standard's "ans"); any other script goes to the language template.
    let clean = payment_qr::displayable(name);
    let short: String = clean.chars().filter(|c| *c <= '\u{FFFF}').take(NAME_MAX_CHARS).collect();
    let short = short.trim();
    let ascii = short.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let code = DlakCode {
        account: account.to_string(),
        merchant_name: if ascii { short.to_owned() } else { String::new() },
        local_name: (!ascii).then(|| LocalName::lao(short, None)),
        amount: amount.map(Amount::att),
        request: request.map(|(request, _)| request.to_base32()),
        expires_at: request.and_then(|(_, expires_at)| u64::try_from(expires_at.seconds()).ok()),
        ..DlakCode::default()
    };
    let payload = code.to_payload().map_err(|error| WalletError::InvalidCode(error.to_string()))?;
    Ok(payload.to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::code::read_code;

    proptest! {
        #[test]
        fn what_we_show_is_what_others_read(
            account in any::<[u8; 16]>(), name in "\\PC{0,60}", att in 1..1_000_000_000_000_u64,
            request in any::<[u8; 16]>(), seconds in 1..10_000_000_000_i64,
        ) {
            let account = AccountId::from_bytes(account);
            let amount = Amount::from_att(att).unwrap();
            let request = RequestId::from_bytes(request);
            let expires_at = Timestamp::from_seconds(seconds).unwrap();
            let read = read_code(&own_code(account, &name, Some(amount), Some((request, expires_at))).unwrap());
            let read = read.unwrap();
            prop_assert_eq!(read.account, account);
            prop_assert_eq!(read.amount, Some(amount));
            prop_assert_eq!(read.request, Some(request));
            prop_assert_eq!(read.expires_at, Some(expires_at));
            let read = read_code(&own_code(account, &name, None, None).unwrap()).unwrap();
            prop_assert_eq!((read.account, read.amount, read.request), (account, None, None));
        }
    }

    #[test]
    fn a_lao_name_goes_to_the_language_template() {
        let account = AccountId::from_bytes([7; 16]);
        for name in ["ຮ້ານກາເຟ", "Han Kafe"] {
            let read = read_code(&own_code(account, name, None, None).unwrap()).unwrap();
            assert_eq!(read.printed_name.as_deref(), Some(name));
        }
    }
}
