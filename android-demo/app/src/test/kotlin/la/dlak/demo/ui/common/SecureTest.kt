package la.dlak.demo.ui.common

import android.text.InputType
import android.view.WindowManager
import android.view.inputmethod.EditorInfo
import androidx.activity.ComponentActivity
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34], application = android.app.Application::class)
class SecureTest {
    @get:Rule
    val compose = createAndroidComposeRule<ComponentActivity>()

    private var outer by mutableStateOf(false)
    private var inner by mutableStateOf(false)

    private fun isSecure(): Boolean {
        compose.waitForIdle()
        return compose.activity.window.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE != 0
    }

    @Test
    fun `a keyboard is asked to learn, suggest and correct nothing`() {
        val asked = EditorInfo().apply { inputType = InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_AUTO_CORRECT }
        asked.makePrivate()
        assertTrue(asked.imeOptions and EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING != 0)
        assertEquals(InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS, asked.inputType)
    }

    @Test
    fun `a window is secure as long as anything in it needs that`() {
        compose.setContent {
            if (outer) Secure()
            if (inner) Secure()
        }
        val seen = listOf(false to false, true to false, true to true, false to true, false to false).map { (one, other) ->
            outer = one
            inner = other
            isSecure()
        }
        assertEquals(listOf(false, true, true, true, false), seen)
    }
}
