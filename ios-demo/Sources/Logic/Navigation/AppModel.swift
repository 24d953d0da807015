import Foundation
import Observation

/// What an app is made of: a phone's, or a test's.
@MainActor
public struct Parts {
  public var wallets: any Wallets
  public var settings: SettingsStore
  public var clock: any AppClock
  public var biometrics: any Biometrics
  public var camera: any CodeCamera
  /// The languages of the phone, the first one first.
  public var phoneLanguages: [String]
  /// Keeps where the owner is, for the next start: never a secret. Empty at the first start.
  public var kept: Kept

  /// A phone's parts, but for those that are said.
  public init(
    wallets: any Wallets,
    settings: SettingsStore,
    clock: any AppClock = SystemClock(),
    biometrics: any Biometrics = NoBiometrics(),
    camera: any CodeCamera = NoCamera(),
    phoneLanguages: [String] = Locale.preferredLanguages,
    kept: Kept = Kept()
  ) {
    self.wallets = wallets
    self.settings = settings
    self.clock = clock
    self.biometrics = biometrics
    self.camera = camera
    self.phoneLanguages = phoneLanguages
    self.kept = kept
  }
}

/// Where the owner's place in the app is written down.
@MainActor
public struct Kept {
  var read: @MainActor () -> Data?
  var write: @MainActor (Data) -> Void

  /// Nowhere, unless it is said where.
  public init(read: @escaping @MainActor () -> Data? = { nil }, write: @escaping @MainActor (Data) -> Void = { _ in }) {
    self.read = read
    self.write = write
  }

  /// In a file. Written before the screen goes on; when the disk refuses, the wallet's own
  /// record of the payment is what is left.
  public static func file(_ url: URL) -> Kept {
    Kept(read: { try? Data(contentsOf: url) }) { data in
      try? FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try? data.write(to: url, options: .atomic)
    }
  }
}

/// The whole app: which world its owner is in, and the way through it. Its view shows this, and nothing else decides where to go.
@MainActor
@Observable
public final class AppModel {
  public let session: Session
  public let settings: SettingsStore
  public let links = LinkInbox()
  // These two need the model to be made, and are never nil after its `init`.

  /// The way of the wallet's screens.
  // swift-format-ignore: NeverUseImplicitlyUnwrappedOptionals
  @ObservationIgnored public private(set) var router: Router!
  /// The way of onboarding.
  // swift-format-ignore: NeverUseImplicitlyUnwrappedOptionals
  @ObservationIgnored public private(set) var beginning: Router!
  /// The first screen of the world that is shown; nil while the wallet is being opened.
  public private(set) var root: Destination?
  /// The lock, while it stands before everything.
  public private(set) var lock: LockViewModel?
  /// Did the owner of a broken wallet say that they have its words? Then onboarding begins with them.
  public var hasWords = false

  @ObservationIgnored let parts: Parts
  /// Words and a PIN on their way through onboarding: in memory only.
  @ObservationIgnored let inHand = WordsInHand()
  @ObservationIgnored private let tasks = Tasks()
  @ObservationIgnored private var isRestored = false
  /// How long a wait after wrong PINs still is: it outlives the lock that counts it.
  @ObservationIgnored private let lockSaved = Saved()

  public init(_ parts: Parts) {
    self.parts = parts
    session = Session(parts.wallets, clock: parts.clock)
    settings = parts.settings
    router = Router { [unowned self] in self.screen($0, $1) }
    beginning = Router { [unowned self] in self.screen($0, $1) }
    router.onChange = { @MainActor [weak self] in self?.keep() }
  }

  /// The language that is shown.
  public var language: Language { settings.settings.language ?? .preferred(of: parts.phoneLanguages) }

  /// Which part of the app its owner is in.
  public var world: World { World(session.state, settings.settings) }

  /// Begins: opens the wallet, and shows the world that it belongs to from then on.
  public func start() {
    tasks.begin { [weak self] in
      guard let worlds = self.map({ app in changes { app.scene } }) else { return }
      for await _ in worlds { self?.show() }
    }
    tasks.begin { [weak self] in await self?.session.open() }
  }

  /// Ends: for tests, which make the app anew as the system does.
  public func end() {
    tasks.cancel()
    router.home()
    beginning.home()
    root?.screen.model.end()
    lock?.end()
  }

  /// What of the state decides which screens there are.
  private var scene: Scene {
    Scene(world: world, isLocked: isLockShown(session.state, settings.settings), link: links.waiting)
  }

  private struct Scene: Equatable, Sendable {
    let world: World
    let isLocked: Bool
    let link: String?
  }

  private func show() {
    let scene = scene
    showLock(scene.isLocked)
    let route: Route? =
      switch scene.world {
      case .opening: nil
      case .broken: .failed
      case .start: .welcome
      case .words: .newWords
      case .enrol: .enrol
      case .wallet: .home
      }
    if root?.route != route {
      root?.screen.model.end()
      beginning.home()
      if scene.world != .wallet { router.home() }
      root = route.map { Destination($0, screen($0, Saved()), Saved()) }
      if scene.world == .start, hasWords {
        hasWords = false
        beginning.open(.restore)
      }
    }
    forgetOthersPlace(scene.world)
    guard scene.world == .wallet else { return }
    goBack()
    openLink(scene)
  }

  /// The lock comes and goes; what is behind it stays as it was.
  private func showLock(_ isShown: Bool) {
    if isShown, lock == nil {
      lock = LockViewModel(
        session: session, settings: settings, biometrics: parts.biometrics, clock: parts.clock, saved: lockSaved)
    } else if !isShown, let shown = lock {
      shown.end()
      lock = nil
    }
  }

  /// A link waits until its owner is there to see it: the wallet is open and not locked. It comes on top of what is shown, so that
  /// nothing which is under way is lost.
  private func openLink(_ scene: Scene) {
    guard let link = scene.link, !scene.isLocked else { return }
    links.taken(link)
    router.open(.pay(code: PayLink.code(in: link) ?? "", isLink: true))
  }

  // MARK: - Where the owner was

  private func keep() {
    guard isRestored, let data = try? JSONEncoder().encode(router.snapshot) else { return }
    parts.kept.write(data)
  }

  /// What was kept belongs to a wallet that is not here any more. The books of the one that comes know nothing of its payments, and
  /// would say that nothing was paid.
  private func forgetOthersPlace(_ world: World) {
    guard world == .start, !isRestored else { return }
    isRestored = true
    parts.kept.write(Data("[]".utf8))
  }

  /// To where the owner was when the process ended, once.
  private func goBack() {
    guard !isRestored else { return }
    let places = parts.kept.read().flatMap { try? JSONDecoder().decode([SavedPlace].self, from: $0) }
    if let places, !places.isEmpty { router.restore(places) }
    isRestored = true
  }
}
