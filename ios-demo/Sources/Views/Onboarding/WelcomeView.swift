import DLakDemoLogic
import SwiftUI

/// The first thing that anybody sees.
struct WelcomeView: View {
  @Environment(\.palette) private var palette
  private let language: Language
  private let choose: @MainActor (Language) -> Void
  private let create: @MainActor () -> Void
  private let restore: @MainActor () -> Void

  init(
    language: Language, choose: @escaping @MainActor (Language) -> Void, create: @escaping @MainActor () -> Void,
    restore: @escaping @MainActor () -> Void
  ) {
    self.language = language
    self.choose = choose
    self.create = create
    self.restore = restore
  }

  var body: some View {
    VStack(spacing: 12) {
      ScrollView {
        VStack(spacing: 20) {
          LanguageKeys(chosen: language, choose: choose)
          Logo()
          VStack(spacing: 4) {
            Phrase(.onboardingWelcomeTitle).font(.title).multilineTextAlignment(.center)
              .accessibilityAddTraits(.isHeader)
            Phrase(.onboardingWelcomeIssuer).font(.subheadline).foregroundStyle(palette.quiet)
              .multilineTextAlignment(.center)
          }
          VStack(alignment: .leading, spacing: 16) {
            Point("qrcode.viewfinder", .onboardingWelcomePay)
            Point("arrow.down.left", .onboardingWelcomeReceive)
            Point("key", .onboardingWelcomeSafe)
          }
        }
        .frame(maxWidth: .infinity)
        .padding(.vertical, 12)
      }
      PrimaryButton(.onboardingCreate, action: create)
      SecondaryButton(.onboardingHaveWords, action: restore)
    }
    .padding(.horizontal, 24)
    .padding(.vertical, 12)
    .background(palette.ground)
  }
}

/// The three languages, each by its own name, for those who read no other.
struct LanguageKeys: View {
  @Environment(\.palette) private var palette
  let chosen: Language?
  let choose: @MainActor (Language) -> Void

  var body: some View {
    HStack(spacing: 8) {
      ForEach(Language.allCases, id: \.self) { language in
        Button {
          choose(language)
        } label: {
          HStack(spacing: 4) {
            // Not by colour alone.
            if language == chosen { Image(systemName: "checkmark").accessibilityHidden(true) }
            Text(language.ownName)
          }
          .frame(maxWidth: .infinity, minHeight: 44)
          .background(language == chosen ? palette.primaryGround : palette.card, in: .rect(cornerRadius: 12))
        }
        .accessibilityAddTraits(language == chosen ? .isSelected : .isButton)
      }
    }
  }
}

extension Language {
  /// The same in every language, so it is no text of the table.
  var ownName: String {
    switch self {
    case .lao: "ລາວ"
    case .english: "English"
    case .thai: "ไทย"
    }
  }
}
