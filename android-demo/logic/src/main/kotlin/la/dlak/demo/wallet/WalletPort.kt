package la.dlak.demo.wallet

import kotlinx.coroutines.flow.Flow
import la.dlak.wallet.AccountId
import la.dlak.wallet.Amount
import la.dlak.wallet.Balance
import la.dlak.wallet.BankTrust
import la.dlak.wallet.Divergence
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
import java.time.LocalDate
import kotlin.time.Duration

/**
 * What this app asks of a wallet: `la.dlak.wallet.Wallet`, behind an interface so that view models are tested without a bank.
 * The meaning of every call is there. All that fails is a `WalletException`.
 */
interface WalletPort {
    val account: AccountId
    val trust: BankTrust
    val isLocked: Boolean
    val events: Flow<Event>
    val balances: Flow<Balance>

    fun lock()

    suspend fun unlock(pin: String)

    suspend fun words(pin: String): List<String>

    suspend fun changePin(old: String, new: String)

    suspend fun register(enrolmentCode: String): Profile

    suspend fun isRegistered(): Boolean

    suspend fun profile(): Profile?

    suspend fun refreshProfile(): Profile

    suspend fun balance(): Balance

    suspend fun sync(): SyncReport

    /** Goes on with the payments and top-ups whose end is not known; [follow] does so by itself. */
    suspend fun resume(): List<Payment>

    suspend fun follow()

    suspend fun history(before: ULong? = null, limit: Int = PAGE, filter: HistoryFilter = HistoryFilter()): List<HistoryItem>

    suspend fun historySummary(filter: HistoryFilter = HistoryFilter()): HistorySummary

    suspend fun historyEntry(orderId: OrderId): HistoryItem?

    suspend fun divergences(): List<Divergence>

    suspend fun prepare(code: String, amount: Amount? = null, memo: String? = null): PreparedPayment

    suspend fun confirm(prepared: PreparedPayment): PaymentResult

    suspend fun redeem(amount: Amount): PaymentResult

    suspend fun payment(id: OrderId): Payment

    suspend fun payments(before: OrderId? = null, limit: Int = PAGE): List<Payment>

    suspend fun receipt(id: OrderId): Receipt

    /** `Codes.verifyReceipt`, with the keys of this wallet's bank. */
    suspend fun verifyReceipt(text: String): Receipt

    suspend fun staticCode(amount: Amount? = null): String

    suspend fun request(amount: Amount, memo: String?, validFor: Duration): PaymentRequest

    suspend fun requestStatus(id: RequestId): RequestStatus

    suspend fun topUp(amount: Amount): TopUp

    suspend fun topUpState(id: OrderId): TopUp

    suspend fun closeAndWait()

    companion object {
        /** How many rows a list takes at once. */
        const val PAGE = 50
    }
}

/** What the owner is about to confirm: a `la.dlak.wallet.Preview`. Only [WalletPort.prepare] makes one. */
interface PreparedPayment {
    val details: PreviewDetails
}

/** The one wallet of this phone. */
interface Wallets {
    /** Is there one? */
    fun exists(): Boolean

    /** Makes one: unlocked, unknown to the bank, with its 24 words. */
    suspend fun create(pin: String): NewWalletPort

    /** Brings one back from its words: unlocked. */
    suspend fun restore(words: String, pin: String): WalletPort

    /** Opens the one that there is: locked. */
    suspend fun open(): WalletPort

    /**
     * Moves the files of a wallet that can't be opened aside, all of them or none, and keeps them under a name with the day.
     * False when the phone's storage refused. Never call it while a wallet is open.
     */
    suspend fun setAside(today: LocalDate): Boolean
}

/** A new wallet. Not a data class: its text would have the words. */
class NewWalletPort(val wallet: WalletPort, val words: List<String>)
