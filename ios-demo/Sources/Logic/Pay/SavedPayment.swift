import DLakWallet

/// What of a payment must survive the death of the process. Nothing of it is secret.
@MainActor
struct SavedPayment {
  let saved: Saved

  /// The order that is being confirmed. It is written before the wallet is told to confirm it: so after a restart the wallet can be
  /// asked what became of it, and nobody has to guess.
  var order: OrderId? {
    get { saved["order"].map(OrderId.init(rawValue:)) }
    nonmutating set { saved["order"] = newValue?.rawValue }
  }

  var entry: AmountEntry {
    get { AmountEntry(saved: saved["entry"]) }
    nonmutating set { saved["entry"] = newValue.saved }
  }

  var memo: String {
    get { saved["memo"] ?? "" }
    nonmutating set { saved["memo"] = newValue }
  }

  /// Did the owner go on with the amount that is typed?
  var isAmountGiven: Bool {
    get { saved["amount-given"] == "yes" }
    nonmutating set { saved["amount-given"] = newValue ? "yes" : nil }
  }
}
