package la.dlak.demo.fake

import la.dlak.wallet.AccountId
import la.dlak.wallet.Amount
import la.dlak.wallet.Balance
import la.dlak.wallet.Direction
import la.dlak.wallet.EntryKind
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.HistoryItem
import la.dlak.wallet.HolderKind
import la.dlak.wallet.Limits
import la.dlak.wallet.OrderId
import la.dlak.wallet.Payment
import la.dlak.wallet.PaymentKind
import la.dlak.wallet.PaymentState
import la.dlak.wallet.PreviewDetails
import la.dlak.wallet.Profile
import la.dlak.wallet.WalletException
import la.dlak.wallet.kip
import java.time.Instant

/** A Wednesday afternoon in Vientiane. */
val NOW: Instant = Instant.parse("2026-11-25T08:42:00Z")

/** Throws what the library would. */
fun refuse(code: ErrorCode, isRetryable: Boolean = false, details: Map<String, String> = emptyMap()): Nothing =
    throw failure(code, isRetryable, details)

/** What the library throws. */
fun failure(code: ErrorCode, isRetryable: Boolean = false, details: Map<String, String> = emptyMap()) =
    WalletException(code, "made by a test", isRetryable, details)

fun balanceOf(available: Amount, reserved: Amount = Amount.ZERO) = Balance(available + reserved, reserved, available)

fun profileOf(name: String, kind: HolderKind = HolderKind.PERSON) = Profile(
    AccountId("acc-khamla"), name, kind, "NAGA", false, Limits(5_000_000.kip, 20_000_000.kip), Amount.ZERO,
)

fun previewOf(
    amount: Amount = 15_000.kip,
    payeeName: String = "Han Kafe",
    orderId: String = "0190d3a8-0000-7000-8000-000000000001",
) = PreviewDetails(
    OrderId(orderId), AccountId("acc-han-kafe"), payeeName, HolderKind.MERCHANT, amount, Amount.ZERO, null, null,
    500_000.kip, 20_000_000.kip, emptyList(),
)

fun paymentOf(preview: PreviewDetails, state: PaymentState) = Payment(
    preview.orderId, PaymentKind.PAYMENT, preview.payee, preview.payeeName, preview.amount, preview.request, preview.memo,
    NOW, NOW.plusSeconds(300), state, NOW.takeIf { state != PaymentState.Created && state != PaymentState.Submitted },
)

fun entryOf(
    seq: Int,
    amount: Amount,
    direction: Direction = Direction.DEBIT,
    name: String = "Han Kafe",
    kind: EntryKind = EntryKind.PAYMENT,
    at: Instant = NOW,
    memo: String? = null,
) = HistoryItem(
    seq.toULong(), kind, direction, amount, 500_000.kip, AccountId("acc-$name"), name,
    OrderId("0190d3a8-0000-7000-8000-%012d".format(seq)), null, memo, at,
)

/** 24 words for pictures and tests: they fit together, and no wallet is theirs. */
val sampleWords: List<String> = (
    "milk nice echo kid demise rally room issue " +
        "recipe almost wisdom yard special ankle program sustain " +
        "expect congress concert novel trend pride crater brown"
    ).split(' ')
