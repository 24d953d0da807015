//! What can't be written by the standard is refused, not bent.

use payment_qr::{
    AdditionalData, AmountError, BuildError, CurrencyCode, DlakCode, Initiation, LaoQr, LocalName, NO_NAME,
    Object, ObjectId, ObjectPath, Payload, PayloadBuilder, PaymentType, ProfileError, Scheme, Template,
};

const ACCOUNT: &str = "0123456789ABCDEFGHJKMNPQRS";
const REQUEST: &str = "ZYXWVTSRQPNMKJHGFEDCBA9876";

fn sticker() -> DlakCode {
    DlakCode {
        account: ACCOUNT.into(),
        merchant_name: "HAN KAFE".into(),
        merchant_city: "Vientiane".into(),
        ..DlakCode::default()
    }
}

fn till() -> DlakCode {
    DlakCode { amount: Some(1_500_000), request: Some(REQUEST.into()), ..sticker() }
}

fn id(number: u8) -> ObjectId {
    ObjectId::new(number).expect("below 100")
}

fn refusal(code: &DlakCode) -> BuildError {
    code.to_payload().expect_err("this code can't be written")
}

#[test]
fn a_static_code_has_the_text_of_the_adr() {
    let text = sticker().to_payload().unwrap().to_string();
    let written = "00020101021126410007la.dlak01260123456789ABCDEFGHJKMNPQRS\
        5204000053034185802LA5908HAN KAFE6009Vientiane6304";
    assert!(text.starts_with(written), "{text}");
}

#[test]
fn a_code_of_dlak_and_lao_qr_serves_both_and_dlak_is_preferred() {
    let receiver = LaoQr {
        issuer: "27710418".into(),
        payment_type: PaymentType::Merchant,
        receiver: "mch00000000000".into(),
    };
    let payload = DlakCode { lao_qr: Some(receiver.clone()), ..sticker() }.to_payload().unwrap();
    assert_eq!(payload.scheme(), Some(Scheme::Dlak));
    assert_eq!(payload.lao_qr(), Ok(Some(receiver)));
    assert_eq!(payload.dlak().unwrap().unwrap().account, ACCOUNT);
}

#[test]
fn a_lao_qr_that_no_app_could_read_is_not_written() {
    let receiver = |issuer: &str, payment_type: &str, receiver: &str| LaoQr {
        issuer: issuer.into(),
        payment_type: PaymentType::Other(payment_type.into()),
        receiver: receiver.into(),
    };
    for (lao_qr, object) in [
        (receiver("2771041", "002", "mch00000000000"), 1),
        (receiver("27710418", "2", "mch00000000000"), 2),
        (receiver("27710418", "002", "mch 0000000000"), 3),
        (receiver("27710418", "002", ""), 3),
    ] {
        let error = refusal(&DlakCode { lao_qr: Some(lao_qr), ..sticker() });
        let wrong = ObjectPath::within(id(38), id(object));
        assert!(matches!(error, BuildError::BadValue { path, .. } if path == wrong), "{error}");
    }
}

#[test]
fn a_payee_without_a_latin_name_is_shown_by_his_lao_one() {
    let code = DlakCode {
        merchant_name: String::new(),
        merchant_city: String::new(),
        local_name: Some(LocalName::lao("ສົມສີ", None)),
        ..sticker()
    };
    let payload = code.to_payload().unwrap();
    assert_eq!(payload.shown_name("lo-LA").as_deref(), Some("ສົມສີ"));
    assert_eq!(payload.merchant_name(), Some(NO_NAME));
}

#[test]
fn lao_text_where_the_standard_has_ascii_is_refused() {
    let error = refusal(&DlakCode { merchant_name: "ຮ້ານ".into(), ..sticker() });
    assert!(matches!(error, BuildError::BadValue { path, .. } if path == id(59).into()), "{error}");
}

#[test]
fn names_that_are_too_long_are_refused_not_cut() {
    let error = refusal(&DlakCode { merchant_name: "A".repeat(26), ..sticker() });
    assert_eq!(error, BuildError::TooLong { path: id(59).into(), length: 26, max: 25 });
    let error = refusal(&DlakCode { merchant_city: "A".repeat(16), ..sticker() });
    assert_eq!(error, BuildError::TooLong { path: id(60).into(), length: 16, max: 15 });
}

#[test]
fn emoji_are_not_written_as_peers_count_them_twice() {
    let error =
        refusal(&DlakCode { local_name: Some(LocalName::lao("ຮ້ານ☕🍵", None)), ..sticker() });
    assert!(matches!(error, BuildError::BadValue { .. }), "{error}");
}

#[test]
fn accounts_and_requests_of_another_form_are_refused() {
    for bad in
        ["", "0123", &ACCOUNT.to_lowercase(), "0123456789ABCDEFGHJKMNPQRI", "0123456789ABCDEFGHJKMNPQRSS"]
    {
        let error = refusal(&DlakCode { account: bad.into(), ..till() });
        assert!(matches!(error, BuildError::BadValue { .. }), "{bad}: {error}");
        let error = refusal(&DlakCode { request: Some(bad.into()), ..till() });
        assert!(matches!(error, BuildError::BadValue { .. }), "{bad}: {error}");
    }
}

#[test]
fn a_request_needs_an_amount_and_only_a_request_expires() {
    assert_eq!(refusal(&DlakCode { amount: None, ..till() }), BuildError::Missing { id: ObjectId::AMOUNT });
    let error = refusal(&DlakCode { expires_at: Some(1), ..sticker() });
    assert!(matches!(error, BuildError::BadValue { .. }), "{error}");
}

#[test]
fn amounts_that_can_not_be_written_are_refused() {
    let refused = |amount| refusal(&DlakCode { amount: Some(amount), ..till() });
    assert_eq!(refused(0), BuildError::Amount(AmountError::Zero));
    assert_eq!(refused(u64::MAX), BuildError::Amount(AmountError::TooLarge));
}

#[test]
fn what_the_standard_asks_for_must_be_given() {
    let account = || PayloadBuilder::new(Initiation::Static).account(id(2), "4000000000000");
    assert_eq!(account().merchant("0000", "A", "B", "LA").build(), Err(BuildError::Missing { id: id(53) }));
    let nobody = PayloadBuilder::new(Initiation::Static).merchant("0000", "A", "B", "LA");
    assert_eq!(nobody.currency(CurrencyCode::LAK).build(), Err(BuildError::NoAccount));
    let error = account().merchant("12", "A", "B", "LA").build().unwrap_err();
    assert!(matches!(error, BuildError::BadValue { path, .. } if path == id(52).into()), "{error}");
    let error = account().merchant("0000", "A", "B", "Laos").build().unwrap_err();
    assert!(matches!(error, BuildError::BadValue { path, .. } if path == id(58).into()), "{error}");
}

#[test]
fn a_second_payee_never_replaces_the_first_silently() {
    let payee = |name| Template::of_network("org.example", [Object::text(id(1), name)]);
    let error = PayloadBuilder::new(Initiation::Static)
        .account_template(id(26), payee("first"))
        .account_template(id(26), payee("second"))
        .merchant("0000", "A", "B", "LA")
        .currency(CurrencyCode::LAK)
        .build()
        .unwrap_err();
    assert!(matches!(error, BuildError::WrongPlace { .. }), "{error}");
    let twice = Template::of_network("org.example", [Object::text(id(1), "x"), Object::text(id(1), "y")]);
    let objects = [Object::text(id(0), "01"), Object::template(id(26), twice)];
    assert!(matches!(Payload::from_objects(objects), Err(BuildError::Unsound(_))));
}

#[test]
fn objects_stand_only_where_they_belong() {
    let template = || Template::of_network("org.example", []);
    let new = || PayloadBuilder::new(Initiation::Static);
    for wrong in [
        new().account(id(26), "x"),
        new().account(id(1), "x"),
        new().account_template(id(25), template()),
        new().account_template(id(52), template()),
        new().unreserved(id(79), template()),
        new().account_template(id(26), Template::new([Object::text(id(1), "no unique ID")])),
        new().account_template(id(26), Template::of_network(&"x".repeat(33), [])),
    ] {
        assert!(wrong.merchant("0000", "A", "B", "LA").currency(CurrencyCode::LAK).build().is_err());
    }
}

#[test]
fn values_of_more_than_two_digits_of_length_are_refused() {
    let objects = |value: &str| [Object::text(id(0), "01"), Object::text(id(26), value)];
    assert!(Payload::from_objects(objects(&"ກ".repeat(99))).is_ok());
    let error = Payload::from_objects(objects(&"ກ".repeat(100))).unwrap_err();
    assert_eq!(error, BuildError::TooLong { path: id(26).into(), length: 100, max: 99 });
    let inner = Template::new([Object::text(id(1), "x".repeat(60)), Object::text(id(2), "x".repeat(60))]);
    let error =
        Payload::from_objects([Object::text(id(0), "01"), Object::template(id(62), inner)]).unwrap_err();
    assert_eq!(error, BuildError::TooLong { path: id(62).into(), length: 128, max: 99 });
}

#[test]
fn a_code_longer_than_the_standard_allows_is_refused() {
    let mut builder = PayloadBuilder::new(Initiation::Static)
        .account(id(2), "4000000000000")
        .merchant("0000", "A", "B", "LA")
        .currency(CurrencyCode::LAK);
    for number in 26..=31 {
        let long = Object::text(id(1), "x".repeat(75));
        builder = builder.account_template(id(number), Template::of_network("org.example", [long]));
    }
    assert!(matches!(builder.build(), Err(BuildError::PayloadTooLong { length: 513.. })));
}

#[test]
fn additional_data_stands_beside_the_account() {
    let additional = AdditionalData { terminal_label: Some("TILL 2".into()), ..AdditionalData::default() };
    let payload = DlakCode { additional: additional.clone(), ..till() }.to_payload().unwrap();
    assert_eq!(payload.additional(), Some(additional));
}

#[test]
fn marks_that_mislead_are_not_shown() {
    let name = "SHOP\u{202E}KNAB";
    let payload = Payload::from_objects([
        Object::text(id(0), "01"),
        Object::text(id(59), name),
        Object::text(id(60), "\u{200F}"),
    ])
    .unwrap();
    assert_eq!(payload.merchant_name(), Some(name));
    assert_eq!(payload.shown_name("lo").as_deref(), Some("SHOPKNAB"));
    assert_eq!(payload.shown_city("lo"), None);
}

#[test]
fn an_expired_request_is_refused_by_the_time_that_is_given() {
    let payload = DlakCode { expires_at: Some(1_800_000_000), ..till() }.to_payload().unwrap();
    assert!(payload.check(1_799_999_999_999).is_ok());
    assert_eq!(payload.check(1_800_000_000_000), Err(ProfileError::Expired { scheme: Scheme::Dlak }));
}
