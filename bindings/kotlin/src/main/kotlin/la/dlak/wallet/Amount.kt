package la.dlak.wallet

import java.util.Locale

/**
 * Money, in att: 100 att are 1 kip. Never less than nothing, never a fraction of an att, and never a floating-point number.
 *
 * Sums are checked: what does not fit throws [ArithmeticException] instead of being wrong.
 *
 * ```
 * val price = 15_000.kip
 * println(price.format(Locale.forLanguageTag("lo"))) // ₭15.000
 * ```
 */
@JvmInline
public value class Amount private constructor(
    /** How many att. */
    public val att: Long,
) : Comparable<Amount> {
    /** The sum. */
    public operator fun plus(other: Amount): Amount = Amount(Math.addExact(att, other.att))

    /** The difference. Throws when it is less than nothing: compare first, or use [minusOrNull]. */
    public operator fun minus(other: Amount): Amount =
        minusOrNull(other) ?: throw ArithmeticException("$this less $other is less than nothing")

    /** The difference, or null when it is less than nothing. */
    public fun minusOrNull(other: Amount): Amount? = if (att >= other.att) Amount(att - other.att) else null

    /** So many times this amount. */
    public operator fun times(count: Int): Amount = ofAtt(Math.multiplyExact(att, count.toLong()))

    override fun compareTo(other: Amount): Int = att.compareTo(other.att)

    /** Is it nothing? */
    public val isZero: Boolean get() = att == 0L

    /** As people write it, with ₭: `₭15.000` in Lao, `₭15,000` in English and Thai. Att are shown when there are some. */
    @JvmOverloads
    public fun format(locale: Locale = Locale.getDefault()): String = AmountText.format(this, locale)

    /** For logs: like `15000.50 kip`. What people see is [format]. */
    override fun toString(): String =
        if (att % ATT_PER_KIP == 0L) {
            "${att / ATT_PER_KIP} kip"
        } else {
            "%d.%02d kip".format(Locale.ROOT, att / ATT_PER_KIP, att % ATT_PER_KIP)
        }

    public companion object {
        /** How many att a kip has. */
        public const val ATT_PER_KIP: Long = 100

        /** Nothing. */
        @JvmStatic
        public val ZERO: Amount = Amount(0)

        /** So many att. Throws [IllegalArgumentException] when they are less than none. */
        @JvmStatic
        public fun ofAtt(att: Long): Amount {
            require(att >= 0) { "an amount is not less than nothing: $att att" }
            return Amount(att)
        }

        /** So many kip. */
        @JvmStatic
        public fun ofKip(kip: Long): Amount = ofAtt(Math.multiplyExact(kip, ATT_PER_KIP))

        /**
         * What somebody typed, or null when it is no amount: `15.000` in Lao, `15,000.50` in English, with or without ₭ or
         * "kip"; Lao and Thai digits too.
         */
        @JvmStatic
        @JvmOverloads
        public fun parse(text: String, locale: Locale = Locale.getDefault()): Amount? = AmountText.parse(text, locale)
    }
}

/** So many kip. */
public val Int.kip: Amount get() = Amount.ofKip(toLong())

/** So many kip. */
public val Long.kip: Amount get() = Amount.ofKip(this)

/** So many att. */
public val Int.att: Amount get() = Amount.ofAtt(toLong())

/** So many att. */
public val Long.att: Amount get() = Amount.ofAtt(this)
