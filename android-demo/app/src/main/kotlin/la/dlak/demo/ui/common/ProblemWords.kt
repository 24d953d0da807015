package la.dlak.demo.ui.common

import androidx.annotation.PluralsRes
import androidx.annotation.StringRes
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.pluralStringResource
import androidx.compose.ui.res.stringResource
import la.dlak.demo.common.Problem
import la.dlak.wallet.Amount
import la.dlak.wallet.ErrorCode
import java.time.Instant
import java.time.temporal.ChronoUnit

/** The texts about an error. [textsOf] has them for each code. */
internal data class ErrorTexts(
    @param:StringRes val title: Int,
    @param:StringRes val advice: Int,
    val detail: DetailText? = null,
)

/** A sentence that needs the error's own values; [names] says which, in the order of their places. */
internal sealed class DetailText(val names: List<String>) {
    class Plain(@param:StringRes val text: Int, vararg names: String) : DetailText(names.asList())

    /** In words that depend on the detail `count`. */
    class Counted(@param:PluralsRes val text: Int, vararg names: String) : DetailText(names.asList())
}

/** What happened, in a line. */
@Composable
fun Problem.title(): String = stringResource(textsOf(saidCode).title)

/** What to do, in a sentence or two. */
@Composable
fun Problem.advice(): String = stringResource(textsOf(saidCode).advice)

/** What only this one problem has: when to try again, how much there is. Null when it has nothing like that. */
@Composable
fun Problem.detail(): String? {
    val detail = textsOf(saidCode).detail ?: return null
    // The same for every problem of this code, so that the calls below are always the same ones.
    val values = detail.names.map { name -> details[name]?.let { shown(name, it) } }
    if (null in values) return null
    val texts = values.filterNotNull().toTypedArray()
    return when (detail) {
        is DetailText.Plain -> stringResource(detail.text, *texts)
        is DetailText.Counted -> details["count"]?.toIntOrNull()?.let { pluralStringResource(detail.text, it, *texts) }
    }
}

/** A bank that says no has a reason, which says more. */
private val Problem.saidCode: ErrorCode
    get() = details["reason"]?.takeIf { code == ErrorCode.Rejected }?.let(::ErrorCode) ?: code

/** A detail as people write it. Null when it can't be understood: then its sentence is left out. */
@Composable
private fun shown(name: String, value: String): String? {
    val dates = rememberDates()
    return when (name) {
        "available", "amount" -> value.toLongOrNull()?.takeIf { it >= 0 }?.let { Amount.ofAtt(it) }?.shown()
        "retry_at" -> instant(value)?.let { dates.dayAndTime(wholeMinuteAfter(it)) }
        "expired_at" -> instant(value)?.let(dates::dayAndTime)
        "limit", "count", "position" -> value.toIntOrNull()?.toString()
        else -> value
    }
}

private fun instant(micros: String): Instant? = micros.toLongOrNull()?.let { Instant.EPOCH.plus(it, ChronoUnit.MICROS) }

/** Who tries at the minute that is shown must not be too early. */
private fun wholeMinuteAfter(at: Instant): Instant =
    at.truncatedTo(ChronoUnit.MINUTES).let { minute -> if (minute == at) at else minute.plus(1, ChronoUnit.MINUTES) }
