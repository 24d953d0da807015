import Foundation
import Testing

/// What iOS reads of the app before any of its code runs.
struct PhoneTests {
  @Test func theSystemIsToldWhyTheCameraAndTheFaceAreWanted() throws {
    let info = try AppFiles.plist("DLakDemo/Info.plist")
    let catalog = try #require(try AppFiles.json("DLakDemo/InfoPlist.xcstrings")["strings"] as? [String: [String: Any]])
    for key in ["NSCameraUsageDescription", "NSFaceIDUsageDescription"] {
      let english = try #require(info[key] as? String)
      let said = try #require(catalog[key]?["localizations"] as? [String: [String: [String: String]]])
      #expect(said["en"]?["stringUnit"]?["value"] == english)
      for language in ["lo", "th"] { #expect(said[language]?["stringUnit"]?["value"]?.isEmpty == false) }
    }
  }

  @Test func theBackgroundWorkOfTheCodeIsWhatTheSystemAllows() throws {
    let info = try AppFiles.plist("DLakDemo/Info.plist")
    let allowed = try #require(info["BGTaskSchedulerPermittedIdentifiers"] as? [String])
    let code = try AppFiles.all("swift").map { try String(contentsOf: $0, encoding: .utf8) }.joined()
    for name in allowed {
      let isNamed = code.contains("\"\(name)\"")
      #expect(isNamed, "\(name)")
    }
    #expect((info["UIBackgroundModes"] as? [String])?.contains("fetch") == true)
  }

  @Test func linksOfPaymentsOpenTheApp() throws {
    let types = try #require(try AppFiles.plist("DLakDemo/Info.plist")["CFBundleURLTypes"] as? [[String: Any]])
    #expect(types.flatMap { $0["CFBundleURLSchemes"] as? [String] ?? [] } == ["dlak"])
  }

  @Test func plainHTTPIsForThisMachineOnly() throws {
    let info = try AppFiles.plist("DLakDemo/Info.plist")
    let transport = try #require(info["NSAppTransportSecurity"] as? [String: Any])
    #expect(Array(transport.keys) == ["NSAllowsLocalNetworking"])
  }

  @Test func filesAreClosedUntilThePhoneWasUnlocked() throws {
    let entitlements = try AppFiles.plist("DLakDemo/DLakDemo.entitlements")
    #expect(
      entitlements["com.apple.developer.default-data-protection"] as? String
        == "NSFileProtectionCompleteUntilFirstUserAuthentication")
  }

  @Test func nobodyIsTracked() throws {
    let privacy = try AppFiles.plist("DLakDemo/PrivacyInfo.xcprivacy")
    #expect(privacy["NSPrivacyTracking"] as? Bool == false)
    let collected = try #require(privacy["NSPrivacyCollectedDataTypes"] as? [[String: Any]])
    #expect(collected.allSatisfy { $0["NSPrivacyCollectedDataTypeTracking"] as? Bool == false })
  }
}
