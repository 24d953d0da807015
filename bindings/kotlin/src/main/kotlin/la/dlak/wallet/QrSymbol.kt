package la.dlak.wallet

import kotlin.math.sqrt

/** A QR symbol, to be shown: a square of dark and light modules. Close it, or leave that to the garbage collector. */
public class QrSymbol private constructor(private val native: NativeSymbol) : AutoCloseable {
    private val modules: ByteArray = calling { native.modules() }

    /** How many modules a side has, without the quiet zone of 4 around it. */
    public val side: Int = sqrt(modules.size.toDouble()).toInt()

    /** Is the module in this column and row, from 0, dark? */
    public fun isDark(x: Int, y: Int): Boolean {
        require(x in 0 until side && y in 0 until side) { "the symbol has $side x $side modules, and none at ($x, $y)" }
        return modules[y * side + x] != 0.toByte()
    }

    /** Gray pixels, row by row, with the quiet zone. A module's side has [modulePixels] pixels, 1 to 64. */
    public fun luma(modulePixels: Int): ByteArray = calling { native.luma(size(modulePixels)) }

    /** An SVG file, with the quiet zone. */
    public fun svg(): String = calling { native.svg() }

    /** Frees it. Then only [side] and [isDark] can be asked. */
    override fun close(): Unit = native.close()

    private fun size(modulePixels: Int): UInt {
        if (modulePixels !in SIZES) {
            throw WalletException(ErrorCode.BadArgument, "a module's side has $SIZES pixels, not $modulePixels")
        }
        return modulePixels.toUInt()
    }

    public companion object {
        private val SIZES = 1..64

        /** The smallest symbol that holds [text]. */
        @JvmStatic
        @JvmOverloads
        public fun of(text: String, level: CorrectionLevel = CorrectionLevel.MEDIUM): QrSymbol =
            QrSymbol(calling { qrSymbol(text, level) })
    }
}
