//! The log hook: what the wallet logs, for the app's log. It holds no secret and nothing of the owner.
//!
//! ```text
//! wallet --- never waits ---> queue of 1024 ---> thread "dlak-log" ---> the app's sink, which may be slow or throw
//! ```
//!
//! A record that finds the queue full is dropped and counted; the next one that fits says how many are missing.

use std::{
    fmt::{self, Write},
    panic,
    sync::{
        Arc, Once, PoisonError, RwLock,
        atomic::{AtomicU8, AtomicU64, Ordering},
        mpsc,
    },
};

use tracing::{
    Level, Metadata, Subscriber,
    field::{Field, Visit},
    span,
    subscriber::Interest,
};

use crate::{NativeCallbackFailure, NativeError};

/// Records that wait for a slow sink.
const CAPACITY: usize = 1024;

/// Whose records are passed on: what other crates log is not looked through for secrets.
const OURS: [&str; 5] = ["wallet_core", "dlak_wallet", "bank_api", "payment_qr", "qr_scan"];

/// How much a record matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, uniffi::Enum)]
pub enum LogLevel {
    /// Something broke.
    Error,
    /// Something is not as it should be.
    Warn,
    /// Something that happens seldom.
    Info,
    /// What helps to find a fault.
    Debug,
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct LogRecord {
    /// How much it matters.
    pub level: LogLevel,
    /// The part of the wallet that says it.
    pub target: String,
    /// What it says.
    pub message: String,
}

/// The app's log. Called on a thread of its own, one call after the other.
#[uniffi::export(foreign)]
pub trait NativeLogSink: Send + Sync {
    /// Takes one line.
    fn log(&self, record: LogRecord) -> Result<(), NativeCallbackFailure>;
}

/// Where records go, and from which level on. There is one for the whole process.
static SINK: RwLock<Option<mpsc::SyncSender<LogRecord>>> = RwLock::new(None);
static LEVEL: AtomicU8 = AtomicU8::new(0);
static MISSED: AtomicU64 = AtomicU64::new(0);

/// From now on the records of `level` and above go to `sink`, instead of to the one before; without one, nowhere.
#[uniffi::export]
pub fn set_log_sink(level: LogLevel, sink: Option<Arc<dyn NativeLogSink>>) -> Result<(), NativeError> {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        // Another library in this one's place can't be: `tracing` in here is this library's own copy.
        let _ = tracing::subscriber::set_global_default(Hook);
    });
    watch_panics();
    let queue = sink.map(start).transpose()?;
    LEVEL.store(rank(level) + 1, Ordering::Release);
    // The thread of the sink before ends when its queue is empty.
    *SINK.write().unwrap_or_else(PoisonError::into_inner) = queue;
    Ok(())
}

/// Tells the log where a panic was, instead of printing what it said: that may hold the owner's data.
pub(crate) fn watch_panics() {
    static WATCHED: Once = Once::new();
    // A failed assertion of a unit test is to be printed.
    if cfg!(test) {
        return;
    }
    WATCHED.call_once(|| {
        panic::set_hook(Box::new(|info| {
            let place = info.location().map_or_else(String::new, ToString::to_string);
            // The decoder panics on some pictures, and `qr-scan` takes that for a picture without a code.
            let expected = place.contains("rqrr");
            let level = if expected { LogLevel::Debug } else { LogLevel::Error };
            let message = format!("a panic was caught at {place}");
            if !expected && SINK.read().unwrap_or_else(PoisonError::into_inner).is_none() {
                eprintln!("dlak: {message}");
            }
            send(LogRecord { level, target: "dlak_wallet".to_owned(), message });
        }));
    });
}

fn start(sink: Arc<dyn NativeLogSink>) -> Result<mpsc::SyncSender<LogRecord>, NativeError> {
    let (queue, records) = mpsc::sync_channel(CAPACITY);
    std::thread::Builder::new()
        .name("dlak-log".to_owned())
        .spawn(move || {
            for record in records {
                // A log that fails has nowhere to say so.
                let _ = sink.log(record);
            }
        })
        .map_err(|error| NativeError::new("library-fault", format!("the system gives no thread: {error}")))?;
    Ok(queue)
}

fn send(mut record: LogRecord) {
    if rank(record.level) >= LEVEL.load(Ordering::Acquire) {
        return;
    }
    let sink = SINK.read().unwrap_or_else(PoisonError::into_inner);
    let Some(queue) = sink.as_ref() else { return };
    let missed = MISSED.swap(0, Ordering::AcqRel);
    if missed > 0 {
        let _ = write!(record.message, " ({missed} records before it are missing)");
    }
    if queue.try_send(record).is_err() {
        MISSED.fetch_add(missed + 1, Ordering::AcqRel);
    }
}

fn rank(level: LogLevel) -> u8 {
    level as u8
}

/// The level, if it is one that is ever passed on.
fn level_of(level: Level) -> Option<LogLevel> {
    match level {
        Level::ERROR => Some(LogLevel::Error),
        Level::WARN => Some(LogLevel::Warn),
        Level::INFO => Some(LogLevel::Info),
        Level::DEBUG => Some(LogLevel::Debug),
        _ => None,
    }
}

/// Takes the wallet's events out of `tracing`. Spans are not used.
struct Hook;

impl Subscriber for Hook {
    /// Asked once for each place that logs, and kept: so not what the level says now, which an app may change.
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        let ours = metadata.target().split("::").next().is_some_and(|name| OURS.contains(&name));
        if ours && metadata.is_event() { Interest::sometimes() } else { Interest::never() }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        level_of(*metadata.level()).is_some_and(|level| rank(level) < LEVEL.load(Ordering::Acquire))
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        let Some(level) = level_of(*event.metadata().level()) else { return };
        let mut text = Text::default();
        event.record(&mut text);
        let message = text.message + &text.fields;
        send(LogRecord { level, target: event.metadata().target().to_owned(), message });
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

/// The message, then the fields.
#[derive(Default)]
struct Text {
    message: String,
    fields: String,
}

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // Writing to a string does not fail.
        let _ = if field.name() == "message" {
            write!(self.message, "{value:?}")
        } else {
            write!(self.fields, " {}={value:?}", field.name())
        };
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::{Mutex, mpsc::Sender},
        time::Duration,
    };

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(20);

    /// Hands each record over, once it is let.
    struct Slow {
        gate: Mutex<mpsc::Receiver<()>>,
        seen: Mutex<Sender<LogRecord>>,
    }

    impl NativeLogSink for Slow {
        fn log(&self, record: LogRecord) -> Result<(), NativeCallbackFailure> {
            let _ = self.gate.lock().unwrap().recv();
            self.seen.lock().unwrap().send(record).unwrap();
            Err(NativeCallbackFailure::Threw { why: "as a sink should not".to_owned() })
        }
    }

    // One test, for there is one log in a process.
    #[test]
    fn a_slow_sink_that_throws_gets_our_records_and_is_told_how_many_it_missed() {
        let (open, gate) = mpsc::channel();
        let (seen, records) = mpsc::channel();
        let sink = Slow { gate: Mutex::new(gate), seen: Mutex::new(seen) };
        set_log_sink(LogLevel::Warn, Some(Arc::new(sink))).unwrap();

        tracing::error!(target: "somebody_else", "not ours");
        // A place that was passed while nobody wanted to know is heard when somebody does.
        let detail = || tracing::debug!(target: "wallet_core::sync", "a detail");
        detail();
        tracing::info!(target: "wallet_core::sync", "not so important");
        tracing::warn!(target: "wallet_core::sync", code = "closed", "ours");
        // Nobody waits for the sink, however much there is to say.
        for number in 0..2 * CAPACITY {
            tracing::warn!(target: "wallet_core", number);
        }
        drop(open);
        let first = records.recv_timeout(PATIENCE).unwrap();
        assert_eq!((first.level, first.target.as_str()), (LogLevel::Warn, "wallet_core::sync"));
        assert_eq!(first.message, "ours code=\"closed\"");
        for _ in 1..CAPACITY {
            records.recv_timeout(PATIENCE).unwrap();
        }
        // The first that fits after the gap says how large it was.
        let told = std::iter::repeat_with(|| {
            tracing::warn!(target: "wallet_core", "after");
            records.recv_timeout(PATIENCE).unwrap().message
        });
        assert!(told.take(3).any(|message| message.contains("records before it are missing")));

        let (seen, records) = mpsc::channel();
        let sink = Slow { gate: Mutex::new(mpsc::channel().1), seen: Mutex::new(seen) };
        set_log_sink(LogLevel::Debug, Some(Arc::new(sink))).unwrap();
        detail();
        assert_eq!(records.recv_timeout(PATIENCE).unwrap().message, "a detail");

        set_log_sink(LogLevel::Warn, None).unwrap();
        tracing::warn!(target: "wallet_core", "to nobody");
    }
}
