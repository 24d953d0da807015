package la.dlak.demo.gallery

import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.LinearGradient
import android.graphics.Paint
import android.graphics.Shader
import android.graphics.Typeface
import androidx.compose.foundation.Image
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.asImageBitmap
import androidx.compose.ui.layout.ContentScale
import la.dlak.demo.scan.FrameShape
import la.dlak.demo.scan.RgbaFrame
import la.dlak.demo.scan.SeenCode
import la.dlak.demo.scan.Sight
import la.dlak.wallet.CodeKind
import la.dlak.wallet.QrSymbol
import java.nio.ByteBuffer

/**
 * What a camera might see: labels with codes, a little crooked, on a shop's counter. The codes in it are found by the real
 * library, as in a frame of a real camera.
 */
internal class CameraPicture(vararg labels: Label) {
    class Label(val code: String, val title: String, val x: Float, val y: Float, val degrees: Float, val scale: Float = 1f)

    private val bitmap: Bitmap = Bitmap.createBitmap(WIDTH, HEIGHT, Bitmap.Config.ARGB_8888)

    init {
        val canvas = Canvas(bitmap)
        drawCounter(canvas)
        labels.forEach { drawLabel(canvas, it) }
    }

    val frame: RgbaFrame = ByteBuffer.allocateDirect(WIDTH * HEIGHT * 4).let { pixels ->
        bitmap.copyPixelsToBuffer(pixels)
        pixels.rewind()
        RgbaFrame(pixels, FrameShape(WIDTH, HEIGHT))
    }

    val sight: Sight = Sight(frame.shape, frame.scan().map { SeenCode(it.text, it.corners, it.kind == CodeKind.Dlak) })

    @Composable
    fun Preview(modifier: Modifier) {
        Image(bitmap.asImageBitmap(), contentDescription = null, modifier, contentScale = ContentScale.Crop)
    }

    private fun drawCounter(canvas: Canvas) {
        val colors = intArrayOf(Color.rgb(128, 92, 62), Color.rgb(94, 66, 44), Color.rgb(70, 50, 36))
        val wood = LinearGradient(0f, 0f, WIDTH.toFloat(), HEIGHT.toFloat(), colors, null, Shader.TileMode.CLAMP)
        canvas.drawRect(0f, 0f, WIDTH.toFloat(), HEIGHT.toFloat(), Paint().apply { shader = wood })
        val grain = Paint().apply { color = Color.argb(26, 0, 0, 0) }
        for (y in 0 until HEIGHT step 46) canvas.drawRect(0f, y.toFloat(), WIDTH.toFloat(), y + 3f + y % 5, grain)
    }

    private fun drawLabel(canvas: Canvas, label: Label) = QrSymbol.of(label.code).use { symbol ->
        canvas.save()
        canvas.translate(label.x, label.y)
        canvas.rotate(label.degrees)
        canvas.scale(label.scale, label.scale)
        val half = CODE / 2 + MARGIN
        canvas.drawRoundRect(-half + 10, -half - 58, half + 10, half + 12, 18f, 18f, Paint().apply { color = Color.argb(70, 0, 0, 0) })
        canvas.drawRoundRect(-half, -half - 70, half, half, 18f, 18f, Paint().apply { color = Color.rgb(246, 244, 238) })
        val ink = Paint(Paint.ANTI_ALIAS_FLAG).apply {
            color = Color.rgb(24, 24, 30)
            textSize = 44f
            textAlign = Paint.Align.CENTER
            typeface = Typeface.DEFAULT_BOLD
        }
        canvas.drawText(label.title, 0f, -half - 8, ink)
        val module = CODE / symbol.side
        val dark = Paint().apply { color = Color.rgb(24, 24, 30) }
        for (y in 0 until symbol.side) for (x in 0 until symbol.side) {
            if (!symbol.isDark(x, y)) continue
            val (left, top) = -CODE / 2 + x * module to -CODE / 2 + y * module
            canvas.drawRect(left, top, left + module + 0.5f, top + module + 0.5f, dark)
        }
        canvas.restore()
    }

    private companion object {
        const val WIDTH = 720
        const val HEIGHT = 1280
        const val CODE = 330f
        const val MARGIN = 42f
    }
}
