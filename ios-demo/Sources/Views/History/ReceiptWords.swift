import DLakDemoLogic
import DLakWallet
import SwiftUI

/// A receipt as it is handed on: what people read, and the proof that a program verifies.
public struct ReceiptWords: Hashable, Sendable {
  public let bank: String
  public let title: String
  public let amount: String
  public let state: String
  /// Names and values, in order.
  public let lines: [Line]
  public let verified: String
  public let proofTitle: String
  public let proof: String

  public struct Line: Hashable, Sendable {
    public let name: String
    public let value: String
  }

  init(detail: Detail, receipt: Receipt, language: Language, dates: Dates) {
    let movement = detail.movement
    let say = { (said: Said) in said.text(in: language) }
    let line = { (said: Said, value: String?) in value.map { Line(name: say(said), value: $0) } }
    bank = say(.commonCentralBank)
    title = say(.commonReceipt)
    amount = movement.amount.shown(in: language)
    state = say(movement.kind == .redemption ? .historyRedeemed : .commonPaid)
    lines = [
      line(.commonPayer, detail.ownerName),
      line(.commonPayee, movement.name),
      line(.commonDate, dates.dayAndTime(receipt.settledAt)),
      line(.commonMemo, movement.memo),
      line(.commonReference, movement.orderId.rawValue),
    ].compactMap { $0 }
    verified = say(.historyVerified)
    proofTitle = say(.historyProof)
    proof = receipt.text
  }

  /// As a text. It does not say that it was verified: anybody could write that. The proof says it, to a program.
  public var text: String {
    let head = [bank, title, "\(amount)  \(state)"]
    return (head + lines.map { "\($0.name): \($0.value)" } + ["", proofTitle, proof]).joined(separator: "\n")
  }
}

/// Hands things on to other apps. False: it could not be done.
@MainActor
public struct Sharing: Sendable {
  public var text: @MainActor @Sendable (String) -> Bool
  public var picture: @MainActor @Sendable (ReceiptWords) -> Bool
  /// The code's picture.
  public var code: @MainActor @Sendable (_ code: String) -> Bool

  /// To nobody, unless it is said otherwise.
  public nonisolated init(
    text: @escaping @MainActor @Sendable (String) -> Bool = { _ in false },
    picture: @escaping @MainActor @Sendable (ReceiptWords) -> Bool = { _ in false },
    code: @escaping @MainActor @Sendable (_ code: String) -> Bool = { _ in false }
  ) {
    self.text = text
    self.picture = picture
    self.code = code
  }
}

private struct SharingKey: EnvironmentKey {
  static let defaultValue = Sharing()
}

extension EnvironmentValues {
  public var sharing: Sharing {
    get { self[SharingKey.self] }
    set { self[SharingKey.self] = newValue }
  }
}
