package la.dlak.demo.session

import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.flow.flatMapLatest
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onSubscription
import la.dlak.demo.wallet.WalletPort
import la.dlak.wallet.Event

/**
 * The wallet, now and whenever something happened in it: each time what is shown of it is read again. It listens first and reads
 * then, so nothing falls in between; while one reading goes on, any number of events are one.
 */
@OptIn(ExperimentalCoroutinesApi::class)
fun Session.readings(): Flow<WalletPort> =
    state.map { it.wallet }.distinctUntilChanged().filterNotNull().flatMapLatest { wallet ->
        events.onSubscription { emit(Event.Missed) }.map { wallet }
    }.conflate()
