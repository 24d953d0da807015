//! From the text of a code to what it asks for, or to what is wrong with it.
//!
//! | code | error |
//! | --- | --- |
//! | a link, a text, a damaged code | [`WalletError::BadCode`] |
//! | sound, of another scheme (also LAO QR, for now) | [`WalletError::ForeignCode`], which names it |
//! | DLak's, with an amount of nothing | [`WalletError::AmountZero`] |
//! | DLak's, against its rules: too many decimals, two payees, another currency | [`WalletError::InvalidCode`] |
//!
//! Whether it has expired, and whether it is the wallet's own, is for who knows the time and the wallet.

use bank_api::{
    amount::{Amount, CURRENCY_EXPONENT},
    id::{AccountId, RequestId},
    time::Timestamp,
};
use payment_qr::{AmountError, NO_NAME, Payload, ProfileError};

use crate::WalletError;

/// The instant at which no code has expired: expiry is checked where the bank's time is known.
const NEVER_EXPIRED_MS: u64 = 0;

/// What a DLak code asks for: sound, and no more than what is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentCode {
    /// Who is paid.
    pub account: AccountId,
    /// The payment request that is answered.
    pub request: Option<RequestId>,
    /// From then on it is over. Whether it is, only [`prepare`](crate::Wallet::prepare) says: it knows the bank's time.
    pub expires_at: Option<Timestamp>,
    /// How much; `None` leaves it to the payer.
    pub amount: Option<Amount>,
    /// The name in the code, fit to be shown: only the payee's word.
    pub printed_name: Option<String>,
}

impl PaymentCode {
    /// Reads the text of a code, without asking anybody. Refuses what can't be paid, and says why.
    pub fn read(text: &str) -> Result<Self, WalletError> {
        read_code(text)
    }
}

/// Reads the text of a code.
pub(crate) fn read_code(text: &str) -> Result<PaymentCode, WalletError> {
    let payload = Payload::parse_allowing_byte_lengths(text.trim())?;
    let Some(account) = payload.dlak().map_err(|error| invalid(&error))? else {
        return Err(foreign(&payload));
    };
    payload.check(NEVER_EXPIRED_MS).map_err(|error| invalid(&error))?;
    let unusable = |what: &str| WalletError::InvalidCode(what.to_owned());
    let amount = payload
        .amount_minor(CURRENCY_EXPONENT)
        .map_err(|error| unusable(&error.to_string()))?
        .map(Amount::from_att)
        .transpose()
        .map_err(|error| unusable(&error.to_string()))?;
    let expires_at = account
        .expires_at
        .map(|seconds| i64::try_from(seconds).ok().and_then(|seconds| Timestamp::from_seconds(seconds).ok()));
    Ok(PaymentCode {
        account: account.account.parse().map_err(|_| unusable("its account is none"))?,
        request: account
            .request
            .map(|request| RequestId::from_base32(&request))
            .transpose()
            .map_err(|_| unusable("its payment request is none"))?,
        // A time beyond the year 9999 never comes.
        expires_at: expires_at.flatten(),
        amount,
        printed_name: payload.shown_name("lo").filter(|name| name != NO_NAME),
    })
}

fn foreign(payload: &Payload) -> WalletError {
    let row = payload.scheme().and_then(payment_qr::Scheme::info);
    let country = row.and_then(|row| row.country).or(payload.country()).unwrap_or("any country");
    WalletError::ForeignCode {
        scheme: row.map_or("another scheme's", |row| row.name).to_owned(),
        country: payment_qr::displayable(country).into_owned(),
    }
}

fn invalid(error: &ProfileError) -> WalletError {
    match error {
        ProfileError::Amount { source: AmountError::Zero, .. } => WalletError::AmountZero,
        error => {
            let text = error.to_string();
            let text = text.strip_prefix("the payment code can't be paid: ").unwrap_or(&text);
            WalletError::InvalidCode(text.to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use payment_qr::{
        CurrencyCode, Initiation, LaoQr, Object, ObjectId, PayloadBuilder, PaymentType, QrAmount, Template,
    };

    use super::*;

    const PAYEE: [u8; 16] = [7; 16];

    /// A static DLak code with this text as its amount.
    fn code(amount: Option<&str>) -> String {
        let account = AccountId::from_bytes(PAYEE).to_string();
        let id = |number| ObjectId::new(number).unwrap();
        let template = Template::of_network("la.dlak", [Object::text(id(1), &account)]);
        let mut objects = vec![
            Object::text(ObjectId::FORMAT, "01"),
            Object::text(ObjectId::INITIATION, "11"),
            Object::template(id(26), template),
            Object::text(ObjectId::MERCHANT_CATEGORY, "0000"),
            Object::text(ObjectId::CURRENCY, "418"),
        ];
        objects.extend(amount.map(|amount| Object::text(ObjectId::AMOUNT, amount)));
        objects.extend([
            Object::text(ObjectId::COUNTRY, "LA"),
            Object::text(ObjectId::MERCHANT_NAME, "HAN KAFE"),
            Object::text(ObjectId::MERCHANT_CITY, "Vientiane"),
        ]);
        Payload::from_objects(objects).unwrap().to_string()
    }

    #[test]
    fn a_static_code_is_read() {
        let read = read_code(&code(Some("15000.5"))).unwrap();
        let expected = PaymentCode {
            account: AccountId::from_bytes(PAYEE),
            request: None,
            expires_at: None,
            amount: Some(Amount::from_att(1_500_050).unwrap()),
            printed_name: Some("HAN KAFE".to_owned()),
        };
        assert_eq!(read, expected);
        assert_eq!(read_code(&code(None)).unwrap().amount, None);
    }

    #[test]
    fn amounts_that_are_no_kip_are_refused() {
        let error = |amount| read_code(&code(Some(amount))).unwrap_err();
        assert_eq!(error("0").code(), "amount-zero");
        assert_eq!(error("0.00").code(), "amount-zero");
        assert_eq!(error("1.001").code(), "invalid-code");
        assert!(error("1.001").to_string().contains("3 decimals"), "{}", error("1.001"));
        assert_eq!(error("99999999999999").code(), "invalid-code");
        assert_eq!(error("1,000").code(), "invalid-code");
    }

    #[test]
    fn a_damaged_code_is_told_from_a_text() {
        let damaged = code(Some("15000")).replace("15000", "15001");
        assert_eq!(read_code(&damaged).unwrap_err().code(), "bad-code");
        for text in ["", "https://example.com", "hello"] {
            let error = read_code(text).unwrap_err();
            assert!(error.to_string().contains("not a payment code"), "{error}");
        }
    }

    #[test]
    fn a_code_of_another_scheme_is_named() {
        let lao_qr = PayloadBuilder::new(Initiation::Static)
            .lao_qr(&LaoQr {
                issuer: "27710418".into(),
                payment_type: PaymentType::Merchant,
                receiver: "TESTMERCHANT0001".into(),
            })
            .merchant("5411", "LAO STORE", "Vientiane", "LA")
            .currency(CurrencyCode::LAK)
            .amount(&QrAmount::from_minor(1_500_000, 2).unwrap())
            .build()
            .unwrap();
        let error = read_code(&lao_qr.to_string()).unwrap_err();
        assert_eq!(error.to_string(), "this is a LAO QR code (LA): this wallet pays DLak codes");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_code_or_an_error(text in "\\PC{0,80}") {
            proptest::prop_assert!(read_code(&text).is_err());
        }

        #[test]
        fn one_wrong_character_is_never_paid(at in 0..100_usize, with in "[0-9A-Z]") {
            let sound = code(Some("15000"));
            let at = at % sound.len();
            let mut broken = sound.clone();
            broken.replace_range(at..=at, &with);
            proptest::prop_assume!(broken != sound);
            proptest::prop_assert!(read_code(&broken).is_err());
        }
    }
}
