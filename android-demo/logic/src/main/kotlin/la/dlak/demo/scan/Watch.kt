package la.dlak.demo.scan

import la.dlak.wallet.CodeKind
import la.dlak.wallet.ScannedCode

/**
 * Judges what the camera sees, frame by frame.
 *
 * A code is taken when two frames one after the other show it, and it alone. Of several the owner chooses; a frame that shows only
 * one of them, because a hand shook, changes nothing about that. After a code was taken the camera mostly still points at it: when
 * its owner comes back it is not taken again before it was out of sight, only offered.
 */
internal class Watch {
    private var last: String? = null
    private var rested: String? = null
    private var framesWithoutRested = 0
    private var offered: List<String> = emptyList()
    private var framesOffered = 0

    /** What to do about a frame. */
    data class Verdict(val taken: String? = null, val choices: List<String> = emptyList(), val notice: Notice? = null)

    fun judge(seen: List<ScannedCode>): Verdict {
        val payable = seen.filter { it.kind == CodeKind.Dlak }.map { it.text }.distinct()
        rest(payable)
        offer(payable)
        val only = payable.singleOrNull()
        val isSteady = only != null && only == last
        last = only
        return when {
            offered.isNotEmpty() -> Verdict(choices = offered)
            isSteady -> Verdict(taken = only)
            only != null -> Verdict()
            else -> Verdict(notice = seen.firstNotNullOfOrNull { noticeOf(it.kind) })
        }
    }

    /** It was taken, by the camera or by a tap. */
    fun took(code: String) {
        rested = code
        framesWithoutRested = 0
        last = null
        offered = emptyList()
    }

    private fun rest(payable: List<String>) {
        if (rested == null) return
        if (rested in payable) framesWithoutRested = 0 else if (++framesWithoutRested >= FORGET) rested = null
    }

    private fun offer(payable: List<String>) {
        if (payable.size > 1 || payable.size == 1 && payable.single() == rested) {
            offered = payable
            framesOffered = 0
        } else if (++framesOffered >= FORGET) {
            offered = emptyList()
        }
    }

    companion object {
        /** So many frames without what was seen, and it is forgotten: about half a second. */
        const val FORGET = 15
    }
}

internal fun noticeOf(kind: CodeKind): Notice? = when (kind) {
    CodeKind.Dlak -> null
    is CodeKind.Foreign -> Notice.Foreign(kind.scheme, kind.country)
    is CodeKind.Broken -> Notice.Broken
    CodeKind.NotPayment -> Notice.NotPayment
}
