// The code of README.md, and what stands around it. ReadmeTests compares and runs it.

import DLakWallet
import Foundation

func firstPayment(
  _ configuration: WalletConfiguration, pin: String, enrolmentCode: String, camera: () async throws -> Frame,
  show: (RecoveryWords) async -> Void, ownerAgrees: (PaymentPreview) async -> Bool
) async throws {
  let (wallet, words) = try await Wallet.create(configuration, pin: pin, deviceName: "My phone")
  await show(words)
  try await wallet.register(enrolmentCode: enrolmentCode)
  try await wallet.topUp(.kip(50_000))
  try await wallet.sync()
  guard let code = try await camera().codes().first else { return }
  let preview = try await wallet.prepare(code.text)
  guard await ownerAgrees(preview) else { return }
  switch try await wallet.confirm(preview) {
  case .settled(let payment): print("paid \(payment.amount.formatted()) to \(payment.payeeName)")
  case .rejected(_, let reason): print("the bank said no: \(reason)")
  case .expired: print("the bank did not see it in time: nothing was paid")
  case .pending: print("on its way: an event will tell")
  }
}

func configuration(bank: URL, keystore: any Keystore, authority: Data) throws -> WalletConfiguration {
  let support = try FileManager.default.url(
    for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
  var folder = support.appending(path: "wallet", directoryHint: .isDirectory)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  var values = URLResourceValues()
  values.isExcludedFromBackup = true
  try folder.setResourceValues(values)
  let configuration = WalletConfiguration(folder: folder, bank: bank, keystore: keystore, certificates: [authority])
  return configuration
}
