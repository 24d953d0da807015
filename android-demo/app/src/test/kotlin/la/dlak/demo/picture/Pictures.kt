package la.dlak.demo.picture

import android.graphics.Bitmap
import java.io.File
import kotlin.math.abs

/** Golden pictures: `src/test/golden/LANGUAGE-LOOK/NAME.png`. */
internal object Pictures {
    private val golden = File("src/test/golden")
    private val drawn = File("target/pictures")
    private val isWriting = System.getProperty("golden.write").toBoolean()

    /** A pixel differs when a colour does by more than this: fonts are drawn a little differently by different machines. */
    private const val COLOUR_TOLERANCE = 24

    /** And so many of a thousand pixels may. */
    private const val PIXELS_TOLERANCE = 3

    /** Holds the picture against its golden one; says what is wrong with it, or null. */
    fun compare(bitmap: Bitmap, folder: String, name: String): String? {
        val golden = golden.resolve("$folder/$name.png")
        if (isWriting) {
            write(bitmap, golden)
            return null
        }
        val file = drawn.resolve("$folder/$name.png")
        write(bitmap, file)
        if (!golden.exists()) return "$folder/$name has no golden picture: look at $file, and run with -Dgolden.write=true"
        val expected = android.graphics.BitmapFactory.decodeFile(golden.path)
        if (expected.width != bitmap.width || expected.height != bitmap.height) return "$folder/$name has another size than its golden picture"
        val different = count(bitmap, expected)
        if (different * 1000L <= PIXELS_TOLERANCE * bitmap.width.toLong() * bitmap.height) return null
        return "$folder/$name differs in $different of ${bitmap.width * bitmap.height} pixels from its golden picture: look at $file"
    }

    private fun count(one: Bitmap, other: Bitmap): Int {
        val a = pixels(one)
        val b = pixels(other)
        return a.indices.count { differ(a[it], b[it]) }
    }

    private fun pixels(bitmap: Bitmap) =
        IntArray(bitmap.width * bitmap.height).also { bitmap.getPixels(it, 0, bitmap.width, 0, 0, bitmap.width, bitmap.height) }

    private fun differ(a: Int, b: Int): Boolean =
        a != b && (0..16 step 8).any { abs((a shr it and 0xff) - (b shr it and 0xff)) > COLOUR_TOLERANCE }

    private fun write(bitmap: Bitmap, file: File) {
        file.parentFile?.mkdirs()
        SmallPng.write(pixels(bitmap), bitmap.width, bitmap.height, file)
    }
}
