package la.dlak.demo.picture

import java.awt.image.BufferedImage
import java.awt.image.IndexColorModel
import java.io.File
import javax.imageio.IIOImage
import javax.imageio.ImageIO
import javax.imageio.ImageWriteParam

/**
 * Pictures of screens as PNG files of a quarter of the usual size: hundreds of them are checked in. Each colour is rounded to the
 * nearest of sixteen shades of red, green and blue, which the tolerance of the comparison covers and no eye minds; what is left are few
 * enough colours for a palette.
 */
internal object SmallPng {
    private const val STEP = 17
    private const val PALETTE_MAX = 256

    fun write(pixels: IntArray, width: Int, height: Int, file: File) {
        val rounded = IntArray(pixels.size) { rounded(pixels[it]) }
        val palette = rounded.distinct()
        val image = if (palette.size <= PALETTE_MAX) indexed(rounded, palette, width, height) else plain(rounded, width, height)
        val writer = ImageIO.getImageWritersByFormatName("png").next()
        val smallest = writer.defaultWriteParam.apply {
            compressionMode = ImageWriteParam.MODE_EXPLICIT
            compressionQuality = 0f
        }
        file.delete()
        ImageIO.createImageOutputStream(file).use { output ->
            writer.output = output
            writer.write(null, IIOImage(image, null, null), smallest)
        }
        writer.dispose()
    }

    private fun rounded(colour: Int): Int =
        listOf(16, 8, 0).fold(0) { all, shift -> all or (((colour shr shift and 0xff) + STEP / 2) / STEP * STEP shl shift) }

    private fun indexed(pixels: IntArray, palette: List<Int>, width: Int, height: Int): BufferedImage {
        val model = IndexColorModel(8, palette.size, palette.toIntArray(), 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE)
        val places = palette.withIndex().associate { (place, colour) -> colour to place }
        val image = BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model)
        image.raster.setPixels(0, 0, width, height, IntArray(pixels.size) { places.getValue(pixels[it]) })
        return image
    }

    private fun plain(pixels: IntArray, width: Int, height: Int) =
        BufferedImage(width, height, BufferedImage.TYPE_INT_RGB).apply { setRGB(0, 0, width, height, pixels, 0, width) }
}
