import DLakWallet
import Observation

/// Is the bank to be had? Told by what calls to it come to, not by the phone's antenna: a network without the bank is of no use.
/// While it is not, it is asked again, slower and slower.
@MainActor
@Observable
public final class Reach {
  public internal(set) var isOffline = false

  @ObservationIgnored private let ask: @MainActor () async throws -> Void
  @ObservationIgnored private let clock: any AppClock
  @ObservationIgnored private var probing: Task<Void, Never>?

  init(clock: any AppClock, ask: @escaping @MainActor () async throws -> Void) {
    self.clock = clock
    self.ask = ask
  }

  deinit {
    probing?.cancel()
  }

  /// Makes a call to the bank, and learns from what comes of it.
  public func of<Value: Sendable>(_ call: @MainActor () async throws -> Value) async throws -> Value {
    do {
      let value = try await call()
      isOffline = false
      return value
    } catch let error as WalletError {
      if Problem(error).isOffline {
        isOffline = true
        if probing == nil { probe(first: Self.pause) }
      } else if !error.code.rawValue.hasPrefix("bank-") {
        // Anything that the bank itself said: it is there.
        isOffline = false
      }
      throw error
    }
  }

  /// Asks now: the phone says that its network is another, or the app is seen again.
  public func probe() {
    probe(first: .zero)
  }

  private func probe(first: Duration) {
    probing?.cancel()
    probing = Task { [weak self, clock] in
      var pause = first
      while true {
        guard (try? await clock.sleep(for: pause)) != nil, let self else { return }
        guard let asked = try? await attempt(self.ask), !Task.isCancelled else { return }
        self.isOffline = asked.problem?.isOffline == true
        if !self.isOffline {
          self.probing = nil
          return
        }
        pause = min(max(pause * 2, Self.pause), Self.longestPause)
      }
    }
  }

  private static let pause = Duration.seconds(2)
  private static let longestPause = Duration.seconds(30)
}
