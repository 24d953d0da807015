//! How long a camera frame takes to become text. The budget at 30 frames a second is 33 ms, on a phone.

#![allow(missing_docs)] // `criterion_main!` writes functions without any

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use qr_scan::{Frame, Level, Symbol, decode};

const WIDTH: usize = 1280;
const HEIGHT: usize = 720;

/// As long as a till's payment code.
const TEXT: &str = "00020101021226850007la.dlak01260123456789ABCDEFGHJKMNPQRS0226ZYXWVTSRQPNMKJHGFEDCBA98760310\
    1800000000520458145303418540515000580 2LA5908HAN KAFE6009Vientiane6304ABCD";

/// A gray scene with grain, and in its middle a symbol whose modules are `module_px` wide.
fn scene(module_px: Option<usize>) -> Vec<u8> {
    let mut seed = 1_u32;
    let mut pixels: Vec<u8> = (0..WIDTH * HEIGHT)
        .map(|_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            150 + seed.to_be_bytes()[0] / 16
        })
        .collect();
    let Some(module_px) = module_px else { return pixels };
    let symbol = Symbol::new(TEXT, Level::Medium).expect("it fits");
    let side = symbol.side_px(module_px);
    let (left, top) = ((WIDTH - side) / 2, (HEIGHT - side) / 2);
    for (row, line) in symbol.to_luma(module_px).chunks(side).enumerate() {
        let start = (top + row) * WIDTH + left;
        pixels[start..start + side].copy_from_slice(line);
    }
    pixels
}

fn frames(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("decode 1280x720");
    group.throughput(Throughput::Elements(1));
    for (name, module_px) in [("small code", Some(3)), ("large code", Some(10)), ("no code", None)] {
        let pixels = scene(module_px);
        let frame = Frame::luma(&pixels, WIDTH, HEIGHT, WIDTH).expect("the dimensions hold");
        assert_eq!(decode(&frame).len(), usize::from(module_px.is_some()));
        group.bench_function(name, |bencher| bencher.iter(|| decode(&frame)));
    }
    // What no reader does without: a look at every pixel, here at its shortest.
    let pixels = scene(None);
    group.bench_function("floor, every pixel", |bencher| {
        bencher.iter(|| black_box(&pixels).iter().filter(|pixel| **pixel < 128).count());
    });
    group.finish();
}

criterion_group!(benches, frames);
criterion_main!(benches);
