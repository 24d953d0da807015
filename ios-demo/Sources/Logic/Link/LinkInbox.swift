import Observation

/// The link that waits until its owner can see it: while the app starts, while there is no wallet yet, while it is locked. Only
/// the newest waits: whoever opens two means the second.
@MainActor
@Observable
public final class LinkInbox {
  public internal(set) var waiting: String?

  public init() {}

  public func put(_ link: String) {
    waiting = link
  }

  /// It is shown now.
  func taken(_ link: String) {
    if waiting == link { waiting = nil }
  }
}
