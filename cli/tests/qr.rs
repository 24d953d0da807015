//! `dlak qr`, as people and scripts run it.

use std::fs;

use assert_cmd::Command;
use serde_json::Value;

const ACCOUNT: &str = "0123456789ABCDEFGHJKMNPQRR";
const REQUEST: &str = "01961b3e-7a2c-7b60-8c4d-000000000001";
/// A merchant's LAO QR label, but for its checksum.
const LAO_QR: &str = "00020101021138570016A00526628466257701082771041802030020314mch00000000000\
    520458145303418540815000.005802LA5908HAN KAFE6009Vientiane6304";

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ran {
    fn json(&self) -> Value {
        assert_eq!(self.out.lines().count(), 1, "{}", self.out);
        serde_json::from_str(&self.out).expect("it is JSON")
    }
}

fn dlak(arguments: &[&str]) -> Ran {
    with_input(arguments, "")
}

fn with_input(arguments: &[&str], input: impl Into<Vec<u8>>) -> Ran {
    let output = Command::cargo_bin("dlak")
        .expect("the binary is built")
        .args(arguments)
        .write_stdin(input)
        .output()
        .expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("it writes UTF-8");
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// The text with a right checksum.
fn sealed(text: &str) -> String {
    format!("{text}{:04X}", payment_qr::crc16(text.as_bytes()))
}

fn lao_qr() -> String {
    sealed(LAO_QR)
}

#[test]
fn a_sound_code_is_told_object_by_object() {
    let ran = dlak(&["qr", "parse", &lao_qr()]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.starts_with("LAO QR: static"), "{}", ran.out);
    for line in [
        "38 LAO QR",
        "   01 issuer              27710418 (BCEL)",
        "   03 receiver            mch00000000000",
        "53 currency               418 (LAK)",
        "54 amount                 15000.00",
        "59 merchant name          HAN KAFE",
        "The code is sound.",
    ] {
        assert!(ran.out.lines().any(|told| told == line), "{line:?} is not in\n{}", ran.out);
    }
}

#[test]
fn a_sound_code_is_described_to_scripts() {
    let ran = dlak(&["--json", "qr", "parse", &lao_qr()]);
    assert_eq!(ran.code, Some(0));
    let told = ran.json();
    assert_eq!(told["well_formed"], true);
    assert_eq!(told["scheme"], "LAO QR");
    assert_eq!((&told["amount"], &told["currency"]), (&"15000.00".into(), &"LAK".into()));
    assert_eq!(told["problem"], Value::Null);
    let account = told["objects"].as_array().and_then(|all| all.iter().find(|object| object["id"] == "38"));
    let receiver = &account.expect("the account is told")["objects"][3];
    assert_eq!(receiver["name"], "receiver");
    assert_eq!(receiver["value"], "mch00000000000");
}

#[test]
fn standard_input_is_read_without_the_end_of_its_line() {
    for end in ["", "\n", "\r\n"] {
        let ran = with_input(&["qr", "parse", "-"], format!("{}{end}", lao_qr()));
        assert_eq!(ran.code, Some(0), "{end:?} {}", ran.err);
    }
    for input in [Vec::new(), b"\n".to_vec(), vec![0xFF, 0xFE], vec![b'0'; 200_000]] {
        let ran = with_input(&["qr", "parse", "-"], input);
        assert_eq!(ran.code, Some(1));
        assert!(ran.err.starts_with("error: "), "{}", ran.err);
    }
}

#[test]
fn a_broken_code_is_refused_with_what_is_wrong_and_where() {
    let damaged = lao_qr().replace("15000.00", "15001.00");
    let ran = dlak(&["qr", "parse", &damaged]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("object 63 at 131"), "{}", ran.err);
    assert!(ran.err.contains("6009Vientiane ▸ 6304"), "{}", ran.err);

    let ran = dlak(&["--json", "qr", "parse", &damaged]);
    assert_eq!(ran.code, Some(1));
    let told = ran.json();
    assert_eq!(told["well_formed"], false);
    assert_eq!(told["error"]["kind"], "crc_mismatch");
    assert_eq!((&told["error"]["object"], &told["error"]["offset"]), (&"63".into(), &131.into()));
}

#[test]
fn a_link_is_no_payment_code() {
    let ran = dlak(&["qr", "parse", "https://example.org/"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("not a payment code"), "{}", ran.err);
}

#[test]
fn what_is_told_of_a_code_can_t_write_to_the_terminal() {
    for text in [
        format!("0002\u{1B}[2J{}", lao_qr()),
        sealed("00020126140010la.dlak\u{1B}[1a5909A\u{1B}[2J\u{202E}BC6304"),
    ] {
        let ran = dlak(&["qr", "parse", &text]);
        assert!(
            !format!("{}{}", ran.out, ran.err).contains(['\u{1B}', '\u{202E}']),
            "{}{}",
            ran.out,
            ran.err
        );
    }
}

#[test]
fn byte_lengths_are_read_when_asked_for() {
    let head = &LAO_QR[..LAO_QR.len() - 4];
    let text = sealed(&format!("{head}64220002lo0112ຮ້ານ6304"));
    let ran = dlak(&["qr", "parse", &text]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("--byte-lengths"), "{}", ran.err);
    let ran = dlak(&["qr", "parse", "--byte-lengths", &text]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("count bytes"), "{}", ran.out);
}

#[test]
fn a_code_that_can_t_be_paid_is_still_well_formed() {
    let made = dlak(&[
        "qr",
        "make",
        "--account",
        ACCOUNT,
        "--amount",
        "15000",
        "--request",
        REQUEST,
        "--expires",
        "2020-01-01T00:00:00Z",
    ]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    let ran = dlak(&["qr", "parse", made.out.trim()]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("has expired") && ran.out.contains("(2020-01-01T00:00:00Z)"), "{}", ran.out);
    let told = dlak(&["--json", "qr", "parse", made.out.trim()]).json();
    assert_eq!(told["problem"]["code"], "expired");
}

#[test]
fn a_static_code_is_made_and_says_what_was_put_in() {
    let made = dlak(&[
        "qr",
        "make",
        "--account",
        ACCOUNT,
        "--name",
        "HAN KAFE",
        "--city",
        "Vientiane",
        "--lao-name",
        "ຮ້ານກາເຟ",
        "--lao-qr",
        "27710418:002:mch00000000000",
    ]);
    assert_eq!((made.code, made.err.as_str()), (Some(0), ""));
    let told = with_input(&["--json", "qr", "parse", "-"], made.out).json();
    assert_eq!((&told["scheme"], &told["initiation"]), (&"DLak".into(), &"static".into()));
    assert_eq!(told["accounts"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_dynamic_code_is_made_as_png_and_svg_that_scan_reads() {
    let folder = tempfile::tempdir().expect("a folder");
    let [png, svg] = ["code.png", "code.svg"].map(|name| folder.path().join(name).display().to_string());
    let made = dlak(&[
        "--json",
        "qr",
        "make",
        "--account",
        ACCOUNT,
        "--amount",
        "15000.50",
        "--request",
        REQUEST,
        "--expires",
        "4102444800",
        "--bill",
        "INV-1",
        "--png",
        &png,
        "--svg",
        &svg,
        "--module-px",
        "3",
        "--level",
        "quartile",
    ]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    let made = made.json();
    assert_eq!((&made["png"], &made["svg"]), (&png.as_str().into(), &svg.as_str().into()));
    let scanned = dlak(&["--json", "scan", &png]).json();
    assert_eq!(scanned["codes"][0]["text"], made["text"]);
    assert!(fs::read_to_string(&svg).expect("it was written").starts_with("<svg "));
    let told = dlak(&["--json", "qr", "parse", made["text"].as_str().expect("a text")]).json();
    assert_eq!((&told["initiation"], &told["amount"]), (&"dynamic".into(), &"15000.50".into()));
    assert_eq!(told["problem"], Value::Null);
}

#[test]
fn a_code_is_shown_in_blocks_when_asked_for() {
    let shown = dlak(&["qr", "make", "--account", ACCOUNT, "--terminal=light"]);
    assert_eq!(shown.code, Some(0), "{}", shown.err);
    let blocks = shown.out.lines().filter(|line| line.contains(['█', '▀', '▄'])).count();
    assert!(blocks >= 20, "{}", shown.out);
    let plain = dlak(&["qr", "make", "--account", ACCOUNT]);
    assert_eq!(plain.out.lines().count(), 1, "a pipe gets the text alone");
    assert_eq!(shown.out.lines().last(), plain.out.lines().last());
}

#[test]
fn what_can_t_be_made_says_why() {
    for (arguments, code, reason) in [
        (vec!["--account", "short"], 2, "an account is 26 characters"),
        (vec!["--account", ACCOUNT, "--amount", "1.005"], 2, "--amount"),
        (vec!["--account", ACCOUNT, "--amount=-1"], 2, "--amount"),
        (vec!["--account", ACCOUNT, "--amount", "0"], 1, "above zero"),
        (vec!["--account", ACCOUNT, "--request", REQUEST], 2, "--amount"),
        (vec!["--account", ACCOUNT, "--expires", "2030-01-01T00:00:00Z"], 2, "--request"),
        (vec!["--account", ACCOUNT, "--name", "ຮ້ານ"], 1, "object 59"),
        (vec!["--account", ACCOUNT, "--mcc", "12"], 1, "object 52"),
        (vec!["--account", ACCOUNT, "--lao-qr", "1:2:3"], 1, "object 38.01"),
        (vec!["--account", ACCOUNT, "--lao-qr", "mch"], 2, "issuer:type:receiver"),
        (vec!["--account", ACCOUNT, "--png", "no/such/folder/x.png"], 1, "no/such/folder/x.png"),
        (vec!["--account", ACCOUNT, "--module-px", "0"], 2, "--module-px"),
    ] {
        let ran = dlak(&[&["qr", "make"], arguments.as_slice()].concat());
        assert_eq!((ran.code, ran.out.as_str()), (Some(code), ""), "{arguments:?} {}", ran.err);
        assert!(ran.err.contains(reason), "{arguments:?} {}", ran.err);
    }
}
