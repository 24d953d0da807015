import Foundation
import Observation

/// The languages that the app speaks.
public enum Language: String, CaseIterable, Codable, Sendable {
  case lao = "lo"
  case english = "en"
  case thai = "th"

  /// Its BCP 47 tag.
  public var tag: String { rawValue }

  /// For numbers and dates: as they are written in Laos, and in Thailand with Thai years.
  public var locale: Locale {
    switch self {
    case .lao: Locale(identifier: "lo_LA")
    case .english: Locale(identifier: "en_GB")
    case .thai: Locale(identifier: "th_TH@calendar=buddhist")
    }
  }

  /// The one of a phone that speaks these, the first that we know: Lao is for whom nothing else is said.
  public static func preferred(of tags: [String]) -> Language {
    tags.lazy.compactMap { tag in allCases.first { tag.split(separator: "-").first.map(String.init) == $0.tag } }
      .first ?? .lao
  }
}

/// Light, dark, or as the phone is.
public enum Look: String, CaseIterable, Codable, Sendable {
  case phone
  case light
  case dark
}

/// What the owner chose. Nothing secret is in it.
public struct Settings: Hashable, Codable, Sendable {
  /// Nil: as the phone's.
  public var language: Language?
  public var look = Look.phone
  /// Has the owner shown that the 24 words are written down?
  public var areWordsConfirmed = false
  /// Did the wallet come back from its words? Then it needs no enrolment code: the bank knows the account.
  public var isRestored = false
  /// May a face or a fingerprint stand for the PIN?
  public var isBiometricsOn = false
  /// Does the app begin with the till?
  public var isShopMode = false

  public init(language: Language? = nil) {
    self.language = language
  }
}

/// Keeps the settings. What is set is kept at once.
@MainActor
@Observable
public final class SettingsStore {
  /// What the owner chose.
  public internal(set) var settings: Settings
  @ObservationIgnored private let keep: @MainActor (Settings) -> Void

  /// `keep` writes them where they survive the app.
  public init(_ settings: Settings = Settings(), keep: @escaping @MainActor (Settings) -> Void = { _ in }) {
    self.settings = settings
    self.keep = keep
  }

  public func update(_ change: (inout Settings) -> Void) {
    var changed = settings
    change(&changed)
    guard changed != settings else { return }
    settings = changed
    keep(changed)
  }

  /// Settings in a file, for this device: nothing of them is in a backup if the file's folder is not.
  public static func file(_ url: URL, first: Settings = Settings()) -> SettingsStore {
    let found = (try? Data(contentsOf: url)).flatMap { try? JSONDecoder().decode(Settings.self, from: $0) }
    return SettingsStore(found ?? first) { settings in
      try? FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try? JSONEncoder().encode(settings).write(to: url, options: .atomic)
    }
  }
}
