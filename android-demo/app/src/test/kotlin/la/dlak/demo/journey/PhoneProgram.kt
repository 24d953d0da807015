package la.dlak.demo.journey

import android.Manifest
import android.app.Application
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.launch
import la.dlak.demo.Graph
import la.dlak.demo.GraphHolder
import la.dlak.demo.MainActivity
import la.dlak.demo.session.Session
import la.dlak.demo.settings.Language
import la.dlak.demo.settings.Settings
import la.dlak.demo.wallet.RealWallets
import la.dlak.wallet.Keystore
import la.dlak.wallet.WalletConfig
import org.junit.Rule
import org.junit.Test
import org.junit.runner.JUnitCore
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import java.io.File
import kotlin.system.exitProcess

/**
 * A phone for the journeys of both apps (`app-spec/journeys`): a process of its own, which can be killed like one, with the app's real activity, told by
 * lines of input what its owner does. `maven/phone.sh` writes the command that starts it.
 */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [34], qualifiers = "w360dp-h740dp-hdpi", application = PhoneApp::class)
class PhoneProgram {
    @get:Rule
    val compose = createAndroidComposeRule<MainActivity>()

    @Test
    fun run() {
        // The owner said yes when the app asked for the camera.
        shadowOf(compose.activity.application).grantPermissions(Manifest.permission.CAMERA)
        val owner = Owner(compose, compose.activity.application as PhoneApp)
        say("ready")
        for (line in generateSequence(::readlnOrNull)) say(answer(owner, line.split('\t')))
    }

    private fun answer(owner: Owner, command: List<String>): String =
        try {
            "ok ${owner.does(command.first(), command.drop(1))}"
        } catch (failed: Throwable) {
            // One line: what is on the screen says more than where the test was.
            "failed $command: ${failed.message.orEmpty().lines().first()} | on the screen: ${owner.texts()}"
        }

    private fun say(text: String) = println("$SAID$text")

    companion object {
        /** Begins what is said to the journey's runner: all else on the output is noise. */
        const val SAID = "phone> "

        /** The phone's disk, which outlives it; the bank's address; the language. Compiled with the tests, it is loaded without them too. */
        val disk = File(System.getenv("DLAK_PHONE_DISK") ?: "target/phone-disk")
        val bank: String = System.getenv("DLAK_PHONE_BANK") ?: "http://127.0.0.1:1"
        val language = Language.entries.first { it.tag == (System.getenv("DLAK_PHONE_LANGUAGE") ?: "en") }
    }
}

/** The app's parts on this phone: the real library and its files; a camera that is shown pictures. */
class PhoneApp : Application(), GraphHolder {
    private val scope = MainScope()
    val camera = ShownCamera()
    private val settings = DiskSettings(PhoneProgram.disk.resolve("settings"), Settings(language = PhoneProgram.language))
    private val wallets = RealWallets(
        WalletConfig(PhoneProgram.disk.resolve("wallet").path, PhoneProgram.bank),
        Keystore.files(PhoneProgram.disk.resolve("keys").path),
        "phone",
    )

    override val graph by lazy { Graph(Session(wallets, scope), settings, camera = camera) }

    override fun onCreate() {
        super.onCreate()
        scope.launch { graph.session.open() }
    }
}

fun main() {
    val result = JUnitCore.runClasses(PhoneProgram::class.java)
    result.failures.forEach { System.err.println(it.trace) }
    exitProcess(if (result.wasSuccessful()) 0 else 1)
}
