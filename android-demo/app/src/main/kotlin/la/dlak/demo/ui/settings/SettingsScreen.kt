package la.dlak.demo.ui.settings

import androidx.compose.foundation.layout.padding
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.outlined.Article
import androidx.compose.material.icons.outlined.AccountBalance
import androidx.compose.material.icons.outlined.DarkMode
import androidx.compose.material.icons.outlined.Fingerprint
import androidx.compose.material.icons.outlined.Hub
import androidx.compose.material.icons.outlined.Info
import androidx.compose.material.icons.outlined.Language
import androidx.compose.material.icons.outlined.Lock
import androidx.compose.material.icons.outlined.Password
import androidx.compose.material.icons.outlined.PointOfSale
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.lock.PinPadActions
import la.dlak.demo.settings.Language
import la.dlak.demo.settings.Look
import la.dlak.demo.settings.SettingsUiState
import la.dlak.demo.ui.common.AppScreen
import la.dlak.demo.ui.lock.PinScreen

/** What can be done in the settings. */
class SettingsActions(
    val pad: PinPadActions,
    val onBack: () -> Unit,
    val onLanguage: (Language?) -> Unit,
    val onLook: (Look) -> Unit,
    val onChangePin: () -> Unit,
    val onBiometrics: (Boolean) -> Unit,
    val onPinCancelled: () -> Unit,
    val onWords: () -> Unit,
    val onLock: () -> Unit,
    val onShopMode: (Boolean) -> Unit,
)

/** Language, look, PIN, biometrics, words, shop. */
@Composable
fun SettingsScreen(state: SettingsUiState, version: String, actions: SettingsActions) {
    val pin = state.pinForBiometrics
    if (pin != null) {
        PinScreen(
            title = stringResource(R.string.settings_lock_title),
            advice = stringResource(R.string.settings_biometrics_pin_advice),
            state = pin,
            actions = actions.pad,
            onBack = actions.onPinCancelled,
        )
        return
    }
    AppScreen(title = stringResource(R.string.common_settings), onBack = actions.onBack) {
        state.name?.let { Owner(it, state.account.orEmpty()) }
        Section(stringResource(R.string.settings_section_display)) { Display(state, actions) }
        Section(stringResource(R.string.settings_section_security)) { Security(state, actions) }
        Section(stringResource(R.string.settings_section_shop)) { Shop(state, actions) }
        Section(stringResource(R.string.settings_section_about)) { About(state, version) }
    }
}

@Composable
private fun Display(state: SettingsUiState, actions: SettingsActions) {
    val phone = stringResource(R.string.settings_language_phone)
    var choosing by rememberSaveable { mutableStateOf(Choosing.NOTHING) }
    SettingRow(
        Icons.Outlined.Language,
        stringResource(R.string.settings_language),
        state.settings.language?.ownName ?: phone,
        onClick = { choosing = Choosing.LANGUAGE },
    )
    SettingRow(
        Icons.Outlined.DarkMode,
        stringResource(R.string.settings_look),
        state.settings.look.said(),
        onClick = { choosing = Choosing.LOOK },
    )
    val close = { choosing = Choosing.NOTHING }
    when (choosing) {
        Choosing.NOTHING -> Unit
        Choosing.LANGUAGE -> ChoiceDialog(
            stringResource(R.string.settings_language),
            (Language.entries + null).map { Choice(it?.ownName ?: phone, it == state.settings.language) { actions.onLanguage(it) } },
            close,
        )
        Choosing.LOOK -> ChoiceDialog(
            stringResource(R.string.settings_look),
            Look.entries.map { Choice(it.said(), it == state.settings.look) { actions.onLook(it) } },
            close,
        )
    }
}

private enum class Choosing { NOTHING, LANGUAGE, LOOK }

@Composable
private fun Look.said(): String = stringResource(
    when (this) {
        Look.PHONE -> R.string.settings_language_phone
        Look.LIGHT -> R.string.settings_look_light
        Look.DARK -> R.string.settings_look_dark
    },
)

@Composable
private fun Security(state: SettingsUiState, actions: SettingsActions) {
    SettingRow(Icons.Outlined.Password, stringResource(R.string.settings_change_pin), onClick = actions.onChangePin)
    if (state.canUseBiometrics) {
        SwitchRow(
            Icons.Outlined.Fingerprint,
            stringResource(R.string.settings_biometrics),
            stringResource(R.string.settings_biometrics_advice),
            state.settings.isBiometricsOn,
            actions.onBiometrics,
        )
        if (state.didBiometricsFail) {
            Text(
                stringResource(R.string.settings_biometrics_failed),
                Modifier.padding(horizontal = 16.dp).semantics { liveRegion = LiveRegionMode.Polite },
                color = MaterialTheme.colorScheme.error,
                style = MaterialTheme.typography.bodyMedium,
            )
        }
    }
    SettingRow(
        Icons.AutoMirrored.Outlined.Article,
        stringResource(R.string.settings_words),
        stringResource(R.string.settings_words_advice),
        onClick = actions.onWords,
    )
    SettingRow(Icons.Outlined.Lock, stringResource(R.string.settings_lock_now), leadsOn = false, onClick = actions.onLock)
}

@Composable
private fun Shop(state: SettingsUiState, actions: SettingsActions) {
    if (state.isShop) {
        SettingRow(Icons.Outlined.PointOfSale, stringResource(R.string.settings_shop_mode), stringResource(R.string.settings_shop_always))
    } else {
        SwitchRow(
            Icons.Outlined.PointOfSale,
            stringResource(R.string.settings_shop_mode),
            stringResource(R.string.settings_shop_mode_advice),
            state.settings.isShopMode,
            actions.onShopMode,
        )
    }
}

@Composable
private fun About(state: SettingsUiState, version: String) {
    SettingRow(Icons.Outlined.AccountBalance, stringResource(R.string.settings_issuer), stringResource(R.string.common_central_bank))
    state.network?.let { SettingRow(Icons.Outlined.Hub, stringResource(R.string.settings_network), it) }
    SettingRow(Icons.Outlined.Info, stringResource(R.string.settings_version), version)
}
