package la.dlak.wallet

import com.sun.jna.Callback
import com.sun.jna.CallbackThreadInitializer
import com.sun.jna.Native
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/** The library, loaded once: that takes a while, so it is not left to the thread that draws. */
internal object NativeLibrary {
    @Volatile
    private var isLoaded = false

    /** Why it can't be loaded, if it can't. */
    private val failure: LinkageError? =
        try {
            start()
            isLoaded = true
            null
        } catch (failed: LinkageError) {
            failed
        }

    private fun start() {
        // The library's own threads stay known to the JVM while they live: making one known costs more than most calls. As
        // daemons, for they must not keep a program from ending. JNA wants to know before the callbacks are handed out.
        val callbacks: List<Pair<String, Callback>> = listOf(
            "dlak-wallet" to uniffiRustFutureContinuationCallbackImpl,
            "dlak-listener" to uniffiCallbackInterfaceNativeEventListener.onEvent,
            "dlak-log" to uniffiCallbackInterfaceNativeLogSink.log,
            "dlak-keystore" to uniffiCallbackInterfaceNativeKeystore.load,
            "dlak-keystore" to uniffiCallbackInterfaceNativeKeystore.store,
            "dlak-keystore" to uniffiCallbackInterfaceNativeKeystore.delete,
        )
        for ((thread, callback) in callbacks) {
            Native.setCallbackThreadInitializer(callback, CallbackThreadInitializer(true, false, thread))
        }
        // Also compares the library with the generated code: one of another version would corrupt memory.
        uniffiEnsureInitialized()
    }

    /** Loads it, if that was not done. Throws when it can't be. */
    fun ready() {
        // What the error says has paths of this machine: it is the cause, and not in the message.
        if (failure != null) throw WalletException(ErrorCode.LibraryFault, MISSING, cause = failure)
    }

    /** Loads it away from the caller's thread. */
    suspend fun load() {
        if (!isLoaded) withContext(Dispatchers.IO) { ready() }
    }

    private const val MISSING =
        "the wallet's library, or that of JNA, is not in this app for this processor, or of another version: the README says how to install both"
}
