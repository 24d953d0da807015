import Foundation

/// What time it is. A test's stands still until it is told to go on.
@MainActor
public protocol AppClock: AnyObject, Sendable {
  /// The time of day, as the phone has it: its owner may set it.
  var now: Date { get }
  /// Time that only goes forward, and that goes on while the phone sleeps.
  var uptime: Duration { get }
  /// Days, and the hours of a day, where the owner is.
  var calendar: Calendar { get }
  /// Waits. Throws `CancellationError` when the task is cancelled.
  func sleep(for duration: Duration) async throws
}

/// The phone's own clock.
@MainActor
public final class SystemClock: AppClock {
  private let start = ContinuousClock.now

  public init() {}

  public var now: Date { Date() }

  public var uptime: Duration { ContinuousClock.now - start }

  public var calendar: Calendar { Calendar.current }

  public func sleep(for duration: Duration) async throws {
    try await Task.sleep(for: duration, clock: .continuous)
  }
}
