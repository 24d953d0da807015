@file:Suppress("unused", "UNUSED_PARAMETER")

package la.dlak.wallet.readme

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.filterIsInstance
import kotlinx.coroutines.launch
import la.dlak.wallet.Amount
import la.dlak.wallet.Direction
import la.dlak.wallet.EntryKind
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.Event
import la.dlak.wallet.Frame
import la.dlak.wallet.HistoryFilter
import la.dlak.wallet.Keystore
import la.dlak.wallet.LogLevel
import la.dlak.wallet.PaymentResult
import la.dlak.wallet.QrSymbol
import la.dlak.wallet.Wallet
import la.dlak.wallet.WalletConfig
import la.dlak.wallet.WalletException
import la.dlak.wallet.WalletLog
import la.dlak.wallet.kip
import java.nio.ByteBuffer
import java.time.LocalDate
import java.time.ZoneId
import java.util.Locale

// The README's blocks. ReadmeTest compares them.

private fun show(text: String) = println(text)

private suspend fun pay(folder: String, keystore: Keystore, enrolmentCode: String, y: ByteBuffer, width: Int, height: Int, rowStride: Int) {
    // begin pay
    val config = WalletConfig("$folder/wallet", "http://127.0.0.1:8418")
    val (wallet, words) = Wallet.create(config, keystore, pin = "271828", deviceName = "phone")
    show("Write these down: $words")
    wallet.register(enrolmentCode)
    wallet.topUp(100_000.kip)
    wallet.sync()
    val code = Frame.luma(y, width, height, rowStride).scan().first()
    val preview = wallet.prepare(code.text)
    show("Pay ${preview.amount.format()} to ${preview.payeeName}?")
    val result = wallet.confirm(preview)
    // end
    result(result)
}

private fun result(result: PaymentResult) {
    // begin result
    when (result) {
        is PaymentResult.Settled -> show("Paid: the money has moved")
        is PaymentResult.Pending -> show("On its way: do not pay again")
        is PaymentResult.Rejected -> show("Not paid: ${result.reason}")
        is PaymentResult.Expired -> show("Not paid: it came too late")
    }
    // end
}

private suspend fun getPaid(wallet: Wallet, scope: CoroutineScope) {
    // begin get-paid
    val request = wallet.request(15_000.kip, memo = "coffee")
    scope.launch {
        wallet.events.filterIsInstance<Event.Received>().collect { received ->
            if (received.request == request.id) show("${received.fromName} paid ${received.amount.format()}")
        }
    }
    val pixels = QrSymbol.of(request.code).use { it.luma(8) }
    // end
    check(pixels.isNotEmpty())
}

private suspend fun day(wallet: Wallet, zone: ZoneId, typed: String) {
    // begin history
    val midnight = LocalDate.now(zone).atStartOfDay(zone).toInstant()
    val takings = HistoryFilter(direction = Direction.CREDIT, kinds = listOf(EntryKind.PAYMENT), from = midnight)
    val day = wallet.historySummary(takings)
    show("${day.entries} payments, ${day.received.format()}")
    for (item in wallet.history(filter = takings.copy(text = typed))) show("${item.counterpartyName} ${item.amount.format()}")
    // end
}

private suspend fun live(config: WalletConfig, keystore: Keystore, scope: CoroutineScope) {
    // begin lifecycle
    val wallet = Wallet.open(config, keystore)
    scope.launch { wallet.follow() }
    scope.launch { wallet.balances.collect { show(it.available.format()) } }
    wallet.unlock("271828")
    // The app goes to the background:
    wallet.lock()
    // The account is removed, the test is over:
    wallet.closeAndWait()
    // end
}

private suspend fun errors(wallet: Wallet, pin: String) {
    // begin errors
    try {
        wallet.unlock(pin)
    } catch (failed: WalletException) {
        when (failed.code) {
            ErrorCode.WrongPin -> show("That is not the PIN")
            ErrorCode.TooManyWrongPins -> show("Try again at ${failed.retryAt}")
            else -> show(if (failed.isRetryable) "Try again" else "Something went wrong: ${failed.code}")
        }
    }
    // end
}

private fun money() {
    // begin money
    val price = 15_000.kip
    val typed = Amount.parse("15.000,50", Locale.forLanguageTag("lo"))
    show(price.format(Locale.forLanguageTag("lo")))
    show("${typed?.minusOrNull(price)}")
    // end
}

private fun log() {
    // begin log
    WalletLog.send(LogLevel.INFO) { line -> println("${line.level} ${line.target}: ${line.message}") }
    // end
}
