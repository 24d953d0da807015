import DLakWallet
import Foundation
import Testing

/// Waits until something holds: with patience that only a fault uses up.
func eventually(
  _ what: Comment, within limit: Duration = .seconds(30), _ holds: () async throws -> Bool
) async rethrows {
  let end = ContinuousClock.now + limit
  while try await !holds() {
    guard ContinuousClock.now < end else {
      Issue.record("it never came: \(what)")
      return
    }
    try? await Task.sleep(for: .milliseconds(5))
  }
}

/// Gives up on what does not end, also when it can't be cancelled: a test that hangs says less than one that fails.
@discardableResult
func within<T: Sendable>(
  _ limit: Duration = .seconds(30), _ work: @escaping @Sendable () async throws -> T
) async throws -> T {
  // No group: that would wait for both.
  let (first, ends) = AsyncStream.makeStream(of: Result<T, any Error>.self)
  let working = Task {
    do { ends.yield(.success(try await work())) } catch { ends.yield(.failure(error)) }
  }
  let clock = Task {
    try await Task.sleep(for: limit)
    ends.yield(.failure(TookTooLong()))
  }
  defer {
    working.cancel()
    clock.cancel()
  }
  for await result in first { return try result.get() }
  // Who waits was cancelled.
  throw CancellationError()
}

struct TookTooLong: Error {}

/// The code that a call fails with; none when it does not fail, or not with a code.
func code(of work: () async throws -> Void) async -> ErrorCode? {
  do {
    try await work()
    return nil
  } catch {
    return (error as? WalletError)?.code
  }
}

/// Waits for a call on a thread that may block, like those that callbacks come on.
func blockOn<T: Sendable>(_ work: @escaping @Sendable () async throws -> T) throws -> T {
  let done = DispatchSemaphore(value: 0)
  nonisolated(unsafe) var result: Result<T, any Error>?
  Task.detached {
    do { result = .success(try await work()) } catch { result = .failure(error) }
    done.signal()
  }
  done.wait()
  guard let result else { throw TookTooLong() }
  return try result.get()
}
