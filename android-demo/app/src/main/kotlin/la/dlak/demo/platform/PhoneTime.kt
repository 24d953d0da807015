package la.dlak.demo.platform

import android.os.SystemClock
import kotlin.time.AbstractLongTimeSource
import kotlin.time.DurationUnit

/**
 * The time since the phone was started, its sleep included. Kotlin's own source stands still while the phone sleeps: a wallet
 * left in a pocket would count seconds where hours passed, and not lock.
 */
object PhoneTime : AbstractLongTimeSource(DurationUnit.NANOSECONDS) {
    override fun read(): Long = SystemClock.elapsedRealtimeNanos()
}
