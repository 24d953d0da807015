package la.dlak.demo.history

import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.channels.BufferOverflow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.merge
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import la.dlak.demo.common.Outcome
import la.dlak.demo.common.Problem
import la.dlak.demo.common.attempt
import la.dlak.demo.session.Session
import la.dlak.demo.session.SessionState
import la.dlak.demo.session.readings
import la.dlak.demo.wallet.WalletPort
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.OrderId
import la.dlak.wallet.Payment
import la.dlak.wallet.PaymentState
import la.dlak.wallet.Receipt

/** What a detail is about: an entry of the ledger by its number, or a payment, which may have none, by its order. */
sealed interface DetailOf {
    data class Entry(val seq: ULong) : DetailOf

    data class Order(val id: OrderId) : DetailOf
}

/** One payment with its receipt, always as the wallet has it: what is pending becomes paid while its owner looks. */
class DetailViewModel(private val session: Session, private val of: DetailOf) : ViewModel() {
    private val _state = MutableStateFlow(DetailUiState())
    private val asks = MutableSharedFlow<Unit>(extraBufferCapacity = 1, onBufferOverflow = BufferOverflow.DROP_OLDEST)

    val state: StateFlow<DetailUiState> = _state.asStateFlow()

    init {
        val again = merge(asks, session.reach.isOffline.filter { !it && receiptFailed() })
        viewModelScope.launch {
            merge(session.readings(), again.map { session.awaitWallet() }).conflate().collect(::read)
        }
    }

    /** Asks again for what could not be had. */
    fun onRetry() {
        asks.tryEmit(Unit)
    }

    private fun receiptFailed() = state.value.detail?.receipt is ReceiptState.Failed

    private suspend fun read(wallet: WalletPort) {
        when (val found = attempt { find(wallet) }) {
            is Outcome.Failed -> show(found.problem)
            is Outcome.Done -> {
                val (detail, hasReceipt) = found.value ?: return show(Problem(ErrorCode.PaymentUnknown))
                val known = state.value.detail?.receipt as? ReceiptState.Verified
                _state.value = DetailUiState(detail.copy(receipt = known ?: if (hasReceipt) ReceiptState.Loading else ReceiptState.None))
                if (hasReceipt && known == null) show(receipt(wallet, detail.movement))
            }
        }
    }

    private fun show(problem: Problem) {
        _state.value = DetailUiState(problem = problem)
    }

    private fun show(receipt: ReceiptState) = _state.update { it.copy(detail = it.detail?.copy(receipt = receipt)) }

    /** With: does this phone have a receipt of it? Null when there is no such payment. */
    private suspend fun find(wallet: WalletPort): Pair<Detail, Boolean>? {
        val entry = when (of) {
            is DetailOf.Entry -> wallet.history(of.seq + 1u, 1).find { it.seq == of.seq }
            is DetailOf.Order -> wallet.historyEntry(of.id)
        }
        val id = entry?.orderId ?: (of as? DetailOf.Order)?.id
        val payment = id?.let { wallet.own(it) }
        val movement = entry?.let(Movement::of) ?: payment?.let(Movement::of) ?: return null
        val detail = Detail(
            movement = movement,
            ownerName = (session.state.value as? SessionState.Open)?.profile?.name,
            balanceAfter = entry?.balanceAfter,
            expiresAt = payment?.expiresAt,
            reason = (payment?.state as? PaymentState.Rejected)?.reason,
        )
        return detail to (payment?.state == PaymentState.Settled)
    }

    private suspend fun receipt(wallet: WalletPort, movement: Movement): ReceiptState {
        val asked = attempt {
            // The proof is fetched once, then kept.
            val receipt = session.reach.of { wallet.receipt(movement.orderId) }
            wallet.verifyReceipt(receipt.text)
        }
        return when (asked) {
            is Outcome.Failed -> ReceiptState.Failed(asked.problem)
            is Outcome.Done -> if (asked.value.isOf(movement)) {
                ReceiptState.Verified(asked.value)
            } else {
                ReceiptState.Failed(Problem(ErrorCode.BadReceipt))
            }
        }
    }

    /** The payment, if this phone made it. */
    private suspend fun WalletPort.own(id: OrderId): Payment? =
        when (val asked = attempt { payment(id) }) {
            is Outcome.Done -> asked.value
            is Outcome.Failed -> null
        }

    private fun Receipt.isOf(movement: Movement) = orderId == movement.orderId && amount == movement.amount
}
