package la.dlak.demo.pay

import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onSubscription
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import la.dlak.demo.common.AmountEntry
import la.dlak.demo.common.Outcome
import la.dlak.demo.common.Problem
import la.dlak.demo.common.attempt
import la.dlak.demo.session.Confirmation
import la.dlak.demo.session.Session
import la.dlak.demo.session.SessionState
import la.dlak.demo.wallet.PreparedPayment
import la.dlak.wallet.Codes
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.Event
import la.dlak.wallet.OrderId
import la.dlak.wallet.PaymentResult
import la.dlak.wallet.WalletException
import java.time.Clock
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.TimeMark
import kotlin.time.TimeSource

/**
 * One payment, from a code to its end: see [PayStep].
 *
 * What keeps money safe here: nothing is paid without a tap on the confirmation that is shown; the order's id is saved before the
 * wallet is told; the wallet's answer is waited for by the session, not by this screen; and where it is not known what happened,
 * the wallet is asked, never guessed about.
 */
class PayViewModel(
    private val code: String,
    private val session: Session,
    handle: SavedStateHandle,
    private val clock: Clock,
    private val time: TimeSource = TimeSource.Monotonic,
    private val nameIn: (code: String) -> String? = ::printedName,
) : ViewModel() {
    private val saved = SavedPayment(handle)
    private val _state = MutableStateFlow<PayStep>(if (saved.order == null) PayStep.Reading else PayStep.Finding)
    private var prepared: PreparedPayment? = null
    private var preparedAt: TimeMark = time.markNow()
    private var shownAt: TimeMark = time.markNow()
    private var work: Job? = null

    val state: StateFlow<PayStep> = _state.asStateFlow()

    init {
        begin { saved.order?.let { find(it) } ?: read() }
        viewModelScope.launch {
            session.balance.collect { balance ->
                _state.update { if (it is PayStep.NeedsAmount) it.copy(available = balance?.available) else it }
            }
        }
        // Behind the lock a confirmation is out of sight: the tap that ended the PIN is no yes to it.
        viewModelScope.launch {
            session.state.map { (it as? SessionState.Open)?.isLocked }.distinctUntilChanged().collect { shownAt = time.markNow() }
        }
    }

    fun onAmount(entry: AmountEntry) {
        saved.entry = entry
        _state.update { if (it is PayStep.NeedsAmount) it.copy(entry = entry, problem = null) else it }
    }

    fun onMemo(memo: String) {
        saved.memo = memo
        _state.update { if (it is PayStep.NeedsAmount) it.copy(memo = memo, problem = null) else it }
    }

    /** The amount is as it should be. */
    fun onAmountDone() {
        val step = state.value
        if (step !is PayStep.NeedsAmount || !step.canGoOn) return
        saved.isAmountGiven = true
        begin { read() }
    }

    /** Back to the amount. */
    fun onChangeAmount() {
        val step = state.value
        if (step is PayStep.Confirm && step.isAmountOwn) askForAmount(problem = null)
    }

    /** Yes, pay this. */
    fun onConfirm() {
        val step = state.value
        val ready = prepared
        if (step !is PayStep.Confirm || step.obstacle != null || ready?.details != step.details) return
        // A second tap on the button that was here before is no yes to what has only just appeared.
        if (shownAt.elapsedNow() < SETTLE) return
        // What the bank said long ago may be true no more. The owner sees what it says now, and taps again.
        if (preparedAt.elapsedNow() >= FRESH) return begin { read(Caution.AskedAnew) }
        // Before the wallet is told: see SavedPayment. And before anything else can be tapped.
        saved.order = ready.details.orderId
        _state.value = PayStep.Paying(ready.details)
        begin {
            // Another screen may have paid the same since this one was shown: that is worth a second look, and a second tap.
            val repeat = repeatOf(ready).takeIf { step.cautions.none { it is Caution.Repeat } }
            if (repeat == null) return@begin await(session.confirm(ready), step.cautions)
            saved.order = null
            show(ready, listOf(repeat) + step.cautions)
        }
    }

    /** Once more, after a failure that said so. */
    fun onTryAgain() {
        val step = state.value
        if (step !is PayStep.Failed) return
        val order = saved.order
        when {
            step.isNothingPaid -> {
                saved.order = null
                begin { read() }
            }
            order != null -> begin { find(order) }
        }
    }

    /** The newest thing that was asked for is what goes on; a payment itself is the session's, and is not stopped by this. */
    private fun begin(what: suspend () -> Unit) {
        work?.cancel()
        work = viewModelScope.launch { what() }
    }

    private suspend fun read(vararg notes: Caution) {
        _state.value = PayStep.Reading
        val wallet = session.awaitWallet()
        val amount = saved.entry.amount.takeIf { saved.isAmountGiven }
        val memo = saved.memo.takeIf { it.isNotBlank() && saved.isAmountGiven }
        val asked = attempt { session.reach.of { wallet.prepare(code, amount, memo) } }
        when (asked) {
            is Outcome.Done -> present(asked.value, notes.asList())
            is Outcome.Failed -> refused(asked.problem)
        }
    }

    private suspend fun present(ready: PreparedPayment, notes: List<Caution>) {
        val cautions = cautions(ready)
        prepared = ready
        preparedAt = time.markNow()
        show(ready, notes + cautions)
    }

    private suspend fun cautions(ready: PreparedPayment): List<Caution> {
        val recent = attempt { session.awaitWallet().payments(limit = RECENT) }
        return cautionsFor(ready.details, (recent as? Outcome.Done)?.value.orEmpty(), clock.instant())
    }

    private suspend fun repeatOf(ready: PreparedPayment): Caution? = cautions(ready).find { it is Caution.Repeat }

    private fun show(ready: PreparedPayment, cautions: List<Caution>) {
        shownAt = time.markNow()
        _state.value = PayStep.Confirm(ready.details, cautions, saved.isAmountGiven)
    }

    private fun refused(problem: Problem) {
        val isMended = saved.isAmountGiven && problem.code in ABOUT_AMOUNT
        when {
            problem.code == ErrorCode.AmountMissing -> askForAmount(problem = null)
            isMended -> askForAmount(problem)
            else -> _state.value = PayStep.Failed(problem, isNothingPaid = true)
        }
    }

    private fun askForAmount(problem: Problem?) {
        saved.isAmountGiven = false
        prepared = null
        val profile = (session.state.value as? SessionState.Open)?.profile
        _state.value = PayStep.NeedsAmount(
            nameIn(code), saved.entry, saved.memo, session.balance.value?.available, profile?.let(::limitsOf), problem,
        )
    }

    private suspend fun await(confirmation: Confirmation, cautions: List<Caution>) {
        when (val outcome = confirmation.await()) {
            is Outcome.Done -> tell(outcome.value)
            is Outcome.Failed -> notConfirmed(confirmation.details.orderId, outcome.problem, cautions)
        }
    }

    private suspend fun notConfirmed(order: OrderId, problem: Problem, cautions: List<Caution>) {
        if (problem.code in NOT_KNOWN) return findAfter(order, problem)
        saved.order = null
        val ready = prepared
        when {
            problem.code != ErrorCode.Locked -> _state.value = PayStep.Failed(problem, isNothingPaid = true)
            // The lock screen comes over it; then the owner is where they were, and taps again.
            ready != null -> {
                session.lock()
                show(ready, cautions)
            }
            else -> {
                session.lock()
                read()
            }
        }
    }

    /** What became of an order that was being confirmed when this screen, or the whole app, went away? */
    private suspend fun find(order: OrderId) {
        val running = session.confirmation(order)
        if (running != null) {
            _state.value = PayStep.Paying(running.details)
            return await(running, emptyList())
        }
        _state.value = PayStep.Finding
        when (val found = attempt { session.awaitWallet().payment(order) }) {
            is Outcome.Done -> tell(found.value.result())
            is Outcome.Failed -> if (found.problem.code == ErrorCode.PaymentUnknown) {
                // Nobody confirms it, and the wallet does not have it: nothing was begun.
                saved.order = null
                read(Caution.Interrupted)
            } else {
                _state.value = PayStep.Failed(found.problem, isNothingPaid = false)
            }
        }
    }

    /** Confirming failed in a way that does not say whether anything was begun. */
    private suspend fun findAfter(order: OrderId, problem: Problem) {
        when (val found = attempt { session.awaitWallet().payment(order) }) {
            is Outcome.Done -> tell(found.value.result())
            is Outcome.Failed ->
                _state.value = PayStep.Failed(problem, isNothingPaid = found.problem.code == ErrorCode.PaymentUnknown)
        }
    }

    private suspend fun tell(result: PaymentResult) {
        _state.value = stepOf(result)
        if (result is PaymentResult.Pending) follow(result.payment.orderId)
    }

    /** Until it is decided: an event says that something changed, the wallet says what is true. */
    private suspend fun follow(order: OrderId) {
        session.events
            .onSubscription { emit(Event.Missed) }
            .first { event -> (event == Event.Missed || event is Event.Payment && event.orderId == order) && isDecided(order) }
    }

    private suspend fun isDecided(order: OrderId): Boolean {
        val payment = (attempt { session.awaitWallet().payment(order) } as? Outcome.Done)?.value ?: return false
        _state.value = stepOf(payment.result())
        return payment.result() !is PaymentResult.Pending
    }

    companion object {
        /** How long what the bank said of a code is good enough to be confirmed. */
        val FRESH: Duration = 3.minutes

        /** How long a confirmation must be in sight before a tap counts. */
        val SETTLE: Duration = 500.milliseconds

        /** Enough to see what was paid a moment ago. */
        private const val RECENT = 20

        /** After these it is not known whether anything was paid: see the README of la.dlak.wallet. */
        internal val NOT_KNOWN =
            setOf(ErrorCode.Closed, ErrorCode.LedgerDiverged, ErrorCode.LibraryFault, ErrorCode.ShuttingDown)

        /** What the owner mends where the amount and the note are typed. */
        private val ABOUT_AMOUNT = setOf(
            ErrorCode.InsufficientFunds, ErrorCode.OverDailyLimit, ErrorCode.OverPaymentLimit, ErrorCode.AmountZero,
            ErrorCode.ZeroAmount, ErrorCode.BadMemo, ErrorCode.TooLong,
        )
    }
}

/** The name in a code, for want of the bank's. */
private fun printedName(code: String): String? =
    try {
        Codes.read(code).printedName
    } catch (_: WalletException) {
        null
    }
