import DLakWallet
import Foundation
import Observation

/// The shop's day, from midnight to midnight where the owner is, read again whenever something comes in.
@MainActor
@Observable
public final class TillDayViewModel: ScreenModel {
  /// The first moment of the day that is shown.
  public internal(set) var day: Date
  /// Nil before it was read.
  public internal(set) var total: Amount?
  public internal(set) var count = 0
  /// The newest first; nil before they were read.
  public internal(set) var payments: [HistoryItem]?
  public internal(set) var problem: Problem?

  /// Nil is today, whichever day that is when it is read: a screen that is left open goes on with the new day.
  var chosen: Date?
  @ObservationIgnored private var rows = pageOfRows
  @ObservationIgnored private let session: Session
  @ObservationIgnored private let clock: any AppClock
  @ObservationIgnored private let saved: Saved
  @ObservationIgnored private let tasks = Tasks()
  @ObservationIgnored private var reading: Task<Void, Never>?

  init(session: Session, clock: any AppClock, saved: Saved) {
    self.session = session
    self.clock = clock
    self.saved = saved
    let today = clock.calendar.startOfDay(for: clock.now)
    let kept = saved["day"].flatMap { Double($0) }.map { Date(timeIntervalSince1970: $0) }
    let earlier = kept.flatMap { $0 < today ? $0 : nil }
    chosen = earlier
    day = earlier ?? today
    tasks.begin { [weak self, session] in
      try await session.readings { _ in try await self?.read() }
    }
  }

  public var isToday: Bool { chosen == nil }
  public var hasMore: Bool { (payments?.count ?? 0) < count }

  public func earlier() {
    go(-1)
  }

  public func later() {
    go(1)
  }

  /// The list has come to its end on the screen.
  public func reachedEnd() {
    guard hasMore, payments?.count == rows else { return }
    rows += pageOfRows
    ask()
  }

  public func end() {
    reading?.cancel()
    tasks.cancel()
  }

  private var today: Date { clock.calendar.startOfDay(for: clock.now) }

  private func go(_ days: Int) {
    guard let target = clock.calendar.date(byAdding: .day, value: days, to: chosen ?? today), target <= today else {
      return
    }
    chosen = target < today ? target : nil
    saved["day"] = chosen.map { String($0.timeIntervalSince1970) }
    rows = pageOfRows
    day = target
    (total, count, payments, problem) = (nil, 0, nil, nil)
    ask()
  }

  private func ask() {
    reading?.cancel()
    reading = tasks.begin { [weak self] in try await self?.read() }
  }

  private func read() async throws {
    let wallet = try await session.openWallet()
    let (asked, shown, wanted) = (chosen, chosen ?? today, rows)
    let filter = HistoryFilter.incoming(
      from: shown, until: clock.calendar.date(byAdding: .day, value: 1, to: shown))
    let read = try await attempt {
      (try await wallet.historySummary(matching: filter), try await wallet.entries(wanted, matching: filter))
    }
    try Task.checkCancellation()
    // Another day has its own answer on the way.
    guard asked == chosen, wanted == rows else { return }
    switch read {
    case .done(let (summary, entries)):
      day = shown
      (total, count, payments, problem) = (summary.received, Int(clamping: summary.entries), entries, nil)
    case .failed(let failed): problem = failed
    }
  }
}
