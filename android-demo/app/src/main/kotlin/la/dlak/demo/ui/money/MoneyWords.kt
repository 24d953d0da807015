package la.dlak.demo.ui.money

import androidx.annotation.StringRes
import la.dlak.demo.R

/** What is said of a top-up, and of a redemption, where they are alike but for the words. */
enum class MoneyWords(
    @param:StringRes val title: Int,
    @param:StringRes val account: Int,
    @param:StringRes val question: Int,
    @param:StringRes val yes: Int,
    @param:StringRes val underWay: Int,
    @param:StringRes val done: Int,
    @param:StringRes val doneText: Int,
    @param:StringRes val pendingText: Int,
    @param:StringRes val unclearText: Int,
    @param:StringRes val another: Int,
) {
    TOP_UP(
        title = R.string.money_top_up,
        account = R.string.money_top_up_from,
        question = R.string.money_top_up_confirm,
        yes = R.string.money_top_up_yes,
        underWay = R.string.money_top_up_under_way,
        done = R.string.money_top_up_done,
        doneText = R.string.money_top_up_done_text,
        pendingText = R.string.money_top_up_pending_text,
        unclearText = R.string.money_top_up_unclear_text,
        another = R.string.money_top_up_another,
    ),
    REDEEM(
        title = R.string.money_redeem,
        account = R.string.money_redeem_to,
        question = R.string.money_redeem_confirm,
        yes = R.string.money_redeem_yes,
        underWay = R.string.money_redeem_under_way,
        done = R.string.money_redeem_done,
        doneText = R.string.money_redeem_done_text,
        pendingText = R.string.money_redeem_pending_text,
        unclearText = R.string.money_redeem_unclear_text,
        another = R.string.money_redeem_another,
    ),
}
