extension Wallet {
  /// The wallet's account: what others pay to.
  public var account: AccountId {
    get throws(WalletError) { try callNow { try native.account() } }
  }

  /// How the bank is believed.
  public var trust: BankTrust {
    get throws(WalletError) { try callNow { try native.trust() } }
  }

  /// This device.
  public var device: DeviceId {
    get throws(WalletError) { try callNow { try native.device() } }
  }

  /// Makes the wallet known to the bank, with the code that the owner got from a commercial bank. May be repeated.
  @discardableResult
  public func register(enrolmentCode: String) async throws -> Profile {
    try await call { try await native.register(enrolmentCode: enrolmentCode) }
  }

  /// Does the bank know this device, as far as the wallet knows?
  public func isRegistered() async throws -> Bool {
    try await call { try await native.isRegistered() }
  }

  /// The account as the bank described it last, from the store; none before registration.
  public func profile() async throws -> Profile? {
    try await call { try await native.profile() }
  }

  /// Asks the bank for the account: its owner, its limits, what is left of them.
  @discardableResult
  public func refreshProfile() async throws -> Profile {
    try await call { try await native.refreshProfile() }
  }

  /// Asks the bank who it is.
  public func bankInfo() async throws -> BankInfo {
    try await call { try await native.bankInfo() }
  }

  /// The wallet's devices, the oldest first.
  public func devices() async throws -> [Device] {
    try await call { try await native.devices() }
  }

  /// Takes a lost device's rights away; gives the devices as they are then.
  @discardableResult
  public func revoke(_ device: DeviceId, pin: String) async throws -> [Device] {
    try await call { try await native.revokeDevice(device: device, pin: pin) }
  }
}
