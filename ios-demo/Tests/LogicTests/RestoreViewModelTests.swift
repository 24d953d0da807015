import DLakWallet
import TestSupport
import Testing

@testable import DLakDemoLogic

/// The 24 words, typed and shown.
@MainActor
struct RestoreViewModelTests {
  private let inHand = WordsInHand()

  @Test func wordsThatWerePastedIntoTheFieldGoToTheirPlacesAndItIsSaid() {
    let screen = RestoreViewModel(inHand: inHand)
    #expect(screen.type(Samples.phrase), "they must leave the clipboard")
    #expect(screen.words == Samples.words)
    #expect(screen.check())
    #expect(inHand.typed == Samples.words)
  }

  @Test func aListWithNumbersIsReadAsItsWords() {
    let screen = RestoreViewModel(inHand: inHand)
    let list = Samples.words.enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(separator: "\n")
    #expect(screen.paste(list))
    #expect(screen.words == Samples.words)
  }

  @Test func aSpaceEndsAWordAndTheNextPlaceIsTyped() {
    let screen = RestoreViewModel(inHand: inHand)
    #expect(!screen.type("mil"))
    #expect(screen.suggestions.contains("milk"))
    #expect(!screen.type("milk "))
    #expect(screen.current == 1)
    #expect(screen.typed.isEmpty)
  }

  @Test func whatNoWalletHasIsMarkedAndRefused() {
    let screen = RestoreViewModel(inHand: inHand)
    var words = Samples.words
    words[4] = "vientiane"
    screen.paste(words.joined(separator: " "))
    #expect(screen.wrong == [4])
    #expect(!screen.check())
    #expect(screen.current == 4)
    #expect(screen.problem != nil)
  }

  @Test func whoLeavesTakesTheWordsAway() {
    let screen = RestoreViewModel(inHand: inHand)
    screen.paste(Samples.phrase)
    screen.end()
    #expect(screen.count == 0)
    #expect(Set(inHand.typed) == [""])
  }

  @Test func newWordsAreConfirmedByThreeRightAnswersAndNothingLess() async throws {
    let clock = FakeClock()
    let settings = SettingsStore()
    let session = try await openSession(FakeWallet(), clock)
    inHand.give(try RecoveryWords(Samples.phrase))
    let screen = NewWordsViewModel(session: session, settings: settings, inHand: inHand, clock: clock, saved: Saved())
    #expect(screen.words == Samples.words)
    screen.written()
    for number in 1...3 {
      guard case .check(let question) = screen.step else { throw NeverSo(description: "question \(number)") }
      #expect(!settings.settings.areWordsConfirmed)
      let right = Samples.words[question.place - 1]
      screen.choose(try #require(question.choices.first { $0 != right }))
      guard case .check(let again) = screen.step else { throw NeverSo(description: "the same question") }
      #expect(again.place == question.place && again.wrong != nil)
      screen.choose(right)
    }
    #expect(settings.settings.areWordsConfirmed)
    screen.end()
    // A tap that comes too late does nothing.
    screen.choose("milk")
    #expect(screen.words.isEmpty)
  }
}
