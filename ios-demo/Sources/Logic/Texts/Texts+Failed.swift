// Made by `cargo xtask app-spec` from app-spec/texts/failed.toml: change it there.

extension Said {
  /// “You need all of them, in their order. With them, your wallet and its money come back.”
  public static let failedAskAll = Said("failed_ask_all")

  /// “Nothing is deleted: the old file is put aside on this phone.”
  public static let failedAskKept = Said("failed_ask_kept")

  /// “Not now”
  public static let failedAskNo = Said("failed_ask_no")

  /// “If you were paying just now, look in History afterwards, before you pay again.”
  public static let failedAskPaying = Said("failed_ask_paying")

  /// “Do you have your 24 words?”
  public static let failedAskTitle = Said("failed_ask_title")

  /// “I have them: restore”
  public static let failedAskYes = Said("failed_ask_yes")

  /// “Restore from 24 words”
  public static let failedRestore = Said("failed_restore")
}
