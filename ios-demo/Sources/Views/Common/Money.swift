import DLakDemoLogic
import DLakWallet
import SwiftUI

extension Amount {
  /// As it is written where this language is spoken: `₭15.000`.
  func shown(in language: Language) -> String {
    formatted(.kip.locale(language.locale))
  }
}

/// An amount, in digits of equal width.
struct MoneyText: View {
  @Environment(\.language) private var language
  private let amount: Amount

  init(_ amount: Amount) {
    self.amount = amount
  }

  var body: some View { Text(amount.shown(in: language)).monospacedDigit() }
}
