package la.dlak.demo.gallery

import la.dlak.demo.common.AmountEntry
import la.dlak.demo.fake.NOW
import la.dlak.demo.receive.Asking
import la.dlak.demo.receive.Income
import la.dlak.demo.receive.ReceiveStep
import la.dlak.demo.receive.ReceiveUiState
import la.dlak.demo.ui.common.QrModules
import la.dlak.demo.ui.receive.ReceiveActions
import la.dlak.demo.ui.receive.ReceiveScreen
import la.dlak.wallet.PaymentRequest
import la.dlak.wallet.RequestId
import la.dlak.wallet.kip
import kotlin.time.Duration.Companion.seconds

private val actions = ReceiveActions({}, {}, {}, {}, {}, {}, {}, {}, {})

/** Of the length of a real one. */
internal const val SAMPLE_CODE =
    "00020101021126480012la.dlak.demo0128acc-khamla-0000000000000000052045411530341854081500.005802LA5915Khamla Sayasone6009Vientiane6304A13F"

internal val sampleRequest = PaymentRequest(RequestId("request-1"), 15_000.kip, "ກາເຟ 2 ຈອກ", SAMPLE_CODE, NOW.plusSeconds(600))

internal val noy = Income(7uL, 15_000.kip, "Noy Phommachanh", sampleRequest.id)

private fun receive(step: ReceiveStep, received: Income? = null): @androidx.compose.runtime.Composable () -> Unit = {
    // Made before, so that the picture does not wait for it.
    QrModules.of(SAMPLE_CODE)
    ReceiveScreen(ReceiveUiState("Khamla Sayasone", step, received), actions)
}

internal val receivePictures = listOf(
    Picture("receive", "The owner's own QR code", receive(ReceiveStep.Own(SAMPLE_CODE))),
    Picture("receive-own-paid", "Money came while it was shown", receive(ReceiveStep.Own(SAMPLE_CODE), noy)),
    Picture("receive-amount", "An amount to ask for", receive(ReceiveStep.Typing(AmountEntry.of(1_500_000.kip), ""))),
    Picture("receive-request", "A request with its QR code", receive(ReceiveStep.Requested(Asking.Open(sampleRequest, 585.seconds)))),
    Picture("receive-paid", "The request was paid", receive(ReceiveStep.Requested(Asking.Paid(sampleRequest, noy)))),
    Picture("receive-expired", "It was not paid in time", receive(ReceiveStep.Requested(Asking.Expired(sampleRequest)))),
)
