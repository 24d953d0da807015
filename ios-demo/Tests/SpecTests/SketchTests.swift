import DLakDemoLogic
import Foundation
import Stage
import Testing

/// Sketches of the screens, for people: `DLAK_SKETCHES=FOLDER swift test --filter SketchTests` writes one page for each picture of the
/// gallery, language and light; sketches.sh draws them.
@MainActor
struct SketchTests {
  @Test func everyScreenCanBeSketched() throws {
    let folder = ProcessInfo.processInfo.environment["DLAK_SKETCHES"].map { URL(filePath: $0) }
    let fonts = Spec.repository.appending(path: "android-demo/app/src/main/res/font").absoluteString
    let first = try Spec().states.filter(\.isFirst).flatMap(\.pictures)
    for picture in gallery {
      for language in Language.allCases {
        for isDark in [false, true] {
          let stage = picture.stage(language, isFirst: first.contains(picture.name), isDark ? .dark : .light)
          let page = Sketch(stage, language: language.tag, isDark: isDark).page(fonts: fonts)
          #expect(page.contains("<body>"))
          guard let folder else { continue }
          let place = folder.appending(path: "\(language.tag)-\(isDark ? "dark" : "light")")
          try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
          try Data(page.utf8).write(to: place.appending(path: "\(picture.name).html"))
        }
      }
    }
  }
}
