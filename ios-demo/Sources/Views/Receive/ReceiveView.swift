import DLakDemoLogic
import SwiftUI

/// To be paid: one's own code, or a request for an amount.
struct ReceiveView: View {
  @Environment(\.language) private var language
  @Environment(\.sharing) private var sharing
  @State private var couldNotShare = false
  private let model: ReceiveViewModel

  init(_ model: ReceiveViewModel) {
    self.model = model
  }

  var body: some View {
    switch model.step {
    case .own(let code):
      Page(.commonReceive) {
        received
        if let name = model.name { Text(name).font(.title2).frame(maxWidth: .infinity) }
        if let code { QRCodeView(code, spoken: .receiveCodeLabel(name: model.name ?? "")) }
        Phrase(.receiveOwnHint).multilineTextAlignment(.center).frame(maxWidth: .infinity)
        shareFailed
      } bottom: {
        PrimaryButton(.receiveAskAmount) { model.askForAmount() }
      }
      .toolbar { shareItem(code) }
      .brightScreen()
    case .typing(let entry, let memo):
      AmountPage(.receiveAmountTitle, entry: entry, type: model.type) {
        TextField(
          Said.receiveMemoLabel.text(in: language), text: Binding(get: { memo }, set: { model.type(memo: $0) })
        )
        .textFieldStyle(.roundedBorder)
      } bottom: {
        PrimaryButton(.receiveShowCode) { model.request() }.disabled(entry.amount == nil)
      }
      .ownBack(true) { _ = model.back() }
    case .requested(let asking):
      Page(.commonReceive) {
        received
        if case .paid(let request, let income) = asking {
          ResultView(
            icon: "checkmark", title: .receiveReceivedTitle, text: income.map { .receiveFrom(name: $0.name) })
          MoneyText(request.amount).font(.largeTitle.bold()).frame(maxWidth: .infinity)
        } else {
          RequestView(asking: asking, name: model.name)
        }
        shareFailed
      } bottom: {
        buttons(asking)
      }
      .toolbar { shareItem(openCode(asking)) }
      .brightScreen(openCode(asking) != nil)
      .ownBack(true) { _ = model.back() }
    }
  }

  private func openCode(_ asking: Asking) -> String? {
    if case .open(let request, _) = asking { request.code } else { nil }
  }

  @ViewBuilder private func buttons(_ asking: Asking) -> some View {
    switch asking {
    case .paid: PrimaryButton(.commonDone) { _ = model.back() }
    case .expired:
      PrimaryButton(.receiveNewCode) { model.again() }
      SecondaryButton(.receiveChangeAmount) { _ = model.back() }
    case .refused(_, _, let problem):
      if problem.canBeTriedAgain { PrimaryButton(.commonRetry) { model.again() } }
      SecondaryButton(.receiveChangeAmount) { _ = model.back() }
    case .unclear: SecondaryButton(.receiveAskBank) { model.askBank() }
    case .none, .making, .open: SecondaryButton(.receiveChangeAmount) { _ = model.back() }
    }
  }

  /// Money that came while the screen is open.
  @ViewBuilder private var received: some View {
    if let income = model.received {
      NoteCard(
        .receiveReceivedFrom(amount: income.amount.shown(in: language), name: income.name), isGood: true,
        close: model.sawReceived
      )
      .sensoryFeedback(.success, trigger: income.seq)
    }
  }

  @ViewBuilder private var shareFailed: some View {
    if couldNotShare { Phrase(.receiveShareFailed).font(.footnote) }
  }

  private func shareItem(_ code: String?) -> some ToolbarContent {
    ToolbarItem(placement: .topBarTrailing) {
      if let code {
        Button {
          couldNotShare = !sharing.code(code)
        } label: {
          Image(systemName: "square.and.arrow.up").frame(width: 44, height: 44)
        }
        .spoken(.commonShare)
      }
    }
  }
}
