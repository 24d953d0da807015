import Testing

@testable import DLakDemoLogic

struct PayLinkTests {
  @Test(arguments: ["00020101021126", "HAN KAFE & co + 1=2?#%", "ຮ້ານກາເຟ", "😀"])
  func aLinkCarriesTheTextOfACodeWhateverCharactersItHas(code: String) {
    #expect(PayLink.code(in: PayLink.link(to: code)) == code)
  }

  @Test func everyCharacterThatMeansSomethingIsEncoded() {
    #expect(PayLink.link(to: "A & b") == "dlak:pay?code=A%20%26%20b")
  }

  @Test(arguments: [
    "dlak:pay?code=a", "DLAK:pay?code=a", "dlak://pay?code=a", "dlak://pay/?from=web&code=a#top", "dlak:PAY?code=%61",
  ])
  func theWaysInWhichOtherAppsWriteTheSameLinkAreRead(link: String) {
    #expect(PayLink.code(in: link) == "a")
  }

  @Test func aPlusIsAPlus() {
    #expect(PayLink.code(in: "dlak:pay?code=a+b") == "a+b")
  }

  @Test(arguments: [
    "", "dlak:", "dlak:pay", "dlak:pay?", "dlak:pay?code=", "dlak:pay?code=%20", "dlak:send?code=a",
    "dlak:pay/x?code=a", "https://pay?code=a", "dlak:pay?code=a&code=b", "dlak:pay?code=%", "dlak:pay?code=%4",
    "dlak:pay?code=%zz",
    "dlak:pay?code=%+1", "dlak:pay?code=%ff", "dlak:pay?code=%C0%80", "dlak:pay?code=a b", "dlak:pay?code=ກ",
    "dlak:pay?code=" + String(repeating: "a", count: 10_000),
  ])
  func whatIsNoSuchLinkOrCouldBeReadInTwoWaysHasNoCode(link: String) {
    #expect(PayLink.code(in: link) == nil)
  }

  @MainActor
  @Test func onlyTheNewestLinkWaitsAndWhatIsTakenIsGone() {
    let links = LinkInbox()
    links.put("a")
    links.put("b")
    links.taken("a")
    #expect(links.waiting == "b")
    links.taken("b")
    #expect(links.waiting == nil)
  }
}
