package la.dlak.demo.ui.onboarding

import android.app.Application
import android.view.WindowManager
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.onAllNodesWithText
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextInput
import androidx.test.core.app.ApplicationProvider
import kotlinx.coroutines.MainScope
import la.dlak.demo.Graph
import la.dlak.demo.GraphHolder
import la.dlak.demo.MainActivity
import la.dlak.demo.fake.FakeBiometrics
import la.dlak.demo.fake.FakeSettings
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.FakeWallets
import la.dlak.demo.fake.sampleWords
import la.dlak.demo.session.Session
import la.dlak.demo.settings.Language
import la.dlak.demo.settings.Settings
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** A new phone. */
class NewPhone : Application(), GraphHolder {
    val wallet = FakeWallet(registered = false)
    val phone = FakeWallets(wallet, isThere = false)

    override val graph by lazy {
        Graph(
            Session(phone, MainScope()),
            FakeSettings(Settings(language = Language.ENGLISH)),
            biometrics = FakeBiometrics(isThere = false),
        )
    }
}

@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [34], qualifiers = "w360dp-h740dp-hdpi", application = NewPhone::class)
class OnboardingTest {
    @get:Rule
    val compose = createAndroidComposeRule<MainActivity>()

    private val app get() = ApplicationProvider.getApplicationContext<NewPhone>()

    private fun press(text: String) = compose.onNodeWithText(text).performScrollTo().performClick()

    private fun pressAtBottom(text: String) = compose.onNodeWithText(text).performClick()

    private fun sees(text: String) = compose.onNodeWithText(text).assertIsDisplayed()

    private fun type(pin: String) {
        for (digit in pin) compose.onNodeWithText(digit.toString()).performClick()
        compose.onNodeWithContentDescription("Enter").performClick()
    }

    private fun turn() = compose.activityRule.scenario.recreate()

    private fun isSecret() = compose.activity.window.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE != 0

    private fun answer() {
        val place = (1..24).single { compose.onAllNodesWithText("Which is word $it?").fetchSemanticsNodes().isNotEmpty() }
        press(sampleWords[place - 1])
    }

    private fun onboard() {
        pressAtBottom("Create a new wallet")
        repeat(2) { type(FakeWallet.PIN) }
        pressAtBottom("I have written them down")
        repeat(3) { answer() }
        compose.onNode(hasSetTextAction()).performTextInput("0ecq-kmw8-c5j1-2sjj")
        pressAtBottom("Continue")
        compose.waitForIdle()
    }

    @Test
    fun `a new owner comes from the welcome to the wallet, and a phone that is turned loses nothing`() {
        assertFalse(isSecret())
        pressAtBottom("Create a new wallet")
        type(FakeWallet.PIN)
        turn()
        sees("Enter the PIN again")
        assertTrue("a PIN is not for screenshots", isSecret())
        type(FakeWallet.PIN)
        sees("Your 24 words")
        turn()
        compose.onNodeWithContentDescription("Word 1: ${sampleWords[0]}").assertIsDisplayed()
        assertTrue("words are not for screenshots", isSecret())
        pressAtBottom("I have written them down")
        answer()
        turn()
        sees("Question 2 of 3")
        repeat(2) { answer() }
        sees("Connect to the bank")
        assertFalse("what is no secret may be shown", isSecret())
        compose.onNode(hasSetTextAction()).performTextInput("0ecq-kmw8-c5j1-2sjj")
        turn()
        sees("0ECQ-KMW8-C5J1-2SJJ")
        pressAtBottom("Continue")
        compose.onNodeWithContentDescription("Settings").assertIsDisplayed()
        assertEquals(listOf(FakeWallet.PIN), app.phone.pins)
        assertTrue("register" in app.wallet.calls)
    }

    @Test
    fun `the lock hides the wallet, and its owner comes back to where they were`() {
        onboard()
        compose.onNodeWithContentDescription("Settings").performClick()
        press("Change PIN")
        compose.onNodeWithContentDescription("Back").performClick()
        sees("Security")
        compose.runOnUiThread { app.graph.session.lock() }
        compose.onNodeWithText("Security").assertDoesNotExist()
        sees("Hello, Khamla Sayasone")
        compose.runOnUiThread { compose.activity.onBackPressedDispatcher.onBackPressed() }
        sees("Hello, Khamla Sayasone")
        type("314159")
        sees("Wrong PIN")
        turn()
        type(FakeWallet.PIN)
        sees("Security")
    }

    @Test
    fun `words that are typed survive a turn, and going back lets them go`() {
        pressAtBottom("I have 24 words")
        compose.onNode(hasSetTextAction()).performTextInput("mil")
        compose.onNodeWithText("milk").performClick()
        sees("1 of 24 words")
        turn()
        sees("1 of 24 words")
        compose.onNodeWithContentDescription("Back").performClick()
        pressAtBottom("I have 24 words")
        sees("0 of 24 words")
    }
}
