//! How long a scanned text takes to become a payload, and a payload to become a text.

#![allow(missing_docs)] // `criterion_main!` writes functions without any

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use payment_qr::{AdditionalData, DlakCode, LaoQr, LocalName, Payload, PaymentType, crc16};

/// A till's code as large as they get: both accounts, a Lao name, a bill.
fn till() -> DlakCode {
    DlakCode {
        account: "0123456789ABCDEFGHJKMNPQRS".into(),
        merchant_name: "HAN KAFE SOMSY VIENTIANE".into(),
        merchant_city: "Vientiane".into(),
        local_name: Some(LocalName::lao("ຮ້ານກາເຟສົມສີ", Some("ວຽງຈັນ".into()))),
        mcc: "5814".into(),
        amount: Some(1_500_000),
        request: Some("ZYXWVTSRQPNMKJHGFEDCBA9876".into()),
        expires_at: Some(1_800_000_000),
        additional: AdditionalData {
            bill_number: Some("INV-2026-11-24-0001".into()),
            terminal_label: Some("TILL 3".into()),
            ..AdditionalData::default()
        },
        lao_qr: Some(LaoQr {
            issuer: "27710418".into(),
            payment_type: PaymentType::Merchant,
            receiver: "mch00000000000".into(),
        }),
    }
}

fn sticker() -> DlakCode {
    DlakCode {
        account: "0123456789ABCDEFGHJKMNPQRS".into(),
        merchant_name: "HAN KAFE".into(),
        merchant_city: "Vientiane".into(),
        ..DlakCode::default()
    }
}

fn payloads(criterion: &mut Criterion) {
    for (name, code) in [("sticker", sticker()), ("till", till())] {
        let payload = code.to_payload().expect("this code fits the standard");
        let text = payload.to_string();
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(text.len() as u64));
        // What no reader does without.
        group.bench_function("floor, the checksum", |bencher| bencher.iter(|| crc16(text.as_bytes())));
        group.bench_function("parse", |bencher| bencher.iter(|| Payload::parse(&text)));
        group.bench_function("check", |bencher| bencher.iter(|| payload.check(1_700_000_000_000)));
        group.bench_function("write", |bencher| bencher.iter(|| payload.encode()));
        group.bench_function("build", |bencher| bencher.iter(|| code.to_payload()));
        group.finish();
    }
}

criterion_group!(benches, payloads);
criterion_main!(benches);
