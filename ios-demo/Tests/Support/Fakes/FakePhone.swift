import DLakDemoLogic
import DLakWallet
import Foundation

/// A clock that stands still until it is told to go on.
@MainActor
public final class FakeClock: AppClock {
  public private(set) var now: Date
  public private(set) var uptime = Duration.zero
  public let calendar: Calendar
  private var sleepers: [Sleeper] = []
  private var next = 0

  private struct Sleeper {
    let number: Int
    let until: Duration
    let wake: CheckedContinuation<Void, any Error>
  }

  public init(_ now: Date = Samples.now) {
    self.now = now
    var calendar = Calendar(identifier: .gregorian)
    // Vientiane, as seconds: a machine may know no places.
    calendar.timeZone = TimeZone(secondsFromGMT: 7 * 3600) ?? .current
    self.calendar = calendar
  }

  /// How many wait for it.
  public var sleeping: Int { sleepers.count }

  /// Goes on by this, and wakes who waited for it.
  public func advance(_ duration: Duration) {
    uptime += duration
    now.addTimeInterval(Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18)
    let awake = sleepers.filter { $0.until <= uptime }
    sleepers.removeAll { $0.until <= uptime }
    for sleeper in awake { sleeper.wake.resume() }
  }

  public func sleep(for duration: Duration) async throws {
    let number = next
    next += 1
    let until = uptime + duration
    if duration <= .zero { return try Task.checkCancellation() }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (wake: CheckedContinuation<Void, any Error>) in
        if Task.isCancelled {
          wake.resume(throwing: CancellationError())
        } else {
          sleepers.append(Sleeper(number: number, until: until, wake: wake))
        }
      }
    } onCancel: {
      Task { @MainActor in self.cancel(number) }
    }
  }

  private func cancel(_ number: Int) {
    guard let index = sleepers.firstIndex(where: { $0.number == number }) else { return }
    sleepers.remove(at: index).wake.resume(throwing: CancellationError())
  }
}

/// A phone with this wallet on it, or with none.
@MainActor
public final class FakeWallets: Wallets {
  public let wallet: FakeWallet
  public var isThere: Bool
  /// What opening, creating and restoring throw.
  public var failure: WalletError?
  /// The PINs that wallets were made or restored with.
  public private(set) var pins: [String] = []
  /// The days on which a wallet was put aside.
  public private(set) var aside: [String] = []
  /// Does the storage do it?
  public var canBeSetAside = true

  public init(_ wallet: FakeWallet = FakeWallet(), isThere: Bool = true) {
    self.wallet = wallet
    self.isThere = isThere
  }

  public func exists() -> Bool { isThere }

  public func create(pin: String) async throws -> (wallet: any WalletPort, words: RecoveryWords) {
    pins.append(pin)
    let port = try made()
    return (port, try RecoveryWords(Samples.phrase))
  }

  public func restore(words: RecoveryWords, pin: String) async throws -> any WalletPort {
    pins.append(pin)
    return try made()
  }

  public func open() async throws -> any WalletPort {
    let port = try made()
    wallet.locked = true
    return port
  }

  public func setAside(today: String) async -> Bool {
    guard canBeSetAside else { return false }
    aside.append(today)
    isThere = false
    return true
  }

  private func made() throws -> any WalletPort {
    if let failure { throw failure }
    isThere = true
    return wallet.port
  }
}

/// A face that says yes, or what it is told.
@MainActor
public final class FakeBiometrics: Biometrics {
  public var available: Bool
  public var sealed: String?
  public var sealing = Sealing.sealed
  public var unsealing: Unsealing?

  public init(available: Bool = true) {
    self.available = available
  }

  public func isAvailable() -> Bool { available }

  public func seal(pin: String) async -> Sealing {
    if sealing == .sealed { sealed = pin }
    return sealing
  }

  public func unseal() async -> Unsealing { unsealing ?? sealed.map(Unsealing.pin) ?? .gone }

  public func forget() { sealed = nil }
}

/// Waits until something is so. It fails only when it never will be.
@MainActor
public func until(
  _ what: String, for patience: Duration = .seconds(30), _ isSo: @MainActor () -> Bool
) async throws {
  let end = ContinuousClock.now + patience
  while !isSo() {
    guard ContinuousClock.now < end else { throw NeverSo(description: "not in \(patience): \(what)") }
    try await Task.sleep(for: .milliseconds(2))
  }
}

/// What a test waited for, and never came.
public struct NeverSo: Error, CustomStringConvertible {
  public let description: String

  public init(description: String) {
    self.description = description
  }
}
