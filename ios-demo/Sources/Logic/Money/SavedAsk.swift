import DLakWallet

/// What must survive the death of the process, so that nobody has to guess what became of what was asked for. The wallet gives it
/// its id only in the call: so the newest thing that was there before is kept, and what is newer is looked at.
@MainActor
struct SavedAsk {
  let saved: Saved

  var entry: AmountEntry {
    get { AmountEntry(saved: saved["entry"]) }
    nonmutating set { saved["entry"] = newValue.isEmpty ? nil : newValue.saved }
  }

  /// How much is asked for; nil when nothing is. Written before the wallet is told.
  var amount: Amount? {
    get { saved["asked"].flatMap { UInt64($0) }.flatMap { $0 > 0 ? Amount(att: $0) : nil } }
    nonmutating set { saved["asked"] = newValue.map { String($0.att) } }
  }

  /// A number or an id of what is newest before; nil when there was nothing.
  var newestBefore: String? {
    get { saved["newest-before"] }
    nonmutating set { saved["newest-before"] = newValue }
  }

  /// Its id, since it is known.
  var id: OrderId? {
    get { saved["id"].map(OrderId.init(rawValue:)) }
    nonmutating set { saved["id"] = newValue?.rawValue }
  }

  func forget() {
    id = nil
    amount = nil
    newestBefore = nil
  }
}
