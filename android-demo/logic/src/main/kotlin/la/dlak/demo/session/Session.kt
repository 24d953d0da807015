package la.dlak.demo.session

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asSharedFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import la.dlak.demo.common.Outcome
import la.dlak.demo.common.Problem
import la.dlak.demo.common.attempt
import la.dlak.demo.wallet.PreparedPayment
import la.dlak.demo.wallet.WalletPort
import la.dlak.demo.wallet.Wallets
import la.dlak.wallet.Balance
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.Event
import la.dlak.wallet.OrderId
import la.dlak.wallet.PaymentResult
import la.dlak.wallet.Profile
import la.dlak.wallet.TopUp
import java.time.LocalDate
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeMark
import kotlin.time.TimeSource

/**
 * The wallet while the app lives: opened once, followed, locked when its owner goes away. View models share it; it survives
 * every screen, and no screen owns the wallet. Call it from the main thread.
 */
class Session(
    private val wallets: Wallets,
    private val scope: CoroutineScope,
    private val clock: TimeSource = TimeSource.Monotonic,
) {
    private val _state = MutableStateFlow<SessionState>(SessionState.Opening)
    private val _balance = MutableStateFlow<Balance?>(null)
    private val _events = MutableSharedFlow<Event>(extraBufferCapacity = 64)
    private val opening = Mutex()
    private val work = mutableListOf<Job>()
    private val confirmations = Confirmations(scope)
    private var leftAt: TimeMark? = null
    private var locking: Job? = null

    /** Has anybody looked at the wallet since the process began? From then on [work] leaves it open. */
    private var isLookedAt = false

    val state: StateFlow<SessionState> = _state.asStateFlow()

    /** What the wallet holds; null before it was read. */
    val balance: StateFlow<Balance?> = _balance.asStateFlow()

    /** What happens in the wallet. Says that something changed, never what is true. */
    val events: SharedFlow<Event> = _events.asSharedFlow()

    /** Is the bank to be had? */
    val reach = Reach(scope) { wallet()?.sync() }

    /** Money from the owner's account at the commercial bank. */
    val topUps = Errand<TopUp>(scope) { amount -> reach.of { awaitWallet().topUp(amount) } }

    /** Money back to it. */
    val redemptions = Errand<PaymentResult>(scope) { amount -> reach.of { awaitWallet().redeem(amount) } }

    /** The open wallet, if there is one. */
    fun wallet(): WalletPort? = state.value.wallet

    /** The open wallet: waits until there is one. */
    suspend fun awaitWallet(): WalletPort = checkNotNull(state.first { it is SessionState.Open }.wallet)

    /** Begins to [open] the wallet, for as long as the app lives. */
    fun start() {
        scope.launch { open() }
    }

    /** Opens the wallet that there is, to be looked at. May be called again and again: after a failure it tries anew. */
    suspend fun open() {
        isLookedAt = true
        openWithLock()
    }

    /**
     * Works while nobody looks: with the wallet that is open, or with one that is opened for the work and closed after it. When
     * somebody looks meanwhile, it stays open. Null: there is no wallet.
     */
    suspend fun work(work: suspend (WalletPort) -> Unit): Outcome<Unit>? {
        try {
            openWithLock()
            return when (val now = state.value) {
                is SessionState.Open -> attempt { work(now.wallet) }
                is SessionState.Failed -> Outcome.Failed(now.problem)
                SessionState.Opening, SessionState.NoWallet -> null
            }
        } finally {
            withContext(NonCancellable) { opening.withLock { if (!isLookedAt) close() } }
        }
    }

    /** Not to be cancelled halfway: an open file that nobody has would stay locked, and the session would say "opening" for ever. */
    private suspend fun openWithLock() = withContext(NonCancellable) { opening.withLock { openNow() } }

    private suspend fun openNow() {
        if (state.value is SessionState.Open) return
        if (!wallets.exists()) {
            _state.value = SessionState.NoWallet
            return
        }
        _state.value = SessionState.Opening
        when (val opened = attempt { wallets.open() }) {
            is Outcome.Done -> take(opened.value)
            is Outcome.Failed -> _state.value = failed(opened.problem)
        }
    }

    private suspend fun close() {
        val wallet = wallet() ?: return
        work.forEach(Job::cancel)
        work.clear()
        _state.value = SessionState.Opening
        wallet.closeAndWait()
    }

    /** Makes the wallet; gives its words. Goes on to its end when it is cancelled: else a wallet might be there unseen. */
    suspend fun create(pin: String): List<String> = withContext(NonCancellable) {
        isLookedAt = true
        opening.withLock {
            val made = wallets.create(pin)
            take(made.wallet)
            made.words
        }
    }

    /** Brings the wallet back from its words. Goes on to its end when it is cancelled. */
    suspend fun restore(words: String, pin: String) = withContext(NonCancellable) {
        isLookedAt = true
        opening.withLock { take(wallets.restore(words, pin)) }
    }

    /**
     * Puts a wallet aside that only its words can bring back, so that [restore] finds its place empty. Nothing is deleted. Does
     * nothing with any other wallet; false when nothing was moved.
     */
    suspend fun setAside(today: LocalDate): Boolean = withContext(NonCancellable) {
        opening.withLock {
            val failed = state.value as? SessionState.Failed
            if (failed?.problem?.isHealedByWords != true) return@withLock false
            val isMoved = wallets.setAside(today)
            _state.value = if (isMoved) SessionState.NoWallet else SessionState.Failed(Problem(ErrorCode.DiskError))
            isMoved
        }
    }

    /** Makes the wallet known to the bank. */
    suspend fun register(enrolmentCode: String): Profile {
        val profile = reach.of { awaitWallet().register(enrolmentCode) }
        describe(profile)
        return profile
    }

    /** Asks the bank for the account. */
    suspend fun refreshProfile(): Profile {
        val profile = reach.of { awaitWallet().refreshProfile() }
        describe(profile)
        return profile
    }

    suspend fun unlock(pin: String) {
        awaitWallet().unlock(pin)
        showLock()
    }

    fun lock() {
        wallet()?.lock()
        showLock()
    }

    /** Pays what was prepared. It goes on when whoever waits for it goes away. Asked again for the same, it gives the same. */
    suspend fun confirm(prepared: PreparedPayment): Confirmation = confirmations.begin(awaitWallet(), prepared)

    /** The payment with this order, while it is being confirmed: see [confirm]. */
    fun confirmation(order: OrderId): Confirmation? = confirmations.running(order)

    /** The app can't be seen any more. */
    fun onBackground() {
        leftAt = clock.markNow()
        // The spending key is let go of also when nobody comes back. A phone that sleeps does it late: see onForeground.
        locking = scope.launch {
            delay(LOCK_AFTER)
            lock()
        }
    }

    /** The app can be seen again: after a while away its owner proves who they are. */
    fun onForeground() {
        val away = leftAt?.elapsedNow() ?: return
        leftAt = null
        locking?.cancel()
        if (away >= LOCK_AFTER) lock()
        reach.probe()
    }

    /** A wallet that was begun and never finished (the app was killed, or the bank refused it) is none. */
    private fun failed(problem: Problem): SessionState =
        if (problem.code == ErrorCode.WalletNotFound) SessionState.NoWallet else SessionState.Failed(problem)

    private suspend fun take(wallet: WalletPort) {
        val profile = (attempt { wallet.profile() } as? Outcome.Done)?.value
        val isRegistered = (attempt { wallet.isRegistered() } as? Outcome.Done)?.value == true
        _balance.value = (attempt { wallet.balance() } as? Outcome.Done)?.value
        _state.value = SessionState.Open(wallet, wallet.isLocked, isRegistered, profile)
        work.forEach(Job::cancel)
        work.clear()
        work += scope.launch { wallet.balances.collect { _balance.value = it } }
        work += scope.launch { wallet.events.collect(::happened) }
        work += scope.launch { wallet.follow() }
        reach.probe()
    }

    private suspend fun happened(event: Event) {
        if (event == Event.AccountChanged || event == Event.Missed) {
            val wallet = wallet() ?: return
            val profile = (attempt { wallet.profile() } as? Outcome.Done)?.value
            if (profile != null) describe(profile)
        }
        _events.emit(event)
    }

    private fun describe(profile: Profile) =
        _state.update { if (it is SessionState.Open) it.copy(isRegistered = true, profile = profile) else it }

    private fun showLock() =
        _state.update { if (it is SessionState.Open) it.copy(isLocked = it.wallet.isLocked) else it }

    companion object {
        /** How long the owner may look at something else. */
        val LOCK_AFTER: Duration = 30.seconds
    }
}
