import DLakDemoLogic
import DLakWallet
import Foundation
import SwiftUI

/// What the camera sees, and what it found. `preview` is the camera's own picture: only the app has one.
struct ScanView: View {
  @Environment(\.palette) private var palette
  @Environment(\.openURL) private var openURL
  @Environment(\.scanning) private var scanning
  private let model: ScanViewModel

  init(_ model: ScanViewModel) {
    self.model = model
  }

  var body: some View {
    VStack(spacing: 0) {
      switch model.eye {
      case .closed, .looking:
        ZStack {
          scanning.preview()
          GeometryReader { place in SightOverlay(sight: model.sight, width: place.size.width, height: place.size.height)
          }
          .accessibilityHidden(true)
        }
        .frame(maxWidth: .infinity, maxHeight: .infinity)
      case .notAllowed, .unusable: NoCamera(eye: model.eye)
      }
      VStack(spacing: 12) {
        if model.isReadingPicture {
          Waiting(.payPictureReading)
        } else if !model.choices.isEmpty {
          ScanChoices(model: model)
        } else if let notice = model.notice {
          NoteCard(said(notice))
        } else if model.eye == .looking || model.eye == .closed {
          Phrase(.payScanHint).multilineTextAlignment(.center)
        }
        actions
      }
      .frame(maxWidth: .infinity)
      .padding(20)
      .background(palette.ground)
    }
    .background(Color.black)
    .screenTitle(.payScanTitle)
    .toolbar {
      ToolbarItem(placement: .topBarTrailing) {
        if model.light != .none, model.eye == .looking {
          Button(action: model.switchLight) {
            Image(systemName: model.light == .on ? "flashlight.off.fill" : "flashlight.on.fill")
              .frame(width: 44, height: 44)
          }
          .spoken(model.light == .on ? .payLightOff : .payLightOn)
        }
      }
    }
    .task { await begin() }
    .onDisappear { model.lookAway() }
  }

  @ViewBuilder private var actions: some View {
    switch model.eye {
    case .notAllowed(let canAsk):
      if canAsk {
        PrimaryButton(.payCameraAllow) { Task { await ask() } }
      } else {
        PrimaryButton(.payCameraSettings) {
          if let settings = URL(string: "app-settings:") { openURL(settings) }
        }
      }
    case .unusable(let trouble):
      if trouble != .none { PrimaryButton(.commonRetry) { model.look() } }
    case .closed, .looking: EmptyView()
    }
    SecondaryButton(.payPicture, icon: "photo") {
      Task {
        // Nil: the owner chose none.
        if let frames = await scanning.choosePicture() { model.readPicture { frames } }
      }
    }
    .disabled(model.isReadingPicture)
  }

  private func begin() async {
    switch await scanning.permission() {
    case .allowed: model.look()
    case .canAsk: model.notAllowed(canAsk: true)
    case .refused: model.notAllowed(canAsk: false)
    }
  }

  private func ask() async {
    if await scanning.ask() { model.look() } else { model.notAllowed(canAsk: false) }
  }

  private func said(_ notice: Notice) -> Said {
    switch notice {
    case .foreign(let scheme, let country): .payNoticeForeign(scheme: scheme, country: country)
    case .broken: .payNoticeBroken
    case .notPayment: .payNoticeNotPayment
    case .noCodeInPicture: .payNoticeNoCode
    case .badPicture: .payNoticeBadPicture
    }
  }
}

/// Frames around the codes in sight.
private struct SightOverlay: View {
  @Environment(\.palette) private var palette
  let sight: Sight?
  let width: Double
  let height: Double

  var body: some View {
    Canvas { context, _ in
      guard let sight else { return }
      let fit = FrameFit(sight.shape, viewWidth: width, viewHeight: height)
      for code in sight.codes {
        var frame = Path()
        for (index, corner) in code.corners.enumerated() {
          let spot = fit.spot(corner)
          let point = CGPoint(x: spot.x, y: spot.y)
          if index == 0 { frame.move(to: point) } else { frame.addLine(to: point) }
        }
        frame.closeSubpath()
        context.stroke(frame, with: .color(code.isPayable ? palette.goodGround : palette.accentGround), lineWidth: 4)
      }
    }
  }
}

/// Several payment codes: the owner chooses.
private struct ScanChoices: View {
  let model: ScanViewModel

  var body: some View {
    Phrase(model.choices.count > 1 ? .payScanSeveral : .payScanAgain).font(.headline)
    ForEach(model.choices) { choice in
      Button {
        model.choose(choice.text)
      } label: {
        HStack(spacing: 12) {
          if let name = choice.printedName { Text(name) } else { Phrase(.payScanUnnamed) }
          Spacer()
          if let amount = choice.amount { MoneyText(amount) }
        }
        .frame(maxWidth: .infinity, minHeight: 44)
      }
      .buttonStyle(.bordered)
    }
    if model.canChooseNone { QuietButton(.payScanNoneOfThese) { model.chooseNone() } }
  }
}

/// Why there is no picture, and what helps.
private struct NoCamera: View {
  @Environment(\.palette) private var palette
  let eye: Eye

  var body: some View {
    VStack(spacing: 12) {
      Spacer()
      Image(systemName: "camera").font(.system(.largeTitle)).foregroundStyle(palette.accent).accessibilityHidden(true)
      Phrase(title).font(.title2).multilineTextAlignment(.center).accessibilityAddTraits(.isHeader)
      Phrase(text).multilineTextAlignment(.center)
      Spacer()
    }
    .frame(maxWidth: .infinity, maxHeight: .infinity)
    .padding(24)
    .background(palette.ground)
  }

  private var title: Said {
    switch eye {
    case .unusable(.none): .payCameraNoneTitle
    case .unusable: .payCameraTakenTitle
    default: .payCameraAskTitle
    }
  }

  private var text: Said {
    switch eye {
    case .notAllowed(let canAsk): canAsk ? .payCameraAskText : .payCameraRefusedText
    case .unusable(.none): .payCameraNoneText
    default: .payCameraTakenText
    }
  }
}
