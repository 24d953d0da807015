package la.dlak.demo.sync

import la.dlak.demo.common.Outcome
import la.dlak.demo.common.Problem
import la.dlak.demo.session.Session

/** What the phone's scheduler hears of a background sync. */
sealed interface SyncEnd {
    /** All was asked and told. */
    data object Done : SyncEnd

    /** Try the same again, in a while. */
    data object Again : SyncEnd

    /** Trying again soon would not help: the next period is another chance, or its owner's opening the app. */
    data class GivenUp(val problem: Problem) : SyncEnd
}

/**
 * What is done now and then while nobody looks: payments whose answer was lost are settled, and the ledger is brought up to date.
 * The wallet stays locked: neither needs the PIN, and nothing new is ever paid here.
 */
class BackgroundSync(private val session: Session) {
    /** [attempt]: how often this sync was tried before. */
    suspend fun run(attempt: Int): SyncEnd {
        val outcome = session.work { wallet ->
            if (wallet.isRegistered()) {
                wallet.resume()
                wallet.sync()
            }
        }
        return end(outcome, attempt)
    }

    companion object {
        /** With waits that double from half a minute: about eight minutes. The next period comes anyway. */
        const val ATTEMPTS = 5

        /** What follows from how it went; null: there was no wallet to sync. */
        fun end(outcome: Outcome<Unit>?, attempt: Int): SyncEnd {
            if (outcome !is Outcome.Failed) return SyncEnd.Done
            val mayHelp = outcome.problem.isRetryable || outcome.problem.isOffline
            return if (mayHelp && attempt + 1 < ATTEMPTS) SyncEnd.Again else SyncEnd.GivenUp(outcome.problem)
        }
    }
}
