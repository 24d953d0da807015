package la.dlak.wallet

import la.dlak.wallet.support.FaultyBank
import la.dlak.wallet.support.PIN
import la.dlak.wallet.support.PRICE
import la.dlak.wallet.support.Phone
import la.dlak.wallet.support.failsWith
import la.dlak.wallet.support.merchant
import la.dlak.wallet.support.person
import la.dlak.wallet.support.real
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.time.Instant
import kotlin.reflect.full.memberProperties

class ErrorsTest {
    @Test
    fun `there is a constant for each code of the library, and no other`() {
        val constants = ErrorCode.Companion::class.memberProperties.map { it.getter.call(ErrorCode.Companion) as ErrorCode }
        assertEquals(ErrorCode.table.map { it.code.value }.toSet(), constants.map { it.value }.toSet())
        assertTrue(constants.size > 50)
        assertTrue(ErrorCode.table.all { it.meaning.isNotBlank() })
    }

    @Test
    fun `wrong PINs cost a wait that the exception tells`() = real {
        val wallet = person()
        wallet.lock()
        val wrong = failsWith(ErrorCode.WrongPin) { wallet.unlock("314159") }
        assertFalse(wrong.isRetryable)
        assertFalse("314159" in wrong.message)
        repeat(5) { runCatching { wallet.unlock("314159") } }
        val waits = failsWith(ErrorCode.TooManyWrongPins) { wallet.unlock(PIN) }
        assertTrue(waits.retryAt!! > Instant.now().minusSeconds(1))
        assertTrue(wallet.isLocked)
    }

    @Test
    fun `an exception has what a sentence about it needs`() = real {
        val (khamla, cafe) = person(1_000.kip) to merchant()
        assertEquals(1_000.kip, failsWith(ErrorCode.InsufficientFunds) { khamla.prepare(cafe.staticCode(), 2_000.kip) }.available)
        assertEquals(500.kip, failsWith(ErrorCode.AmountFixed) { khamla.prepare(cafe.staticCode(500.kip), 2.kip) }.amount)
        val foreign = "00020101021138570016A00526628466257701082771041802030010314mch0000000000053034185802LA6304F37B"
        val thrown = failsWith(ErrorCode.ForeignCode) { khamla.prepare(foreign, PRICE) }
        assertEquals("LAO QR" to "LA", thrown.scheme to thrown.country)
        assertEquals("WalletException(foreign-code): ${thrown.message}", thrown.toString())
        assertEquals(140, failsWith(ErrorCode.TooLong) { khamla.prepare(cafe.staticCode(), PRICE, "x".repeat(141)) }.limit)
    }

    @Test
    fun `without the bank what needs no bank works, and the rest says so`() = real {
        FaultyBank().use { faulty ->
            val khamla = person(100_000.kip, Phone(faulty.url), faulty.bank)
            val cafe = merchant(Phone(faulty.url), faulty.bank)
            val sticker = cafe.staticCode()
            val preview = khamla.prepare(sticker, PRICE)
            faulty.tell("cut")
            for (call in listOf<suspend () -> Any?>(
                { khamla.sync() }, { khamla.bankInfo() }, { khamla.refreshProfile() }, { khamla.prepare(sticker, PRICE) },
                { cafe.request(PRICE) }, { khamla.devices() },
            )) {
                assertTrue(failsWith(ErrorCode.BankUnreachable, call).isRetryable)
            }
            assertEquals(100_000.kip, khamla.balance().available)
            assertEquals(sticker, cafe.staticCode())
            val pending = assertInstanceOf(PaymentResult.Pending::class.java, khamla.confirm(preview))
            assertEquals(Balance(100_000.kip, PRICE, 85_000.kip), khamla.balance())

            faulty.tell("mend")
            val settled = khamla.resume().single()
            assertEquals(PaymentState.Settled, settled.state)
            assertEquals(pending.payment.orderId, settled.orderId)
        }
    }

    @Test
    fun `a bank that was never there can't be asked for a wallet`() = real {
        val phone = Phone("http://127.0.0.1:1")
        failsWith(ErrorCode.BankUnreachable) { phone.create() }
        failsWith(ErrorCode.WalletNotFound) { phone.open() }
    }

    @Test
    fun `something that breaks inside is an exception, and everything goes on`() = real {
        val wallet = person()
        repeat(3) {
            failsWith(ErrorCode.LibraryFault) { Diagnostics.provokePanic() }
            assertEquals(Amount.ZERO, wallet.balance().settled)
        }
    }
}
