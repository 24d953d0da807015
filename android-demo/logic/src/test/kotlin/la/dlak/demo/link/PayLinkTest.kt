package la.dlak.demo.link

import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test

class PayLinkTest {
    @Test
    fun `a link carries the text of a code, whatever characters it has`() {
        for (code in listOf("00020101021126", "HAN KAFE & co + 1=2?#%", "ຮ້ານກາເຟ", "😀")) {
            assertEquals(code, PayLink.codeIn(PayLink.of(code)))
        }
        assertEquals("dlak:pay?code=A%20%26%20b", PayLink.of("A & b"))
    }

    @Test
    fun `the ways in which other apps write the same link are read`() {
        for (link in listOf("dlak:pay?code=a", "DLAK:pay?code=a", "dlak://pay?code=a", "dlak://pay/?from=web&code=a#top", "dlak:PAY?code=%61")) {
            assertEquals(link, "a", PayLink.codeIn(link))
        }
        assertEquals("a plus is a plus", "a+b", PayLink.codeIn("dlak:pay?code=a+b"))
    }

    @Test
    fun `what is no such link, or could be read in two ways, has no code`() {
        for (link in listOf(
            "", "dlak:", "dlak:pay", "dlak:pay?", "dlak:pay?code=", "dlak:pay?code=%20", "dlak:send?code=a", "dlak:pay/x?code=a",
            "https://pay?code=a", "dlak:pay?code=a&code=b", "dlak:pay?code=%", "dlak:pay?code=%4", "dlak:pay?code=%zz", "dlak:pay?code=%+1",
            "dlak:pay?code=%ff", "dlak:pay?code=%C0%80", "dlak:pay?code=a b", "dlak:pay?code=ກ", "dlak:pay?code=" + "a".repeat(10_000),
        )) {
            assertNull(link.take(40), PayLink.codeIn(link))
        }
    }

    @Test
    fun `only the newest link waits, and what is taken is gone`() {
        val links = LinkInbox()
        links.put("a")
        links.put("b")
        links.taken("a")
        assertEquals("b", links.waiting.value)
        links.taken("b")
        assertNull(links.waiting.value)
    }
}
