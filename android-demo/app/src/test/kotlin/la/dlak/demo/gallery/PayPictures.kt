package la.dlak.demo.gallery

import androidx.compose.runtime.Composable
import la.dlak.demo.common.AmountEntry
import la.dlak.demo.common.Problem
import la.dlak.demo.fake.FOREIGN_CODE
import la.dlak.demo.fake.NOW
import la.dlak.demo.fake.dlakCode
import la.dlak.demo.fake.paymentOf
import la.dlak.demo.fake.previewOf
import la.dlak.demo.pay.Caution
import la.dlak.demo.pay.PayStep
import la.dlak.demo.scan.Choice
import la.dlak.demo.scan.Eye
import la.dlak.demo.scan.Light
import la.dlak.demo.scan.Notice
import la.dlak.demo.scan.ScanUiState
import la.dlak.demo.ui.pay.PayActions
import la.dlak.demo.ui.pay.PayScreen
import la.dlak.demo.ui.scan.ScanActions
import la.dlak.demo.ui.scan.ScanScreen
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.PaymentState
import la.dlak.wallet.kip

private val kafe = dlakCode()
private val noodles = dlakCode("MEE KATI", 25_000.kip, "0123456789ABCDEFGHJKMNPQRW")

private val oneLabel by lazy { CameraPicture(CameraPicture.Label(kafe, "HAN KAFE", 360f, 640f, -7f)) }
private val twoLabels by lazy {
    CameraPicture(
        CameraPicture.Label(kafe, "HAN KAFE", 225f, 545f, -5f, 0.62f),
        CameraPicture.Label(noodles, "MEE KATI", 490f, 815f, 6f, 0.62f),
    )
}
private val foreignLabel by lazy { CameraPicture(CameraPicture.Label(FOREIGN_CODE, "PromptPay", 360f, 640f, 4f)) }

private val preview = previewOf(15_000.kip, payeeName = "ຮ້ານກາເຟ ແຄມຂອງ")

@Composable
private fun Scan(state: ScanUiState, picture: CameraPicture) = ScanScreen(state, ScanActions()) { picture.Preview(it) }

@Composable
private fun Pay(step: PayStep, isLink: Boolean = false) = PayScreen(step, PayActions(), isLink)

private val looking = ScanUiState(Eye.Looking, Light.OFF)

internal val payPictures = listOf(
    Picture("scan-found", "Scan: the found code is framed") { Scan(looking.copy(sight = oneLabel.sight), oneLabel) },
    Picture("scan-several", "Scan: several codes, the owner chooses") {
        val choices = listOf(Choice(kafe, "HAN KAFE", null), Choice(noodles, "MEE KATI", 25_000.kip))
        Scan(looking.copy(light = Light.ON, sight = twoLabels.sight, choices = choices), twoLabels)
    },
    Picture("scan-foreign", "Scan: a code of another scheme says what it is") {
        Scan(looking.copy(sight = foreignLabel.sight, notice = Notice.Foreign("PromptPay", "TH")), foreignLabel)
    },
    Picture("scan-ask", "Scan: why the camera is needed") { Scan(ScanUiState(Eye.NotAllowed(canAsk = true)), oneLabel) },
    Picture("scan-refused", "Scan: without the camera a picture still works") {
        Scan(ScanUiState(Eye.NotAllowed(canAsk = false), notice = Notice.NoCodeInPicture), oneLabel)
    },
    Picture("pay-reading", "Pay: the bank is asked") { Pay(PayStep.Reading) },
    Picture("pay-amount", "Pay: the code leaves the amount to the payer") {
        Pay(PayStep.NeedsAmount("HAN KAFE", AmountEntry.of(15_000.kip), available = 500_000.kip))
    },
    Picture("pay-confirm", "Pay: what is said yes to") { Pay(PayStep.Confirm(preview.copy(memo = "ກາເຟ 2 ຈອກ"))) },
    Picture("pay-cautions", "Pay: what to know before saying yes") {
        val cautions = listOf(Caution.NameDiffers("HAN KAFE"), Caution.FirstPayment)
        Pay(PayStep.Confirm(preview.copy(payeeName = "Somphone Vongsa"), cautions, isAmountOwn = true), isLink = true)
    },
    Picture("pay-poor", "Pay: too little money, said before anything is paid") {
        val problem = Problem(ErrorCode.InsufficientFunds, details = mapOf("available" to "1200000"))
        Pay(PayStep.Failed(problem, isNothingPaid = true))
    },
    Picture("pay-paying", "Pay: under way") { Pay(PayStep.Paying(preview)) },
    Picture("pay-paid", "Pay: paid, and the receipt is verified") {
        Pay(PayStep.Paid(paymentOf(preview, PaymentState.Settled).copy(decidedAt = NOW)))
    },
    Picture("pay-pending", "Pay: the bank has not answered yet") { Pay(PayStep.Pending(paymentOf(preview, PaymentState.Submitted))) },
    Picture("pay-rejected", "Pay: not paid, and why") {
        Pay(PayStep.Failed(Problem(ErrorCode.RequestExpired), isNothingPaid = true, paymentOf(preview, PaymentState.Expired)))
    },
    Picture("pay-unknown", "Pay: nobody knows yet what became of it") {
        Pay(PayStep.Failed(Problem(ErrorCode.LibraryFault), isNothingPaid = false))
    },
)
