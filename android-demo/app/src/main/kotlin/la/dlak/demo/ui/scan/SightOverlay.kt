package la.dlak.demo.ui.scan

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.gestures.detectTapGestures
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.CornerRadius
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.Path
import androidx.compose.ui.graphics.PathEffect
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.input.pointer.pointerInput
import androidx.compose.ui.text.TextMeasurer
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.drawText
import androidx.compose.ui.text.rememberTextMeasurer
import androidx.compose.ui.unit.dp
import la.dlak.demo.scan.Choice
import la.dlak.demo.scan.FrameFit
import la.dlak.demo.scan.SeenCode
import la.dlak.demo.scan.Sight

/**
 * The codes in sight, framed where they are. One that can be paid has a whole line, one that can't a broken one; of several each
 * has the number under which it stands in the list. A tap on one chooses it, as one in the list does.
 */
@Composable
internal fun SightOverlay(sight: Sight?, choices: List<Choice>, onChoose: (String) -> Unit, modifier: Modifier = Modifier) {
    val numbers = rememberTextMeasurer()
    val style = MaterialTheme.typography.titleLarge.copy(color = NUMBER)
    val taps = Modifier.pointerInput(sight, choices) {
        detectTapGestures { at ->
            val fit = sight?.let { FrameFit(it.shape, size.width, size.height) } ?: return@detectTapGestures
            sight.codes.firstOrNull { bounds(fit, it).contains(at) }?.let { onChoose(it.text) }
        }
    }
    Canvas(modifier.fillMaxSize().then(if (choices.isEmpty()) Modifier else taps)) {
        if (sight == null) return@Canvas drawGuide()
        val fit = FrameFit(sight.shape, size.width.toInt(), size.height.toInt())
        for (code in sight.codes) {
            drawFrame(fit, code)
            val number = choices.indexOfFirst { it.text == code.text }
            if (choices.size > 1 && number >= 0) drawNumber(number + 1, bounds(fit, code).center, numbers, style)
        }
    }
}

private fun bounds(fit: FrameFit, code: SeenCode): Rect {
    val spots = code.corners.map(fit::spot)
    if (spots.isEmpty()) return Rect.Zero
    return Rect(spots.minOf { it.x }, spots.minOf { it.y }, spots.maxOf { it.x }, spots.maxOf { it.y })
}

private fun DrawScope.drawFrame(fit: FrameFit, code: SeenCode) {
    val path = Path()
    code.corners.map(fit::spot).forEachIndexed { index, spot ->
        if (index == 0) path.moveTo(spot.x, spot.y) else path.lineTo(spot.x, spot.y)
    }
    path.close()
    val dashes = if (code.isPayable) null else PathEffect.dashPathEffect(floatArrayOf(12.dp.toPx(), 8.dp.toPx()))
    // A dark line under the bright one: it shows on paper and on a screen.
    drawPath(path, Color.Black.copy(alpha = 0.5f), style = Stroke(9.dp.toPx(), join = StrokeJoin.Round, pathEffect = dashes))
    drawPath(path, if (code.isPayable) PAYABLE else OTHER, style = Stroke(5.dp.toPx(), join = StrokeJoin.Round, pathEffect = dashes))
}

private fun DrawScope.drawNumber(number: Int, middle: Offset, measurer: TextMeasurer, style: TextStyle) {
    drawCircle(Color.Black.copy(alpha = 0.5f), 24.dp.toPx(), middle)
    drawCircle(PAYABLE, 21.dp.toPx(), middle)
    val text = measurer.measure(number.toString(), style)
    drawText(text, topLeft = middle - Offset(text.size.width / 2f, text.size.height / 2f))
}

/** Where a code is best held: the corners of a square. */
private fun DrawScope.drawGuide() {
    val side = minOf(size.width, size.height) * GUIDE
    val square = Rect(center - Offset(side / 2, side / 2), Size(side, side))
    val arm = side / 6
    val width = 4.dp.toPx()
    val round = CornerRadius(width / 2)
    for (left in listOf(true, false)) for (top in listOf(true, false)) {
        val x = if (left) square.left else square.right
        val y = if (top) square.top else square.bottom
        val across = Offset(if (left) x else x - arm, if (top) y else y - width)
        val down = Offset(if (left) x else x - width, if (top) y else y - arm)
        drawRoundRect(Color.White, across, Size(arm, width), round)
        drawRoundRect(Color.White, down, Size(width, arm), round)
    }
}

// On a camera's picture, whatever the theme: bright, with dark under it.
private val PAYABLE = Color(0xFF5CF2A0)
private val OTHER = Color(0xFFFFD166)
private val NUMBER = Color(0xFF00311C)
private const val GUIDE = 0.62f
