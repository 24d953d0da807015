import Foundation

/// A link that carries the text of a payment code: what other apps and web pages open this one with.
///
/// ```text
/// dlak:pay?code=00020101021126...   (dlak://pay?code=... is the same)
/// ```
public enum PayLink {
  /// The code in this link, or nil when there is none, or more than one: two readers could take another one each.
  static func code(in link: String) -> String? { nil }
}
