package la.dlak.demo.ui.history

import android.content.Context
import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.Typeface
import android.text.Layout
import android.text.StaticLayout
import android.text.TextPaint
import androidx.core.content.res.ResourcesCompat
import androidx.core.graphics.createBitmap
import la.dlak.demo.R

/**
 * A receipt as a picture, to be sent to somebody: on white like paper, whatever the phone looks like. It is as high as its words
 * need.
 */
class ReceiptPicture(context: Context) {
    private val regular = font(context, R.font.dlak_regular)
    private val bold = font(context, R.font.dlak_bold)

    fun draw(words: ReceiptWords): Bitmap {
        val lines = linesOf(words)
        val height = MARGIN * 2 + lines.sumOf { it.above + it.layout.height }
        val bitmap = createBitmap(WIDTH, height)
        val canvas = Canvas(bitmap)
        canvas.drawColor(Color.WHITE)
        canvas.translate(MARGIN.toFloat(), MARGIN.toFloat())
        for (line in lines) {
            if (line.isRuled) canvas.drawRect(0f, line.above / 2f, WRITTEN.toFloat(), line.above / 2f + RULE, paint(regular, SMALL, PALE))
            canvas.translate(0f, line.above.toFloat())
            line.layout.draw(canvas)
            canvas.translate(0f, line.layout.height.toFloat())
        }
        return bitmap
    }

    private fun linesOf(words: ReceiptWords): List<Line> = buildList {
        add(centred(words.bank, paint(bold, TEXT, BLUE), above = 0))
        add(centred(words.title, paint(regular, TEXT, GREY), above = 0))
        add(centred(words.amount, paint(bold, LARGE, INK), above = GAP))
        add(centred(words.state, paint(bold, TEXT, GREEN), above = 0))
        words.facts.forEachIndexed { index, (name, value) ->
            add(Line(layout(name, paint(regular, SMALL, GREY)), if (index == 0) GAP * 2 else GAP, isRuled = index == 0))
            add(Line(layout(value, paint(regular, TEXT, INK)), above = 0))
        }
        add(centred("\u2713 ${words.verified}", paint(bold, TEXT, GREEN), above = GAP * 2, isRuled = true))
    }

    private class Line(val layout: StaticLayout, val above: Int, val isRuled: Boolean = false)

    private fun centred(text: String, paint: TextPaint, above: Int, isRuled: Boolean = false) =
        Line(layout(text, paint, Layout.Alignment.ALIGN_CENTER), above, isRuled)

    private fun layout(text: String, paint: TextPaint, alignment: Layout.Alignment = Layout.Alignment.ALIGN_NORMAL) =
        StaticLayout.Builder.obtain(text, 0, text.length, paint, WRITTEN)
            .setAlignment(alignment)
            // A Lao vowel below does not touch a tone mark above in the next line.
            .setLineSpacing(0f, LINE)
            .setIncludePad(true)
            .build()

    private fun paint(font: Typeface, size: Float, ink: Int) = TextPaint(TextPaint.ANTI_ALIAS_FLAG).apply {
        typeface = font
        textSize = size
        color = ink
    }

    private companion object {
        const val WIDTH = 1080
        const val MARGIN = 80
        const val WRITTEN = WIDTH - 2 * MARGIN
        const val GAP = 32
        const val RULE = 3f
        const val LINE = 1.2f
        const val SMALL = 34f
        const val TEXT = 42f
        const val LARGE = 104f
        const val INK = 0xFF14182A.toInt()
        const val GREY = 0xFF4A5068.toInt()
        const val PALE = 0xFFCBD0E0.toInt()
        const val BLUE = 0xFF1F3A8A.toInt()
        const val GREEN = 0xFF0B6B43.toInt()

        /** Fonts come with the app; only a broken installation has none, and then the phone's own must do. */
        fun font(context: Context, id: Int): Typeface = ResourcesCompat.getFont(context, id) ?: Typeface.DEFAULT
    }
}
