import Foundation

/// Makes a call that does not wait. It can only fail with a ``WalletError``.
func callNow<T>(_ work: () throws -> T) throws(WalletError) -> T {
  do {
    return try work()
  } catch {
    throw WalletError(from: error)
  }
}

/// Makes a call that waits. Cancelling the task stops the call in the library, and it throws `CancellationError`.
func call<T>(_ work: () async throws -> T) async throws -> T {
  do {
    return try await work()
  } catch let error as CancellationError {
    throw error
  } catch {
    throw WalletError(from: error)
  }
}

extension Duration {
  /// As it crosses the border, where only sensible ones can.
  func seconds(_ what: String) throws(WalletError) -> TimeInterval {
    // A century: more is a mistake of the caller's.
    guard self >= .zero, self <= .seconds(100 * 366 * 86_400) else {
      throw WalletError(.badArgument, "\(what): \(self) is negative or more than a hundred years")
    }
    return Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
