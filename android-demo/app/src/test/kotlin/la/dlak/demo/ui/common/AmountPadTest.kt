package la.dlak.demo.ui.common

import androidx.activity.ComponentActivity
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.longClick
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performTouchInput
import androidx.compose.ui.unit.Density
import la.dlak.demo.common.AmountEntry
import la.dlak.demo.picture.Access
import la.dlak.demo.settings.Language
import la.dlak.demo.ui.theme.DlakTheme
import la.dlak.wallet.kip
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34], qualifiers = "w360dp-h740dp-hdpi", application = android.app.Application::class)
class AmountPadTest {
    @get:Rule
    val compose = createAndroidComposeRule<ComponentActivity>()

    private var entry by mutableStateOf(AmountEntry.EMPTY)

    private fun show(fontScale: Float = 1f) = compose.setContent {
        CompositionLocalProvider(LocalDensity provides Density(LocalDensity.current.density, fontScale)) {
            DlakTheme(Language.ENGLISH, isDark = false) {
                AmountScreen("How much?", entry, { entry = it }, {}, { PrimaryButton("Continue", {}) }) {}
            }
        }
    }

    private fun press(key: String) = compose.onNodeWithText(key).performClick()

    private fun says(amount: String) = compose.onNodeWithContentDescription("Amount: $amount kip").assertIsDisplayed()

    @Test
    fun `keys make an amount, and TalkBack says it`() {
        show()
        says("0")
        press("1")
        press("5")
        compose.onNodeWithContentDescription("Three zeros").performClick()
        says("15,000")
        assertEquals(15_000.kip, entry.amount)
    }

    @Test
    fun `a long press types the decimal sign, and another one takes all of it back`() {
        show()
        press("7")
        compose.onNodeWithContentDescription("Three zeros").performTouchInput { longClick() }
        press("5")
        says("7.5")
        compose.onNodeWithContentDescription("Delete").performTouchInput { longClick() }
        says("0")
        assertEquals(AmountEntry.EMPTY, entry)
    }

    @Test
    fun `with letters twice as large everything is still there and can be hit`() {
        entry = AmountEntry.of(92_233_720_368_547.kip)
        show(fontScale = 2f)
        assertEquals(emptyList<String>(), Access.faults(compose.onRoot().fetchSemanticsNode(), compose.density))
        compose.onNodeWithText("Continue").assertIsDisplayed()
    }
}
