package la.dlak.wallet

import kotlinx.coroutines.flow.Flow
import java.util.concurrent.ConcurrentHashMap
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration

/**
 * A wallet of digital kip.
 *
 * Its calls may be made from any thread, many at once, the main thread included: the work is done on the library's own
 * threads. Each suspending call may be cancelled at any time; what it has begun is in the wallet's file, and goes on with
 * [follow] or [resume]. All that fails is a [WalletException]. After [close] its code is [ErrorCode.Closed], but for [events],
 * [balances] and [follow]: they just end.
 *
 * ```
 * val wallet = Wallet.open(config, keystore)
 * scope.launch { wallet.follow() }
 * wallet.unlock(pin)
 * val preview = wallet.prepare(code)
 * when (val result = wallet.confirm(preview)) {
 *     is PaymentResult.Settled -> showPaid(result.payment)
 *     is PaymentResult.Pending -> showOnItsWay(result.payment)
 *     is PaymentResult.Rejected -> showRejected(result.reason)
 *     is PaymentResult.Expired -> showExpired(result.payment)
 * }
 * ```
 */
public class Wallet private constructor(private val native: NativeWallet) : AutoCloseable {
    /** Kept here, so that a listener is not forgotten by the garbage collector while the wallet is not. */
    private val subscriptions: MutableSet<NativeSubscription> = ConcurrentHashMap.newKeySet()

    /** The wallet's account: what others pay to. */
    public val account: AccountId get() = calling { native.account() }

    /** This device. */
    public val device: DeviceId get() = calling { native.device() }

    /** How the bank is believed: what verifies receipts elsewhere. */
    public val trust: BankTrust get() = calling { native.trust() }

    /** May the wallet not pay? */
    public val isLocked: Boolean get() = calling { native.isLocked() }

    /** Lets the spending key go. What is on its way goes on: it is signed. */
    public fun lock(): Unit = calling { native.lock() }

    /**
     * Opens the spending key with the PIN. Wrong PINs cost growing waits. An attempt that is cancelled counts as a wrong one,
     * until the right one is given: let it end.
     */
    public suspend fun unlock(pin: String): Unit = calling { native.unlock(pin) }

    /** The 24 words, for the owner to write down again. */
    public suspend fun words(pin: String): List<String> = calling { native.words(pin) }

    /** Sets another PIN. */
    public suspend fun changePin(old: String, new: String): Unit = calling { native.changePin(old, new) }

    // --- The account at the bank ---

    /** Makes the wallet known to the bank, with the code that the owner got from a commercial bank. May be repeated. */
    public suspend fun register(enrolmentCode: String): Profile = calling { native.register(enrolmentCode) }

    /** Does the bank know this device, as far as the wallet knows? */
    public suspend fun isRegistered(): Boolean = calling { native.isRegistered() }

    /** The account as the bank described it last, from the store; null before registration. */
    public suspend fun profile(): Profile? = calling { native.profile() }

    /** Asks the bank for the account: its owner, its limits, what is left of them. */
    public suspend fun refreshProfile(): Profile = calling { native.refreshProfile() }

    /** Asks the bank who it is. */
    public suspend fun bankInfo(): BankInfo = calling { native.bankInfo() }

    /** The wallet's devices, the oldest first. */
    public suspend fun devices(): List<Device> = calling { native.devices() }

    /** Takes a lost device's rights away; gives the devices as they are then. */
    public suspend fun revokeDevice(device: DeviceId, pin: String): List<Device> = calling { native.revokeDevice(device, pin) }

    // --- What it holds ---

    /** What the wallet holds, from the store. */
    public suspend fun balance(): Balance = calling { native.balance() }

    /** What the wallet holds, now and whenever it changes. Ends when the wallet is closed. */
    public val balances: Flow<Balance> get() = balancesOf(native)

    /** Takes in what is new in the account. [follow] does so by itself. */
    public suspend fun sync(): SyncReport = calling { native.sync() }

    /**
     * The newest entries that [filter] means (all, without) before number [before], the newest first; at most [limit], and at
     * most 1000. From the store: a search as the owner types asks nobody.
     */
    public suspend fun history(before: ULong? = null, limit: Int = PAGE, filter: HistoryFilter = HistoryFilter()): List<HistoryItem> =
        calling { native.history(filter, before, count(limit)) }

    /** Counts and adds up all entries that [filter] means, from the store: a merchant's day. */
    public suspend fun historySummary(filter: HistoryFilter = HistoryFilter()): HistorySummary =
        calling { native.historySummary(filter) }

    /** The entry of this order or operation, whoever paid; null when it is not synced. */
    public suspend fun historyEntry(orderId: OrderId): HistoryItem? = calling { native.historyEntry(orderId) }

    /** What did not verify, the oldest first; empty when all is well. While there is something, the wallet does not pay. */
    public suspend fun divergences(): List<Divergence> = calling { native.divergences() }

    // --- Paying ---

    /**
     * Reads a code and asks the bank who and what it is. [amount] is for codes that leave it to the payer, [memo] for codes
     * without a request.
     */
    public suspend fun prepare(code: String, amount: Amount? = null, memo: String? = null): Preview =
        Preview(calling { native.prepare(code, amount, memo) })

    /**
     * Pays what was prepared. Confirming the same preview twice pays once; a payment that is pending goes on by itself.
     *
     * An exception means that nothing was paid by this call, and that nothing will be. But with the codes
     * [Closed][ErrorCode.Companion.Closed] (the wallet was closed meanwhile),
     * [LedgerDiverged][ErrorCode.Companion.LedgerDiverged], [LibraryFault][ErrorCode.Companion.LibraryFault] and
     * [ShuttingDown][ErrorCode.Companion.ShuttingDown], and when it is cancelled, that is not known: before paying again ask
     * for the [payment] with the preview's `orderId`.
     */
    public suspend fun confirm(preview: Preview): PaymentResult = calling { native.confirm(preview.native) }.result

    /**
     * Gives [amount] back to the owner's commercial bank, for fiat money. A payment like any other; where it is not known
     * whether anything was paid (see [confirm]), the newest of the [payments] tells.
     */
    public suspend fun redeem(amount: Amount): PaymentResult = calling { native.redeem(amount) }.result

    /** The payment with this id. */
    public suspend fun payment(id: OrderId): Payment = calling { native.payment(id) }

    /** Outgoing payments before this one (all, without), the newest first; at most [limit], and at most 1000. */
    public suspend fun payments(before: OrderId? = null, limit: Int = PAGE): List<Payment> =
        calling { native.payments(before, count(limit)) }

    /** The receipt of a settled payment with its proof. */
    public suspend fun receipt(id: OrderId): Receipt = calling { native.receipt(id) }

    /** Goes on with the payments and top-ups whose end is not known; gives the payments. [follow] does so by itself. */
    public suspend fun resume(): List<Payment> = calling { native.resume() }

    // --- Being paid ---

    /** The text of a code that can be shown again and again: with [amount], or for the payer to type it. */
    public suspend fun staticCode(amount: Amount? = null): String = calling { native.staticCode(amount) }

    /** Asks the bank to keep a request, so that it is paid once, with exactly this amount. Its code is shown as a QR symbol. */
    public suspend fun request(amount: Amount, memo: String? = null, validFor: Duration = 10.minutes): PaymentRequest {
        if (validFor.isNegative()) throw WalletException(ErrorCode.BadArgument, "a request is not valid for less than no time")
        return calling { native.request(amount, memo, validFor.toJavaDuration()) }
    }

    /** Where a request of this wallet stands. */
    public suspend fun requestStatus(id: RequestId): RequestStatus = calling { native.requestStatus(id) }

    // --- Fiat money ---

    /** Buys digital kip for fiat money from the owner's account at the commercial bank. */
    public suspend fun topUp(amount: Amount): TopUp = calling { native.topUp(amount) }

    /** The top-up with this id, as the wallet knows it. */
    public suspend fun topUpState(id: OrderId): TopUp = calling { native.topUpState(id) }

    /** Where a top-up (by its id) or a redemption (by its order's id) stands at the bank. */
    public suspend fun exchange(id: OrderId): Exchange = calling { native.exchange(id) }

    // --- What happens ---

    /**
     * Resumes what is unfinished, then follows the bank until it is cancelled or the wallet closed. An app launches it once,
     * in the scope of the wallet.
     */
    public suspend fun follow() {
        orNullIfClosed { native.run() }
    }

    /** What happens from the moment of its collection on. Says what changed, never what is true. Ends with the wallet. */
    public val events: Flow<Event> get() = eventsOf(native)

    /** Tells a listener what happens from now on, until what this gives is closed, or the wallet. */
    public fun listen(listener: EventListener): AutoCloseable {
        val subscription = calling { native.listen(AppListener(listener)) }
        subscriptions.add(subscription)
        return AutoCloseable {
            subscriptions.remove(subscription)
            subscription.close()
        }
    }

    /** Ends all calls with [ErrorCode.Closed], and lets the wallet's file go. Does not wait. */
    override fun close() {
        orNullIfClosed { native.stop() }
    }

    /** The same, and waits until the file may be opened again. */
    public suspend fun closeAndWait() {
        orNullIfClosed { native.stopAndWait() }
        native.close()
    }

    override fun toString(): String = "Wallet"

    public companion object {
        private const val PAGE = 50

        /**
         * Makes a new wallet: unlocked, and not known to the bank before it is registered. Without [trust] the bank's word is
         * taken for its keys, once. When it is cancelled at its very end, the wallet may be there already: [open] it.
         */
        public suspend fun create(
            config: WalletConfig,
            keystore: Keystore,
            pin: String,
            deviceName: String,
            trust: BankTrust? = null,
        ): NewWallet {
            NativeLibrary.load()
            val made = calling { createWallet(config, keystore.asNative(), pin, deviceName, trust) }
            return NewWallet(Wallet(made.wallet), made.words)
        }

        /** Restores a wallet from its words, as a new device of it: unlocked. The history comes with the next [sync]. */
        public suspend fun restore(
            config: WalletConfig,
            keystore: Keystore,
            words: String,
            pin: String,
            deviceName: String,
            trust: BankTrust? = null,
        ): Wallet {
            NativeLibrary.load()
            return Wallet(calling { restoreWallet(config, keystore.asNative(), words, pin, deviceName, trust) })
        }

        /** Opens the wallet that is there: locked. */
        public suspend fun open(config: WalletConfig, keystore: Keystore): Wallet {
            NativeLibrary.load()
            return Wallet(calling { openWallet(config, keystore.asNative()) })
        }
    }
}

/** A limit as it crosses the border. */
internal fun count(limit: Int): UInt {
    if (limit < 0) throw WalletException(ErrorCode.BadArgument, "a list has no $limit rows")
    return limit.toUInt()
}

/** A new wallet, and the words that bring it back. */
public class NewWallet internal constructor(
    /** The wallet: unlocked. */
    public val wallet: Wallet,
    /** 24 words, for its owner to write down. They are not kept readable. */
    public val words: List<String>,
) {
    /** The wallet. */
    public operator fun component1(): Wallet = wallet

    /** Its words. */
    public operator fun component2(): List<String> = words

    /** Not the words. */
    override fun toString(): String = "NewWallet"
}
