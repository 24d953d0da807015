package la.dlak.demo.fake

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.update
import la.dlak.demo.settings.Settings
import la.dlak.demo.settings.SettingsStore

class FakeSettings(first: Settings = Settings()) : SettingsStore {
    override val settings = MutableStateFlow(first)

    override fun update(change: (Settings) -> Settings) = settings.update(change)
}
