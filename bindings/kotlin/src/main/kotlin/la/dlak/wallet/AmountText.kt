package la.dlak.wallet

import java.text.DecimalFormatSymbols
import java.util.Locale

/** Amounts as people write and type them. Whole numbers all the way: no floating point. */
internal object AmountText {
    private const val SIGN = "₭"
    private const val GROUP = 3
    private val units = listOf(SIGN, "kip", "ກີບ", "กีบ", "LAK")

    fun format(amount: Amount, locale: Locale): String {
        val symbols = DecimalFormatSymbols.getInstance(locale)
        val kip = (amount.att / Amount.ATT_PER_KIP).toString()
        val att = amount.att % Amount.ATT_PER_KIP
        val text = buildString {
            append(SIGN)
            kip.forEachIndexed { index, digit ->
                if (index > 0 && (kip.length - index) % GROUP == 0) append(symbols.groupingSeparator)
                append(symbols.zeroDigit + (digit - '0'))
            }
            if (att > 0) {
                append(symbols.decimalSeparator)
                append(symbols.zeroDigit + (att / 10).toInt())
                append(symbols.zeroDigit + (att % 10).toInt())
            }
        }
        return text
    }

    fun parse(text: String, locale: Locale): Amount? {
        val symbols = DecimalFormatSymbols.getInstance(locale)
        val typed = withoutUnit(text.trim { it.isBlank() })
        val kip = typed.substringBefore(symbols.decimalSeparator)
        val att = if (symbols.decimalSeparator in typed) typed.substringAfter(symbols.decimalSeparator) else "0"
        if (att.isEmpty() || att.length > 2) return null
        val whole = ungrouped(kip, symbols.groupingSeparator)?.let(::number) ?: return null
        val part = number(att.padEnd(2, '0')) ?: return null
        return try {
            Amount.ofKip(whole) + Amount.ofAtt(part)
        } catch (_: ArithmeticException) {
            null
        }
    }

    private fun withoutUnit(text: String): String {
        for (unit in units) {
            if (text.startsWith(unit, ignoreCase = true)) return text.drop(unit.length).trim { it.isBlank() }
            if (text.endsWith(unit, ignoreCase = true)) return text.dropLast(unit.length).trim { it.isBlank() }
        }
        return text
    }

    /** The digits, if separators stand where they should: a `1.5` that was typed for one and a half must not be 15. */
    private fun ungrouped(text: String, separator: Char): String? {
        val groups = text.map { if (it.isSpace() && separator.isSpace()) separator else it }.joinToString("").split(separator)
        val sound = groups.size == 1 || (groups[0].length in 1..GROUP && groups.drop(1).all { it.length == GROUP })
        return if (sound) groups.joinToString("") else null
    }

    private fun Char.isSpace(): Boolean = isWhitespace() || this == '\u00a0' || this == '\u202f'

    /** Also the marks of direction that stand around a number in Arabic, Persian and Hebrew: they have no width. */
    private fun Char.isBlank(): Boolean = isSpace() || this == '\u200e' || this == '\u200f' || this == '\u061c'

    private fun number(digits: String): Long? {
        if (digits.isEmpty()) return null
        var value = 0L
        for (letter in digits) {
            val digit = Character.digit(letter, 10)
            if (digit < 0 || value > (Long.MAX_VALUE - digit) / 10) return null
            value = value * 10 + digit
        }
        return value
    }
}
