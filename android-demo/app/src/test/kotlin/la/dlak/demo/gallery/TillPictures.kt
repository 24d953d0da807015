package la.dlak.demo.gallery

import androidx.compose.runtime.Composable
import la.dlak.demo.common.AmountEntry
import la.dlak.demo.common.Problem
import la.dlak.demo.fake.NOW
import la.dlak.demo.fake.entryOf
import la.dlak.demo.receive.Asking
import la.dlak.demo.receive.Income
import la.dlak.demo.till.TillDayUiState
import la.dlak.demo.till.TillUiState
import la.dlak.demo.ui.common.QrModules
import la.dlak.demo.ui.till.TillActions
import la.dlak.demo.ui.till.TillDayActions
import la.dlak.demo.ui.till.TillDayScreen
import la.dlak.demo.ui.till.TillScreen
import la.dlak.wallet.Direction
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.kip
import java.time.LocalDate
import kotlin.time.Duration.Companion.seconds

private val actions = TillActions({}, {}, {}, {}, {}, {}, {}, {}, {})
private val dayActions = TillDayActions({}, {}, {}, {}, {})
private val request = sampleRequest.copy(memo = null)
private val today = LocalDate.of(2026, 11, 25)

private fun till(asking: Asking, entry: AmountEntry = AmountEntry.EMPTY, other: Income? = null): @Composable () -> Unit = {
    QrModules.of(SAMPLE_CODE)
    TillScreen(TillUiState("Han Kafe", entry, asking, other), actions)
}

private fun sold(seq: Int, name: String, amount: Int, minutesAgo: Long, memo: String? = null) =
    entryOf(seq, amount.kip, Direction.CREDIT, name, at = NOW.minusSeconds(minutesAgo * 60), memo = memo)

private val sales = listOf(
    sold(9, "Noy Phommachanh", 15_000, 2),
    sold(8, "ສົມພອນ ແກ້ວມະນີ", 42_000, 9, "ກາເຟ 2 ຈອກ"),
    sold(7, "Somchai Jaidee", 128_000, 47),
    sold(6, "Khamla Sayasone", 9_500, 160),
)

internal val tillPictures = listOf(
    Picture("till", "The shop's pad", till(Asking.None, AmountEntry.of(15_000.kip))),
    Picture("till-other", "Money for another code came in", till(Asking.None, other = noy)),
    Picture("till-code", "The customer scans", till(Asking.Open(request, 585.seconds))),
    Picture("till-no-bank", "The bank can't be reached", till(Asking.Refused(15_000.kip, null, Problem(ErrorCode.BankUnreachable, true)))),
    Picture("till-unclear", "Time is up: the bank is asked", till(Asking.Unclear(request, null))),
    Picture("till-expired", "Not paid in time", till(Asking.Expired(request))),
    Picture("till-paid", "Paid, seen from across the counter", till(Asking.Paid(request, noy))),
    Picture("till-day", "The shop's day") {
        TillDayScreen(TillDayUiState(today, true, 194_500.kip, 4, sales), dayActions)
    },
    Picture("till-day-empty", "A day without payments") {
        TillDayScreen(TillDayUiState(today.minusDays(1), false, 0.kip, 0, emptyList()), dayActions)
    },
)
