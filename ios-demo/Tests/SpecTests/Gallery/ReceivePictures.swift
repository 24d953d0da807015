import DLakWallet
import SwiftUI
import TestSupport

@testable import DLakDemoLogic
@testable import DLakDemoViews

@MainActor
let noy = Income(seq: 7, amount: .kip(15_000), name: "Noy Phommachanh", request: RequestId(rawValue: "request-1"))

extension Cast {
  fileprivate func receive(
    _ asking: Asking = .none, _ change: (ReceiveViewModel) -> Void = { _ in }
  ) -> ReceiveView {
    let model = ReceiveViewModel(session: session, clock: clock, saved: Saved())
    model.ownCode = Samples.dlakCode("KHAMLA SAYASONE")
    model.counter.asking = asking
    change(model)
    return ReceiveView(model)
  }

  fileprivate func till(_ asking: Asking = .none, _ change: (TillViewModel) -> Void = { _ in }) -> TillView {
    open("Han Kafe", .merchant)
    let model = TillViewModel(session: session, clock: clock, saved: Saved())
    model.counter.asking = asking
    change(model)
    return TillView(model)
  }

  fileprivate func day(_ total: Amount, _ payments: [HistoryItem], daysAgo: Double = 0) -> TillDayView {
    open("Han Kafe", .merchant)
    let model = TillDayViewModel(session: session, clock: clock, saved: Saved())
    model.day = Samples.now.addingTimeInterval(-86_400 * daysAgo)
    model.chosen = daysAgo == 0 ? nil : model.day
    (model.total, model.count, model.payments) = (total, payments.count, payments)
    return TillDayView(model)
  }
}

@MainActor
private let request = Samples.request()

@MainActor
private let away = Problem(.bankUnreachable, isRetryable: true)

@MainActor
let receivePictures = [
  Picture("receive") { $0.receive() },
  Picture("receive-own-paid") { $0.receive { $0.received = noy } },
  Picture("receive-amount") { cast in
    cast.receive { model in
      model.isTyping = true
      model.entry = AmountEntry(.kip(1_500_000))
    }
  },
  Picture("receive-making") { $0.receive(.making(.kip(15_000), memo: nil)) },
  Picture("receive-refused") { $0.receive(.refused(.kip(15_000), memo: nil, away)) },
  Picture("receive-request") { $0.receive(.open(Samples.request(memo: "ກາເຟ 2 ຈອກ"), left: .seconds(585))) },
  Picture("receive-unclear") { $0.receive(.unclear(request, nil)) },
  Picture("receive-paid") { $0.receive(.paid(request, noy)) },
  Picture("receive-expired") { $0.receive(.expired(request)) },
]

@MainActor
let tillPictures = [
  Picture("till") { $0.till { $0.entry = AmountEntry(.kip(15_000)) } },
  Picture("till-other") { $0.till { $0.other = noy } },
  Picture("till-making") { $0.till(.making(.kip(15_000), memo: nil)) },
  Picture("till-code") { $0.till(.open(request, left: .seconds(585))) },
  Picture("till-no-bank") { $0.till(.refused(.kip(15_000), memo: nil, away)) },
  Picture("till-unclear") { $0.till(.unclear(request, nil)) },
  Picture("till-expired") { $0.till(.expired(request)) },
  Picture("till-paid") { $0.till(.paid(request, noy)) },
  Picture("till-day") {
    $0.day(
      .kip(194_500),
      [
        Samples.entry(9, .kip(15_000), .credit, name: "Noy Phommachanh", ago: 120),
        Samples.entry(8, .kip(42_000), .credit, name: "ສົມພອນ ແກ້ວມະນີ", ago: 540, memo: "ກາເຟ 2 ຈອກ"),
        Samples.entry(7, .kip(128_000), .credit, name: "Somchai Jaidee", ago: 2820),
        Samples.entry(6, .kip(9_500), .credit, name: "Khamla Sayasone", ago: 9600),
      ])
  },
  Picture("till-day-empty") { $0.day(.zero, [], daysAgo: 1) },
]
