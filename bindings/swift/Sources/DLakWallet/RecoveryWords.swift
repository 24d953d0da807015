/// The 24 words that bring a wallet back. Whoever has them has the money: show them, and keep them nowhere.
///
/// They do not come into logs by accident: printing gives `[redacted]`.
public struct RecoveryWords: Hashable, Sendable {
  /// The words in their order.
  public let list: [String]

  init(list: [String]) {
    self.list = list
  }

  /// Words as a person typed them, checked: ``ErrorCode/wordCount``, ``ErrorCode/unknownWord`` and
  /// ``ErrorCode/wordsChecksum`` say what is wrong.
  public init(_ text: String) throws(WalletError) {
    try callNow { try checkWords(words: text) }
    list = text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
  }

  /// The words of wallets that begin with what was typed, for the screen that asks for them: in any case and with white
  /// space around it, in alphabetical order, at most `limit`. None while nothing was typed. Four letters leave one word.
  public static func suggestions(for typed: String, limit: Int = 8) throws(WalletError) -> [String] {
    try callNow { try suggestWords(typed: typed, limit: UInt32(clamping: limit)) }
  }

  /// The words in one line, a space between each.
  public var phrase: String { list.joined(separator: " ") }
}

extension RecoveryWords: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Not the words.
  public var description: String { "[redacted]" }

  /// Not the words.
  public var debugDescription: String { "[redacted]" }

  /// Not the words.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
