package la.dlak.demo.session

import la.dlak.demo.common.Problem
import la.dlak.demo.settings.Settings

/** Which part of the app its owner is in: made of what is true of the wallet, so that no screen has to lead there. */
sealed interface World {
    /** The wallet is being opened. */
    data object Opening : World

    /** The wallet can't be opened. */
    data class Broken(val problem: Problem) : World

    /** There is no wallet yet. */
    data object Start : World

    /** There is a wallet, and nobody has shown yet that its words are written down. */
    data object Words : World

    /** The bank does not know the wallet yet. */
    data object Enrol : World

    /** All is done: the wallet itself. */
    data object Wallet : World
}

/** The world that this state belongs to. */
fun worldOf(session: SessionState, settings: Settings): World = when (session) {
    SessionState.Opening -> World.Opening
    SessionState.NoWallet -> World.Start
    is SessionState.Failed -> World.Broken(session.problem)
    is SessionState.Open -> when {
        !settings.areWordsConfirmed -> World.Words
        !session.isRegistered -> World.Enrol
        else -> World.Wallet
    }
}

/** Does the lock stand before it? Not before the words: they ask for the PIN themselves. */
fun isLockShown(session: SessionState, settings: Settings): Boolean =
    session is SessionState.Open && session.isLocked && settings.areWordsConfirmed
