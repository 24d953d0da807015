package la.dlak.demo.ui.common

import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.ui.res.stringResource
import la.dlak.demo.R
import la.dlak.demo.ui.theme.LocalLanguage
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneId
import java.time.chrono.Chronology
import java.time.format.DateTimeFormatter
import java.time.format.DecimalStyle
import java.time.format.FormatStyle
import java.util.Locale

/** Dates and times as they are written in a language; with Thai years in Thai. */
class Dates(private val locale: Locale, private val zone: ZoneId) {
    private fun of(formatter: DateTimeFormatter) = formatter
        .withLocale(locale)
        .withDecimalStyle(DecimalStyle.of(locale))
        .withChronology(Chronology.ofLocale(locale))
        .withZone(zone)

    private val time = of(DateTimeFormatter.ofPattern("HH:mm"))
    private val day = of(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG))
    private val both = of(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM))

    /** 15:42 */
    fun time(at: Instant): String = time.format(at)

    /** 25 November 2026 */
    fun day(at: Instant): String = day.format(at)

    /** 25 November 2026 */
    fun day(date: LocalDate): String = day(date.atStartOfDay(zone).toInstant())

    /** On which day it is, here. */
    fun dateOf(at: Instant): LocalDate = at.atZone(zone).toLocalDate()

    /** 25 Nov 2026, 15:42 */
    fun dayAndTime(at: Instant): String = "${both.format(at)}, ${time.format(at)}"
}

/** Dates in the owner's language and place. */
@Composable
fun rememberDates(zone: ZoneId = ZoneId.systemDefault()): Dates {
    val locale = LocalLanguage.current.locale
    return remember(locale, zone) { Dates(locale, zone) }
}

/** "Today", "Yesterday", or the day. */
@Composable
fun Dates.relativeDay(date: LocalDate, today: LocalDate): String = when (date) {
    today -> stringResource(R.string.common_today)
    today.minusDays(1) -> stringResource(R.string.common_yesterday)
    else -> day(date)
}

/** As short as it can be understood: today the time alone. */
@Composable
fun Dates.relative(at: Instant, today: LocalDate): String = when (val date = dateOf(at)) {
    today -> time(at)
    today.minusDays(1) -> "${relativeDay(date, today)}, ${time(at)}"
    else -> dayAndTime(at)
}
