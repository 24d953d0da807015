package la.dlak.demo.picture

import android.graphics.Bitmap
import android.graphics.Canvas
import androidx.activity.ComponentActivity
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.onRoot
import la.dlak.demo.gallery.gallery
import la.dlak.demo.settings.Language
import la.dlak.demo.ui.theme.DlakTheme
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.ParameterizedRobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/**
 * Every screen, in each language, light and dark: held against its golden picture, and against the rules of access.
 * `-Dgolden.write=true` makes the golden pictures anew: look at each before it is checked in.
 */
@RunWith(ParameterizedRobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [34], qualifiers = "w360dp-h740dp-hdpi", application = android.app.Application::class)
class GoldenTest(private val language: Language, private val isDark: Boolean) {
    @get:Rule
    val compose = createAndroidComposeRule<ComponentActivity>()

    private var shown by mutableStateOf(gallery.first())

    @Test
    fun `every screen looks as it should, and everybody can use it`() {
        val folder = "${language.tag}-${if (isDark) "dark" else "light"}"
        compose.setContent { DlakTheme(language, isDark) { key(shown) { shown.content() } } }
        val faults = gallery.flatMap { picture ->
            shown = picture
            compose.waitForIdle()
            val access = Access.faults(compose.onRoot().fetchSemanticsNode(), compose.density)
            access.map { "$folder/${picture.name}: $it" } + listOfNotNull(Pictures.compare(draw(), folder, picture.name))
        }
        assertTrue(faults.joinToString("\n", prefix = "\n"), faults.isEmpty())
    }

    private fun draw(): Bitmap {
        val view = compose.activity.window.decorView
        return Bitmap.createBitmap(view.width, view.height, Bitmap.Config.ARGB_8888).also { view.draw(Canvas(it)) }
    }

    companion object {
        @JvmStatic
        @ParameterizedRobolectricTestRunner.Parameters(name = "{0} dark={1}")
        fun looks(): List<Array<Any>> = Language.entries.flatMap { listOf(arrayOf<Any>(it, false), arrayOf<Any>(it, true)) }
    }
}
