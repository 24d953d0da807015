package la.dlak.demo.platform

import android.content.ContentResolver
import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.Canvas
import android.graphics.Color
import android.net.Uri
import la.dlak.demo.scan.CameraFrame
import la.dlak.demo.scan.FrameShape
import la.dlak.demo.scan.RgbaFrame
import java.io.IOException
import java.nio.ByteBuffer

/** Pictures of the owner's, to look for codes in. They may be anything: other apps give them. */
internal class Pictures(private val resolver: ContentResolver) {
    /**
     * The picture, first in a size in which a code on a photo of a shop is found, then smaller, for one that fills a large photo.
     * Nothing when it can't be opened. Takes a while: not for the main thread.
     */
    fun open(picture: Uri): Sequence<CameraFrame> = sequence {
        for (side in SIDES) {
            val bitmap = decoded(picture, side) ?: return@sequence
            yield(frameOf(bitmap))
        }
    }

    private fun decoded(picture: Uri, longestSide: Int): Bitmap? =
        try {
            val bounds = BitmapFactory.Options().apply { inJustDecodeBounds = true }
            read(picture, bounds)
            val options = BitmapFactory.Options().apply {
                inSampleSize = sampleFor(maxOf(bounds.outWidth, bounds.outHeight), longestSide)
                inPreferredConfig = Bitmap.Config.ARGB_8888
            }
            read(picture, options)?.let { fitted(it, longestSide) }
        } catch (_: IOException) {
            null
        } catch (_: RuntimeException) {
            // The app that has it gives it no more, or throws whatever it likes: Android hands that on.
            null
        } catch (_: OutOfMemoryError) {
            // Nothing is half done: it only can't be shown.
            null
        }

    private fun read(picture: Uri, options: BitmapFactory.Options): Bitmap? =
        resolver.openInputStream(picture)?.use { BitmapFactory.decodeStream(it, null, options) }

    /** On white, in four bytes a pixel: what is transparent would be as dark as the code. */
    private fun fitted(bitmap: Bitmap, longestSide: Int): Bitmap {
        val scale = minOf(1f, longestSide.toFloat() / maxOf(bitmap.width, bitmap.height))
        val width = (bitmap.width * scale).toInt().coerceAtLeast(1)
        val height = (bitmap.height * scale).toInt().coerceAtLeast(1)
        val onWhite = Bitmap.createBitmap(width, height, Bitmap.Config.ARGB_8888)
        Canvas(onWhite).apply {
            drawColor(Color.WHITE)
            drawBitmap(Bitmap.createScaledBitmap(bitmap, width, height, true), 0f, 0f, null)
        }
        return onWhite
    }

    private fun frameOf(bitmap: Bitmap): CameraFrame {
        val pixels = ByteBuffer.allocateDirect(bitmap.width * bitmap.height * BYTES)
        bitmap.copyPixelsToBuffer(pixels)
        pixels.rewind()
        return RgbaFrame(pixels, FrameShape(bitmap.width, bitmap.height))
    }

    companion object {
        private val SIDES = listOf(1600, 640)
        private const val BYTES = 4

        /** The power of two by which a decoder may leave pixels out, and still give at least the side that is wanted. */
        internal fun sampleFor(side: Int, wanted: Int): Int {
            var sample = 1
            while (side / (sample * 2) >= wanted) sample *= 2
            return sample
        }
    }
}
