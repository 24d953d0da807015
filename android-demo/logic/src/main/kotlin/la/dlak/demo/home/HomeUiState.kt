package la.dlak.demo.home

import la.dlak.demo.common.Problem
import la.dlak.demo.history.Movement
import la.dlak.wallet.Balance
import java.time.LocalDate

/** Where the wallet begins. */
data class HomeUiState(
    val today: LocalDate,
    /** Null before it was read. */
    val balance: Balance? = null,
    /** As the bank knows them. */
    val ownerName: String? = null,
    /** Does the owner sell things? Then the till comes first. */
    val isShop: Boolean = false,
    val warning: HomeWarning? = null,
    /** What moved last, what is pending first; null before it was read. */
    val recent: List<Movement>? = null,
    val isRefreshing: Boolean = false,
    val problem: Problem? = null,
)

/** Why the wallet does not pay. */
enum class HomeWarning {
    /** The bank froze the account. */
    FROZEN,

    /** What the bank showed did not verify. */
    DIVERGED,
}
