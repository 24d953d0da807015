import Foundation
import Testing

/// Xcode is not where these tests run: what it would refuse to open, or to build, is looked for here.
struct XcodeProjectTests {
  private typealias Object = [String: Any]

  private let objects: [String: Object]
  private let root: String

  init() throws {
    let project = try AppFiles.plist("DLakDemo.xcodeproj/project.pbxproj")
    objects = try #require(project["objects"] as? [String: Object])
    root = try #require(project["rootObject"] as? String)
  }

  @Test func everyObjectThatIsNamedIsThere() {
    for (name, object) in objects {
      for reference in references(in: object) {
        #expect(objects[reference] != nil, "\(name) names \(reference), which is not there")
      }
    }
    #expect(objects[root]?["isa"] as? String == "PBXProject")
  }

  @Test func everyObjectIsUsed() {
    let used = objects.values.reduce(into: Set([root])) { $0.formUnion(references(in: $1)) }
    #expect(Set(objects.keys).subtracting(used).isEmpty)
  }

  @Test func everyKindOfObjectIsOneOfXcodes() {
    let known: Set<String> = [
      "PBXBuildFile", "PBXFileReference", "PBXFileSystemSynchronizedBuildFileExceptionSet",
      "PBXFileSystemSynchronizedRootGroup", "PBXFrameworksBuildPhase", "PBXGroup", "PBXNativeTarget", "PBXProject",
      "PBXResourcesBuildPhase", "PBXSourcesBuildPhase", "XCBuildConfiguration", "XCConfigurationList",
      "XCLocalSwiftPackageReference", "XCSwiftPackageProductDependency",
    ]
    for (name, object) in objects {
      #expect(known.contains(object["isa"] as? String ?? ""), "\(name)")
    }
  }

  @Test func whatTheSettingsNameIsOnTheDisk() throws {
    for settings in all("XCBuildConfiguration").compactMap({ $0["buildSettings"] as? Object }) {
      for key in ["INFOPLIST_FILE", "CODE_SIGN_ENTITLEMENTS"] {
        if let path = settings[key] as? String { #expect(AppFiles.exists(path), "\(key): \(path)") }
      }
      if let icon = settings["ASSETCATALOG_COMPILER_APPICON_NAME"] as? String {
        #expect(AppFiles.exists("DLakDemo/Assets.xcassets/\(icon).appiconset/Contents.json"))
      }
      if let color = settings["ASSETCATALOG_COMPILER_GLOBAL_ACCENT_COLOR_NAME"] as? String {
        #expect(AppFiles.exists("DLakDemo/Assets.xcassets/\(color).colorset/Contents.json"))
      }
    }
    for group in all("PBXFileSystemSynchronizedRootGroup") {
      #expect(AppFiles.exists(try #require(group["path"] as? String)))
    }
    for package in all("XCLocalSwiftPackageReference") {
      let path = try #require(package["relativePath"] as? String)
      #expect(AppFiles.exists("\(path)/Package.swift"))
    }
  }

  @Test func theAppLinksEachProductOfThePackage() throws {
    let manifest = try String(contentsOf: AppFiles.folder.appending(path: "../Package.swift"), encoding: .utf8)
    let linked = all("XCSwiftPackageProductDependency").compactMap { $0["productName"] as? String }
    #expect(!linked.isEmpty)
    for product in linked { #expect(manifest.contains(".library(name: \"\(product)\"")) }
  }

  @Test func theSchemeBuildsTheTarget() throws {
    let scheme = try String(
      contentsOf: AppFiles.folder.appending(path: "DLakDemo.xcodeproj/xcshareddata/xcschemes/DLakDemo.xcscheme"),
      encoding: .utf8)
    let target = try #require(objects.first { $0.value["isa"] as? String == "PBXNativeTarget" }?.key)
    #expect(scheme.contains("BlueprintIdentifier = \"\(target)\""))
  }

  private func all(_ kind: String) -> [Object] {
    objects.values.filter { $0["isa"] as? String == kind }
  }

  /// Every identifier in it: 24 hexadecimal digits.
  private func references(in value: Any) -> [String] {
    switch value {
    case let text as String: text.wholeMatch(of: /[0-9A-F]{24}/) == nil ? [] : [text]
    case let list as [Any]: list.flatMap { references(in: $0) }
    case let object as Object: object.flatMap { references(in: $0.value) + references(in: $0.key) }
    default: []
    }
  }
}
