extension Wallet {
  /// What changes from this moment on, for one loop: `for await event in wallet.events { ... }`.
  ///
  /// An event says what changed, never what is true. Who is slow misses some and is told so (``Event/missed``). Ends
  /// when the wallet is closed, or the task cancelled.
  public var events: WalletEvents {
    // A closed wallet has none.
    WalletEvents(native: try? native.events())
  }

  /// The balance now, then each time that it is another one: `for try await balance in wallet.balances { ... }`.
  ///
  /// Ends when the wallet is closed, or the task cancelled.
  public var balances: WalletBalances {
    WalletBalances(wallet: self)
  }

  /// Tells a listener what changes from now on, until the subscription is cancelled or freed, or the wallet closed. For
  /// code that is no task; tasks read ``events``.
  public func listen(_ listener: some EventListener) throws(WalletError) -> Subscription {
    Subscription(native: try callNow { try native.listen(listener: ListenerAdapter(listener)) })
  }
}

/// Events, one after the other. Each is given once: whoever wants them twice reads ``Wallet/events`` twice.
public struct WalletEvents: AsyncSequence, Sendable {
  let native: NativeEvents?

  /// Takes the events that are not taken yet.
  public func makeAsyncIterator() -> Iterator {
    Iterator(native: native)
  }

  /// Takes events, one after the other.
  public struct Iterator: AsyncIteratorProtocol {
    let native: NativeEvents?

    /// The next event; none when the wallet was closed or the task cancelled.
    public func next() async -> Event? {
      guard let native else { return nil }
      return try? await native.next()
    }
  }
}

/// The balance now, then each time that it is another one.
public struct WalletBalances: AsyncSequence, Sendable {
  let wallet: Wallet

  /// Begins with the balance now.
  public func makeAsyncIterator() -> Iterator {
    Iterator(wallet: wallet, events: wallet.events.makeAsyncIterator())
  }

  /// Takes balances, one after the other.
  public struct Iterator: AsyncIteratorProtocol {
    let wallet: Wallet
    // From before the first reading on, so that no change is missed between the two.
    let events: WalletEvents.Iterator
    var last: Balance?

    /// The next balance that is another one; none when the wallet was closed or the task cancelled.
    public mutating func next() async throws -> Balance? {
      while true {
        if last != nil {
          guard try await somethingChanged() else { return nil }
        }
        do {
          let balance = try await wallet.balance()
          if balance != last {
            last = balance
            return balance
          }
        } catch let error as WalletError where error.code == .closed {
          return nil
        } catch is CancellationError {
          return nil
        }
      }
    }

    private func somethingChanged() async throws -> Bool {
      while let event = await events.next() {
        // What is on its way is reserved, so every step of a payment counts. Only this one never does.
        if event != .accountChanged { return true }
      }
      return false
    }
  }
}

/// Is told what changes. Called on a thread that may block, one call after the other; whoever is slow is told
/// ``Event/missed``. What it throws is logged.
public protocol EventListener: Sendable {
  /// Something changed.
  func handle(_ event: Event) throws
}

/// A listener at work, until this is cancelled or freed.
public final class Subscription: Sendable {
  private let native: NativeSubscription

  init(native: NativeSubscription) {
    self.native = native
  }

  /// No other call begins. One that is under way, or about to begin on the library's thread, goes on to its end.
  public func cancel() {
    native.cancel()
  }
}

/// The app's listener, as the library calls it.
final class ListenerAdapter: NativeEventListener {
  private let listener: any EventListener

  init(_ listener: any EventListener) {
    self.listener = listener
  }

  func onEvent(event: Event) throws {
    do {
      try listener.handle(event)
    } catch {
      throw NativeCallbackFailure.Threw(why: nameOfType(error))
    }
  }
}

/// What an app threw, for the log: its type, since its text may hold the owner's data.
func nameOfType(_ error: any Error) -> String {
  String(reflecting: type(of: error))
}
