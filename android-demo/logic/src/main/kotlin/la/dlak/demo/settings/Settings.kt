package la.dlak.demo.settings

import kotlinx.coroutines.flow.StateFlow
import java.util.Locale

/** The languages that the app speaks. */
enum class Language(val tag: String) {
    LAO("lo"),
    ENGLISH("en"),
    THAI("th"),
    ;

    /** For numbers and dates: as they are written in Laos, and in Thailand with Thai years. */
    val locale: Locale
        get() = when (this) {
            LAO -> Locale.forLanguageTag("lo-LA")
            ENGLISH -> Locale.forLanguageTag("en-GB")
            THAI -> Locale.forLanguageTag("th-TH-u-ca-buddhist")
        }

    companion object {
        /** The one of a phone that speaks this: Lao is for whom nothing else is said. */
        fun of(locale: Locale): Language = entries.find { it.tag == locale.language } ?: LAO
    }
}

/** Light, dark, or as the phone is. */
enum class Look { PHONE, LIGHT, DARK }

/** What the owner chose. Nothing secret is in it. */
data class Settings(
    /** Null: as the phone's. */
    val language: Language? = null,
    val look: Look = Look.PHONE,
    /** Has the owner shown that the 24 words are written down? */
    val areWordsConfirmed: Boolean = false,
    /** Did the wallet come back from its words? Then it needs no enrolment code: the bank knows the account. */
    val isRestored: Boolean = false,
    /** May a fingerprint or a face stand for the PIN? */
    val isBiometricsOn: Boolean = false,
    /** Does the app begin with the till? */
    val isShopMode: Boolean = false,
)

/** Keeps the settings. */
interface SettingsStore {
    val settings: StateFlow<Settings>

    fun update(change: (Settings) -> Settings)
}
