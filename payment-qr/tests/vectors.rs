//! The vectors of our own in `tests/vectors/`.

use payment_qr::{LengthUnit, Payload, ProfileError, crc16};
use serde_json::Value;

/// Of the column `check`.
const NOW_MS: u64 = 1_700_000_000_000;

fn lines(text: &'static str) -> impl Iterator<Item = Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON"))
}

fn payloads() -> impl Iterator<Item = Value> {
    lines(include_str!("vectors/payloads.jsonl"))
}

fn text<'a>(vector: &'a Value, key: &str) -> Option<&'a str> {
    vector.get(key).and_then(Value::as_str)
}

fn sound() -> impl Iterator<Item = (String, Value, Payload)> {
    payloads().filter(|vector| vector.get("error").is_none()).map(|vector| {
        let id = text(&vector, "id").expect("each vector has an id").to_owned();
        let payload = Payload::parse(text(&vector, "payload").expect("each vector has a payload"));
        (id.clone(), vector, payload.unwrap_or_else(|error| panic!("{id}: {error}")))
    })
}

#[test]
fn checksums_agree_with_the_check_value_and_a_second_implementation() {
    for vector in lines(include_str!("vectors/crc16.jsonl")) {
        let computed = format!("{:04X}", crc16(text(&vector, "text").unwrap().as_bytes()));
        assert_eq!(Some(computed.as_str()), text(&vector, "crc"), "{vector}");
    }
}

#[test]
fn broken_payloads_name_the_reason_the_object_and_the_offset() {
    for vector in payloads().filter(|vector| vector.get("error").is_some()) {
        let id = text(&vector, "id").unwrap();
        let error = Payload::parse(text(&vector, "payload").unwrap()).expect_err(id);
        assert_eq!(Some(error.kind().as_str()), text(&vector, "error"), "{id}: {error}");
        let offset = vector.get("offset").and_then(Value::as_u64);
        assert_eq!(error.offset().map(|offset| offset as u64), offset, "{id}: {error}");
        let object = error.object().map(|object| object.to_string());
        assert_eq!(object.as_deref(), text(&vector, "object"), "{id}: {error}");
    }
}

#[test]
fn byte_lengths_are_read_only_when_allowed_and_only_with_a_right_checksum() {
    for vector in payloads().filter(|vector| vector.get("error").is_some()) {
        let (id, payload) = (text(&vector, "id").unwrap(), text(&vector, "payload").unwrap());
        let strict = Payload::parse(payload);
        let read = Payload::parse_allowing_byte_lengths(payload);
        if vector.get("byte_lengths").is_none() {
            assert_eq!(read, strict, "{id}");
            continue;
        }
        let read = read.expect(id);
        assert_eq!(read.length_unit(), LengthUnit::Bytes, "{id}");
        assert_eq!(read.shown_name("lo").as_deref(), Some("ຮ້ານ"), "{id}");
        assert_eq!(read.to_string(), payload, "{id}");
        let damaged = payload.replace("HAN KAFE", "HAN KAFF");
        assert!(Payload::parse_allowing_byte_lengths(&damaged).is_err(), "{id}");
    }
}

#[test]
fn sound_payloads_are_written_back_and_their_scheme_is_named() {
    for (id, vector, payload) in sound() {
        assert_eq!(Some(payload.to_string().as_str()), text(&vector, "payload"), "{id}");
        assert_eq!(payload.scheme().map(payment_qr::Scheme::name), text(&vector, "scheme"), "{id}");
    }
}

#[test]
fn the_rules_of_each_scheme_decide_whether_a_payload_may_be_paid() {
    for (id, vector, payload) in sound() {
        let code = match payload.check(NOW_MS) {
            Ok(_) => "ok",
            Err(error) => error.code(),
        };
        assert_eq!(Some(code), text(&vector, "check"), "{id}: {:?}", payload.check(NOW_MS));
    }
}

#[test]
fn the_typed_side_says_who_is_paid_how_much_for_what_and_until_when() {
    for (id, vector, payload) in sound().filter(|(_, vector, _)| text(vector, "check") == Some("ok")) {
        let dlak = payload.dlak().expect(&id);
        assert_eq!(dlak.as_ref().map(|dlak| dlak.account.as_str()), text(&vector, "account"), "{id}");
        let request = dlak.as_ref().and_then(|dlak| dlak.request.as_deref());
        assert_eq!(request, text(&vector, "request"), "{id}");
        let number = |key: &str| vector.get(key).and_then(Value::as_u64);
        assert_eq!(dlak.as_ref().and_then(|dlak| dlak.expires_at), number("expires_at"), "{id}");
        assert_eq!(payload.amount_minor(2), Ok(number("amount_minor")), "{id}");
        let receiver = payload.lao_qr().expect(&id).map(|lao| lao.receiver);
        assert_eq!(receiver.as_deref(), text(&vector, "lao_receiver"), "{id}");
        let name = text(&vector, "lao_name").or(payload.merchant_name());
        assert_eq!(payload.shown_name("lo").as_deref(), name, "{id}");
        assert_eq!(payload.shown_name("en").as_deref(), payload.merchant_name(), "{id}");
    }
}

#[test]
fn errors_hold_nothing_of_what_stands_in_the_code() {
    for (id, _, payload) in sound() {
        let Err(error) = payload.check(NOW_MS) else { continue };
        let shown = error.to_string();
        for secret in ["0123456789ABC", "ZYXWVT", "HAN KAFE", "mch0"] {
            assert!(!shown.contains(secret), "{id}: {shown}");
        }
        assert!(!matches!(error, ProfileError::BadValue { expected: "", .. }), "{id}");
    }
}
