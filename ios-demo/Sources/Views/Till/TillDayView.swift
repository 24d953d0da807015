import DLakDemoLogic
import SwiftUI

/// What the shop took on one day.
struct TillDayView: View {
  @Environment(Router.self) private var router
  @Environment(\.dates) private var dates
  private let model: TillDayViewModel

  init(_ model: TillDayViewModel) {
    self.model = model
  }

  var body: some View {
    Page(.merchantDay) {
      Card {
        HStack(spacing: 8) {
          Button(action: model.earlier) { Image(systemName: "chevron.left").frame(width: 44, height: 44) }
            .spoken(.merchantEarlier)
          Spacer()
          if model.isToday { Phrase(.commonToday).font(.headline) } else { Text(dates.day(model.day)).font(.headline) }
          Spacer()
          Button(action: model.later) { Image(systemName: "chevron.right").frame(width: 44, height: 44) }
            .spoken(.merchantLater)
            .disabled(model.isToday)
        }
        if let total = model.total {
          VStack(spacing: 4) {
            MoneyText(total).font(.largeTitle.bold()).minimumScaleFactor(0.5).lineLimit(1)
            Phrase(.merchantCount(count: model.count))
          }
          .frame(maxWidth: .infinity)
        }
      }
      if let problem = model.problem { ProblemView(problem) }
      if let payments = model.payments {
        if payments.isEmpty {
          EmptyNote(icon: "cart", title: .merchantEmptyTitle, text: .merchantEmptyText)
        }
        LazyVStack(alignment: .leading, spacing: 8) {
          ForEach(payments) { payment in
            MovementRow(movement: Movement(payment), time: dates.time(payment.settledAt)) {
              router.open(.detail(seq: payment.seq, orderId: nil))
            }
          }
          if model.hasMore { Waiting(.commonLoading).onAppear { model.reachedEnd() } }
        }
      }
    } bottom: {
      EmptyView()
    }
  }
}
