import DLakDemoLogic
import SwiftUI

/// A whole screen that asks for a PIN: what for, how far, and the pad.
struct PINPage<Header: View, Footer: View>: View {
  @Environment(\.palette) private var palette
  private let title: Said
  private let advice: Said?
  private let state: PINPadState
  private let pad: any PINPad
  private let biometrics: (@MainActor () -> Void)?
  private let header: Header
  private let footer: Footer

  /// `biometrics` asks for the face in the place of the PIN.
  init(
    _ title: Said, advice: Said?, state: PINPadState, pad: any PINPad, biometrics: (@MainActor () -> Void)? = nil,
    @ViewBuilder header: () -> Header, @ViewBuilder footer: () -> Footer
  ) {
    self.title = title
    self.advice = advice
    self.state = state
    self.pad = pad
    self.biometrics = biometrics
    self.header = header()
    self.footer = footer()
  }

  var body: some View {
    VStack(spacing: 12) {
      ScrollView {
        VStack(spacing: 12) {
          header
          Phrase(title).font(.title2).multilineTextAlignment(.center).accessibilityAddTraits(.isHeader)
          if let notice = state.notice {
            PINNoticeView(notice: notice)
          } else if let advice {
            Phrase(advice).font(.subheadline).foregroundStyle(palette.quiet).multilineTextAlignment(.center)
          }
          if state.isBusy {
            Waiting(.commonLoading)
          } else if !state.isWaiting {
            PINDots(count: state.count)
          }
          footer
        }
        .frame(maxWidth: .infinity)
        .padding(24)
      }
      PINKeys(state: state, pad: pad, biometrics: biometrics)
    }
    .background(palette.ground)
    .privacySensitive()
  }
}

extension PINPage where Header == EmptyView, Footer == EmptyView {
  init(_ title: Said, advice: Said?, state: PINPadState, pad: any PINPad) {
    self.init(title, advice: advice, state: state, pad: pad) {
      EmptyView()
    } footer: {
      EmptyView()
    }
  }
}

/// How many digits are typed: VoiceOver says the number, never a digit.
private struct PINDots: View {
  @Environment(\.palette) private var palette
  let count: Int

  var body: some View {
    HStack(spacing: count > 6 ? 8 : 16) {
      ForEach(0..<max(6, count), id: \.self) { place in
        Circle()
          .fill(place < count ? palette.primary : palette.line)
          .frame(width: 16, height: 16)
      }
    }
    .frame(minHeight: 24)
    .accessibilityElement()
    .spoken(.commonPinDigits(count: count))
  }
}

/// What is wrong, in words and with a sign: not by colour alone.
private struct PINNoticeView: View {
  @Environment(\.palette) private var palette
  let notice: PINNotice

  var body: some View {
    HStack(alignment: .top, spacing: 12) {
      Image(systemName: "exclamationmark.circle").foregroundStyle(palette.bad).accessibilityHidden(true)
      VStack(alignment: .leading, spacing: 4) {
        Phrase(title).font(.headline).foregroundStyle(palette.bad)
        if let advice { Phrase(advice).font(.subheadline) }
      }
    }
    .accessibilityElement(children: .combine)
  }

  private var title: Said {
    switch notice {
    case .refused(let problem): problem.title
    case .notTheSame: .onboardingPinNotSame
    case .wait(let seconds): .settingsLockWait(time: timeLeft(seconds))
    case .biometricsGone: .settingsLockBiometricsGone
    }
  }

  private var advice: Said? {
    switch notice {
    case .refused(let problem): problem.advice
    case .wait: .settingsLockWaitWhy
    case .notTheSame, .biometricsGone: nil
    }
  }
}

/// 0:59, 14:03, 3:59:00
func timeLeft(_ seconds: Int) -> String {
  let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
  let (hours, minutes, rest) = (seconds / 3600, seconds % 3600 / 60, seconds % 60)
  return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
}

/// Ten digits, "delete" and "enter", where a thumb is. The face stands in the place of "delete" while nothing is typed.
private struct PINKeys: View {
  let state: PINPadState
  let pad: any PINPad
  let biometrics: (@MainActor () -> Void)?

  var body: some View {
    VStack(spacing: 8) {
      ForEach(["123", "456", "789"], id: \.self) { row in
        HStack(spacing: 8) {
          ForEach(Array(row), id: \.self) { digit in PINDigit(digit: digit, isEnabled: state.canType, pad: pad) }
        }
      }
      HStack(spacing: 8) {
        if let biometrics, state.count == 0 {
          Button(action: biometrics) { PINSign(icon: "faceid") }
            .spoken(.settingsBiometrics)
            .disabled(!state.canType)
        } else {
          Button {
            pad.delete()
          } label: {
            PINSign(icon: "delete.backward")
          }
          .spoken(.settingsPinDelete)
          .disabled(!state.canType || state.count == 0)
        }
        PINDigit(digit: "0", isEnabled: state.canType, pad: pad)
        Button {
          pad.submit()
        } label: {
          PINSign(icon: "checkmark.circle.fill")
        }
        .spoken(.settingsPinSubmit)
        .disabled(!state.canSubmit)
      }
    }
    .padding(.horizontal, 20)
    .padding(.vertical, 12)
  }
}

private struct PINDigit: View {
  @Environment(\.palette) private var palette
  let digit: Character
  let isEnabled: Bool
  let pad: any PINPad

  var body: some View {
    Button {
      pad.type(digit)
    } label: {
      Text(String(digit))
        .font(.title)
        .foregroundStyle(palette.onPrimaryGround)
        .frame(maxWidth: .infinity, minHeight: 60)
        .background(palette.primaryGround.opacity(0.5), in: .rect(cornerRadius: 16))
    }
    .disabled(!isEnabled)
  }
}

private struct PINSign: View {
  let icon: String

  var body: some View {
    Image(systemName: icon).font(.title).frame(maxWidth: .infinity, minHeight: 60).accessibilityHidden(true)
  }
}
