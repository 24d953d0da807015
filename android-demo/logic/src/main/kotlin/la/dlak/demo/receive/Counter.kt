package la.dlak.demo.receive

import androidx.lifecycle.SavedStateHandle
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.drop
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.merge
import kotlinx.coroutines.launch
import la.dlak.demo.common.Outcome
import la.dlak.demo.common.attempt
import la.dlak.demo.session.Session
import la.dlak.demo.session.SessionState
import la.dlak.wallet.Amount
import la.dlak.wallet.EntryKind
import la.dlak.wallet.Event
import la.dlak.wallet.OrderId
import la.dlak.wallet.PaymentRequest
import la.dlak.wallet.RequestStatus
import java.time.Clock
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/**
 * Where money is asked for: one request at a time, watched until it is paid or over. What was paid is believed only when its
 * entry is in the wallet and names this very request.
 *
 * The bank is asked whenever something may have been missed: after a restart, when it is back, when the owner is back, and when
 * the request's time is over.
 */
class Counter(
    private val session: Session,
    handle: SavedStateHandle,
    private val clock: Clock,
    private val scope: CoroutineScope,
    private val onOther: (Income) -> Unit,
) {
    private val saved = SavedRequest(handle)
    private val _asking = MutableStateFlow<Asking>(Asking.None)
    private var making: Job? = null
    private var watch: Job? = null
    private var asked: Job? = null

    val asking: StateFlow<Asking> = _asking.asStateFlow()

    init {
        scope.launch { session.events.collect(::happened) }
        scope.launch { comebacks().collect { ask() } }
        saved.request?.let {
            show(it)
            // It may have been paid while nobody listened.
            ask()
        }
    }

    /** Asks for this much. A second call while the first one goes on does nothing. */
    fun request(amount: Amount, memo: String?) {
        if (asking.value is Asking.Making) return
        forget()
        _asking.value = Asking.Making(amount, memo)
        making = scope.launch {
            val made = attempt { session.reach.of { session.awaitWallet().request(amount, memo, VALID_FOR) } }
            when (made) {
                is Outcome.Done -> {
                    saved.request = made.value
                    show(made.value)
                }
                is Outcome.Failed -> _asking.value = Asking.Refused(amount, memo, made.problem)
            }
        }
    }

    /** The same once more: after [Asking.Refused] and [Asking.Expired]. */
    fun again() {
        when (val now = asking.value) {
            is Asking.Refused -> request(now.amount, now.memo)
            is Asking.Expired -> request(now.request.amount, now.request.memo)
            else -> Unit
        }
    }

    /** Asks the bank where the request stands. */
    fun ask() {
        val request = undecided() ?: return
        if (asked?.isActive == true) return
        asked = scope.launch { look(request) }
    }

    /** Nothing is asked for any more. What is paid for it all the same comes as other money. */
    fun forget() {
        making?.cancel()
        watch?.cancel()
        asked?.cancel()
        saved.request = null
        _asking.value = Asking.None
    }

    private fun show(request: PaymentRequest) {
        _asking.value = Asking.Open(request, left(request))
        watch = scope.launch { watch(request) }
    }

    /** Counts down, and asks at the end. */
    private suspend fun watch(request: PaymentRequest) {
        var pause = ASK_AGAIN
        while (undecided() == request) {
            val left = left(request)
            if (left > Duration.ZERO) {
                if (asking.value is Asking.Open) _asking.value = Asking.Open(request, left)
                delay(left.minus(left.inWholeSeconds.seconds).takeIf { it > Duration.ZERO } ?: 1.seconds)
            } else {
                if (asking.value is Asking.Open) _asking.value = Asking.Unclear(request, problem = null)
                ask()
                delay(pause)
                pause = (pause * 2).coerceAtMost(ASK_AGAIN_MAX)
            }
        }
    }

    private suspend fun look(request: PaymentRequest) {
        val wallet = session.awaitWallet()
        val status = attempt { session.reach.of { wallet.requestStatus(request.id) } }
        if (undecided() != request) return
        when (status) {
            is Outcome.Done -> when (status.value) {
                RequestStatus.PAID -> {
                    val income = (attempt { wallet.incomeFor(request.id) } as? Outcome.Done)?.value
                    if (undecided() == request) end(Asking.Paid(request, income))
                }
                RequestStatus.EXPIRED -> end(Asking.Expired(request))
                // By the bank's clock there is time: it may still be paid, so it is not over.
                RequestStatus.OPEN -> Unit
            }
            is Outcome.Failed -> if (asking.value is Asking.Unclear) _asking.value = Asking.Unclear(request, status.problem)
        }
    }

    private suspend fun happened(event: Event) {
        when (event) {
            is Event.Received -> came(event)
            Event.Missed -> ask()
            else -> Unit
        }
    }

    private suspend fun came(event: Event.Received) {
        val income = Income.of(event)
        val now = asking.value
        val request = undecided()
        when {
            request != null && request.id == income.request -> end(Asking.Paid(request, income))
            // The bank was faster to say so than the event.
            now is Asking.Paid && now.request.id == income.request -> _asking.value = now.copy(income = income)
            isPayment(event.orderId) -> onOther(income)
        }
    }

    /** The owner's own top-up is no customer. */
    private suspend fun isPayment(order: OrderId): Boolean {
        val entry = attempt { session.awaitWallet().historyEntry(order) }
        return (entry as? Outcome.Done)?.value?.kind == EntryKind.PAYMENT
    }

    /** The request stays saved until it is forgotten: after a restart its end is looked up, and shown again. */
    private fun end(end: Asking) {
        watch?.cancel()
        _asking.value = end
    }

    /** The request of which it is not known yet what becomes of it. */
    private fun undecided(): PaymentRequest? = when (val now = asking.value) {
        is Asking.Open -> now.request
        is Asking.Unclear -> now.request
        else -> null
    }

    /** The phone's clock may be wrong: it never shows more than was asked for. */
    private fun left(request: PaymentRequest): Duration =
        (request.expiresAt.toEpochMilli() - clock.millis()).milliseconds.coerceAtMost(VALID_FOR)

    /** The bank is back, or the owner is. */
    private fun comebacks() = merge(
        session.reach.isOffline,
        session.state.map { (it as? SessionState.Open)?.isLocked ?: true }.distinctUntilChanged(),
    ).drop(2).filter { isAway -> !isAway }

    companion object {
        /** How long a code that was just made can be paid. */
        val VALID_FOR: Duration = 10.minutes

        private val ASK_AGAIN = 5.seconds
        private val ASK_AGAIN_MAX = 1.minutes
    }
}
