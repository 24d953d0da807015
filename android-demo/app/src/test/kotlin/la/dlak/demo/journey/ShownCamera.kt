package la.dlak.demo.journey

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.withContext
import la.dlak.demo.scan.CameraFrame
import la.dlak.demo.scan.CameraTrouble
import la.dlak.demo.scan.CodeCamera
import la.dlak.demo.scan.FrameShape
import la.dlak.demo.scan.Light
import la.dlak.demo.scan.LumaFrame
import java.io.File
import java.nio.ByteBuffer

/** A camera that sees the picture that it is shown, frame after frame, as gray pixels like a real one's Y plane. */
class ShownCamera : CodeCamera {
    private val shown = MutableStateFlow<CameraFrame?>(null)

    override val light = MutableStateFlow(Light.NONE)

    override fun setLight(isOn: Boolean) = Unit

    /** Holds a picture in front of it. */
    fun show(picture: File) {
        shown.value = frame(GrayPicture.read(picture))
    }

    override suspend fun look(onFrame: (CameraFrame) -> Unit): CameraTrouble {
        while (true) {
            val frame = checkNotNull(shown.first { it != null })
            withContext(Dispatchers.Default) { onFrame(frame) }
            delay(FRAME_MS)
        }
    }

    private fun frame(picture: GrayPicture): LumaFrame {
        val luma = ByteBuffer.allocateDirect(picture.luma.size).put(picture.luma)
        luma.rewind()
        return LumaFrame(luma, FrameShape(picture.width, picture.height))
    }

    private companion object {
        const val FRAME_MS = 33L
    }
}
