import DLakWallet
import Observation

/// ```text
/// typing -> confirm -> busy -> done
///                           -> pending -> done, refused
///                           -> typing (nothing was moved)
///                           -> unclear -> any of these
/// ```
public enum MoneyStep: Hashable, Sendable {
  case typing(Typing)
  /// Is it meant?
  case confirm(Amount)
  case busy(Amount)
  /// It goes on by itself.
  case pending(Amount)
  case done(Amount)
  /// The bank decided that no money is moved.
  case refused(Amount, Problem)
  /// The app, or the wallet, was stopped in the middle: perhaps it goes on by itself, perhaps it was never begun.
  case unclear(Amount)

  public struct Typing: Hashable, Sendable {
    /// Why it did not go; nothing was moved.
    public var problem: Problem?
    /// The app was stopped in the middle, and nothing was moved.
    public var wasStopped: Bool

    public init(problem: Problem? = nil, wasStopped: Bool = false) {
      self.problem = problem
      self.wasStopped = wasStopped
    }
  }

  var isTyping: Bool {
    if case .typing = self { true } else { false }
  }
}

/// Money between the wallet and the owner's account at the commercial bank: see ``MoneyStep``. What is under way is never asked for
/// again unasked.
@MainActor
@Observable
public final class MoneyViewModel: ScreenModel {
  public let way: MoneyWay
  public internal(set) var entry: AmountEntry
  public internal(set) var step = MoneyStep.typing(MoneyStep.Typing())
  /// The same was asked for before, and its end is not known: to ask again is to do it twice.
  public internal(set) var underWay: Amount?

  @ObservationIgnored private let session: Session
  @ObservationIgnored private let clock: any AppClock
  @ObservationIgnored private let saved: SavedAsk
  @ObservationIgnored private let errand: Errand<MoneyEnd>
  @ObservationIgnored private let tasks = Tasks()
  @ObservationIgnored private var askedAt: Duration
  /// Was the wallet stopped while this process lived? Then what is not in its books may still come.
  @ObservationIgnored private var mayStillCome = false

  init(_ way: MoneyWay, session: Session, clock: any AppClock, saved: Saved) {
    self.way = way
    self.session = session
    self.clock = clock
    self.saved = SavedAsk(saved: saved)
    errand = way == .topUp ? session.topUps : session.redemptions
    askedAt = clock.uptime
    entry = self.saved.entry
    // Whatever was asked before this screen was made is taken up before a key can be pressed.
    if let begun = self.saved.amount, errand.state == .idle {
      step = self.saved.id == nil ? .unclear(begun) : .pending(begun)
    }
    hear(errand.state)
    tasks.begin { [weak self, errand] in
      for await said in changes(of: { errand.state }) { self?.hear(said) }
    }
    let events = session.events.listen()
    tasks.begin { [weak self] in
      for await event in events { try await self?.happened(event) }
    }
    tasks.begin { [weak self, session] in
      try await session.readings { try await self?.look($0) }
    }
  }

  /// The owner's commercial bank; nil before registration.
  public var bankName: String? { session.state.open?.profile?.participant }
  /// What can be redeemed; nil before it was read.
  public var available: Amount? { session.balance?.available }
  /// Of a redemption: is there less than that?
  public var isTooMuch: Bool {
    guard way == .redemption, let available else { return false }
    return (entry.amount ?? .zero) > available
  }

  public func type(_ entry: AmountEntry) {
    guard step.isTyping else { return }
    saved.entry = entry
    self.entry = entry
    step = .typing(MoneyStep.Typing())
  }

  /// All that there is.
  public func all() {
    if let available { type(AmountEntry(available)) }
  }

  /// The amount is as it should be: is it meant?
  public func amountDone() {
    guard step.isTyping, let amount = entry.amount, !isTooMuch else { return }
    askedAt = clock.uptime
    step = .confirm(amount)
  }

  /// Back to the amount.
  public func change() {
    if case .confirm = step { step = .typing(MoneyStep.Typing()) }
  }

  /// Yes.
  public func confirm() {
    guard case .confirm(let amount) = step else { return }
    // A second tap on "continue", which stood in the same place, is no yes.
    guard clock.uptime - askedAt >= PayViewModel.settle else { return }
    // Before anything else can be tapped.
    step = .busy(amount)
    tasks.begin { [weak self, session, way] in
      let wallet = try await session.openWallet()
      let newest = try await attempt { try await way.newest(wallet) }
      try Task.checkCancellation()
      switch newest {
      case .done(let mark): self?.begin(amount, after: mark)
      case .failed(let problem): self?.step = .typing(MoneyStep.Typing(problem: problem))
      }
    }
  }

  /// Its end was seen, or the owner wants another one although this one's end is not known.
  public func another() {
    let now = step
    switch now {
    case .pending(let amount), .unclear(let amount): underWay = amount
    default: underWay = nil
    }
    seen()
    if case .refused = now {} else { saved.entry = AmountEntry() }
    entry = saved.entry
    step = .typing(MoneyStep.Typing())
    lookAgain()
  }

  /// The screen is left after its end was seen: the next one begins anew.
  public func seen() {
    errand.clear()
    saved.forget()
  }

  public func end() {
    tasks.cancel()
    // An end that was on the screen is over; one that is not known yet is found again by whoever comes back.
    switch step {
    case .done, .refused: seen()
    case .typing, .confirm, .busy, .pending, .unclear: break
    }
  }

  /// Writes down what goes on, also when another screen began it: a restart must find it, and nothing that is older.
  private func takeOver(_ amount: Amount) {
    guard saved.amount == nil else { return }
    saved.newestBefore = errand.mark
    saved.amount = amount
  }

  private func begin(_ amount: Amount, after mark: String?) {
    // Before the wallet is told: see SavedAsk.
    saved.newestBefore = mark
    saved.id = nil
    saved.amount = amount
    // Of a redemption the books say it.
    if !way.booksAreComplete { underWay = nil }
    mayStillCome = false
    errand.clear()
    errand.begin(amount, after: mark)
  }

  private func hear(_ said: Errand<MoneyEnd>.State) {
    switch said {
    case .idle: break
    case .running(let amount):
      takeOver(amount)
      step = .busy(amount)
    case .done(_, let end): show(end)
    case .failed(let amount, let problem): failed(amount, problem)
    }
  }

  private func failed(_ amount: Amount, _ problem: Problem) {
    guard !problem.isNothingMoved else { return nothing(amount, MoneyStep.Typing(problem: problem)) }
    takeOver(amount)
    mayStillCome = true
    step = .unclear(amount)
    lookAgain()
  }

  /// No money was moved, and none will: the amount can be changed, and tried again.
  private func nothing(_ amount: Amount, _ typing: MoneyStep.Typing) {
    seen()
    entry = AmountEntry(amount)
    saved.entry = entry
    step = .typing(typing)
  }

  private func show(_ end: MoneyEnd) {
    saved.id = end.id
    saved.amount = end.amount
    step =
      switch end.state {
      case .pending: .pending(end.amount)
      case .done: .done(end.amount)
      case .refused(let problem): .refused(end.amount, problem)
      }
  }

  /// A top-up of which this screen does not know the id yet may be the one.
  private func happened(_ event: Event) async throws {
    guard way == .topUp, case .topUp(let id, _) = event, case .unclear(let amount) = step else { return }
    let wallet = try await session.openWallet()
    let ended = try await attempt { try await way.end(of: id, wallet) }
    try Task.checkCancellation()
    if let ended = ended.value, ended.amount == amount, step == .unclear(amount) { show(ended) }
  }

  private func lookAgain() {
    tasks.begin { [weak self, session] in
      let wallet = try await session.openWallet()
      try await self?.look(wallet)
    }
  }

  /// Whenever something happened: what is not known yet may be known now.
  private func look(_ wallet: any WalletPort) async throws {
    let before = step
    switch before {
    case .typing:
      guard way.booksAreComplete else { return }
      let found = try await attempt { try await way.underWay(wallet) }
      try Task.checkCancellation()
      if let found = found.value, step.isTyping { underWay = found }
    case .pending(let amount), .unclear(let amount):
      let asked = try await attempt { () async throws -> MoneyEnd? in
        if let id = saved.id { return try await way.end(of: id, wallet) }
        return try await way.newer(than: saved.newestBefore, amount: amount, wallet)
      }
      try Task.checkCancellation()
      guard case .done(let found) = asked, step == before else { return }
      if let found {
        show(found)
      } else if case .unclear = before, way.booksAreComplete, !mayStillCome {
        // Nobody is at it, and there is none: there never was.
        nothing(amount, MoneyStep.Typing(wasStopped: true))
      }
    case .confirm, .busy, .done, .refused: break
    }
  }
}
