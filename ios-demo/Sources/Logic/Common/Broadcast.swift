/// Tells something to all who listen. Who begins to listen hears what is said from then on.
@MainActor
public final class Broadcast<Element: Sendable> {
  private var listeners: [Int: AsyncStream<Element>.Continuation] = [:]
  private var next = 0

  public init() {}

  /// Says it to everybody.
  public func send(_ element: Element) {
    for listener in listeners.values { listener.yield(element) }
  }

  /// All that is said from now on. Listens until its loop or its task ends.
  public func listen() -> AsyncStream<Element> {
    let number = next
    next += 1
    return AsyncStream { continuation in
      listeners[number] = continuation
      continuation.onTermination = { _ in
        Task { @MainActor [weak self] in self?.listeners[number] = nil }
      }
    }
  }
}
