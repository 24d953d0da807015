import DLakWallet
import Foundation

/// What is said of an error: what it is, what to do, and, where it has values of its own, a sentence about them.
public struct ErrorTexts: Sendable {
  public let title: Said
  public let advice: Said
  let detail: Detail?

  /// A sentence with values, by their names in `WalletError.details`.
  enum Detail: Sendable {
    case plain(String, [String])
    case counted(String, [String])
  }

  init(title: Said, advice: Said, detail: Detail? = nil) {
    self.title = title
    self.advice = advice
    self.detail = detail
  }
}

extension Problem {
  /// What it is.
  public var title: Said { ErrorTexts(saidCode).title }

  /// What to do.
  public var advice: Said { ErrorTexts(saidCode).advice }

  /// More about it, if its values are known. `shown` makes a value of this name ready to be shown; nil when it can't be understood: then the sentence is left out.
  public func detail(shown: (_ name: String, _ value: String) -> String?) -> Said? {
    switch ErrorTexts(saidCode).detail {
    case .plain(let key, let names):
      let values = names.compactMap { name in details[name].flatMap { shown(name, $0) }.map { Said.Argument.text($0) } }
      return values.count == names.count ? Said(key, values) : nil
    case .counted(let key, let names):
      let values = names.compactMap { name -> Said.Argument? in
        if name == "count" { return details[name].flatMap { Int($0) }.map { .number($0) } }
        return details[name].flatMap { shown(name, $0) }.map { .text($0) }
      }
      return values.count == names.count ? Said(key, values) : nil
    case nil: return nil
    }
  }

  /// A bank that says no has a reason, which says more.
  private var saidCode: ErrorCode {
    code == .rejected ? details["reason"].map(ErrorCode.init(rawValue:)) ?? code : code
  }
}
