//! One side of a payment between two programs, as `tests/journeys/README.md` describes it.

use system_tests::interop::{Task, Trouble};

#[tokio::main]
async fn main() -> Result<(), Trouble> {
    Task::from_variables(|name| std::env::var(name).ok())?.perform().await
}
