use http::{HeaderValue, Request, header::HOST, request::Parts};
use proptest::{prelude::*, sample::Index};

use super::{base::inner_list, *};
use crate::{
    key::{PublicKey, SecretKey},
    time::Timestamp,
};

const NONCE: [u8; 16] = [9; 16];
const BODY: &[u8] = br#"{"hello": "world"}"#;

fn key() -> SecretKey {
    SecretKey::from_seed(&[7; 32])
}

fn now() -> Timestamp {
    "2026-11-24T09:30:00Z".parse().unwrap()
}

fn authorities() -> Vec<String> {
    vec!["bank.example".to_owned()]
}

/// A POST with all seven components, as it was before signing.
fn unsigned_post() -> Request<Vec<u8>> {
    Request::post("https://bank.example/v1/devices?dry=1&x=%20")
        .header("content-type", "application/json")
        .header("idempotency-key", "\"01928f3e-5b1a-7c2d-8e4f-0123456789ab\"")
        .body(BODY.to_vec())
        .unwrap()
}

fn unsigned_get() -> Request<Vec<u8>> {
    Request::get("https://bank.example/v1/account").body(Vec::new()).unwrap()
}

fn signed(mut request: Request<Vec<u8>>) -> (Parts, Vec<u8>) {
    sign(&mut request, &key(), now(), NONCE).unwrap();
    request.into_parts()
}

fn check(parts: &Parts, body: &[u8]) -> Result<(), SignatureError> {
    check_with(parts, body, &key().public(), now())
}

fn check_with(parts: &Parts, body: &[u8], key: &PublicKey, now: Timestamp) -> Result<(), SignatureError> {
    ParsedSignature::parse(parts)?.verify(parts, body, key, &authorities(), now)
}

fn header<'a>(parts: &'a Parts, name: &HeaderName) -> &'a str {
    parts.headers[name].to_str().unwrap()
}

fn set(parts: &mut Parts, name: HeaderName, value: &str) {
    parts.headers.insert(name, HeaderValue::from_str(value).unwrap());
}

/// Puts `params` on the request and signs over them and `components` as a wallet that keeps to no profile would.
fn sign_freely(parts: &mut Parts, components: &[&'static str], params: &str) {
    let base = Message::from(&*parts).signature_base(components, params).unwrap();
    let signature = data_encoding::BASE64.encode(&key().sign(base.as_bytes()));
    set(parts, SIGNATURE_INPUT, &format!("sig1={params}"));
    set(parts, SIGNATURE, &format!("sig1=:{signature}:"));
}

fn params_of(parts: &Parts) -> String {
    header(parts, &SIGNATURE_INPUT).strip_prefix("sig1=").unwrap().to_owned()
}

#[test]
fn the_ed25519_example_of_rfc_9421_is_signed_to_the_byte() {
    // Appendix B.2.6 over the request of B.2 with the key of B.1.4.
    let seed = data_encoding::BASE64URL_NOPAD.decode(b"n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU").unwrap();
    let key = SecretKey::from_seed(&seed.try_into().unwrap());
    let public =
        data_encoding::BASE64URL_NOPAD.decode(b"JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs").unwrap();
    assert_eq!(key.public().as_bytes().as_slice(), public);

    let request = Request::post("/foo?param=Value&Pet=dog")
        .header(HOST, "example.com")
        .header("date", "Tue, 20 Apr 2021 02:07:55 GMT")
        .header("content-type", "application/json")
        .header("content-length", "18")
        .body(BODY.to_vec())
        .unwrap();
    let components = ["date", "@method", "@path", "@authority", "content-type", "content-length"];
    let params = format!("{};created=1618884473;keyid=\"test-key-ed25519\"", inner_list(&components));
    let base = Message::from(&request).signature_base(&components, &params).unwrap();
    assert_eq!(
        base,
        r#""date": Tue, 20 Apr 2021 02:07:55 GMT
"@method": POST
"@path": /foo
"@authority": example.com
"content-type": application/json
"content-length": 18
"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519""#
    );
    let signature =
        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==";
    assert_eq!(data_encoding::BASE64.encode(&key.sign(base.as_bytes())), signature);
}

#[test]
fn a_request_with_a_body_is_signed_in_full() {
    let (parts, body) = signed(unsigned_post());
    let input = format!(
        "sig1=(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\" \"content-type\" \
         \"idempotency-key\");created=1795512600;expires=1795512660;nonce=\"CQkJCQkJCQkJCQkJCQkJCQ==\";\
         keyid=\"{}\";alg=\"ed25519\";tag=\"dlak-wallet-v1\"",
        key().public().id()
    );
    assert_eq!(header(&parts, &SIGNATURE_INPUT), input);
    assert_eq!(header(&parts, &CONTENT_DIGEST), "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:");
    let base = Message::from(&parts)
        .signature_base(&covered_components(&Message::from(&parts), &body), &params_of(&parts));
    let expected = format!(
        "\"@method\": POST\n\"@authority\": bank.example\n\"@path\": /v1/devices\n\"@query\": ?dry=1&x=%20\n\
         \"content-digest\": sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:\n\
         \"content-type\": application/json\n\
         \"idempotency-key\": \"01928f3e-5b1a-7c2d-8e4f-0123456789ab\"\n\"@signature-params\": {}",
        &input[5..]
    );
    assert_eq!(base, Ok(expected));
    assert_eq!(check(&parts, &body), Ok(()));
}

#[test]
fn a_request_without_a_body_is_signed_without_its_components() {
    let (parts, body) = signed(unsigned_get());
    assert!(params_of(&parts).starts_with(r#"("@method" "@authority" "@path" "@query");"#));
    assert!(!parts.headers.contains_key(CONTENT_DIGEST));
    let components = ["@method", "@authority", "@path", "@query"];
    let base = Message::from(&parts).signature_base(&components, "()").unwrap();
    assert!(base.contains("\"@query\": ?\n"), "{base}");
    assert_eq!(check(&parts, &body), Ok(()));
}

#[test]
fn an_empty_post_carries_a_digest_and_needs_no_content_type() {
    let request = Request::post("https://bank.example/v1/x").body(Vec::new()).unwrap();
    let (parts, body) = signed(request);
    assert!(params_of(&parts).contains("\"content-digest\")"));
    assert_eq!(check(&parts, &body), Ok(()));
    assert_eq!(check(&parts, b"added"), Err(SignatureError::WrongComponents));
}

#[test]
fn what_was_parsed_is_what_was_signed() {
    let (parts, _) = signed(unsigned_post());
    let parsed = ParsedSignature::parse(&parts).unwrap();
    assert_eq!(parsed.key_id(), key().public().id());
    assert_eq!(parsed.created(), now());
    assert_eq!(parsed.expires(), now().plus(WINDOW));
    assert_eq!(parsed.nonce(), &NONCE);
}

#[test]
fn the_bank_sees_the_same_request_in_origin_form() {
    let (mut parts, body) = signed(unsigned_post());
    parts.uri = "/v1/devices?dry=1&x=%20".parse().unwrap();
    set(&mut parts, HOST, "Bank.EXAMPLE");
    assert_eq!(check(&parts, &body), Ok(()));
}

#[test]
fn the_default_port_is_dropped_and_another_one_kept() {
    let authority = |uri: &str| {
        let request = Request::get(uri).body(()).unwrap();
        Message::from(&request).authority()
    };
    assert_eq!(authority("https://Bank.Example:443/"), Ok("bank.example".to_owned()));
    assert_eq!(authority("http://bank.example:80/"), Ok("bank.example".to_owned()));
    assert_eq!(authority("http://bank.example:443/"), Ok("bank.example:443".to_owned()));
    assert_eq!(authority("http://127.0.0.1:8080/"), Ok("127.0.0.1:8080".to_owned()));
    assert_eq!(authority("http://[::1]:8080/"), Ok("[::1]:8080".to_owned()));
    assert!(authority("http://me@bank.example/").is_err());
    assert!(authority("/v1").is_err());
}

#[test]
fn signing_again_replaces_the_signature() {
    let mut request = unsigned_post();
    sign(&mut request, &key(), now(), NONCE).unwrap();
    sign(&mut request, &key(), now(), [8; 16]).unwrap();
    let (parts, body) = request.into_parts();
    assert_eq!(ParsedSignature::parse(&parts).unwrap().nonce(), &[8; 16]);
    assert_eq!(check(&parts, &body), Ok(()));
}

#[test]
fn a_request_that_lacks_something_is_not_signed() {
    let mut request = unsigned_post();
    request.headers_mut().remove(CONTENT_TYPE);
    assert_eq!(sign(&mut request, &key(), now(), NONCE), Err(SignError::NoContentType));
    let mut request = Request::get("/v1/account").body(Vec::new()).unwrap();
    assert_eq!(sign(&mut request, &key(), now(), NONCE), Err(SignError::NoValue("@authority")));
    let mut request = unsigned_post();
    request.headers_mut().append(IDEMPOTENCY_KEY, HeaderValue::from_static("\"other\""));
    assert_eq!(sign(&mut request, &key(), now(), NONCE), Err(SignError::NoValue("idempotency-key")));
    let mut request = unsigned_post();
    request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_bytes(b"text/\xff").unwrap());
    assert_eq!(sign(&mut request, &key(), now(), NONCE), Err(SignError::NoValue("content-type")));
}

#[test]
fn an_unsigned_request_is_told_from_a_half_signed_one() {
    let (mut parts, body) = signed(unsigned_post());
    parts.headers.remove(SIGNATURE);
    assert_eq!(check(&parts, &body), Err(SignatureError::Malformed("signature is missing")));
    parts.headers.remove(SIGNATURE_INPUT);
    assert_eq!(check(&parts, &body), Err(SignatureError::Missing));
    let (mut parts, body) = signed(unsigned_post());
    parts.headers.remove(SIGNATURE_INPUT);
    assert_eq!(check(&parts, &body), Err(SignatureError::Malformed("signature-input is missing")));
}

#[test]
fn any_other_list_of_components_is_refused_though_it_is_signed() {
    let (parts, body) = signed(unsigned_post());
    let whole = covered_components(&Message::from(&parts), &body);
    let mut lists = Vec::new();
    for at in 0..whole.len() {
        let mut missing = whole.clone();
        missing.remove(at);
        let mut doubled = whole.clone();
        doubled.insert(at, whole[at]);
        let mut reordered = whole.clone();
        reordered.swap(at, (at + 1) % whole.len());
        lists.extend([missing, doubled, reordered]);
    }
    lists.push([whole.as_slice(), &["host"]].concat());
    lists.push(Vec::new());
    for list in lists {
        let (mut parts, body) = signed(unsigned_post());
        set(&mut parts, HOST, "bank.example");
        let params = params_of(&parts).replace(&inner_list(&whole), &inner_list(&list));
        sign_freely(&mut parts, &list, &params);
        assert_eq!(check(&parts, &body), Err(SignatureError::WrongComponents), "{list:?}");
    }
    // The right list passes this way, so it is the lists that were refused.
    let (mut parts, body) = signed(unsigned_post());
    let params = params_of(&parts);
    sign_freely(&mut parts, &whole, &params);
    assert_eq!(check(&parts, &body), Ok(()));
}

#[test]
fn every_signed_part_of_the_request_is_bound() {
    type Alteration = (&'static str, fn(&mut Parts));
    let altered: [Alteration; 6] = [
        ("method", |parts| parts.method = Method::PUT),
        ("path", |parts| parts.uri = "https://bank.example/v1/device?dry=1&x=%20".parse().unwrap()),
        ("query", |parts| parts.uri = "https://bank.example/v1/devices?dry=1&x=+".parse().unwrap()),
        ("no query", |parts| parts.uri = "https://bank.example/v1/devices".parse().unwrap()),
        ("content-type", |parts| set(parts, CONTENT_TYPE, "application/cose")),
        ("idempotency-key", |parts| set(parts, IDEMPOTENCY_KEY, "\"another\"")),
    ];
    for (what, alter) in altered {
        let (mut parts, body) = signed(unsigned_post());
        alter(&mut parts);
        assert_eq!(check(&parts, &body), Err(SignatureError::BadSignature), "{what}");
    }
}

#[test]
fn a_header_taken_away_or_added_is_noticed() {
    for name in [CONTENT_TYPE, CONTENT_DIGEST, IDEMPOTENCY_KEY] {
        let (mut parts, body) = signed(unsigned_post());
        parts.headers.remove(&name);
        assert!(check(&parts, &body).is_err(), "{name} taken away");
        let (mut parts, body) = signed(unsigned_post());
        let again = parts.headers[&name].clone();
        parts.headers.append(&name, again);
        assert!(check(&parts, &body).is_err(), "{name} doubled");
    }
    let (mut parts, body) = signed(unsigned_get());
    set(&mut parts, IDEMPOTENCY_KEY, "\"added\"");
    assert_eq!(check(&parts, &body), Err(SignatureError::WrongComponents));
    let (parts, _) = signed(unsigned_get());
    assert_eq!(check(&parts, b"added"), Err(SignatureError::WrongComponents));
}

#[test]
fn another_body_than_the_signed_one_is_refused() {
    let (mut parts, body) = signed(unsigned_post());
    assert_eq!(check(&parts, b"{}"), Err(SignatureError::DigestMismatch));
    assert_eq!(check(&parts, b""), Err(SignatureError::DigestMismatch));
    set(&mut parts, CONTENT_DIGEST, &crate::content_digest::content_digest(b"{}"));
    assert_eq!(check(&parts, b"{}"), Err(SignatureError::BadSignature));
    set(&mut parts, CONTENT_DIGEST, "sha-512=:AAAA:");
    assert_eq!(check(&parts, &body), Err(SignatureError::DigestUnusable));
}

#[test]
fn a_signature_holds_for_a_minute_before_and_after_it_was_made() {
    let (parts, body) = signed(unsigned_get());
    let at = |offset: i64| {
        let then = now().shifted(offset);
        (check_with(&parts, &body, &key().public(), then), then)
    };
    let minute = 60_000_000;
    for offset in [-minute, -1, 0, 1, minute] {
        assert_eq!(at(offset).0, Ok(()), "{offset}");
    }
    for offset in [-minute - 1, minute + 1, -minute * 60, i64::MIN, i64::MAX] {
        let (result, then) = at(offset);
        assert_eq!(result, Err(SignatureError::OutsideWindow { created: now(), now: then }), "{offset}");
    }
}

#[test]
fn another_host_or_another_key_is_refused() {
    let (parts, body) = signed(unsigned_get());
    let parsed = ParsedSignature::parse(&parts).unwrap();
    let elsewhere = ["bank.example:8443".to_owned(), "evil.example".to_owned()];
    let result = parsed.verify(&parts, &body, &key().public(), &elsewhere, now());
    assert_eq!(result, Err(SignatureError::UnknownAuthority));
    let other = SecretKey::from_seed(&[8; 32]).public();
    assert_eq!(check_with(&parts, &body, &other, now()), Err(SignatureError::WrongKey));
    let (mut parts, body) = signed(unsigned_get());
    let input =
        header(&parts, &SIGNATURE_INPUT).replace(&key().public().id().to_string(), &other.id().to_string());
    set(&mut parts, SIGNATURE_INPUT, &input);
    assert_eq!(check_with(&parts, &body, &other, now()), Err(SignatureError::BadSignature));
}

#[test]
fn parameters_in_another_order_are_the_same_signature() {
    let (mut parts, body) = signed(unsigned_get());
    let id = key().public().id();
    let components = ["@method", "@authority", "@path", "@query"];
    let params = format!(
        "{};tag=\"dlak-wallet-v1\";alg=\"ed25519\";keyid=\"{id}\";nonce=\"CQkJCQkJCQkJCQkJCQkJCQ==\";\
         expires=1795512660;created=1795512600",
        inner_list(&components)
    );
    sign_freely(&mut parts, &components, &params);
    assert_eq!(check(&parts, &body), Ok(()));
}

#[test]
fn every_parameter_is_required_once_and_in_its_one_spelling() {
    let (parts, _) = signed(unsigned_get());
    let good = params_of(&parts);
    let mut bad: Vec<String> =
        good.split(';').skip(1).map(|part| good.replace(&format!(";{part}"), "")).collect();
    assert_eq!(bad.len(), 6);
    bad.extend(good.split(';').skip(1).map(|part| format!("{good};{part}")));
    for (from, to) in [
        ("expires=1795512660", "expires=1795512661"),
        ("created=1795512600", "created=1795512601"),
        ("created=1795512600", "created=01795512600"),
        ("created=1795512600", "created=-1"),
        ("created=1795512600", "created=999999999999999"),
        ("created=1795512600", "created=9999999999999999999999"),
        ("created=1795512600", "created=\"1795512600\""),
        ("created=1795512600", "created=1795512600.0"),
        ("CQkJCQkJCQkJCQkJCQkJCQ==", "CQkJCQkJCQkJCQkJCQkJCQ"),
        ("CQkJCQkJCQkJCQkJCQkJCQ==", "CQkJCQkJCQkJCQkJCQkJCR=="),
        ("CQkJCQkJCQkJCQkJCQkJCQ==", "CQkJ"),
        ("alg=\"ed25519\"", "alg=\"hmac-sha256\""),
        ("alg=\"ed25519\"", "alg=ed25519"),
        ("dlak-wallet-v1", "dlak-wallet-v2"),
        ("dlak-wallet-v1", "dlak\\-wallet-v1"),
        (";created", "; created"),
        (";created", ";b;created"),
        ("\"@path\"", "\"@path\";req"),
        ("(\"@method\"", "\"@method\""),
        ("keyid=\"", "keyid=\"!"),
    ] {
        assert!(good.contains(from), "{from}");
        bad.push(good.replace(from, to));
    }
    for params in bad {
        let (mut parts, body) = signed(unsigned_get());
        sign_freely(&mut parts, &["@method", "@authority", "@path", "@query"], &params);
        let result = check(&parts, &body);
        assert!(matches!(result, Err(SignatureError::Malformed(_))), "{result:?} for {params}");
    }
}

#[test]
fn anything_but_one_signature_called_sig1_is_refused() {
    let (parts, _) = signed(unsigned_get());
    let (input, signature) = (header(&parts, &SIGNATURE_INPUT), header(&parts, &SIGNATURE));
    for (input, signature) in [
        (input.replace("sig1", "sig2"), signature.replace("sig1", "sig2")),
        (format!("{input}, sig2=()"), format!("{signature}, sig2=:AAAA:")),
        (input.to_owned(), signature.replace(':', "")),
        (input.to_owned(), format!("{signature};a=1")),
        (input.to_owned(), "sig1=:AAAA:".to_owned()),
        (input.to_owned(), String::new()),
        (String::new(), signature.to_owned()),
    ] {
        let (mut parts, body) = signed(unsigned_get());
        set(&mut parts, SIGNATURE_INPUT, &input);
        set(&mut parts, SIGNATURE, &signature);
        let result = check(&parts, &body);
        assert!(matches!(result, Err(SignatureError::Malformed(_))), "{result:?} for {input} {signature}");
    }
    let (mut parts, body) = signed(unsigned_get());
    let again = parts.headers[SIGNATURE].clone();
    parts.headers.append(SIGNATURE, again);
    assert_eq!(check(&parts, &body), Err(SignatureError::Malformed("signature")));
}

#[test]
fn the_accepted_signature_is_the_profiles_own() {
    let (parts, body) = signed(unsigned_post());
    let list = inner_list(&covered_components(&Message::from(&parts), &body));
    assert_eq!(ACCEPT_SIGNATURE, format!("sig1={list};created;expires;alg=\"{ALGORITHM}\";tag=\"{TAG}\""));
}

proptest! {
    #[test]
    fn a_request_altered_by_one_bit_is_refused(which in 0..6_usize, at in any::<Index>(), bit in 0..7_u32) {
        let (mut parts, mut body) = signed(unsigned_post());
        let names = [SIGNATURE_INPUT, SIGNATURE, CONTENT_DIGEST, CONTENT_TYPE, IDEMPOTENCY_KEY];
        if let Some(name) = names.get(which) {
            let mut value = parts.headers[name].as_bytes().to_vec();
            let at = at.index(value.len());
            value[at] ^= 1 << bit;
            let value = HeaderValue::from_bytes(&value);
            prop_assume!(value.is_ok());
            let value = value.unwrap();
            // Not a change: a key id is read without regard to case and look-alikes, but signed as it stands.
            parts.headers.insert(name, value);
        } else {
            let at = at.index(body.len());
            body[at] ^= 1 << bit;
        }
        prop_assert!(check(&parts, &body).is_err());
    }

    #[test]
    fn any_header_text_is_taken_or_refused(
        input in "(sig1=|\\(|\\)|\"@method\"|;created=|;nonce=|1|\"| |=|;|:|[ -~]){0,24}",
        signature in "(sig1=|:|AAAA|=|[ -~]){0,8}",
        digest in "[ -~]{0,20}",
        host in "[ -~]{0,20}",
    ) {
        let (mut parts, body) = signed(unsigned_post());
        for (name, value) in [(SIGNATURE_INPUT, &input), (SIGNATURE, &signature), (CONTENT_DIGEST, &digest), (HOST, &host)] {
            set(&mut parts, name, value);
        }
        prop_assert!(check(&parts, &body).is_err());
        let (mut parts, body) = signed(unsigned_post());
        set(&mut parts, HOST, &host);
        set(&mut parts, SIGNATURE_INPUT, &format!("sig1=(\"@method\"){input}"));
        prop_assert!(check(&parts, &body).is_err());
    }

    #[test]
    fn what_is_signed_verifies(
        path in "/[a-z0-9/_.~-]{0,20}",
        query in "(\\?[a-z0-9=&%+]{0,20})?",
        body in prop::collection::vec(any::<u8>(), 0..64),
        nonce in any::<[u8; 16]>(),
        micros in 0..59_999_999_i64,
    ) {
        let uri = format!("https://bank.example{path}{query}");
        let request = Request::post(uri).header("content-type", "application/json").body(body);
        let mut request = request.unwrap();
        sign(&mut request, &key(), now().shifted(micros), nonce).unwrap();
        let (parts, body) = request.into_parts();
        prop_assert_eq!(check(&parts, &body), Ok(()));
    }
}
