//! Payloads that are in use, published by others, read in place: from `DLAK_CORPORA`, or `../shared/corpora` beside the
//! workspace. They are other people's and not part of this repository; without them the run says that it was skipped.

use std::{
    env, fs,
    io::{self, Write as _},
    path::PathBuf,
};

use payment_qr::{Initiation, LengthUnit, ObjectId, Payload, Scheme, Template, Value as Content};
use serde_json::{Map, Value};

struct Vector(Value);

impl Vector {
    fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.as_str()
    }

    fn id(&self) -> &str {
        self.text("id").expect("each vector has an id")
    }

    fn payload(&self) -> &str {
        self.text("payload").expect("each vector has a payload")
    }

    fn scheme(&self) -> &str {
        self.text("scheme").expect("each vector has a scheme")
    }

    fn expect(&self) -> &Map<String, Value> {
        self.0.get("expect").and_then(Value::as_object).expect("each valid vector says what is in it")
    }

    fn is_valid(&self) -> bool {
        self.0.get("valid").and_then(Value::as_bool).expect("each vector says whether it is valid")
    }

    fn parse(&self) -> Payload {
        Payload::parse(self.payload()).unwrap_or_else(|error| panic!("{}: {error}", self.id()))
    }
}

/// None if the corpus is not there.
fn corpus(of_test: &str) -> Option<Vec<Vector>> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora");
    let folder = env::var_os("DLAK_CORPORA").map_or_else(beside, PathBuf::from);
    let file = folder.join("emv-qr/vectors.jsonl");
    let Ok(text) = fs::read_to_string(&file) else {
        // Not `eprintln!`, which the test runner hides for tests that pass.
        let line = format!("SKIPPED {of_test}: no {} (set DLAK_CORPORA to its folder)\n", file.display());
        io::stderr().write_all(line.as_bytes()).expect("standard error is open");
        return None;
    };
    let vectors: Vec<_> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| Vector(serde_json::from_str(line).expect("each line is JSON")))
        .collect();
    assert!(!vectors.is_empty(), "{} is empty", file.display());
    Some(vectors)
}

fn valid(test: &str) -> impl Iterator<Item = Vector> {
    corpus(test).into_iter().flatten().filter(Vector::is_valid)
}

fn content(value: &Content) -> Value {
    match value {
        Content::Text(text) => Value::from(text.as_str()),
        Content::Template(template) => fields(template),
    }
}

fn fields(template: &Template) -> Value {
    template.objects().iter().map(|object| (object.id.to_string(), content(&object.value))).collect()
}

/// All that the typed side says of a payload, in the words of the corpus.
fn described(payload: &Payload) -> Map<String, Value> {
    let mut all = Map::new();
    let mut put = |key: &str, value: Option<Value>| value.and_then(|value| all.insert(key.into(), value));
    let text = |value: Option<&str>| value.map(Value::from);
    put("format", text(Some(payload.format())));
    put("poi", text(payload.text(ObjectId::INITIATION)));
    put("mcc", text(payload.merchant_category()));
    put("currency", text(payload.text(ObjectId::CURRENCY)));
    put("amount", text(payload.text(ObjectId::AMOUNT)));
    put("tip", text(payload.text(ObjectId::TIP)));
    put("fee_fixed", text(payload.text(ObjectId::FEE_FIXED)));
    put("fee_percent", text(payload.text(ObjectId::FEE_PERCENT)));
    put("country", text(payload.country()));
    put("merchant_name", text(payload.merchant_name()));
    put("merchant_city", text(payload.merchant_city()));
    put("postal_code", text(payload.postal_code()));
    put("crc", text(Some(payload.crc())));
    let one = |id| payload.get(id).map(|object| content(&object.value));
    put("additional", one(ObjectId::ADDITIONAL));
    put("language", one(ObjectId::LANGUAGE));
    let some = |objects: Vec<&payment_qr::Object>| {
        let described: Map<_, _> =
            objects.iter().map(|object| (object.id.to_string(), content(&object.value))).collect();
        (!described.is_empty()).then_some(Value::Object(described))
    };
    put("accounts", some(payload.accounts().map(|account| account.object).collect()));
    put("unreserved", some(payload.unreserved().collect()));
    put("other", some(payload.reserved().collect()));
    all
}

#[test]
fn every_valid_payload_is_read_field_by_field() {
    for vector in valid("every_valid_payload_is_read_field_by_field") {
        let mut expected = vector.expect().clone();
        expected.remove("deviations");
        assert_eq!(described(&vector.parse()), expected, "{}", vector.id());
    }
}

#[test]
fn every_valid_payload_is_written_back_byte_for_byte() {
    for vector in valid("every_valid_payload_is_written_back_byte_for_byte") {
        assert_eq!(vector.parse().to_string(), vector.payload(), "{}", vector.id());
    }
}

#[test]
fn typed_values_agree_with_the_texts_they_stand_for() {
    for vector in valid("typed_values_agree_with_the_texts_they_stand_for") {
        let (payload, expect, id) = (vector.parse(), vector.expect(), vector.id());
        let text = |key: &str| expect.get(key).and_then(Value::as_str);
        let initiation = text("poi").map(|poi| match poi {
            "11" => Initiation::Static,
            "12" => Initiation::Dynamic,
            _ => Initiation::Other,
        });
        assert_eq!(payload.initiation(), initiation, "{id}");
        let currency = text("currency").filter(|text| text.len() == 3).map(|text| text.parse().unwrap());
        let read = payload.currency().ok().flatten().map(payment_qr::CurrencyCode::number);
        assert_eq!(read, currency, "{id}");
        let amount = text("amount").filter(|text| text.bytes().any(|byte| matches!(byte, b'1'..=b'9')));
        let read = payload.amount().ok().flatten();
        assert_eq!(read.as_ref().map(payment_qr::QrAmount::as_str), amount, "{id}");
        if let Some(labels) = expect.get("additional").and_then(Value::as_object) {
            let data = payload.additional().unwrap_or_else(|| panic!("{id} has a template 62"));
            let label = |id: &str| labels.get(id).and_then(Value::as_str);
            let typed = [
                &data.bill_number,
                &data.mobile_number,
                &data.store_label,
                &data.loyalty_number,
                &data.reference_label,
                &data.customer_label,
                &data.terminal_label,
                &data.purpose,
                &data.payer_data,
                &data.tax_id,
                &data.channel,
            ];
            for (number, value) in (1..).zip(typed) {
                assert_eq!(value.as_deref(), label(&format!("{number:02}")), "{id} 62.{number:02}");
            }
        }
        if let Some(name) = expect.get("language").and_then(Value::as_object) {
            let local = payload.local_name().unwrap_or_else(|| panic!("{id} has a template 64"));
            let part = |id: &str| name.get(id).and_then(Value::as_str);
            assert_eq!(Some(local.language.as_str()), part("00"), "{id}");
            assert_eq!(Some(local.merchant_name.as_str()), part("01"), "{id}");
            assert_eq!(local.merchant_city.as_deref(), part("02"), "{id}");
        }
    }
}

#[test]
fn every_broken_payload_is_refused_for_the_right_reason() {
    let broken = corpus("every_broken_payload_is_refused_for_the_right_reason").into_iter().flatten();
    for vector in broken.filter(|vector| !vector.is_valid()) {
        let error = Payload::parse(vector.payload()).map_err(|error| error.kind().as_str());
        assert_eq!(error.err(), vector.text("error"), "{}", vector.id());
    }
}

#[test]
fn payloads_with_byte_lengths_are_read_only_when_asked_for() {
    let all = corpus("payloads_with_byte_lengths_are_read_only_when_asked_for");
    for vector in all.into_iter().flatten() {
        let counts_bytes = vector.0.get("byte_lengths").and_then(Value::as_bool) == Some(true);
        let read = Payload::parse_allowing_byte_lengths(vector.payload());
        assert_eq!(read.is_ok(), vector.is_valid() || counts_bytes, "{}", vector.id());
        if let Ok(payload) = read {
            assert_eq!(payload.length_unit() == LengthUnit::Bytes, counts_bytes, "{}", vector.id());
            assert_eq!(payload.to_string(), vector.payload(), "{}", vector.id());
        }
    }
}

#[test]
fn every_scheme_is_recognised() {
    for vector in valid("every_scheme_is_recognised") {
        let payload = vector.parse();
        let found = payload.scheme();
        let expected = match vector.scheme() {
            "LAO QR" => Some(Scheme::LaoQr),
            "BCEL OnePay" => Some(Scheme::OnePay),
            "U-Money" => Some(Scheme::UMoney),
            // One vector has no `name@bank` where the account should stand.
            "KHQR" if vector.text("profile_error") != Some("account over 32") => Some(Scheme::Khqr),
            "PromptPay" => Some(Scheme::PromptPay),
            "PIX" => Some(Scheme::Pix),
            "DuitNow" => Some(Scheme::DuitNow),
            "QR Ph" => Some(Scheme::QrPh),
            "QRIS" => Some(Scheme::Qris),
            "HK FPS" => Some(Scheme::Fps),
            "BharatQR/UPI" => Some(Scheme::Upi),
            "VietQR/VNPAY" if payload.template(ObjectId::new(38).unwrap()).is_some() => Some(Scheme::VietQr),
            "SGQR/PayNow" => {
                assert!(matches!(found, Some(Scheme::Sgqr | Scheme::PayNow)), "{}: {found:?}", vector.id());
                continue;
            }
            _ => continue,
        };
        assert_eq!(found, expected, "{}", vector.id());
    }
}

#[test]
fn lao_receivers_are_read() {
    for vector in valid("lao_receivers_are_read").filter(|vector| vector.scheme() == "LAO QR") {
        let receiver = vector.parse().lao_qr().unwrap().expect("a LAO QR has a receiver");
        let expected = vector.expect().get("accounts").and_then(|accounts| accounts.get("38")).unwrap();
        let read = [&receiver.issuer, receiver.payment_type.as_str(), &receiver.receiver];
        for (text, id) in read.into_iter().zip(["01", "02", "03"]) {
            assert_eq!(Some(text), expected.get(id).and_then(Value::as_str), "{}", vector.id());
        }
        assert!(receiver.issuer_name().is_some(), "{}", vector.id());
    }
}

#[test]
fn what_breaks_the_rules_of_its_scheme_is_refused_with_the_object_that_does() {
    for vector in valid("what_breaks_the_rules_of_its_scheme_is_refused_with_the_object_that_does") {
        let Some(reason) = vector.text("profile_error") else { continue };
        let (code, object) = match reason {
            "currency length" => ("bad_value", "53"),
            "currency missing" => ("missing", "53"),
            "currency not KHR or USD" => ("currency", "KHQR"),
            "name too long" => ("too_long", "59"),
            "name empty" => ("missing", "59"),
            "city too long" => ("too_long", "60"),
            "city empty" => ("missing", "60"),
            "UnionPay with USD" => ("not_allowed", "15"),
            "mcc length" | "mcc not numeric" => ("bad_value", "52"),
            "dynamic without amount" => ("missing", "54"),
            "dynamic without expiry" => ("missing", "99"),
            "account over 32" => ("too_long", "30.00"),
            "point of initiation 13" => ("bad_value", "01"),
            other => panic!("{}: a reason that this test does not know: {other}", vector.id()),
        };
        let error = vector.parse().check(0).expect_err(vector.id());
        assert_eq!(error.code(), code, "{}: {error}", vector.id());
        assert!(error.to_string().contains(object), "{}: {error}", vector.id());
    }
}

#[test]
fn what_keeps_the_rules_of_its_scheme_passes() {
    for vector in valid("what_keeps_the_rules_of_its_scheme_passes") {
        // The standard's own samples have yen with three decimals.
        if vector.text("profile_error").is_none() && vector.scheme() != "EMVCo" {
            assert_eq!(vector.parse().check(0).err(), None, "{}", vector.id());
        }
    }
}

#[test]
fn expiry_of_khqr_is_compared_with_the_time_that_is_given() {
    for vector in valid("expiry_of_khqr_is_compared_with_the_time_that_is_given") {
        let payload = vector.parse();
        let times = payload.template(ObjectId::new(99).unwrap());
        let expires = times.and_then(|times| times.text(ObjectId::new(1).unwrap()));
        if vector.scheme() != "KHQR" || vector.text("profile_error").is_some() {
            continue;
        }
        if let Some(expires) = expires {
            let expires: u64 = expires.parse().unwrap();
            assert!(payload.check(expires - 1).is_ok(), "{}", vector.id());
            assert_eq!(
                payload.check(expires).map_err(|error| error.code()),
                Err("expired"),
                "{}",
                vector.id()
            );
        }
    }
}
