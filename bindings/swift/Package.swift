// swift-tools-version: 6.0

import PackageDescription

// DLakWalletFFI, and what is generated in DLakNative, come from `cargo xtask bindings`: see README.md.
let package = Package(
  name: "DLakWallet",
  platforms: [.iOS(.v16), .macOS(.v13)],
  products: [
    .library(name: "DLakWallet", targets: ["DLakWallet"])
  ],
  targets: [
    // The C side of the Rust library: a header and a module map.
    .systemLibrary(name: "DLakWalletFFI", path: "Sources/DLakWalletFFI"),

    // What uniffi generates is written for Swift 5.
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

    // What apps see.
    .target(
      name: "DLakWallet",
      dependencies: ["DLakNative"],
      resources: [.copy("PrivacyInfo.xcprivacy")]
    ),

    // A sandbox bank, a fault proxy and the journeys, for what is below.
    .target(name: "Sandbox", dependencies: ["DLakWallet"], path: "Tests/Sandbox"),

    // The code of README.md.
    .target(name: "Snippets", dependencies: ["DLakWallet"], path: "Tests/Snippets"),

    .testTarget(name: "DLakWalletTests", dependencies: ["DLakWallet", "Sandbox", "Snippets"]),

    // One side of a payment between two languages.
    .executableTarget(
      name: "dlak-wallet-interop", dependencies: ["DLakWallet", "Sandbox"], path: "Tests/Interop"),

    // What a call costs.
    .executableTarget(
      name: "dlak-wallet-bench", dependencies: ["DLakWallet", "Sandbox"], path: "Tests/Bench"),
  ]
)
