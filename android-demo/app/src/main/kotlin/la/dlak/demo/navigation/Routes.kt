package la.dlak.demo.navigation

import kotlinx.serialization.Serializable

// Onboarding.

@Serializable
data object WelcomeRoute

/** A PIN is chosen, for a new wallet, or for one that comes back from its words. */
@Serializable
data class ChoosePinRoute(val isRestore: Boolean)

@Serializable
data object NewWordsRoute

@Serializable
data object RestoreRoute

@Serializable
data object EnrolRoute

// The wallet.

@Serializable
data object HomeRoute

@Serializable
data object ScanRoute

/** A payment of what this code says, from the confirmation to its end. */
@Serializable
data class PayRoute(
    /** Empty where a link has none: what is wrong is said there. */
    val code: String = "",
    /** Did a link of another app bring it? */
    val isLink: Boolean = false,
)

@Serializable
data object ReceiveRoute

/** The till: an amount, a code, "paid". */
@Serializable
data object TillRoute

/** What the shop took today. */
@Serializable
data object TillDayRoute

@Serializable
data object HistoryRoute

/** An entry of the ledger by its number, or a payment that has none yet by its order. */
@Serializable
data class DetailRoute(val seq: Long? = null, val orderId: String? = null)

@Serializable
data object TopUpRoute

@Serializable
data object RedeemRoute

@Serializable
data object SettingsRoute

@Serializable
data object ChangePinRoute

@Serializable
data object ShowWordsRoute
