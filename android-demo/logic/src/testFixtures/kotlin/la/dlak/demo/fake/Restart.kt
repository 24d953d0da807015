package la.dlak.demo.fake

import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.ViewModel
import androidx.lifecycle.ViewModelStore
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.testTimeSource
import la.dlak.demo.session.Session

/** A session with this wallet, opened and unlocked. */
suspend fun TestScope.openSession(wallet: FakeWallet): Session =
    Session(FakeWallets(wallet), backgroundScope, testTimeSource).apply {
        open()
        unlock(FakeWallet.PIN)
    }

/** What a new process finds of what the old one saved. */
fun SavedStateHandle.afterDeath() = SavedStateHandle(keys().associateWith { get<Any?>(it) })

/** The view models of a test. Some of them count seconds for as long as they live: they must not outlive the test. */
class Models {
    private val store = ViewModelStore()
    private var made = 0

    fun <T : ViewModel> keep(model: T): T = model.also { store.put("${made++}", it) }

    suspend fun during(test: suspend () -> Unit) {
        try {
            test()
        } finally {
            store.clear()
        }
    }
}
