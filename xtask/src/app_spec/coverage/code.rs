//! The texts that each app's code uses, read from its sources.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use super::{
    super::{
        ios::camel_case,
        screens::{Spec, Texts, is_match},
    },
    App,
};
use crate::shell::root;

/// The keys that an app's own sources name. From an error code to its texts is made code, and counts: the names of all texts don't.
pub(super) fn used(app: App, texts: &Texts<'_>) -> BTreeSet<String> {
    let folders: &[&str] = match app {
        App::Android => &["android-demo/app/src/main", "android-demo/logic/src/main"],
        App::Ios => &["ios-demo/Sources", "ios-demo/App"],
    };
    let sources = folders.iter().flat_map(|folder| sources(&root().join(folder)));
    let names = Names::new(texts);
    let mut used = BTreeSet::new();
    for file in sources {
        let Ok(source) = fs::read_to_string(&file) else { continue };
        match app {
            App::Android => used.extend(names.in_kotlin(&source)),
            App::Ios => used.extend(names.in_swift(&source)),
        }
    }
    used
}

/// The files of a folder that people write, and `ErrorTexts`.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ["kt", "swift", "xml"].iter().any(|it| ending == *it))
            && !name.starts_with("texts_")
            && !name.starts_with("Texts+")
        {
            files.push(path);
        }
    }
    files
}

/// What each key is called in code.
struct Names {
    /// By its name in Swift.
    keys: BTreeMap<String, String>,
}

impl Names {
    fn new(texts: &Texts<'_>) -> Self {
        Self { keys: texts.keys().map(|key| (camel_case(key), key.to_owned())).collect() }
    }

    /// `R.string.pay_paid_to`, `R.plurals.pay_days_left`, `@string/pay_paid_to`.
    fn in_kotlin(&self, source: &str) -> BTreeSet<String> {
        let starts = ["R.string.", "R.plurals.", "@string/"];
        let named = starts.iter().flat_map(|start| after(source, start));
        // Other resources are strings too: the app's name.
        named.filter(|name| self.keys.values().any(|key| key == name)).map(str::to_owned).collect()
    }

    /// `.payPaidTo`, and `"errors_too_long_detail"` in `ErrorTexts`.
    fn in_swift(&self, source: &str) -> BTreeSet<String> {
        let members = after(source, ".").filter_map(|name| self.keys.get(name).cloned());
        let quoted = after(source, "(\"").filter(|name| self.keys.values().any(|key| key == name));
        members.chain(quoted.map(str::to_owned)).collect()
    }
}

/// The names that stand after each `start`.
fn after<'a>(source: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    source.match_indices(start).map(move |(index, _)| {
        let rest = &source[index + start.len()..];
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        &rest[..end.unwrap_or(rest.len())]
    })
}

/// Texts that one app uses and the other does not, or that neither does.
pub(super) fn faults(used: &[(App, BTreeSet<String>); 2], spec: &Spec, texts: &Texts<'_>) -> Vec<String> {
    let only_in = |app: App| match app {
        App::Android => &spec.elsewhere.android,
        App::Ios => &spec.elsewhere.ios,
    };
    let [one, other] = used;
    let mut faults = Vec::new();
    for key in texts.keys() {
        let is_excepted = |app: App| only_in(app).keys().any(|pattern| is_match(pattern, key));
        let file = texts.file(key);
        match (one.1.contains(key), other.1.contains(key)) {
            (true, true) => {
                for app in App::ALL.into_iter().filter(|app| is_excepted(*app)) {
                    faults.push(format!(
                        "app-spec/elsewhere.toml: {key}: both apps use it, and not only {}",
                        app.name()
                    ));
                }
            }
            (false, false) => faults.push(format!("{file}: {key}: the code of neither app uses it")),
            (is_in_one, _) => {
                let (has, lacks) = if is_in_one { (one.0, other.0) } else { (other.0, one.0) };
                if !is_excepted(has) {
                    faults.push(format!(
                        "{file}: {key}: the code for {} uses it, that for {} does not",
                        has.name(),
                        lacks.name()
                    ));
                }
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::{
        super::super::{
            area::Area,
            screens::testing::{area, spec},
        },
        *,
    };

    fn areas() -> [Area; 1] {
        let text = |key: &str| format!("[{key}]\nen = \"Pay\"\nlo = \"ຈ່າຍ\"\nth = \"จ่าย\"\n");
        [area("pay", &["a", "paid_to", "days_left"].map(text).concat())]
    }

    fn keys(keys: &[&str]) -> BTreeSet<String> {
        keys.iter().map(|key| (*key).to_owned()).collect()
    }

    #[test]
    fn the_texts_that_code_uses_are_found() {
        let areas = areas();
        let names = Names::new(&Texts::new(&areas));
        let kotlin = "Text(stringResource(R.string.pay_a)) pluralStringResource(R.plurals.pay_days_left, 1) R.string.app_name";
        assert_eq!(names.in_kotlin(kotlin), keys(&["pay_a", "pay_days_left"]));
        let swift = "Text(.payA) Said.payPaidTo(name: payDaysLeft) .plain(\"pay_days_left\", []) .payALot";
        assert_eq!(names.in_swift(swift), keys(&["pay_a", "pay_days_left", "pay_paid_to"]));
    }

    fn faults_of(android: &[&str], ios: &[&str], only_android: &[&str]) -> Vec<String> {
        let areas = areas();
        let mut spec = spec(&[]);
        spec.elsewhere.android =
            only_android.iter().map(|key| ((*key).to_owned(), "iOS says it itself".to_owned())).collect();
        faults(&[(App::Android, keys(android)), (App::Ios, keys(ios))], &spec, &Texts::new(&areas))
    }

    #[test]
    fn a_text_that_one_app_does_not_use_is_named_unless_that_is_meant() {
        let all = ["pay_a", "pay_paid_to", "pay_days_left"];
        assert_eq!(faults_of(&all, &all, &[]), Vec::<String>::new());
        assert_eq!(
            faults_of(&all, &all[1..], &[]),
            ["app-spec/texts/pay.toml: pay_a: the code for Android uses it, that for iOS does not"]
        );
        assert_eq!(faults_of(&all, &all[1..], &["pay_a"]), Vec::<String>::new());
        assert_eq!(
            faults_of(&all[1..], &all, &["pay_a"]),
            ["app-spec/texts/pay.toml: pay_a: the code for iOS uses it, that for Android does not"]
        );
    }

    #[test]
    fn a_text_that_neither_app_uses_is_named() {
        let most = ["pay_paid_to", "pay_days_left"];
        assert_eq!(
            faults_of(&most, &most, &[]),
            ["app-spec/texts/pay.toml: pay_a: the code of neither app uses it"]
        );
    }

    #[test]
    fn an_exception_that_is_none_any_more_is_named() {
        let all = ["pay_a", "pay_paid_to", "pay_days_left"];
        assert_eq!(
            faults_of(&all, &all, &["pay_a"]),
            ["app-spec/elsewhere.toml: pay_a: both apps use it, and not only Android"]
        );
    }
}
