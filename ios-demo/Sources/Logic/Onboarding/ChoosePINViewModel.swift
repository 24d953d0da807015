import DLakWallet
import Observation

/// How far a PIN for the wallet has come.
public enum ChoosePINStep: Hashable, Sendable {
  case typing
  /// The wallet is being made, or brought back.
  case making
  case failed(Problem)
  /// The words that were typed are gone, as after iOS ended the app: they are typed again.
  case wordsGone
}

/// A PIN is chosen, and the wallet made with it: new, or from the words in hand. Where it goes on, the session's state says.
@MainActor
@Observable
public final class ChoosePINViewModel: ScreenModel {
  public let isRestore: Bool
  public internal(set) var step = ChoosePINStep.typing

  @ObservationIgnored private let session: Session
  @ObservationIgnored private let settings: SettingsStore
  @ObservationIgnored private let biometrics: any Biometrics
  @ObservationIgnored private let inHand: WordsInHand
  @ObservationIgnored let newPIN = NewPIN()
  @ObservationIgnored private var chosen: String?

  init(
    isRestore: Bool, session: Session, settings: SettingsStore, biometrics: any Biometrics, inHand: WordsInHand
  ) {
    self.isRestore = isRestore
    self.session = session
    self.settings = settings
    self.biometrics = biometrics
    self.inHand = inHand
    if isRestore, inHand.typed.contains("") { step = .wordsGone }
    newPIN.onChosen = { [weak self] in self?.make($0) }
  }

  public var pad: any PINPad { newPIN }
  public var pin: NewPINState { newPIN.state }

  /// Once more, with the same PIN: the bank was not to be had, or so.
  public func retry() {
    if case .failed = step, let chosen { make(chosen) }
  }

  /// Another PIN, after a failure.
  public func startOver() {
    guard step != .making else { return }
    chosen = nil
    newPIN.startOver()
    step = .typing
  }

  public func end() {
    chosen = nil
  }

  private func make(_ pin: String) {
    chosen = pin
    step = .making
    // A wallet that is being made belongs to the session: leaving this screen does not stop it.
    Task { [weak self, session, isRestore] in
      let made = try? await attempt {
        if isRestore { try await self?.restore(pin) } else { try await self?.create(pin) }
      }
      switch made?.problem {
      case nil: self?.chosen = nil
      // It was made before, and its end was not seen.
      case let problem? where problem.code == .walletExists: await session.open()
      case let problem?: self?.step = .failed(problem)
      }
    }
  }

  // What the wallet's settings say must be true before the wallet is there: the app may end right after.

  private func create(_ pin: String) async throws {
    begin(isRestore: false)
    try await session.create(pin: pin) { [inHand] in inHand.give($0) }
  }

  private func restore(_ pin: String) async throws {
    begin(isRestore: true)
    try await session.restore(words: RecoveryWords(inHand.typed.joined(separator: " ")), pin: pin)
    inHand.clear()
  }

  private func begin(isRestore: Bool) {
    biometrics.forget()
    settings.update {
      $0.areWordsConfirmed = isRestore
      $0.isRestored = isRestore
      $0.isBiometricsOn = false
    }
  }
}
