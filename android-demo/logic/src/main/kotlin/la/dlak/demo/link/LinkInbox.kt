package la.dlak.demo.link

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/**
 * The link that waits until its owner can see it: while the app starts, while there is no wallet yet, while it is locked. Only
 * the newest waits: whoever opens two means the second.
 */
class LinkInbox {
    private val _waiting = MutableStateFlow<String?>(null)

    val waiting: StateFlow<String?> = _waiting.asStateFlow()

    fun put(link: String) {
        _waiting.value = link
    }

    /** It is shown now. */
    fun taken(link: String) {
        _waiting.compareAndSet(link, null)
    }
}
