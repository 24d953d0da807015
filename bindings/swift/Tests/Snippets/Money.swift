import DLakWallet
import Foundation

func money(of balance: Balance) throws -> [String] {
  let price: Amount = .kip(15_000)
  let left = try balance.available - price  // throws when it is less than nothing
  let text = left.formatted(.kip.locale(Locale(identifier: "lo_LA")))  // ₭35.000
  let typed = try Amount(typed: "15.000,50", locale: Locale(identifier: "lo_LA"))
  return [text, typed.description]
}
