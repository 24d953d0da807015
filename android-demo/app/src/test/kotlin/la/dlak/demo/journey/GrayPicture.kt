package la.dlak.demo.journey

import android.graphics.Bitmap
import java.io.File

/** A picture as phones show it to each other: gray, in a file that needs no library (binary PGM). */
class GrayPicture(val width: Int, val height: Int, val luma: ByteArray) {
    init {
        require(luma.size == width * height) { "$width times $height pixels are not ${luma.size}" }
    }

    /** The file. */
    fun bytes(): ByteArray = "P5\n$width $height\n255\n".toByteArray() + luma

    companion object {
        private val HEADER = Regex("P5\n(\\d+) (\\d+)\n255\n")
        private const val LONGEST_HEADER = 40

        /** What [bytes] made. */
        fun read(file: File): GrayPicture {
            val bytes = file.readBytes()
            val start = String(bytes, 0, minOf(bytes.size, LONGEST_HEADER), Charsets.ISO_8859_1)
            val header = requireNotNull(HEADER.matchAt(start, 0)) { "$file is no picture" }
            val (width, height) = header.destructured
            return GrayPicture(width.toInt(), height.toInt(), bytes.copyOfRange(header.value.length, bytes.size))
        }

        /** What a camera without colours sees of it. */
        fun of(bitmap: Bitmap): GrayPicture {
            val colours = IntArray(bitmap.width * bitmap.height)
            bitmap.getPixels(colours, 0, bitmap.width, 0, 0, bitmap.width, bitmap.height)
            val luma = ByteArray(colours.size) { index ->
                val (red, green, blue) = listOf(16, 8, 0).map { colours[index] shr it and 0xff }
                ((299 * red + 587 * green + 114 * blue) / 1000).toByte()
            }
            return GrayPicture(bitmap.width, bitmap.height, luma)
        }
    }
}
