//! `dlak scan`, as people and scripts run it.

mod pictures;

use std::{fs, path::Path};

use assert_cmd::Command;
use png::ColorType;
use qr_scan::{Level, Symbol};
use serde_json::Value;

fn dlak() -> Command {
    Command::cargo_bin("dlak").expect("the binary is built")
}

fn symbol(text: &str) -> Symbol {
    Symbol::new(text, Level::Medium).expect("short texts fit")
}

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

fn scan(folder: &Path, arguments: &[&str]) -> Ran {
    let output = dlak().current_dir(folder).arg("scan").args(arguments).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("it writes UTF-8");
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

#[test]
fn each_picture_gives_one_line() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("one.png"), symbol("first\nsecond").to_png(4)).expect("it is written");
    fs::write(folder.path().join("two.jpg"), pictures::jpeg(&symbol("ຮ້ານ"))).expect("it is written");
    let ran = scan(folder.path(), &["one.png", "two.jpg"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let lines: Vec<_> = ran.out.lines().collect();
    let [one, two] = lines[..] else { panic!("two lines, not {lines:?}") };
    assert!(one.starts_with("one.png: first ⏎ second ("), "{one}");
    assert!(two.starts_with("two.jpg: ຮ້ານ ("), "{two}");
}

#[test]
fn json_is_one_object_a_line_with_texts_corners_and_the_time_of_decoding() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("code.png"), symbol("dlak").to_png(5)).expect("it is written");
    fs::write(
        folder.path().join("none.png"),
        pictures::png(&symbol("x"), ColorType::Grayscale, |_| vec![200]),
    )
    .expect("it is written");
    let ran = scan(folder.path(), &["--json", "code.png", "none.png"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let lines = json_lines(&ran.out);
    let [code, none] = &lines[..] else { panic!("two lines, not {lines:?}") };
    let keys =
        |value: &Value| -> Vec<String> { value.as_object().expect("an object").keys().cloned().collect() };
    assert_eq!(keys(code), ["codes", "file", "micros"]);
    assert!(
        ran.out.starts_with("{\"file\":\"code.png\",\"codes\":[{\"text\":\"dlak\",\"corners\":[["),
        "{}",
        ran.out
    );
    assert!(code["micros"].as_u64().is_some_and(|micros| micros > 0));
    assert_eq!(keys(&code["codes"][0]), ["corners", "text"]);
    let corners = code["codes"][0]["corners"].as_array().expect("corners");
    // 5 pixels a module: 4 modules of quiet zone, 21 of the symbol.
    for (corner, (x, y)) in corners.iter().zip([(20, 20), (125, 20), (125, 125), (20, 125)]) {
        let near =
            |at: usize, expected: i64| corner[at].as_i64().is_some_and(|at| at.abs_diff(expected) <= 2);
        assert!(near(0, x) && near(1, y), "{corner} should be {x}, {y}");
    }
    assert_eq!(corners.len(), 4);
    assert_eq!(none["codes"], Value::Array(Vec::new()));
}

#[test]
fn png_files_of_all_colours_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let code = symbol("000201");
    let half = |gray: u8| gray / 2 + 60;
    let files = [
        ("gray.png", pictures::png(&code, ColorType::Grayscale, |gray| vec![gray])),
        ("gray-alpha.png", pictures::png(&code, ColorType::GrayscaleAlpha, |gray| vec![0, 255 - gray])),
        ("rgb.png", pictures::png(&code, ColorType::Rgb, |gray| vec![gray, half(gray), 90])),
        ("rgba.png", pictures::png(&code, ColorType::Rgba, |gray| vec![gray, gray, gray, 255])),
        ("indexed.png", pictures::png(&code, ColorType::Indexed, |gray| vec![gray & 1])),
        ("one-bit.png", code.to_png(3)),
    ];
    for (name, file) in &files {
        fs::write(folder.path().join(name), file).expect("it is written");
    }
    let names: Vec<_> = files.iter().map(|(name, _)| *name).collect();
    let ran = scan(folder.path(), &[&["--json"], names.as_slice()].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for line in json_lines(&ran.out) {
        assert_eq!(line["codes"][0]["text"], "000201", "{line}");
    }
}

#[test]
fn what_can_t_be_read_is_named_and_the_others_are_still_looked_at() {
    let folder = tempfile::tempdir().expect("a folder");
    let png = symbol("dlak").to_png(4);
    let jpeg = pictures::jpeg(&symbol("dlak"));
    for (name, file) in [
        ("good.png", png.as_slice()),
        ("cut.png", &png[..png.len() / 2]),
        ("cut.jpg", &jpeg[..40]),
        ("text.png", b"not a picture"),
        ("empty.jpg", b""),
    ] {
        fs::write(folder.path().join(name), file).expect("it is written");
    }
    fs::create_dir(folder.path().join("folder")).expect("it is made");
    let bad = ["cut.png", "cut.jpg", "text.png", "empty.jpg", "folder", "missing.png"];
    let ran = scan(folder.path(), &[bad.as_slice(), &["good.png"]].concat());
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.starts_with("good.png: dlak"), "{}", ran.out);
    assert_eq!(ran.out.lines().count(), 1);
    for name in bad {
        assert!(
            ran.err.lines().any(|line| line.starts_with(&format!("error: {name}: "))),
            "{name}: {}",
            ran.err
        );
    }

    let ran = scan(folder.path(), &["--json", "missing.png", "good.png"]);
    assert_eq!((ran.code, json_lines(&ran.out).len()), (Some(1), 1));
    assert!(
        json_lines(&ran.err)[0]["error"]["message"].as_str().is_some_and(|text| text.contains("missing.png"))
    );
}

#[test]
fn a_picture_that_claims_to_be_huge_is_refused_without_asking_for_its_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 2_000_000_000, 2_000_000_000);
    encoder.set_color(ColorType::Rgba);
    drop(encoder.write_header());
    fs::write(folder.path().join("huge.png"), file).expect("it is written");
    let ran = scan(folder.path(), &["huge.png"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("huge.png"), "{}", ran.err);
}

#[test]
fn no_damage_to_a_picture_makes_it_crash() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut names = Vec::new();
    for (extension, whole) in [("png", symbol("dlak").to_png(3)), ("jpg", pictures::jpeg(&symbol("dlak")))] {
        for at in (2..whole.len()).step_by(whole.len() / 40 + 1) {
            for new in [0x00, 0x7F, 0xFF] {
                let mut file = whole.clone();
                file[at] = new;
                let name = format!("{at}-{new}.{extension}");
                fs::write(folder.path().join(&name), file).expect("it is written");
                names.push(name);
            }
        }
    }
    let arguments: Vec<_> = names.iter().map(String::as_str).collect();
    let ran = scan(folder.path(), &arguments);
    assert!(matches!(ran.code, Some(0 | 1)), "{:?} {}", ran.code, ran.err);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    let told = ran.out.lines().count() + ran.err.lines().filter(|line| line.starts_with("error: ")).count();
    assert_eq!(told, names.len());
    for line in ran.out.lines() {
        assert!(line.contains(": dlak (") || line.contains(": no code ("), "{line}");
    }
}

#[test]
fn without_a_file_it_says_what_it_wants() {
    dlak().arg("scan").assert().code(2);
}
