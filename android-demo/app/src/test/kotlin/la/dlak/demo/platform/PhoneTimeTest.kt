package la.dlak.demo.platform

import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowSystemClock
import java.time.Duration
import kotlin.time.Duration.Companion.hours

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34], application = android.app.Application::class)
class PhoneTimeTest {
    @Test
    fun `hours in a pocket are hours, also while the phone sleeps`() {
        val left = PhoneTime.markNow()
        ShadowSystemClock.simulateDeepSleep(Duration.ofHours(8))
        assertEquals(8.hours, left.elapsedNow())
    }
}
