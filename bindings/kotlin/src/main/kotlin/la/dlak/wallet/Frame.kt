package la.dlak.wallet

import java.nio.Buffer
import java.nio.ByteBuffer

/**
 * Pixels of a camera, or of a picture. A direct buffer is read where it is: nothing is copied. The bytes from the buffer's
 * position to its limit are the pixels, and must not change while [scan] runs.
 *
 * ```
 * val plane = image.planes[0] // Android: ImageFormat.YUV_420_888
 * val codes = Frame.luma(plane.buffer, image.width, image.height, plane.rowStride).scan()
 * ```
 */
public class Frame private constructor(
    private val pixels: ByteBuffer,
    private val format: FrameFormat,
    private val width: Int,
    private val height: Int,
    private val stride: Int,
) {
    /**
     * The codes in it. It takes some milliseconds: call it frame by frame from the camera's thread. Pixels that don't fill
     * the frame are a [WalletException] with the code [ErrorCode.BadFrame].
     */
    public fun scan(): List<ScannedCode> {
        if (width < 1 || height < 1 || stride < 1) {
            throw WalletException(ErrorCode.BadFrame, "a frame of $width x $height pixels with $stride bytes a row has no pixels")
        }
        val codes = calling { la.dlak.wallet.scan(pixels, format, width.toUInt(), height.toUInt(), stride.toUInt()) }
        // Read after the call: so the buffer, whose address is all that the library knows, is not collected before.
        check(pixels.isDirect)
        return codes
    }

    public companion object {
        /** One byte a pixel, like the Y plane of a camera's YUV image. [stride] is from one row to the next, in bytes. */
        @JvmStatic
        @JvmOverloads
        public fun luma(pixels: ByteBuffer, width: Int, height: Int, stride: Int = width): Frame =
            Frame(direct(pixels), FrameFormat.LUMA, width, height, stride)

        /** The same from an array, which is copied once. */
        @JvmStatic
        @JvmOverloads
        public fun luma(pixels: ByteArray, width: Int, height: Int, stride: Int = width): Frame =
            luma(ByteBuffer.wrap(pixels), width, height, stride)

        /** Android's NV21: a luma plane, then interleaved chroma of half the size. */
        @JvmStatic
        @JvmOverloads
        public fun nv21(pixels: ByteBuffer, width: Int, height: Int, stride: Int = width): Frame =
            Frame(direct(pixels), FrameFormat.NV21, width, height, stride)

        /** The same from an array, which is copied once. */
        @JvmStatic
        @JvmOverloads
        public fun nv21(pixels: ByteArray, width: Int, height: Int, stride: Int = width): Frame =
            nv21(ByteBuffer.wrap(pixels), width, height, stride)

        /** Red, green, blue and alpha, one byte each. */
        @JvmStatic
        @JvmOverloads
        public fun rgba(pixels: ByteBuffer, width: Int, height: Int, stride: Int = fourTimes(width)): Frame =
            Frame(direct(pixels), FrameFormat.RGBA, width, height, stride)

        /** The same from an array, which is copied once. */
        @JvmStatic
        @JvmOverloads
        public fun rgba(pixels: ByteArray, width: Int, height: Int, stride: Int = fourTimes(width)): Frame =
            rgba(ByteBuffer.wrap(pixels), width, height, stride)

        /** A row that is too long is refused as one that is too short. */
        private fun fourTimes(width: Int): Int = if (width in 0..Int.MAX_VALUE / 4) width * 4 else 0

        /** The pixels where they are, if they are where the library can read them. The position counts, so: a slice. */
        private fun direct(pixels: ByteBuffer): ByteBuffer {
            if (pixels.isDirect) return pixels.slice()
            val copy = ByteBuffer.allocateDirect(pixels.remaining())
            copy.put(pixels.duplicate())
            // As a Buffer: Android 8 has no `rewind` that gives a ByteBuffer.
            val start: Buffer = copy
            start.rewind()
            return copy
        }
    }
}
