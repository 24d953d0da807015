//! The app is described twice: for Gradle, which developers use, and for Maven, which is run here. The versions must be the same.

use std::{collections::BTreeMap, fs};

use anyhow::{Context, ensure};
use toml::Value;

use crate::shell::root;

const POMS: [&str; 5] =
    ["pom.xml", "logic/pom.xml", "app/pom.xml", "maven/androidx/pom.xml", "maven/androidx-test/pom.xml"];

/// Group and name, and the version.
type Versions = BTreeMap<(String, String), String>;

/// Holds Gradle's versions against Maven's.
pub(super) fn check() -> anyhow::Result<()> {
    let read = |name: &str| {
        let path = root().join("android-demo").join(name);
        fs::read_to_string(&path).with_context(|| path.display().to_string())
    };
    let parent = read(POMS[0])?;
    let mut maven = Versions::new();
    for pom in POMS {
        maven.extend(of_maven(&read(pom)?, &parent));
    }
    let mut faults = faults(&of_gradle(&read("gradle/libs.versions.toml")?)?, &maven);
    let (logic, app) = (read("logic/build.gradle.kts")?, read("app/build.gradle.kts")?);
    let setting = |name: &str| property(&parent, name).unwrap_or_default();
    let (min, target, version) =
        (setting("android.minSdk"), setting("android.targetSdk"), setting("version"));
    for (text, what) in [
        (&logic, format!("minSdk = {min}")),
        (&app, format!("minSdk = {min}")),
        (&app, format!("targetSdk = {target}")),
        (&app, format!("versionName = \"{version}\"")),
    ] {
        if !text.contains(&what) {
            faults.push(format!("no {what} as Maven has it"));
        }
    }
    ensure!(faults.is_empty(), "Gradle's build of the app differs from Maven's: {}", faults.join("; "));
    Ok(())
}

fn faults(gradle: &Versions, maven: &Versions) -> Vec<String> {
    let mut faults = Vec::new();
    for ((group, name), version) in gradle {
        // Gradle's plugin has the version of the language. And it finds the variant for Android or the JVM by itself.
        let base = if name == "kotlin-gradle-plugin" { "kotlin-stdlib" } else { name };
        let known = ["", "-android", "-jvm"]
            .iter()
            .find_map(|ending| maven.get(&(group.clone(), format!("{base}{ending}"))));
        match known {
            Some(same) if same == version => {}
            Some(other) => faults.push(format!("{group}:{name} is {version}, and {other} in Maven's")),
            None => faults.push(format!("{group}:{name} is not in Maven's")),
        }
    }
    faults
}

/// What a version catalogue has.
fn of_gradle(text: &str) -> anyhow::Result<Versions> {
    let catalogue: Value = toml::from_str(text)?;
    let libraries = catalogue["libraries"].as_table().context("no libraries")?;
    let library = |(alias, library): (&String, &Value)| {
        let (group, name) = library["module"]
            .as_str()
            .and_then(|module| module.split_once(':'))
            .with_context(|| format!("{alias} has no module"))?;
        let version = library["version"]["ref"].as_str().and_then(|key| catalogue["versions"][key].as_str());
        let version = version.with_context(|| format!("{alias} has no version"))?;
        anyhow::Ok(((group.to_owned(), name.to_owned()), version.to_owned()))
    };
    libraries.iter().map(library).collect()
}

/// What a Maven project names with a version.
fn of_maven(pom: &str, parent: &str) -> Versions {
    let mut found = Versions::new();
    for block in pom.split("<groupId>").skip(1) {
        let block = block.split("</dependency>").next().unwrap_or_default();
        let block = block.split("<exclusions>").next().unwrap_or_default();
        let group = block.split('<').next().unwrap_or_default();
        let (Some(name), Some(version)) = (property(block, "artifactId"), property(block, "version")) else {
            continue;
        };
        let version = match version.strip_prefix("${").and_then(|name| name.strip_suffix('}')) {
            Some(name) => property(parent, name).unwrap_or_default(),
            None => version,
        };
        found.insert((group.to_owned(), name), version);
    }
    found
}

/// The text of the first element of this name.
fn property(xml: &str, name: &str) -> Option<String> {
    let (_, rest) = xml.split_once(&format!("<{name}>"))?;
    rest.split_once('<').map(|(value, _)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARENT: &str = "<groupId>la.dlak</groupId><artifactId>all</artifactId><version>0.1.0</version>\
                          <properties><kotlin.version>2.4</kotlin.version></properties>";
    const POM: &str = "<dependency><groupId>a.b</groupId><artifactId>ui-android</artifactId><version>1.2</version>\
                       <exclusions><exclusion><groupId>*</groupId></exclusion></exclusions></dependency>\
                       <dependency><groupId>k</groupId><artifactId>kotlin-stdlib</artifactId>\
                       <version>${kotlin.version}</version></dependency>\
                       <dependency><groupId>c</groupId><artifactId>managed</artifactId></dependency>";

    fn differ(catalogue: &str) -> anyhow::Result<Vec<String>> {
        Ok(faults(&of_gradle(catalogue)?, &of_maven(POM, PARENT)))
    }

    #[test]
    fn the_same_versions_have_no_faults() -> anyhow::Result<()> {
        let catalogue = "[versions]\nui = '1.2'\nk = '2.4'\n[libraries]\nui = { module = 'a.b:ui', version.ref = 'ui' }\n\
                         plugin = { module = 'k:kotlin-gradle-plugin', version.ref = 'k' }";
        assert_eq!(differ(catalogue)?, Vec::<String>::new());
        Ok(())
    }

    #[test]
    fn another_version_and_a_library_that_only_gradle_has_are_named() -> anyhow::Result<()> {
        let catalogue = "[versions]\nui = '1.3'\n[libraries]\nui = { module = 'a.b:ui', version.ref = 'ui' }\n\
                         new = { module = 'x:new', version.ref = 'ui' }";
        assert_eq!(differ(catalogue)?, ["a.b:ui is 1.3, and 1.2 in Maven's", "x:new is not in Maven's"]);
        Ok(())
    }

    #[test]
    fn the_checked_in_builds_agree() -> anyhow::Result<()> {
        check()
    }
}
