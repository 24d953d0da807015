//! What holds for every payload and for every text.

use payment_qr::{
    AdditionalData, CurrencyCode, DlakCode, Initiation, LocalName, Object, ObjectId, Payload, PayloadBuilder,
    Percentage, QrAmount, Template, Tip, crc16,
};
use proptest::{collection::btree_map, option, prelude::*};

fn id(number: u8) -> ObjectId {
    ObjectId::new(number).expect("the strategies stay below 100")
}

/// Any text that fits one object, in the scripts of the region and in others.
fn any_text(max: usize) -> impl Strategy<Value = String> {
    let character = prop_oneof![
        4 => proptest::char::range(' ', '~'),
        2 => proptest::char::range('\u{0E80}', '\u{0EFF}'), // Lao
        1 => proptest::char::range('\u{1780}', '\u{17FF}'), // Khmer
        1 => any::<char>(),
    ];
    proptest::collection::vec(character, 0..=max).prop_map(String::from_iter)
}

fn any_template() -> impl Strategy<Value = Template> {
    proptest::collection::vec((0_u8..=99, any_text(12)), 0..=6).prop_map(|fields| {
        let mut seen = std::collections::BTreeSet::new();
        Template::new(
            fields
                .into_iter()
                .filter(|(number, _)| seen.insert(*number))
                .map(|(number, text)| Object::text(id(number), text)),
        )
    })
}

/// Objects as any program might write them: any order, any value, templates where they belong.
fn any_objects() -> impl Strategy<Value = Vec<Object>> {
    let text = any_text(40).prop_map(Err);
    let template = any_template().prop_map(Ok);
    btree_map((1_u8..=99).prop_filter("63 is made", |id| *id != 63), prop_oneof![text, template], 0..=20)
        .prop_map(|objects| objects.into_iter().collect::<Vec<_>>())
        .prop_shuffle()
        .prop_map(|objects| {
            let rest = objects.into_iter().map(|(number, value)| match value {
                Ok(template) => Object::template(id(number), template),
                Err(text) => Object::text(id(number), text),
            });
            std::iter::once(Object::text(ObjectId::FORMAT, "01")).chain(rest).collect()
        })
}

/// Payloads with anything in them. A text may by chance look like a template with one object twice: refused, rightly.
fn any_payload() -> impl Strategy<Value = Payload> {
    any_objects().prop_filter_map("sound", |objects| Payload::from_objects(objects).ok())
}

fn reference() -> impl Strategy<Value = String> {
    "[0-9A-HJKMNP-TV-Z]{26}"
}

fn ascii(max: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::char::range(' ', '~'), 1..=max).prop_map(String::from_iter)
}

prop_compose! {
    fn any_dlak_code()(
        account in reference(),
        merchant_name in ascii(25),
        merchant_city in ascii(15),
        mcc in "[0-9]{4}",
        att in 1_u64..=999_999_999_999,
        request in option::of((reference(), option::of(any::<u64>()))),
        fixed_amount in any::<bool>(),
        lao in option::of(("[\u{0E81}\u{0E82}\u{0E87}\u{0EB2}]{1,25}", option::of("[\u{0E81}\u{0EB2}]{1,15}"))),
        terminal_label in option::of(ascii(25)),
    ) -> DlakCode {
        DlakCode {
            account,
            merchant_name,
            merchant_city,
            local_name: lao.map(|(name, city)| LocalName::lao(name, city)),
            mcc,
            amount: (fixed_amount || request.is_some()).then_some(att),
            expires_at: request.as_ref().and_then(|(_, expires_at)| *expires_at),
            request: request.map(|(request, _)| request),
            additional: AdditionalData { terminal_label, ..AdditionalData::default() },
            lao_qr: None,
        }
    }
}

fn any_tip() -> impl Strategy<Value = Tip> {
    prop_oneof![
        Just(Tip::Ask),
        (1_u64..1_000_000).prop_map(|fee| Tip::Fixed(QrAmount::from_minor(fee, 2).expect("above zero"))),
        (1_u16..=9999)
            .prop_map(|part| Tip::Percentage(Percentage::from_hundredths(part).expect("below 10000"))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_is_read_is_written_back_byte_for_byte(payload in any_payload()) {
        let text = payload.to_string();
        let read = Payload::parse(&text);
        prop_assert_eq!(read.as_ref().map(ToString::to_string), Ok(text));
        prop_assert_eq!(read, Ok(payload));
    }

    #[test]
    fn a_checksum_in_lower_case_is_read_and_kept(payload in any_payload()) {
        let text = payload.to_string();
        let (rest, crc) = text.split_at(text.len() - 4);
        let lower = format!("{rest}{}", crc.to_ascii_lowercase());
        prop_assert_eq!(Payload::parse(&lower).map(|payload| payload.to_string()), Ok(lower));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>(), digits in "(000201)?[0-9]{0,60}.{0,20}(6304[0-9A-F]{4})?") {
        for text in [text, digits] {
            if let Ok(payload) = Payload::parse_allowing_byte_lengths(&text) {
                prop_assert_eq!(payload.to_string(), text);
            }
        }
    }

    /// A checksum is no protection from who wants to break the reader: he makes a right one.
    #[test]
    fn no_damage_under_a_right_checksum_makes_the_reader_panic(
        payload in any_payload(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0_usize..3, "[0-9]{1,4}|.{0,2}"), 1..4),
        now_ms in any::<u64>(),
    ) {
        let whole = payload.to_string();
        let mut text: Vec<char> = whole.chars().take(whole.chars().count() - 4).collect();
        for (at, removed, put) in edits {
            let at = at.index(text.len() + 1);
            let end = text.len().min(at + removed);
            text.splice(at..end, put.chars());
        }
        let text = String::from_iter(text);
        let text = format!("{text}{:04X}", crc16(text.as_bytes()));
        if let Ok(read) = Payload::parse_allowing_byte_lengths(&text) {
            let _ = (read.check(now_ms), read.dlak(), read.lao_qr(), read.khqr(), read.tip());
            prop_assert_eq!(read.to_string(), text);
        }
    }

    #[test]
    fn no_payload_makes_a_question_to_it_panic(payload in any_payload(), now_ms in any::<u64>(), exponent in any::<u8>()) {
        let _ = (payload.check(now_ms), payload.dlak(), payload.lao_qr(), payload.khqr(), payload.tip());
        let _ = (payload.amount_minor(exponent), payload.currency(), payload.scheme());
        let _ = (payload.additional(), payload.shown_name("lo"), payload.shown_city("lo"));
    }

    #[test]
    fn one_wrong_character_is_noticed(code in any_dlak_code(), at in any::<prop::sample::Index>(), new in 0_u8..128) {
        let payload = code.to_payload().unwrap();
        let text = payload.to_string();
        let ascii: Vec<usize> = text.char_indices().filter(|(_, old)| old.is_ascii()).map(|(at, _)| at).collect();
        let at = *at.get(&ascii);
        let mut changed = text.clone().into_bytes();
        changed[at] = new;
        let changed = String::from_utf8(changed).expect("one ASCII character for another");
        // A right checksum means a burst of errors of more than 16 bits, or one that differs in case only.
        if let Ok(read) = Payload::parse(&changed) {
            prop_assert!(changed.eq_ignore_ascii_case(&text) && at >= text.len() - 4 || changed == text);
            prop_assert_eq!(read.dlak(), payload.dlak());
            prop_assert_eq!(read.amount(), payload.amount());
        }
    }

    #[test]
    fn a_code_cut_short_or_with_something_behind_is_refused(code in any_dlak_code(), cut in any::<prop::sample::Index>()) {
        let text = code.to_payload().unwrap().to_string();
        let cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        prop_assert!(Payload::parse(&text[..*cut.get(&cuts)]).is_err());
        for behind in ["0", "80010", "6304"] {
            let longer = text.clone() + behind;
            prop_assert!(Payload::parse(&longer).is_err(), "{}", behind);
        }
    }

    #[test]
    fn a_dlak_code_says_what_was_put_in(code in any_dlak_code()) {
        let written = code.to_payload().unwrap().to_string();
        let payload = Payload::parse(&written).unwrap();
        let account = payload.dlak().unwrap().unwrap();
        prop_assert_eq!(&account.account, &code.account);
        prop_assert_eq!(&account.request, &code.request);
        prop_assert_eq!(account.expires_at, code.expires_at);
        prop_assert_eq!(payload.amount_minor(2), Ok(code.amount));
        prop_assert_eq!(payload.merchant_name(), Some(code.merchant_name.as_str()));
        prop_assert_eq!(payload.local_name(), code.local_name.clone());
        let kind = if code.request.is_some() { Initiation::Dynamic } else { Initiation::Static };
        prop_assert_eq!(payload.initiation(), Some(kind));
        prop_assert_eq!(payload.check(0).is_ok(), code.expires_at != Some(0));
        prop_assert!(written.chars().count() <= payment_qr::MAX_WRITTEN_CHARACTERS);
    }

    #[test]
    fn the_builder_says_what_was_put_in(
        tip in option::of(any_tip()),
        postal_code in ascii(10),
        minor in 1_u64..1_000_000_000,
        unique_id in "[a-z]{2}\\.[a-z]{2,20}",
        value in any_text(20).prop_filter("no empty objects", |text| !text.is_empty()),
    ) {
        let template = Template::of_network(&unique_id, [Object::text(id(1), value)]);
        let amount = QrAmount::from_minor(minor, 2).unwrap();
        let mut builder = PayloadBuilder::new(Initiation::Static)
            .account(id(2), "4111111111111111")
            .account_template(id(51), template.clone())
            .merchant("0000", "A", "B", "LA")
            .currency(CurrencyCode::LAK)
            .amount(&amount)
            .postal_code(&postal_code)
            .unreserved(id(80), template.clone());
        if let Some(tip) = &tip {
            builder = builder.tip(tip);
        }
        let payload = Payload::parse(&builder.build().unwrap().to_string()).unwrap();
        prop_assert_eq!(payload.tip(), Ok(tip));
        prop_assert_eq!(payload.amount(), Ok(Some(amount)));
        prop_assert_eq!(payload.postal_code(), Some(postal_code.as_str()));
        prop_assert_eq!(payload.template(id(51)), Some(&template));
        prop_assert_eq!(payload.template(id(80)), Some(&template));
        prop_assert!(payload.objects().is_sorted_by_key(|object| object.id));
    }

    #[test]
    fn minor_units_go_through_an_amount_unchanged(minor in 1_u64..=999_999_999_999, exponent in 0_u8..=3) {
        let text = QrAmount::from_minor(minor, exponent).unwrap().to_string();
        prop_assert_eq!(QrAmount::parse(&text).and_then(|amount| amount.minor(exponent)), Ok(minor));
    }
}
