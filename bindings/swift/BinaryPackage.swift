// swift-tools-version: 6.0

import PackageDescription

// The package that make-xcframework.sh puts together: the library is inside. It is Package.swift there.
let package = Package(
  name: "DLakWallet",
  platforms: [.iOS(.v16), .macOS(.v13)],
  products: [
    .library(name: "DLakWallet", targets: ["DLakWallet"])
  ],
  targets: [
    .binaryTarget(name: "DLakWalletFFI", path: "DLakWalletFFI.xcframework"),
    .target(
      name: "DLakNative",
      dependencies: ["DLakWalletFFI"],
      swiftSettings: [.swiftLanguageMode(.v5)],
      // The library asks the system about certificates.
      linkerSettings: [
        .linkedFramework("Security", .when(platforms: [.iOS, .macOS])),
        .linkedFramework("CoreFoundation", .when(platforms: [.iOS, .macOS])),
      ]
    ),
    .target(
      name: "DLakWallet",
      dependencies: ["DLakNative"],
      resources: [.copy("PrivacyInfo.xcprivacy")]
    ),
  ]
)
