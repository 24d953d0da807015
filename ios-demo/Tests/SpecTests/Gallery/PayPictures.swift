import DLakWallet
import SwiftUI
import TestSupport

@testable import DLakDemoLogic
@testable import DLakDemoViews

extension Cast {
  fileprivate func scan(_ light: Light = .off, _ change: (ScanViewModel) -> Void) -> ScanView {
    let camera = LitCamera(light)
    let model = ScanViewModel(camera: camera, clock: clock) { _ in }
    model.eye = .looking
    change(model)
    return ScanView(model)
  }

  fileprivate func pay(_ step: PayStep, isLink: Bool = false) -> PayView {
    let model = PayViewModel(
      code: Samples.dlakCode(), isLink: isLink, session: session, clock: clock, saved: Saved())
    model.step = step
    return PayView(model)
  }
}

/// A camera with a light, and nothing before it.
@MainActor
private final class LitCamera: CodeCamera {
  let light: Light

  init(_ light: Light) {
    self.light = light
  }

  func setLight(isOn: Bool) {}
  func look(onFrame: @escaping @Sendable (any CameraFrame) -> Void) async -> CameraTrouble { .broken }
}

@MainActor
private func sight(_ texts: [String], isPayable: Bool = true) -> Sight {
  let codes = texts.enumerated().map { index, text in
    let (x, y) = (Int32(300 + 240 * index), Int32(500 + 200 * index))
    let corners = [Point(x: x, y: y), Point(x: x + 200, y: y), Point(x: x + 200, y: y + 200), Point(x: x, y: y + 200)]
    return SeenCode(text: text, corners: corners, isPayable: isPayable)
  }
  return Sight(shape: FrameShape(width: 720, height: 1280), codes: codes)
}

@MainActor
private let preview = Samples.preview(payeeName: "ຮ້ານກາເຟ ແຄມຂອງ")

@MainActor
let payPictures = [
  Picture("scan-found") { $0.scan { $0.sight = sight([Samples.dlakCode()]) } },
  Picture("scan-several") { cast in
    cast.scan(.on) { model in
      let codes = [Samples.dlakCode(), Samples.dlakCode("MEE KATI", amount: .kip(25_000))]
      model.sight = sight(codes)
      model.choices = [
        Choice(text: codes[0], printedName: "HAN KAFE", amount: nil),
        Choice(text: codes[1], printedName: "MEE KATI", amount: .kip(25_000)),
      ]
    }
  },
  Picture("scan-foreign") { cast in
    cast.scan { model in
      model.sight = sight([Samples.foreignCode], isPayable: false)
      model.notice = .foreign(scheme: "PromptPay", country: "TH")
    }
  },
  Picture("scan-ask") { $0.scan { $0.eye = .notAllowed(canAsk: true) } },
  Picture("scan-refused") { cast in
    cast.scan { model in
      model.eye = .notAllowed(canAsk: false)
      model.notice = .noCodeInPicture
    }
  },
  Picture("pay-reading") { $0.pay(.reading) },
  Picture("pay-finding") { $0.pay(.finding) },
  Picture("pay-amount") {
    $0.pay(
      .needsAmount(
        .init(printedName: "HAN KAFE", entry: AmountEntry(.kip(15_000)), available: .kip(500_000))))
  },
  Picture("pay-confirm") {
    $0.pay(.confirm(.init(details: Samples.preview(payeeName: "ຮ້ານກາເຟ ແຄມຂອງ", memo: "ກາເຟ 2 ຈອກ"))))
  },
  Picture("pay-cautions") {
    $0.pay(
      .confirm(
        .init(
          details: Samples.preview(payeeName: "Somphone Vongsa"),
          cautions: [.nameDiffers(printed: "HAN KAFE"), .firstPayment], isAmountOwn: true)), isLink: true)
  },
  Picture("pay-poor") {
    $0.pay(
      .failed(.init(Problem(.insufficientFunds, details: ["available": "1200000"]), isNothingPaid: true)))
  },
  Picture("pay-paying") { $0.pay(.paying(preview)) },
  Picture("pay-paid") { $0.pay(.paid(Samples.payment(preview, .settled))) },
  Picture("pay-pending") { $0.pay(.pending(Samples.payment(preview, .submitted))) },
  Picture("pay-rejected") {
    $0.pay(.failed(.init(Problem(.requestExpired), isNothingPaid: true, payment: Samples.payment(preview, .expired))))
  },
  Picture("pay-unknown") { $0.pay(.failed(.init(Problem(.libraryFault), isNothingPaid: false))) },
]
