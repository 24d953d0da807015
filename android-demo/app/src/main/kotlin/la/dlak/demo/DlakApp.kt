package la.dlak.demo

import android.app.Application
import android.os.Build
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.launch
import la.dlak.demo.platform.PreferencesStore
import la.dlak.demo.session.Session
import la.dlak.demo.wallet.RealWallets
import la.dlak.wallet.Keystore
import la.dlak.wallet.WalletConfig

/** The app: holds what lives as long as it does. */
class DlakApp : Application() {
    private val scope = MainScope()

    /** What the screens are made of. A test puts its own here before it starts an activity. */
    lateinit var graph: Graph

    override fun onCreate() {
        super.onCreate()
        val config = WalletConfig(noBackupFilesDir.resolve("wallet").path, BANK)
        val wallets = RealWallets(config, Keystore.files(noBackupFilesDir.resolve("keys").path), Build.MODEL)
        graph = Graph(Session(wallets, scope), PreferencesStore(this))
        scope.launch { graph.session.open() }
    }

    private companion object {
        /** A sandbox on the desk: `adb reverse tcp:8418 tcp:8418`. */
        const val BANK = "http://127.0.0.1:8418"
    }
}
