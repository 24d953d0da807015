package la.dlak.demo.journey

import android.graphics.Bitmap
import android.graphics.Canvas
import android.os.Looper
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SemanticsNodeInteraction
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isEnabled
import androidx.compose.ui.test.junit4.AndroidComposeTestRule
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextInput
import androidx.test.ext.junit.rules.ActivityScenarioRule
import kotlinx.coroutines.runBlocking
import la.dlak.demo.MainActivity
import la.dlak.demo.session.wallet
import la.dlak.wallet.Amount
import la.dlak.wallet.Codes
import la.dlak.wallet.PaymentState
import la.dlak.wallet.kip
import org.robolectric.Shadows.shadowOf
import java.io.File
import java.util.concurrent.TimeUnit

/** What a phone's owner does and sees. Texts are named by their keys (`pay_confirm`), with their values, in the phone's language. */
internal class Owner(
    private val compose: AndroidComposeTestRule<ActivityScenarioRule<MainActivity>, MainActivity>,
    private val app: PhoneApp,
) {
    fun does(act: String, on: List<String>): String =
        when (act) {
            "tap" -> tap(named(on))
            "press" -> tap(about(on[0]))
            "digits" -> on[0].forEach { tap(hasText(it.toString()) and hasClickAction()) }.let { "" }
            "type" -> typed(on[0])
            "words" -> wroteDownTheWords()
            "see" -> seen(named(on))
            "home" -> wentHome()
            "look" -> looked()
            "turn" -> compose.activityRule.scenario.recreate().let { "" }
            "picture" -> drawn(File(on[0]))
            "camera" -> app.camera.show(File(on[0])).let { "" }
            "texts" -> texts()
            "read" -> seen(hasText(on[0], substring = true))
            "holds" -> holds(on[0].toLong().kip)
            "receipts" -> verified()
            else -> error("nobody knows how to $act")
        }

    /** Everything that can be read on the screen. */
    fun texts(): String = compose.onAllNodes(SemanticsMatcher("any") { true }, useUnmergedTree = true).fetchSemanticsNodes()
        .flatMap { it.config.getOrNull(SemanticsProperties.Text).orEmpty() }.joinToString(" / ") { it.text }

    private fun wallet() = checkNotNull(app.graph.session.state.value.wallet) { "no wallet is open" }

    /** Texts come from the activity's own resources in the phone's language. */
    private fun named(on: List<String>): SemanticsMatcher {
        val text = text(on[0], on.drop(1))
        return hasText(text) or hasContentDescription(text)
    }

    /** A text with one value, whatever that is. */
    private fun about(key: String): SemanticsMatcher {
        val (before, after) = text(key, listOf(ANY)).split(ANY)
        return SemanticsMatcher("$key of anything") { node ->
            node.config.getOrNull(SemanticsProperties.Text).orEmpty().any { it.text.startsWith(before) && it.text.endsWith(after) }
        }
    }

    private fun text(key: String, values: List<String>): String {
        val language = checkNotNull(app.graph.settings.settings.value.language)
        val configuration = android.content.res.Configuration(app.resources.configuration).apply { setLocale(language.locale) }
        val resources = app.createConfigurationContext(configuration).resources
        val id = resources.getIdentifier(key, "string", "la.dlak.demo")
        if (id != 0) return resources.getString(id, *values.toTypedArray())
        val plural = resources.getIdentifier(key, "plurals", "la.dlak.demo")
        check(plural != 0) { "no text has the key $key" }
        val count = values.single().toInt()
        return resources.getQuantityString(plural, count, count)
    }

    private fun one(matcher: SemanticsMatcher): SemanticsNodeInteraction {
        await("there is: ${matcher.description}") { isThere(matcher) }
        return compose.onAllNodes(matcher)[0]
    }

    private fun tap(matcher: SemanticsMatcher): String {
        val button = one(matcher and hasClickAction() and isEnabled())
        runCatching { button.performScrollTo() }
        button.performClick()
        compose.waitForIdle()
        return ""
    }

    /** Back, until the home screen is there. */
    private fun wentHome(): String {
        val home = named(listOf("home_pay"))
        await("the home screen") {
            // The lock, which goes by itself when the PIN was right, would leave the app.
            val isUnderWay = isThere(home) || isThere(named(listOf("settings_lock_title")))
            if (!isUnderWay) compose.runOnUiThread { compose.activity.onBackPressedDispatcher.onBackPressed() }
            isThere(home)
        }
        return ""
    }

    /** Into the field that there is. */
    private fun typed(text: String): String {
        val field = one(hasSetTextAction())
        runCatching { field.performScrollTo() }
        field.performTextInput(text)
        return ""
    }

    /** Writes the 24 words down, and answers from the paper what the app asks of them. Gives them. */
    private fun wroteDownTheWords(): String {
        seen(named(listOf("onboarding_words_written")))
        val paper = (1..24).associateWith { place ->
            val label = text("onboarding_restore_place", listOf(place.toString(), ""))
            val cell = one(hasContentDescription(label, substring = true)).fetchSemanticsNode()
            cell.config[SemanticsProperties.ContentDescription].single().removePrefix(label)
        }
        tap(named(listOf("onboarding_words_written")))
        repeat(QUESTIONS) {
            val asked = paper.keys.map { it to hasText(text("onboarding_check_question", listOf(it.toString()))) }
            await("a word is asked for") { asked.any { (_, question) -> isThere(question) } }
            val place = asked.first { (_, question) -> isThere(question) }.first
            tap(hasText(paper.getValue(place)))
        }
        return paper.values.joinToString(" ")
    }

    /** Reads what is there before going on, as people do: what has only just appeared takes no tap. */
    private fun looked(): String {
        val end = System.nanoTime() + LOOK_MS * 1_000_000
        await("a look") { System.nanoTime() >= end }
        return ""
    }

    /** Robolectric's main thread has a clock that stands still: here it goes as fast as everybody else's. */
    private fun await(what: String, isSo: () -> Boolean) {
        val end = System.nanoTime() + PATIENCE_MS * 1_000_000
        var last = System.nanoTime()
        while (!isSo()) {
            check(System.nanoTime() < end) { "not in $PATIENCE_MS ms: $what" }
            Thread.sleep(STEP_MS)
            val now = System.nanoTime()
            shadowOf(Looper.getMainLooper()).idleFor(now - last, TimeUnit.NANOSECONDS)
            last = now
            compose.waitForIdle()
        }
    }

    private fun isThere(matcher: SemanticsMatcher) = compose.onAllNodes(matcher).fetchSemanticsNodes().isNotEmpty()

    private fun seen(matcher: SemanticsMatcher): String = text(one(matcher))

    private fun text(node: SemanticsNodeInteraction): String =
        node.fetchSemanticsNode().config.getOrNull(SemanticsProperties.Text).orEmpty().joinToString(" ") { it.text }

    private fun drawn(file: File): String {
        compose.waitForIdle()
        val view = compose.activity.window.decorView
        val bitmap = Bitmap.createBitmap(view.width, view.height, Bitmap.Config.ARGB_8888)
        compose.runOnUiThread { view.draw(Canvas(bitmap)) }
        file.writeBytes(GrayPicture.of(bitmap).bytes())
        return "${bitmap.width}x${bitmap.height}"
    }

    /** Waits until the wallet holds this much: its owner need not do anything for that. */
    private fun holds(amount: Amount): String {
        await("the wallet holds ${amount.att} att") { runBlocking { wallet().balance().settled } == amount }
        return ""
    }

    /** How many receipts this phone has, each verified as anybody else could: with the bank's keys alone. */
    private fun verified(): String = runBlocking {
        val wallet = wallet()
        val settled = wallet.payments().filter { it.state == PaymentState.Settled }
        for (payment in settled) {
            val receipt = Codes.verifyReceipt(wallet.receipt(payment.orderId).text, wallet.trust)
            check(receipt.orderId == payment.orderId && receipt.amount == payment.amount) { "a receipt is of another payment" }
        }
        settled.size.toString()
    }

    private companion object {
        const val ANY = "\u0000"
        const val PATIENCE_MS = 60_000L
        const val STEP_MS = 20L
        const val LOOK_MS = 700L

        /** So many of the words the app asks for. */
        const val QUESTIONS = 3
    }
}
