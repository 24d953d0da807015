package la.dlak.demo.bench

import la.dlak.demo.wallet.PreparedPayment
import la.dlak.demo.wallet.WalletPort
import la.dlak.wallet.Amount
import la.dlak.wallet.PaymentResult

/** The real wallet, with a stopwatch at its border: what is inside is bridge, core and bank; what is outside is the app. */
internal class TimedWallet(private val wallet: WalletPort) : WalletPort by wallet {
    /** How long the calls took that a payment makes, in nanoseconds, by when they ended. */
    val calls = mutableListOf<Call>()

    class Call(val name: String, val nanos: Long)

    override suspend fun prepare(code: String, amount: Amount?, memo: String?): PreparedPayment =
        timed("prepare") { wallet.prepare(code, amount, memo) }

    override suspend fun confirm(prepared: PreparedPayment): PaymentResult = timed("confirm") { wallet.confirm(prepared) }

    private inline fun <T> timed(name: String, call: () -> T): T {
        val began = System.nanoTime()
        return call().also { calls += Call(name, System.nanoTime() - began) }
    }
}
