//! Codes that are not what they seem: each is told apart, and none pays by itself.

#![allow(clippy::unwrap_used)] // helpers: a failure in them is a failed test

use bank_api::{amount::Amount, id::AccountId};
use payment_qr::{
    CurrencyCode, DlakCode, Initiation, LaoQr, Object, ObjectId, Payload, PayloadBuilder, PaymentType,
    QrAmount, Template,
};
use system_tests::{
    Person, World, kip,
    till::{Picture, png_of, scan},
};
use wallet_core::{CodeKind, PaymentState, Wallet};

/// A DLak code of `payee` whose amount is this text.
fn code_with_amount(payee: &Person, amount: &str) -> String {
    let id = |number| ObjectId::new(number).unwrap();
    let account = payee.wallet.account().to_string();
    let objects = [
        Object::text(ObjectId::FORMAT, "01"),
        Object::text(ObjectId::INITIATION, "11"),
        Object::template(id(26), Template::of_network("la.dlak", [Object::text(id(1), account)])),
        Object::text(ObjectId::MERCHANT_CATEGORY, "0000"),
        Object::text(ObjectId::CURRENCY, "418"),
        Object::text(ObjectId::AMOUNT, amount),
        Object::text(ObjectId::COUNTRY, "LA"),
        Object::text(ObjectId::MERCHANT_NAME, "Han Kafe"),
        Object::text(ObjectId::MERCHANT_CITY, "Vientiane"),
    ];
    Payload::from_objects(objects).unwrap().to_string()
}

#[tokio::test]
async fn codes_that_cannot_be_paid_are_told_apart() {
    let world = World::open().await;
    let (khamla, cafe) = (world.citizen("Khamla", 1_000).await, world.merchant("Han Kafe").await);
    let error = async |code: &str, amount: Option<Amount>| {
        khamla.wallet.prepare(code, amount, None).await.unwrap_err()
    };

    let own = khamla.sticker().await;
    assert_eq!(scan(&own).kind, CodeKind::Dlak);
    assert_eq!(error(&own, Some(kip(1))).await.code(), "own-code");

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
        .unwrap()
        .to_string();
    let id = |number| ObjectId::new(number).unwrap();
    let phone = Template::of_network("A000000677010111", [Object::text(id(1), "0066812345678")]);
    let prompt_pay = PayloadBuilder::new(Initiation::Static)
        .account_template(id(29), phone)
        .merchant("0000", "SOMCHAI", "Bangkok", "TH")
        .currency(CurrencyCode::THB)
        .build()
        .unwrap()
        .to_string();
    for (code, scheme, country) in [(lao_qr, "LAO QR", "LA"), (prompt_pay, "PromptPay", "TH")] {
        let seen = scan(&code);
        assert_eq!(seen.kind, CodeKind::Foreign { scheme: scheme.into(), country: country.into() });
        let error = error(&seen.text, Some(kip(1))).await;
        assert_eq!(error.code(), "foreign-code");
        assert!(error.to_string().contains(scheme), "{error}");
    }
    for text in ["https://example.com/pay?to=me", "hello", ""] {
        assert_eq!(error(text, Some(kip(1))).await.code(), "bad-code", "{text:?}");
    }
    let sound = code_with_amount(&cafe, "10");
    for at in [0, 5, 20, sound.len() / 2, sound.len() - 1] {
        let mut damaged = sound.clone();
        let other = if &damaged[at..=at] == "7" { "8" } else { "7" };
        damaged.replace_range(at..=at, other);
        let error = error(&damaged, None).await;
        assert!(["bad-code", "invalid-code"].contains(&error.code()), "at {at}: {error}");
    }
    for (amount, code) in [
        ("0", "amount-zero"),
        ("0.00", "amount-zero"),
        ("0.001", "invalid-code"),
        ("1.234", "invalid-code"),
        ("9999999999999", "over-payment-limit"),
        ("1,000", "invalid-code"),
        ("-5", "invalid-code"),
        ("1e9", "invalid-code"),
    ] {
        assert_eq!(error(&code_with_amount(&cafe, amount), None).await.code(), code, "{amount}");
    }
    assert_eq!(error(&sound, Some(kip(11))).await.code(), "amount-fixed");
    assert_eq!(error(&cafe.sticker().await, Some(kip(0))).await.code(), "amount-zero");
    let nobody = DlakCode { account: AccountId::from_bytes([7; 16]).to_string(), ..DlakCode::default() };
    let nobody = nobody.to_payload().unwrap().to_string();
    assert_eq!(error(&nobody, Some(kip(1))).await.code(), "payee-unknown");

    assert_eq!(khamla.wallet.payments(None, 10).await.unwrap(), []);
    assert_eq!(khamla.pay(&sound, None).await.unwrap().state, PaymentState::Settled);
    world.assert_sound([&khamla, &cafe]).await;
}

#[tokio::test]
async fn a_torn_label_is_no_code_and_a_scratched_one_is_the_right_one() {
    let world = World::open().await;
    let cafe = world.merchant("Han Kafe").await;
    let code = cafe.sticker().await;
    let whole = Picture::from_png(&png_of(&code));
    let (side, rows) = (whole.width, whole.height);

    let mut torn = whole.clone();
    torn.luma[side * rows / 2..].fill(255);
    assert_eq!(Wallet::scan(&torn.frame()), []);

    let mut scratched = whole.clone();
    for row in rows * 6 / 10..rows * 6 / 10 + 6 {
        scratched.luma[row * side + side * 4 / 10..row * side + side * 6 / 10].fill(0);
    }
    let seen = Wallet::scan(&scratched.frame());
    assert_eq!(seen.iter().map(|seen| seen.text.as_str()).collect::<Vec<_>>(), [code.as_str()]);
}

#[tokio::test]
async fn a_sticker_with_another_name_is_shown_with_the_name_that_the_bank_knows() {
    let world = World::open().await;
    let (khamla, thief) = (world.citizen("Khamla", 1_000).await, world.citizen("Thief", 0).await);
    let sticker = DlakCode {
        account: thief.wallet.account().to_string(),
        merchant_name: "Han Kafe".to_owned(),
        ..DlakCode::default()
    };
    let sticker = sticker.to_payload().unwrap().to_string();
    let preview = khamla.wallet.prepare(&sticker, Some(kip(1)), None).await.unwrap();
    assert_eq!(preview.payee().name, "Thief");
    let printed = "Han Kafe".to_owned();
    assert!(preview.warnings().contains(&wallet_core::PayeeWarning::NameDiffers { printed }));
}
