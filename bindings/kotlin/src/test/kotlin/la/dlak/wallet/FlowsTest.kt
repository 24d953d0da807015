package la.dlak.wallet

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.filterIsInstance
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import la.dlak.wallet.support.PRICE
import la.dlak.wallet.support.merchant
import la.dlak.wallet.support.person
import la.dlak.wallet.support.real
import la.dlak.wallet.support.until
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class FlowsTest {
    @Test
    fun `a merchant is told of the payment by events, without asking`() = real {
        val (khamla, cafe) = person(100_000.kip) to merchant()
        val request = cafe.request(PRICE)
        coroutineScope {
            // Undispatched: it listens before anything is paid.
            val told = async(start = CoroutineStart.UNDISPATCHED) {
                cafe.events.filterIsInstance<Event.Received>().first { it.request == request.id }
            }
            val states = async(start = CoroutineStart.UNDISPATCHED) {
                khamla.events.filterIsInstance<Event.Payment>().take(3).toList().map { it.state }
            }
            val following = launch { cafe.follow() }
            khamla.confirm(khamla.prepare(request.code))
            assertEquals(PRICE, told.await().amount)
            assertEquals(listOf(PaymentState.Created, PaymentState.Submitted, PaymentState.Settled), states.await())
            following.cancelAndJoin()
        }
        assertEquals(PRICE, cafe.balance().settled)
    }

    @Test
    fun `balances begin with the one that is, and go on with each that comes`() = real {
        val (khamla, cafe) = person(100_000.kip) to merchant()
        val seen = mutableListOf<Balance>()
        val scope = CoroutineScope(Dispatchers.Default)
        val watching = scope.launch { khamla.balances.collect { synchronized(seen) { seen.add(it) } } }
        until("the first balance") { synchronized(seen) { seen.size } == 1 }
        khamla.confirm(khamla.prepare(cafe.staticCode(), PRICE))
        khamla.sync()
        until("the last balance") { synchronized(seen) { seen.last() } == Balance(85_000.kip, Amount.ZERO, 85_000.kip) }
        assertEquals(Balance(100_000.kip, Amount.ZERO, 100_000.kip), seen.first())
        assertTrue(seen.zipWithNext().all { (one, next) -> one != next }, "the same balance twice: $seen")
        khamla.close()
        // The flow ends with the wallet, and without an exception.
        watching.join()
        assertTrue(!watching.isCancelled)
    }

    @Test
    fun `a slow collector gets the newest balance, and holds nobody up`() = real {
        val (khamla, cafe) = person(100_000.kip) to merchant()
        val sticker = cafe.staticCode()
        coroutineScope {
            val seen = async(start = CoroutineStart.UNDISPATCHED) {
                khamla.balances.take(2).toList { paid ->
                    if (paid == 1) repeat(10) { khamla.confirm(khamla.prepare(sticker, 1.kip)) }
                }
            }
            assertEquals(100_000.kip, seen.await().first().available)
        }
        until("ten payments are in the balance") { khamla.balances.first().available == 99_990.kip }
    }

    @Test
    fun `following ends when its scope is cancelled, and the wallet goes on`() = real {
        val wallet = person(100_000.kip)
        val scope = CoroutineScope(Dispatchers.Default)
        val following = List(3) { scope.launch { wallet.follow() } }
        following.forEach { it.cancelAndJoin() }
        assertEquals(100_000.kip, wallet.balance().settled)
        val again = scope.launch { wallet.follow() }
        wallet.close()
        again.join()
        assertTrue(!again.isCancelled, "closing the wallet is no failure of following it")
    }

    private suspend fun <T> kotlinx.coroutines.flow.Flow<T>.toList(each: suspend (Int) -> Unit): List<T> {
        val items = mutableListOf<T>()
        collect {
            items.add(it)
            each(items.size)
        }
        return items
    }
}
