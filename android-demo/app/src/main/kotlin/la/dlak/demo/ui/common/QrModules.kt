package la.dlak.demo.ui.common

import android.graphics.Bitmap
import android.graphics.Color
import android.util.LruCache
import la.dlak.wallet.QrSymbol

/** The dark and light squares of a QR symbol. */
class QrModules private constructor(
    /** How many a side has, without the quiet zone. */
    val side: Int,
    private val dark: BooleanArray,
) {
    /** With the quiet zone, without which many cameras find nothing. */
    val sideWithQuietZone: Int get() = side + 2 * QUIET_ZONE

    fun isDark(x: Int, y: Int): Boolean = dark[y * side + x]

    /** A picture, black on white, each module [modulePixels] wide; one to send needs its [quietZone]. */
    fun bitmap(modulePixels: Int, quietZone: Int = QUIET_ZONE): Bitmap {
        val width = (side + 2 * quietZone) * modulePixels
        val pixels = IntArray(width * width) { at ->
            val x = at % width / modulePixels - quietZone
            val y = at / width / modulePixels - quietZone
            if (x in 0 until side && y in 0 until side && isDark(x, y)) Color.BLACK else Color.WHITE
        }
        return Bitmap.createBitmap(pixels, width, width, Bitmap.Config.ARGB_8888)
    }

    companion object {
        /** As ISO/IEC 18004 wants it. */
        const val QUIET_ZONE = 4

        /** A code is shown again when the phone is turned: it should not flicker then. */
        private val made = LruCache<String, QrModules>(8)

        /** The symbol of [text]. Takes a millisecond or more: not for the main thread. */
        fun of(text: String): QrModules = ready(text) ?: make(text).also { made.put(text, it) }

        /** The symbol, if it was made lately. */
        fun ready(text: String): QrModules? = made.get(text)

        private fun make(text: String) = QrSymbol.of(text).use { symbol ->
            val side = symbol.side
            QrModules(side, BooleanArray(side * side) { symbol.isDark(it % side, it / side) })
        }
    }
}
