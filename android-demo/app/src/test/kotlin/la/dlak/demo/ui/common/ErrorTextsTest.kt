package la.dlak.demo.ui.common

import la.dlak.demo.R
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.table
import org.junit.Assert.assertEquals
import org.junit.Test

/** With the real library's own table of codes. */
class ErrorTextsTest {
    @Test
    fun `every code of the library has words of its own`() {
        val codes = ErrorCode.table.map { it.code }
        assertEquals(emptyList<ErrorCode>(), codes.filter { textsOf(it).title == R.string.errors_app_fault_title })
        assertEquals("no two codes share a title by mistake", codes.size, codes.distinctBy { textsOf(it).title }.size)
    }

    @Test
    fun `a code of a later library has the words that fit any`() {
        val texts = ErrorTexts(R.string.errors_app_fault_title, R.string.errors_app_fault_advice)
        assertEquals(texts, textsOf(ErrorCode("of-a-later-version")))
    }
}
