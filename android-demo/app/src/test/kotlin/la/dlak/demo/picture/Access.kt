package la.dlak.demo.picture

import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.isSpecified

/** What a picture alone does not say: can a thumb hit it, can everybody read it, does TalkBack have a word for it? */
internal object Access {
    private const val TOUCH_DP = 48
    private const val TEXT_SP = 12f

    fun faults(root: SemanticsNode, density: Density): List<String> = buildList {
        for (node in all(root)) {
            val isTouched = node.config.getOrNull(SemanticsActions.OnClick) != null
            if (isTouched && SemanticsProperties.Disabled !in node.config) addAll(touchFaults(node, density))
            addAll(textFaults(node, density))
        }
    }

    private fun all(node: SemanticsNode): Sequence<SemanticsNode> = sequence {
        yield(node)
        for (child in node.children) yieldAll(all(child))
    }

    private fun touchFaults(node: SemanticsNode, density: Density) = buildList {
        val least = with(density) { TOUCH_DP * this.density } - 1
        val bounds = node.touchBoundsInRoot
        // What is scrolled out of sight has no bounds, but a size.
        val width = maxOf(bounds.width, node.size.width.toFloat())
        val height = maxOf(bounds.height, node.size.height.toFloat())
        if (width < least || height < least) {
            add("${name(node)} is ${width.toInt()} x ${height.toInt()} px to touch, less than $TOUCH_DP dp")
        }
        if (name(node).isBlank()) add("what is touched at ${bounds.topLeft} has no word for TalkBack")
    }

    private fun textFaults(node: SemanticsNode, density: Density) = buildList {
        val results = mutableListOf<TextLayoutResult>()
        node.config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(results)
        for (result in results) {
            val text = result.layoutInput.text.text
            val size = result.layoutInput.style.fontSize
            if (size.isSpecified && size.value < TEXT_SP) add("\"$text\" is of $size, less than $TEXT_SP sp")
            if (isCut(result)) add("\"$text\" does not fit its place")
        }
    }

    /** A pixel more or less is rounding. Where a line begins does not count: the result places centred lines in a wider place. */
    private fun isCut(result: TextLayoutResult): Boolean {
        val lines = 0 until result.lineCount
        val isTooHigh = result.multiParagraph.didExceedMaxLines || result.multiParagraph.height > result.size.height + 1
        return isTooHigh || lines.any { result.isLineEllipsized(it) || result.getLineRight(it) - result.getLineLeft(it) > result.size.width + 1 }
    }

    private fun name(node: SemanticsNode): String {
        val own = node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty() +
            node.config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text } +
            listOfNotNull(node.config.getOrNull(SemanticsProperties.EditableText)?.text) +
            listOfNotNull(node.config.getOrNull(SemanticsActions.OnClick)?.label)
        return own.joinToString(" ")
    }
}
