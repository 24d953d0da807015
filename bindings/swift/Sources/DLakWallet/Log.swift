/// What the wallet logs, for the app's log. It holds no secret and nothing of the owner.
public enum WalletLog {
  /// From now on records of `level` and above go to `sink`, instead of to the one before; without one, nowhere. There
  /// is one for the whole process.
  public static func send(_ level: LogLevel, to sink: (any LogSink)?) throws(WalletError) {
    try callNow { try setLogSink(level: level, sink: sink.map(LogAdapter.init)) }
  }
}

/// The app's log. Called on a thread of its own, one call after the other. A slow one misses records and is told how
/// many.
public protocol LogSink: Sendable {
  /// Takes one line.
  func log(_ record: LogRecord) throws
}

/// The app's log, as the library calls it.
final class LogAdapter: NativeLogSink {
  private let sink: any LogSink

  init(_ sink: any LogSink) {
    self.sink = sink
  }

  func log(record: LogRecord) throws {
    do {
      try sink.log(record)
    } catch {
      throw NativeCallbackFailure.Threw(why: nameOfType(error))
    }
  }
}
