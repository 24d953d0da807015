//! What a camera may see, and what is said of it.

mod support;

use qr_scan::{Code, Frame, Level, MAX_SIDE, Point, Symbol, decode};
use qrcode::{EcLevel, QrCode, Version, bits::Bits};
use support::Scene;

fn symbol(text: &str) -> Symbol {
    Symbol::new(text, Level::Medium).expect("short texts fit")
}

fn only(scene: &Scene) -> Code {
    let [code] = decode(&scene.frame()).try_into().expect("one code is seen");
    code
}

/// Within a pixel or two: a viewfinder shows no difference.
fn assert_corners(code: &Code, expected: [(i32, i32); 4]) {
    for (Point { x, y }, (right, down)) in code.corners.into_iter().zip(expected) {
        let is_near = x.abs_diff(right) <= 2 && y.abs_diff(down) <= 2;
        assert!(is_near, "{:?} should be {expected:?}", code.corners);
    }
}

#[test]
fn corners_are_those_of_the_symbol_in_pixels_of_the_frame() {
    for (text, modules) in [("dlak", 21), ("a longer text of a larger symbol", 29)] {
        let scene = Scene::light(640, 480).with(&symbol(text), 6, 200, 100);
        let end = 6 * modules;
        let corners = [(200, 100), (200 + end, 100), (200 + end, 100 + end), (200, 100 + end)];
        assert_corners(&only(&scene), corners);
    }
}

#[test]
fn a_code_that_is_read_at_half_size_only_has_the_corners_of_the_whole_frame() {
    let mut scene = Scene::light(640, 480).with(&symbol("dlak"), 8, 200, 100);
    // A weave: each module light and dark, darker on the whole where the code is dark.
    for (at, pixel) in scene.pixels.iter_mut().enumerate() {
        let is_thread = (at % 640 + at / 640) % 2 == 0;
        *pixel = if is_thread { *pixel / 2 + 60 } else { 255 - (255 - *pixel) / 3 };
    }
    let code = only(&scene);
    assert_eq!(code.text, "dlak");
    assert_corners(&code, [(200, 100), (368, 100), (368, 268), (200, 268)]);
}

#[test]
fn corners_turn_with_the_symbol() {
    let scene = Scene::light(400, 300).with(&symbol("dlak"), 5, 100, 60).turned();
    // What was at the bottom left is at the top left: the symbol's own top left corner is at the top right now.
    let (left, top) = (300 - 60 - 105, 100);
    let corners = [(left + 105, top), (left + 105, top + 105), (left, top + 105), (left, top)];
    assert_corners(&only(&scene), corners);
}

#[test]
fn a_code_is_read_whichever_way_it_is_turned() {
    let mut scene = Scene::light(300, 200).with(&symbol("000201"), 4, 60, 40);
    for _ in 0..4 {
        assert_eq!(only(&scene).text, "000201");
        scene = scene.turned();
    }
}

#[test]
fn all_codes_in_a_frame_are_read() {
    let scene = Scene::light(800, 400).with(&symbol("DLak"), 6, 60, 60).with(&symbol("LAO QR"), 6, 460, 120);
    let mut texts: Vec<_> = decode(&scene.frame()).into_iter().map(|code| code.text).collect();
    texts.sort();
    assert_eq!(texts, ["DLak", "LAO QR"]);
}

#[test]
fn a_light_code_on_dark_ground_is_read() {
    let scene = Scene::light(400, 300).with(&symbol("dlak"), 5, 100, 60).inverted();
    assert_eq!(only(&scene).text, "dlak");
}

#[test]
fn a_code_on_a_sheet_that_is_transparent_is_read() {
    let side = symbol("dlak").side_px(4);
    let pixels: Vec<u8> =
        symbol("dlak").to_luma(4).into_iter().flat_map(|gray| [0, 0, 0, 255 - gray]).collect();
    let codes = decode(&Frame::rgba(&pixels, side, side, side * 4).unwrap());
    assert_eq!(codes.len(), 1);
}

#[test]
fn a_code_whose_bytes_are_no_utf_8_is_left_out() {
    let scene_of = |bytes: &[u8]| {
        let mut bits = Bits::new(Version::Normal(1));
        bits.push_byte_data(bytes).unwrap();
        bits.push_terminator(EcLevel::M).unwrap();
        let code = QrCode::with_bits(bits, EcLevel::M).unwrap();
        let mut scene = Scene::light(29 * 5, 29 * 5);
        for y in 20..125 {
            for x in 20..125 {
                let dark = code[(x / 5 - 4, y / 5 - 4)] == qrcode::Color::Dark;
                scene.pixels[y * scene.width + x] = if dark { 30 } else { 220 };
            }
        }
        scene
    };
    assert_eq!(only(&scene_of("caf\u{E9}".as_bytes())).text, "café");
    assert_eq!(decode(&scene_of(b"caf\xE9").frame()), []);
}

#[test]
fn frames_without_a_code_give_nothing() {
    let mut stripes = Scene::light(640, 480);
    for (at, pixel) in stripes.pixels.iter_mut().enumerate() {
        *pixel = if at / 7 % 2 == 0 { 0 } else { 255 };
    }
    for scene in [stripes, Scene::light(640, 480), Scene::light(1, 1), Scene::light(MAX_SIDE, 1)] {
        assert_eq!(decode(&scene.frame()), []);
    }
}

#[test]
fn a_damaged_code_is_read_exactly_or_not_at_all() {
    let text = "000201010211";
    let whole = Scene::light(300, 200).with(&symbol(text), 6, 80, 30);
    for hidden in 0..60 {
        let mut scene = whole.clone();
        for y in 60..60 + hidden {
            scene.pixels[y * 300 + 110..y * 300 + 110 + hidden].fill(0);
        }
        assert!(decode(&scene.frame()).into_iter().all(|code| code.text == text), "{hidden}");
    }
}

/// Without a limit this takes minutes, and anyone can print it.
#[test]
fn a_sheet_of_finder_patterns_does_not_keep_the_camera_busy() {
    let mut sheet = Scene::light(1280, 720);
    for (at, pixel) in sheet.pixels.iter_mut().enumerate() {
        let (x, y) = (at % 1280 / 2 % 9, at / 1280 / 2 % 9);
        let is_stone = (2..5).contains(&x) && (2..5).contains(&y);
        let is_ring = x < 7 && y < 7 && (x == 0 || y == 0 || x == 6 || y == 6);
        if is_stone || is_ring {
            *pixel = 0;
        }
    }
    assert_eq!(decode(&sheet.frame()), []);
}
