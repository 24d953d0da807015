package la.dlak.demo.spec

import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull

/** What a picture says, and what can be touched on it. */
internal class Seen(
    /** Each text by itself: what is read, and what TalkBack says instead. */
    val texts: List<String>,
    /** What can be touched, each with the words that it goes by. */
    val touched: List<Touched>,
) {
    constructor(apart: SemanticsNode, merged: SemanticsNode) :
        this(all(apart).flatMap(::words).toList(), all(merged).flatMap(::touchedOn).toList())

    /** @property isField whether something is typed into it */
    class Touched(val words: List<String>, val isField: Boolean = false)
}

private fun all(node: SemanticsNode): Sequence<SemanticsNode> = sequence {
    yield(node)
    for (child in node.children) yieldAll(all(child))
}

private fun words(node: SemanticsNode): List<String> {
    val said = node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty()
    val shown = node.config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text }
    return (said + shown).map(String::trimJoiners).filter(String::isNotBlank)
}

private fun touchedOn(node: SemanticsNode): List<Seen.Touched> = buildList {
    val config = node.config
    if (config.getOrNull(SemanticsActions.SetText) != null) {
        // The label stands in the field itself.
        add(Seen.Touched(all(node).flatMap(::words).toList(), isField = true))
    } else if (config.getOrNull(SemanticsActions.OnClick) != null) {
        add(Seen.Touched(words(node)))
    }
    config.getOrNull(SemanticsActions.OnLongClick)?.label?.let { add(Seen.Touched(listOf(it))) }
    for (action in config.getOrNull(SemanticsActions.CustomActions).orEmpty()) add(Seen.Touched(listOf(action.label)))
}
