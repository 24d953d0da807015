package la.dlak.wallet

import java.util.concurrent.Callable
import java.util.concurrent.ExecutionException
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors

/**
 * Threads for the app's callbacks. On the library's own thread an app that calls the wallet back would be two callbacks
 * deep, and JNA detaches the thread from the virtual machine at the end of the inner one: Android then ends the app.
 */
internal object AppThreads {
    private val threads: ExecutorService = Executors.newCachedThreadPool { work ->
        Thread(work, "dlak-callback").apply { isDaemon = true }
    }

    /** Makes the call on such a thread, and waits for it. Throws what it throws. */
    fun <T> run(call: () -> T): T =
        try {
            threads.submit(Callable(call)).get()
        } catch (thrown: ExecutionException) {
            throw thrown.cause ?: thrown
        }
}
