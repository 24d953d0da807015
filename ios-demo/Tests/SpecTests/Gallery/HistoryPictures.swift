import DLakWallet
import SwiftUI
import TestSupport

@testable import DLakDemoLogic
@testable import DLakDemoViews

extension Cast {
  fileprivate func history(
    _ movements: [Movement], _ choice: HistoryChoice = HistoryChoice(), summary: HistorySummary? = nil
  ) -> HistoryView {
    let model = HistoryViewModel(session: session, clock: clock, saved: Saved())
    model.choice = choice
    model.answered = choice
    model.days = Dictionary(grouping: movements) { clock.calendar.startOfDay(for: $0.at) }
      .sorted { $0.key > $1.key }.map { HistoryDay(date: $0.key, movements: $0.value) }
    model.summary = summary
    return HistoryView(model)
  }

  fileprivate func detail(_ detail: Detail?, _ problem: Problem? = nil) -> DetailView {
    let model = DetailViewModel(seq: nil, orderId: "0190d3a8-0000-7000-8000-000000000001", session: session)
    model.detail = detail
    model.problem = problem
    return DetailView(model)
  }
}

@MainActor
private let paid = sampleEntries[0]

@MainActor
private let settled = Detail(
  movement: Movement(paid), ownerName: "Khamla Sayasone", balanceAfter: .kip(1_485_000),
  receipt: .verified(Samples.receipt(paid)))

@MainActor
let historyPictures = [
  Picture("history") { $0.history([Movement(samplePending)] + sampleEntries.map(Movement.init)) },
  Picture("history-found") {
    $0.history(
      sampleEntries.prefix(2).map(Movement.init), HistoryChoice(text: "ka", flow: .out),
      summary: HistorySummary(entries: 2, received: .zero, paid: .kip(57_000)))
  },
  Picture("history-nothing") {
    $0.history([], HistoryChoice(text: "xyz"), summary: HistorySummary(entries: 0, received: .zero, paid: .zero))
  },
  Picture("history-empty") { $0.history([]) },
  Picture("history-large") {
    $0.history(sampleEntries.map(Movement.init)).environment(\.dynamicTypeSize, .accessibility2)
  },
  Picture("detail-settled") { $0.detail(settled) },
  Picture("detail-large") { $0.detail(settled).environment(\.dynamicTypeSize, .accessibility2) },
  Picture("detail-received") {
    $0.detail(Detail(movement: Movement(sampleEntries[2]), balanceAfter: .kip(1_542_000)))
  },
  Picture("detail-top-up") {
    $0.detail(Detail(movement: Movement(sampleEntries[3]), balanceAfter: .kip(1_422_000)))
  },
  Picture("detail-pending") {
    $0.detail(Detail(movement: Movement(samplePending), expiresAt: Samples.now.addingTimeInterval(300)))
  },
  Picture("detail-rejected") {
    $0.detail(
      Detail(
        movement: Movement(Samples.payment(Samples.preview(), .rejected(reason: .overDailyLimit))),
        reason: .overDailyLimit))
  },
  Picture("detail-failed") { $0.detail(nil, Problem(.bankUnreachable, isRetryable: true)) },
]
