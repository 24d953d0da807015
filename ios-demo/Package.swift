// swift-tools-version: 6.0

import PackageDescription

// On a Mac the wallet comes with its library in it: bindings/swift/make-xcframework.sh makes that package. On Linux it is the
// repository's, and the linker is told where the library is: see ../bindings/swift/flags.sh.
#if os(Linux)
  let wallet = (path: "../bindings/swift", name: "swift")
#else
  let wallet = (path: "../bindings/swift/xcframework/DLakWallet", name: "DLakWallet")
#endif

// There is no SwiftUI on Linux: see StandIn/SwiftUI/View.swift.
#if os(Linux)
  let standIn: [Target.Dependency] = ["SwiftUI"]
  let standInTargets: [Target] = [
    .target(name: "SwiftUI", path: "StandIn/SwiftUI"),
    // Finds what is on the screen, and touches it.
    .target(name: "Stage", dependencies: ["SwiftUI"], path: "StandIn/Stage"),
    // Every state of every screen, held against the specification of both apps.
    .testTarget(
      name: "SpecTests", dependencies: ["DLakDemoLogic", "DLakDemoViews", "Stage", "SwiftUI", "TestSupport"],
      path: "Tests/SpecTests"),
    .testTarget(name: "StageTests", dependencies: ["Stage", "SwiftUI"], path: "Tests/StageTests"),
    // The app as a program, for the journeys of app-spec/journeys.
    .executableTarget(
      name: "dlak-phone",
      dependencies: [
        "DLakDemoLogic", "DLakDemoViews", "SwiftUI", "Stage", .product(name: "DLakWallet", package: wallet.name),
      ],
      path: "Phone"
    ),
  ]
#else
  let standIn: [Target.Dependency] = []
  let standInTargets: [Target] = []
#endif

// The app itself is DLakDemo.xcodeproj; all of it that is no platform's own is here, and is tested on Linux too.
let package = Package(
  name: "DLakDemo",
  platforms: [.iOS(.v17), .macOS(.v14)],
  products: [
    .library(name: "DLakDemoLogic", targets: ["DLakDemoLogic"]),
    .library(name: "DLakDemoViews", targets: ["DLakDemoViews"]),
  ],
  dependencies: [
    .package(path: wallet.path)
  ],
  targets: [
    // What the app knows and decides. No view.
    .target(
      name: "DLakDemoLogic",
      dependencies: [.product(name: "DLakWallet", package: wallet.name)],
      path: "Sources/Logic"
    ),

    // What the app looks like. Decides nothing.
    .target(name: "DLakDemoViews", dependencies: ["DLakDemoLogic"] + standIn, path: "Sources/Views"),

    // Wallets that do what a test says, and things to put in them.
    .target(name: "TestSupport", dependencies: ["DLakDemoLogic"], path: "Tests/Support/Fakes"),

    // The package's sandbox bank: a link to its folder, as SwiftPM shares no test code between packages.
    .target(
      name: "TestBank",
      dependencies: [.product(name: "DLakWallet", package: wallet.name)],
      path: "Tests/Support/TestBank"
    ),

    .testTarget(
      name: "LogicTests",
      dependencies: ["DLakDemoLogic", "TestSupport", "TestBank"],
      path: "Tests/LogicTests"
    ),

    // What Xcode and iOS read: the project, the property lists.
    .testTarget(name: "ProjectTests", path: "Tests/ProjectTests"),
  ] + standInTargets
)
