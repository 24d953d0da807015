package la.dlak.demo.spec

/** What was seen, held against what the specification says of its state. */
internal class Held(private val spec: Spec, private val state: State, private val seen: Seen) {
    /** What can be touched, by the names of the specification. */
    val actions: Set<String> = seen.touched.flatMap(::namesOf).toSet()

    val faults: List<String> = buildList {
        for (key in state.shows) {
            if (seen.texts.none { spec.text(key)?.isIn(it) == true }) add("$key is not shown")
        }
        for (words in seen.texts) {
            val keys = spec.keysOf(words)
            if (keys.isNotEmpty() && keys.none { it in state.texts }) add("it shows \"$words\", which the state does not name: ${keys.joinToString()}")
        }
        for (key in state.actions - actions) add("$key can't be touched")
        if (state.hasDigits && DIGITS !in actions) add("there are no keys for digits")
        for (touched in seen.touched) {
            if (namesOf(touched).isEmpty()) add("\"${touched.words.joinToString()}\" can be touched, and is nothing that the state names")
        }
    }

    /** The names of what is touched: a label's key; else a digit, or a row, whose words are data. */
    private fun namesOf(touched: Seen.Touched): List<String> {
        val names = if (touched.isField) state.fields else (state.actions + state.may).toList()
        val labelled = names.filter { name -> touched.words.any { spec.text(name)?.isWhole(it) == true } }
        return when {
            labelled.isNotEmpty() -> labelled
            // While something is typed a field may show only that.
            touched.isField -> state.fields
            state.hasDigits && touched.words.all { it.length == 1 && it[0].isDigit() } -> listOf(DIGITS)
            else -> state.rows.toList()
        }
    }

    private companion object {
        const val DIGITS = "digits"
    }
}
