import DLakWallet
import Testing

@testable import DLakDemoLogic

struct AmountEntryTests {
  private let lao = Language.lao.locale
  private let english = Language.english.locale

  /// Digits, `k` for the key with three zeros, `.` for the decimal sign, `<` for delete.
  private func typed(_ keys: String) -> AmountEntry {
    keys.reduce(into: AmountEntry()) { entry, key in
      switch key {
      case "k": entry.thousand()
      case ".": entry.point()
      case "<": entry.delete()
      default: entry.type(key.wholeNumberValue ?? -1)
      }
    }
  }

  @Test func anAmountGrowsKeyByKeyGroupedAsPeopleOfTheLanguageWriteIt() {
    #expect(typed("").shown(lao) == "0")
    #expect(typed("150").shown(lao) == "150")
    #expect(typed("15k").shown(lao) == "15.000")
    #expect(typed("1500k").shown(english) == "1,500,000")
    #expect(typed("15k").amount == .kip(15_000))
  }

  @Test func attAreTypedBehindTheDecimalSignOfTheLanguageTwoDigitsAtMost() {
    #expect(typed("12.").shown(lao) == "12,")
    #expect(typed("12.5").shown(english) == "12.5")
    #expect(typed("12.5").amount == .att(1_250))
    #expect(typed("12.059k.").amount == .att(1_205))
    #expect(typed(".05").amount == .att(5))
  }

  @Test(arguments: ["", "0", "k", "00", ".", ".0", ".00", "1<"])
  func nothingIsNoAmountHoweverItIsTyped(keys: String) {
    #expect(typed(keys).amount == nil)
  }

  @Test func zerosInFrontDoNotCount() {
    #expect(typed("00k5") == typed("5"))
  }

  @Test func deleteTakesBackKeyByKeyAndNoFurtherThanNothing() {
    #expect(typed("12.34<").shown(english) == "12.3")
    #expect(typed("12.34<<<").shown(english) == "12")
    #expect(typed("12<<<<") == AmountEntry())
  }

  @Test func moreThanTheLedgerCanHoldCantBeTyped() {
    #expect(typed("92233720368547758.07").amount?.att == UInt64(Int64.max))
    let whole = "92233720368547758"
    #expect(typed(whole + "0") == typed(whole))
    #expect(typed(whole + "k") == typed(whole))
    #expect(typed(whole + ".08") == typed(whole + ".0"))
    #expect(typed(whole + ".1") == typed(whole + "."))
  }

  @Test(arguments: ["", "15k", "12.", ".5", "12.05"])
  func whatWasSavedComesBackAsItWas(keys: String) {
    #expect(AmountEntry(saved: typed(keys).saved) == typed(keys))
  }

  @Test(arguments: [nil, "x", "-5", "01", "1.234", "1.2.3", "92233720368547758.08", "٣"])
  func whatWasNotSavedByItIsNothing(broken: String?) {
    #expect(AmountEntry(saved: broken) == AmountEntry())
  }

  @Test func anAmountThatIsThereIsChangedAsIfItHadBeenTyped() {
    #expect(AmountEntry(.kip(15_000)) == typed("15k"))
    #expect(AmountEntry(.att(1_205)) == typed("12.05"))
    #expect(AmountEntry(.zero) == AmountEntry())
  }
}
