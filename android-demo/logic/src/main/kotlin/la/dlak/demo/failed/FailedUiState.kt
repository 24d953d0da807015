package la.dlak.demo.failed

import la.dlak.demo.common.Problem

/** A wallet that can't be opened. */
data class FailedUiState(
    val problem: Problem,
    /** Was the owner asked whether the words are at hand, and has not answered yet? */
    val isAsking: Boolean = false,
) {
    val canRestore: Boolean get() = problem.isHealedByWords
}
