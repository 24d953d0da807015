import Observation

/// What a view model observes of another: the value now, and then whenever it has become another one. Who is slow gets the
/// newest, and none in between.
@MainActor
public func changes<Value: Equatable & Sendable>(
  of read: @escaping @MainActor () -> Value
) -> AsyncStream<Value> {
  AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
    let watcher = Watcher(read: read) { continuation.yield($0) }
    continuation.onTermination = { _ in
      Task { @MainActor in watcher.stop() }
    }
    watcher.look()
  }
}

/// The first value of this kind, now or later. Throws `CancellationError` when the task is cancelled.
@MainActor
public func first<Value: Equatable & Sendable>(
  of read: @escaping @MainActor () -> Value?
) async throws(CancellationError) -> Value {
  for await value in changes(of: read) {
    if let value { return value }
  }
  throw CancellationError()
}

/// Reads, and reads again after each change of what it has read.
@MainActor
private final class Watcher<Value: Equatable & Sendable> {
  private let read: @MainActor () -> Value
  private var tell: (@MainActor (Value) -> Void)?
  private var last: Value?

  init(read: @escaping @MainActor () -> Value, tell: @escaping @MainActor (Value) -> Void) {
    self.read = read
    self.tell = tell
  }

  func look() {
    guard let tell else { return }
    let value = withObservationTracking(read) { [weak self] in
      // It is called before the value changes, on whatever thread changes it.
      Task { @MainActor in self?.look() }
    }
    guard value != last else { return }
    last = value
    tell(value)
  }

  func stop() {
    tell = nil
  }
}
