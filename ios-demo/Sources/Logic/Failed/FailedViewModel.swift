import Observation

/// What to do with a wallet that can't be opened: try again, or bring it back from its words. The broken one is put aside only
/// after the owner has said that the words are at hand.
@MainActor
@Observable
public final class FailedViewModel: ScreenModel {
  @ObservationIgnored private let session: Session
  @ObservationIgnored private let onHasWords: @MainActor () -> Void
  var wasAsked = false

  init(session: Session, onHasWords: @escaping @MainActor () -> Void = {}) {
    self.session = session
    self.onHasWords = onHasWords
  }

  /// Nil when the wallet can be opened after all.
  public var problem: Problem? {
    if case .failed(let problem) = session.state { problem } else { nil }
  }

  public var canRestore: Bool { problem?.isHealedByWords == true }

  /// Was the owner asked whether the words are at hand, and has not answered yet?
  public var isAsking: Bool { wasAsked && canRestore }

  public func retry() {
    Task { await session.open() }
  }

  public func restore() {
    wasAsked = true
  }

  /// The owner would rather not.
  public func notNow() {
    wasAsked = false
  }

  /// The owner has the words.
  public func hasWords() {
    guard isAsking else { return }
    wasAsked = false
    onHasWords()
    Task { _ = await session.setAside() }
  }

  public func end() {}
}
