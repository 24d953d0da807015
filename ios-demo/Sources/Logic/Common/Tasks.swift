/// The work of a view model: it ends with it.
@MainActor
public final class Tasks {
  private var running: [Int: Task<Void, Never>] = [:]
  private var next = 0

  public init() {}

  deinit {
    for task in running.values { task.cancel() }
  }

  /// Begins some work. Cancelled work just stops.
  @discardableResult
  public func begin(_ work: @escaping @MainActor () async throws -> Void) -> Task<Void, Never> {
    let number = next
    next += 1
    let task = Task { @MainActor [weak self] in
      // Only a cancellation is thrown here: all else that may fail is an `Outcome`.
      try? await work()
      self?.running[number] = nil
    }
    running[number] = task
    return task
  }

  /// Stops all of it.
  public func cancel() {
    for task in running.values { task.cancel() }
    running = [:]
  }
}
