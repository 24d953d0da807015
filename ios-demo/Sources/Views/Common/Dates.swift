import DLakDemoLogic
import Foundation

/// Dates as they are written in a language; in Thai with Thai years.
struct Dates {
  private let language: Language
  private let zone: TimeZone

  init(language: Language, zone: TimeZone) {
    self.language = language
    self.zone = zone
  }

  /// 15:42
  func time(_ date: Date) -> String {
    date.formatted(style.hour(.twoDigits(amPM: .omitted)).minute(.twoDigits))
  }

  /// 25 November 2026
  func day(_ date: Date) -> String { date.formatted(style.day().month(.wide).year()) }

  /// 25 Nov 2026, 15:42
  func dayAndTime(_ date: Date) -> String { "\(date.formatted(style.day().month(.abbreviated).year())), \(time(date))" }

  /// Today, yesterday, or the day.
  func relativeDay(_ date: Date, today: Date) -> String {
    switch calendar.dateComponents([.day], from: calendar.startOfDay(for: date), to: calendar.startOfDay(for: today))
      .day
    {
    case 0: Said.commonToday.text(in: language)
    case 1: Said.commonYesterday.text(in: language)
    default: day(date)
    }
  }

  /// The time, of today; else the day, and the time.
  func relative(_ date: Date, today: Date) -> String {
    if calendar.isDate(date, inSameDayAs: today) { return time(date) }
    let yesterday = calendar.date(byAdding: .day, value: -1, to: today)
    let isYesterday = yesterday.map { calendar.isDate(date, inSameDayAs: $0) } ?? false
    return isYesterday ? "\(Said.commonYesterday.text(in: language)), \(time(date))" : dayAndTime(date)
  }

  private var calendar: Calendar {
    var calendar = Calendar(identifier: language == .thai ? .buddhist : .gregorian)
    calendar.timeZone = zone
    calendar.locale = language.locale
    return calendar
  }

  private var style: Date.FormatStyle {
    Date.FormatStyle(locale: language.locale, calendar: calendar, timeZone: zone)
  }
}
