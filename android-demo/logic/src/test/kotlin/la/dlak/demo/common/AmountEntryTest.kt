package la.dlak.demo.common

import la.dlak.demo.settings.Language
import la.dlak.wallet.Amount
import la.dlak.wallet.att
import la.dlak.wallet.kip
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertSame
import org.junit.Test

class AmountEntryTest {
    private val lao = Language.LAO.locale
    private val english = Language.ENGLISH.locale

    /** Digits, `k` for the key with three zeros, `.` for the decimal sign, `<` for delete. */
    private fun typed(keys: String) = keys.fold(AmountEntry.EMPTY) { entry, key ->
        when (key) {
            'k' -> entry.thousand()
            '.' -> entry.point()
            '<' -> entry.delete()
            else -> entry.digit(key.digitToInt())
        }
    }

    @Test
    fun `an amount grows key by key, grouped as people of the language write it`() {
        assertEquals("0", typed("").shown(lao))
        assertEquals("150", typed("150").shown(lao))
        assertEquals("15.000", typed("15k").shown(lao))
        assertEquals("1,500,000", typed("1500k").shown(english))
        assertEquals(15_000.kip, typed("15k").amount)
    }

    @Test
    fun `att are typed behind the decimal sign of the language, two digits at most`() {
        assertEquals("12,", typed("12.").shown(lao))
        assertEquals("12.5", typed("12.5").shown(english))
        assertEquals(1_250.att, typed("12.5").amount)
        assertEquals(1_205.att, typed("12.059k.").amount)
        assertEquals(5.att, typed(".05").amount)
    }

    @Test
    fun `nothing is no amount, however it is typed`() {
        for (keys in listOf("", "0", "k", "00", ".", ".0", ".00", "1<")) assertNull(keys, typed(keys).amount)
    }

    @Test
    fun `zeros in front do not count`() = assertEquals(typed("5"), typed("00k5"))

    @Test
    fun `delete takes back key by key, and no further than nothing`() {
        assertEquals("12.3", typed("12.34<").shown(english))
        assertEquals("12", typed("12.34<<<").shown(english))
        assertEquals(AmountEntry.EMPTY, typed("12<<<<"))
    }

    @Test
    fun `more than the ledger can hold can't be typed`() {
        val most = Amount.ofAtt(Long.MAX_VALUE)
        val entry = typed("92233720368547758.07")
        assertEquals(most, entry.amount)
        val whole = typed("92233720368547758")
        assertSame(whole, whole.digit(0))
        assertSame(whole, whole.thousand())
        val nearly = whole.point().digit(0)
        assertSame(nearly, nearly.digit(8))
        val point = whole.point()
        assertSame(point, point.digit(1))
    }

    @Test
    fun `what was saved comes back as it was, and what was not saved by it does not`() {
        for (keys in listOf("", "15k", "12.", ".5", "12.05")) assertEquals(typed(keys), AmountEntry.restored(typed(keys).saved))
        for (broken in listOf(null, "x", "-5", "01", "1.234", "1.2.3", "92233720368547758.08", "٣")) {
            assertEquals(AmountEntry.EMPTY, AmountEntry.restored(broken))
        }
    }

    @Test
    fun `an amount that is there is changed as if it had been typed`() {
        assertEquals(typed("15k"), AmountEntry.of(15_000.kip))
        assertEquals(typed("12.05"), AmountEntry.of(1_205.att))
        assertEquals(AmountEntry.EMPTY, AmountEntry.of(Amount.ZERO))
    }
}
