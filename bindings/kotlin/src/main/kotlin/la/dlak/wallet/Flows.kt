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
            var event: Event? = Event.Missed
            while (event != null) {
                if (event == Event.BalanceChanged || event == Event.Missed) {
                    emit(orNullIfClosed { wallet.balance() } ?: break)
                }
                event = calling { events.next() }
            }
        }
    }.conflate().distinctUntilChanged()

/** Of a wallet that is closed there is nothing: an app that closes while it begins to listen did nothing wrong. */
private suspend fun listening(wallet: NativeWallet, take: suspend (NativeEvents) -> Unit) {
    val events = orNullIfClosed { wallet.events() } ?: return
    try {
        take(events)
    } finally {
        events.close()
    }
}

/** Makes a call for which a closed wallet is no failure. */
internal inline fun <T> orNullIfClosed(call: () -> T): T? =
    try {
        calling(call)
    } catch (failed: WalletException) {
        if (failed.code == ErrorCode.Closed) null else throw failed
    }
