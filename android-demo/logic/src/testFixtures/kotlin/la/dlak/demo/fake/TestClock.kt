package la.dlak.demo.fake

import kotlinx.coroutines.test.TestCoroutineScheduler
import java.time.Clock
import java.time.Instant
import java.time.ZoneId
import java.time.ZoneOffset

/** A clock that goes with the time of a test's coroutines, from [NOW] on. */
class TestClock(private val scheduler: TestCoroutineScheduler, private val zone: ZoneId = ZoneOffset.ofHours(7)) : Clock() {
    override fun getZone(): ZoneId = zone

    override fun withZone(zone: ZoneId): Clock = TestClock(scheduler, zone)

    override fun instant(): Instant = NOW.plusMillis(scheduler.currentTime)
}
