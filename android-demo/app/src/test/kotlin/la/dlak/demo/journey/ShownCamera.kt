package la.dlak.demo.journey

import android.graphics.BitmapFactory
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

    /** Holds a PNG file in front of it. */
    fun show(picture: File) {
        shown.value = gray(picture)
    }

    override suspend fun look(onFrame: (CameraFrame) -> Unit): CameraTrouble {
        while (true) {
            val frame = checkNotNull(shown.first { it != null })
            withContext(Dispatchers.Default) { onFrame(frame) }
            delay(FRAME_MS)
        }
    }

    private fun gray(picture: File): LumaFrame {
        val bitmap = checkNotNull(BitmapFactory.decodeFile(picture.path)) { "$picture is no picture" }
        val colours = IntArray(bitmap.width * bitmap.height)
        bitmap.getPixels(colours, 0, bitmap.width, 0, 0, bitmap.width, bitmap.height)
        val luma = ByteBuffer.allocateDirect(colours.size)
        for (colour in colours) {
            val (red, green, blue) = listOf(16, 8, 0).map { colour shr it and 0xff }
            luma.put(((299 * red + 587 * green + 114 * blue) / 1000).toByte())
        }
        luma.rewind()
        return LumaFrame(luma, FrameShape(bitmap.width, bitmap.height))
    }

    private companion object {
        const val FRAME_MS = 33L
    }
}
