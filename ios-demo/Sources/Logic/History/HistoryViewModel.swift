import DLakWallet
import Foundation
import Observation

/// What moved on one day, the newest first.
public struct HistoryDay: Hashable, Sendable, Identifiable {
  public let date: Date
  public let movements: [Movement]

  public init(date: Date, movements: [Movement]) {
    self.date = date
    self.movements = movements
  }

  public var id: Date { date }
}

/// All that moved, searched as the owner types. What was searched, and how far the list was read, survive the process.
@MainActor
@Observable
public final class HistoryViewModel: ScreenModel {
  public internal(set) var today: Date
  /// The newest day first; nil before anything was read.
  public internal(set) var days: [HistoryDay]?
  /// What ``days`` answers: while the owner types it is behind ``choice``.
  public internal(set) var answered = HistoryChoice()
  /// Of all that the choice means; nil when it leaves nothing out.
  public internal(set) var summary: HistorySummary?
  /// Is there more than is shown?
  public internal(set) var hasMore = false
  public internal(set) var problem: Problem?

  public var choice: HistoryChoice {
    didSet {
      guard choice != oldValue else { return }
      saved["choice"] = (try? JSONEncoder().encode(choice)).map { String(decoding: $0, as: UTF8.self) }
      count = pageOfRows
      ask()
    }
  }

  @ObservationIgnored private let session: Session
  @ObservationIgnored private let clock: any AppClock
  @ObservationIgnored private let saved: Saved
  @ObservationIgnored private let tasks = Tasks()
  @ObservationIgnored private var reading: Task<Void, Never>?
  @ObservationIgnored private var isRefreshing = false

  init(session: Session, clock: any AppClock, saved: Saved) {
    self.session = session
    self.clock = clock
    self.saved = saved
    today = clock.now
    choice =
      saved["choice"].flatMap { try? JSONDecoder().decode(HistoryChoice.self, from: Data($0.utf8)) } ?? HistoryChoice()
    tasks.begin { [weak self, session] in
      try await session.readings { _ in try await self?.read() }
    }
  }

  /// Everything is shown again.
  public func clear() {
    choice = HistoryChoice()
  }

  /// The last row can be seen.
  public func reachedEnd() {
    let shown = (days ?? []).reduce(0) { $0 + $1.movements.count { $0.seq != nil } }
    guard hasMore, shown >= count else { return }
    count = shown + pageOfRows
    ask()
  }

  /// Asks the bank for what is new.
  public func refresh() async {
    guard !isRefreshing else { return }
    isRefreshing = true
    problem = nil
    let asked = try? await attempt {
      let wallet = try await session.openWallet()
      return try await session.reach.of { try await wallet.sync() }
    }
    isRefreshing = false
    // The banner says that the bank can't be reached.
    if let failed = asked?.problem, !failed.isOffline { problem = failed }
  }

  public func end() {
    reading?.cancel()
    tasks.cancel()
  }

  /// How many entries are shown, if there are so many.
  private var count: Int {
    get { saved["count"].flatMap { Int($0) } ?? pageOfRows }
    set { saved["count"] = String(newValue) }
  }

  /// Reads the list again. The newest question is what is answered.
  private func ask() {
    reading?.cancel()
    reading = tasks.begin { [weak self] in try await self?.read() }
  }

  private func read() async throws {
    let wallet = try await session.openWallet()
    let (choice, wanted, now, calendar) = (choice, count, clock.now, clock.calendar)
    let found = try await attempt { () async throws -> Found in
      let filter = choice.filter(today: now, calendar: calendar)
      // One more than is shown tells whether there are more.
      let entries = try await wallet.entries(wanted + 1, matching: filter)
      let others = try await wallet.withoutEntry(entries).filter { choice.means($0, today: now, calendar: calendar) }
      let hasMore = entries.count > wanted
      let movements = merged(Array(entries.prefix(wanted)), others, isComplete: !hasMore)
      // Sums that are too large are not shown; the list is.
      let summary =
        choice.isNarrow ? try await attempt { try await wallet.historySummary(matching: filter) }.value : nil
      return Found(movements: movements, summary: summary, hasMore: hasMore)
    }
    try Task.checkCancellation()
    // A newer question has its own answer on the way.
    guard choice == self.choice, wanted == count else { return }
    switch found {
    case .done(let found):
      today = now
      answered = choice
      days = byDay(found.movements, calendar)
      summary = found.summary
      hasMore = found.hasMore
    case .failed(let failed): problem = failed
    }
  }

  private struct Found: Sendable {
    let movements: [Movement]
    let summary: HistorySummary?
    let hasMore: Bool
  }

  private func byDay(_ movements: [Movement], _ calendar: Calendar) -> [HistoryDay] {
    var days: [HistoryDay] = []
    for movement in movements {
      let date = calendar.startOfDay(for: movement.at)
      if let last = days.last, last.date == date {
        days[days.count - 1] = HistoryDay(date: date, movements: last.movements + [movement])
      } else {
        days.append(HistoryDay(date: date, movements: [movement]))
      }
    }
    return days
  }
}
