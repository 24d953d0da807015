// Compiled by Xcode only, and not run where this project is tested.
import DLakDemoLogic
import DLakDemoViews
import SwiftUI

/// The app: one model for as long as the process lives, and the root view on it.
@main
struct DLakDemoApp: App {
  @State private var app: AppModel
  @Environment(\.scenePhase) private var phase
  private let phone: Phone
  private let background: BackgroundTasks

  init() {
    let phone = Phone(camera: PhoneCamera())
    let app = AppModel(.phone(camera: phone.camera))
    _app = State(initialValue: app)
    self.phone = phone
    background = BackgroundTasks(session: app.session)
    background.register()
  }

  var body: some Scene {
    WindowGroup {
      RootView(app: app, version: Bundle.main.version)
        .environment(\.scanning, phone.scanning)
        .environment(\.clipboard, phone.clipboard)
        .environment(\.sharing, phone.sharing)
        .environment(\.brightness, phone.brightness)
        // The list of apps, and the picture that iOS keeps for it, show a blank page: nothing of the wallet.
        .overlay { if phase != .active { CoverView() } }
        .task { app.start() }
        .onOpenURL { app.links.put($0.absoluteString) }
        .onChange(of: phase) { _, now in moved(to: now) }
    }
  }

  private func moved(to phase: ScenePhase) {
    switch phase {
    // On the way back already: the lock must be there before the cover goes. On the way out it does nothing.
    case .active, .inactive: app.session.willEnterForeground()
    case .background:
      app.session.didEnterBackground()
      background.schedule()
    default: break
    }
  }
}

extension Bundle {
  fileprivate var version: String { object(forInfoDictionaryKey: "CFBundleShortVersionString") as? String ?? "" }
}
