package la.dlak.demo.ui.common

import android.content.ClipboardManager
import androidx.activity.ComponentActivity
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.test.assertCountEquals
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.onAllNodesWithText
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.performClick
import androidx.compose.ui.unit.Density
import la.dlak.demo.common.Problem
import la.dlak.demo.picture.Access
import la.dlak.demo.settings.Language
import la.dlak.demo.ui.theme.DlakTheme
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.kip
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34], qualifiers = "w360dp-h740dp-hdpi", application = android.app.Application::class)
class ProblemViewTest {
    @get:Rule
    val compose = createAndroidComposeRule<ComponentActivity>()

    private var retries = 0

    private fun show(problem: Problem, isPaymentKnown: Boolean = true) = compose.setContent {
        DlakTheme(Language.ENGLISH, isDark = false) {
            ProblemView(problem, onRetry = { retries++ }, isPaymentKnown = isPaymentKnown)
        }
    }

    private fun absent(text: String) = compose.onAllNodesWithText(text, substring = true).assertCountEquals(0)

    private fun shown(text: String) = compose.onNodeWithText(text, substring = true).assertIsDisplayed()

    @Test
    fun `a problem says its own values in its sentence`() {
        show(Problem(ErrorCode.InsufficientFunds, details = mapOf("available" to 12_500.kip.att.toString())))
        shown("You have ${12_500.kip.format(Language.ENGLISH.locale)}")
        absent("Try again")
    }

    @Test
    fun `a value that can't be understood leaves its sentence out`() {
        show(Problem(ErrorCode.InsufficientFunds, details = mapOf("available" to "a lot")))
        shown("Not enough money")
        absent("You have")
    }

    @Test
    fun `a number of words is said in the words that fit it`() {
        show(Problem(ErrorCode.WordCount, details = mapOf("count" to "1")))
        shown("You entered 1 word")
        absent("1 words")
    }

    @Test
    fun `a rejection says the bank's reason`() {
        show(Problem(ErrorCode.Rejected, details = mapOf("reason" to "over-daily-limit")))
        shown("Over today's limit")
        shown("Error code: rejected")
    }

    @Test
    fun `where it is not known whether something was paid, nothing says that nothing was, and nothing offers to pay again`() {
        show(Problem(ErrorCode.BankUnreachable, isRetryable = true), isPaymentKnown = false)
        shown("It is not certain yet whether this was paid")
        absent("Nothing was paid")
        absent("Try again")
    }

    @Test
    fun `what may go well the next time can be tried again`() {
        show(Problem(ErrorCode.BankUnreachable, isRetryable = true))
        compose.onNodeWithText("Try again").performClick()
        compose.runOnIdle { assertEquals(1, retries) }
    }

    @Test
    fun `at twice the size of text all of a problem can be read and pressed`() {
        compose.setContent {
            CompositionLocalProvider(LocalDensity provides Density(LocalDensity.current.density, fontScale = 2f)) {
                DlakTheme(Language.LAO, isDark = false) {
                    ProblemScreen(Problem(ErrorCode.BankAnswer, isRetryable = true), title = "DLak", onBack = {}, onRetry = {})
                }
            }
        }
        val root = compose.onRoot().fetchSemanticsNode()
        assertEquals(emptyList<String>(), Access.faults(root, compose.density))
    }

    @Test
    fun `the code can be copied for the help desk`() {
        show(Problem(ErrorCode.LedgerDiverged))
        compose.onNodeWithContentDescription("Copy").performClick()
        compose.onNodeWithContentDescription("Copied").assertIsDisplayed()
        val clipboard = compose.activity.getSystemService(ClipboardManager::class.java)
        assertEquals("ledger-diverged", clipboard.primaryClip?.getItemAt(0)?.text.toString())
    }
}
