// Made by `cargo xtask app-spec` from app-spec/texts/settings.toml: change it there.

extension Said {
  /// “Account {account}”
  public static func settingsAccount(account: String) -> Said {
    Said("settings_account", .text(account))
  }

  /// “Fingerprint or face”
  public static let settingsBiometrics = Said("settings_biometrics")

  /// “Open the wallet without typing the PIN”
  public static let settingsBiometricsAdvice = Said("settings_biometrics_advice")

  /// “The phone could not switch it on. Check its screen lock in the phone's own settings.”
  public static let settingsBiometricsFailed = Said("settings_biometrics_failed")

  /// “Open your wallet”
  public static let settingsBiometricsOpen = Said("settings_biometrics_open")

  /// “Then touch the sensor or look at the phone.”
  public static let settingsBiometricsPinAdvice = Said("settings_biometrics_pin_advice")

  /// “Open DLak with this from now on”
  public static let settingsBiometricsSeal = Said("settings_biometrics_seal")

  /// “Use the PIN”
  public static let settingsBiometricsUsePin = Said("settings_biometrics_use_pin")

  /// “Change PIN”
  public static let settingsChangePin = Said("settings_change_pin")

  /// “Fingerprint or face is off now. Switch it on again in Settings.”
  public static let settingsChangePinBiometricsOff = Said("settings_change_pin_biometrics_off")

  /// “Your PIN is changed”
  public static let settingsChangePinDone = Said("settings_change_pin_done")

  /// “From now on the new one opens your wallet.”
  public static let settingsChangePinDoneAdvice = Said("settings_change_pin_done_advice")

  /// “Choose a new PIN”
  public static let settingsChangePinNew = Said("settings_change_pin_new")

  /// “Enter your PIN”
  public static let settingsChangePinOld = Said("settings_change_pin_old")

  /// “The one that you use now.”
  public static let settingsChangePinOldAdvice = Said("settings_change_pin_old_advice")

  /// “Issuer”
  public static let settingsIssuer = Said("settings_issuer")

  /// “Language”
  public static let settingsLanguage = Said("settings_language")

  /// “As on the phone”
  public static let settingsLanguagePhone = Said("settings_language_phone")

  /// “Fingerprint or face is off now. Enter your PIN.”
  public static let settingsLockBiometricsGone = Said("settings_lock_biometrics_gone")

  /// “Forgot the PIN?”
  public static let settingsLockForgot = Said("settings_lock_forgot")

  /// “Your money is at the bank, it is safe. Have the paper with your 24 words in hand: without it, do not go on. Clear this app's storage in the phone's settings, open DLak again and choose “I have 24 words”.”
  public static let settingsLockForgotAdvice = Said("settings_lock_forgot_advice")

  /// “Open the phone's settings”
  public static let settingsLockForgotOpen = Said("settings_lock_forgot_open")

  /// “Your 24 words set a new PIN”
  public static let settingsLockForgotTitle = Said("settings_lock_forgot_title")

  /// “Lock now”
  public static let settingsLockNow = Said("settings_lock_now")

  /// “Enter your PIN”
  public static let settingsLockTitle = Said("settings_lock_title")

  /// “Next try in {time}”
  public static func settingsLockWait(time: String) -> Said {
    Said("settings_lock_wait", .text(time))
  }

  /// “Too many wrong PINs. Your money is safe.”
  public static let settingsLockWaitWhy = Said("settings_lock_wait_why")

  /// “Hello, {name}”
  public static func settingsLockWelcome(name: String) -> Said {
    Said("settings_lock_welcome", .text(name))
  }

  /// “Light or dark”
  public static let settingsLook = Said("settings_look")

  /// “Dark”
  public static let settingsLookDark = Said("settings_look_dark")

  /// “Light”
  public static let settingsLookLight = Said("settings_look_light")

  /// “Network”
  public static let settingsNetwork = Said("settings_network")

  /// “Delete the last digit”
  public static let settingsPinDelete = Said("settings_pin_delete")

  /// “Enter”
  public static let settingsPinSubmit = Said("settings_pin_submit")

  /// “About”
  public static let settingsSectionAbout = Said("settings_section_about")

  /// “Display”
  public static let settingsSectionDisplay = Said("settings_section_display")

  /// “Security”
  public static let settingsSectionSecurity = Said("settings_section_security")

  /// “Shop”
  public static let settingsSectionShop = Said("settings_section_shop")

  /// “Your account is a shop's: “Take a payment” is always there”
  public static let settingsShopAlways = Said("settings_shop_always")

  /// “Shop mode”
  public static let settingsShopMode = Said("settings_shop_mode")

  /// “Puts “Take a payment” first: enter an amount, show the QR code, get paid”
  public static let settingsShopModeAdvice = Said("settings_shop_mode_advice")

  /// “Version”
  public static let settingsVersion = Said("settings_version")

  /// “The 24 words”
  public static let settingsWords = Said("settings_words")

  /// “See them again, to check your paper”
  public static let settingsWordsAdvice = Said("settings_words_advice")

  /// “Look around first: nobody else should see the words.”
  public static let settingsWordsPinAdvice = Said("settings_words_pin_advice")
}
