package la.dlak.demo.ui.history

import android.content.ClipboardManager
import android.content.Intent
import android.graphics.BitmapFactory
import android.net.Uri
import androidx.activity.ComponentActivity
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextInput
import androidx.navigation.compose.NavHost
import androidx.navigation.compose.rememberNavController
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.cancel
import kotlinx.coroutines.runBlocking
import la.dlak.demo.Graph
import la.dlak.demo.fake.FakeSettings
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.FakeWallets
import la.dlak.demo.fake.NOW
import la.dlak.demo.fake.entryOf
import la.dlak.demo.fake.paymentOf
import la.dlak.demo.fake.previewOf
import la.dlak.demo.navigation.HomeRoute
import la.dlak.demo.session.Session
import la.dlak.demo.settings.Language
import la.dlak.demo.ui.home.homeScreens
import la.dlak.demo.ui.theme.DlakTheme
import la.dlak.wallet.Direction
import la.dlak.wallet.Event
import la.dlak.wallet.PaymentKind
import la.dlak.wallet.PaymentState
import la.dlak.wallet.Receipt
import la.dlak.wallet.kip
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import java.time.Clock
import java.time.ZoneId

@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [34], qualifiers = "w360dp-h740dp-hdpi", application = android.app.Application::class)
class HistoryTest {
    @get:Rule
    val compose = createAndroidComposeRule<ComponentActivity>()

    private val scope = MainScope()
    private val wallet = FakeWallet()
    private val coffee = entryOf(2, 15_000.kip, memo = "coffee")

    @Before
    fun begin() {
        wallet.entries += listOf(entryOf(1, 8_500.kip, name = "Talat Sao", at = NOW.minusSeconds(86_400)), coffee)
        wallet.made[coffee.orderId] = paymentOf(previewOf(orderId = coffee.orderId.value), PaymentState.Settled)
        wallet.receipts[coffee.orderId] = Receipt(
            "the proof", coffee.orderId, PaymentKind.PAYMENT, wallet.account, coffee.counterparty, coffee.amount, null, NOW, 1u, 2u,
        )
        val session = Session(FakeWallets(wallet), scope)
        val graph = Graph(session, FakeSettings(), Clock.fixed(NOW, ZoneId.systemDefault()))
        runBlocking(Dispatchers.Main.immediate) { session.open() }
        compose.setContent {
            DlakTheme(Language.ENGLISH, isDark = false) {
                val nav = rememberNavController()
                NavHost(nav, HomeRoute) {
                    homeScreens(nav, graph)
                    historyScreens(nav, graph)
                }
            }
        }
    }

    @After
    fun end() = scope.cancel()

    private fun row(name: String) = compose.onNodeWithContentDescription(name, substring = true)

    private fun sent(): Intent {
        val chooser = shadowOf(compose.activity.application).nextStartedActivity
        return checkNotNull(chooser.getParcelableExtra(Intent.EXTRA_INTENT, Intent::class.java))
    }

    private fun openCoffee() {
        row("You paid ₭15,000 to Han Kafe, 15:42. coffee").performClick()
        compose.onNodeWithText("Verified by the bank's signature").assertIsDisplayed()
    }

    @Test
    fun `an owner finds a payment by a word of its note`() {
        compose.onNodeWithText("See all").performClick()
        row("Talat Sao").assertIsDisplayed()
        compose.onNode(hasSetTextAction()).performTextInput("coff")
        row("Talat Sao").assertDoesNotExist()
        row("Han Kafe").assertIsDisplayed()
        compose.onNodeWithContentDescription("Clear").performClick()
        row("Talat Sao").assertIsDisplayed()
    }

    @Test
    fun `what happens is shown at once, without a touch`() {
        wallet.entries += entryOf(3, 99_000.kip, Direction.CREDIT, "Noy")
        wallet.happening.tryEmit(Event.BalanceChanged)
        row("You received ₭99,000 from Noy").assertIsDisplayed()
    }

    @Test
    fun `a receipt is shared as text with its proof`() {
        openCoffee()
        compose.onNodeWithText("Share as text, with proof").performClick()
        val text = checkNotNull(sent().getStringExtra(Intent.EXTRA_TEXT))
        for (part in listOf("₭15,000", "Han Kafe", "coffee", coffee.orderId.value, "the proof")) assertTrue(part, part in text)
    }

    @Test
    fun `a receipt is shared as a picture that the other app can read`() {
        openCoffee()
        compose.onNodeWithText("Share receipt").performClick()
        compose.waitUntil(30_000) { shadowOf(compose.activity.application).peekNextStartedActivity() != null }
        val intent = sent()
        assertEquals("image/png", intent.type)
        assertTrue(intent.flags and Intent.FLAG_GRANT_READ_URI_PERMISSION != 0)
        val uri = checkNotNull(intent.getParcelableExtra(Intent.EXTRA_STREAM, Uri::class.java))
        val picture = compose.activity.contentResolver.openInputStream(uri).use(BitmapFactory::decodeStream)
        assertNotNull(picture)
        assertEquals(1080, picture.width)
    }

    @Test
    fun `the reference can be copied, and that is said`() {
        openCoffee()
        compose.onNodeWithContentDescription("Copy the reference").performScrollTo().performClick()
        compose.onNodeWithContentDescription("Copied").assertExists()
        val clipboard = compose.activity.getSystemService(ClipboardManager::class.java)
        assertEquals(coffee.orderId.value, clipboard.primaryClip?.getItemAt(0)?.text.toString())
    }
}
