import Foundation

/// The String Catalog: as iOS reads it where it runs, and from the file itself where tests do.
enum Catalog {
  #if canImport(Darwin)
    static func text(_ said: Said, in language: Language) -> String {
      let path = Bundle.main.path(forResource: language.tag, ofType: "lproj")
      let bundle = path.flatMap(Bundle.init(path:)) ?? .main
      let format = bundle.localizedString(forKey: said.key, value: nil, table: nil)
      guard !said.arguments.isEmpty else { return format }
      let values = said.arguments.map { argument -> any CVarArg in
        switch argument {
        case .text(let text): text
        case .number(let number): number
        }
      }
      return String(format: format, locale: language.locale, arguments: values)
    }
  #else
    static func text(_ said: Said, in language: Language) -> String {
      guard let format = format(of: said, in: language) else { return said.key }
      return said.arguments.isEmpty ? format : filled(format, said.arguments)
    }

    private static func format(of said: Said, in language: Language) -> String? {
      let localization = file[said.key]?.localizations[language.tag]
      guard let forms = localization?.variations?.plural else { return localization?.stringUnit?.value }
      let isOne = language == .english && said.arguments.contains(.number(1))
      return (isOne ? forms["one"] : nil)?.stringUnit.value ?? forms["other"]?.stringUnit.value
    }

    /// As `String(format:)` fills it, but that Foundation on Linux takes no Swift string for `%@`.
    private static func filled(_ format: String, _ arguments: [Said.Argument]) -> String {
      let whole = format.replacing(/%%|%(\d+)\$(?:@|lld)/) { match in
        guard let place = match.output.1.flatMap({ Int($0) }), arguments.indices.contains(place - 1) else { return "%" }
        return switch arguments[place - 1] {
        case .text(let text): text
        case .number(let number): String(number)
        }
      }
      return whole
    }

    private struct File: Decodable {
      let strings: [String: Entry]
    }

    private struct Entry: Decodable {
      let localizations: [String: Localization]
    }

    private struct Localization: Decodable {
      let stringUnit: Unit?
      let variations: Variations?
    }

    private struct Variations: Decodable {
      let plural: [String: Form]
    }

    private struct Form: Decodable {
      let stringUnit: Unit
    }

    private struct Unit: Decodable {
      let value: String
    }

    private static let file: [String: Entry] = {
      let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      let path = sources.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "App/DLakDemo/Localizable.xcstrings")
      // Tests say that keys have no words when it can't be read.
      return (try? JSONDecoder().decode(File.self, from: Data(contentsOf: path)))?.strings ?? [:]
    }()
  #endif
}
