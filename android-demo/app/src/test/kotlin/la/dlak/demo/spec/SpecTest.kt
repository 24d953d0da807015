package la.dlak.demo.spec

import androidx.activity.ComponentActivity
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.onRoot
import la.dlak.demo.gallery.Picture
import la.dlak.demo.gallery.gallery
import la.dlak.demo.gallery.statePictures
import la.dlak.demo.settings.Language
import la.dlak.demo.ui.theme.DlakTheme
import org.json.JSONArray
import org.json.JSONObject
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import java.io.File

/**
 * Every state of the specification of both apps, held against its pictures: what it says is there, and nothing else is. What was
 * found is written for `cargo xtask app-spec --coverage`, which holds it against what iOS's tests found.
 */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [34], qualifiers = "w360dp-h740dp-hdpi", application = android.app.Application::class)
class SpecTest {
    @get:Rule
    val compose = createAndroidComposeRule<ComponentActivity>()

    private val spec = Spec.read()
    private var shown by mutableStateOf(gallery.first())

    @Test
    fun `every state shows what the specification says, and nothing else`() {
        val pictures = (gallery + statePictures).associateBy(Picture::name)
        compose.setContent { DlakTheme(Language.ENGLISH, isDark = false) { key(shown) { shown.content() } } }
        val found = Found()
        val faults = spec.states.flatMap { state ->
            val ofState = state.pictures.flatMap { name ->
                val picture = pictures[name] ?: return@flatMap listOf("${state.name}: there is no picture $name")
                val held = Held(spec, state, see(picture))
                found.add(state, name, held)
                held.faults.map { "${state.name} ($name): $it" }
            }
            if (ofState.isEmpty()) found.states += state.name
            ofState
        }
        found.write()
        assertTrue(faults.joinToString("\n", prefix = "\n"), faults.isEmpty())
    }

    private fun see(picture: Picture): Seen {
        shown = picture
        compose.waitForIdle()
        return Seen(compose.onRoot(useUnmergedTree = true).fetchSemanticsNode(), compose.onRoot().fetchSemanticsNode())
    }
}

/** What the app's tests have shown of the specification. */
private class Found {
    val states = sortedSetOf<String>()
    private val pictures = sortedSetOf<String>()
    private val actions = sortedSetOf<String>()

    fun add(state: State, picture: String, held: Held) {
        pictures += picture
        actions += held.actions.map { "${state.name}.$it" }
    }

    fun write() {
        val json = JSONObject()
        for ((name, list) in listOf("pictures" to pictures, "states" to states, "actions" to actions)) json.put(name, JSONArray(list))
        val file = File("../../target/app-spec/android.json")
        file.parentFile?.mkdirs()
        file.writeText(json.toString(2) + "\n")
    }
}
