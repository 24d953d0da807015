import DLakWallet
import Observation

/// Shows the words of a new wallet until its owner has shown that they are written down.
@MainActor
@Observable
public final class NewWordsViewModel: ScreenModel {
  public enum Step: Hashable, Sendable {
    /// The words are behind the PIN: the app was closed, or away for long.
    case askPIN
    case show
    /// Which word is at this place?
    case check(Question)
  }

  /// One of the words that are asked for.
  public struct Question: Hashable, Sendable {
    /// From 1.
    public let place: Int
    public let choices: [String]
    /// Which one it is, from 1, of how many.
    public let number: Int
    public let count: Int
    /// The choice that was wrong, if one was.
    public var wrong: String?

    public init(place: Int, choices: [String], number: Int, count: Int, wrong: String? = nil) {
      self.place = place
      self.choices = choices
      self.number = number
      self.count = count
      self.wrong = wrong
    }
  }

  public internal(set) var step = Step.askPIN
  /// The 24 words, while they are shown or asked for.
  public internal(set) var words: [String] = []

  @ObservationIgnored private let session: Session
  @ObservationIgnored private let settings: SettingsStore
  @ObservationIgnored private let inHand: WordsInHand
  @ObservationIgnored private let tasks = Tasks()
  @ObservationIgnored let gate: PINGate
  @ObservationIgnored private var places: [Int] = []

  init(session: Session, settings: SettingsStore, inHand: WordsInHand, clock: any AppClock, saved: Saved) {
    self.session = session
    self.settings = settings
    self.inHand = inHand
    gate = PINGate(tasks: tasks, clock: clock, saved: saved)
    gate.use = { [weak self, session] pin in
      try await session.unlock(pin: pin)
      let words = try await session.openWallet().words(pin: pin)
      // The lock may have come meanwhile.
      if session.state.open?.isLocked == false { self?.show(words.list) }
    }
    if let new = inHand.takeNew() { show(new.list) }
    tasks.begin { [weak self, session] in
      for await isLocked in changes(of: { session.state.open?.isLocked }) where isLocked == true { self?.hide() }
    }
  }

  public var pad: any PINPad { gate }
  public var pin: PINPadState { gate.state }

  /// They are written down.
  public func written() {
    guard !words.isEmpty else { return }
    places = Array(words.indices.shuffled().prefix(Self.questions)).sorted()
    ask(1)
  }

  public func choose(_ word: String) {
    guard case .check(var question) = step, words.indices.contains(question.place - 1) else { return }
    if word != words[question.place - 1] {
      question.wrong = word
      step = .check(question)
    } else if question.number < Self.questions {
      ask(question.number + 1)
    } else {
      inHand.clear()
      settings.update { $0.areWordsConfirmed = true }
    }
  }

  /// Back to the words.
  public func lookAgain() {
    if !words.isEmpty { step = .show }
  }

  public func end() {
    tasks.cancel()
    words = []
  }

  private func show(_ shown: [String]) {
    words = shown
    step = .show
  }

  private func hide() {
    words = []
    step = .askPIN
  }

  private func ask(_ number: Int) {
    let place = places[number - 1]
    let others = Set(words).subtracting([words[place]]).shuffled().prefix(Self.choices - 1)
    let choices = (others + [words[place]]).shuffled()
    step = .check(Question(place: place + 1, choices: choices, number: number, count: Self.questions))
  }

  private static let questions = 3
  private static let choices = 6
}
