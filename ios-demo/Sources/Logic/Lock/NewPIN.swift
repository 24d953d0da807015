import DLakWallet
import Observation

/// A new PIN is typed twice: whoever mistypes it once would be shut out.
public struct NewPINState: Hashable, Sendable {
  /// Is it typed for the second time?
  public var isAgain = false
  public var pad = PINPadState()

  public init(isAgain: Bool = false, pad: PINPadState = PINPadState()) {
    self.isAgain = isAgain
    self.pad = pad
  }
}

/// Asks for a new PIN until it was typed the same twice, and is one that the wallet takes.
@MainActor
@Observable
final class NewPIN: PINPad {
  var state = NewPINState()

  @ObservationIgnored private var input = PINInput()
  @ObservationIgnored private var first: String?
  @ObservationIgnored var onChosen: @MainActor (_ pin: String) -> Void = { _ in }

  func type(_ digit: Character) {
    input.add(digit)
    showCount()
  }

  func delete() {
    input.deleteLast()
    showCount()
  }

  func submit() {
    guard state.pad.canSubmit else { return }
    let typed = input.take()
    guard let before = first else { return begin(typed) }
    if before == typed {
      first = nil
      onChosen(typed)
    } else {
      startOver(.notTheSame)
    }
  }

  /// From the beginning.
  func startOver(_ notice: PINNotice? = nil) {
    first = nil
    input.clear()
    state = NewPINState(pad: PINPadState(notice: notice))
  }

  private func begin(_ typed: String) {
    do {
      try Wallet.checkNewPIN(typed)
      first = typed
      state = NewPINState(isAgain: true)
    } catch {
      startOver(.refused(Problem(error)))
    }
  }

  private func showCount() {
    state.pad = PINPadState(count: input.count)
  }
}
