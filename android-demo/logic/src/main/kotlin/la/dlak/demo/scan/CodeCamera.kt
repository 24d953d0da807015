package la.dlak.demo.scan

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import la.dlak.wallet.Frame
import la.dlak.wallet.ScannedCode
import java.nio.ByteBuffer

/** What looks for codes: the phone's camera, or what a test shows it. */
interface CodeCamera {
    /** Its light. */
    val light: StateFlow<Light>

    fun setLight(isOn: Boolean)

    /**
     * Looks until it is cancelled, or until it can't: then it says why. Each frame is given to [onFrame] on a thread of the
     * camera's, one at a time, the newest only: what came while the last one was read is left out.
     */
    suspend fun look(onFrame: (CameraFrame) -> Unit): CameraTrouble
}

enum class Light { NONE, OFF, ON }

/** Why the camera does not look. */
enum class CameraTrouble {
    /** This phone has none. */
    NONE,

    /** Another app has it, or somebody switched all cameras off. */
    TAKEN,

    /** It does not work. */
    BROKEN,
}

/** What the camera sees at one moment. Only good while it is being looked at. */
interface CameraFrame {
    val shape: FrameShape

    /** The codes in it. Takes some milliseconds. */
    fun scan(): List<ScannedCode>
}

/** A frame's size, and how it must be turned to stand upright on the screen. */
data class FrameShape(
    val width: Int,
    val height: Int,
    /** Degrees clockwise: 0, 90, 180 or 270. */
    val turn: Int = 0,
)

/** One byte a pixel, like the Y plane of a camera's image. A direct buffer is read where it is. */
class LumaFrame(private val pixels: ByteBuffer, override val shape: FrameShape, private val stride: Int = shape.width) : CameraFrame {
    override fun scan(): List<ScannedCode> = Frame.luma(pixels, shape.width, shape.height, stride).scan()
}

/** Four bytes a pixel, like a picture's. */
class RgbaFrame(private val pixels: ByteBuffer, override val shape: FrameShape) : CameraFrame {
    override fun scan(): List<ScannedCode> = Frame.rgba(pixels, shape.width, shape.height).scan()
}

/** A phone without a camera. */
object NoCamera : CodeCamera {
    override val light: StateFlow<Light> = MutableStateFlow(Light.NONE)

    override fun setLight(isOn: Boolean) = Unit

    override suspend fun look(onFrame: (CameraFrame) -> Unit): CameraTrouble = CameraTrouble.NONE
}
