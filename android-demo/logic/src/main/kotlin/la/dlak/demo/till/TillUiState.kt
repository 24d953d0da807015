package la.dlak.demo.till

import la.dlak.demo.common.AmountEntry
import la.dlak.demo.receive.Asking
import la.dlak.demo.receive.Income

/** The till: [Asking.None] is the pad, where the next customer's amount is typed. */
data class TillUiState(
    /** The shop's, as payers see it. */
    val name: String? = null,
    val entry: AmountEntry = AmountEntry.EMPTY,
    val asking: Asking = Asking.None,
    /** Money that came for something else than what is asked for now: an older code, or the one on the wall. The newest. */
    val other: Income? = null,
) {
    val canGoOn: Boolean get() = entry.amount != null
}
