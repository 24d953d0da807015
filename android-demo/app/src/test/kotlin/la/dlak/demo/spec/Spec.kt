package la.dlak.demo.spec

import org.json.JSONArray
import org.json.JSONObject
import java.io.File

/** The specification of both apps, as `cargo xtask app-spec` resolved it (`app-spec/README.md`). */
internal class Spec(json: JSONObject) {
    val states: List<State> = json.getJSONObject("screens").each { screen, it ->
        it.getJSONObject("states").each { name, state -> State("$screen.$name", state) }
    }.flatten()

    private val texts: List<SpecText> = json.getJSONObject("texts").each(::SpecText)

    /** The keys of the texts that these words are: of those that say just this, else of those with room for it. */
    fun keysOf(words: String): List<String> {
        val whole = texts.filter { it.hasWords && it.isWhole(words) }
        return whole.filter { !it.hasPlaces }.ifEmpty { whole }.map(SpecText::key)
    }

    fun text(key: String): SpecText? = texts.firstOrNull { it.key == key }

    companion object {
        fun read() = Spec(JSONObject(File("../../app-spec/spec.json").readText()))
    }
}

/** What a person sees at one time, and can do. */
internal class State(val name: String, json: JSONObject) {
    val pictures: List<String> = json.getJSONArray("pictures").strings()
    val shows: List<String> = json.getJSONArray("shows").strings()
    private val mayShow: List<String> = json.getJSONArray("may_show").strings()
    val actions: Set<String> = json.getJSONObject("actions").keys().asSequence().toSet()
    val may: Set<String> = json.getJSONObject("may").keys().asSequence().toSet()
    val rows: Set<String> = json.getJSONObject("rows").keys().asSequence().toSet()
    val fields: List<String> = json.getJSONArray("fields").strings()
    val hasDigits: Boolean = json.getBoolean("digits")

    val texts: Set<String> = (shows + mayShow).toSet()
}

/** A text of the table in English. */
internal class SpecText(val key: String, json: JSONObject) {
    val hasPlaces: Boolean = json.getJSONArray("placeholders").length() > 0

    /** Nothing but values, like "{scheme}, {country}", is no sign of a text. */
    val hasWords: Boolean = json.getString("en").replace(PLACE, "").any(Char::isLetter)
    private val forms = listOf("en", "en_one").mapNotNull { form -> json.optString(form).takeIf(String::isNotEmpty)?.let(::pattern) }

    fun isWhole(words: String): Boolean = forms.any { it.matches(words) }

    fun isIn(words: String): Boolean = forms.any { it.containsMatchIn(words) }

    private fun pattern(text: String): Regex {
        val words = text.split(PLACE).map { Regex.escape(it.trimJoiners()) }
        return Regex(words.joinToString("(?s:.+)"))
    }

    private companion object {
        val PLACE = Regex("\\{[a-z0-9_]+\\}")
    }
}

/** Nobody sees what joins and breaks lines. */
internal fun String.trimJoiners(): String = filter { it != '\u200B' && it != '\u2060' }

private fun JSONArray.strings(): List<String> = List(length(), ::getString)

private fun <T> JSONObject.each(of: (String, JSONObject) -> T): List<T> = keys().asSequence().map { of(it, getJSONObject(it)) }.toList()
