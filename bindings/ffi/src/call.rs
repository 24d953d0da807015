//! How a call runs.
//!
//! ```text
//! caller's thread          this library's threads
//! call ------ spawn -----> task ---- ends ----> its result, or `library-fault` when it panicked
//!   | cancelled: its future is dropped
//!   +---- abort ---------> the task ends at its next await; the wallet's store knows how to go on
//! ```

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Mutex, OnceLock, PoisonError},
};

use bank_api::env::BoxFuture;
use tokio::{
    runtime::{Builder, Runtime},
    sync::{oneshot, watch},
    task::JoinSet,
};

use crate::{NativeError, log::watch_panics};

/// Enough for one owner's payments; what is slow (disk, PIN, keystore) runs on threads for that.
const WORKERS: usize = 2;

/// The runtime of all wallets of this process, made with the first call.
pub(crate) fn runtime() -> Result<&'static Runtime, NativeError> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    // Two first calls at once: one too many could not be dropped where the caller has a runtime of its own.
    static MAKING: Mutex<()> = Mutex::new(());
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    let _making = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    watch_panics();
    let built = Builder::new_multi_thread()
        .worker_threads(WORKERS)
        .thread_name("dlak-wallet")
        .enable_all()
        .build()
        .map_err(|error| {
            NativeError::new("library-fault", format!("the system gives no threads: {error}"))
        })?;
    Ok(RUNTIME.get_or_init(|| built))
}

/// Runs `work` as a task. Cancelling the caller aborts it.
pub(crate) fn run<T: Send + 'static>(
    work: impl Future<Output = Result<T, NativeError>> + Send + 'static,
) -> BoxFuture<'static, Result<T, NativeError>> {
    run_until(Box::pin(work), None)
}

/// Runs `work` as a task that ends, with the code `closed`, when `stopped` becomes true. Boxed at both ends: so this is in
/// the library once for each type of result, and not once for each call.
pub(crate) fn run_until<T: Send + 'static>(
    work: BoxFuture<'static, Result<T, NativeError>>,
    stopped: Option<watch::Receiver<bool>>,
) -> BoxFuture<'static, Result<T, NativeError>> {
    let (tell, mut result) = oneshot::channel();
    let task = Box::pin(async move {
        // A caller that went away wants no answer.
        let _ = tell.send(work.await);
    });
    let ended = run_task(task, stopped);
    Box::pin(async move {
        ended.await?;
        // The task has ended, so it has told.
        result.try_recv().unwrap_or_else(|_| Err(NativeError::fault()))
    })
}

/// Runs a task whose result goes elsewhere: boxed too, so all that runs tasks is in the library once.
fn run_task(
    task: BoxFuture<'static, ()>,
    stopped: Option<watch::Receiver<bool>>,
) -> BoxFuture<'static, Result<(), NativeError>> {
    // Ends by itself when it is stopped: its caller may be on a thread that waits for just that.
    let stoppable = async move {
        tokio::select! {
            biased;
            () = becomes_true(stopped) => Err(NativeError::closed()),
            () = task => Ok(()),
        }
    };
    Box::pin(async move {
        // A set of one: dropping it aborts the task.
        let mut tasks = JoinSet::new();
        tasks.spawn_on(stoppable, runtime()?.handle());
        match tasks.join_next().await {
            Some(Ok(ended)) => ended,
            Some(Err(error)) if error.is_panic() => Err(NativeError::fault()),
            // Aborted, which only dropping the set does, or the process is ending.
            Some(Err(_)) | None => Err(NativeError::new("shutting-down", "the app is shutting down")),
        }
    })
}

async fn becomes_true(stopped: Option<watch::Receiver<bool>>) {
    match stopped {
        // Also when the sender is gone.
        Some(mut stopped) => drop(stopped.wait_for(|stopped| *stopped).await),
        None => std::future::pending().await,
    }
}

/// Calls `work` here and now.
pub(crate) fn run_here<T>(work: impl FnOnce() -> Result<T, NativeError>) -> Result<T, NativeError> {
    watch_panics();
    // Nothing that the closures here touch is left half changed: they convert values, or call code that guards itself.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(NativeError::fault()))
}

include!(concat!(env!("OUT_DIR"), "/api_number.rs"));

export_with_api_number! {
    /// Panics inside the library, on purpose: it must come back as an error with the code `library-fault`, and everything must
    /// go on working. For an app's own tests of how it is packed: stripped, shrunk, on an old phone.
    pub async fn provoke_panic() -> Result<(), NativeError> {
        run(async { panic!("a panic on purpose") }).await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    };

    use super::*;

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
    }

    #[test]
    fn a_panic_is_an_error_and_the_next_call_works() {
        assert_eq!(block_on(provoke_panic()), Err(NativeError::fault()));
        assert_eq!(run_here::<()>(|| panic!("again")), Err(NativeError::fault()));
        assert_eq!(block_on(run(async { Ok(7) })), Ok(7));
    }

    #[test]
    fn who_stops_waiting_stops_the_work() {
        struct Witness(Arc<AtomicBool>);
        impl Drop for Witness {
            fn drop(&mut self) {
                self.0.store(true, Ordering::Release);
            }
        }
        let stopped = Arc::new(AtomicBool::new(false));
        let witness = Witness(Arc::clone(&stopped));
        block_on(async {
            let endless = run::<()>(async move {
                let _witness = witness;
                std::future::pending().await
            });
            let _ = tokio::time::timeout(std::time::Duration::from_millis(1), endless).await;
            while !stopped.load(Ordering::Acquire) {
                tokio::task::yield_now().await;
            }
        });
    }
}
