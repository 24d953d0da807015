package la.dlak.demo.platform

import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.Paint
import android.net.Uri
import androidx.test.core.app.ApplicationProvider
import la.dlak.demo.fake.dlakCode
import la.dlak.wallet.QrSymbol
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import java.io.File

@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [34], application = android.app.Application::class)
class PicturesTest {
    @get:Rule
    val folder = TemporaryFolder()

    private val code = dlakCode()

    private fun open(file: File) =
        Pictures(ApplicationProvider.getApplicationContext<android.app.Application>().contentResolver).open(Uri.fromFile(file))

    private fun codesIn(file: File): List<String> =
        open(file).map { frame -> frame.scan().map { it.text } }.firstOrNull { it.isNotEmpty() }.orEmpty()

    private fun picture(side: Int, module: Int, background: Int): File = QrSymbol.of(code).use { symbol ->
        val bitmap = Bitmap.createBitmap(side, side, Bitmap.Config.ARGB_8888).apply { eraseColor(background) }
        val canvas = Canvas(bitmap)
        val start = (side - symbol.side * module) / 2
        val ink = Paint().apply { color = Color.BLACK }
        for (y in 0 until symbol.side) for (x in 0 until symbol.side) {
            if (!symbol.isDark(x, y)) continue
            val (left, top) = (start + x * module).toFloat() to (start + y * module).toFloat()
            canvas.drawRect(left, top, left + module, top + module, ink)
        }
        folder.newFile().also { file -> file.outputStream().use { bitmap.compress(Bitmap.CompressFormat.PNG, 100, it) } }
    }

    @Test
    fun `a code is found in a screenshot and in the large photo of a camera`() {
        assertEquals(listOf(code), codesIn(picture(side = 400, module = 5, background = Color.WHITE)))
        assertEquals(listOf(code), codesIn(picture(side = 4000, module = 40, background = Color.LTGRAY)))
    }

    @Test
    fun `a code on nothing, as drawing programs save it, is read as on white`() {
        assertEquals(listOf(code), codesIn(picture(side = 500, module = 6, background = Color.TRANSPARENT)))
    }

    @Test
    fun `what is no picture, or not there, gives nothing to look at`() {
        val text = folder.newFile().apply { writeText("no picture") }
        assertEquals(0, open(text).count())
        assertEquals(0, open(File(folder.root, "gone.png")).count())
    }

    @Test
    fun `a decoder leaves pixels out only as long as enough are left`() {
        assertEquals(listOf(1, 1, 2, 4), listOf(100, 1600, 3200, 8000).map { Pictures.sampleFor(it, 1600) })
    }
}
