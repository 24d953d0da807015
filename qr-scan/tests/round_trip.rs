//! What is written is read back: any text, from the pixels of its own pictures, in every layout.

mod support;

use proptest::prelude::*;
use qr_scan::{Frame, Level, Symbol, decode};
use support::Scene;

fn any_level() -> impl Strategy<Value = Level> {
    prop_oneof![Just(Level::Low), Just(Level::Medium), Just(Level::Quartile), Just(Level::High)]
}

/// Texts of codes: digits, upper case, links, Lao, anything.
fn any_text() -> impl Strategy<Value = String> {
    let any_script = prop_oneof![
        3 => proptest::char::range(' ', '~'),
        2 => proptest::char::range('\u{0E81}', '\u{0EDF}'),
        1 => any::<char>(),
    ];
    prop_oneof![
        "[0-9]{1,300}",
        "[0-9A-Z $%*+./:-]{1,300}",
        proptest::collection::vec(any_script, 1..150).prop_map(String::from_iter),
    ]
}

fn texts(frame: &Frame<'_>) -> Vec<String> {
    decode(frame).into_iter().map(|code| code.text).collect()
}

/// The gray pixels of a PNG file.
fn png_pixels(file: Vec<u8>) -> Scene {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().expect("the header is sound");
    let mut pixels = vec![0; reader.output_buffer_size().expect("it fits memory")];
    let info = reader.next_frame(&mut pixels).expect("the file is sound");
    let [width, height] = [info.width, info.height].map(|side| usize::try_from(side).expect("small"));
    Scene { pixels, width, height }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: None, // it would go beside a lib.rs, which a test has not
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_text_is_read_from_the_pixels_of_its_png(text in any_text(), level in any_level(), module_px in 2_usize..=8) {
        let symbol = Symbol::new(&text, level).unwrap();
        let picture = png_pixels(symbol.to_png(module_px));
        prop_assert_eq!(texts(&picture.frame()), [text]);
    }

    #[test]
    fn every_layout_and_stride_of_a_frame_gives_the_same_codes(
        text in any_text(),
        module_px in 2_usize..=5,
        padding in 0_usize..40,
    ) {
        let scene = Scene::of(&Symbol::new(&text, Level::Medium).unwrap(), module_px);
        let (width, height) = (scene.width, scene.height);
        let codes = decode(&scene.frame());
        prop_assert_eq!(codes.len(), 1);

        let stride = width + padding;
        let strided = scene.to_strided(stride);
        let cut = &strided[..stride * (height - 1) + width];
        prop_assert_eq!(&decode(&Frame::luma(cut, width, height, stride).unwrap()), &codes);
        let rgba = scene.to_rgba(width * 4 + padding);
        prop_assert_eq!(&decode(&Frame::rgba(&rgba, width, height, width * 4 + padding).unwrap()), &codes);
        let stride = stride.next_multiple_of(2);
        let nv21 = scene.to_nv21(stride);
        prop_assert_eq!(&decode(&Frame::nv21(&nv21, width, height, stride).unwrap()), &codes);
    }

    #[test]
    fn no_pixels_and_no_dimensions_make_it_panic(
        pixels in proptest::collection::vec(prop_oneof![Just(0_u8), Just(255), any::<u8>()], 0..6000),
        width in 0_usize..90,
        height in 0_usize..90,
        stride in 0_usize..400,
    ) {
        for make in [Frame::luma, Frame::rgba, Frame::nv21] {
            if let Ok(frame) = make(&pixels, width, height, stride) {
                prop_assert_eq!(decode(&frame), []);
            }
        }
    }
}

#[test]
fn the_largest_text_of_each_level_is_read_back() {
    for (level, capacity) in
        [(Level::Low, 2953), (Level::Medium, 2331), (Level::Quartile, 1663), (Level::High, 1273)]
    {
        let text = "payments ".repeat(400)[..capacity].to_owned();
        let scene = Scene::of(&Symbol::new(&text, level).unwrap(), 4);
        assert_eq!(texts(&scene.frame()), [text], "{level:?}");
    }
}
