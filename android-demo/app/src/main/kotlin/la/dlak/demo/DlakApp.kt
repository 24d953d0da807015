package la.dlak.demo

import android.app.Application
import android.os.Build
import androidx.work.Configuration
import androidx.work.WorkManager
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import la.dlak.demo.platform.AndroidKeystore
import la.dlak.demo.platform.BiometricVault
import la.dlak.demo.platform.BuiltForBank
import la.dlak.demo.platform.OwnerPrompt
import la.dlak.demo.platform.PhoneCamera
import la.dlak.demo.platform.PhoneTime
import la.dlak.demo.platform.PreferencesStore
import la.dlak.demo.platform.SyncWorker
import la.dlak.demo.session.Session
import la.dlak.demo.session.SessionState
import la.dlak.demo.settings.Language
import la.dlak.demo.sync.BackgroundSync
import la.dlak.demo.wallet.RealWallets
import la.dlak.wallet.WalletConfig
import java.util.Locale

/** The app: holds what lives as long as it does. */
class DlakApp : Application(), Configuration.Provider, GraphHolder {
    private val scope = MainScope()

    override lateinit var graph: Graph
        private set

    override fun onCreate() {
        super.onCreate()
        val bank = BuiltForBank(resources)
        val config = WalletConfig(noBackupFilesDir.resolve("wallet").path, bank.address)
        val wallets = RealWallets(config, AndroidKeystore(noBackupFilesDir.resolve("keys")), Build.MODEL, bank.trust)
        val settings = PreferencesStore(this)
        val prompt = OwnerPrompt(this) { (settings.settings.value.language ?: Language.of(Locale.getDefault())).locale }
        graph = Graph(
            Session(wallets, scope, PhoneTime),
            settings,
            time = PhoneTime,
            camera = PhoneCamera(this),
            biometrics = BiometricVault(noBackupFilesDir.resolve("biometrics"), prompt),
        )
        scope.launch { syncWhenRegistered() }
    }

    /** WorkManager is made when it is first asked for, with workers that have this app's session. */
    override val workManagerConfiguration: Configuration
        get() = Configuration.Builder().setWorkerFactory(SyncWorker.Factory { BackgroundSync(graph.session) }).build()

    private suspend fun syncWhenRegistered() {
        graph.session.state.first { it is SessionState.Open && it.isRegistered }
        // Its database is opened: nothing for the main thread.
        withContext(Dispatchers.IO) { SyncWorker.schedule(WorkManager.getInstance(this@DlakApp)) }
    }
}

/** An app that has a graph: this one, or a test's. */
interface GraphHolder {
    /** What the screens are made of. */
    val graph: Graph
}
