import DLakWallet
import Observation

/// Looks for a payment code with the camera, or in a picture. It pays nothing: a code is opened by ``PayViewModel``.
@MainActor
@Observable
public final class ScanViewModel: ScreenModel {
  /// How long a notice stays after what it is about is out of sight.
  public static let noticeTime = Duration.seconds(6)

  public internal(set) var eye = Eye.closed
  /// The codes in sight, where they are.
  public internal(set) var sight: Sight?
  /// The payment codes that its owner must choose from, as there are several.
  public internal(set) var choices: [Choice] = []
  public internal(set) var notice: Notice?
  public internal(set) var isReadingPicture = false

  @ObservationIgnored private let camera: any CodeCamera
  @ObservationIgnored private let clock: any AppClock
  /// Opens a code to be paid.
  @ObservationIgnored private let open: @MainActor (_ code: String) -> Void
  @ObservationIgnored private let read: @MainActor (_ code: String) -> PaymentCode?
  @ObservationIgnored private var watch = Watch()
  @ObservationIgnored private var looking: Task<Void, Never>?
  @ObservationIgnored private var noticedAt: Duration
  /// Are the choices those of a picture? Then they stay, whatever the camera sees meanwhile.
  @ObservationIgnored private var areChoicesPictured = false
  /// Was a code opened since the screen came into sight? Then nothing more is taken: the owner looks at that one.
  @ObservationIgnored private var isOpened = false
  @ObservationIgnored private let tasks = Tasks()

  public init(
    camera: any CodeCamera, clock: any AppClock, open: @escaping @MainActor (_ code: String) -> Void,
    read: @escaping @MainActor (_ code: String) -> PaymentCode? = { try? PaymentCode.read($0) }
  ) {
    self.camera = camera
    self.clock = clock
    self.open = open
    self.read = read
    noticedAt = clock.uptime
  }

  public var light: Light { camera.light }

  /// The screen is in sight, and the camera may look. Asked again, it changes nothing.
  public func look() {
    guard looking == nil else { return }
    isOpened = false
    eye = .looking
    looking = Task { [weak self, camera] in
      let trouble = await camera.look { frame in
        // On the camera's queue: a frame is good only while it is looked at.
        let seen = (try? frame.scan()) ?? []
        let shape = frame.shape
        Task { @MainActor in self?.saw(seen, shape) }
      }
      guard !Task.isCancelled, let self else { return }
      self.looking = nil
      self.sight = nil
      self.eye = trouble == .notAllowed ? .notAllowed(canAsk: false) : .unusable(trouble)
    }
  }

  /// The screen is out of sight: the camera is for others.
  public func lookAway() {
    looking?.cancel()
    looking = nil
    camera.setLight(isOn: false)
    if !areChoicesPictured { choices = [] }
    if eye == .looking { eye = .closed }
    sight = nil
  }

  /// The owner does not allow the camera.
  public func notAllowed(canAsk: Bool) {
    lookAway()
    eye = .notAllowed(canAsk: canAsk)
  }

  public func switchLight() {
    camera.setLight(isOn: light == .off)
  }

  /// One of several codes is the right one.
  public func choose(_ code: String) {
    if choices.contains(where: { $0.text == code }) { take(code) }
  }

  /// None of the codes of the picture.
  public func chooseNone() {
    choices = []
    areChoicesPictured = false
  }

  public var canChooseNone: Bool { areChoicesPictured && !choices.isEmpty }

  /// Reads a picture of the owner's. `frames` gives it in the sizes in which to look for codes, the likeliest first; none when it
  /// can't be opened.
  public func readPicture(_ frames: @escaping @Sendable () async -> [any CameraFrame & Sendable]) {
    guard !isReadingPicture else { return }
    isReadingPicture = true
    notice = nil
    chooseNone()
    tasks.begin { [weak self] in
      let found = await Task.detached { () -> [ScannedCode]? in
        var found: [ScannedCode]?
        for frame in await frames() {
          found = (try? frame.scan()) ?? []
          if found?.isEmpty == false { break }
        }
        return found
      }.value
      try Task.checkCancellation()
      self?.isReadingPicture = false
      self?.pictureWasRead(found)
    }
  }

  public func end() {
    lookAway()
    tasks.cancel()
  }

  private func pictureWasRead(_ codes: [ScannedCode]?) {
    guard let codes else { return say(.badPicture) }
    let payable = codes.payable
    if payable.count == 1 {
      take(payable[0])
    } else if payable.count > 1 {
      offer(payable)
      areChoicesPictured = true
    } else {
      say(codes.lazy.compactMap { Notice($0.kind) }.first ?? .noCodeInPicture)
    }
  }

  private func saw(_ seen: [ScannedCode], _ shape: FrameShape) {
    // While a picture is read, nothing new is taken.
    guard looking != nil, !isOpened, !isReadingPicture, !areChoicesPictured else { return }
    let codes = seen.map { SeenCode(text: $0.text, corners: $0.corners, isPayable: $0.kind == .dlak) }
    let now = codes.isEmpty ? nil : Sight(shape: shape, codes: codes)
    if sight != now { sight = now }
    switch watch.judge(seen) {
    case .take(let code): take(code)
    case .choose(let codes): offer(codes)
    case .say(let notice): say(notice)
    case .nothing: fade(isSeen: !seen.isEmpty)
    }
  }

  private func take(_ code: String) {
    watch.took(code)
    isOpened = true
    choices = []
    areChoicesPictured = false
    notice = nil
    open(code)
  }

  private func offer(_ codes: [String]) {
    notice = nil
    // In the order in which they were first seen: what a thumb is about to hit stays where it is.
    guard Set(choices.map(\.text)) != Set(codes) else { return }
    choices = codes.map { code in
      let known = read(code)
      return Choice(text: code, printedName: known?.printedName, amount: known?.amount)
    }
  }

  private func say(_ said: Notice) {
    noticedAt = clock.uptime
    if notice != said { notice = said }
    if !choices.isEmpty { choices = [] }
  }

  /// What was said stays long enough to be read.
  private func fade(isSeen: Bool) {
    if !choices.isEmpty { choices = [] }
    if notice != nil, isSeen || clock.uptime - noticedAt >= Self.noticeTime { notice = nil }
  }
}
