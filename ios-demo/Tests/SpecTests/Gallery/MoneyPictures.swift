import DLakWallet
import SwiftUI
import TestSupport

@testable import DLakDemoLogic
@testable import DLakDemoViews

private let amount = Amount.kip(500_000)

extension Cast {
  fileprivate func money(
    _ way: MoneyWay, _ step: MoneyStep, typed: Amount = amount, underWay: Amount? = nil
  ) -> MoneyView {
    let model = MoneyViewModel(way, session: session, clock: clock, saved: Saved())
    model.entry = AmountEntry(typed)
    model.underWay = underWay
    model.step = step
    return MoneyView(model)
  }
}

@MainActor
let moneyPictures =
  [
    Picture("top-up") { $0.money(.topUp, .typing(.init())) },
    Picture("top-up-second") { $0.money(.topUp, .typing(.init()), underWay: amount) },
    Picture("redeem") { $0.money(.redemption, .typing(.init())) },
    Picture("redeem-too-much") { $0.money(.redemption, .typing(.init()), typed: .kip(2_000_000)) },
    Picture("redeem-stopped") { $0.money(.redemption, .typing(.init(wasStopped: true))) },
    Picture("top-up-refused") { $0.money(.topUp, .refused(amount, Problem(.insufficientFiat))) },
    Picture("redeem-refused") { $0.money(.redemption, .refused(amount, Problem(.overDailyLimit))) },
  ]
  + [("top-up", MoneyWay.topUp), ("redeem", .redemption)].flatMap { name, way in
    [
      Picture("\(name)-confirm") { $0.money(way, .confirm(amount)) },
      Picture("\(name)-busy") { $0.money(way, .busy(amount)) },
      Picture("\(name)-done") { $0.money(way, .done(amount)) },
      Picture("\(name)-pending") { $0.money(way, .pending(amount)) },
      Picture("\(name)-unclear") { $0.money(way, .unclear(amount)) },
    ]
  }
