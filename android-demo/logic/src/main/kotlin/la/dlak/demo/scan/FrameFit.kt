package la.dlak.demo.scan

import la.dlak.wallet.Point
import kotlin.math.abs
import kotlin.math.max

/** A place on the screen, in pixels of the view from its top left corner. */
data class Spot(val x: Float, val y: Float)

/**
 * How a camera's frame fills a view: turned upright, as large as it must be to leave nothing empty, its middle in the view's
 * middle; what is too much is cut off.
 */
class FrameFit(private val frame: FrameShape, private val viewWidth: Int, private val viewHeight: Int) {
    private val isOnItsSide = frame.turn % HALF_TURN != 0
    private val uprightWidth = if (isOnItsSide) frame.height else frame.width
    private val uprightHeight = if (isOnItsSide) frame.width else frame.height
    private val scale = max(viewWidth.toFloat() / uprightWidth, viewHeight.toFloat() / uprightHeight)

    /** The size of the whole picture, of which the view shows the middle. */
    val pictureWidth: Float get() = uprightWidth * scale
    val pictureHeight: Float get() = uprightHeight * scale

    /** Where a point of the frame is seen. */
    fun spot(point: Point): Spot {
        val (x, y) = when (frame.turn) {
            90 -> frame.height - point.y to point.x
            180 -> frame.width - point.x to frame.height - point.y
            270 -> point.y to frame.width - point.x
            else -> point.x to point.y
        }
        return Spot(x * scale - (pictureWidth - viewWidth) / 2, y * scale - (pictureHeight - viewHeight) / 2)
    }

    companion object {
        private const val HALF_TURN = 180
    }
}

/** By how much a frame of the back camera must be turned clockwise, when the phone is turned by [displayDegrees] from its usual way. */
fun turnOf(sensorDegrees: Int, displayDegrees: Int): Int = Math.floorMod(sensorDegrees - displayDegrees, FULL_TURN)

/**
 * The size of frames to ask a camera for: enough pixels for a code that fills a third of the view, and few enough to read in a
 * moment. The nearest to 1280 x 720 that it has.
 */
fun bestSize(sizes: List<Pair<Int, Int>>): Pair<Int, Int>? =
    sizes.filter { (width, height) -> width > 0 && height > 0 }.minByOrNull { (width, height) -> abs(width.toLong() * height - GOOD_PIXELS) }

private const val FULL_TURN = 360
private const val GOOD_PIXELS = 1280L * 720
