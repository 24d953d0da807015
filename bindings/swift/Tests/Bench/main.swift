// What a call costs, from Swift. Prints lines of JSON for `cargo xtask bench bindings`.

import DLakWallet
import Foundation
import Sandbox

// Before anything else is done: what follows is part of a cold start.
let began = ContinuousClock.now

/// The least that a call can do.
@inline(never) func flipped(_ bit: Bool) -> Bool { !bit }

/// In a process of its own: the library's first call.
func firstCall() throws {
  _ = try CodeKind(of: "hello")
  print((ContinuousClock.now - began).nanoseconds)
}

/// In a process of its own: from nothing to a balance on the screen.
func openToBalance(_ folder: String) async throws {
  guard let bank = URL(string: "http://127.0.0.1:1") else { return }
  let folder = URL(filePath: folder)
  let wallet = try await Wallet.open(
    WalletConfiguration(
      folder: folder.appending(path: "wallet"), bank: bank,
      keystore: FileKeystore(folder: folder.appending(path: "wallet-keys"))))
  _ = try await wallet.balance()
  print((ContinuousClock.now - began).nanoseconds)
}

/// The best of some fresh processes, in nanoseconds.
func cold(_ arguments: [String]) async throws -> Double {
  var best = Double.infinity
  for _ in 0..<10 {
    let program = try Program(URL(filePath: CommandLine.arguments[0]), arguments, endsWithInput: true)
    guard let took = Double(String(decoding: try await program.answer(), as: UTF8.self)) else {
      throw Trouble("a process did not say how long it took")
    }
    await program.stop()
    best = min(best, took)
  }
  return best
}

func calls() async throws {
  let bank = try await SandboxBank(persons: ["Bench"])
  let folder = try Folder()
  let (wallet, _) = try await Wallet.create(folder.wallet(bank: bank.url), pin: Owner.pin, deviceName: "bench")
  try await wallet.register(enrolmentCode: try bank.person().enrolmentCode)
  try await wallet.topUp(.kip(1_000))
  try await wallet.sync()

  var bit = false
  let floor = nanosecondsNow(rounds: 1_000_000) { bit = flipped(bit) }
  let call = try nanosecondsNow(rounds: 100_000) { _ = try wallet.isLocked }
  let taskFloor = await nanoseconds(rounds: 10_000) { await Task.detached {}.value }
  let asyncCall = try await nanoseconds(rounds: 2_000) { _ = try await wallet.balance() }
  try Row(name: "call", value: rounded(call / 1e3), unit: "µs", note: "isLocked").print()
  try Row(name: "call / call within Swift", value: rounded(call / floor), unit: "×").print()
  try Row(name: "async call", value: rounded(asyncCall / 1e3), unit: "µs", note: "balance, from the file").print()
  try Row(name: "async call / empty task", value: rounded(asyncCall / taskFloor), unit: "×").print()
  try frames()

  await wallet.close()
  await bank.stop()
  let first = try await cold(["first-call"])
  try Row(name: "first call", value: rounded(first / 1e6), unit: "ms", note: "the system has loaded the library")
    .print()
  let balance = try await cold(["open-to-balance", folder.url.path(percentEncoded: false)])
  try Row(name: "open to balance", value: rounded(balance / 1e6), unit: "ms", note: "fresh process").print()
}

switch CommandLine.arguments.dropFirst().first {
case "first-call": try firstCall()
case "open-to-balance": try await openToBalance(CommandLine.arguments[2])
default: try await calls()
}
