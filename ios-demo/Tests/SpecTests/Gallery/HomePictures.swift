import DLakWallet
import SwiftUI
import TestSupport

@testable import DLakDemoLogic
@testable import DLakDemoViews

@MainActor
let sampleEntries = [
  Samples.entry(9, .kip(15_000), memo: "ກາເຟ 2 ຈອກ"),
  Samples.entry(8, .kip(42_000), name: "ຮ້ານເຝີ ແມ່ບົວ", ago: 3 * 3600),
  Samples.entry(7, .kip(120_000), .credit, name: "ຈັນທະວີ ແກ້ວມະນີ", ago: 5 * 3600, memo: "ຄ່າເຂົ້າທ່ຽງ"),
  Samples.entry(6, .kip(500_000), .credit, name: "Naga Bank", kind: .topUp, ago: 25 * 3600),
  Samples.entry(5, .kip(8_500), name: "Talat Sao Parking", ago: 28 * 3600),
  Samples.entry(4, .kip(200_000), name: "Naga Bank", kind: .redemption, ago: 3 * 86_400),
]

@MainActor
let samplePending = Samples.payment(
  Samples.preview(.kip(60_000), payeeName: "Phou Khao Books", orderId: "0190d3a8-7c1e-7f42-9b5a-2f6f0d9c1a77"),
  .submitted)

extension Cast {
  fileprivate func home(
    _ recent: [Movement] = sampleEntries.map(Movement.init), _ change: (HomeViewModel) -> Void = { _ in }
  ) -> HomeView {
    let model = HomeViewModel(session: session, settings: settings, clock: clock)
    model.recent = recent
    change(model)
    return HomeView(model)
  }
}

@MainActor
let homePictures = [
  Picture("home") { $0.home() },
  Picture("home-pending") { cast in
    cast.session.balance = Samples.balance(.kip(1_425_000), reserved: .kip(60_000))
    return cast.home([Movement(samplePending)] + sampleEntries.dropLast().map(Movement.init))
  },
  Picture("home-offline") { cast in
    cast.isOffline = true
    return cast.home()
  },
  Picture("home-empty") { cast in
    cast.session.balance = Samples.balance(.zero)
    return cast.home([])
  },
  Picture("home-frozen") { cast in
    cast.open("Khamla Sayasone", frozen: true)
    return cast.home()
  },
  Picture("home-diverged") { $0.home { $0.isDiverged = true } },
  Picture("home-shop") { cast in
    cast.open("Han Kafe", .merchant)
    return cast.home()
  },
  Picture("home-large") { $0.home().environment(\.dynamicTypeSize, .accessibility2) },
]
