import Foundation

/// A PIN being typed, as a screen may know it: how many digits, never which.
public struct PINPadState: Hashable, Sendable {
  public var count = 0
  public var isBusy = false
  public var notice: PINNotice?

  public init(count: Int = 0, isBusy: Bool = false, notice: PINNotice? = nil) {
    self.count = count
    self.isBusy = isBusy
    self.notice = notice
  }

  public var isWaiting: Bool {
    if case .wait = notice { true } else { false }
  }

  public var canType: Bool { !isBusy && !isWaiting }
  public var canSubmit: Bool { canType && count >= PINInput.least }
}

/// What is said of a PIN that was typed.
public enum PINNotice: Hashable, Sendable {
  /// The wallet does not take it.
  case refused(Problem)
  /// Typed for the second time, it was another.
  case notTheSame
  /// There were too many wrong ones: so many seconds are left.
  case wait(seconds: Int)
  /// The face does not open the wallet any more: the PIN does.
  case biometricsGone
}

/// What a pad of digits tells.
@MainActor
public protocol PINPad: AnyObject {
  func type(_ digit: Character)
  func delete()
  func submit()
}

/// The digits of a PIN while they are typed. They leave by ``take()``, and are wiped.
struct PINInput {
  /// The fewest and the most digits, as the library has it.
  static let least = 6
  static let most = 12

  private var digits = [UInt8](repeating: 0, count: most)
  var count = 0

  mutating func add(_ digit: Character) {
    guard let code = digit.asciiValue, ("0"..."9").contains(digit), count < Self.most else { return }
    digits[count] = code
    count += 1
  }

  mutating func deleteLast() {
    guard count > 0 else { return }
    count -= 1
    digits[count] = 0
  }

  /// The PIN; what was typed is gone.
  mutating func take() -> String {
    defer { clear() }
    return String(decoding: digits.prefix(count), as: UTF8.self)
  }

  mutating func clear() {
    for place in digits.indices { digits[place] = 0 }
    count = 0
  }
}

extension PINInput: CustomStringConvertible, CustomReflectable {
  /// Not the digits.
  var description: String { "PINInput(\(count))" }

  var customMirror: Mirror { Mirror(self, children: []) }
}
