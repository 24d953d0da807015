// How the library is linked. Read by `build.rs`, and by `cargo xtask`, which weighs the library as phones get it.

/// On every system. Newer Android devices have pages of 16 KiB, and load only what is cut for them. The name is what those
/// that link with the library look for, wherever it was built. What is not found is an error here, not on the phone.
pub(crate) const ALWAYS: [&str; 3] =
    ["-Wl,-z,max-page-size=16384", "-Wl,-soname,libdlak_wallet.so", "-Wl,-z,defs"];

/// On Android, which reads packed relocations since version 6; on Linux only the newest C library does.
pub(crate) const PHONE: [&str; 1] = ["-Wl,--pack-dyn-relocs=android"];
