import DLakWallet

/// Judges what the camera sees, frame by frame.
///
/// A code is taken when two frames one after the other show it, and it alone. Of several the owner chooses; a frame that shows only
/// one of them, because a hand shook, changes nothing about that. After a code was taken the camera mostly still points at it: when
/// its owner comes back it is not taken again before it was out of sight, only offered.
struct Watch {
  /// So many frames without what was seen, and it is forgotten: about half a second.
  static let forget = 15

  private var last: String?
  private var rested: String?
  private var framesWithoutRested = 0
  private var offered: [String] = []
  private var framesOffered = 0

  /// What to do about a frame.
  enum Verdict: Equatable {
    case nothing
    case take(String)
    case choose([String])
    case say(Notice)
  }

  mutating func judge(_ seen: [ScannedCode]) -> Verdict {
    let payable = seen.payable
    rest(payable)
    offer(payable)
    let only = payable.count == 1 ? payable.first : nil
    let isSteady = only != nil && only == last
    last = only
    if !offered.isEmpty { return .choose(offered) }
    if let only { return isSteady ? .take(only) : .nothing }
    return seen.lazy.compactMap { Notice($0.kind) }.first.map { .say($0) } ?? .nothing
  }

  /// It was taken, by the camera or by a tap.
  mutating func took(_ code: String) {
    rested = code
    framesWithoutRested = 0
    last = nil
    offered = []
  }

  private mutating func rest(_ payable: [String]) {
    guard let code = rested else { return }
    if payable.contains(code) {
      framesWithoutRested = 0
    } else {
      framesWithoutRested += 1
      if framesWithoutRested >= Self.forget { rested = nil }
    }
  }

  private mutating func offer(_ payable: [String]) {
    if payable.count > 1 || payable.count == 1 && payable.first == rested {
      offered = payable
      framesOffered = 0
    } else {
      framesOffered += 1
      if framesOffered >= Self.forget { offered = [] }
    }
  }
}

extension [ScannedCode] {
  /// The texts of those that can be paid, each once.
  var payable: [String] {
    filter { $0.kind == .dlak }.map(\.text).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
