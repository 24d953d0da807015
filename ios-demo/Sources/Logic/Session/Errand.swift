import DLakWallet
import Observation

/// Something that is asked of the bank once, and has no id before: a top-up, a redemption. It belongs to no screen. Whoever leaves
/// the screen and comes back finds it running, or its end, and nobody asks a second time because they looked away.
@MainActor
@Observable
public final class Errand<Value: Hashable & Sendable> {
  public enum State: Hashable, Sendable {
    case idle
    case running(Amount)
    case done(Amount, Value)
    case failed(Amount, Problem)
  }

  public internal(set) var state = State.idle
  /// What was newest when it was begun: whoever takes it over looks for what is newer only.
  @ObservationIgnored public private(set) var mark: String?
  @ObservationIgnored private let ask: @MainActor (Amount) async throws -> Value

  init(ask: @escaping @MainActor (Amount) async throws -> Value) {
    self.ask = ask
  }

  /// Asks, unless it is asking already: then it says false.
  @discardableResult
  public func begin(_ amount: Amount, after mark: String? = nil) -> Bool {
    if case .running = state { return false }
    self.mark = mark
    state = .running(amount)
    Task {
      // Nobody cancels this task; if it were, nobody would know what was moved.
      switch (try? await attempt { try await self.ask(amount) }) ?? .failed(Problem(.closed)) {
      case .done(let value): self.state = .done(amount, value)
      case .failed(let problem): self.state = .failed(amount, problem)
      }
    }
    return true
  }

  /// Its owner has seen its end.
  public func clear() {
    switch state {
    case .done, .failed: state = .idle
    case .idle, .running: break
    }
  }
}
