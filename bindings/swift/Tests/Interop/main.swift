// One side of a payment between two languages: see tests/journeys/README.md, "One language pays another".

import DLakWallet
import Foundation
import Sandbox

let patience = Duration.seconds(60)
let pin = "271828"

struct Sides {
  let role: String
  let bank: URL
  let enrolmentCode: String
  let folder: URL
  let amount: Amount

  init() throws {
    func said(_ name: String) throws -> String {
      guard let value = ProcessInfo.processInfo.environment[name] else { throw Trouble("\(name) is not set") }
      return value
    }
    role = try said("DLAK_INTEROP_ROLE")
    guard let bank = URL(string: try said("DLAK_BANK_URL")) else { throw Trouble("DLAK_BANK_URL is no URL") }
    self.bank = bank
    enrolmentCode = try said("DLAK_ENROLMENT")
    folder = URL(filePath: try said("DLAK_INTEROP_DIR"))
    guard let amount = UInt64(try said("DLAK_INTEROP_AMOUNT")).flatMap({ Amount(att: $0) }) else {
      throw Trouble("DLAK_INTEROP_AMOUNT is no amount")
    }
    self.amount = amount
  }

  /// A new wallet that the bank knows.
  func wallet() async throws -> Wallet {
    let own = folder.appending(path: role)
    let configuration = WalletConfiguration(
      folder: own.appending(path: "wallet"), bank: bank,
      keystore: FileKeystore(folder: own.appending(path: "keys")))
    let (wallet, _) = try await Wallet.create(configuration, pin: pin, deviceName: "swift")
    try await wallet.register(enrolmentCode: enrolmentCode)
    return wallet
  }

  /// Writes a file that is whole when it appears.
  func write(_ data: Data, to name: String) throws {
    try data.write(to: folder.appending(path: name), options: .atomic)
  }
}

func receive(_ sides: Sides) async throws {
  let wallet = try await sides.wallet()
  let request = try await wallet.request(sides.amount, memo: "interop")
  let events = wallet.events
  let following = Task { try await wallet.follow() }
  defer { following.cancel() }

  let (pixels, side) = try QRSymbol(request.code).luma(modulePixels: 4)
  try sides.write(Data("P5\n\(side) \(side)\n255\n".utf8) + pixels, to: "request.pgm")

  for await case .received(let seq, _, let amount, let from, request.id) in events {
    struct Paid: Encodable {
      let amount: UInt64
      let from: String
      let seq: UInt64
    }
    let paid = Paid(amount: amount.att, from: from, seq: seq)
    try sides.write(try JSONEncoder().encode(paid), to: "paid.json")
    return await wallet.close()
  }
  throw Trouble("nobody paid")
}

func pay(_ sides: Sides) async throws {
  let wallet = try await sides.wallet()
  try await wallet.topUp(sides.amount)
  try await wallet.sync()
  let picture = sides.folder.appending(path: "request.pgm")
  while !FileManager.default.fileExists(atPath: picture.path(percentEncoded: false)) {
    try await Task.sleep(for: .milliseconds(20))
  }
  let codes = try frame(of: try Data(contentsOf: picture)).codes()
  guard let code = codes.first, codes.count == 1 else { throw Trouble("\(codes.count) codes were seen") }
  let preview = try await wallet.prepare(code.text)
  guard preview.amount == sides.amount, preview.memo == "interop" else { throw Trouble("another code was seen") }
  guard case .settled(let payment) = try await wallet.confirm(preview) else { throw Trouble("it is not settled") }
  let receipt = try await wallet.receipt(payment.orderId)
  guard try Receipt.verify(receipt.text, trust: try wallet.trust) == receipt else {
    throw Trouble("the receipt is not proven")
  }
  try sides.write(Data(receipt.text.utf8), to: "receipt.txt")
  await wallet.close()
}

/// The pixels of a binary PGM with 255 shades.
func frame(of file: Data) throws -> Frame {
  let parts = file.split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
  guard parts.count == 4, parts[0].elementsEqual("P5".utf8), parts[2].elementsEqual("255".utf8) else {
    throw Trouble("request.pgm is no picture")
  }
  let sides = String(decoding: parts[1], as: UTF8.self).split(separator: " ").compactMap { Int($0) }
  guard sides.count == 2 else { throw Trouble("request.pgm has no size") }
  return Frame(parts[3], width: sides[0], height: sides[1])
}

do {
  let sides = try Sides()
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      switch sides.role {
      case "payee": try await receive(sides)
      case "payer": try await pay(sides)
      default: throw Trouble("the role is payee or payer")
      }
    }
    group.addTask {
      try await Task.sleep(for: patience)
      throw Trouble("the other side did not do its part within \(patience)")
    }
    defer { group.cancelAll() }
    try await group.next()
  }
} catch {
  FileHandle.standardError.write(Data("swift \(error)\n".utf8))
  exit(1)
}
