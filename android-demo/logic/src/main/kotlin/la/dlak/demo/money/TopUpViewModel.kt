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
import la.dlak.wallet.EntryKind
import la.dlak.wallet.Event
import la.dlak.wallet.ExchangeState
import la.dlak.wallet.HistoryFilter
import la.dlak.wallet.TopUp
import kotlin.time.TimeMark
import kotlin.time.TimeSource

/** Digital kip for money at the commercial bank: see [MoneyStep]. A top-up that is under way is never asked for again unasked. */
class TopUpViewModel(
    private val session: Session,
    handle: SavedStateHandle,
    private val time: TimeSource = TimeSource.Monotonic,
) : ViewModel() {
    private val saved = SavedAsk(handle)
    private val errand = session.topUps
    private var askedAt: TimeMark = time.markNow()
    private val _state = MutableStateFlow(MoneyUiState(entry = saved.entry))

    /** The one whose end is not known, when its owner wants another one all the same. */
    private var underWay: Amount? = null

    val state: StateFlow<MoneyUiState> = _state.asStateFlow()

    init {
        // Whatever was asked before this screen was made is taken up before a key can be pressed.
        val begun = saved.amount
        if (begun != null && errand.state.value == Errand.State.Idle) {
            step(if (saved.id == null) MoneyStep.Unclear(begun) else MoneyStep.Pending(begun))
        }
        viewModelScope.launch { errand.state.collect(::heard) }
        viewModelScope.launch {
            session.state.collect { state -> _state.update { it.copy(bankName = (state as? SessionState.Open)?.profile?.participant) } }
        }
        viewModelScope.launch { session.events.collect(::happened) }
        viewModelScope.launch { session.readings().collect(::look) }
    }

    fun onAmount(entry: AmountEntry) {
        if (state.value.step !is MoneyStep.Typing) return
        saved.entry = entry
        _state.update { it.copy(entry = entry, step = MoneyStep.Typing(underWay)) }
    }

    /** The amount is as it should be: is it meant? */
    fun onAmountDone() {
        val amount = state.value.entry.amount ?: return
        if (state.value.step is MoneyStep.Typing) ask(amount)
    }

    /** Back to the amount. */
    fun onChange() {
        if (state.value.step is MoneyStep.Confirm) step(MoneyStep.Typing(underWay))
    }

    /** Yes. */
    fun onConfirm() {
        val confirm = state.value.step as? MoneyStep.Confirm ?: return
        // A second tap on "continue", which stood in the same place, is no yes.
        if (askedAt.elapsedNow() < PayViewModel.SETTLE) return
        // Before anything else can be tapped.
        step(MoneyStep.Busy(confirm.amount))
        viewModelScope.launch {
            val newest = attempt { session.awaitWallet().history(limit = 1, filter = TOP_UPS) }
            when (newest) {
                is Outcome.Done -> begin(confirm.amount, newest.value.firstOrNull()?.seq)
                is Outcome.Failed -> step(MoneyStep.Typing(underWay, newest.problem))
            }
        }
    }

    /** Its end was seen, or the owner wants another one although this one's end is not known. */
    fun onAnother() {
        val now = state.value.step
        underWay = when (now) {
            is MoneyStep.Pending -> now.amount
            is MoneyStep.Unclear -> now.amount
            else -> null
        }
        onSeen()
        if (now !is MoneyStep.Refused) saved.entry = AmountEntry.EMPTY
        _state.update { it.copy(entry = saved.entry, step = MoneyStep.Typing(underWay)) }
    }

    /** The screen is left after its end was seen: the next top-up begins anew. */
    fun onSeen() {
        errand.clear()
        saved.forget()
    }

    private fun begin(amount: Amount, newest: ULong?) {
        // Before the wallet is told: see SavedAsk.
        saved.newestBefore = newest?.toString()
        saved.id = null
        saved.amount = amount
        underWay = null
        errand.clear()
        errand.begin(amount, after = saved.newestBefore)
    }

    private fun heard(said: Errand.State<TopUp>) {
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

    private fun failed(amount: Amount, problem: Problem) {
        if (!problem.isNothingMoved) {
            saved.takeOver(amount, errand.mark)
            step(MoneyStep.Unclear(amount))
            return
        }
        // Nothing was bought, and the owner is told so: the amount can be changed, and tried again.
        onSeen()
        _state.update { it.copy(entry = AmountEntry.of(amount), step = MoneyStep.Typing(underWay, problem)) }
    }

    private fun show(topUp: TopUp) {
        saved.id = topUp.id
        saved.amount = topUp.amount
        step(
            when (val end = topUp.state) {
                ExchangeState.Pending -> MoneyStep.Pending(topUp.amount)
                ExchangeState.Done -> MoneyStep.Done(topUp.amount)
                is ExchangeState.Rejected -> MoneyStep.Refused(topUp.amount, Problem(end.reason))
            },
        )
    }

    /** A top-up of which this screen does not know the id yet may be the one. */
    private suspend fun happened(event: Event) {
        val now = state.value.step
        if (event !is Event.TopUp || now !is MoneyStep.Unclear) return
        val ended = attempt { session.awaitWallet().topUpState(event.id) }
        if (ended is Outcome.Done && ended.value.amount == now.amount && state.value.step == now) show(ended.value)
    }

    /** Whenever something happened: what is not known yet may be known now. */
    private suspend fun look(wallet: WalletPort) {
        val step = state.value.step
        if (step !is MoneyStep.Pending && step !is MoneyStep.Unclear) return
        val found = attempt { saved.id?.let { wallet.topUpState(it) } ?: newer(wallet) }
        if (found is Outcome.Done && state.value.step == step) found.value?.let(::show)
    }

    /** A top-up of that amount which was not there before; only one that is done has an entry. */
    private suspend fun newer(wallet: WalletPort): TopUp? {
        val amount = saved.amount ?: return null
        val before = saved.newestBefore?.toULongOrNull() ?: 0uL
        val entry = wallet.history(limit = NEWEST, filter = TOP_UPS).find { it.seq > before && it.amount == amount } ?: return null
        return TopUp(entry.orderId, amount, entry.settledAt, ExchangeState.Done)
    }

    private fun ask(amount: Amount) {
        askedAt = time.markNow()
        step(MoneyStep.Confirm(amount, underWay))
    }

    private fun step(step: MoneyStep) = _state.update { it.copy(step = step) }

    private companion object {
        val TOP_UPS = HistoryFilter(kinds = listOf(EntryKind.TOP_UP))
        const val NEWEST = 50
    }
}
