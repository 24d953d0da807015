package la.dlak.demo.scan

import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import la.dlak.wallet.CodeKind
import la.dlak.wallet.Codes
import la.dlak.wallet.PaymentCode
import la.dlak.wallet.ScannedCode
import la.dlak.wallet.WalletException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeMark
import kotlin.time.TimeSource

/** Looks for a payment code with the camera, or in a picture. It pays nothing: a code is opened by `PayViewModel`. */
class ScanViewModel(
    private val camera: CodeCamera,
    private val time: TimeSource = TimeSource.Monotonic,
    private val worker: CoroutineDispatcher = Dispatchers.Default,
    private val read: (code: String) -> PaymentCode? = ::readOrNull,
) : ViewModel() {
    private val _state = MutableStateFlow(ScanUiState())
    private val watch = Watch()

    // Read on the camera's thread.
    @Volatile
    private var looking: Job? = null

    @Volatile
    private var noticedAt: TimeMark = time.markNow()

    val state: StateFlow<ScanUiState> = _state.asStateFlow()

    init {
        viewModelScope.launch { camera.light.collect { light -> _state.update { it.copy(light = light) } } }
    }

    /** The screen is in sight, and the camera may look. Asked again, it changes nothing. */
    fun onLook() {
        if (looking?.isActive == true) return
        _state.update { it.copy(eye = Eye.Looking) }
        // Known before it begins: frames that come from no known look are left out.
        val look = viewModelScope.launch(start = CoroutineStart.LAZY) {
            val trouble = camera.look(::onFrame)
            _state.update { it.copy(eye = Eye.Unusable(trouble), sight = null) }
        }
        looking = look
        look.start()
    }

    /** The screen is out of sight: the camera is for others. */
    fun onLookAway() {
        looking?.cancel()
        looking = null
        camera.setLight(false)
        _state.update { before ->
            val choices = before.choices.takeIf { before.areChoicesPictured }.orEmpty()
            before.copy(eye = if (before.eye == Eye.Looking) Eye.Closed else before.eye, sight = null, choices = choices)
        }
    }

    /** The owner does not allow the camera. */
    fun onNotAllowed(canAsk: Boolean) {
        onLookAway()
        _state.update { it.copy(eye = Eye.NotAllowed(canAsk)) }
    }

    fun onLight() {
        camera.setLight(state.value.light == Light.OFF)
    }

    /** One of several codes is the right one. */
    fun onChoose(code: String) {
        if (state.value.choices.any { it.text == code }) take(code)
    }

    /** None of the codes of the picture. */
    fun onChooseNone() = _state.update { it.copy(choices = emptyList(), areChoicesPictured = false) }

    /** The chosen code is open. */
    fun onOpened() = _state.update { it.copy(chosen = null, sight = null, notice = null) }

    /** Reads a picture of the owner's. [open] gives it in the sizes in which to look for codes, the likeliest first, or none. */
    fun onPicture(open: suspend () -> Sequence<CameraFrame>) {
        if (state.value.isReadingPicture) return
        _state.update { it.copy(isReadingPicture = true, notice = null, choices = emptyList(), areChoicesPictured = false) }
        viewModelScope.launch {
            val found = withContext(worker) { codesIn(open()) }
            _state.update { it.copy(isReadingPicture = false) }
            pictureRead(found)
        }
    }

    /** Null when it could not be opened. */
    private fun codesIn(sizes: Sequence<CameraFrame>): List<ScannedCode>? {
        var found: List<ScannedCode>? = null
        for (frame in sizes) {
            found = scanned(frame)
            if (found.isNotEmpty()) break
        }
        return found
    }

    private fun pictureRead(codes: List<ScannedCode>?) {
        val payable = codes.orEmpty().filter { it.kind == CodeKind.Dlak }.map { it.text }.distinct()
        when {
            codes == null -> notice(Notice.BadPicture)
            payable.size == 1 -> take(payable.single())
            payable.isNotEmpty() -> {
                choices(payable)
                _state.update { it.copy(areChoicesPictured = true) }
            }
            else -> notice(codes.firstNotNullOfOrNull { noticeOf(it.kind) } ?: Notice.NoCodeInPicture)
        }
    }

    /** On the camera's thread. */
    private fun onFrame(frame: CameraFrame) {
        // While a code is being opened, or a picture is read, nothing new is taken.
        val now = state.value
        if (looking?.isActive != true || now.chosen != null || now.isReadingPicture || now.areChoicesPictured) return
        val seen = scanned(frame)
        val verdict = synchronized(watch) { watch.judge(seen) }
        val sight = Sight(frame.shape, seen.map { SeenCode(it.text, it.corners, it.kind == CodeKind.Dlak) })
        _state.update { it.copy(sight = sight.takeIf { seen.isNotEmpty() }) }
        when {
            verdict.taken != null -> take(verdict.taken)
            verdict.choices.isNotEmpty() -> choices(verdict.choices)
            verdict.notice != null -> notice(verdict.notice)
            else -> fade(isSeen = seen.isNotEmpty())
        }
    }

    private fun scanned(frame: CameraFrame): List<ScannedCode> =
        try {
            frame.scan()
        } catch (_: WalletException) {
            // A frame that is none shows nothing; the next one may.
            emptyList()
        }

    private fun take(code: String) {
        synchronized(watch) { watch.took(code) }
        _state.update { it.copy(chosen = code, choices = emptyList(), areChoicesPictured = false, notice = null) }
    }

    private fun choices(codes: List<String>) = _state.update { before ->
        // In the order in which they were first seen: what a thumb is about to hit stays where it is.
        if (before.choices.map { it.text }.toSet() == codes.toSet()) return@update before.copy(notice = null)
        before.copy(choices = codes.map { code -> read(code).let { Choice(code, it?.printedName, it?.amount) } }, notice = null)
    }

    private fun notice(notice: Notice) {
        noticedAt = time.markNow()
        _state.update { it.copy(notice = notice, choices = emptyList()) }
    }

    /** What was said stays long enough to be read. */
    private fun fade(isSeen: Boolean) = _state.update { before ->
        val isRead = isSeen || noticedAt.elapsedNow() >= READ
        before.copy(choices = emptyList(), notice = before.notice.takeUnless { isRead })
    }

    companion object {
        /** How long a notice stays after what it is about is out of sight. */
        val READ: Duration = 6.seconds
    }
}

private fun readOrNull(code: String): PaymentCode? =
    try {
        Codes.read(code)
    } catch (_: WalletException) {
        null
    }
