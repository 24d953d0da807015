package la.dlak.wallet

import kotlinx.coroutines.test.runTest
import la.dlak.wallet.support.Bank
import la.dlak.wallet.support.PIN
import la.dlak.wallet.support.PRICE
import la.dlak.wallet.support.Phone
import la.dlak.wallet.support.failsWith
import la.dlak.wallet.support.merchant
import la.dlak.wallet.support.person
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.time.Duration
import java.time.Instant
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** Every call of the facade once, against a bank. */
class CallsTest {
    @Test
    fun `a wallet is made, locked, opened again and restored from its words`() = runTest {
        val phone = Phone()
        val (wallet, words) = phone.create()
        assertEquals(24, words.size)
        assertFalse(wallet.isLocked)
        assertEquals(words, wallet.words(PIN))
        wallet.lock()
        assertTrue(wallet.isLocked)
        wallet.unlock(PIN)
        wallet.changePin(PIN, "577215")
        wallet.register(Bank.shared.person())
        wallet.closeAndWait()

        val opened = phone.open()
        assertTrue(opened.isLocked)
        opened.unlock("577215")
        val other = Phone()
        val restored = Wallet.restore(other.config, other.keystore, words.joinToString(" "), PIN, "other phone")
        assertEquals(opened.account, restored.account)
        assertEquals(opened.trust, restored.trust)
        assertEquals(listOf(opened.device, restored.device), opened.devices().map { it.id })
        val devices = opened.revokeDevice(restored.device, "577215")
        assertEquals(listOf("phone" to false, "other phone" to true), devices.map { it.name to (it.revokedAt != null) })
        opened.close()
        restored.close()
    }

    @Test
    fun `a wallet can be told whom to believe`() = runTest {
        val known = Phone().create().wallet.trust
        val phone = Phone()
        val made = Wallet.create(phone.config, phone.keystore, PIN, "phone", known).wallet
        assertEquals(known, made.trust)
        val wrong = Phone()
        failsWith(ErrorCode.BadArgument) {
            Wallet.create(wrong.config, wrong.keystore, PIN, "phone", known.copy(receiptKey = "no key"))
        }
    }

    @Test
    fun `the account is what the bank says`() = runTest {
        val wallet = Phone().create().wallet
        assertNull(wallet.profile())
        assertFalse(wallet.isRegistered())
        val profile = wallet.register(Bank.shared.person())
        assertTrue(wallet.isRegistered())
        assertEquals(wallet.account, profile.account)
        assertEquals(HolderKind.PERSON, profile.kind)
        assertEquals(profile, wallet.profile())
        assertEquals(profile, wallet.refreshProfile())
        val bank = wallet.bankInfo()
        assertEquals(wallet.trust.network, bank.network)
        assertTrue(bank.participants.isNotEmpty() && bank.limits.payment > Amount.ZERO)
        assertTrue(bank.serverTime.isAfter(Instant.now().minusSeconds(60)))
    }

    @Test
    fun `money comes in, moves and goes back`() = runTest {
        val (khamla, cafe) = person() to merchant()
        val topUp = khamla.topUp(100_000.kip)
        assertEquals(ExchangeState.Done, topUp.state)
        assertEquals(topUp, khamla.topUpState(topUp.id))
        assertEquals(1UL, khamla.sync().seq)
        assertEquals(Balance(100_000.kip, Amount.ZERO, 100_000.kip), khamla.balance())

        val sticker = cafe.staticCode()
        assertNull(Codes.read(sticker).amount)
        assertEquals(PRICE, Codes.read(cafe.staticCode(PRICE)).amount)
        assertEquals(CodeKind.Dlak, Codes.kindOf(sticker))
        val paid = khamla.prepare(sticker, PRICE, "for lunch").use { preview ->
            assertEquals(preview.orderId, khamla.confirm(preview).payment.orderId)
            khamla.confirm(preview)
        }
        val settled = assertInstanceOf(PaymentResult.Settled::class.java, paid)
        assertEquals(settled.payment, khamla.payment(settled.payment.orderId))
        assertEquals(listOf(settled.payment), khamla.payments())
        assertEquals(emptyList<Payment>(), khamla.payments(before = settled.payment.orderId))
        assertEquals(emptyList<Payment>(), khamla.resume())

        val request = cafe.request(PRICE, "tea", 5.minutes)
        assertEquals(RequestStatus.OPEN, cafe.requestStatus(request.id))
        assertEquals(request.id, Codes.read(request.code).request)
        khamla.confirm(khamla.prepare(request.code))
        assertEquals(RequestStatus.PAID, cafe.requestStatus(request.id))

        val receipt = khamla.receipt(settled.payment.orderId)
        assertEquals(receipt, Codes.verifyReceipt(receipt.text, cafe.trust))
        assertEquals(listOf(khamla.account, cafe.account), listOf(receipt.payer, receipt.payee))

        val redeemed = assertInstanceOf(PaymentResult.Settled::class.java, khamla.redeem(1_000.kip))
        assertNotNull(khamla.exchange(redeemed.payment.orderId))
        khamla.sync()
        assertEquals(69_000.kip, khamla.balance().settled)
        assertEquals(listOf(EntryKind.REDEMPTION, EntryKind.PAYMENT), khamla.history(limit = 2).map { it.kind })
        assertEquals(listOf(EntryKind.TOP_UP), khamla.history(before = 2UL).map { it.kind })
        assertEquals(emptyList<Divergence>(), khamla.divergences())
    }

    @Test
    fun `the history is searched and added up`() = runTest {
        val khamla = person(100_000.kip)
        val cafe = merchant()
        val code = cafe.staticCode()
        val memos = listOf("50% ຄ່ານ້ຳ", "Table ๑๒", null)
        val paid = memos.map { khamla.confirm(khamla.prepare(code, 1_000.kip, it)).payment.orderId }
        khamla.sync()
        cafe.sync()
        val payments = khamla.history(filter = HistoryFilter(kinds = listOf(EntryKind.PAYMENT)))
        assertEquals(paid.reversed(), payments.map { it.orderId })
        assertEquals(payments, khamla.history(filter = HistoryFilter(direction = Direction.DEBIT)))
        assertEquals(payments.drop(1), khamla.history(payments[0].seq, 10, HistoryFilter(direction = Direction.DEBIT)))
        assertEquals(payments.take(1), khamla.history(limit = 1, filter = HistoryFilter(direction = Direction.DEBIT)))
        for ((text, found) in listOf("50%" to 0, "ນໍ້າ" to 0, "TABLE 12" to 1, paid[2].value to 2)) {
            assertEquals(listOf(paid[found]), khamla.history(filter = HistoryFilter(text)).map { it.orderId }, text)
        }
        assertEquals(emptyList<HistoryItem>(), khamla.history(filter = HistoryFilter("_")))
        assertEquals(memos.size, khamla.history(filter = HistoryFilter(payments[0].counterpartyName.lowercase())).size)

        // From the first of an instant on, and until the next.
        val (from, until) = payments[1].settledAt to payments[0].settledAt
        assertEquals(listOf(payments[1]), khamla.history(filter = HistoryFilter(from = from, until = until)))
        assertEquals(4, khamla.history(filter = HistoryFilter(from = Instant.MIN, until = Instant.MAX)).size)

        assertEquals(HistorySummary(4UL, 100_000.kip, 3_000.kip), khamla.historySummary())
        val today = HistoryFilter(direction = Direction.CREDIT, kinds = listOf(EntryKind.PAYMENT), from = payments.last().settledAt)
        assertEquals(HistorySummary(3UL, 3_000.kip, Amount.ZERO), cafe.historySummary(today))
        assertEquals(HistorySummary(0UL, Amount.ZERO, Amount.ZERO), khamla.historySummary(today))

        assertEquals(payments[2], khamla.historyEntry(paid[0]))
        assertEquals(Direction.CREDIT, cafe.historyEntry(paid[0])?.direction)
        assertNull(merchant().historyEntry(paid[0]))
        failsWith(ErrorCode.BadArgument) { khamla.historyEntry(OrderId("no id")) }
    }

    @Test
    fun `what is no number of rows or no time is refused`() = runTest {
        val wallet = person()
        failsWith(ErrorCode.BadArgument) { wallet.history(limit = -1) }
        failsWith(ErrorCode.BadArgument) { Checks.suggestWords("a", -1) }
        failsWith(ErrorCode.BadArgument) { wallet.payments(limit = -1) }
        failsWith(ErrorCode.BadArgument) { wallet.request(PRICE, validFor = (-1).seconds) }
        failsWith(ErrorCode.BadArgument) { wallet.payment(OrderId("no id")) }
        failsWith(ErrorCode.AmountZero) { wallet.topUp(Amount.ZERO) }
        val impatient = Phone(keystoreTimeout = Duration.ofSeconds(-1))
        failsWith(ErrorCode.BadArgument) { impatient.create() }
        failsWith(ErrorCode.BadArgument) { impatient.open() }
        assertEquals(emptyList<HistoryItem>(), wallet.history(limit = 0))
    }

    @Test
    fun `PINs and words are checked before anything is made of them`() = runTest {
        Checks.newPin(PIN)
        failsWith(ErrorCode.WeakPin) { Checks.newPin("111111") }
        failsWith(ErrorCode.PinForm) { Checks.newPin("27182") }
        Checks.words("abandon ".repeat(23) + "art")
        assertEquals(3, failsWith(ErrorCode.WordCount) { Checks.words("abandon ability able") }.count)
        assertEquals(24, failsWith(ErrorCode.UnknownWord) { Checks.words("abandon ".repeat(23) + "vientiane") }.position)
    }

    @Test
    fun `words are suggested by how they begin`() {
        assertEquals(listOf("act", "action", "actor"), Checks.suggestWords(" ACT", 3))
        assertEquals(listOf("abandon"), Checks.suggestWords("aban"))
        assertEquals(8, Checks.suggestWords("s").size)
        for (nothing in listOf("", " ", "xyz", "ກ", "a b")) assertEquals(emptyList<String>(), Checks.suggestWords(nothing), nothing)
    }

    @Test
    fun `symbols can be shown in every form`() = runTest {
        QrSymbol.of("DLak", CorrectionLevel.HIGH).use { symbol ->
            assertEquals(21, symbol.side)
            // The corner of a finder pattern, and the ring around its heart.
            assertTrue(symbol.isDark(0, 0))
            assertFalse(symbol.isDark(1, 1))
            assertEquals((21 + 8) * 3 * (21 + 8) * 3, symbol.luma(3).size)
            assertTrue(symbol.svg().startsWith("<svg"), symbol.svg().take(80))
            for (size in listOf(0, -1, 65)) failsWith(ErrorCode.BadArgument) { symbol.luma(size) }
        }
        failsWith(ErrorCode.TextTooLong) { QrSymbol.of("x".repeat(3_000)) }
    }

    @Test
    fun `a call that the facade gets is tried here too`() {
        val tried = setOf(
            "account", "balance", "bankInfo", "changePin", "confirm", "device", "devices", "divergences", "events", "exchange",
            "history", "historyEntry", "historySummary", "isLocked", "isRegistered", "listen", "lock", "payment", "payments", "prepare", "profile", "receipt",
            "redeem", "refreshProfile", "register", "request", "requestStatus", "resume", "revokeDevice", "run", "staticCode",
            "stop", "stopAndWait", "sync", "topUp", "topUpState", "trust", "unlock", "words",
        )
        val calls = NativeWalletInterface::class.java.methods.map { it.name.substringBefore('-') }.filter { it != "getClass" }.toSet()
        assertEquals(tried, calls - "Companion", "make the new call here, in CloseTest and in CancellationTest, then name it here")
    }
}
