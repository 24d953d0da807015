import DLakWallet
import Observation

@available(iOS 17, macOS 14, *)
@Observable @MainActor
final class WalletModel {
  private(set) var balance: Balance?
  private let wallet: Wallet

  init(wallet: Wallet) {
    self.wallet = wallet
  }

  /// For the view's `.task`: ends with it.
  func watch() async throws {
    async let following: Void = wallet.follow()
    for try await balance in wallet.balances {
      self.balance = balance
    }
    try await following
  }
}

func listen(_ wallet: Wallet, to request: PaymentRequest, thank: (String) -> Void) async {
  for await event in wallet.events {
    if case .received(_, _, _, let name, request.id) = event {
      thank(name)
    }
  }
}
