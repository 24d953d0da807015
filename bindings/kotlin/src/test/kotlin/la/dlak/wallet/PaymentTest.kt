package la.dlak.wallet

import kotlinx.coroutines.runBlocking
import la.dlak.wallet.support.PRICE
import la.dlak.wallet.support.merchant
import la.dlak.wallet.support.person
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Test

class PaymentTest {
    @Test
    fun `a person pays a merchant from the pixels of a code`() = runBlocking {
        val (khamla, cafe) = person(100_000.kip) to merchant()
        val request = cafe.request(PRICE, "coffee")
        val side = QrSymbol.of(request.code).use { it.luma(4) }
        val pixels = Math.sqrt(side.size.toDouble()).toInt()

        val seen = Frame.luma(side, pixels, pixels).scan().single()
        assertEquals(CodeKind.Dlak, seen.kind)
        val preview = khamla.prepare(seen.text)
        assertEquals(PRICE, preview.amount)
        assertEquals("coffee", preview.memo)
        assertEquals(listOf(PayeeWarning.FirstPayment), preview.warnings)
        val paid = assertInstanceOf(PaymentResult.Settled::class.java, khamla.confirm(preview))

        assertEquals(85_000.kip, khamla.balance().available)
        val receipt = khamla.receipt(paid.payment.orderId)
        assertEquals(receipt, Codes.verifyReceipt(receipt.text, cafe.trust))
        cafe.sync()
        assertEquals(PRICE, cafe.balance().settled)
        assertEquals(RequestStatus.PAID, cafe.requestStatus(request.id))
        khamla.close()
        cafe.close()
    }
}
