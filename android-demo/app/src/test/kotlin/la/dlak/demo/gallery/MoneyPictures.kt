package la.dlak.demo.gallery

import androidx.compose.runtime.Composable
import la.dlak.demo.common.AmountEntry
import la.dlak.demo.common.Problem
import la.dlak.demo.money.MoneyStep
import la.dlak.demo.money.MoneyUiState
import la.dlak.demo.ui.money.MoneyActions
import la.dlak.demo.ui.money.MoneyScreen
import la.dlak.demo.ui.money.MoneyWords
import la.dlak.wallet.Amount
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.kip

private val amount = 500_000.kip
private val topUp = MoneyActions({}, {}, {}, {}, {}, {}, {}, {})
private val redeem = MoneyActions({}, {}, {}, {}, {}, {}, {}, {}, {})

private fun topUp(step: MoneyStep): @Composable () -> Unit =
    { MoneyScreen(MoneyUiState(AmountEntry.of(amount), "NAGA", null, step), MoneyWords.TOP_UP, topUp) }

private fun redeem(step: MoneyStep, typed: Amount = amount): @Composable () -> Unit =
    { MoneyScreen(MoneyUiState(AmountEntry.of(typed), "NAGA", 1_485_000.kip, step), MoneyWords.REDEEM, redeem) }

internal val moneyPictures = listOf(
    Picture("top-up", "Money from the bank account", topUp(MoneyStep.Typing())),
    Picture("top-up-second", "One is still on its way", topUp(MoneyStep.Typing(underWay = amount))),
    Picture("top-up-confirm", "Is it meant?", topUp(MoneyStep.Confirm(amount))),
    Picture("top-up-busy", "The bank is asked", topUp(MoneyStep.Busy(amount))),
    Picture("top-up-done", "Topped up", topUp(MoneyStep.Done(amount))),
    Picture("top-up-pending", "It goes on by itself", topUp(MoneyStep.Pending(amount))),
    Picture("top-up-unclear", "The app was stopped in the middle", topUp(MoneyStep.Unclear(amount))),
    Picture("top-up-refused", "Not enough in the account", topUp(MoneyStep.Refused(amount, Problem(ErrorCode.InsufficientFiat)))),
    Picture("redeem", "Money back to the bank account", redeem(MoneyStep.Typing())),
    Picture("redeem-too-much", "More than there is", redeem(MoneyStep.Typing(), 2_000_000.kip)),
    Picture("redeem-stopped", "Nothing was sent", redeem(MoneyStep.Typing(wasStopped = true))),
    Picture("redeem-confirm", "Is it meant?", redeem(MoneyStep.Confirm(amount))),
    Picture("redeem-pending", "On its way", redeem(MoneyStep.Pending(amount))),
    Picture("redeem-done", "Redeemed", redeem(MoneyStep.Done(amount))),
)
