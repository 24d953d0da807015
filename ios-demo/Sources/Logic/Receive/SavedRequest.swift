import DLakWallet
import Foundation

/// The request that is shown, for a process that died meanwhile: the bank is asked for it then. Nothing of it is secret.
@MainActor
struct SavedRequest {
  let saved: Saved

  var request: PaymentRequest? {
    get {
      guard let id = saved["request"], let att = saved["request-amount"].flatMap({ UInt64($0) }),
        let amount = Amount(att: att), let code = saved["request-code"],
        let expires = saved["request-expires"].flatMap({ Double($0) })
      else { return nil }
      return PaymentRequest(
        id: RequestId(rawValue: id), amount: amount, memo: saved["request-memo"], code: code,
        expiresAt: Date(timeIntervalSince1970: expires))
    }
    nonmutating set {
      saved["request-amount"] = newValue.map { String($0.amount.att) }
      saved["request-memo"] = newValue?.memo
      saved["request-code"] = newValue?.code
      saved["request-expires"] = newValue.map { String($0.expiresAt.timeIntervalSince1970) }
      saved["request"] = newValue?.id.rawValue
    }
  }
}
