import DLakDemoLogic
import SwiftUI

/// All that moved, searched as the owner types.
struct HistoryView: View {
  @Environment(Router.self) private var router
  @Environment(\.language) private var language
  @Environment(\.dates) private var dates
  @Environment(\.palette) private var palette
  @Bindable private var model: HistoryViewModel

  init(_ model: HistoryViewModel) {
    self.model = model
  }

  var body: some View {
    if model.days?.isEmpty == true, !model.choice.isNarrow, !model.answered.isNarrow {
      // There is nothing to search.
      Page(.commonHistory) {
        if let problem = model.problem { ProblemView(problem) { Task { await model.refresh() } } }
        EmptyNote(icon: "list.bullet.rectangle", title: .homeEmptyTitle, text: .homeEmptyText)
      } bottom: {
        EmptyView()
      }
      .refreshable { await model.refresh() }
    } else {
      Page(.commonHistory) {
        filters
        if let problem = model.problem { ProblemView(problem) { Task { await model.refresh() } } }
        list
      } bottom: {
        EmptyView()
      }
      .searchable(text: $model.choice.text, prompt: Said.historySearchHint.text(in: language))
      .refreshable { await model.refresh() }
    }
  }

  @ViewBuilder private var filters: some View {
    ScrollView(.horizontal) {
      HStack(spacing: 8) {
        ChoiceMenu(name: .historyFlow, choices: MoneyFlow.allCases, chosen: $model.choice.flow, said: \.said)
        ChoiceMenu(name: .historyKind, choices: KindChoice.allCases, chosen: $model.choice.kind, said: \.said)
        ChoiceMenu(name: .historyPeriod, choices: Period.allCases, chosen: $model.choice.period, said: \.said)
      }
    }
    if let summary = model.summary, summary.entries > 0 {
      VStack(alignment: .leading, spacing: 2) {
        Phrase(.historyFound(count: Int(clamping: summary.entries)))
        if summary.received != .zero { Phrase(.historySumIn(amount: summary.received.shown(in: language))) }
        if summary.paid != .zero { Phrase(.historySumOut(amount: summary.paid.shown(in: language))) }
      }
      .font(.subheadline)
      .foregroundStyle(palette.quiet)
    }
  }

  @ViewBuilder private var list: some View {
    if let days = model.days {
      if days.isEmpty {
        EmptyNote(icon: "magnifyingglass", title: .historyNothingTitle, text: .historyNothingText)
        QuietButton(.historyShowAll) { model.clear() }
      }
      LazyVStack(alignment: .leading, spacing: 8) {
        ForEach(days) { day in
          Text(dates.relativeDay(day.date, today: model.today)).font(.headline).accessibilityAddTraits(.isHeader)
          ForEach(day.movements) { movement in
            MovementRow(movement: movement, time: dates.time(movement.at)) {
              router.open(.detail(seq: nil, orderId: movement.orderId.rawValue))
            }
          }
        }
        if model.hasMore { Waiting(.commonLoading).onAppear { model.reachedEnd() } }
      }
    }
  }
}

/// One of several things to narrow the list by.
private struct ChoiceMenu<Value: Hashable>: View {
  @Environment(\.language) private var language
  @Environment(\.palette) private var palette
  let name: Said
  let choices: [Value]
  let chosen: Binding<Value>
  let said: (Value) -> Said

  var body: some View {
    HStack(spacing: 0) {
      // Outside a list a menu shows only what was chosen: VoiceOver alone would say of what.
      Phrase(name).font(.footnote).foregroundStyle(palette.quiet).accessibilityHidden(true)
      Picker(name.text(in: language), selection: chosen) {
        ForEach(choices, id: \.self) { choice in Text(said(choice).text(in: language)).tag(choice) }
      }
      .pickerStyle(.menu)
    }
    .frame(minHeight: 44)
  }
}

extension MoneyFlow {
  var said: Said {
    switch self {
    case .any: .commonAll
    case .in: .historyFlowIn
    case .out: .historyFlowOut
    }
  }
}

extension KindChoice {
  var said: Said {
    switch self {
    case .any: .commonAll
    case .payments: .historyKindPayments
    case .topUps: .historyKindTopUps
    case .redemptions: .historyKindRedemptions
    }
  }
}

extension Period {
  var said: Said {
    switch self {
    case .any: .commonAll
    case .today: .commonToday
    case .last7Days: .historyPeriodWeek
    case .thisMonth: .historyPeriodThisMonth
    case .lastMonth: .historyPeriodLastMonth
    }
  }
}
