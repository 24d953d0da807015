// Typed ids: an order's id can't be taken for an account. They cross the border as text, and the library checks each.

/// An account at the ledger: what others pay to.
public struct AccountId: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
  /// The id as it is written everywhere.
  public let rawValue: String

  /// Any text; a call that takes what is no id fails with ``ErrorCode/badArgument``.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The id as it is written everywhere.
  public var description: String { rawValue }
}

/// A payment's, a redemption's or a top-up's id.
public struct OrderId: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
  /// The id as it is written everywhere.
  public let rawValue: String

  /// Any text; a call that takes what is no id fails with ``ErrorCode/badArgument``.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The id as it is written everywhere.
  public var description: String { rawValue }
}

/// A payment request's id.
public struct RequestId: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
  /// The id as it is written everywhere.
  public let rawValue: String

  /// Any text; a call that takes what is no id fails with ``ErrorCode/badArgument``.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The id as it is written everywhere.
  public var description: String { rawValue }
}

/// A device's id.
public struct DeviceId: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
  /// The id as it is written everywhere.
  public let rawValue: String

  /// Any text; a call that takes what is no id fails with ``ErrorCode/badArgument``.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The id as it is written everywhere.
  public var description: String { rawValue }
}
