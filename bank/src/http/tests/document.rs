//! The OpenAPI document: complete, and the one that is committed.

use std::{collections::BTreeSet, path::PathBuf};

use bank_api::message::route;
use serde_json::Value;

use super::sandbox::{Sandbox, get};
use crate::http::document;

/// All routes with their methods, as their one source says: `/// GET ...` above `pub const NAME: &str = "path";`.
fn routes() -> BTreeSet<(String, String)> {
    let source = include_str!("../../../../bank-api/src/message/route.rs");
    let mut routes = BTreeSet::new();
    let mut methods = BTreeSet::new();
    for line in source.lines() {
        if let Some(doc) = line.strip_prefix("/// ") {
            for (method, name) in [("GET", "get"), ("POST", "post")] {
                let begins = |text: &str| text.trim_start().starts_with(method);
                if begins(doc) || doc.split(". ").any(begins) {
                    methods.insert(name.to_owned());
                }
            }
        } else if let Some(constant) = line.strip_prefix("pub const ") {
            let path = constant.split('"').nth(1).unwrap();
            routes.extend(std::mem::take(&mut methods).into_iter().map(|method| (path.to_owned(), method)));
        }
    }
    routes
}

#[test]
fn every_route_is_described_and_nothing_else() {
    let document = serde_json::to_value(document()).unwrap();
    let mut described = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        described.extend(item.as_object().unwrap().keys().map(|method| (path.clone(), method.clone())));
    }
    let routes = routes();
    assert!(routes.len() > 30, "the routes were found");
    assert_eq!(described, routes);
}

#[test]
fn every_operation_says_how_it_fails_and_whether_it_is_signed() {
    let document = serde_json::to_value(document()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    for (path, item) in document["paths"].as_object().unwrap() {
        for operation in item.as_object().unwrap().values() {
            let problem = &operation["responses"]["default"]["content"]["application/problem+json"];
            assert_eq!(problem["schema"]["$ref"], "#/components/schemas/Problem", "{path}");
            assert!(operation["responses"]["200"].is_object(), "{path}");
            let unsigned = operation.get("security").is_none();
            let public = !path.starts_with("/v1/") || path.starts_with("/v1/log/");
            assert_eq!(
                unsigned,
                public || [route::SUPPLY, route::PAYMENTS].contains(&path.as_str()),
                "{path}"
            );
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get("$ref") {
                    found.insert(reference.clone());
                }
                members.values().for_each(|member| references(member, found));
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let document = serde_json::to_value(document()).unwrap();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(!found.is_empty());
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

/// `DLAK_UPDATE_OPENAPI=1 cargo test -p bank document` writes it.
#[test]
fn the_committed_document_is_the_one_that_the_code_makes() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi.json");
    let made = format!("{}\n", serde_json::to_string_pretty(&document()).unwrap());
    if std::env::var_os("DLAK_UPDATE_OPENAPI").is_some() {
        std::fs::write(&file, &made).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(committed == made, "docs/openapi.json is old: DLAK_UPDATE_OPENAPI=1 cargo test -p bank document");
}

#[tokio::test]
async fn the_document_is_served() {
    let bank = Sandbox::open().await;
    let served: Value = bank.send(get(route::OPENAPI)).await.ok();
    assert_eq!(served, serde_json::to_value(document()).unwrap());
}
