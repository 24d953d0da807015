// What a call costs, from Swift. Prints lines of JSON for `cargo xtask bench bindings`.

import DLakWallet
import Foundation
import Sandbox

// Before anything else is done: what follows is part of a cold start.
let began = ContinuousClock.now

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

/// The best of some fresh processes, in nanoseconds: of what each measured, and from its making to its answer.
func cold(_ arguments: [String], program: String = CommandLine.arguments[0]) async throws -> (own: Double, all: Double)
{
  var best = (own: Double.infinity, all: Double.infinity)
  for _ in 0..<10 {
    let start = ContinuousClock.now
    let program = try Program(URL(filePath: program), arguments, endsWithInput: true)
    guard let took = Double(String(decoding: try await program.answer(), as: UTF8.self)) else {
      throw Trouble("a process did not say how long it took")
    }
    best = (min(best.own, took), min(best.all, (ContinuousClock.now - start).nanoseconds))
    await program.stop()
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

  let callFloor = nanosecondsNow(rounds: 1_000_000) { _ = random() }
  let call = try nanosecondsNow(rounds: 100_000) { _ = try wallet.isLocked }
  let taskFloor = await nanoseconds(rounds: 10_000) { await Task.detached {}.value }
  let asyncCall = try await nanoseconds(rounds: 2_000) { _ = try await wallet.balance() }
  try Row(name: "call", value: rounded(call / 1e3), unit: "µs", note: "isLocked").print()
  try Row(name: "call / call of C", value: rounded(call / callFloor), unit: "×").print()
  try Row(name: "async call", value: rounded(asyncCall / 1e3), unit: "µs", note: "balance, from the file").print()
  try Row(name: "async call / empty task", value: rounded(asyncCall / taskFloor), unit: "×").print()
  try frames()

  await wallet.close()
  await bank.stop()
  let floor = try await cold(["0"], program: "/bin/echo")
  let first = try await cold(["first-call"])
  try Row(name: "first call", value: rounded(first.own / 1e6), unit: "ms", note: "the library is loaded").print()
  try Row(
    name: "process to first call", value: rounded(first.all / 1e6), unit: "ms",
    note: "Foundation and the library loaded; an empty process: \(rounded(floor.all / 1e6)) ms"
  ).print()
  let open = try await cold(["open-to-balance", folder.url.path(percentEncoded: false)])
  try Row(name: "open to balance", value: rounded(open.own / 1e6), unit: "ms", note: "fresh process").print()
  try Row(name: "open to balance / first call", value: rounded(open.own / first.own), unit: "×").print()
}

switch CommandLine.arguments.dropFirst().first {
case "first-call": try firstCall()
case "open-to-balance": try await openToBalance(CommandLine.arguments[2])
default: try await calls()
}
