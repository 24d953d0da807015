package la.dlak.demo.common

import la.dlak.wallet.Amount
import java.text.DecimalFormatSymbols
import java.util.Locale

/**
 * An amount while it is typed, key by key: a new value for each key. A key that makes no sense, or would make more than the
 * ledger can hold, changes nothing: the same value comes back.
 */
@ConsistentCopyVisibility
data class AmountEntry private constructor(
    /** The digits before the decimal sign, without zeros in front; empty for none. */
    private val kip: String,
    /** Null before the decimal sign was typed; then none to two digits. */
    private val att: String?,
) {
    /** What was typed; null while that is nothing. */
    val amount: Amount? get() = number().takeUnless { it.isZero }

    /** Was no key pressed, or all of them taken back? */
    val isEmpty: Boolean get() = kip.isEmpty() && att == null

    /** Is it being typed behind the decimal sign? */
    val hasPoint: Boolean get() = att != null

    /** A digit, 0 to 9. */
    fun digit(digit: Int): AmountEntry {
        require(digit in 0..9) { "a key has one digit, not $digit" }
        if (att != null) return if (att.length < ATT_DIGITS) sound(kip, att + digit) else this
        return if (kip.isEmpty() && digit == 0) this else sound(kip + digit, null)
    }

    /** The key with three zeros. */
    fun thousand(): AmountEntry = if (kip.isEmpty() || att != null) this else sound(kip + THOUSAND, null)

    /** The decimal sign: att follow. */
    fun point(): AmountEntry = if (att != null) this else AmountEntry(kip, "")

    /** Takes the last key back. */
    fun delete(): AmountEntry = when {
        att == null -> AmountEntry(kip.dropLast(1), null)
        att.isEmpty() -> AmountEntry(kip, null)
        else -> AmountEntry(kip, att.dropLast(1))
    }

    /** The number as it stands there now, grouped, without the sign of the kip: `15.000,5`; `0` when nothing was typed. */
    fun shown(locale: Locale): String {
        val symbols = DecimalFormatSymbols.getInstance(locale)
        val digits = kip.ifEmpty { "0" }
        return buildString {
            digits.forEachIndexed { index, digit ->
                if (index > 0 && (digits.length - index) % GROUP == 0) append(symbols.groupingSeparator)
                append(symbols.zeroDigit + (digit - '0'))
            }
            if (att != null) {
                append(symbols.decimalSeparator)
                att.forEach { append(symbols.zeroDigit + (it - '0')) }
            }
        }
    }

    /** For `SavedStateHandle`: [restored] reads it. */
    val saved: String get() = if (att == null) kip else "$kip.$att"

    private fun number(): Amount = numberOf(kip, att) ?: Amount.ZERO

    /** The entry with these digits, or this one when they are too many. */
    private fun sound(kip: String, att: String?) = if (numberOf(kip, att) == null) this else AmountEntry(kip, att)

    companion object {
        private const val GROUP = 3
        private const val THOUSAND = "000"
        private const val ATT_DIGITS = 2

        /** Nothing was typed. */
        val EMPTY = AmountEntry("", null)

        /** As if this amount had been typed. */
        fun of(amount: Amount): AmountEntry {
            val kip = (amount.att / Amount.ATT_PER_KIP).toString().trimStart('0')
            val att = amount.att % Amount.ATT_PER_KIP
            return AmountEntry(kip, if (att == 0L) null else att.toString().padStart(ATT_DIGITS, '0'))
        }

        /** What was [saved]; nothing typed when it is something else. */
        fun restored(saved: String?): AmountEntry {
            val kip = saved.orEmpty().substringBefore('.')
            val att = saved?.takeIf { '.' in it }?.substringAfter('.')
            val isSound = (kip + att.orEmpty()).all { it in '0'..'9' } && !kip.startsWith('0') && att.orEmpty().length <= ATT_DIGITS
            return if (isSound && numberOf(kip, att) != null) AmountEntry(kip, att) else EMPTY
        }

        /** Null when the ledger can't hold as much. */
        private fun numberOf(kip: String, att: String?): Amount? {
            val whole = kip.ifEmpty { "0" }.toLongOrNull() ?: return null
            val part = att.orEmpty().padEnd(ATT_DIGITS, '0').toLong()
            return try {
                Amount.ofKip(whole) + Amount.ofAtt(part)
            } catch (_: ArithmeticException) {
                null
            }
        }
    }
}
