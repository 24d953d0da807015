import DLakWallet
import Foundation
import Observation

/// Why the wallet does not pay.
public enum HomeWarning: Hashable, Sendable {
  /// The bank froze the account.
  case frozen
  /// What the bank showed did not verify.
  case diverged
}

/// The balance and what moved last, always as the wallet has it.
@MainActor
@Observable
public final class HomeViewModel: ScreenModel {
  /// The day on which it was read.
  public internal(set) var today: Date
  /// What moved last, what is pending first; nil before it was read.
  public internal(set) var recent: [Movement]?
  public internal(set) var isRefreshing = false
  public internal(set) var problem: Problem?

  var isDiverged = false
  @ObservationIgnored private let session: Session
  @ObservationIgnored private let settings: SettingsStore
  @ObservationIgnored private let clock: any AppClock
  @ObservationIgnored private let tasks = Tasks()

  init(session: Session, settings: SettingsStore, clock: any AppClock) {
    self.session = session
    self.settings = settings
    self.clock = clock
    today = clock.now
    tasks.begin { [weak self, session] in
      try await session.readings { try await self?.read($0) }
    }
  }

  /// Nil before it was read.
  public var balance: Balance? { session.balance }
  /// As the bank knows them.
  public var ownerName: String? { session.state.open?.profile?.name }
  /// Does the owner sell things? Then the till comes first.
  public var isShop: Bool { settings.settings.isShopMode || session.state.open?.profile?.kind == .merchant }

  public var warning: HomeWarning? {
    if isDiverged { return .diverged }
    return session.state.open?.profile?.frozen == true ? .frozen : nil
  }

  /// Asks the bank for what is new.
  public func refresh() async {
    guard !isRefreshing else { return }
    isRefreshing = true
    problem = nil
    let asked = try? await attempt {
      let wallet = try await session.openWallet()
      _ = try await session.reach.of { try await wallet.sync() }
      try await session.refreshProfile()
    }
    isRefreshing = false
    // The banner says that the bank can't be reached.
    if let failed = asked?.problem, !failed.isOffline { problem = failed }
  }

  public func end() {
    tasks.cancel()
  }

  private func read(_ wallet: any WalletPort) async throws {
    let read = try await attempt {
      isDiverged = try await !wallet.divergences().isEmpty
      return try await recent(wallet)
    }
    switch read {
    case .done(let movements):
      today = clock.now
      recent = movements
    case .failed(let failed): problem = failed
    }
  }

  private func recent(_ wallet: any WalletPort) async throws -> [Movement] {
    let found = try await wallet.entries(Self.rows + 1)
    let others = try await wallet.withoutEntry(found)
    let pending = others.filter { $0.state == .pending }
    let decided = merged(found, others.filter { $0.state != .pending }, isComplete: found.count <= Self.rows)
    return pending + decided.prefix(max(0, Self.rows - pending.count))
  }

  private static let rows = 6
}
