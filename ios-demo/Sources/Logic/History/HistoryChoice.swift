import DLakWallet
import Foundation

/// What the owner looks for.
public struct HistoryChoice: Hashable, Codable, Sendable {
  public var text = ""
  public var flow = MoneyFlow.any
  public var kind = KindChoice.any
  public var period = Period.any

  public init(text: String = "", flow: MoneyFlow = .any, kind: KindChoice = .any, period: Period = .any) {
    self.text = text
    self.flow = flow
    self.kind = kind
    self.period = period
  }

  /// Does it leave anything out?
  public var isNarrow: Bool { !sought.isEmpty || flow != .any || kind != .any || period != .any }

  private var sought: String { text.trimmingCharacters(in: .whitespacesAndNewlines) }

  /// As the library is asked.
  func filter(today: Date, calendar: Calendar) -> HistoryFilter {
    let days = period.days(today: today, calendar: calendar)
    return HistoryFilter(
      text: sought.isEmpty ? nil : sought, direction: flow.direction, kinds: kind.kinds, from: days?.start,
      until: days?.end)
  }

  /// The same question for a payment that is not in the ledger.
  func means(_ movement: Movement, today: Date, calendar: Calendar) -> Bool {
    if !sought.isEmpty, !isSaid(by: movement) { return false }
    if flow != .any, (flow == .in) != movement.isIncoming { return false }
    if let wanted = kind.kind, wanted != movement.kind { return false }
    guard let days = period.days(today: today, calendar: calendar) else { return true }
    return days.start <= movement.at && movement.at < days.end
  }

  private func isSaid(by movement: Movement) -> Bool {
    [movement.name, movement.memo ?? ""].contains { $0.range(of: sought, options: .caseInsensitive) != nil }
      // Fewer letters of an id mean nothing to anybody.
      || sought.count >= 8 && movement.orderId.rawValue.lowercased().hasPrefix(sought.lowercased())
  }
}

public enum MoneyFlow: String, CaseIterable, Codable, Sendable {
  case any, `in`, out

  var direction: Direction? {
    switch self {
    case .any: nil
    case .in: .credit
    case .out: .debit
    }
  }
}

public enum KindChoice: String, CaseIterable, Codable, Sendable {
  case any, payments, topUps, redemptions

  var kind: Movement.Kind? {
    switch self {
    case .any: nil
    case .payments: .payment
    case .topUps: .topUp
    case .redemptions: .redemption
    }
  }

  var kinds: [EntryKind] {
    switch self {
    case .any: []
    case .payments: [.payment]
    case .topUps: [.topUp]
    case .redemptions: [.redemption]
    }
  }
}

public enum Period: String, CaseIterable, Codable, Sendable {
  case any, today, last7Days, thisMonth, lastMonth

  /// Its days, from the first moment to that after the last; nil when it has no end.
  func days(today: Date, calendar: Calendar) -> DateInterval? {
    let midnight = calendar.startOfDay(for: today)
    // A calendar has a day before and after each of ours; where it had none, nothing is left out.
    guard let tomorrow = calendar.date(byAdding: .day, value: 1, to: midnight) else { return nil }
    switch self {
    case .any: return nil
    case .today: return DateInterval(start: midnight, end: tomorrow)
    case .last7Days:
      return calendar.date(byAdding: .day, value: -6, to: midnight).map { DateInterval(start: $0, end: tomorrow) }
    case .thisMonth:
      return calendar.dateInterval(of: .month, for: today).map { DateInterval(start: $0.start, end: tomorrow) }
    case .lastMonth:
      guard let month = calendar.dateInterval(of: .month, for: today) else { return nil }
      return calendar.date(byAdding: .month, value: -1, to: month.start)
        .map { DateInterval(start: $0, end: month.start) }
    }
  }
}
