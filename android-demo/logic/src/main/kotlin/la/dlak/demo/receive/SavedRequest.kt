package la.dlak.demo.receive

import androidx.lifecycle.SavedStateHandle
import la.dlak.wallet.Amount
import la.dlak.wallet.PaymentRequest
import la.dlak.wallet.RequestId
import java.time.Instant

/** The request that is shown, for a process that died meanwhile: the bank is asked for it then. Nothing of it is secret. */
internal class SavedRequest(private val saved: SavedStateHandle) {
    var request: PaymentRequest?
        get() {
            val id = saved.get<String>(ID) ?: return null
            val amount = saved.get<Long>(AMOUNT)?.takeIf { it >= 0 } ?: return null
            val code = saved.get<String>(CODE) ?: return null
            val expiresAt = saved.get<Long>(EXPIRES) ?: return null
            return PaymentRequest(RequestId(id), Amount.ofAtt(amount), saved[MEMO], code, Instant.ofEpochMilli(expiresAt))
        }
        set(request) {
            saved[AMOUNT] = request?.amount?.att
            saved[MEMO] = request?.memo
            saved[CODE] = request?.code
            saved[EXPIRES] = request?.expiresAt?.toEpochMilli()
            saved[ID] = request?.id?.value
        }

    private companion object {
        const val ID = "request"
        const val AMOUNT = "request-amount"
        const val MEMO = "request-memo"
        const val CODE = "request-code"
        const val EXPIRES = "request-expires"
    }
}
