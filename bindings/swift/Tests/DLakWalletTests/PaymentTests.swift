import DLakWallet
import Foundation
import Sandbox
import Testing

@Suite struct PaymentTests {
  @Test func aCodeIsShownScannedPreparedAndPaid() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank, with: .kip(50_000))
    let noy = try await Owner(bank)
    let request = try await noy.wallet.request(.kip(15_000), memo: "noodles", validFor: .seconds(300))
    #expect(try await noy.wallet.requestStatus(request.id) == .open)

    let (pixels, side) = try QRSymbol(request.code).luma(modulePixels: 4)
    let seen = try Frame(pixels, width: side, height: side).codes()
    #expect(seen.map(\.text) == [request.code])
    #expect(seen.first?.kind == .dlak)
    #expect(seen.first?.corners.count == 4)
    #expect(try PaymentCode.read(request.code).amount == .kip(15_000))

    let preview = try await khamla.wallet.prepare(request.code)
    #expect(preview.payeeName == noy.name)
    #expect(try preview.payee == noy.wallet.account)
    #expect(preview.amount == .kip(15_000))
    #expect(preview.memo == "noodles")
    #expect(preview.warnings == [.firstPayment])
    #expect(try await khamla.wallet.balance().reserved == .zero)

    guard case .settled(let payment) = try await khamla.wallet.confirm(preview) else {
      Issue.record("it is not settled")
      return
    }
    #expect(payment.orderId == preview.orderId)
    #expect(payment.outcome == .settled(payment))
    #expect(try await khamla.wallet.payment(payment.orderId) == payment)
    #expect(try await khamla.wallet.payments() == [payment])
    #expect(try await khamla.wallet.payments(before: payment.orderId) == [])

    #expect(try await noy.wallet.sync().balance == .kip(15_000))
    #expect(try await noy.wallet.requestStatus(request.id) == .paid)
    #expect(try await noy.wallet.history().first?.memo == "noodles")
    #expect(try await noy.wallet.history(before: 1).isEmpty)
    #expect(try await khamla.wallet.sync().balance == .kip(35_000))
  }

  @Test func confirmingTwicePaysOnce() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank, with: .kip(50_000))
    let noy = try await Owner(bank)
    let preview = try await khamla.wallet.prepare(try await noy.wallet.staticCode(), amount: .kip(1_000))
    let first = try await khamla.wallet.confirm(preview)
    #expect(try await khamla.wallet.confirm(preview) == first)
    #expect(try await khamla.wallet.balance().available == .kip(49_000))
  }

  @Test func aReceiptProvesThePaymentToAnyone() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank, with: .kip(50_000))
    let noy = try await Owner(bank)
    let payment = try await khamla.pay(noy, .kip(2_000)).payment
    let receipt = try await khamla.wallet.receipt(payment.orderId)
    let trust = try noy.wallet.trust
    #expect(try Receipt.verify(receipt.text, trust: trust) == receipt)
    #expect(try receipt.payee == noy.wallet.account)
    let forged = receipt.text.replacingOccurrences(of: "A", with: "B")
    #expect(await code { _ = try Receipt.verify(forged, trust: trust) } == .badReceipt)
    let nonsense = BankTrust(network: "x", receiptKey: "y", logKey: "z")
    #expect(await code { _ = try Receipt.verify(receipt.text, trust: nonsense) } == .badArgument)
  }

  @Test func fiatMoneyBecomesDigitalKipAndBack() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank)
    let topUp = try await khamla.wallet.topUp(.kip(5_000))
    #expect(topUp.state == .done)
    #expect(try await khamla.wallet.topUpState(topUp.id) == topUp)
    try await khamla.wallet.sync()
    let redeemed = try await khamla.wallet.redeem(.kip(2_000))
    guard case .settled(let redemption) = redeemed else {
      Issue.record("it is not settled: \(redeemed)")
      return
    }
    #expect(redemption.kind == .redemption)
    #expect(try await khamla.wallet.sync().balance == .kip(3_000))
    try await eventually("the fiat money is there") {
      try await khamla.wallet.exchange(redemption.orderId).state == .done
    }
    #expect(try await khamla.wallet.exchange(topUp.id) == Exchange(kind: .topUp, amount: .kip(5_000), state: .done))
  }

  @Test func aTopUpThatTheCustomerCannotPayIsRejectedWithItsReason() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank)
    let topUp = try await khamla.wallet.topUp(.kip(50_000_000))
    #expect(topUp.state == .rejected(reason: .insufficientFiat))
    #expect(try await khamla.wallet.sync().balance == .zero)
  }
}
