package la.dlak.demo.fake

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.flow.MutableStateFlow
import la.dlak.demo.scan.CameraFrame
import la.dlak.demo.scan.CameraTrouble
import la.dlak.demo.scan.CodeCamera
import la.dlak.demo.scan.FrameShape
import la.dlak.demo.scan.Light
import la.dlak.demo.scan.LumaFrame
import la.dlak.wallet.CodeKind
import la.dlak.wallet.Point
import la.dlak.wallet.QrSymbol
import la.dlak.wallet.ScannedCode
import java.nio.ByteBuffer

/** A camera that sees what a test shows it. */
class FedCamera : CodeCamera {
    override val light = MutableStateFlow(Light.OFF)

    private var eye: ((CameraFrame) -> Unit)? = null
    private var trouble = CompletableDeferred<CameraTrouble>()

    val isLooking: Boolean get() = eye != null

    override fun setLight(isOn: Boolean) {
        if (light.value != Light.NONE) light.value = if (isOn) Light.ON else Light.OFF
    }

    override suspend fun look(onFrame: (CameraFrame) -> Unit): CameraTrouble {
        eye = onFrame
        try {
            return trouble.await()
        } finally {
            eye = null
        }
    }

    /** The camera sees this, for so many frames; on the caller's thread. Nobody may be looking: then nothing happens. */
    fun see(frame: CameraFrame, times: Int = 1) = repeat(times) { eye?.invoke(frame) }

    fun see(vararg codes: ScannedCode, times: Int = 1) = see(SeenFrame(codes.asList()), times)

    /** It can't look any more. */
    fun fail(why: CameraTrouble) {
        trouble.complete(why)
        trouble = CompletableDeferred()
    }
}

private class SeenFrame(private val codes: List<ScannedCode>) : CameraFrame {
    override val shape = FrameShape(1280, 720, turn = 90)

    override fun scan(): List<ScannedCode> = codes
}

/** A code as it is found in the middle of a frame. */
fun seen(text: String, kind: CodeKind = CodeKind.Dlak, left: Int = 500) = ScannedCode(
    text, listOf(Point(left, 220), Point(left + 280, 220), Point(left + 280, 500), Point(left, 500)), kind,
)

/** A camera's frame of a screen or a label that shows this code. */
fun frameOf(code: String, modulePixels: Int = 4): LumaFrame = QrSymbol.of(code).use { symbol ->
    val pixels = symbol.luma(modulePixels)
    // With the quiet zone, of four modules on each side.
    val side = (symbol.side + 8) * modulePixels
    val direct = ByteBuffer.allocateDirect(pixels.size).put(pixels).also { it.rewind() }
    LumaFrame(direct, FrameShape(side, side))
}
