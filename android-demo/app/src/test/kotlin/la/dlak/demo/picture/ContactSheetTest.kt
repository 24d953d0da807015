package la.dlak.demo.picture

import la.dlak.demo.gallery.Picture
import la.dlak.demo.gallery.gallery
import org.junit.Assert.assertEquals
import org.junit.Test
import java.io.File

/** `docs/android.md` shows every golden picture, and no other. `-Dgolden.write=true` writes its table anew. */
class ContactSheetTest {
    private val page = File("../../docs/android.md")
    private val golden = "../android-demo/app/src/test/golden"

    @Test
    fun `the contact sheet shows every screen`() {
        val text = page.readText()
        val before = text.substringBefore(BEGIN) + BEGIN
        val after = END + text.substringAfter(END)
        val whole = before + sheet() + after
        if (System.getProperty("golden.write").toBoolean()) page.writeText(whole)
        assertEquals("run with -Dgolden.write=true, and look at every picture", whole, page.readText())
    }

    @Test
    fun `no golden picture is left of a screen that is gone`() {
        val names = gallery.map { "${it.name}.png" }.toSet()
        val left = File("src/test/golden").walk().filter { it.isFile && it.name !in names }.toList()
        assertEquals(emptyList<File>(), left)
    }

    @Test
    fun `each screen has a name of its own`() {
        val names = gallery.map(Picture::name)
        assertEquals(names.distinct(), names)
    }

    /** A row for each screen, a column for each language and light. */
    private fun sheet() = gallery.joinToString("\n", HEAD, "\n") { picture ->
        val cells = LOOKS.map { (folder, _) -> "<img src=\"$golden/$folder/${picture.name}.png\" width=\"150\" alt=\"${picture.caption}\">" }
        "| ${picture.caption} | ${cells.joinToString(" | ")} |"
    }

    private companion object {
        const val BEGIN = "<!-- contact sheet: written by ContactSheetTest -->\n"
        const val END = "<!-- end of the contact sheet -->"
        val LOOKS = listOf(
            "lo-light" to "Lao", "en-light" to "English", "th-light" to "Thai",
            "lo-dark" to "Lao, dark", "en-dark" to "English, dark", "th-dark" to "Thai, dark",
        )
        val HEAD = "\n| | ${LOOKS.joinToString(" | ") { it.second }} |\n| --- | ${LOOKS.joinToString(" | ") { "---" }} |\n"
    }
}
