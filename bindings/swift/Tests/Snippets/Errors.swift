import DLakWallet
import Foundation

func unlock(_ wallet: Wallet, pin: String, say: (String) -> Void) async throws {
  do {
    try await wallet.unlock(pin: pin)
  } catch let error as WalletError where error.code == .wrongPin {
    say("Wrong PIN")
  } catch let error as WalletError where error.code == .tooManyWrongPins {
    say("Try again at \(error.retryAt?.formatted(date: .omitted, time: .shortened) ?? "a later time")")
  } catch let error as WalletError where error.isRetryable {
    say("The bank is away: try again")
  }
}

func sorry(for error: WalletError, words: [ErrorCode: String]) -> String {
  words[error.code] ?? "That did not work (\(error.code))"
}
