import DLakDemoLogic
import DLakWallet
import SwiftUI

/// Where the wallet begins: what it holds, what moved last, and the two ways of money.
struct HomeView: View {
  @Environment(Router.self) private var router
  @Environment(\.dates) private var dates
  @Environment(\.palette) private var palette
  private let model: HomeViewModel

  init(_ model: HomeViewModel) {
    self.model = model
  }

  var body: some View {
    Page(.commonAppName) {
      warning
      BalanceCard(model: model)
      if let problem = model.problem { ProblemView(problem) { Task { await model.refresh() } } }
      recent
    } bottom: {
      if model.isShop {
        PrimaryButton(.homeTill, icon: "cart") { router.open(.till) }
        SecondaryButton(.homePay, icon: "qrcode.viewfinder") { router.open(.scan) }
      } else {
        PrimaryButton(.homePay, icon: "qrcode.viewfinder") { router.open(.scan) }
        SecondaryButton(.commonReceive, icon: "qrcode") { router.open(.receive) }
      }
    }
    .refreshable { await model.refresh() }
    .toolbar {
      ToolbarItem(placement: .topBarTrailing) {
        Button {
          router.open(.settings)
        } label: {
          Image(systemName: "gearshape").frame(width: 44, height: 44)
        }
        .spoken(.commonSettings)
      }
    }
  }

  @ViewBuilder private var warning: some View {
    switch model.warning {
    case .diverged: ProblemView(Problem(.ledgerDiverged), isPaymentKnown: false)
    case .frozen:
      HStack(alignment: .top, spacing: 12) {
        Image(systemName: "snowflake").accessibilityHidden(true)
        VStack(alignment: .leading, spacing: 4) {
          Phrase(.homeFrozenTitle).font(.headline)
          Phrase(.homeFrozenText).font(.subheadline)
        }
      }
      .foregroundStyle(palette.onBadGround)
      .frame(maxWidth: .infinity, alignment: .leading)
      .padding(16)
      .background(palette.badGround, in: .rect(cornerRadius: 16))
      .accessibilityElement(children: .combine)
    case nil: EmptyView()
    }
  }

  @ViewBuilder private var recent: some View {
    if let movements = model.recent {
      if movements.isEmpty {
        EmptyNote(icon: "list.bullet.rectangle", title: .homeEmptyTitle, text: .homeEmptyText)
      } else {
        HStack(spacing: 8) {
          Phrase(.homeRecent).font(.headline).accessibilityAddTraits(.isHeader)
          Spacer()
          QuietButton(.commonSeeAll) { router.open(.history) }
        }
        ForEach(movements) { movement in
          MovementRow(movement: movement, time: dates.relative(movement.at, today: model.today)) {
            router.open(.detail(seq: nil, orderId: movement.orderId.rawValue))
          }
        }
      }
    }
  }
}

/// What can be spent, whose it is, and the ways to and from a bank account.
private struct BalanceCard: View {
  @Environment(Router.self) private var router
  @Environment(\.language) private var language
  @Environment(\.palette) private var palette
  let model: HomeViewModel

  var body: some View {
    VStack(alignment: .leading, spacing: 12) {
      VStack(alignment: .leading, spacing: 4) {
        if let name = model.ownerName { Text(name).font(.headline) }
        // A wallet that does not pay has a balance, but nothing to spend.
        Phrase(model.warning == nil ? .homeAvailable : .commonBalance).font(.footnote)
        // While nothing is known, its place is kept.
        Text(model.balance?.available.shown(in: language) ?? " ").font(.largeTitle.bold().monospacedDigit())
          .minimumScaleFactor(0.5).lineLimit(1)
        if let reserved = model.balance?.reserved, reserved != .zero {
          Phrase(.homeReserved(amount: reserved.shown(in: language))).font(.footnote)
        }
      }
      .accessibilityElement(children: .combine)
      HStack(spacing: 8) {
        CardAction(icon: "plus", said: .homeTopUp) { router.open(.topUp) }
        CardAction(icon: "building.columns", said: .homeRedeem) { router.open(.redeem) }
        // Others have it at the bottom, where a shop has its till.
        if model.isShop { CardAction(icon: "qrcode", said: .commonReceive) { router.open(.receive) } }
      }
      // All as high as the highest.
      .fixedSize(horizontal: false, vertical: true)
    }
    .foregroundStyle(palette.onPrimary)
    .frame(maxWidth: .infinity, alignment: .leading)
    .padding(20)
    .background(palette.primary, in: .rect(cornerRadius: 24))
    .privacySensitive()
  }
}

private struct CardAction: View {
  @Environment(\.palette) private var palette
  let icon: String
  let said: Said
  let action: @MainActor () -> Void

  var body: some View {
    Button(action: action) {
      VStack(spacing: 2) {
        Image(systemName: icon).accessibilityHidden(true)
        Phrase(said).font(.subheadline).multilineTextAlignment(.center)
      }
      .foregroundStyle(palette.onPrimary)
      .frame(maxWidth: .infinity, minHeight: 52, maxHeight: .infinity)
      .background(palette.onPrimary.opacity(0.15), in: .rect(cornerRadius: 14))
    }
    .buttonStyle(.plain)
  }
}

/// Nothing is here, and why.
struct EmptyNote: View {
  @Environment(\.palette) private var palette
  let icon: String
  let title: Said
  let text: Said

  var body: some View {
    VStack(spacing: 8) {
      Image(systemName: icon).font(.system(.largeTitle)).foregroundStyle(palette.quiet).accessibilityHidden(true)
      Phrase(title).font(.headline).multilineTextAlignment(.center)
      Phrase(text).font(.subheadline).foregroundStyle(palette.quiet).multilineTextAlignment(.center)
    }
    .frame(maxWidth: .infinity)
    .padding(.vertical, 24)
  }
}
