package la.dlak.demo.ui.pay

import android.Manifest
import android.app.Application
import android.content.Intent
import android.net.Uri
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.onAllNodesWithText
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.test.core.app.ApplicationProvider
import androidx.test.platform.app.InstrumentationRegistry
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.runBlocking
import la.dlak.demo.Graph
import la.dlak.demo.GraphHolder
import la.dlak.demo.MainActivity
import la.dlak.demo.fake.FakeSettings
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.FakeWallets
import la.dlak.demo.fake.FedCamera
import la.dlak.demo.fake.balanceOf
import la.dlak.demo.fake.dlakCode
import la.dlak.demo.fake.frameOf
import la.dlak.demo.fake.paymentOf
import la.dlak.demo.fake.previewOf
import la.dlak.demo.fake.profileOf
import la.dlak.demo.fake.refuse
import la.dlak.demo.link.PayLink
import la.dlak.demo.session.Session
import la.dlak.demo.settings.Language
import la.dlak.demo.settings.Settings
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.PaymentState
import la.dlak.wallet.kip
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** A phone with money on it, whose camera sees what a test shows it. */
class PayingApp : Application(), GraphHolder {
    val camera = FedCamera()
    val asked = mutableListOf<String>()
    val wallet = FakeWallet().apply {
        profileNow = profileOf("Khamla Sayasone")
        balanceNow.value = balanceOf(500_000.kip)
        onPrepare = { code, _, _ ->
            asked += code
            if (code.startsWith("0002")) previewOf(15_000.kip) else refuse(ErrorCode.BadCode)
        }
        onConfirm = { paymentOf(it, PaymentState.Settled) }
    }

    override val graph by lazy {
        val settings = FakeSettings(Settings(language = Language.ENGLISH, areWordsConfirmed = true))
        Graph(Session(FakeWallets(wallet), MainScope()), settings, camera = camera)
    }

    override fun onCreate() {
        super.onCreate()
        shadowOf(this).grantPermissions(Manifest.permission.CAMERA)
    }
}

@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [34], qualifiers = "w360dp-h740dp-hdpi", application = PayingApp::class)
class PayingAppTest {
    @get:Rule
    val compose = createAndroidComposeRule<MainActivity>()

    private val app get() = ApplicationProvider.getApplicationContext<PayingApp>()
    private val confirms get() = app.wallet.calls.count { it == "confirm" }

    @Before
    fun `the owner is in`() = unlock()

    private fun unlock() {
        compose.runOnUiThread { runBlocking { app.graph.session.unlock(FakeWallet.PIN) } }
        compose.waitForIdle()
    }

    private fun lock() = compose.runOnUiThread { app.graph.session.lock() }

    private fun isShown(text: String) = compose.onAllNodesWithText(text).fetchSemanticsNodes().isNotEmpty()

    private fun await(text: String) = compose.waitUntil(10_000) { isShown(text) }

    private fun openScan() {
        compose.onNodeWithText("Scan to pay").performClick()
        compose.waitUntil(10_000) { app.camera.isLooking }
    }

    private fun open(link: String) {
        val intent = Intent(Intent.ACTION_VIEW, Uri.parse(link))
        InstrumentationRegistry.getInstrumentation().runOnMainSync {
            InstrumentationRegistry.getInstrumentation().callActivityOnNewIntent(compose.activity, intent)
        }
        compose.waitForIdle()
    }

    /** A tap counts only when the confirmation was in sight for a moment. */
    private fun payUntilPaid() = compose.waitUntil(10_000) {
        if (isShown(PAY)) compose.onNodeWithText(PAY).performClick()
        isShown("Paid")
    }

    @Test
    fun `a code on a picture that the camera sees is found, confirmed and paid, and a turned phone loses nothing`() {
        openScan()
        app.camera.see(frameOf(CODE), times = 2)
        await(PAY)
        assertEquals(listOf(CODE), app.asked)
        compose.activityRule.scenario.recreate()
        compose.onNodeWithText(PAY).assertIsDisplayed()
        lock()
        compose.onNodeWithText(PAY).assertDoesNotExist()
        unlock()
        compose.onNodeWithText(PAY).assertIsDisplayed()
        assertEquals("the bank was asked once, and nothing was paid", 1 to 0, app.asked.size to confirms)
        payUntilPaid()
        compose.activityRule.scenario.recreate()
        compose.onNodeWithText("Paid").assertIsDisplayed()
        assertEquals(1, confirms)
        compose.onNodeWithText("Done").performClick()
        compose.onNodeWithText("Scan to pay").assertIsDisplayed()
    }

    @Test
    fun `a link waits for its owner, only the newest, and pays nothing by itself`() {
        lock()
        open(PayLink.of("0002 older"))
        open(PayLink.of(CODE))
        assertEquals(emptyList<String>(), app.asked)
        unlock()
        await("From a link")
        compose.onNodeWithText(PAY).assertIsDisplayed()
        assertEquals(listOf(CODE), app.asked)
        compose.activityRule.scenario.recreate()
        assertEquals("it is opened once", listOf(CODE), app.asked)
        assertEquals(0, confirms)
    }

    @Test
    fun `a link that is none says so, and one that tries to trick reaches the bank's check as it is`() {
        open("dlak:send?all=1")
        await("Not paid")
        for (code in listOf("null", "%", "{code}", "a/b?c=d#e&isLink=false", "\"x\"", "0002/..")) open(PayLink.of(code))
        compose.waitForIdle()
        assertEquals(listOf("", "null", "%", "{code}", "a/b?c=d#e&isLink=false", "\"x\"", "0002/.."), app.asked)
        assertTrue(isShown("From a link"))
        assertEquals(0, confirms)
    }

    private companion object {
        const val PAY = "Pay ₭15,000"
        val CODE = dlakCode()
    }
}
