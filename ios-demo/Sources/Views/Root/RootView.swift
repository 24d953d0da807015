import DLakDemoLogic
import SwiftUI

/// The whole app, in its owner's language and light. A locked world is not there at all, so that nothing of it can be read, touched or
/// heard; its model keeps where its owner was.
public struct RootView: View {
  private let app: AppModel
  private let version: String

  /// `version` is said in the settings.
  public init(app: AppModel, version: String = "0.1.0") {
    self.app = app
    self.version = version
  }

  public var body: some View {
    WorldView(app: app)
      .environment(\.language, app.language)
      .environment(\.isOffline, app.session.reach.isOffline)
      .environment(\.appVersion, version)
      .environment(app)
      .preferredColorScheme(scheme)
  }

  private var scheme: ColorScheme? {
    switch app.settings.settings.look {
    case .phone: nil
    case .light: .light
    case .dark: .dark
    }
  }
}

/// The world that the owner is in, or the lock before it.
private struct WorldView: View {
  let app: AppModel

  var body: some View {
    if let lock = app.lock {
      LockView(lock)
    } else if let root = app.root {
      Way(router: root.route == .home ? app.router : app.beginning, root: root)
    } else {
      SplashView()
    }
  }
}

/// A way of screens.
private struct Way: View {
  @Bindable var router: Router
  let root: Destination

  var body: some View {
    NavigationStack(path: $router.path) {
      DestinationView(destination: root)
        .navigationDestination(for: Destination.self) { DestinationView(destination: $0) }
    }
    .environment(router)
  }
}

/// While the wallet is opened: a moment, mostly.
struct SplashView: View {
  @Environment(\.palette) private var palette

  var body: some View {
    VStack(spacing: 0) { Logo() }
      .frame(maxWidth: .infinity, maxHeight: .infinity)
      .background(palette.ground)
      .accessibilityElement()
      .spoken(.commonLoading)
  }
}

/// What the list of apps shows: nothing of the wallet.
public struct CoverView: View {
  @Environment(\.palette) private var palette

  public init() {}

  public var body: some View {
    VStack(spacing: 0) { Logo() }
      .frame(maxWidth: .infinity, maxHeight: .infinity)
      .background(palette.ground)
      .ignoresSafeArea()
      .accessibilityHidden(true)
  }
}

private struct VersionKey: EnvironmentKey {
  static let defaultValue = ""
}

extension EnvironmentValues {
  /// The app's own.
  var appVersion: String {
    get { self[VersionKey.self] }
    set { self[VersionKey.self] = newValue }
  }
}
