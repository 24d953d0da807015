package la.dlak.demo.lock

import androidx.lifecycle.SavedStateHandle
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.test.testTimeSource
import la.dlak.demo.fake.FakeBiometrics
import la.dlak.demo.fake.FakeSettings
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.FakeWallets
import la.dlak.demo.fake.MainThread
import la.dlak.demo.fake.NOW
import la.dlak.demo.fake.TestClock
import la.dlak.demo.fake.failure
import la.dlak.demo.fake.type
import la.dlak.demo.session.Session
import la.dlak.demo.settings.Settings
import la.dlak.wallet.ErrorCode
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import java.time.Instant
import java.time.temporal.ChronoUnit
import kotlin.time.Duration.Companion.seconds

class LockViewModelTest {
    @get:Rule
    val mainThread = MainThread()

    private val wallet = FakeWallet()
    private val settings = FakeSettings(Settings(areWordsConfirmed = true, isBiometricsOn = true))
    private val biometrics = FakeBiometrics(sealed = FakeWallet.PIN)
    private val saved = SavedStateHandle()

    private fun testing(test: suspend TestScope.(Session) -> Unit) = runTest(UnconfinedTestDispatcher()) {
        val session = Session(FakeWallets(wallet), backgroundScope, testTimeSource)
        session.open()
        test(session)
    }

    private fun TestScope.lock(session: Session) = LockViewModel(session, settings, biometrics, TestClock(testScheduler), saved)

    private fun waitUntil(at: Instant) = failure(
        ErrorCode.TooManyWrongPins,
        details = mapOf("retry_at" to ChronoUnit.MICROS.between(Instant.EPOCH, at).toString()),
    )

    @Test
    fun `the right PIN opens the wallet, and the screen knows how many digits were typed, never which`() = testing { session ->
        val lock = lock(session)
        "271828".forEach(lock.pad::onDigit)
        assertEquals(6, lock.state.value.pad.count)
        assertFalse(lock.state.value.toString().contains("271"))
        lock.pad.onSubmit()
        assertFalse(wallet.locked)
    }

    @Test
    fun `five digits are no PIN, and are not tried`() = testing { session ->
        val lock = lock(session)
        lock.pad.type("27182")
        assertFalse("unlock" in wallet.calls)
        assertEquals(5, lock.state.value.pad.count)
    }

    @Test
    fun `a wrong PIN is said, and the field is empty for the next try`() = testing { session ->
        val lock = lock(session)
        lock.pad.type("314159")
        assertEquals(ErrorCode.WrongPin, (lock.state.value.pad.notice as PinNotice.Refused).problem.code)
        assertEquals(0, lock.state.value.pad.count)
        lock.pad.onDigit('2')
        assertNull(lock.state.value.pad.notice)
    }

    @Test
    fun `after too many wrong PINs the seconds are counted down, and then it may be tried again`() = testing { session ->
        wallet.fail["unlock"] = waitUntil(NOW.plusSeconds(60))
        val lock = lock(session)
        lock.pad.type("314159")
        assertEquals(PinNotice.Wait(60), lock.state.value.pad.notice)
        testScheduler.advanceTimeBy(10.seconds)
        testScheduler.runCurrent()
        assertEquals(PinNotice.Wait(50), lock.state.value.pad.notice)
        lock.pad.onDigit('1')
        assertEquals(0, lock.state.value.pad.count)
        testScheduler.advanceTimeBy(51.seconds)
        assertNull(lock.state.value.pad.notice)
        wallet.fail.clear()
        lock.pad.type(FakeWallet.PIN)
        assertFalse(wallet.locked)
    }

    @Test
    fun `a wait goes on where it was when the phone has ended the app`() = testing { session ->
        wallet.fail["unlock"] = waitUntil(NOW.plusSeconds(300))
        lock(session).pad.type("314159")
        testScheduler.advanceTimeBy(100.seconds)
        assertEquals(PinNotice.Wait(200), lock(session).state.value.pad.notice)
    }

    @Test
    fun `a finger stands for the PIN`() = testing { session ->
        lock(session).onBiometrics()
        assertFalse(wallet.locked)
    }

    @Test
    fun `an owner who would rather type does so`() = testing { session ->
        biometrics.onUnseal = Unsealing.Cancelled
        val lock = lock(session)
        lock.onBiometrics()
        assertTrue(wallet.locked)
        lock.pad.type(FakeWallet.PIN)
        assertFalse(wallet.locked)
        assertTrue(settings.settings.value.isBiometricsOn)
    }

    @Test
    fun `a sealed PIN that is old costs one try, not one at each start`() = testing { session ->
        biometrics.sealed = "999331"
        val lock = lock(session)
        lock.onBiometrics()
        assertEquals(PinNotice.BiometricsGone, lock.state.value.pad.notice)
        assertFalse(settings.settings.value.isBiometricsOn)
        assertNull(biometrics.sealed)
        lock.onBiometrics()
        assertEquals(1, wallet.calls.count { it == "unlock" })
    }

    @Test
    fun `another finger on the phone switches the biometrics off, and the PIN still opens`() = testing { session ->
        biometrics.onUnseal = Unsealing.Gone
        val lock = lock(session)
        lock.onBiometrics()
        assertFalse(lock.state.value.hasBiometrics)
        lock.pad.type(FakeWallet.PIN)
        assertFalse(wallet.locked)
    }

    @Test
    fun `a phone without a sensor offers none`() = testing { session ->
        biometrics.isThere = false
        val lock = lock(session)
        lock.onBiometrics()
        assertFalse(lock.state.value.hasBiometrics)
        assertEquals(0, biometrics.asked)
    }
}
