//! How the library is linked.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let system = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if system == "linux" || system == "android" {
        // Newer Android devices have pages of 16 KiB, and load only what is cut for them. On Linux too, so that the tests
        // see it. The name is what those that link with the library look for, wherever it was built.
        for argument in ["-Wl,-z,max-page-size=16384", "-Wl,-soname,libdlak_wallet.so", "-Wl,-z,defs"] {
            println!("cargo::rustc-link-arg-cdylib={argument}");
        }
    }
}
