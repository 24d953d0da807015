import DLakWallet
import Foundation
import Testing

@Suite struct AmountTests {
  private let lao = Locale(identifier: "lo_LA")
  private let english = Locale(identifier: "en_US")
  private let thai = Locale(identifier: "th_TH")

  @Test func kipHaveAHundredAtt() {
    #expect(Amount.kip(15_000).att == 1_500_000)
    #expect(Amount(kip: 15_000) == .kip(15_000))
    #expect(Amount.att(150) == Amount(att: 150))
    #expect(Amount.att(150).wholeKip == 1)
    #expect(Amount.att(150).remainingAtt == 50)
    #expect(Amount.att(99) < .kip(1))
  }

  @Test func whatTheLedgerCannotHoldIsNoAmount() {
    #expect(Amount(att: Amount.max.att + 1) == nil)
    #expect(Amount(att: .max) == nil)
    #expect(Amount(kip: .max) == nil)
    #expect(Amount(kip: Amount.max.wholeKip + 1) == nil)
    #expect(Amount(kip: Amount.max.wholeKip) != nil)
  }

  @Test func sumsDifferencesAndProductsAreChecked() throws {
    #expect(try Amount.kip(1) + .att(1) == .att(101))
    #expect(try Amount.kip(1) - .att(1) == .att(99))
    #expect(try Amount.att(3) * 50 == .att(150))
    #expect(try Amount.kip(1) - .kip(1) == .zero)
    #expect(throws: AmountError.tooLarge) { try Amount.max + .att(1) }
    #expect(throws: AmountError.tooLarge) { try Amount.max * 2 }
    #expect(throws: AmountError.tooLarge) { try Amount.max * .max }
    #expect(throws: AmountError.negative) { try Amount.zero - .att(1) }
  }

  @Test func peopleSeeKipAsTheirLocaleWritesNumbers() {
    let amount = Amount.att(1_500_050)
    #expect(amount.formatted(.kip.locale(lao)) == "₭15.000,50")
    #expect(amount.formatted(.kip.locale(english)) == "₭15,000.50")
    #expect(amount.formatted(.kip.locale(thai)) == "₭15,000.50")
    #expect(Amount.kip(15_000).formatted(.kip.locale(lao)) == "₭15.000")
    #expect(Amount.kip(15_000).formatted(.kip.locale(lao).decimals(.always)) == "₭15.000,00")
    #expect(Amount.zero.formatted(.kip.locale(english)) == "₭0")
    #expect(amount.formatted().contains("₭"))
  }

  @Test func noAmountIsRoundedWhenItIsFormatted() {
    #expect(Amount.max.formatted(.kip.locale(english)) == "₭92,233,720,368,547,758.07")
    #expect(Amount.att(1).formatted(.kip.locale(english)) == "₭0.01")
    // 2^53 + 1: where a double would lose an att.
    #expect(Amount(att: 9_007_199_254_740_993)?.formatted(.kip.locale(english)) == "₭90,071,992,547,409.93")
    #expect(Amount.max.description == "92233720368547758.07")
    #expect(Amount.att(5).description == "0.05")
  }

  @Test func whatPeopleTypeIsRead() throws {
    #expect(try Amount(typed: "15.000,50", locale: lao) == .att(1_500_050))
    #expect(try Amount(typed: "15,000.50", locale: english) == .att(1_500_050))
    #expect(try Amount(typed: " ₭ 15000 ", locale: lao) == .kip(15_000))
    #expect(try Amount(typed: "15 000 LAK", locale: Locale(identifier: "fr_FR")) == .kip(15_000))
    #expect(try Amount(typed: "98.7", locale: english) == .att(9_870))
    #expect(try Amount(typed: "98.", locale: english) == .kip(98))
    #expect(try Amount(typed: "໑໕.໐໐໐", locale: lao) == .kip(15_000))
    #expect(try Amount(typed: "๑๕,๐๐๐", locale: thai) == .kip(15_000))
    #expect(try Amount(typed: "92,233,720,368,547,758.07", locale: english) == .max)
  }

  @Test func marksThatNobodySeesAreOnlyAtTheEnds() {
    #expect(throws: AmountError.notANumber) { try Amount(typed: "1\u{200F}5", locale: english) }
    #expect(throws: AmountError.notANumber) { try Amount(typed: "\u{200F}", locale: english) }
  }

  @Test(arguments: ["", " ", "₭", ".", ".5", "-5", "1,5", "15,00", "1,0000", ",100", "1.2.3", "1e3", "½", "①", "1 000"])
  func whatCouldBeMeantOtherwiseIsRefused(text: String) {
    #expect(throws: AmountError.notANumber) { try Amount(typed: text, locale: english) }
  }

  @Test func tooManyDecimalsAndTooMuchAreRefused() {
    #expect(throws: AmountError.tooManyDecimals) { try Amount(typed: "1.005", locale: english) }
    #expect(throws: AmountError.tooLarge) { try Amount(typed: "92233720368547758.08", locale: english) }
    #expect(throws: AmountError.tooLarge) { try Amount(typed: String(repeating: "9", count: 400), locale: english) }
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let ids = ["lo_LA", "lo_LA@numbers=laoo", "en_US", "th_TH", "de_DE", "de_CH", "fr_FR", "vi_VN", "en_IN"]
    // These write marks that nobody sees, for the direction of the text.
    for id in ids + ["ar_EG", "fa_IR", "he_IL", "ur_PK"] {
      for amount in [Amount.zero, .att(1), .kip(999), .att(1_234_567_89), .max] {
        let style = Amount.FormatStyle(locale: Locale(identifier: id))
        let text = style.format(amount)
        #expect(try style.parseStrategy.parse(text) == amount, "\(id): \(text)")
      }
    }
  }
}
