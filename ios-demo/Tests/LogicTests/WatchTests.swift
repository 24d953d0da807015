import DLakWallet
import Testing

@testable import DLakDemoLogic

struct WatchTests {
  private func seen(_ texts: String..., kind: CodeKind = .dlak) -> [ScannedCode] {
    texts.map { ScannedCode(text: $0, corners: [], kind: kind) }
  }

  /// What is said of the last of these frames.
  private func judge(_ watch: inout Watch, _ frames: [ScannedCode]..., times: Int = 1) -> Watch.Verdict {
    var verdict = Watch.Verdict.nothing
    for _ in 0..<times { for frame in frames { verdict = watch.judge(frame) } }
    return verdict
  }

  @Test func aCodeIsTakenWhenASecondFrameShowsItToo() {
    var watch = Watch()
    #expect(judge(&watch, seen("a")) == .nothing)
    #expect(judge(&watch, seen("a")) == .take("a"))
  }

  @Test func aCodeIsNotTakenWhenTheNextFrameShowsAnother() {
    var watch = Watch()
    #expect(judge(&watch, seen("a"), seen("b"), seen("a")) == .nothing)
  }

  @Test func aCodeThatWasTakenIsOnlyOfferedUntilItWasOutOfSight() {
    var watch = Watch()
    watch.took("a")
    #expect(judge(&watch, seen("a"), times: 5) == .choose(["a"]))
    #expect(judge(&watch, [], times: Watch.forget) == .nothing)
    #expect(judge(&watch, seen("a"), times: 2) == .take("a"))
  }

  @Test func ofSeveralCodesNoneIsTakenBecauseABlurredFrameShowsOnlyOne() {
    var watch = Watch()
    #expect(judge(&watch, seen("a", "b")) == .choose(["a", "b"]))
    #expect(judge(&watch, seen("a"), times: 5) == .choose(["a", "b"]))
  }

  @Test func theSameCodeTwiceInAFrameIsOne() {
    var watch = Watch()
    #expect(judge(&watch, seen("a", "a"), times: 2) == .take("a"))
  }

  @Test func aCodeThatCantBePaidSaysWhatItIs() {
    for (kind, notice) in [
      (CodeKind.foreign(scheme: "PromptPay", country: "TH"), Notice.foreign(scheme: "PromptPay", country: "TH")),
      (.broken(why: "its checksum is wrong"), .broken),
      (.notPayment, .notPayment),
    ] {
      var watch = Watch()
      #expect(judge(&watch, seen("x", kind: kind), times: 5) == .say(notice))
    }
  }

  @Test func aCodeThatCanBePaidIsTakenThoughOthersAreBesideIt() {
    var watch = Watch()
    let both = seen("https://example.com", kind: .notPayment) + seen("a")
    #expect(judge(&watch, both, both) == .take("a"))
  }
}
