import DLakWallet

/// The camera, as far as the owner lets it look.
public enum Eye: Hashable, Sendable {
  /// It does not look yet.
  case closed
  case looking
  /// The owner did not allow it. If the system may still be asked, it asks; else only its settings can allow it.
  case notAllowed(canAsk: Bool)
  case unusable(CameraTrouble)
}

/// Codes in a frame.
public struct Sight: Hashable, Sendable {
  public let shape: FrameShape
  public let codes: [SeenCode]

  public init(shape: FrameShape, codes: [SeenCode]) {
    self.shape = shape
    self.codes = codes
  }
}

/// A code, and where it is.
public struct SeenCode: Hashable, Sendable {
  public let text: String
  public let corners: [Point]
  public let isPayable: Bool

  public init(text: String, corners: [Point], isPayable: Bool) {
    self.text = text
    self.corners = corners
    self.isPayable = isPayable
  }
}

/// A payment code that can be chosen: what is printed in it is only its payee's word.
public struct Choice: Hashable, Sendable, Identifiable {
  public let text: String
  public let printedName: String?
  public let amount: Amount?

  public init(text: String, printedName: String?, amount: Amount?) {
    self.text = text
    self.printedName = printedName
    self.amount = amount
  }

  public var id: String { text }
}

/// What the owner is told of what was seen; the camera goes on.
public enum Notice: Hashable, Sendable {
  /// A payment code that this wallet can't pay.
  case foreign(scheme: String, country: String)
  /// A payment code that is damaged.
  case broken
  /// A link or a text.
  case notPayment
  /// The picture shows no code.
  case noCodeInPicture
  /// The picture can't be opened.
  case badPicture

  /// What is said of a code of this kind; nil: it can be paid.
  init?(_ kind: CodeKind) {
    switch kind {
    case .dlak: return nil
    case .foreign(let scheme, let country): self = .foreign(scheme: scheme, country: country)
    case .broken: self = .broken
    case .notPayment: self = .notPayment
    }
  }
}
