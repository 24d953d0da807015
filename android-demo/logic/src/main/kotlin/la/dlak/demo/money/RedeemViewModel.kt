package la.dlak.demo.money

import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import la.dlak.demo.common.AmountEntry
import la.dlak.demo.common.Outcome
import la.dlak.demo.common.Problem
import la.dlak.demo.common.attempt
import la.dlak.demo.pay.PayViewModel
import la.dlak.demo.session.Errand
import la.dlak.demo.session.Session
import la.dlak.demo.session.SessionState
import la.dlak.demo.session.readings
import la.dlak.demo.wallet.WalletPort
import la.dlak.wallet.Amount
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.Payment
import la.dlak.wallet.PaymentKind
import la.dlak.wallet.PaymentResult
import la.dlak.wallet.PaymentState
import la.dlak.wallet.result
import kotlin.time.TimeMark
import kotlin.time.TimeSource

/**
 * Digital kip back to the commercial bank: see [MoneyStep]. A redemption is a payment, and the wallet keeps each payment before it
 * leaves the phone. So where it is not known whether there was one, the newest payments tell.
 */
class RedeemViewModel(
    private val session: Session,
    handle: SavedStateHandle,
    private val time: TimeSource = TimeSource.Monotonic,
) : ViewModel() {
    private val saved = SavedAsk(handle)
    private val errand = session.redemptions
    private var askedAt: TimeMark = time.markNow()
    private val _state = MutableStateFlow(MoneyUiState(entry = saved.entry))
    private var underWay: Amount? = null

    /** Was the wallet stopped while this process lived? Then what is not among its payments may still come. */
    private var mayStillCome = false

    val state: StateFlow<MoneyUiState> = _state.asStateFlow()

    init {
        val begun = saved.amount
        if (begun != null && errand.state.value == Errand.State.Idle) {
            step(if (saved.id == null) MoneyStep.Unclear(begun) else MoneyStep.Pending(begun))
        }
        viewModelScope.launch { errand.state.collect(::heard) }
        viewModelScope.launch {
            session.state.collect { state -> _state.update { it.copy(bankName = (state as? SessionState.Open)?.profile?.participant) } }
        }
        viewModelScope.launch { session.balance.collect { balance -> _state.update { it.copy(available = balance?.available) } } }
        viewModelScope.launch { session.readings().collect(::look) }
    }

    fun onAmount(entry: AmountEntry) {
        if (state.value.step !is MoneyStep.Typing) return
        saved.entry = entry
        _state.update { it.copy(entry = entry, step = MoneyStep.Typing(underWay)) }
    }

    /** All that there is. */
    fun onAll() {
        state.value.available?.let { onAmount(AmountEntry.of(it)) }
    }

    fun onAmountDone() {
        val now = state.value
        val amount = now.entry.amount ?: return
        if (now.step is MoneyStep.Typing && !now.isTooMuch) ask(amount)
    }

    fun onChange() {
        if (state.value.step is MoneyStep.Confirm) step(MoneyStep.Typing(underWay))
    }

    fun onConfirm() {
        val confirm = state.value.step as? MoneyStep.Confirm ?: return
        // A second tap on "continue", which stood in the same place, is no yes.
        if (askedAt.elapsedNow() < PayViewModel.SETTLE) return
        // Before anything else can be tapped.
        step(MoneyStep.Busy(confirm.amount))
        viewModelScope.launch {
            val newest = attempt { session.awaitWallet().payments(limit = 1) }
            when (newest) {
                is Outcome.Done -> begin(confirm.amount, newest.value.firstOrNull())
                is Outcome.Failed -> step(MoneyStep.Typing(underWay, newest.problem))
            }
        }
    }

    /** The end was seen, or another one is wanted although this one's end is not known. */
    fun onAnother() {
        val now = state.value.step
        onSeen()
        if (now !is MoneyStep.Refused) saved.entry = AmountEntry.EMPTY
        _state.update { it.copy(entry = saved.entry, step = MoneyStep.Typing(underWay)) }
        viewModelScope.launch { look(session.awaitWallet()) }
    }

    fun onSeen() {
        errand.clear()
        saved.forget()
    }

    private fun begin(amount: Amount, newest: Payment?) {
        // Before the wallet is told: see SavedAsk.
        saved.newestBefore = newest?.orderId?.value
        saved.id = null
        saved.amount = amount
        mayStillCome = false
        errand.clear()
        errand.begin(amount, after = saved.newestBefore)
    }

    private suspend fun heard(said: Errand.State<PaymentResult>) {
        when (said) {
            Errand.State.Idle -> Unit
            is Errand.State.Running -> {
                saved.takeOver(said.amount, errand.mark)
                step(MoneyStep.Busy(said.amount))
            }
            is Errand.State.Over -> when (val outcome = said.outcome) {
                is Outcome.Done -> show(outcome.value)
                is Outcome.Failed -> failed(said.amount, outcome.problem)
            }
        }
    }

    private suspend fun failed(amount: Amount, problem: Problem) {
        if (problem.isNothingMoved) return nothing(amount, problem)
        saved.takeOver(amount, errand.mark)
        mayStillCome = true
        step(MoneyStep.Unclear(amount))
        session.wallet()?.let { look(it) }
    }

    /** No money was moved, and none will: the amount can be changed, and tried again. */
    private fun nothing(amount: Amount, problem: Problem? = null, wasStopped: Boolean = false) {
        onSeen()
        _state.update { it.copy(entry = AmountEntry.of(amount), step = MoneyStep.Typing(underWay, problem, wasStopped)) }
    }

    private fun show(result: PaymentResult) {
        val payment = result.payment
        saved.id = payment.orderId
        saved.amount = payment.amount
        step(
            when (result) {
                is PaymentResult.Settled -> MoneyStep.Done(payment.amount)
                is PaymentResult.Pending -> MoneyStep.Pending(payment.amount)
                is PaymentResult.Rejected -> MoneyStep.Refused(payment.amount, Problem(result.reason))
                is PaymentResult.Expired -> MoneyStep.Refused(payment.amount, Problem(ErrorCode.OrderExpired))
            },
        )
    }

    /** Whenever something happened: what is not known yet may be known now. */
    private suspend fun look(wallet: WalletPort) {
        when (val step = state.value.step) {
            is MoneyStep.Typing -> {
                underWay = (attempt { pending(wallet) } as? Outcome.Done)?.value
                _state.update { if (it.step is MoneyStep.Typing) it.copy(step = it.step.copy(underWay = underWay)) else it }
            }
            is MoneyStep.Pending, is MoneyStep.Unclear -> find(wallet, step)
            else -> Unit
        }
    }

    private suspend fun find(wallet: WalletPort, step: MoneyStep) {
        val asked = attempt { saved.id?.let { wallet.payment(it) } ?: newer(wallet) }
        if (asked !is Outcome.Done || state.value.step != step) return
        val found = asked.value
        when {
            found != null -> show(found.result)
            // The wallet writes a payment down before it leaves the phone. There is none, and nobody is at it: there never was.
            step is MoneyStep.Unclear && !mayStillCome -> nothing(step.amount, wasStopped = true)
        }
    }

    /** The redemption of that amount which was not there before. */
    private suspend fun newer(wallet: WalletPort): Payment? =
        wallet.payments(limit = NEWEST)
            .takeWhile { it.orderId.value != saved.newestBefore }
            .find { it.kind == PaymentKind.REDEMPTION && it.amount == saved.amount }

    /** What is on its way back to the bank already. */
    private suspend fun pending(wallet: WalletPort): Amount? =
        wallet.payments(limit = NEWEST)
            .find { it.kind == PaymentKind.REDEMPTION && (it.state == PaymentState.Created || it.state == PaymentState.Submitted) }
            ?.amount

    private fun ask(amount: Amount) {
        askedAt = time.markNow()
        step(MoneyStep.Confirm(amount, underWay))
    }

    private fun step(step: MoneyStep) = _state.update { it.copy(step = step) }

    private companion object {
        const val NEWEST = 50
    }
}
