package la.dlak.demo.scan

import la.dlak.wallet.Point
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import kotlin.math.hypot
import kotlin.random.Random

class FrameFitTest {
    @Test
    fun `the middle of a frame is the middle of the view, however it is turned and cut`() = forAny { fit, frame, view ->
        val middle = fit.spot(Point(frame.width / 2, frame.height / 2))
        assertNear(view.first / 2f, middle.x)
        assertNear(view.second / 2f, middle.y)
    }

    @Test
    fun `the frame leaves nothing of the view empty, and is cut in one direction only`() = forAny { fit, frame, view ->
        val corners = listOf(Point(0, 0), Point(frame.width, 0), Point(frame.width, frame.height), Point(0, frame.height)).map(fit::spot)
        val (left, right) = corners.minOf { it.x } to corners.maxOf { it.x }
        val (top, bottom) = corners.minOf { it.y } to corners.maxOf { it.y }
        assertTrue(left <= 1 && top <= 1 && right >= view.first - 1 && bottom >= view.second - 1)
        assertTrue(right - left < view.first + 1 || bottom - top < view.second + 1)
        assertNear(fit.pictureWidth, right - left)
        assertNear(fit.pictureHeight, bottom - top)
    }

    @Test
    fun `a square stays a square, and its corners keep their order around it`() = forAny { fit, frame, _ ->
        val side = minOf(frame.width, frame.height) / 3
        val seen = listOf(Point(5, 5), Point(5 + side, 5), Point(5 + side, 5 + side), Point(5, 5 + side)).map(fit::spot)
        val sides = seen.indices.map { distance(seen[it], seen[(it + 1) % 4]) }
        sides.forEach { assertNear(sides[0], it) }
        // Clockwise on the screen: nothing is seen in a mirror.
        val turn = (seen[1].x - seen[0].x) * (seen[2].y - seen[1].y) - (seen[1].y - seen[0].y) * (seen[2].x - seen[1].x)
        assertTrue(turn > 0)
    }

    @Test
    fun `in a phone that is held upright, the right side of the sensor's frame is at the bottom`() {
        val fit = FrameFit(FrameShape(1280, 720, turn = 90), 720, 1280)
        assertEquals(Spot(720f, 0f), fit.spot(Point(0, 0)))
        assertEquals(Spot(720f, 1280f), fit.spot(Point(1280, 0)))
        assertEquals(Spot(0f, 1280f), fit.spot(Point(1280, 720)))
    }

    @Test
    fun `a frame turned upside down, or to the left, is seen from the other side`() {
        assertEquals(Spot(640f, 360f), FrameFit(FrameShape(640, 360, 180), 640, 360).spot(Point(0, 0)))
        assertEquals(Spot(0f, 640f), FrameFit(FrameShape(640, 360, 270), 360, 640).spot(Point(0, 0)))
        assertEquals(Spot(0f, 0f), FrameFit(FrameShape(640, 360, 0), 640, 360).spot(Point(0, 0)))
    }

    @Test
    fun `how a frame is turned depends on the sensor and on how the phone is held`() {
        assertEquals(90, turnOf(sensorDegrees = 90, displayDegrees = 0))
        assertEquals(0, turnOf(sensorDegrees = 90, displayDegrees = 90))
        assertEquals(180, turnOf(sensorDegrees = 90, displayDegrees = 270))
        assertEquals(270, turnOf(sensorDegrees = 90, displayDegrees = 180))
    }

    @Test
    fun `of the sizes of a camera the one nearest to a million pixels is asked for`() {
        assertEquals(1280 to 720, bestSize(listOf(4000 to 3000, 1920 to 1080, 1280 to 720, 640 to 480)))
        assertEquals(640 to 480, bestSize(listOf(320 to 240, 640 to 480, 0 to 0)))
        assertNull(bestSize(emptyList()))
    }

    private fun forAny(check: (FrameFit, FrameShape, Pair<Int, Int>) -> Unit) {
        val random = Random(5)
        repeat(500) {
            val frame = FrameShape(even(random), even(random), turn = listOf(0, 90, 180, 270).random(random))
            val view = random.nextInt(100, 3000) to random.nextInt(100, 3000)
            check(FrameFit(frame, view.first, view.second), frame, view)
        }
    }

    private fun even(random: Random) = random.nextInt(60, 1000) * 2

    private fun distance(a: Spot, b: Spot) = hypot(a.x - b.x, a.y - b.y)

    private fun assertNear(expected: Float, actual: Float) = assertEquals(expected, actual, 1 + expected / 1000)
}
