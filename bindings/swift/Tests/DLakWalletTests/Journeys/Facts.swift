import DLakWallet

// What can be compared of what the wallet gives, in the words of the journeys.

/// Facts of an object; what is not there is no fact.
private func facts(_ all: [String: JSON?]) -> Facts {
  all.compactMapValues { $0 }
}

/// Lists are rows of facts.
private func rows(_ rows: [Facts]) -> Facts {
  ["rows": .list(rows.map(JSON.object))]
}

private func att(_ amount: Amount) -> JSON { .number(amount.att) }

extension Wallet {
  func facts() async throws -> Facts {
    ["locked": .bool(try isLocked), "registered": .bool(try await isRegistered())]
  }

  func lockFacts() throws -> Facts { ["locked": .bool(try isLocked)] }
}

extension Profile {
  var facts: Facts { ["owner": .text(name), "kind": kind.fact] }
}

extension HolderKind {
  var fact: JSON {
    switch self {
    case .person: "person"
    case .merchant: "merchant"
    case .participant: "participant"
    }
  }
}

extension ExchangeState {
  var name: JSON {
    switch self {
    case .pending: "pending"
    case .done: "done"
    case .rejected: "rejected"
    }
  }

  var reason: JSON? { if case .rejected(let reason) = self { .text(reason.rawValue) } else { nil } }
}

extension TopUp {
  var facts: Facts {
    DLakWalletTests.facts(["state": state.name, "reason": state.reason, "amount": att(amount)])
  }
}

extension Exchange {
  var facts: Facts {
    let kind: JSON =
      switch kind {
      case .topUp: "top-up"
      case .redemption: "redemption"
      case .purchase: "purchase"
      }
    return ["kind": kind, "status": state.name, "amount": att(amount)]
  }
}

extension PaymentState {
  var name: JSON {
    switch self {
    case .created: "created"
    case .submitted: "submitted"
    case .settled: "settled"
    case .rejected: "rejected"
    case .expired: "expired"
    }
  }

  var reason: JSON? { if case .rejected(let reason) = self { .text(reason.rawValue) } else { nil } }
}

extension PaymentKind {
  var fact: JSON {
    switch self {
    case .payment: "payment"
    case .redemption: "redemption"
    }
  }
}

extension Payment {
  var facts: Facts {
    DLakWalletTests.facts([
      "state": state.name, "reason": state.reason, "amount": att(amount), "party": .text(payeeName),
      "memo": memo.map(JSON.text),
    ])
  }

  fileprivate var row: Facts {
    DLakWalletTests.facts([
      "kind": kind.fact, "state": state.name, "amount": att(amount), "party": .text(payeeName),
      "memo": memo.map(JSON.text),
    ])
  }
}

extension [Payment] {
  var facts: Facts { rows(map(\.row)) }

  var unfinished: Facts {
    let unfinished = filter { if case .pending = $0.outcome { true } else { false } }
    return ["unfinished": .number(UInt64(unfinished.count))]
  }
}

extension SyncReport {
  var facts: Facts { ["balance": att(balance), "seq": .number(seq)] }
}

extension Balance {
  var facts: Facts { ["settled": att(settled), "reserved": att(reserved), "available": att(available)] }
}

extension [HistoryItem] {
  var facts: Facts {
    rows(
      map { item in
        let kind: JSON =
          switch item.kind {
          case .payment: "payment"
          case .redemption: "redemption"
          case .topUp: "top-up"
          case .purchase: "purchase"
          case .mint: "mint"
          case .burn: "burn"
          }
        return DLakWalletTests.facts([
          "seq": .number(item.seq), "direction": item.direction == .credit ? "credit" : "debit", "kind": kind,
          "amount": att(item.amount), "balance": att(item.balanceAfter), "party": .text(item.counterpartyName),
          "memo": item.memo.map(JSON.text),
        ])
      })
  }
}

extension [Device] {
  var facts: Facts {
    rows(map { ["label": .text($0.name), "revoked": .bool($0.revokedAt != nil)] })
  }
}

extension PaymentRequest {
  var facts: Facts { DLakWalletTests.facts(["amount": att(amount), "memo": memo.map(JSON.text)]) }
}

extension RequestStatus {
  var facts: Facts {
    switch self {
    case .open: ["status": "open"]
    case .paid: ["status": "paid"]
    case .expired: ["status": "expired"]
    }
  }
}

extension [ScannedCode] {
  var facts: Facts {
    var facts: Facts = ["count": .number(UInt64(count))]
    switch first?.kind {
    case .dlak: facts["kind"] = "dlak"
    case .foreign(let scheme, let country):
      facts["kind"] = "foreign"
      facts["scheme"] = .text(scheme)
      facts["country"] = .text(country)
    case .broken: facts["kind"] = "broken"
    case .notPayment: facts["kind"] = "not-payment"
    case nil: break
    }
    return facts
  }
}

extension PaymentPreview {
  var facts: Facts {
    let warnings: [JSON] = self.warnings.map {
      switch $0 {
      case .nameDiffers: "name-differs"
      case .firstPayment: "first-payment"
      case .other: "other"
      }
    }
    return DLakWalletTests.facts([
      "payee": .text(self.payeeName), "kind": self.payeeKind.fact, "amount": att(self.amount),
      "fee": att(self.fee), "memo": self.memo.map(JSON.text), "available": att(self.available),
      "warnings": .list(warnings),
    ])
  }
}

extension Event {
  /// The event's name in a journey.
  var name: String {
    switch self {
    case .payment: "payment"
    case .topUp: "top-up"
    case .received: "received"
    case .accountChanged: "account-changed"
    case .balanceChanged: "balance-changed"
    case .diverged: "diverged"
    case .missed: "missed"
    }
  }

  /// The payment request that was answered.
  var request: RequestId? { if case .received(_, _, _, _, let request) = self { request } else { nil } }

  var facts: Facts {
    switch self {
    case .payment(_, let state): ["state": state.name]
    case .topUp(_, let state): ["state": state.name]
    case .received(let seq, _, let amount, let from, _):
      ["seq": .number(seq), "amount": att(amount), "party": .text(from)]
    default: [:]
    }
  }
}

extension Receipt {
  func facts(_ whose: (AccountId) -> String) -> Facts {
    [
      "proven": true, "kind": kind.fact, "amount": att(amount), "payer": .text(whose(payer)),
      "payee": .text(whose(payee)),
    ]
  }
}
