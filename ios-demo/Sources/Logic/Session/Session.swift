import DLakWallet
import Foundation
import Observation

/// The wallet while the app lives: opened once, followed, locked when its owner goes away. View models share it; it survives
/// every screen, and no screen owns the wallet.
@MainActor
@Observable
public final class Session {
  /// How long the owner may look at something else.
  public static let lockAfter = Duration.seconds(30)

  public internal(set) var state = SessionState.opening
  /// What the wallet holds; nil before it was read.
  public internal(set) var balance: Balance?

  /// What happens in the wallet. Says that something changed, never what is true.
  @ObservationIgnored public let events = Broadcast<Event>()
  // These three need the session to be made, and are never nil after its `init`.

  /// Is the bank to be had?
  // swift-format-ignore: NeverUseImplicitlyUnwrappedOptionals
  @ObservationIgnored public private(set) var reach: Reach!
  /// Money from the owner's account at the commercial bank.
  // swift-format-ignore: NeverUseImplicitlyUnwrappedOptionals
  @ObservationIgnored public private(set) var topUps: Errand<MoneyEnd>!
  /// Money back to it.
  // swift-format-ignore: NeverUseImplicitlyUnwrappedOptionals
  @ObservationIgnored public private(set) var redemptions: Errand<MoneyEnd>!

  @ObservationIgnored private let wallets: any Wallets
  @ObservationIgnored private let clock: any AppClock
  @ObservationIgnored private let confirmations = Confirmations()
  @ObservationIgnored private let following = Tasks()
  /// The opening or closing that was begun last: the next one waits for it.
  @ObservationIgnored private var turn: Task<Void, Never>?
  @ObservationIgnored private var leftAt: Duration?
  @ObservationIgnored private var locking: Task<Void, Never>?
  /// Has anybody looked at the wallet since the process began? From then on ``work(_:)`` leaves it open.
  @ObservationIgnored private var isLookedAt = false

  public init(_ wallets: any Wallets, clock: any AppClock) {
    self.wallets = wallets
    self.clock = clock
    // They hold the session weakly: it holds them.
    reach = Reach(clock: clock) { [weak self] in _ = try await self?.wallet?.sync() }
    topUps = Errand { [weak self] amount in
      guard let self else { throw CancellationError() }
      let wallet = try await self.openWallet()
      return MoneyEnd(try await self.reach.of { try await wallet.topUp(amount) })
    }
    redemptions = Errand { [weak self] amount in
      guard let self else { throw CancellationError() }
      let wallet = try await self.openWallet()
      return MoneyEnd(try await self.reach.of { try await wallet.redeem(amount) })
    }
  }

  /// The open wallet, if there is one.
  public var wallet: (any WalletPort)? { state.wallet }

  /// The open wallet: waits until there is one.
  public func openWallet() async throws(CancellationError) -> any WalletPort {
    try await first { self.state.open }.wallet
  }

  // MARK: - Opening and closing

  /// Opens the wallet that there is, to be looked at. May be called again and again: after a failure it tries anew.
  public func open() async {
    isLookedAt = true
    await openWithLock()
  }

  /// Works while nobody looks: with the wallet that is open, or with one that is opened for the work and closed after it. When
  /// somebody looks meanwhile, it stays open. Nil: there is no wallet.
  public func work(
    _ work: @escaping @MainActor (any WalletPort) async throws -> Void
  ) async throws(CancellationError) -> Outcome<Bool>? {
    await openWithLock()
    let outcome: Outcome<Bool>?
    var cancelled: CancellationError?
    do {
      outcome =
        switch state {
        case .open(let open):
          try await attempt {
            try await work(open.wallet)
            return true
          }
        case .failed(let problem): .failed(problem)
        case .opening, .noWallet: nil
        }
    } catch {
      outcome = nil
      cancelled = error
    }
    await inTurn { if !self.isLookedAt { await self.close() } }
    if let cancelled { throw cancelled }
    return outcome
  }

  /// Makes the wallet. Its words are handed over before anybody sees that it is there. Goes on to its end when it is cancelled:
  /// else a wallet might be there unseen.
  public func create(pin: String, handOver: @escaping @MainActor (RecoveryWords) -> Void) async throws {
    isLookedAt = true
    try await inTurn {
      let made = try await self.wallets.create(pin: pin)
      handOver(made.words)
      await self.take(made.wallet)
    }
  }

  /// Brings the wallet back from its words. Goes on to its end when it is cancelled.
  public func restore(words: RecoveryWords, pin: String) async throws {
    isLookedAt = true
    try await inTurn { await self.take(try await self.wallets.restore(words: words, pin: pin)) }
  }

  /// Puts a wallet aside that only its words can bring back, so that ``restore(words:pin:)`` finds its place empty. Nothing is
  /// deleted. Does nothing with any other wallet; false when nothing was moved.
  public func setAside() async -> Bool {
    await inTurn {
      guard case .failed(let problem) = self.state, problem.isHealedByWords else { return false }
      let today = self.clock.calendar.dateComponents([.year, .month, .day], from: self.clock.now)
      let day = [today.year, today.month, today.day]
        .map { ($0 ?? 0) < 10 ? "0\($0 ?? 0)" : "\($0 ?? 0)" }.joined(separator: "-")
      let isMoved = await self.wallets.setAside(today: day)
      self.state = isMoved ? .noWallet : .failed(Problem(.diskError))
      return isMoved
    }
  }

  private func openWithLock() async {
    await inTurn { await self.openNow() }
  }

  private func openNow() async {
    if state.open != nil { return }
    guard wallets.exists() else {
      state = .noWallet
      return
    }
    state = .opening
    // Work in its turn is not cancelled: see `inTurn`.
    switch (try? await attempt { try await self.wallets.open() }) ?? .failed(Problem(.closed)) {
    case .done(let wallet): await take(wallet)
    // A wallet that was begun and never finished (the app was killed, or the bank refused it) is none.
    case .failed(let problem): state = problem.code == .walletNotFound ? .noWallet : .failed(problem)
    }
  }

  private func close() async {
    guard let wallet else { return }
    following.cancel()
    state = .opening
    await wallet.close()
  }

  /// One opening or closing after the other, each to its end: an open file that nobody has would stay locked.
  private func inTurn<Value: Sendable>(_ work: @escaping @MainActor () async throws -> Value) async throws -> Value {
    try await begun(work).value
  }

  private func inTurn<Value: Sendable>(_ work: @escaping @MainActor () async -> Value) async -> Value {
    await begun(work).value
  }

  private func begun<Value: Sendable>(_ work: @escaping @MainActor () async throws -> Value) -> Task<Value, any Error> {
    let before = turn
    let task = Task { @MainActor in
      await before?.value
      return try await work()
    }
    turn = Task { _ = await task.result }
    return task
  }

  private func begun<Value: Sendable>(_ work: @escaping @MainActor () async -> Value) -> Task<Value, Never> {
    let before = turn
    let task = Task { @MainActor in
      await before?.value
      return await work()
    }
    turn = Task { _ = await task.value }
    return task
  }

  // MARK: - The account

  /// Makes the wallet known to the bank.
  public func register(enrolmentCode: String) async throws -> Profile {
    let wallet = try await openWallet()
    let profile = try await reach.of { try await wallet.register(enrolmentCode: enrolmentCode) }
    describe(profile)
    return profile
  }

  /// Asks the bank for the account.
  @discardableResult
  public func refreshProfile() async throws -> Profile {
    let wallet = try await openWallet()
    let profile = try await reach.of { try await wallet.refreshProfile() }
    describe(profile)
    return profile
  }

  // MARK: - Lock

  public func unlock(pin: String) async throws {
    try await openWallet().unlock(pin: pin)
    showLock()
  }

  public func lock() {
    wallet?.lock()
    showLock()
  }

  /// The app can't be seen any more.
  public func didEnterBackground() {
    // A peek at the list of apps is no return.
    leftAt = leftAt ?? clock.uptime
    locking?.cancel()
    // The spending key is let go of also when nobody comes back. A phone that sleeps does it late: see `willEnterForeground`.
    locking = Task { [weak self, clock] in
      guard (try? await clock.sleep(for: Self.lockAfter)) != nil else { return }
      self?.lock()
    }
  }

  /// The app can be seen again: after a while away its owner proves who they are.
  public func willEnterForeground() {
    guard let left = leftAt else { return }
    leftAt = nil
    locking?.cancel()
    locking = nil
    if clock.uptime - left >= Self.lockAfter { lock() }
    reach.probe()
  }

  // MARK: - Payments

  /// Pays what was prepared. It goes on when whoever waits for it goes away. Asked again for the same, it gives the same.
  public func confirm(_ prepared: any PreparedPayment) async throws(CancellationError) -> Confirmation {
    confirmations.begin(try await openWallet(), prepared)
  }

  /// The payment with this order, while it is being confirmed: see ``confirm(_:)``.
  public func confirmation(_ order: OrderId) -> Confirmation? {
    confirmations.running(order)
  }

  /// The wallet, now and whenever something happened in it: each time what is shown of it is read again. It listens first and
  /// reads then, so nothing falls in between; while one reading goes on, any number of events are one. Ends with its task.
  public func readings(_ read: @MainActor (any WalletPort) async throws -> Void) async throws {
    let (wakes, wake) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let heard = events.listen()
    let listening = Task {
      for await _ in heard { wake.yield() }
    }
    let opened = changes { self.state.wallet.map { ObjectIdentifier($0) } }
    let opening = Task {
      for await _ in opened { wake.yield() }
    }
    defer {
      listening.cancel()
      opening.cancel()
    }
    for await _ in wakes {
      try Task.checkCancellation()
      if let wallet { try await read(wallet) }
    }
    try Task.checkCancellation()
  }

  // MARK: - What the wallet tells

  private func take(_ wallet: any WalletPort) async {
    // What can't be read now is read when something happens.
    let profile = try? await wallet.profile()
    let isRegistered = (try? await wallet.isRegistered()) ?? false
    balance = try? await wallet.balance()
    following.cancel()
    let balances = wallet.balances()
    let events = wallet.events()
    state = .open(
      OpenWallet(wallet: wallet, isLocked: wallet.isLocked, isRegistered: isRegistered, profile: profile ?? nil))
    following.begin { [weak self] in
      for await balance in balances { self?.balance = balance }
    }
    following.begin { [weak self] in
      for await event in events { await self?.happened(event) }
    }
    following.begin { try await wallet.follow() }
    reach.probe()
  }

  private func happened(_ event: Event) async {
    if event == .accountChanged || event == .missed, let wallet, let profile = try? await wallet.profile() {
      describe(profile)
    }
    events.send(event)
  }

  private func describe(_ profile: Profile) {
    change {
      $0.isRegistered = true
      $0.profile = profile
    }
  }

  private func showLock() {
    change { $0.isLocked = $0.wallet.isLocked }
  }

  private func change(_ change: (inout OpenWallet) -> Void) {
    guard var open = state.open else { return }
    change(&open)
    state = .open(open)
  }
}
