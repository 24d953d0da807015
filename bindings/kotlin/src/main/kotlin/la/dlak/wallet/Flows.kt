package la.dlak.wallet

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.flow

internal fun eventsOf(wallet: NativeWallet): Flow<Event> =
    flow {
        listening(wallet) { events ->
            while (true) emit(calling { events.next() } ?: break)
        }
    }

/** The balance is read again when it may have changed: an event never says what is true. */
internal fun balancesOf(wallet: NativeWallet): Flow<Balance> =
    flow {
        // Listens first, then reads: so nothing falls in between.
        listening(wallet) { events ->
            emit(calling { wallet.balance() })
            while (true) {
                val event = calling { events.next() } ?: break
                if (event == Event.BalanceChanged || event == Event.Missed) {
                    emit(orNullIfClosed { wallet.balance() } ?: break)
                }
            }
        }
    }.conflate().distinctUntilChanged()

private suspend fun listening(wallet: NativeWallet, take: suspend (NativeEvents) -> Unit) {
    val events = calling { wallet.events() }
    try {
        take(events)
    } finally {
        events.close()
    }
}

/** Waits for what ends with the wallet: that it was closed meanwhile is no failure. */
internal suspend inline fun untilClosed(wallet: NativeWallet, work: () -> Unit) {
    calling { wallet.account() }
    orNullIfClosed(work)
}

/** Closing what is closed is nothing. */
internal inline fun stopping(stop: () -> Unit) {
    orNullIfClosed(stop)
}

private inline fun <T> orNullIfClosed(call: () -> T): T? =
    try {
        calling(call)
    } catch (failed: WalletException) {
        if (failed.code == ErrorCode.Closed) null else throw failed
    }
