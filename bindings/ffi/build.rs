//! How the library is linked.

#[path = "link.rs"]
mod link;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=link.rs");
    let arguments: &[&[&str]] = match std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default().as_str() {
        "linux" => &[&link::ALWAYS],
        "android" => &[&link::ALWAYS, &link::PHONE],
        _ => &[],
    };
    for argument in arguments.iter().copied().flatten() {
        println!("cargo::rustc-link-arg-cdylib={argument}");
    }
}
