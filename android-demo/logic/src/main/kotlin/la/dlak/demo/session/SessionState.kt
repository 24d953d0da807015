package la.dlak.demo.session

import la.dlak.demo.common.Problem
import la.dlak.demo.wallet.WalletPort
import la.dlak.wallet.Profile

/**
 * Where the app stands with its wallet.
 *
 * ```
 * Opening -> NoWallet -> Open(locked = false, profile = null) -> registered
 *         -> Open(locked = true) <-> Open(locked = false)
 *         -> Failed
 * ```
 */
sealed interface SessionState {
    data object Opening : SessionState

    /** Nothing is here yet: onboarding begins. */
    data object NoWallet : SessionState

    /** The wallet's file can't be used. */
    data class Failed(val problem: Problem) : SessionState

    data class Open(
        val wallet: WalletPort,
        val isLocked: Boolean,
        /** Does the bank know the wallet? */
        val isRegistered: Boolean,
        /** The account as the bank described it last. */
        val profile: Profile?,
    ) : SessionState
}

/** The open wallet, if there is one. */
val SessionState.wallet: WalletPort? get() = (this as? SessionState.Open)?.wallet
