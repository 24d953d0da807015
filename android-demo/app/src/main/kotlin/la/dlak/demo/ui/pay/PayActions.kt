package la.dlak.demo.ui.pay

import la.dlak.demo.common.AmountEntry
import la.dlak.wallet.OrderId

/** What the owner can do while paying. */
data class PayActions(
    val onBack: () -> Unit = {},
    val onAmount: (AmountEntry) -> Unit = {},
    val onMemo: (String) -> Unit = {},
    val onAmountDone: () -> Unit = {},
    val onChangeAmount: () -> Unit = {},
    val onConfirm: () -> Unit = {},
    val onTryAgain: () -> Unit = {},
    val onTopUp: () -> Unit = {},
    val onScan: () -> Unit = {},
    val onHistory: () -> Unit = {},
    val onReceipt: (OrderId) -> Unit = {},
    /** Home: this payment is over, or goes on by itself. */
    val onDone: () -> Unit = {},
)
