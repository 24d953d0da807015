package la.dlak.wallet

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.future.future
import java.time.Duration
import java.util.concurrent.CompletableFuture
import kotlin.time.toKotlinDuration

/**
 * A [Wallet] for Java: the same calls as futures. A future fails with a [WalletException]; cancelling it cancels the call.
 *
 * ```
 * try (WalletFutures wallet = WalletFutures.open(config, keystore).join()) {
 *     wallet.unlock(pin).join();
 *     Preview preview = wallet.prepare(code).join();
 *     PaymentResult result = wallet.confirm(preview).join();
 * }
 * ```
 */
public class WalletFutures(
    /** The wallet itself: its calls that don't wait are there. */
    public val wallet: Wallet,
) : AutoCloseable {
    /** See [Wallet.unlock]. */
    public fun unlock(pin: String): CompletableFuture<Unit> = start { wallet.unlock(pin) }

    /** See [Wallet.words]. */
    public fun words(pin: String): CompletableFuture<List<String>> = start { wallet.words(pin) }

    /** See [Wallet.changePin]. */
    public fun changePin(old: String, new: String): CompletableFuture<Unit> = start { wallet.changePin(old, new) }

    /** See [Wallet.register]. */
    public fun register(enrolmentCode: String): CompletableFuture<Profile> = start { wallet.register(enrolmentCode) }

    /** See [Wallet.isRegistered]. */
    public fun isRegistered(): CompletableFuture<Boolean> = start { wallet.isRegistered() }

    /** See [Wallet.profile]. */
    public fun profile(): CompletableFuture<Profile?> = start { wallet.profile() }

    /** See [Wallet.refreshProfile]. */
    public fun refreshProfile(): CompletableFuture<Profile> = start { wallet.refreshProfile() }

    /** See [Wallet.bankInfo]. */
    public fun bankInfo(): CompletableFuture<BankInfo> = start { wallet.bankInfo() }

    /** See [Wallet.devices]. */
    public fun devices(): CompletableFuture<List<Device>> = start { wallet.devices() }

    /** See [Wallet.revokeDevice]. */
    public fun revokeDevice(device: DeviceId, pin: String): CompletableFuture<List<Device>> = start { wallet.revokeDevice(device, pin) }

    /** See [Wallet.balance]. */
    public fun balance(): CompletableFuture<Balance> = start { wallet.balance() }

    /** See [Wallet.sync]. */
    public fun sync(): CompletableFuture<SyncReport> = start { wallet.sync() }

    /** See [Wallet.history]. */
    public fun history(limit: Int): CompletableFuture<List<HistoryItem>> = start { wallet.history(limit = limit) }

    /** See [Wallet.history]: the entries before this one. */
    public fun history(before: HistoryItem, limit: Int): CompletableFuture<List<HistoryItem>> = start { wallet.history(before.seq, limit) }

    /** See [Wallet.history]: the newest entries that [filter] means. */
    public fun history(filter: HistoryFilter, limit: Int): CompletableFuture<List<HistoryItem>> =
        start { wallet.history(limit = limit, filter = filter) }

    /** See [Wallet.history]: the entries that [filter] means, before this one. */
    public fun history(filter: HistoryFilter, before: HistoryItem, limit: Int): CompletableFuture<List<HistoryItem>> =
        start { wallet.history(before.seq, limit, filter) }

    /** See [Wallet.historySummary]. */
    @JvmOverloads
    public fun historySummary(filter: HistoryFilter = HistoryFilter()): CompletableFuture<HistorySummary> =
        start { wallet.historySummary(filter) }

    /** See [Wallet.historyEntry]. */
    public fun historyEntry(orderId: OrderId): CompletableFuture<HistoryItem?> = start { wallet.historyEntry(orderId) }

    /** See [Wallet.divergences]. */
    public fun divergences(): CompletableFuture<List<Divergence>> = start { wallet.divergences() }

    /** See [Wallet.prepare]. */
    @JvmOverloads
    public fun prepare(code: String, amount: Amount? = null, memo: String? = null): CompletableFuture<Preview> =
        start { wallet.prepare(code, amount, memo) }

    /** See [Wallet.confirm]. */
    public fun confirm(preview: Preview): CompletableFuture<PaymentResult> = start { wallet.confirm(preview) }

    /** See [Wallet.redeem]. */
    public fun redeem(amount: Amount): CompletableFuture<PaymentResult> = start { wallet.redeem(amount) }

    /** See [Wallet.payment]. */
    public fun payment(id: OrderId): CompletableFuture<Payment> = start { wallet.payment(id) }

    /** See [Wallet.payments]. */
    public fun payments(limit: Int): CompletableFuture<List<Payment>> = start { wallet.payments(limit = limit) }

    /** See [Wallet.payments]. */
    public fun payments(before: OrderId, limit: Int): CompletableFuture<List<Payment>> = start { wallet.payments(before, limit) }

    /** See [Wallet.receipt]. */
    public fun receipt(id: OrderId): CompletableFuture<Receipt> = start { wallet.receipt(id) }

    /** See [Wallet.resume]. */
    public fun resume(): CompletableFuture<List<Payment>> = start { wallet.resume() }

    /** See [Wallet.staticCode]. */
    @JvmOverloads
    public fun staticCode(amount: Amount? = null): CompletableFuture<String> = start { wallet.staticCode(amount) }

    /** See [Wallet.request]. */
    public fun request(amount: Amount, memo: String?, validFor: Duration): CompletableFuture<PaymentRequest> =
        start { wallet.request(amount, memo, validFor.toKotlinDuration()) }

    /** See [Wallet.requestStatus]. */
    public fun requestStatus(id: RequestId): CompletableFuture<RequestStatus> = start { wallet.requestStatus(id) }

    /** See [Wallet.topUp]. */
    public fun topUp(amount: Amount): CompletableFuture<TopUp> = start { wallet.topUp(amount) }

    /** See [Wallet.topUpState]. */
    public fun topUpState(id: OrderId): CompletableFuture<TopUp> = start { wallet.topUpState(id) }

    /** See [Wallet.exchange]. */
    public fun exchange(id: OrderId): CompletableFuture<Exchange> = start { wallet.exchange(id) }

    /** See [Wallet.follow]. Its future ends with the wallet, or when it is cancelled. */
    public fun follow(): CompletableFuture<Unit> = start { wallet.follow() }

    /** See [Wallet.close]. */
    override fun close(): Unit = wallet.close()

    /** See [Wallet.closeAndWait]. */
    public fun closeAndWait(): CompletableFuture<Unit> = start { wallet.closeAndWait() }

    public companion object {
        /** Where what comes after a call goes on. */
        private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

        private fun <T> start(call: suspend () -> T): CompletableFuture<T> = scope.future { call() }

        /** See [Wallet.create]. */
        @JvmStatic
        @JvmOverloads
        public fun create(
            config: WalletConfig,
            keystore: Keystore,
            pin: String,
            deviceName: String,
            trust: BankTrust? = null,
        ): CompletableFuture<NewWallet> = start { Wallet.create(config, keystore, pin, deviceName, trust) }

        /** See [Wallet.restore]. */
        @JvmStatic
        @JvmOverloads
        public fun restore(
            config: WalletConfig,
            keystore: Keystore,
            words: String,
            pin: String,
            deviceName: String,
            trust: BankTrust? = null,
        ): CompletableFuture<WalletFutures> = start { WalletFutures(Wallet.restore(config, keystore, words, pin, deviceName, trust)) }

        /** See [Wallet.open]. */
        @JvmStatic
        public fun open(config: WalletConfig, keystore: Keystore): CompletableFuture<WalletFutures> =
            start { WalletFutures(Wallet.open(config, keystore)) }
    }
}
