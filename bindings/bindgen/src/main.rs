//! `bindgen` makes from the facade's library (`bindings/ffi`) what its languages need, and the lists that are checked in.
//!
//! It is a program of its own so that nothing of uniffi's generator is compiled into, or with, what ships on a phone.
//! `cargo xtask bindings` runs it; nothing else needs to.
//!
//! | command | gives |
//! | --- | --- |
//! | `kotlin` | the generated Kotlin, plumbing hidden |
//! | `swift` | the generated Swift with its C header and module map |
//! | `api` | `bindings/ffi/api.txt`: every public item of the facade, one a line |
//! | `errors` | the one table of error codes: for people, for Kotlin, for Swift |

mod api;
// The facade can't be a dependency: it is no Rust library, only what other languages load.
#[path = "../../ffi/src/codes.rs"]
mod codes;
mod errors;
mod kotlin;
mod library;
mod rewrite;
mod swift;

use camino::Utf8PathBuf;
use clap::{Parser, Subcommand};

use library::Library;

#[derive(Debug, Parser)]
#[command(name = "bindgen", about = "Makes Kotlin and Swift from the facade's library")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Writes the Kotlin of a library into a folder.
    Kotlin(Generate),
    /// Writes the Swift, the C header and the module map of a library into a folder.
    Swift(Generate),
    /// Prints every public item of the facade, one a line.
    Api {
        /// The library, not stripped: its symbols tell what it offers.
        #[arg(long)]
        library: Utf8PathBuf,
    },
    /// Prints the table of error codes.
    Errors {
        #[arg(long)]
        format: errors::Format,
    },
}

#[derive(Debug, clap::Args)]
struct Generate {
    /// The library, not stripped: its symbols tell what it offers.
    #[arg(long)]
    library: Utf8PathBuf,
    /// The folder of the facade's `uniffi.toml`.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../ffi"))]
    facade: Utf8PathBuf,
    /// Where the files go; it is made when it is not there.
    #[arg(long)]
    out: Utf8PathBuf,
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Kotlin(to) => kotlin::generate(&Library::open(to.library)?, to.facade, &to.out),
        Command::Swift(to) => swift::generate(&Library::open(to.library)?, to.facade, &to.out),
        Command::Api { library } => {
            print!("{}", api::listing(Library::open(library)?.items()));
            Ok(())
        }
        Command::Errors { format } => {
            print!("{}", errors::table(format, &codes::error_codes()));
            Ok(())
        }
    }
}
