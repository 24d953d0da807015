package la.dlak.demo.wallet

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.withContext
import la.dlak.wallet.AccountId
import la.dlak.wallet.Amount
import la.dlak.wallet.Balance
import la.dlak.wallet.BankTrust
import la.dlak.wallet.Codes
import la.dlak.wallet.Divergence
import la.dlak.wallet.Event
import la.dlak.wallet.HistoryFilter
import la.dlak.wallet.HistoryItem
import la.dlak.wallet.HistorySummary
import la.dlak.wallet.OrderId
import la.dlak.wallet.Payment
import la.dlak.wallet.PaymentRequest
import la.dlak.wallet.PaymentResult
import la.dlak.wallet.Preview
import la.dlak.wallet.PreviewDetails
import la.dlak.wallet.Profile
import la.dlak.wallet.Receipt
import la.dlak.wallet.RequestId
import la.dlak.wallet.RequestStatus
import la.dlak.wallet.SyncReport
import la.dlak.wallet.TopUp
import la.dlak.wallet.Wallet
import kotlin.time.Duration

/** Hands every call on to the library. */
internal class RealWallet(private val wallet: Wallet) : WalletPort {
    override val account: AccountId get() = wallet.account
    override val trust: BankTrust get() = wallet.trust
    override val isLocked: Boolean get() = wallet.isLocked
    override val events: Flow<Event> get() = wallet.events
    override val balances: Flow<Balance> get() = wallet.balances

    override fun lock() = wallet.lock()

    override suspend fun unlock(pin: String) = wallet.unlock(pin)

    override suspend fun words(pin: String): List<String> = wallet.words(pin)

    override suspend fun changePin(old: String, new: String) = wallet.changePin(old, new)

    override suspend fun register(enrolmentCode: String): Profile = wallet.register(enrolmentCode)

    override suspend fun isRegistered(): Boolean = wallet.isRegistered()

    override suspend fun profile(): Profile? = wallet.profile()

    override suspend fun refreshProfile(): Profile = wallet.refreshProfile()

    override suspend fun balance(): Balance = wallet.balance()

    override suspend fun sync(): SyncReport = wallet.sync()

    override suspend fun resume(): List<Payment> = wallet.resume()

    override suspend fun follow() = wallet.follow()

    override suspend fun history(before: ULong?, limit: Int, filter: HistoryFilter): List<HistoryItem> =
        wallet.history(before, limit, filter)

    override suspend fun historySummary(filter: HistoryFilter): HistorySummary = wallet.historySummary(filter)

    override suspend fun historyEntry(orderId: OrderId): HistoryItem? = wallet.historyEntry(orderId)

    override suspend fun divergences(): List<Divergence> = wallet.divergences()

    override suspend fun prepare(code: String, amount: Amount?, memo: String?): PreparedPayment =
        RealPrepared(wallet.prepare(code, amount, memo))

    override suspend fun confirm(prepared: PreparedPayment): PaymentResult {
        require(prepared is RealPrepared) { "a payment is prepared by the wallet that confirms it" }
        return wallet.confirm(prepared.preview)
    }

    override suspend fun redeem(amount: Amount): PaymentResult = wallet.redeem(amount)

    override suspend fun payment(id: OrderId): Payment = wallet.payment(id)

    override suspend fun payments(before: OrderId?, limit: Int): List<Payment> = wallet.payments(before, limit)

    override suspend fun receipt(id: OrderId): Receipt = wallet.receipt(id)

    override suspend fun verifyReceipt(text: String): Receipt =
        withContext(Dispatchers.Default) { Codes.verifyReceipt(text, wallet.trust) }

    override suspend fun staticCode(amount: Amount?): String = wallet.staticCode(amount)

    override suspend fun request(amount: Amount, memo: String?, validFor: Duration): PaymentRequest =
        wallet.request(amount, memo, validFor)

    override suspend fun requestStatus(id: RequestId): RequestStatus = wallet.requestStatus(id)

    override suspend fun topUp(amount: Amount): TopUp = wallet.topUp(amount)

    override suspend fun topUpState(id: OrderId): TopUp = wallet.topUpState(id)

    override suspend fun closeAndWait() = wallet.closeAndWait()
}

/** A preview of the library's. */
private class RealPrepared(val preview: Preview) : PreparedPayment {
    override val details: PreviewDetails get() = preview.details
}
