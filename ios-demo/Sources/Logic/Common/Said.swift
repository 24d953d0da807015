import Foundation

/// A text of the app by its key, with what is put into its places. It becomes words where it is shown, in the language that is
/// shown: no text is put together anywhere else.
public struct Said: Hashable, Sendable {
  public let key: String
  public let arguments: [Argument]

  /// What is put into a place.
  public enum Argument: Hashable, Sendable {
    /// Ready to be shown: amounts and dates are formatted before.
    case text(String)
    /// How many: chooses between "1 payment" and "2 payments".
    case number(Int)
  }

  init(_ key: String, _ arguments: Argument...) {
    self.init(key, arguments)
  }

  init(_ key: String, _ arguments: [Argument]) {
    self.key = key
    self.arguments = arguments
  }

  /// The words.
  public func text(in language: Language) -> String {
    Catalog.text(self, in: language)
  }
}
