//! What a journey may say, and that each thing it may not say is told with its line.

use std::io;

use super::{Act, Kind, Script, ScriptError, Word, all, folder, pairs, parse};

const PHONES: &str = "# Two people\nphone noy person th \"Noy Vongsa\"\nphone shop merchant lo Kafe\n";

const STEPS: &str =
    "def pin TITLE PIN\n  see $TITLE\n  digits $PIN\nend\ndef open\n  start\n  do pin lock 271828\nend\n";

fn read(rest: &str) -> Result<Script, ScriptError> {
    let used = |name: &str| {
        if name == "everyday" { Ok(STEPS.to_owned()) } else { Err(io::ErrorKind::NotFound.into()) }
    };
    parse("story", &format!("{PHONES}{rest}"), &used)
}

fn tell(phone: usize, words: &[&str], wants: Option<&str>) -> Act {
    let words = words.iter().map(|word| Word::Text((*word).to_owned())).collect();
    Act::Tell { phone, words, wants: wants.map(ToOwned::to_owned) }
}

#[test]
fn a_journey_is_its_phones_and_what_happens_on_them() {
    let script = read(
        "network: lose POST /v1/payments\nnoy: start\nshop: see paid_by \"Noy Vongsa\"\nnoy: receipts is 2\nmoney noy 5 + shop 7 = 12\n## End\nlabel thai 0002\n",
    )
    .unwrap();
    assert_eq!((script.name.as_str(), script.about.as_str()), ("story", "Two people"));
    assert_eq!(script.phones[0].kind, Kind::Person);
    assert_eq!((script.phones[1].name.as_str(), script.phones[1].language.as_str()), ("Kafe", "lo"));
    let acts: Vec<Act> = script.steps.into_iter().map(|step| step.act).collect();
    assert_eq!(
        acts,
        [
            Act::Network("lose POST /v1/payments".to_owned()),
            Act::Start(0),
            tell(1, &["see", "paid_by", "Noy Vongsa"], None),
            tell(0, &["receipts"], Some("2")),
            Act::Money(vec![5, 7]),
            Act::Heading("End".to_owned()),
            Act::Label { picture: "thai".to_owned(), text: "0002".to_owned() },
        ]
    );
}

#[test]
fn a_routine_is_done_step_by_step_and_each_keeps_the_line_that_says_it() {
    let script = read("use everyday\nshop: do open\nmoney noy 0 + shop 0 = 0\n").unwrap();
    let steps: Vec<_> = script.steps.iter().map(|step| (step.at.1, step.act.clone())).collect();
    assert_eq!(
        steps[..3],
        [(6, Act::Start(1)), (2, tell(1, &["see", "lock"], None)), (3, tell(1, &["digits", "271828"], None))]
    );
    assert_eq!(script.steps[0].at.0, "everyday.steps");
}

#[test]
fn what_is_wrong_is_told_with_its_file_and_line() {
    for (text, line, what) in [
        ("tap home_pay", 4, "no step of a phone"),
        ("lan: start", 4, "nobody is called lan"),
        ("use everyday\nnoy: do open 5", 5, "takes 0 values"),
        ("noy: do nothing", 4, "nobody knows how to nothing"),
        ("def a\n  do b\nend\ndef b\n  do a\nend\nnoy: do b", 5, "nobody knows how to b"),
        ("use elsewhere", 4, "elsewhere.steps"),
        ("def a\n  see x", 5, "def a has no end"),
        ("end", 4, "end of nothing"),
        ("noy: type \"half", 4, "a quotation mark is missing"),
        ("phone noy person en Noy", 4, "is there already"),
        ("phone lan robot en Lan", 4, "neither person nor merchant"),
        ("phone lan person fr Lan", 4, "no app speaks fr"),
        ("money noy 5 + shop 7 = 13", 4, "hold 12 kip, not 13"),
        ("money shop 5 + noy 7 = 12", 4, "money is:"),
        ("money noy 5 = 5", 4, "money is:"),
        ("money noy five + shop 7 = 12", 4, "five is no number"),
        ("noy: start", 4, "the money was not counted"),
        ("noy: start\n## Next", 5, "the money was not counted"),
    ] {
        let error = read(text).map(|_| ()).expect_err(text);
        assert!(error.what.contains(what), "{text:?}: {error}");
        // Steps of a routine are told of where they stand.
        if !text.contains("def b") {
            assert_eq!(error.line, line, "{text:?}: {error}");
        }
    }
    let nobody = parse("story", "# About\n", &|_| Err(io::ErrorKind::NotFound.into())).unwrap_err();
    assert_eq!((nobody.line, nobody.file.as_str()), (1, "story.txt"));
    assert!(parse("story", "phone noy person en Noy\n", &|_| Err(io::ErrorKind::NotFound.into())).is_err());
}

#[test]
fn a_journey_of_payer_and_shop_runs_on_four_pairs_and_one_of_persons_on_both_apps() {
    let names = |script: &Script| pairs(script).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        names(&read("").unwrap()),
        ["android pays android", "android pays ios", "ios pays android", "ios pays ios"]
    );
    let alone =
        parse("story", "# One\nphone noy person en Noy\n", &|_| Err(io::ErrorKind::NotFound.into())).unwrap();
    assert_eq!(names(&alone), ["android", "ios"]);
}

#[test]
fn every_journey_of_the_specification_is_in_order() {
    let scripts = all(&folder()).unwrap();
    assert!(!scripts.is_empty());
    for script in scripts {
        assert!(
            script.steps.iter().any(|step| matches!(step.act, Act::Money(_))),
            "{} counts no money",
            script.name
        );
    }
}
