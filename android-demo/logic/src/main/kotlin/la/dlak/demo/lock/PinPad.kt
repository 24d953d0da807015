package la.dlak.demo.lock

import la.dlak.demo.common.Problem

/** A PIN being typed, as a screen may know it: how many digits, never which. */
data class PinPadState(
    val count: Int = 0,
    val isBusy: Boolean = false,
    val notice: PinNotice? = null,
) {
    val isWaiting: Boolean get() = notice is PinNotice.Wait
    val canType: Boolean get() = !isBusy && !isWaiting
    val canSubmit: Boolean get() = canType && count >= PinInput.LEAST
}

/** What is said of a PIN that was typed. */
sealed interface PinNotice {
    /** The wallet does not take it. */
    data class Refused(val problem: Problem) : PinNotice

    /** Typed for the second time, it was another. */
    data object NotTheSame : PinNotice

    /** There were too many wrong ones: so many seconds are left. */
    data class Wait(val seconds: Long) : PinNotice

    /** The fingerprint does not open the wallet any more: the PIN does. */
    data object BiometricsGone : PinNotice
}

/** What a pad of digits tells. */
interface PinPadActions {
    fun onDigit(digit: Char)

    fun onDelete()

    fun onSubmit()
}

/** The digits of a PIN while they are typed. They leave by [take], and are wiped. */
internal class PinInput {
    private val digits = CharArray(MOST)
    var count = 0
        private set

    fun add(digit: Char) {
        if (digit in '0'..'9' && count < MOST) digits[count++] = digit
    }

    fun deleteLast() {
        if (count > 0) digits[--count] = BLANK
    }

    /** The PIN; what was typed is gone. */
    fun take(): String = String(digits, 0, count).also { clear() }

    fun clear() {
        digits.fill(BLANK)
        count = 0
    }

    /** Not the digits. */
    override fun toString(): String = "PinInput($count)"

    companion object {
        /** The fewest and the most digits, as the library has it. */
        const val LEAST = 6
        const val MOST = 12
        private const val BLANK = '\u0000'
    }
}
