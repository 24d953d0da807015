package la.dlak.demo.history

import la.dlak.wallet.Direction
import la.dlak.wallet.EntryKind
import la.dlak.wallet.HistoryFilter
import java.time.Instant
import java.time.LocalDate
import java.time.YearMonth
import java.time.ZoneId

/** What the owner looks for. */
data class HistoryChoice(
    val text: String = "",
    val flow: MoneyFlow = MoneyFlow.ANY,
    val kind: KindChoice = KindChoice.ANY,
    val period: Period = Period.ANY,
) {
    /** Does it leave anything out? */
    val isNarrow: Boolean get() = copy(text = text.trim()) != EVERYTHING

    /** As the library is asked. */
    fun filter(today: LocalDate, zone: ZoneId): HistoryFilter {
        val days = period.days(today)
        return HistoryFilter(
            text = text.trim().ifEmpty { null },
            direction = flow.direction,
            kinds = kind.kinds,
            from = days?.start?.at(zone),
            until = days?.endInclusive?.plusDays(1)?.at(zone),
        )
    }

    /** The same question for a payment that is not in the ledger. */
    fun means(movement: Movement, today: LocalDate, zone: ZoneId): Boolean {
        val sought = text.trim()
        val days = period.days(today)
        return (sought.isEmpty() || movement.says(sought)) &&
            (flow == MoneyFlow.ANY || (flow == MoneyFlow.IN) == movement.isIncoming) &&
            (kind == KindChoice.ANY || kind.kind == movement.kind) &&
            (days == null || movement.at.atZone(zone).toLocalDate() in days)
    }

    private fun Movement.says(sought: String) =
        name.contains(sought, ignoreCase = true) ||
            memo?.contains(sought, ignoreCase = true) == true ||
            sought.length >= ID_LETTERS && orderId.value.startsWith(sought, ignoreCase = true)

    private companion object {
        val EVERYTHING = HistoryChoice()

        /** Fewer letters of an id mean nothing to anybody. */
        const val ID_LETTERS = 8

        fun LocalDate.at(zone: ZoneId): Instant = atStartOfDay(zone).toInstant()
    }
}

enum class MoneyFlow(internal val direction: Direction?) { ANY(null), IN(Direction.CREDIT), OUT(Direction.DEBIT) }

enum class KindChoice(internal val kind: MovementKind?, internal val kinds: List<EntryKind>) {
    ANY(null, emptyList()),
    PAYMENTS(MovementKind.PAYMENT, listOf(EntryKind.PAYMENT)),
    TOP_UPS(MovementKind.TOP_UP, listOf(EntryKind.TOP_UP)),
    REDEMPTIONS(MovementKind.REDEMPTION, listOf(EntryKind.REDEMPTION)),
}

enum class Period {
    ANY,
    TODAY,
    LAST_7_DAYS,
    THIS_MONTH,
    LAST_MONTH,
    ;

    /** Its days; null when it has no end. */
    internal fun days(today: LocalDate): ClosedRange<LocalDate>? = when (this) {
        ANY -> null
        TODAY -> today..today
        LAST_7_DAYS -> today.minusDays(6)..today
        THIS_MONTH -> today.withDayOfMonth(1)..today
        LAST_MONTH -> YearMonth.from(today).minusMonths(1).let { it.atDay(1)..it.atEndOfMonth() }
    }
}
