package la.dlak.demo.platform

import android.content.Context
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import la.dlak.demo.settings.Language
import la.dlak.demo.settings.Look
import la.dlak.demo.settings.Settings
import la.dlak.demo.settings.SettingsStore

/** The settings in the app's preferences: nothing secret. */
class PreferencesStore(context: Context) : SettingsStore {
    private val preferences = context.getSharedPreferences("settings", Context.MODE_PRIVATE)
    private val _settings = MutableStateFlow(load())

    override val settings: StateFlow<Settings> = _settings.asStateFlow()

    @Synchronized
    override fun update(change: (Settings) -> Settings) {
        val changed = change(_settings.value)
        preferences.edit()
            .putString(LANGUAGE, changed.language?.name)
            .putString(LOOK, changed.look.name)
            .putBoolean(WORDS, changed.areWordsConfirmed)
            .putBoolean(RESTORED, changed.isRestored)
            .putBoolean(BIOMETRICS, changed.isBiometricsOn)
            .putBoolean(SHOP, changed.isShopMode)
            .apply()
        _settings.value = changed
    }

    private fun load() = Settings(
        language = Language.entries.find { it.name == preferences.getString(LANGUAGE, null) },
        look = Look.entries.find { it.name == preferences.getString(LOOK, null) } ?: Look.PHONE,
        areWordsConfirmed = preferences.getBoolean(WORDS, false),
        isRestored = preferences.getBoolean(RESTORED, false),
        isBiometricsOn = preferences.getBoolean(BIOMETRICS, false),
        isShopMode = preferences.getBoolean(SHOP, false),
    )

    private companion object {
        const val LANGUAGE = "language"
        const val LOOK = "look"
        const val WORDS = "words-confirmed"
        const val RESTORED = "restored"
        const val BIOMETRICS = "biometrics"
        const val SHOP = "shop"
    }
}
