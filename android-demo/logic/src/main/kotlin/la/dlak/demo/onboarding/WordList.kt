package la.dlak.demo.onboarding

import la.dlak.wallet.Checks

/** The words that wallets use. */
fun interface WordList {
    /** Those that begin with what was typed, at most so many. */
    fun suggest(typed: String, limit: Int): List<String>
}

/** Is it one of them? */
internal fun WordList.has(word: String): Boolean = word in suggest(word, 1)

/** The library's own list. */
object LibraryWords : WordList {
    override fun suggest(typed: String, limit: Int): List<String> = Checks.suggestWords(typed, limit)
}
