package la.dlak.wallet

import kotlinx.coroutines.test.runTest
import la.dlak.wallet.support.failsWith
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.nio.ByteBuffer
import kotlin.math.sqrt

class FrameTest {
    private val pixels: ByteArray = QrSymbol.of("DLak").use { it.luma(4) }
    private val side: Int = sqrt(pixels.size.toDouble()).toInt()

    private fun direct(bytes: ByteArray): ByteBuffer = ByteBuffer.allocateDirect(bytes.size).put(bytes).flip()

    private fun texts(frame: Frame): List<String> = frame.scan().map { it.text }

    @Test
    fun `a code is found in every kind of buffer and format`() {
        val rgba = ByteArray(pixels.size * 4) { if (it % 4 == 3) -1 else pixels[it / 4] }
        val nv21 = pixels + ByteArray((side + 1) / 2 * ((side + 1) / 2) * 2) { -128 }
        val frames = listOf(
            Frame.luma(pixels, side, side), Frame.luma(ByteBuffer.wrap(pixels), side, side), Frame.luma(direct(pixels), side, side),
            Frame.luma(direct(pixels).asReadOnlyBuffer(), side, side),
            Frame.rgba(rgba, side, side), Frame.rgba(direct(rgba), side, side),
            Frame.nv21(nv21, side, side), Frame.nv21(direct(nv21), side, side),
        )
        for (frame in frames) {
            val code = frame.scan().single()
            assertEquals("DLak" to CodeKind.NotPayment, code.text to code.kind)
            assertEquals(4, code.corners.size)
        }
    }

    @Test
    fun `the position and the limit of a buffer say where the pixels are`() {
        val padded = ByteArray(50) { 1 } + pixels + ByteArray(7) { 1 }
        for (buffer in listOf(direct(padded), ByteBuffer.wrap(padded))) {
            buffer.position(50).limit(50 + pixels.size)
            assertEquals(listOf("DLak"), texts(Frame.luma(buffer, side, side)))
            assertEquals(50 to 50 + pixels.size, buffer.position() to buffer.limit(), "the buffer is as it was")
        }
        // From the wrong place the picture is torn.
        assertTrue(texts(Frame.luma(direct(padded), side, side)).isEmpty())
    }

    @Test
    fun `rows may be longer than the picture, and the last one need not be`() {
        val stride = side + 13
        val rows = ByteArray(stride * (side - 1) + side) { if (it % stride < side) pixels[it / stride * side + it % stride] else 0 }
        assertEquals(listOf("DLak"), texts(Frame.luma(direct(rows), side, side, stride)))
    }

    @Test
    fun `a frame that its buffer does not fill is refused`() = runTest {
        for (frame in listOf<() -> Frame>(
            { Frame.luma(pixels, side, side + 1) }, { Frame.luma(direct(pixels), side, side + 1) },
            { Frame.luma(pixels, side, side, side - 1) }, { Frame.luma(ByteArray(0), side, side) },
            { Frame.luma(ByteBuffer.allocateDirect(0), side, side) },
            { Frame.luma(direct(pixels).position(1), side, side) }, { Frame.luma(direct(pixels).limit(side), side, side) },
            { Frame.nv21(pixels, side, side) }, { Frame.rgba(pixels, side, side) },
            { Frame.luma(pixels, Int.MAX_VALUE, Int.MAX_VALUE) }, { Frame.rgba(pixels, Int.MAX_VALUE, 1) },
            { Frame.luma(pixels, 1, Int.MAX_VALUE, Int.MAX_VALUE) },
        ) + listOf(0 to 1, 1 to 0, -1 to 1, 1 to -1, Int.MIN_VALUE to Int.MIN_VALUE).map { (width, height) ->
            { Frame.luma(pixels, width, height) }
        } + listOf(0, -1, Int.MIN_VALUE).map { stride -> { Frame.luma(pixels, side, side, stride) } }) {
            failsWith(ErrorCode.BadFrame) { frame().scan() }
        }
    }

    @Test
    fun `a frame without a code has none`() {
        assertEquals(emptyList<String>(), texts(Frame.luma(ByteArray(640 * 480), 640, 480)))
        assertEquals(emptyList<String>(), texts(Frame.luma(ByteArray(1), 1, 1)))
    }
}
