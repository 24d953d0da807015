package la.dlak.demo.gallery

import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import la.dlak.demo.R
import la.dlak.demo.common.Problem
import la.dlak.demo.failed.FailedUiState
import la.dlak.demo.fake.NOW
import la.dlak.demo.ui.common.AppScreen
import la.dlak.demo.ui.common.ProblemScreen
import la.dlak.demo.ui.common.ProblemView
import la.dlak.demo.ui.common.SecondaryButton
import la.dlak.demo.ui.failed.FailedScreen
import la.dlak.wallet.ErrorCode
import java.time.Instant
import java.time.temporal.ChronoUnit

private val away = Problem(ErrorCode.BankUnreachable, isRetryable = true)
private val wait = Problem(
    ErrorCode.TooManyWrongPins,
    details = mapOf("retry_at" to ChronoUnit.MICROS.between(Instant.EPOCH, NOW.plusSeconds(290)).toString()),
)
private val foreign = Problem(ErrorCode.ForeignCode, details = mapOf("scheme" to "VietQR", "country" to "Vietnam"))

internal val problemPictures = listOf(
    Picture("problem-away", "The bank can't be reached") { Whole(away) },
    Picture("problem-ledger", "The bank contradicts itself") { Whole(Problem(ErrorCode.LedgerDiverged), isPaymentKnown = false) },
    Picture("failed-damaged", "The wallet's file is damaged") { Failed(FailedUiState(Problem(ErrorCode.WalletDamaged))) },
    Picture("failed-words", "Before the damaged file is put aside") {
        Failed(FailedUiState(Problem(ErrorCode.WalletDamaged), isAsking = true))
    },
    Picture("failed-newer", "The app is too old for the wallet") { Failed(FailedUiState(Problem(ErrorCode.WalletNewer))) },
    Picture("problem-inside", "Problems inside a screen") {
        AppScreen(stringResource(R.string.common_pay)) {
            ProblemView(foreign)
            ProblemView(wait)
            ProblemView(away, onRetry = {})
        }
    },
)

@Composable
private fun Whole(problem: Problem, isPaymentKnown: Boolean = true) {
    ProblemScreen(problem, stringResource(R.string.common_pay), onBack = {}, onRetry = {}, isPaymentKnown = isPaymentKnown) {
        SecondaryButton(stringResource(R.string.common_history), {})
    }
}

@Composable
private fun Failed(state: FailedUiState) = FailedScreen(state, onRetry = {}, onRestore = {}, onHasWords = {}, onNotNow = {})
