import DLakWallet
import Foundation

func aTestWallet(bank: URL, enrolmentCode: String) async throws -> Wallet {
  let folder = URL.temporaryDirectory.appending(path: UUID().uuidString)
  let configuration = WalletConfiguration(folder: folder, bank: bank, keystore: MemoryKeystore())
  let (wallet, _) = try await Wallet.create(configuration, pin: "271828", deviceName: "test")
  try await wallet.register(enrolmentCode: enrolmentCode)
  return wallet
}
