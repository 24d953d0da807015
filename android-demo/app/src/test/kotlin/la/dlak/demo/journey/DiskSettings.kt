package la.dlak.demo.journey

import kotlinx.coroutines.flow.MutableStateFlow
import la.dlak.demo.settings.Language
import la.dlak.demo.settings.Settings
import la.dlak.demo.settings.SettingsStore
import java.io.File

/** Settings in a file: Robolectric's preferences end with the process, and the phone's must not. */
class DiskSettings(private val file: File, first: Settings) : SettingsStore {
    override val settings = MutableStateFlow(load(first))

    override fun update(change: (Settings) -> Settings) {
        settings.value = change(settings.value)
        file.parentFile.mkdirs()
        with(settings.value) { file.writeText("$language,$areWordsConfirmed,$isShopMode") }
    }

    private fun load(first: Settings): Settings {
        val (language, words, shop) = file.takeIf(File::exists)?.readText()?.split(',') ?: return first
        return first.copy(
            language = Language.entries.find { it.name == language },
            areWordsConfirmed = words.toBoolean(),
            isShopMode = shop.toBoolean(),
        )
    }
}
