import DLakDemoLogic
import DLakWallet
import Foundation

/// Things to put into wallets and screens.
public enum Samples {
  /// A Wednesday afternoon in Vientiane: 15:42.
  public static let now = Date(timeIntervalSince1970: 1_795_596_120)

  /// 24 words for pictures and tests: they fit together, and no wallet is theirs.
  public static let phrase =
    "milk nice echo kid demise rally room issue recipe almost wisdom yard special ankle program sustain expect congress "
    + "concert novel trend pride crater brown"
  public static let words = phrase.split(separator: " ").map(String.init)

  /// PromptPay's, of Thailand: what this wallet can't pay.
  public static let foreignCode = "00020101021129370016A000000677010111011300668123456785802TH530376463049B5E"

  public static func profile(_ name: String, _ kind: HolderKind = .person, frozen: Bool = false) -> Profile {
    Profile(
      account: AccountId(rawValue: "acc-khamla"), name: name, kind: kind, participant: "NAGA", frozen: frozen,
      limits: Limits(payment: .kip(5_000_000), daily: .kip(20_000_000)), spentToday: .zero)
  }

  public static func balance(_ available: Amount, reserved: Amount = .zero) -> Balance {
    Balance(settled: (try? available + reserved) ?? available, reserved: reserved, available: available)
  }

  public static func preview(
    _ amount: Amount = .kip(15_000), payeeName: String = "Han Kafe", memo: String? = nil,
    orderId: String = "0190d3a8-0000-7000-8000-000000000001", warnings: [PayeeWarning] = []
  ) -> PreviewDetails {
    PreviewDetails(
      orderId: OrderId(rawValue: orderId), payee: AccountId(rawValue: "acc-han-kafe"), payeeName: payeeName,
      payeeKind: .merchant, amount: amount, fee: .zero, memo: memo, request: nil, available: .kip(500_000),
      leftToday: .kip(20_000_000), warnings: warnings)
  }

  public static func payment(_ preview: PreviewDetails, _ state: PaymentState) -> Payment {
    let isOpen = state == .created || state == .submitted
    return Payment(
      orderId: preview.orderId, kind: .payment, payee: preview.payee, payeeName: preview.payeeName,
      amount: preview.amount, request: preview.request, memo: preview.memo, createdAt: now,
      expiresAt: now.addingTimeInterval(300), state: state, decidedAt: isOpen ? nil : now)
  }

  public static func entry(
    _ seq: UInt64, _ amount: Amount, _ direction: Direction = .debit, name: String = "Han Kafe",
    kind: EntryKind = .payment, ago seconds: TimeInterval = 0, memo: String? = nil, request: RequestId? = nil
  ) -> HistoryItem {
    HistoryItem(
      seq: seq, kind: kind, direction: direction, amount: amount, balanceAfter: .kip(500_000),
      counterparty: AccountId(rawValue: "acc-\(name)"), counterpartyName: name, orderId: orderId(seq), request: request,
      memo: memo, settledAt: now.addingTimeInterval(-seconds))
  }

  public static func orderId(_ number: UInt64) -> OrderId {
    let digits = String(number)
    return OrderId(rawValue: "0190d3a8-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits)
  }

  public static func receipt(_ movement: HistoryItem) -> Receipt {
    Receipt(
      text: "a receipt", orderId: movement.orderId, kind: .payment, payer: AccountId(rawValue: "acc-khamla"),
      payee: movement.counterparty, amount: movement.amount, request: nil, settledAt: movement.settledAt, leafIndex: 8,
      treeSize: 9)
  }

  public static func request(_ amount: Amount = .kip(15_000), memo: String? = nil) -> PaymentRequest {
    PaymentRequest(
      id: RequestId(rawValue: "request-1"), amount: amount, memo: memo, code: dlakCode(amount: amount),
      expiresAt: now.addingTimeInterval(600))
  }

  /// A code as a shop prints it: of DLak, that can be shown again and again. The bank need not know the account.
  public static func dlakCode(
    _ name: String = "HAN KAFE", amount: Amount? = nil, account: String = "0123456789ABCDEFGHJKMNPQRR"
  ) -> String {
    var fields = [
      ("00", "01"), ("01", "11"), ("26", field("00", "la.dlak") + field("01", account)), ("52", "0000"), ("53", "418"),
    ]
    if let amount {
      let att = amount.remainingAtt
      fields.append(("54", "\(amount.wholeKip).\(att < 10 ? "0" : "")\(att)"))
    }
    fields += [("58", "LA"), ("59", name), ("60", "Vientiane")]
    let body = fields.map { field($0.0, $0.1) }.joined() + "6304"
    let digits = String(checksum(body), radix: 16, uppercase: true)
    return body + String(repeating: "0", count: 4 - digits.count) + digits
  }

  private static func field(_ id: String, _ value: String) -> String {
    "\(id)\(value.count < 10 ? "0" : "")\(value.count)\(value)"
  }

  /// CRC-16/CCITT-FALSE, as the standard of payment codes has it.
  private static func checksum(_ text: String) -> UInt16 {
    text.utf8.reduce(0xFFFF) { start, byte in
      (0..<8).reduce(start ^ UInt16(byte) << 8) { crc, _ in crc & 0x8000 == 0 ? crc << 1 : crc << 1 ^ 0x1021 }
    }
  }
}
