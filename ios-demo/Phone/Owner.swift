@testable import DLakDemoLogic
import DLakDemoViews
import DLakWallet
import Foundation
import Stage
import SwiftUI

/// What a phone's owner does and sees. Texts are named by their keys (`pay_confirm_title`), with their values, in the phone's language.
@MainActor
final class Owner {
  struct Trouble: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  private static let patience = Duration.seconds(60)
  private static let step = Duration.milliseconds(20)
  private static let lookTime = Duration.milliseconds(700)
  /// So many of the words the app asks for.
  private static let questions = 3

  private let app: AppModel
  private let camera: ShownCamera
  private var stage: Stage

  init(app: AppModel, camera: ShownCamera) {
    self.app = app
    self.camera = camera
    stage = Stage { RootView(app: app) }
  }

  /// Looks at the screen, so that what has appeared begins.
  func glance() { stage.look() }

  /// Everything that can be read on it.
  var screen: String { stage.summary }

  /// Does something, and gives what is answered.
  func does(_ act: String, _ on: [String]) async throws -> String {
    switch (act, on.first) {
    case ("tap", .some): try await tap(text(on))
    case ("press", let key?): try await press(key)
    case ("digits", let digits?): for digit in digits { try await tap(String(digit)) }
    case ("type", let typed?): try await type(typed)
    case ("words", nil): return try await writeDownTheWords()
    case ("see", .some): try await see(text(on))
    case ("read", let part?): try await read(part)
    case ("home", nil): try await goHome()
    case ("look", nil): try await Task.sleep(for: Self.lookTime)
    // iOS keeps the app when the phone is turned; its views are made anew here, which is more.
    case ("turn", nil): stage = Stage { [app] in RootView(app: app) }
    case ("picture", let file?): try await draw(URL(filePath: file))
    case ("camera", let file?): try show(URL(filePath: file))
    case ("holds", let kip?): try await holds(kip)
    case ("receipts", nil): return try await verified()
    default: throw Trouble("nobody knows how to do that")
    }
    return ""
  }

  // MARK: - Texts

  /// A key and its values, in the language that is shown.
  private func text(_ on: [String]) throws -> String {
    let values = on.dropFirst().map { Int($0).map(Said.Argument.number) ?? .text($0) }
    let said = Said(on[0], Array(values))
    let text = said.text(in: app.language)
    guard text != said.key else { throw Trouble("no text has the key \(said.key)") }
    return text
  }

  private func isSeen(_ text: String) -> Bool {
    stage.look().flatMap(\.visible).contains { $0.spoken == text || $0.texts.contains(text) }
  }

  private func see(_ text: String) async throws {
    try await wait(for: "to see “\(text)”") { self.isSeen(text) }
  }

  /// Sees a text with this in it.
  private func read(_ part: String) async throws {
    try await wait(for: "\(part) on the screen") { self.stage.texts.contains { $0.contains(part) } }
  }

  // MARK: - Touch

  private func tap(_ label: String) async throws {
    // The way back is the system's own on iOS, and called as the system says it.
    let back = try text(["common_back"])
    try await wait(for: "“\(label)” to tap") {
      self.stage.canTap(label) || label == back && self.stage.canTap(StandInWords.back)
    }
    try stage.tap(stage.canTap(label) ? label : StandInWords.back)
    await settle()
  }

  /// Taps a button with one value, whatever that is.
  private func press(_ key: String) async throws {
    let any = "\u{0}"
    let around = try text([key, any]).split(separator: any, omittingEmptySubsequences: false)
    guard around.count == 2 else { throw Trouble("\(key) has not one value") }
    let found = {
      self.stage.buttons.first { $0.isEnabled && $0.label.hasPrefix(around[0]) && $0.label.hasSuffix(around[1]) }
    }
    try await wait(for: "\(key) of anything to tap") { found() != nil }
    found()?.tap()
    await settle()
  }

  private func type(_ text: String) async throws {
    try await wait(for: "a field") { self.stage.fields.contains(where: \.isEnabled) }
    try stage.type(text)
    await settle()
  }

  /// Back, until the home screen is there.
  private func goHome() async throws {
    let home = try text(["home_pay"])
    let ways = try [StandInWords.back] + ["common_done", "common_cancel", "common_close"].map { try text([$0]) }
    try await wait(for: "the home screen") {
      if self.stage.canTap(home) { return true }
      if let way = ways.first(where: { self.stage.canTap($0) }) { try self.stage.tap(way) }
      return false
    }
  }

  /// Lets what a touch has begun come to the screen.
  private func settle() async {
    await Task.yield()
    stage.look()
  }

  /// Writes the 24 words down, and answers from the paper what the app asks of them. Gives them.
  private func writeDownTheWords() async throws -> String {
    let written = try text(["onboarding_words_written"])
    try await see(written)
    let paper = try (1...24).map { place in
      let label = try text(["onboarding_restore_place", "\(place)", ""])
      guard let cell = stage.texts.first(where: { $0.hasPrefix(label) }) else { throw Trouble("no word \(place)") }
      return String(cell.dropFirst(label.count))
    }
    try await tap(written)
    for _ in 0..<Self.questions {
      let asked = try (1...24).map { ($0, try text(["onboarding_check_question", "\($0)"])) }
      try await wait(for: "a word to be asked for") { asked.contains { self.isSeen($0.1) } }
      guard let place = asked.first(where: { isSeen($0.1) })?.0 else { continue }
      try await tap(paper[place - 1])
    }
    return paper.joined(separator: " ")
  }

  // MARK: - Pictures

  private func draw(_ file: URL) async throws {
    try await wait(for: "one symbol on the screen") { Screenshot.of(self.stage.look()) != nil }
    try Screenshot.of(stage.look())?.file.write(to: file)
  }

  private func show(_ file: URL) throws {
    guard let picture = GrayPicture(file: try Data(contentsOf: file)) else {
      throw Trouble("\(file.lastPathComponent) is no picture")
    }
    camera.show(picture)
  }

  // MARK: - Money

  private func wallet() throws -> any WalletPort {
    guard let wallet = app.session.state.wallet else { throw Trouble("no wallet is open") }
    return wallet
  }

  /// Waits until the wallet holds so much: its owner need not do anything for that.
  private func holds(_ kip: String) async throws {
    guard let kip = UInt64(kip) else { throw Trouble("\(kip) is no number of kip") }
    let wallet = try wallet()
    try await wait(for: "the wallet to hold \(kip) kip") { try await wallet.balance().settled.att == kip * 100 }
  }

  /// How many receipts this phone has, each verified as anybody else could: with the bank's keys alone.
  private func verified() async throws -> String {
    let wallet = try wallet()
    let settled = try await wallet.payments(before: nil, limit: 50).filter { $0.state == .settled }
    for payment in settled {
      let receipt = try Receipt.verify(try await wallet.receipt(payment.orderId).text, trust: try wallet.trust)
      guard receipt.orderId == payment.orderId, receipt.amount == payment.amount else {
        throw Trouble("a receipt is of another payment")
      }
    }
    return "\(settled.count)"
  }

  private func wait(for what: String, _ isSo: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + Self.patience
    while try await !isSo() {
      guard ContinuousClock.now < end else { throw Trouble("waited \(Self.patience) for \(what)") }
      try await Task.sleep(for: Self.step)
    }
  }
}
