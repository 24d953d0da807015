package la.dlak.wallet.support

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.WalletException
import org.junit.jupiter.api.Assertions.assertEquals
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes

/** Longer than anything takes on a slow and busy machine: what takes longer hangs. */
val PATIENCE: Duration = 1.minutes

/** Makes the call, which must fail with this code. */
suspend fun failsWith(code: ErrorCode, call: suspend () -> Any?): WalletException {
    val failed = try {
        val given = call()
        throw AssertionError("it did not fail with $code, but gave $given")
    } catch (failed: WalletException) {
        failed
    }
    assertEquals(code, failed.code, failed.message)
    return failed
}

/** Runs a test in real time. It fails instead of hanging. */
fun real(test: suspend () -> Unit): Unit = runBlocking(Dispatchers.Default) { withTimeout(PATIENCE * 2) { test() } }

/** Waits until it is so. */
suspend fun until(what: String, isSo: suspend () -> Boolean) {
    try {
        withTimeout(PATIENCE) { while (!isSo()) delay(5.milliseconds) }
    } catch (late: kotlinx.coroutines.TimeoutCancellationException) {
        throw AssertionError("it never came to this: $what", late)
    }
}
