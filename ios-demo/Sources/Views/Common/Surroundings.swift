import DLakDemoLogic
import Foundation
import SwiftUI

// What every view may ask of its surroundings.

private struct LanguageKey: EnvironmentKey {
  static let defaultValue = Language.lao
}

private struct OfflineKey: EnvironmentKey {
  static let defaultValue = false
}

private struct ZoneKey: EnvironmentKey {
  static let defaultValue = TimeZone.current
}

extension EnvironmentValues {
  /// The language that is shown.
  public var language: Language {
    get { self[LanguageKey.self] }
    set { self[LanguageKey.self] = newValue }
  }

  /// Is the bank away?
  public var isOffline: Bool {
    get { self[OfflineKey.self] }
    set { self[OfflineKey.self] = newValue }
  }

  /// Where days begin and end.
  public var zone: TimeZone {
    get { self[ZoneKey.self] }
    set { self[ZoneKey.self] = newValue }
  }

  /// The colours of the light that is shown.
  var palette: Palette { colorScheme == .dark ? .dark : .light }

  /// Dates as they are written in the language that is shown.
  var dates: Dates { Dates(language: language, zone: zone) }
}
