import Foundation

/// A link that carries the text of a payment code: what other apps and web pages open this one with.
///
/// ```text
/// dlak:pay?code=00020101021126...   (dlak://pay?code=... is the same)
/// ```
///
/// The code's text is percent-encoded as RFC 3986 says (`+` is a plus). A link says no more than a printed code: it never pays, and
/// all that it claims is asked of the bank.
public enum PayLink {
  /// The code in this link, or nil when there is none, or more than one: two readers could take another one each.
  public static func code(in link: String) -> String? {
    guard link.utf8.count <= longest, link.lowercased().hasPrefix(scheme) else { return nil }
    var rest = link.dropFirst(scheme.count)
    if rest.hasPrefix("//") { rest = rest.dropFirst(2) }
    rest = rest.prefix { $0 != "#" }
    var place = rest.prefix { $0 != "?" }
    let query = rest.dropFirst(place.count + 1)
    if place.hasSuffix("/") { place = place.dropLast() }
    guard place.lowercased() == "pay" else { return nil }
    let codes = query.split(separator: "&").filter { $0.hasPrefix(field) }
    guard codes.count == 1, let code = codes.first.flatMap({ decoded($0.dropFirst(field.count)) }) else { return nil }
    return code.allSatisfy(\.isWhitespace) ? nil : code
  }

  /// The link with this code.
  public static func link(to code: String) -> String {
    let plain = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
    return "\(scheme)pay?\(field)\(code.addingPercentEncoding(withAllowedCharacters: plain) ?? "")"
  }

  /// ASCII that is seen, or percent-encoded UTF-8; anything else is no link.
  private static func decoded(_ text: Substring) -> String? {
    guard text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { return nil }
    return text.removingPercentEncoding
  }

  /// A QR code holds less than 3000 bytes, and percent-encoding makes three of one.
  private static let longest = 9_000
  private static let scheme = "dlak:"
  private static let field = "code="
}
