package la.dlak.demo.fake

import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import la.dlak.demo.wallet.PreparedPayment
import la.dlak.demo.wallet.WalletPort
import la.dlak.wallet.AccountId
import la.dlak.wallet.Amount
import la.dlak.wallet.Balance
import la.dlak.wallet.BankTrust
import la.dlak.wallet.Direction
import la.dlak.wallet.Divergence
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.Event
import la.dlak.wallet.HistoryFilter
import la.dlak.wallet.HistoryItem
import la.dlak.wallet.HistorySummary
import la.dlak.wallet.OrderId
import la.dlak.wallet.Payment
import la.dlak.wallet.PaymentRequest
import la.dlak.wallet.PaymentResult
import la.dlak.wallet.PreviewDetails
import la.dlak.wallet.Profile
import la.dlak.wallet.Receipt
import la.dlak.wallet.RequestId
import la.dlak.wallet.RequestStatus
import la.dlak.wallet.SyncReport
import la.dlak.wallet.TopUp
import la.dlak.wallet.WalletException
import la.dlak.wallet.result
import kotlin.time.Duration

/** A wallet of a test's own making: what it holds is set, what it is asked is kept, and any call can be made to fail. */
class FakeWallet(
    override val account: AccountId = AccountId("acc-khamla"),
    private var pin: String = PIN,
    private var registered: Boolean = true,
) : WalletPort {
    /** What the next call of this name throws: `fail["sync"] = ErrorCode.BankUnreachable`. It stays until it is taken away. */
    val fail = mutableMapOf<String, WalletException>()

    /** The names of the calls that were made. */
    val calls = mutableListOf<String>()

    val balanceNow = MutableStateFlow(balanceOf(Amount.ZERO))
    val happening = MutableSharedFlow<Event>(extraBufferCapacity = 64)
    var profileNow: Profile? = null
    val entries = mutableListOf<HistoryItem>()
    val made = mutableMapOf<OrderId, Payment>()
    val receipts = mutableMapOf<OrderId, Receipt>()
    val diverged = mutableListOf<Divergence>()
    val requests = mutableMapOf<RequestId, RequestStatus>()
    val topUps = mutableMapOf<OrderId, TopUp>()
    val wordList = sampleWords
    var locked = false

    /** What `prepare` gives. */
    var onPrepare: suspend (code: String, amount: Amount?, memo: String?) -> PreviewDetails = { _, _, _ -> refuse(ErrorCode.BadCode) }

    /** What `confirm` does. */
    var onConfirm: suspend (PreviewDetails) -> Payment = { refuse(ErrorCode.BankUnreachable) }
    var onRedeem: suspend (Amount) -> Payment = { refuse(ErrorCode.BankUnreachable) }
    var onTopUp: suspend (Amount) -> TopUp = { refuse(ErrorCode.BankUnreachable) }
    var onRequest: suspend (Amount, String?, Duration) -> PaymentRequest = { _, _, _ -> refuse(ErrorCode.BankUnreachable) }

    override val trust = BankTrust("sandbox", "receipt-key", "log-key")
    override val isLocked: Boolean get() = locked
    override val events: Flow<Event> get() = happening
    override val balances: Flow<Balance> get() = balanceNow

    override fun lock() {
        locked = true
    }

    override suspend fun unlock(pin: String) = call("unlock") {
        if (pin != this.pin) refuse(ErrorCode.WrongPin)
        locked = false
    }

    override suspend fun words(pin: String): List<String> = call("words") {
        if (pin != this.pin) refuse(ErrorCode.WrongPin)
        wordList
    }

    override suspend fun changePin(old: String, new: String) = call("changePin") {
        if (old != pin) refuse(ErrorCode.WrongPin)
        pin = new
    }

    override suspend fun register(enrolmentCode: String): Profile = call("register") {
        registered = true
        (profileNow ?: profileOf("Khamla Sayasone")).also { profileNow = it }
    }

    override suspend fun isRegistered(): Boolean = call("isRegistered") { registered }

    override suspend fun profile(): Profile? = call("profile") { profileNow }

    override suspend fun refreshProfile(): Profile = call("refreshProfile") { profileNow ?: refuse(ErrorCode.NotRegistered) }

    override suspend fun balance(): Balance = call("balance") { balanceNow.value }

    override suspend fun sync(): SyncReport = call("sync") { SyncReport(0u, entries.size.toULong(), balanceNow.value.settled, 1u) }

    override suspend fun resume(): List<Payment> = call("resume") { emptyList() }

    override suspend fun follow() {
        awaitCancellation()
    }

    override suspend fun history(before: ULong?, limit: Int, filter: HistoryFilter): List<HistoryItem> = call("history") {
        meant(filter).filter { before == null || it.seq < before }.sortedByDescending { it.seq }.take(limit)
    }

    override suspend fun historySummary(filter: HistoryFilter): HistorySummary = call("historySummary") {
        val (received, paid) = meant(filter).partition { it.direction == Direction.CREDIT }
        HistorySummary((received.size + paid.size).toULong(), received.sum(), paid.sum())
    }

    override suspend fun historyEntry(orderId: OrderId): HistoryItem? =
        call("historyEntry") { entries.find { it.orderId == orderId } }

    private fun List<HistoryItem>.sum() = fold(Amount.ZERO) { sum, item -> sum + item.amount }

    /** As the library finds it, but only letter by letter. */
    private fun meant(filter: HistoryFilter) = entries.filter { item ->
        val text = filter.text?.trim().orEmpty()
        (text.isEmpty() || listOfNotNull(item.counterpartyName, item.memo).any { it.contains(text, ignoreCase = true) }) &&
            (filter.direction == null || item.direction == filter.direction) &&
            (filter.kinds.isEmpty() || item.kind in filter.kinds) &&
            (filter.from?.let { item.settledAt >= it } ?: true) &&
            (filter.until?.let { item.settledAt < it } ?: true)
    }

    override suspend fun divergences(): List<Divergence> = call("divergences") { diverged }

    override suspend fun prepare(code: String, amount: Amount?, memo: String?): PreparedPayment =
        call("prepare") { FakePrepared(onPrepare(code, amount, memo)) }

    override suspend fun confirm(prepared: PreparedPayment): PaymentResult =
        call("confirm") { onConfirm(prepared.details).also { made[it.orderId] = it }.result }

    override suspend fun redeem(amount: Amount): PaymentResult =
        call("redeem") { onRedeem(amount).also { made[it.orderId] = it }.result }

    override suspend fun payment(id: OrderId): Payment = call("payment") { made[id] ?: refuse(ErrorCode.PaymentUnknown) }

    override suspend fun payments(before: OrderId?, limit: Int): List<Payment> = call("payments") {
        made.values.filter { before == null || it.orderId.value < before.value }.sortedByDescending { it.orderId.value }.take(limit)
    }

    override suspend fun receipt(id: OrderId): Receipt = call("receipt") { receipts[id] ?: refuse(ErrorCode.NoReceipt) }

    override suspend fun verifyReceipt(text: String): Receipt =
        call("verifyReceipt") { receipts.values.find { it.text == text } ?: refuse(ErrorCode.BadReceipt) }

    override suspend fun staticCode(amount: Amount?): String = call("staticCode") { "static:${account.value}:${amount?.att ?: ""}" }

    override suspend fun request(amount: Amount, memo: String?, validFor: Duration): PaymentRequest =
        call("request") { onRequest(amount, memo, validFor).also { requests[it.id] = RequestStatus.OPEN } }

    override suspend fun requestStatus(id: RequestId): RequestStatus =
        call("requestStatus") { requests[id] ?: refuse(ErrorCode.RequestUnknown) }

    override suspend fun topUp(amount: Amount): TopUp = call("topUp") { onTopUp(amount).also { topUps[it.id] = it } }

    override suspend fun topUpState(id: OrderId): TopUp = call("topUpState") { topUps[id] ?: refuse(ErrorCode.TopUpUnknown) }

    override suspend fun closeAndWait() = call("closeAndWait") { }

    private inline fun <T> call(name: String, work: () -> T): T {
        calls += name
        fail[name]?.let { throw it }
        return work()
    }

    companion object {
        const val PIN = "271828"
    }
}

private class FakePrepared(override val details: PreviewDetails) : PreparedPayment
