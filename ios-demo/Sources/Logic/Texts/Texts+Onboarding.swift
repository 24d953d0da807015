// Made by `cargo xtask app-spec` from app-spec/texts/onboarding.toml: change it there.

extension Said {
  /// “Show the words again”
  public static let onboardingCheckLookAgain = Said("onboarding_check_look_again")

  /// “Question {number} of {count}”
  public static func onboardingCheckProgress(number: String, count: String) -> Said {
    Said("onboarding_check_progress", .text(number), .text(count))
  }

  /// “Which is word {place}?”
  public static func onboardingCheckQuestion(place: String) -> Said {
    Said("onboarding_check_question", .text(place))
  }

  /// “Check your paper”
  public static let onboardingCheckTitle = Said("onboarding_check_title")

  /// ““{word}” is not word {place}. Look at your paper.”
  public static func onboardingCheckWrong(word: String, place: String) -> Said {
    Said("onboarding_check_wrong", .text(word), .text(place))
  }

  /// “6 to 12 digits. You will need it to open the wallet. Not a birthday, not 123456.”
  public static let onboardingChoosePinAdvice = Said("onboarding_choose_pin_advice")

  /// “Choose a PIN”
  public static let onboardingChoosePinTitle = Said("onboarding_choose_pin_title")

  /// “Create a new wallet”
  public static let onboardingCreate = Said("onboarding_create")

  /// “Your bank gives you a code. Enter it here to begin.”
  public static let onboardingEnrolAdvice = Said("onboarding_enrol_advice")

  /// “Code from the bank”
  public static let onboardingEnrolCode = Said("onboarding_enrol_code")

  /// “It looks like this: ABCD-1234-EFGH-5678”
  public static let onboardingEnrolCodeHint = Said("onboarding_enrol_code_hint")

  /// “Your wallet is back. The bank must still accept this phone.”
  public static let onboardingEnrolRestored = Said("onboarding_enrol_restored")

  /// “Almost there”
  public static let onboardingEnrolRestoredTitle = Said("onboarding_enrol_restored_title")

  /// “Connect to the bank”
  public static let onboardingEnrolTitle = Said("onboarding_enrol_title")

  /// “No code yet? Get one at your bank's counter or in its app.”
  public static let onboardingEnrolWhere = Said("onboarding_enrol_where")

  /// “I have 24 words”
  public static let onboardingHaveWords = Said("onboarding_have_words")

  /// “Making your wallet…”
  public static let onboardingMaking = Said("onboarding_making")

  /// “This takes a few seconds. Keep the app open.”
  public static let onboardingMakingAdvice = Said("onboarding_making_advice")

  /// “Choose another PIN”
  public static let onboardingOtherPin = Said("onboarding_other_pin")

  /// “The two PINs were not the same. Choose one again.”
  public static let onboardingPinNotSame = Said("onboarding_pin_not_same")

  /// “To be sure that you typed it right.”
  public static let onboardingRepeatPinAdvice = Said("onboarding_repeat_pin_advice")

  /// “Enter the PIN again”
  public static let onboardingRepeatPinTitle = Said("onboarding_repeat_pin_title")

  /// “{count} of 24 words”
  public static func onboardingRestoreEntered(count: String) -> Said {
    Said("onboarding_restore_entered", .text(count))
  }

  /// “Next word”
  public static let onboardingRestoreNext = Said("onboarding_restore_next")

  /// “Paste”
  public static let onboardingRestorePaste = Said("onboarding_restore_paste")

  /// “The words were removed from the clipboard, so other apps can't read them.”
  public static let onboardingRestorePasted = Said("onboarding_restore_pasted")

  /// “Word {place}: {word}”
  public static func onboardingRestorePlace(place: String, word: String) -> Said {
    Said("onboarding_restore_place", .text(place), .text(word))
  }

  /// “Word {place}: empty”
  public static func onboardingRestorePlaceEmpty(place: String) -> Said {
    Said("onboarding_restore_place_empty", .text(place))
  }

  /// “Word {place}: {word}, not a word of a wallet”
  public static func onboardingRestorePlaceWrong(place: String, word: String) -> Said {
    Said("onboarding_restore_place_wrong", .text(place), .text(word))
  }

  /// “Enter your 24 words”
  public static let onboardingRestoreTitle = Said("onboarding_restore_title")

  /// “Word {place}”
  public static func onboardingRestoreWord(place: String) -> Said {
    Said("onboarding_restore_word", .text(place))
  }

  /// “Bringing your wallet back…”
  public static let onboardingRestoring = Said("onboarding_restoring")

  /// “Issued by the Bank of the Lao P.D.R.”
  public static let onboardingWelcomeIssuer = Said("onboarding_welcome_issuer")

  /// “Scan and pay in shops and markets”
  public static let onboardingWelcomePay = Said("onboarding_welcome_pay")

  /// “Receive money at once”
  public static let onboardingWelcomeReceive = Said("onboarding_welcome_receive")

  /// “Safe: only you have the key”
  public static let onboardingWelcomeSafe = Said("onboarding_welcome_safe")

  /// “Digital kip, on your phone”
  public static let onboardingWelcomeTitle = Said("onboarding_welcome_title")

  /// “Write them on paper, in this order. If your phone is lost, they bring your money back.”
  public static let onboardingWordsAdvice = Said("onboarding_words_advice")

  /// “Next you see your 24 words. Have paper and a pen ready.”
  public static let onboardingWordsPinAdvice = Said("onboarding_words_pin_advice")

  /// “Enter your PIN”
  public static let onboardingWordsPinTitle = Said("onboarding_words_pin_title")

  /// “Your 24 words”
  public static let onboardingWordsTitle = Said("onboarding_words_title")

  /// “Whoever has them has your money. Take no photo, send them to nobody. The bank never asks for them.”
  public static let onboardingWordsWarning = Said("onboarding_words_warning")

  /// “I have written them down”
  public static let onboardingWordsWritten = Said("onboarding_words_written")
}
