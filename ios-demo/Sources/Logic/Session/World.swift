/// Which part of the app its owner is in: made of what is true of the wallet, so that no screen has to lead there.
public enum World: Hashable, Sendable {
  /// The wallet is being opened.
  case opening
  /// The wallet can't be opened.
  case broken(Problem)
  /// There is no wallet yet.
  case start
  /// There is a wallet, and nobody has shown yet that its words are written down.
  case words
  /// The bank does not know the wallet yet.
  case enrol
  /// All is done: the wallet itself.
  case wallet

  /// The world that this state belongs to.
  public init(_ session: SessionState, _ settings: Settings) {
    switch session {
    case .opening: self = .opening
    case .noWallet: self = .start
    case .failed(let problem): self = .broken(problem)
    case .open(let open):
      if !settings.areWordsConfirmed {
        self = .words
      } else {
        self = open.isRegistered ? .wallet : .enrol
      }
    }
  }
}

/// Does the lock stand before it? Not before the words: they ask for the PIN themselves.
public func isLockShown(_ session: SessionState, _ settings: Settings) -> Bool {
  session.open?.isLocked == true && settings.areWordsConfirmed
}
