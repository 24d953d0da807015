package la.dlak.demo.receive

import la.dlak.demo.common.AmountEntry

/** One's own code, or a request for a certain amount. */
data class ReceiveUiState(
    /** The owner's, as payers see it; null before registration. */
    val name: String? = null,
    val step: ReceiveStep = ReceiveStep.Own(code = null),
    /** Money that came while the screen was open, and not for the request that is shown; the newest. */
    val received: Income? = null,
)

sealed interface ReceiveStep {
    /** The code that is always the same; null before it was made. */
    data class Own(val code: String?) : ReceiveStep

    /** An amount is typed, and what it is for. */
    data class Typing(val entry: AmountEntry, val memo: String) : ReceiveStep {
        val canGoOn: Boolean get() = entry.amount != null
    }

    /** A request: see [Asking]. */
    data class Requested(val asking: Asking) : ReceiveStep
}
