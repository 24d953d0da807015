package la.dlak.demo.gallery

import androidx.compose.foundation.Image
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.asImageBitmap
import androidx.compose.ui.layout.ContentScale
import androidx.compose.ui.platform.LocalContext
import la.dlak.demo.fake.NOW
import la.dlak.demo.fake.paymentOf
import la.dlak.demo.fake.previewOf
import la.dlak.demo.history.Detail
import la.dlak.demo.history.DetailUiState
import la.dlak.demo.history.HistoryChoice
import la.dlak.demo.history.HistoryDay
import la.dlak.demo.history.HistoryUiState
import la.dlak.demo.history.MoneyFlow
import la.dlak.demo.history.Movement
import la.dlak.demo.history.Period
import la.dlak.demo.history.ReceiptState
import la.dlak.demo.ui.history.DetailActions
import la.dlak.demo.ui.history.DetailScreen
import la.dlak.demo.ui.history.HistoryActions
import la.dlak.demo.ui.history.HistoryScreen
import la.dlak.demo.ui.history.ReceiptPicture
import la.dlak.demo.ui.history.receiptWords
import la.dlak.wallet.AccountId
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.HistorySummary
import la.dlak.wallet.PaymentKind
import la.dlak.wallet.PaymentState
import la.dlak.wallet.Receipt
import la.dlak.wallet.kip
import java.time.ZoneId

private val vientiane: ZoneId = ZoneId.of("Asia/Vientiane")

private fun daysOf(movements: List<Movement>) =
    movements.groupBy { it.at.atZone(vientiane).toLocalDate() }.map { (date, rows) -> HistoryDay(date, rows) }

private val unpaid = paymentOf(previewOf(36_000.kip, "Lan Xang Mart", "0190d3a8-0000-7000-8000-000000000102"), PaymentState.Rejected(ErrorCode.OverDailyLimit))
private val all = HistoryUiState(TODAY, days = daysOf(listOf(Movement.of(samplePending), Movement.of(unpaid)) + sampleMovements))

private val sought = HistoryChoice("naga", MoneyFlow.ANY, period = Period.THIS_MONTH)
private val found = all.copy(
    choice = sought,
    days = daysOf(sampleMovements.filter { "Naga" in it.name }),
    summary = HistorySummary(2u, 500_000.kip, 200_000.kip),
)

private val paid = sampleEntries.first()
private val receipt = Receipt(
    "c2sp.org/tlog-proof@v1\nextra …", paid.orderId, PaymentKind.PAYMENT, AccountId("acc-khamla"), paid.counterparty, paid.amount, null,
    NOW, 4_711u, 5_000u,
)
private val settled = Detail(Movement.of(paid), "ຄຳຫຼ້າ ສາຍະສອນ", 1_485_000.kip, receipt = ReceiptState.Verified(receipt))

internal val historyPictures = listOf(
    Picture("history", "History") { HistoryScreen(all, HistoryActions()) },
    Picture("history-found", "History, searched") { HistoryScreen(found, HistoryActions()) },
    Picture("history-nothing", "History, nothing found") {
        HistoryScreen(HistoryUiState(TODAY, HistoryChoice("pizza", MoneyFlow.OUT), emptyList()), HistoryActions())
    },
    Picture("history-empty", "History of a new wallet") { HistoryScreen(HistoryUiState(TODAY, days = emptyList()), HistoryActions()) },
    Picture("detail-settled", "A payment with its receipt") { DetailScreen(DetailUiState(settled), DetailActions()) },
    Picture("detail-received", "Money that came in") { Whole(Detail(Movement.of(sampleEntries[2]), balanceAfter = 1_542_000.kip)) },
    Picture("detail-pending", "A payment that is pending") {
        Whole(Detail(Movement.of(samplePending), expiresAt = NOW.plusSeconds(300)))
    },
    Picture("detail-rejected", "A payment that the bank refused") {
        Whole(Detail(Movement.of(unpaid), reason = ErrorCode.OverDailyLimit))
    },
    Picture("detail-top-up", "A top-up") { Whole(Detail(Movement.of(sampleEntries[3]), balanceAfter = 1_422_000.kip)) },
    Picture("history-large", "History with text of twice the size") { LargeText { HistoryScreen(found, HistoryActions()) } },
    Picture("detail-large", "A payment with text of twice the size") { LargeText { DetailScreen(DetailUiState(settled), DetailActions()) } },
    Picture("receipt", "The receipt as it is shared") { SharedReceipt() },
)

@Composable
private fun Whole(detail: Detail) = DetailScreen(DetailUiState(detail), DetailActions())

@Composable
private fun SharedReceipt() {
    val picture = ReceiptPicture(LocalContext.current).draw(receiptWords(settled, receipt))
    Box(Modifier.fillMaxSize().background(Color.LightGray)) {
        Image(picture.asImageBitmap(), contentDescription = null, Modifier.fillMaxWidth(), contentScale = ContentScale.FillWidth)
    }
}
