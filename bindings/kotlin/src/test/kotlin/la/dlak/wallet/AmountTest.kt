package la.dlak.wallet

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.util.Locale
import kotlin.random.Random

class AmountTest {
    private val lao = Locale.forLanguageTag("lo")
    private val thai = Locale.forLanguageTag("th")

    @Test
    fun `money is written as people of each language write it`() {
        for ((locale, written) in listOf(
            lao to listOf("₭0", "₭15.000", "₭1.234.567,05", "₭0,99"),
            Locale.ENGLISH to listOf("₭0", "₭15,000", "₭1,234,567.05", "₭0.99"),
            thai to listOf("₭0", "₭15,000", "₭1,234,567.05", "₭0.99"),
        )) {
            val amounts = listOf(Amount.ZERO, 15_000.kip, 123_456_705.att, 99.att)
            assertEquals(written, amounts.map { it.format(locale) }, "$locale")
        }
        assertEquals("₭๑,๕๐๐", 1_500.kip.format(Locale.forLanguageTag("th-TH-u-nu-thai")))
    }

    @Test
    fun `what was written is read again`() {
        val random = Random(7)
        val others = listOf("th-TH-u-nu-thai", "lo-LA-u-nu-laoo", "ar-EG", "fa", "he", "de-CH", "fr-CH", "pl", "my").map(Locale::forLanguageTag)
        for (locale in listOf(lao, thai, Locale.ENGLISH, Locale.FRENCH, Locale.GERMAN) + others) {
            for (amount in List(200) { random.nextLong(1L shl random.nextInt(1, 63)).att } + Long.MAX_VALUE.att) {
                assertEquals(amount, Amount.parse(amount.format(locale), locale), "${amount.format(locale)} in $locale")
            }
        }
    }

    @Test
    fun `what people type is understood`() {
        val forms = listOf("15000", "15,000", " 15,000.00 ", "₭15,000", "15,000 kip", "15000 ກີບ", "LAK 15000", "໑໕໐໐໐", "๑๕๐๐๐")
        for (typed in forms) {
            assertEquals(15_000.kip, Amount.parse(typed, Locale.ENGLISH), typed)
        }
        // Marks of direction, as other programs write them.
        for (typed in listOf("\u200e₭15,000", "\u200f15,000\u200f", "₭\u200f15,000", "\u061c15,000")) {
            assertEquals(15_000.kip, Amount.parse(typed, Locale.ENGLISH), typed)
        }
        assertEquals(1_550.att, Amount.parse("15,5", lao))
        assertEquals(15_000.kip, Amount.parse("15.000", lao))
    }

    @Test
    fun `what is no amount or means two things is refused`() {
        for (typed in listOf(
            "", "₭", "-1", "1.5", "1.50", "1.2345", "1.23", "15..000", ".000", "1,234,5", "1e3", "ten", "15 000 000", "+5", "15,000,",
        )) {
            assertNull(Amount.parse(typed, lao), typed)
        }
        assertNull(Amount.parse("1,5", Locale.ENGLISH))
        assertNull(Amount.parse("92233720368547758.08", Locale.ENGLISH), "one att more than there can be")
        assertNull(Amount.parse("99999999999999999999", Locale.ENGLISH))
    }

    @Test
    fun `sums that do not fit are refused instead of wrong`() {
        assertEquals(15_050.kip, 15_000.kip + 50.kip)
        assertEquals(14_950.kip, 15_000.kip - 50.kip)
        assertEquals(45_000.kip, 15_000.kip * 3)
        assertThrows(ArithmeticException::class.java) { Long.MAX_VALUE.att + 1.att }
        assertThrows(ArithmeticException::class.java) { Long.MAX_VALUE.att * 2 }
        assertThrows(ArithmeticException::class.java) { Long.MAX_VALUE.kip }
        assertThrows(ArithmeticException::class.java) { 1.att - 2.att }
        assertNull(1.att.minusOrNull(2.att))
        assertThrows(IllegalArgumentException::class.java) { Amount.ofAtt(-1) }
        assertThrows(IllegalArgumentException::class.java) { 1.kip * -1 }
        assertTrue(1.att < 1.kip)
    }

    @Test
    fun `logs show kip whatever the language`() {
        assertEquals(listOf("15000 kip", "0.05 kip"), listOf(15_000.kip, 5.att).map(Amount::toString))
    }
}
