import DLakWallet
import Foundation
import Sandbox

extension Cast {
  /// What a step gave: what can be compared, and what can be kept.
  typealias Given = (facts: Facts, kept: Kept?)

  /// Does what a step says, with the wallet's own calls.
  func act(_ step: Step) async throws -> Given {
    switch step.action {
    case "text", "damage", "scan": try onTexts(step)
    case "create", "restore", "open", "close", "lock", "unlock", "change-pin", "words", "register":
      try await onWallets(step)
    case "top-up", "top-up-state", "redeem", "exchange", "prepare", "confirm", "payment", "resume", "receipt",
      "verify":
      try await onMoney(step)
    case "sync", "balance", "history", "payments", "request", "request-status", "sticker", "devices", "revoke":
      try await onAccount(step)
    case "follow", "event": try await onEvents(step)
    case "lose-answer", "lose-request", "cut", "mend": try await onTheLine(step)
    default: throw Trouble("an action that this runner does not know")
    }
  }

  private func onTexts(_ step: Step) throws -> Given {
    switch step.action {
    case "text":
      try step.allow("text")
      return ([:], .text(try step.text("text")))
    case "damage":
      try step.allow("value")
      return ([:], .text(damaged(try text(step, "value"))))
    default:
      try step.allow("code")
      let (pixels, side) = try QRSymbol(try text(step, "code")).luma(modulePixels: 4)
      let seen = try Frame(pixels, width: side, height: side).codes()
      return (seen.facts, seen.first.map { .text($0.text) })
    }
  }

  private func onWallets(_ step: Step) async throws -> Given {
    let name = try step.text("wallet")
    switch step.action {
    case "create":
      try step.allow("wallet pin label")
      let label = step.has("label") ? try step.text("label") : "phone"
      let (made, words) = try await Wallet.create(
        configuration(name), pin: try step.text("pin"), deviceName: label)
      try enter(name, made)
      return (try await made.facts(), .text(words.phrase))
    case "restore":
      try step.allow("wallet words pin label")
      let label = step.has("label") ? try step.text("label") : "phone"
      let restored = try await Wallet.restore(
        configuration(name), words: try RecoveryWords(try text(step, "words")), pin: try step.text("pin"),
        deviceName: label)
      try enter(name, restored)
      return (try await restored.facts(), nil)
    case "open":
      try step.allow("wallet")
      let opened = try await Wallet.open(configuration(name))
      try enter(name, opened)
      return (try await opened.facts(), nil)
    case "close":
      try step.allow("wallet")
      try await leave(name)
      return ([:], nil)
    case "lock":
      try step.allow("wallet")
      try wallet(step).lock()
      return (try wallet(step).lockFacts(), nil)
    case "unlock":
      try step.allow("wallet pin")
      try await wallet(step).unlock(pin: try step.text("pin"))
      return (try wallet(step).lockFacts(), nil)
    case "change-pin":
      try step.allow("wallet pin newPin")
      try await wallet(step).changePIN(from: try step.text("pin"), to: try step.text("newPin"))
      return ([:], nil)
    case "words":
      try step.allow("wallet pin")
      let words = try await wallet(step).words(pin: try step.text("pin"))
      return (["count": .number(UInt64(words.list.count))], .text(words.phrase))
    default:
      try step.allow("wallet customer code")
      guard step.has("customer") != step.has("code") else { throw Trouble("either a customer's code or a code") }
      let code =
        try step.has("customer")
        ? bank.customer(named: try step.text("customer")).enrolmentCode : text(step, "code")
      return (try await wallet(step).register(enrolmentCode: code).facts, nil)
    }
  }

  private func onMoney(_ step: Step) async throws -> Given {
    let wallet = try wallet(step)
    switch step.action {
    case "top-up":
      try step.allow("wallet amount")
      let topUp = try await wallet.topUp(try amount(step))
      return (topUp.facts, .text(topUp.id.rawValue))
    case "top-up-state":
      try step.allow("wallet topUp")
      return (try await wallet.topUpState(OrderId(rawValue: try text(step, "topUp"))).facts, nil)
    case "redeem":
      try step.allow("wallet amount")
      let payment = try await wallet.redeem(try amount(step)).payment
      return (payment.facts, .text(payment.orderId.rawValue))
    case "exchange":
      try step.allow("wallet payment topUp")
      let id = try text(step, step.has("payment") ? "payment" : "topUp")
      return (try await wallet.exchange(OrderId(rawValue: id)).facts, nil)
    case "prepare":
      try step.allow("wallet code amount memo")
      let preview = try await wallet.prepare(
        try text(step, "code"), amount: step.has("amount") ? try amount(step) : nil,
        memo: step.has("memo") ? try step.text("memo") : nil)
      return (preview.facts, .preview(preview))
    case "confirm":
      try step.allow("wallet preview")
      let payment = try await wallet.confirm(try preview(step, "preview")).payment
      return (payment.facts, .text(payment.orderId.rawValue))
    case "payment":
      try step.allow("wallet payment")
      return (try await wallet.payment(OrderId(rawValue: try text(step, "payment"))).facts, nil)
    case "resume":
      try step.allow("wallet")
      return (try await wallet.resume().unfinished, nil)
    case "receipt":
      try step.allow("wallet payment")
      let receipt = try await wallet.receipt(OrderId(rawValue: try text(step, "payment")))
      return ([:], .text(receipt.text))
    default:
      try step.allow("wallet receipt")
      let (text, trust) = (try text(step, "receipt"), try wallet.trust)
      do {
        return (try Receipt.verify(text, trust: trust).facts(whose), nil)
      } catch {
        return (["proven": false], nil)
      }
    }
  }

  private func onAccount(_ step: Step) async throws -> Given {
    let wallet = try wallet(step)
    switch step.action {
    case "sync":
      try step.allow("wallet")
      return (try await wallet.sync().facts, nil)
    case "balance":
      try step.allow("wallet")
      return (try await wallet.balance().facts, nil)
    case "history":
      try step.allow("wallet")
      return (try await wallet.history(limit: .max).facts, nil)
    case "payments":
      try step.allow("wallet")
      return (try await wallet.payments(limit: .max).facts, nil)
    case "request":
      try step.allow("wallet amount memo seconds keepId")
      let request = try await wallet.request(
        try amount(step), memo: step.has("memo") ? try step.text("memo") : nil,
        validFor: .seconds(step.has("seconds") ? try step.number("seconds") : 600))
      if step.has("keepId") { try keep(try step.text("keepId"), .text(request.id.rawValue)) }
      return (request.facts, .text(request.code))
    case "request-status":
      try step.allow("wallet request")
      return (try await wallet.requestStatus(RequestId(rawValue: try text(step, "request"))).facts, nil)
    case "sticker":
      try step.allow("wallet amount")
      return ([:], .text(try await wallet.staticCode(amount: step.has("amount") ? try amount(step) : nil)))
    case "devices":
      try step.allow("wallet")
      return (try await wallet.devices().facts, nil)
    default:
      try step.allow("wallet label pin")
      let label = try step.text("label")
      guard let lost = try await wallet.devices().first(where: { $0.name == label }) else {
        throw Trouble("there is no device \(label)")
      }
      return (try await wallet.revoke(lost.id, pin: try step.text("pin")).facts, nil)
    }
  }

  private func onEvents(_ step: Step) async throws -> Given {
    let name = try step.text("wallet")
    if step.action == "follow" {
      try step.allow("wallet")
      try follow(name)
      return ([:], nil)
    }
    try step.allow("wallet name request")
    let wanted = try step.text("name")
    let request = step.has("request") ? RequestId(rawValue: try text(step, "request")) : nil
    let events = try role(name).events
    let heard = try await within(.seconds(30)) {
      await events.first { $0.name == wanted && (request == nil || $0.request == request) }
    }
    guard let heard else { throw Trouble("the wallet is gone") }
    return (heard.facts, nil)
  }

  private func onTheLine(_ step: Step) async throws -> Given {
    switch step.action {
    case "cut", "mend":
      try step.allow("")
      try await proxy.tell(step.action)
    default:
      try step.allow("line times")
      let command = step.action == "lose-answer" ? "lose" : "lose-request"
      for _ in 0..<(step.has("times") ? try step.number("times") : 1) {
        try await proxy.tell("\(command) \(try step.text("line"))")
      }
    }
    return ([:], nil)
  }

  private func amount(_ step: Step) throws -> Amount {
    guard let amount = Amount(att: try step.number("amount")) else { throw Trouble("that is no amount") }
    return amount
  }

  /// The text with its middle character replaced.
  private func damaged(_ text: String) -> String {
    var characters = Array(text.unicodeScalars)
    let middle = characters.count / 2
    characters[middle] = characters[middle] == "0" ? "1" : "0"
    var damaged = String.UnicodeScalarView()
    damaged.append(contentsOf: characters)
    return String(damaged)
  }
}
