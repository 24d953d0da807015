/// A place in the app. It can be written down, and led to again.
public enum Route: Hashable, Codable, Sendable {
  // Onboarding.
  /// A PIN is chosen, for a new wallet, or for one that comes back from its words.
  case choosePIN(isRestore: Bool)
  case newWords
  case restore
  case enrol

  // The wallet.
  case home
  case scan
  /// A payment of what this code says, from the confirmation to its end. An empty code: a link that has none; what is wrong is
  /// said there.
  case pay(code: String, isLink: Bool)
  case receive
  /// The till: an amount, a code, "paid".
  case till
  /// What the shop took today.
  case tillDay
  case history
  /// An entry of the ledger by its number, or a payment that has none yet by its order.
  case detail(seq: UInt64?, orderId: String?)
  case topUp
  case redeem
  case settings
  case changePIN
  case showWords

  // What stands for itself.
  case welcome
  case failed
  case lock
}
