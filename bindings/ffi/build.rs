//! How the library is linked, and what tells it from one of another API.

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
    write_api_number();
}

/// uniffi's bindings compare functions with those of the library, their documentation included, before the first call; but
/// not the fields of records, which a library from before a change would give in another order. So the documentation of one
/// function says what the whole API is: as a number, made from the listing that is checked in.
fn write_api_number() {
    println!("cargo::rerun-if-changed=api.txt");
    // FNV-1a. The listing is checked in, and cargo sets OUT_DIR to a folder of ours for every build script: what fails here
    // is a broken checkout or disk, and a build script has no better way to say so.
    let listing = std::fs::read("api.txt").expect("api.txt is beside this file");
    let number = listing.iter().fold(0xcbf2_9ce4_8422_2325_u64, |number, byte| {
        (number ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
    });
    let text = format!(
        "macro_rules! export_with_api_number {{\n    ($(#[doc = $doc:tt])* pub $($item:tt)*) => {{\n        \
         $(#[doc = $doc])* #[doc = \"\"] #[doc = \" The API has the number {number:016x}.\"] #[uniffi::export] \
         pub $($item)*\n    }};\n}}\n"
    );
    let out = std::env::var("OUT_DIR").expect("cargo says where to write");
    std::fs::write(format!("{out}/api_number.rs"), text).expect("cargo's folder can be written");
}
